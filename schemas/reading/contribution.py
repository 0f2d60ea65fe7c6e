"""What reading gives: the columns of one table of a file, and where in the file each row stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from karabakh.schemas.reading.refusal import UnreadableError


@dataclass(frozen=True, slots=True)
class Contribution:
    """A table of a file: its columns by name, the row of each record as its writer counts it, what was remarked.

    ``columns`` are of text, null where a cell is empty, except in Parquet, where they have the types of the file.
    ``names`` are the columns as the file has them, with those that are there twice. ``numbers`` count as the writer
    does: rows of a spreadsheet or a CSV file, of which the header is 1; lines of JSON Lines; rows of Parquet from 1.
    ``lines`` are the lines of a text file at which the records begin; None where a file has no lines.
    """

    path: Path
    columns: Mapping[str, Any]
    names: list[str]
    numbers: Sequence[int]
    remarks: list[UnreadableError] = field(default_factory=list)
    lines: Sequence[int] | None = None
    part: str | None = None
    """The name of the sheet; None where a file is one table."""
    header: int | None = None
    """The row that names the columns, counted as ``numbers`` are; None where no row does."""
    guarded: bool = False
    """Whether text is as in our CSV files, where an apostrophe stands before what a spreadsheet would run."""


def by_name(names: Sequence[str], columns: Iterable[Any]) -> dict[str, Any]:
    """Return columns by their names; of several with one name the first.

    >>> by_name(["a", "b", "a"], [1, 2, 3])
    {'a': 1, 'b': 2}
    """
    found: dict[str, Any] = {}
    for name, column in zip(names, columns, strict=False):
        found.setdefault(name, column)
    return found
