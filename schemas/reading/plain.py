"""The rows of a CSV file that needs little leniency in, its columns out, read by Arrow many times as fast.

Arrow's reader differs from Python's in what it makes of odd files: quotes inside of cells, carriage returns, cells that
are too long. So a file is read here only where its quotes are regular and its rows and lines add up, and then every
cell, row number, line number and remark is what `lenient_rows` would give. Otherwise the answer is None.
"""

import csv
from array import array
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from karabakh.schemas.limits import CELL_CHARACTERS
from karabakh.schemas.reading.dialect import Head
from karabakh.schemas.reading.header import COMMENT, is_comment
from karabakh.schemas.reading.lines import has_lone_returns
from karabakh.schemas.reading.refusal import Remarks

_BLOCK: Final = 1 << 22
_LARGEST_BLOCK: Final = (1 << 31) - 1
_MOST_ODD: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of text, null where a cell is empty, with the record and the line of each row."""

    columns: Sequence[pa.ChunkedArray]
    numbers: Sequence[int]
    lines: Sequence[int]


def plain_rows(data: bytes, head: Head, remarks: Remarks) -> Rows | None:
    """Return the rows of a text in UTF-8, or None where they need more leniency."""
    quoted = data.find(head.dialect.quote.encode(), head.at) >= 0
    marked = data.startswith(BOM_UTF8, head.at)  # which Arrow takes for a mark, though it stands in a cell
    if marked or has_lone_returns(data) or (quoted and not _regular(data, head)):
        return None
    odd: list[_Odd] = []
    try:
        table = _parsed(data, head, quoted, odd)
    except (pa.ArrowException, ValueError):
        return None
    lines = data.count(b"\n", head.at) + (not data.endswith(b"\n") and head.at < len(data))
    placed = _placed(table, odd, lines)
    if (
        placed is None
        or _has_comments(table, head)
        or not _short(table)
        or any(_is_filled(column) for column in table.columns[len(head.names) :])
    ):
        return None
    for place, row in enumerate(odd):
        remark = row.cells and head.misfit(row.cells, head.row + row.number, head.line + 1 + placed.odd_lines[place])
        if remark:
            remarks.add(remark)
    return _filled(table.select(range(len(head.names))), head, placed)


@dataclass(frozen=True, slots=True)
class _Odd:
    """A row that Arrow left out: which it is, from 1, its cells, and how many line breaks are in them."""

    number: int
    cells: list[str]
    breaks: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where rows stand: the records and lines before each, and the lines before those that were left out."""

    records: Any
    lines: Any
    odd_lines: list[int]


def _placed(table: pa.Table, odd: list[_Odd], lines: int) -> _Placed | None:
    """Return where the rows stand, or None where they and the lines do not add up."""
    total = table.num_rows + len(odd)
    left_out = np.array([row.number - 1 for row in odd], dtype=np.int64)
    kept = np.ones(total, dtype=bool)
    if len(odd) and (left_out.max() >= total or len(set(left_out.tolist())) < len(odd)):
        return None
    kept[left_out] = False
    breaks = np.zeros(total, dtype=np.int64)
    if total != lines:
        breaks[kept] = _breaks(table)
        breaks[left_out] = [row.breaks for row in odd]
        if total + int(breaks.sum()) != lines:
            return None
    records = np.arange(total)
    before = records + np.cumsum(breaks) - breaks
    return _Placed(records[kept], before[kept], before[left_out].tolist())


def _regular(data: bytes, head: Head) -> bool:
    """Say whether every quote opens or closes a whole cell, or is one of two inside of one."""
    signs = np.frombuffer(data, np.uint8)
    quote, parting = ord(head.dialect.quote), np.frombuffer(f"{head.dialect.delimiter}\r\n".encode(), np.uint8)
    places = np.flatnonzero(signs[head.at :] == quote) + head.at
    if len(places) % 2:
        return False
    opening, closing = places[0::2], places[1::2]
    before = signs[opening[opening > head.at] - 1]
    after = signs[closing[closing + 1 < len(signs)] + 1]
    around = np.append(parting, quote)
    return bool(np.isin(before, around).all() and np.isin(after, around).all() and _doubled(signs, opening, closing))


def _doubled(signs: Any, opening: Any, closing: Any) -> bool:
    """Say whether each opening quote behind a quote is the second of a pair."""
    behind = signs[opening - 1] == signs[opening]
    behind[0] = False if len(behind) else behind[:1]
    return bool((closing[:-1][behind[1:]] + 1 == opening[1:][behind[1:]]).all())


