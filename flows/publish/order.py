"""Rows and the columns of their key in, how the rows follow one another out: a null is less than all and equals null.

Texts follow one another by code point, which in UTF-8 is by byte.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Key = tuple[tuple[bool, Any], ...]


def key_at(rows: pa.RecordBatch, row: int, names: Sequence[str]) -> Key:
    """Return the key of one row as Python compares it.

    >>> batch = pa.record_batch({"name": ["a", None]})
    >>> key_at(batch, 1, ["name"]) < key_at(batch, 0, ["name"])
    True
    """
    values = [rows[name][row].as_py() for name in names]
    return tuple((value is not None, value) for value in values)


def rows_until(rows: pa.RecordBatch, last: Key, names: Sequence[str]) -> int:
    """Return how many rows of a sorted batch have no greater key than ``last``."""
    low, high = 0, rows.num_rows
    while low < high:
        middle = (low + high) // 2
        if key_at(rows, middle, names) <= last:
            low = middle + 1
        else:
            high = middle
    return low


def sort_indices(rows: pa.Table, names: Sequence[str]) -> pa.Array:
    """Return the order of the rows by key; rows of equal keys keep their order."""
    return pc.sort_indices(rows, sort_keys=[(name, "ascending", "at_start") for name in names])


def rises(rows: pa.Table | pa.RecordBatch, names: Sequence[str]) -> Any:
    """Say of each row but the last whether the next one has a greater key."""
    pairs = max(rows.num_rows - 1, 0)
    greater: Any = pa.scalar(False)
    for name in reversed(names):  # a later column of the key counts where the earlier ones are equal
        before, after = rows[name].slice(0, pairs), rows[name].slice(1)
        less = pc.or_(pc.fill_null(pc.less(before, after), False), pc.and_(before.is_null(), after.is_valid()))
        greater = pc.or_(less, pc.and_(equal(before, after), greater))
    return greater


def stays(rows: pa.Table | pa.RecordBatch, names: Sequence[str]) -> Any:
    """Say of each row but the last whether the next one has the same key."""
    pairs = max(rows.num_rows - 1, 0)
    same: Any = pa.scalar(True)
    for name in names:
        same = pc.and_(equal(rows[name].slice(0, pairs), rows[name].slice(1)), same)
    return same


def equal(before: Any, after: Any) -> Any:
    """Say of each pair of values whether they are the same; null is the same as null."""
    return pc.or_(pc.fill_null(pc.equal(before, after), False), pc.and_(before.is_null(), after.is_null()))
