"""The rows of two sorted batches in, which of them have the same key out, and which of their cells differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.order import equal, sort_indices, stays

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Match:
    """Which rows of the old and of the new batch have the same key: row numbers, ascending.

    ``at_…`` say where the rows stand when both batches are sorted into one.
    """

    kept_old: Numbers  # kept_old[i] and kept_new[i] have one key
    kept_new: Numbers
    removed: Numbers  # of the old batch
    added: Numbers  # of the new one
    at_kept: Numbers
    at_removed: Numbers
    at_added: Numbers


def match(old: pa.RecordBatch, new: pa.RecordBatch, names: Sequence[str]) -> Match:
    """Pair the rows of two batches by the columns ``names``; DamagedError where a batch has a key twice."""
    if len(old) == len(new) and all(old[name].equals(new[name]) for name in names):
        same, none = np.arange(len(old)), np.arange(0)
        return Match(same, same, none, none, same, none, none)
    order, twice = _merged(old, new, names)
    at_kept = np.flatnonzero(twice)
    if (order[at_kept] >= len(old)).any() or (order[at_kept + 1] < len(old)).any():
        raise DamagedError(f"a key ({', '.join(names)}) stands twice in a published table, so rows cannot be compared")
    alone = ~twice
    alone[at_kept + 1] = False
    at_removed, at_added = np.flatnonzero(alone & (order < len(old))), np.flatnonzero(alone & (order >= len(old)))
    return Match(
        kept_old=order[at_kept],
        kept_new=order[at_kept + 1] - len(old),
        removed=order[at_removed],
        added=order[at_added] - len(old),
        at_kept=at_kept,
        at_removed=at_removed,
        at_added=at_added,
    )


def _merged(old: pa.RecordBatch, new: pa.RecordBatch, names: Sequence[str]) -> tuple[Numbers, Mask]:
    """Return the rows of both in one order, the new ones counted on from the old, and which the next one equals."""
    columns = [pa.chunked_array([old[name], new[name]]).combine_chunks() for name in names]
    keys = pa.table(columns, names=list(names))
    order = sort_indices(keys, names)
    sorted_keys = keys.take(order).combine_chunks()
    twice = np.zeros(len(order), dtype=bool)
    twice[:-1] = flags(stays(sorted_keys, names)) if len(order) > 1 else False
    return order.to_numpy().astype(np.int64), twice


def take(column: pa.Array, rows: Numbers) -> pa.Array:
    """Return some cells of a column, which is the column itself where that is all of them."""
    return column if len(rows) == len(column) else column.take(pa.array(rows))


def changed_cells(old: pa.Array, new: pa.Array) -> Mask:
    """Say of each cell of two columns of one type whether it differs; null equals null and NaN equals NaN."""
    if old.equals(new):
        return np.zeros(len(new), dtype=bool)
    if pa.types.is_list(new.type) or pa.types.is_large_list(new.type):
        return _changed_lists(old, new)
    if pa.types.is_nested(new.type):  # no table of this project has such a column, another's may
        pairs = zip(old.to_pylist(), new.to_pylist(), strict=True)
        return np.fromiter((before != after for before, after in pairs), bool, len(new))
    same = equal(old, new)
    if pa.types.is_floating(new.type):
        same = pc.or_(same, pc.fill_null(pc.and_(pc.is_nan(old), pc.is_nan(new)), False))
    return ~flags(same)


def _changed_lists(old: pa.Array, new: pa.Array) -> Mask:
    """Lists differ in length, or in an item at the same place."""
    changed = changed_cells(pc.list_value_length(old), pc.list_value_length(new))
    same_length = pa.array(~changed)
    old, new = old.filter(same_length), new.filter(same_length)
    items = changed_cells(pc.list_flatten(old), pc.list_flatten(new))
    parents = pc.list_parent_indices(new).to_numpy(zero_copy_only=False)[items]
    changed[np.flatnonzero(~changed)[parents]] = True
    return changed


def flags(column: pa.Array | pa.ChunkedArray) -> Mask:
    """Return a column of truth values without nulls as NumPy has it."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.asarray(whole.to_numpy(zero_copy_only=False), dtype=bool)
