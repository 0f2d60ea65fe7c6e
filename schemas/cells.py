"""Cells of any kind come in, a column of the declared type goes out, and which cells are no values of that type.

Text is parsed a column at a time in Arrow where it is written as we write it; only the cells that are not go through
Python, each distinct one once.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas.csv import split_lists, unguarded

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,10}")
_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?|[+-]?(?:inf|nan)", re.IGNORECASE
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTH: Final = {"true": True, "false": False}
_FIRST_DAY, _LAST_DAY = (date.min - date(1970, 1, 1)).days, (date.max - date(1970, 1, 1)).days
# What Arrow reads as Python does; the rest goes through Python.
_PLAIN: Final = {pa.int32(): r"\A-?[0-9]{1,9}\z", pa.float64(): r"\A-?[0-9]{1,15}(?:\.[0-9]{1,20})?\z"}

_GUARDABLE: Final = (pa.string(), pa.list_(pa.string()))

Bad = list[tuple[int, str]]


def converted(values: Any, type_: pa.DataType, *, guarded: bool = True) -> tuple[Any, Bad]:
    """Return values (text or an Arrow column) in a type, null where one does not fit, and the place and text of those.

    ``guarded`` says that text is as in our CSV files, where an apostrophe stands before what a spreadsheet would run.

    >>> converted(["7", None, "seven"], pa.int32())[1]
    [(2, 'seven')]
    """
    column = values if isinstance(values, pa.ChunkedArray) else pa.chunked_array([_texts(values)])
    if not _is_text(column.type):
        return _of_typed(column, type_)
    column = column.cast(pa.string())
    return _of_text(unguarded(column) if guarded and type_ in _GUARDABLE else column, type_)


def _texts(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _is_text(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_))


def _of_text(column: pa.ChunkedArray, type_: pa.DataType) -> tuple[Any, Bad]:
    if pa.types.is_string(type_):
        return column, []
    if pa.types.is_list(type_):
        return pa.chunked_array([split_lists(chunk) for chunk in column.chunks], type_), []
    parts = [_parsed(chunk, type_) for chunk in column.chunks]
    bad, before = [], 0
    for chunk, (_, places) in zip(column.chunks, parts, strict=True):
        bad += list(zip((places + before).tolist(), chunk.take(pa.array(places)).to_pylist(), strict=True))
        before += len(chunk)
    return pa.chunked_array([values for values, _ in parts], type_), bad


def _parsed(cells: pa.Array, type_: pa.DataType) -> tuple[pa.Array, Any]:
    """Return the values of cells, null where one does not fit, and the places of those."""
    if type_ not in _PLAIN:
        return _parsed_singly(cells, type_)
    plain = pc.match_substring_regex(cells, _PLAIN[type_])
    values = pc.if_else(plain, cells, pa.scalar(None, pa.string())).cast(type_)
    others = np.flatnonzero(pc.fill_null(pc.invert(plain), False).to_numpy(zero_copy_only=False))
    if not len(others):
        return values, others
    mended, bad = _parsed_singly(cells.take(pa.array(others)), type_)
    mask = np.zeros(len(cells), dtype=bool)
    mask[others] = True
    return pc.replace_with_mask(values, pa.array(mask), mended), others[bad]


def _parsed_singly(cells: pa.Array, type_: pa.DataType) -> tuple[pa.Array, Any]:
    """Return the same by way of Python, which looks at each distinct cell once."""
    distinct = cells.dictionary_encode()
    parse = _PARSERS[type_]
    values, fits = [], []
    for cell in distinct.dictionary.to_pylist():
        try:
            values.append(parse(cell))
            fits.append(True)
        except ValueError:
            values.append(None)
            fits.append(False)
    fitting = pc.take(pa.array(fits, pa.bool_()), distinct.indices)
    unfit = pc.fill_null(pc.invert(fitting), False).to_numpy(zero_copy_only=False)
    return pc.take(pa.array(values, type_), distinct.indices), np.flatnonzero(unfit)


def _of_typed(column: pa.ChunkedArray, type_: pa.DataType) -> tuple[Any, Bad]:
    """Return a column that has types in another: as a whole where all of it fits, else by way of text."""
    try:
        return _cast(column, type_), []
    except pa.ArrowException:
        texts = as_text(column)
    if type_ not in _GUARDABLE:
        return _of_text(texts, type_)
    there = np.flatnonzero(column.is_valid().to_numpy())  # every text would do, but this is none
    bad = list(zip(there.tolist(), texts.take(pa.array(there)).to_pylist(), strict=True))
    return pa.chunked_array([pa.nulls(len(column), type_)]), bad


def _cast(values: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if _is_text(values.type) and not _is_text(type_):
        raise pa.ArrowInvalid("another type as text")
    if pa.types.is_floating(values.type):
        values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    cast = values.cast(type_)
    if pa.types.is_date(type_) and not _of_our_years(cast):
        raise pa.ArrowInvalid("a day before the year 1 or after 9999")
    return cast


def _of_our_years(days: pa.ChunkedArray) -> bool:
    bounds = pc.min_max(days.cast(pa.int32()))
    low, high = bounds["min"].as_py(), bounds["max"].as_py()
    return low is None or (low >= _FIRST_DAY and high <= _LAST_DAY)


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the values of a column as text; what Arrow cannot write is named by its type."""
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        shown = pa.scalar(f"a value of type {column.type}"[:80], pa.string())
        return pc.if_else(column.is_valid(), shown, pa.scalar(None, pa.string()))


def _integer(cell: str) -> int:
    if not _INTEGER.fullmatch(cell.strip()) or not -(1 << 31) <= int(cell) < 1 << 31:
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell.strip()):
        raise ValueError(cell)
    return float(cell)


def _boolean(cell: str) -> bool:
    if cell.strip().lower() not in _TRUTH:
        raise ValueError(cell)
    return _TRUTH[cell.strip().lower()]


def _day(cell: str) -> date:
    if not _DAY.fullmatch(cell.strip()):
        raise ValueError(cell)
    return date.fromisoformat(cell.strip())


_PARSERS: Final[dict[pa.DataType, Callable[[str], Any]]] = {
    pa.int32(): _integer,
    pa.float64(): _number,
    pa.bool_(): _boolean,
    pa.date32(): _day,
}
