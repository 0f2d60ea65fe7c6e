"""Cells of any kind come in, a column of the declared type goes out, and which cells are no values of that type."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.schemas.csv import split_cell
from karabakh.schemas.limits import GUARDED

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,10}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTH: Final = {"true": True, "false": False}


def converted(values: Any, type_: pa.DataType) -> tuple[Any, list[tuple[int, str]]]:
    """Return values (text or an Arrow column) in a type, null where one does not fit, and the place and text of those.

    >>> converted(["7", None, "seven"], pa.int32())[1]
    [(2, 'seven')]
    """
    if isinstance(values, pa.ChunkedArray):
        try:
            return _cast(values, type_), []
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            values = [None if value is None else str(value) for value in values.to_pylist()]
    parse, out, bad = _PARSERS[type_], [], []
    for place, cell in enumerate(values):
        try:
            out.append(None if cell is None else parse(cell))
        except ValueError:
            out.append(None)
            bad.append((place, cell))
    lists = pa.types.is_list(type_)
    return pa.array([item or [] for item in out] if lists else out, type_), bad


def _cast(values: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if pa.types.is_list(type_) and pa.types.is_string(values.type):
        raise pa.ArrowInvalid("a list as text")
    if pa.types.is_date(type_) and pa.types.is_string(values.type):
        raise pa.ArrowInvalid("a date as text")
    if pa.types.is_floating(values.type):
        values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    return values.cast(type_)


def _text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in tuple(GUARDED) else cell


def _integer(cell: str) -> int:
    if not _INTEGER.fullmatch(cell.strip()) or not -(1 << 31) <= int(cell) < 1 << 31:
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> float:
    if "_" in cell:
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
    pa.string(): _text,
    pa.int32(): _integer,
    pa.float64(): _number,
    pa.bool_(): _boolean,
    pa.date32(): _day,
    pa.list_(pa.string()): lambda cell: split_cell(_text(cell)),
}
