"""An edition, tables and paths in, the files of the version before out, where they were made of the same rows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from karabakh.flows.publish.edition import Edition


def standing(edition: Edition, tables: Iterable[str], paths: Sequence[str]) -> list[Path] | None:
    """Return where the version before has these files; None where it has not, or its tables have, or may have, others.

    That the same code made them, with the same libraries, is known where a trace of that version is found.
    """
    if edition.step is None or not all(map(edition.trace.same, tables)):
        return None
    previous = edition.step.previous
    return [previous.path / path for path in paths] if previous.files.issuperset(paths) else None
