"""The head of a text that may be a table in; how its cells are parted and quoted, and its header, out."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from karabakh.schemas.reading.header import COMMENT, NO_TABLE, is_blank, is_comment, names_of, remarks_on
from karabakh.schemas.reading.lines import Lines
from karabakh.schemas.reading.refusal import UnreadableError, warning

_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SEP: Final = re.compile(r"sep=([,;|\t])\r?\n?", re.IGNORECASE)
_HEAD_BYTES: Final = 1 << 20
_HEAD_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are parted, and what stands around one that holds such a sign."""

    delimiter: str
    quote: str

    def records(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """Yield the cells of each record."""
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote, strict=True)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the rows: the dialect, the names of the columns, and where the rows begin.

    ``cells`` is how many cells the header has, those without a name at its end among them; ``row`` counts the records
    before the first row, ``line`` the lines; ``header`` is the record that names the columns.
    """

    dialect: Dialect
    names: list[str]
    cells: int
    header: int
    at: int
    row: int
    line: int
    remarks: list[UnreadableError]

    def misfit(self, cells: list[str], row: int, line: int) -> UnreadableError | None:
        """Return what is wrong with a row of so many cells; empty ones at its end may be there or not."""
        width = len(self.names)
        if (len(cells) >= self.cells or len(cells) == width) and not any(cells[width:]):
            return None
        message = f"the row must have {width:,} cells, as the header has; it has {len(cells):,}"
        return UnreadableError("cells", message, row=row, line=line)


def head_of(data: bytes) -> Head:
    """Return the head of a text in UTF-8; UnreadableError where it is not one of a table."""
    top = _top(data)
    lines = Lines(top)
    named = _SEP.fullmatch(next(lines, ""))
    if named is None:
        lines = Lines(top)
    dialect, start = _dialect(top[lines.at :], named and named[1]), lines.number
    try:
        cells, header = _header(dialect.records(lines))
    except csv.Error as error:
        raise UnreadableError("not_csv", f"{NO_TABLE} ({error})", row=1, line=1) from error
    line = lines.number
    lines, row = _behind_comments(top, lines, header, dialect)
    remarks = [*_of_delimiter(dialect, start + 1), *remarks_on(cells, header, line)]
    names = names_of(cells, header, line)
    return Head(dialect, names, len(cells), header, lines.at, row, lines.number, remarks)


def _top(data: bytes) -> bytes:
    """Return the first lines of a text, in which the header must be."""
    if len(data) <= _HEAD_BYTES:
        return data
    end = max(data.rfind(b"\n", 0, _HEAD_BYTES), data.rfind(b"\r", 0, _HEAD_BYTES)) + 1
    if not end:
        raise UnreadableError("not_csv", NO_TABLE, row=1, line=1)
    return data[:end]


def _header(records: Iterator[list[str]]) -> tuple[list[str], int]:
    """Return the first record that has something and is no comment, and which it is."""
    for row, cells in enumerate(records, start=1):
        if not is_blank(cells) and not is_comment(cells):
            return cells, row
    raise UnreadableError("not_csv", NO_TABLE, row=1, line=1)


def _begins_comment(top: bytes, at: int, dialect: Dialect) -> bool:
    return top.startswith((COMMENT.encode(), f"{dialect.quote}{COMMENT}".encode()), at)


def _behind_comments(top: bytes, lines: Lines, row: int, dialect: Dialect) -> tuple[Lines, int]:
    """Return where the rows begin, and how many records are before; a comment without an end is a row."""
    while _begins_comment(top, lines.at, dialect):
        comment = Lines(top, lines.at, lines.number)
        try:
            next(dialect.records(comment))
        except csv.Error:
            break
        lines, row = comment, row + 1
    return lines, row


def _dialect(head: bytes, delimiter: str | None) -> Dialect:
    """Return the dialect in which the first line that is no comment has most cells."""
    line = next(filter(_may_be_header, islice(Lines(head), _HEAD_LINES)), "")
    quote = "'" if line.startswith("'") and '"' not in line else '"'
    best = max(_DELIMITERS, key=lambda sign: _count(line, Dialect(sign, quote)))
    dialect = Dialect(delimiter or best, quote)
    cells = line.strip().split(dialect.delimiter)
    all_quoted = all(cell[:1] == cell[-1:] == "'" and len(cell) > 1 for cell in cells)
    return dialect if quote == '"' or all_quoted else Dialect(dialect.delimiter, '"')


def _may_be_header(line: str) -> bool:
    return not is_blank([line.strip("'\",;|\r\n")]) and not line.lstrip("\"'").startswith(COMMENT)


def _count(line: str, dialect: Dialect) -> int:
    try:
        return len(next(dialect.records(iter([line])), []))
    except csv.Error:
        return line.count(dialect.delimiter) + 1


def _of_delimiter(dialect: Dialect, line: int) -> Iterator[UnreadableError]:
    if dialect.delimiter != ",":
        word = _DELIMITERS[dialect.delimiter]
        yield warning("delimiter", f"columns should be parted by commas, not {word}", row=1, line=line)
    if dialect.quote != '"':
        yield warning("quote", "cells should be quoted with double quotes, not single ones", row=1, line=line)
