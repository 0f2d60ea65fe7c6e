"""Files that somebody contributes in; what is wrong with each out: tables by their schemas, texts by a refresh."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa

from karabakh.flows.contribute import checks, conventions, renamed
from karabakh.flows.contribute.kind import is_text
from karabakh.flows.contribute.known import GAZETTEER, NO_VERSION, Known
from karabakh.flows.contribute.near.advice import advised
from karabakh.flows.contribute.told import Told
from karabakh.schemas.contribution import Typed, in_order, judged, of_frame, read_tables, references
from karabakh.schemas.findings import CAP, Finding, Violation

TEXT: Final = "text"
"""What stands for the table of a raw text."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one table of a file, or in a raw text.

    ``part`` is the sheet of a workbook; ``table`` is None where it cannot be told. ``typed`` has the rows in their
    declared types. The findings stand in the order of the rows and are capped: `Finding.count` says how many each is.
    """

    path: Path
    part: str | None
    table: str | None
    rows: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    typed: Typed | None = None

    def count(self, severity: str) -> int:
        """Return how many errors, or warnings, there are."""
        return sum(finding.count for finding in self.findings if finding.severity == severity)

    @property
    def valid(self) -> bool:
        """Whether there is no error."""
        return not self.count("error")


@dataclass(frozen=True)
class Checking:
    """What was found in all the files of a contribution; ``version`` is the one they were compared with, if any."""

    files: tuple[Checked, ...]
    notes: tuple[str, ...] = ()
    version: str | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files."""
        return tuple(finding for one in self.files for finding in one.findings)

    def count(self, severity: str) -> int:
        """Return how many errors, or warnings, there are."""
        return sum(one.count(severity) for one in self.files)

    @property
    def valid(self) -> bool:
        """Whether there is no error."""
        return all(one.valid for one in self.files)


def check_files(
    paths: Iterable[str | Path], table: str | None = None, known: Known | None = None, cap: int = CAP
) -> Checking:
    """Check tables (all as the one called ``table``, or as the one their columns are like) and raw texts.

    A row may refer to what ``known`` has (default: the packaged gazetteer and the newest version in ./data), and to
    rows of the other files. Of each rule ``cap`` rows are findings of their own, the rest are counted. ``KeyError``
    where there is no table of that name; whatever is wrong with a file is a finding, never an error.
    """
    texts: list[Path] = []
    read: list[tuple[Path, list[Typed], list[Finding]]] = []
    for path in dict.fromkeys(map(Path, paths)):
        if table is None and is_text(path):
            texts.append(path)
        else:
            read.append((path, *read_tables(path, table, cap)))
    every = [typed for _, some, _ in read for typed in some]
    return _Contribution(every, texts, known or Known(), cap).checked(read)


def check_rows(rows: pd.DataFrame, table: str | None = None, known: Known | None = None, cap: int = CAP) -> Checking:
    """Check a DataFrame, of whatever types, in the same way; its rows are counted from 1, and it has no file."""
    some, lost = of_frame(rows, table, cap)
    checking = _Contribution(some, [], known or Known(), cap).checked([(Path(), some, lost)])
    files = (
        replace(one, findings=tuple(replace(found, file=None) for found in one.findings)) for one in checking.files
    )
    return replace(checking, files=tuple(files))


class _Contribution:
    """All tables and raw texts of a contribution, because a row of one may refer to another."""

    def __init__(self, tables: Sequence[Typed], texts: Sequence[Path], known: Known, cap: int) -> None:
        self.tables, self.known, self.cap = tables, known, cap
        self.told = self._told(texts)
        self.given: dict[str, pa.Table] = {}
        for name in {typed.name for typed in tables}:
            self.given[name] = pa.concat_tables([typed.rows for typed in tables if typed.name == name])

    def _told(self, texts: Sequence[Path]) -> Told:
        """Return what is to be said of raw texts, and of the rows of corpora; it takes the steps of a refresh."""
        corpora = [typed for typed in self.tables if typed.name == "corpus"]
        if not texts and not corpora:
            return Told()
        from karabakh.flows.contribute.texts import tell  # the finders of places and dates take a second to import

        return tell(texts, corpora, [typed.rows for typed in self.tables if typed.name == "sources"], self.known)

    @cached_property
    def refused(self) -> Mapping[int, Sequence[Violation]]:
        """What accept refuses whatever it is sent for, by ``id`` of the table."""
        return conventions.refused(self.tables, self.known)

    def checked(self, read: Iterable[tuple[Path, Sequence[Typed], Sequence[Finding]]]) -> Checking:
        """Return what was found in each file; of a file what is no table comes first."""
        files = [one for path, tables, lost in read for one in self._of_file(path, tables, lost)]
        files += [Checked(one.path, None, TEXT, 1, tuple(one.findings), tuple(one.notes)) for one in self.told.texts]
        version = self.known.version
        compared = bool(self.told.texts) or any(typed.name not in GAZETTEER for typed in self.tables)
        notes = (NO_VERSION,) if version is None and compared else ()
        return Checking(tuple(files), notes, version.number if version else None)

    def _of_file(self, path: Path, tables: Sequence[Typed], lost: Sequence[Finding]) -> Iterator[Checked]:
        for finding in lost:
            yield Checked(path, finding.part, None, 0, (finding,))
        for typed in tables:
            subject = checks.Subject(typed.name, typed.rows, self.known, self.given, self.told.documents)
            more = [*checks.check(subject), *self.told.violations.get(id(typed), ())]
            more = conventions.joined(more, [*self.refused.get(id(typed), ()), *renamed.check(subject)])
            found = in_order(judged(typed, references(typed, self.known, self.tables), more, self.cap))
            findings = tuple(advised(finding, typed, self.known.near) for finding in found)
            notes = (*checks.notes(subject), *self.told.notes.get(id(typed), ()))
            if typed.name in GAZETTEER and conventions.too_many(self.tables, self.known):
                notes = (*notes, conventions.TOO_MANY)
            yield Checked(path, typed.given.part, typed.name, typed.rows.num_rows, findings, notes, typed)
