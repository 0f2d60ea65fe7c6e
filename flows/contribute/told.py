"""What is said of the texts of a contribution: of each raw text by itself, of a corpus by its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from karabakh.schemas.findings import Finding, Violation


@dataclass(frozen=True, slots=True)
class TextTold:
    """A raw text: what is wrong with it, and what a refresh would make of it."""

    path: Path
    findings: Sequence[Finding]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """All raw texts, and of each corpus, by ``id`` of its typed table, the rules that rows break and the notes.

    ``documents`` are the ids of the raw texts.
    """

    texts: Sequence[TextTold] = ()
    violations: Mapping[int, Sequence[Violation]] = field(default_factory=dict)
    notes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
