"""The rows of a CSV file of any make in, its columns out, with a remark on every row that cannot be read."""

import csv
from array import array
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from karabakh.schemas.reading.deadline import Deadline
from karabakh.schemas.reading.dialect import Head
from karabakh.schemas.reading.header import Comments
from karabakh.schemas.reading.lines import Lines
from karabakh.schemas.reading.plain import Rows
from karabakh.schemas.reading.refusal import Remarks, UnreadableError

_BATCH: Final = 1 << 14
_TRIES: Final = 1_000  # records that end nowhere; behind each the reading begins anew


class Columns:
    """Rows of text that become columns of Arrow, some thousands at a time, so that few stand in memory as lists."""

    def __init__(self, width: int) -> None:
        self._chunks: list[list[pa.Array]] = [[] for _ in range(width)]
        self._rows: list[list[str]] = []
        self.numbers, self.lines = array("q"), array("q")

    def add(self, cells: list[str], number: int, line: int) -> None:
        """Take the cells of a row."""
        self._rows.append(cells)
        self.numbers.append(number)
        self.lines.append(line)
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for chunks, cells in zip(self._chunks, zip(*self._rows, strict=True), strict=False):
            chunks.append(pa.array([cell or None for cell in cells], pa.string()))
        self._rows.clear()

    def rows(self) -> Rows:
        """Return all that was taken."""
        if self._rows:
            self._flush()
        return Rows([pa.chunked_array(chunks, pa.string()) for chunks in self._chunks], self.numbers, self.lines)


def lenient_rows(data: bytes, head: Head, remarks: Remarks) -> Rows:
    """Return the rows of a text in UTF-8 that can be read."""
    columns, comments, deadline = Columns(len(head.names)), Comments(head.names), Deadline()
    at, line, row, again = head.at, head.line, head.row, 0
    for _ in range(_TRIES):
        lines = Lines(data, at, line)
        row, at, line, fault = _read(lines, head, row, _Taker(head, columns, comments, remarks, deadline))
        again += lines.at - at
        if fault is None:
            break
        row += 1
        lost = again > len(data)
        remarks.add(_lost(row, line, fault, lost))
        if lost:
            break
    for remark in comments.remarks():
        remarks.add(remark)
    return columns.rows()


def _read(lines: Lines, head: Head, row: int, taker: "_Taker") -> tuple[int, int, int, csv.Error | None]:
    """Take records up to one that has no end, or all; return the last row, where the next begins, and the fault."""
    at, line = lines.at, lines.number
    try:
        for cells in head.dialect.records(lines):
            row += 1
            taker.take(cells, row, line + 1)
            at, line = lines.at, lines.number
    except csv.Error as error:
        first = Lines(lines.data, at, line)
        with suppress(csv.Error):
            next(first)
        return row, first.at, first.number, error
    return row, at, line, None


@dataclass(frozen=True, slots=True)
class _Taker:
    """Where records go: to the columns, the comments or the remarks."""

    head: Head
    columns: Columns
    comments: Comments
    remarks: Remarks
    deadline: Deadline

    def take(self, cells: list[str], row: int, line: int) -> None:
        """Take a record; one without anything in it is none, one with more or fewer cells than the header is no row."""
        if row % _BATCH == 0:
            self.deadline.check()
        if self.comments.take(cells, row) or not any(cells):
            return
        misfit = self.head.misfit(cells, row, line)
        if misfit is None:
            self.columns.add(cells[: len(self.head.names)], row, line)
        else:
            self.remarks.add(misfit)


def _lost(row: int, line: int, error: csv.Error, last: bool) -> UnreadableError:
    what = f"the row cannot be read: {error}; is a quote missing or left over?"
    return UnreadableError("not_csv", f"{what} Nothing behind it was read" if last else what, row=row, line=line)