def _parsed(data: bytes, head: Head, quoted: bool, odd: list[_Odd]) -> pa.Table:
    """Return what Arrow reads; rows of another length than the header's are put into ``odd``."""
    if head.at >= len(data):
        return pa.table({str(place): pa.array([], pa.string()) for place in range(head.cells)})
    rows = _own(data, head.at)
    blocks = (_BLOCK, min(rows.size + 1, _LARGEST_BLOCK))  # a record may be longer than the usual block
    ways: list[tuple[int, _Handler | None]] = [(blocks[0], None), (blocks[1], None)]
    while ways:
        block, handler = ways.pop(0)
        odd.clear()
        try:
            return _read(rows, head, quoted, block, handler)
        except pa.ArrowInvalid as error:
            if "straddling" not in str(error):
                if handler is not None or "columns" not in str(error):
                    raise
                ways = [(size, partial(_leave_out, odd, head)) for size in blocks]
    raise ValueError("a record does not fit")


def _own(data: bytes, start: int) -> pa.Buffer:
    """Return the bytes from ``start`` on in memory of Arrow's own.

    Arrow's threads may hold what they read for a moment longer than it takes them to give the table. Memory of Python's
    they could give back only to an interpreter that runs: where it ends just then, they abort the process, although all
    is done (https://github.com/apache/arrow/issues/34314).
    """
    rows = pa.allocate_buffer(len(data) - start)
    np.frombuffer(rows, np.uint8)[:] = np.frombuffer(data, np.uint8, offset=start)
    return rows


_Handler = Callable[[Any], str]


def _read(rows: pa.Buffer, head: Head, quoted: bool, block: int, handler: _Handler | None) -> pa.Table:
    names = [str(place) for place in range(head.cells)]
    # rows are numbered, for those that are left out, where one thread reads them
    read = pacsv.ReadOptions(block_size=block, column_names=names, use_threads=handler is None)
    parse = pacsv.ParseOptions(
        delimiter=head.dialect.delimiter,
        quote_char=head.dialect.quote,
        newlines_in_values=quoted,
        ignore_empty_lines=False,
        invalid_row_handler=handler,
    )
    types = dict.fromkeys(names, pa.string())
    convert = pacsv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    return pacsv.read_csv(pa.BufferReader(rows), read_options=read, parse_options=parse, convert_options=convert)


def _leave_out(odd: list[_Odd], head: Head, row: Any) -> str:
    """Take a row that has more or fewer cells than the header; "error" gives up, and leaves it to `lenient_rows`."""
    if len(odd) >= _MOST_ODD or row.number is None:
        return "error"
    try:
        (cells,) = head.dialect.records(iter(row.text.splitlines(keepends=True)))
    except (csv.Error, ValueError):
        return "error"
    if is_comment(cells) or (any(cells) and head.misfit(cells, 0, 0) is None):
        return "error"
    odd.append(_Odd(row.number, cells if any(cells) else [], row.text.count("\n")))
    return "skip"


def _has_comments(table: pa.Table, head: Head) -> bool:
    """Say whether a row may be a comment, of which `lenient_rows` knows."""
    return len(head.names) > 1 and bool(pc.any(pc.starts_with(table.column(0), COMMENT)).as_py())


def _breaks(table: pa.Table) -> Any:
    """Return how many line breaks each row has in its cells."""
    total = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        total += pc.fill_null(pc.count_substring(column, "\n"), 0).to_numpy()
    return total


def _short(table: pa.Table) -> bool:
    """Say whether every cell is surely as short as one may be, in bytes as in characters."""
    lengths = [pc.max(pc.binary_length(column)).as_py() or 0 for column in table.columns]
    return max(lengths, default=0) <= CELL_CHARACTERS


def _is_filled(column: pa.ChunkedArray) -> bool:
    return bool(column.null_count < len(column))


def _filled(table: pa.Table, head: Head, placed: _Placed) -> Rows:
    """Return the rows that have something."""
    something = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        if column.null_count == 0:
            something[:] = True
            break
        something |= column.is_valid().to_numpy()
    numbers, lines = placed.records + head.row + 1, placed.lines + head.line + 1
    if not something.all():
        table, numbers, lines = table.filter(pa.array(something)), numbers[something], lines[something]
    return Rows(table.columns, _numbers(numbers), _numbers(lines))


def _numbers(values: Any) -> Sequence[int]:
    if len(values) and values[-1] - values[0] == len(values) - 1:  # they ascend
        return range(int(values[0]), int(values[-1]) + 1)
    return array("q", values.astype(np.int64).tobytes())
