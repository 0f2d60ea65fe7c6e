"""Two tables of one name in, what differs between them out: columns, key and rows, compared as values by key.

Nothing here looks at files: another library version writes other bytes and the same values.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish.number import Change, highest


class Match(NamedTuple):
    """Which rows of the old and of the new table have the same key: row numbers, ascending."""

    kept_old: pa.Array  # kept_old[i] and kept_new[i] are one key
    kept_new: pa.Array
    removed: pa.Array  # of the old table
    added: pa.Array  # of the new one


@dataclass(frozen=True, slots=True)
class Difference:
    """How a table differs from the table of that name in the previous version."""

    added_columns: tuple[str, ...] = ()
    removed_columns: tuple[str, ...] = ()
    retyped: tuple[str, ...] = ()
    rekeyed: bool = False
    added: int = 0  # rows
    removed: int = 0
    changed: int = 0

    @property
    def change(self) -> Change | None:
        """The kind of change these differences are."""
        return highest(
            Change.MAJOR if self.removed_columns or self.retyped or self.rekeyed else None,
            Change.MINOR if self.added_columns or self.added or self.removed else None,
            Change.PATCH if self.changed else None,
        )

    def __str__(self) -> str:
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        for verb, columns in (
            ("removed", self.removed_columns),
            ("retyped", self.retyped),
            ("added", self.added_columns),
        ):
            if columns:
                yield f"{'column' if len(columns) == 1 else 'columns'} {', '.join(columns)} {verb}"
        if self.rekeyed:
            yield "key changed"
        for verb, rows in (("added", self.added), ("removed", self.removed), ("changed", self.changed)):
            if rows:
                yield f"{rows} {'row' if rows == 1 else 'rows'} {verb}"


def difference(old: pa.Table, new: pa.Table, old_key: Sequence[str], key: Sequence[str]) -> Difference:
    """Compare two tables whose keys are unique.

    Where the old table lacks a column of the new key its rows cannot be told apart, and only their number counts.
    """
    columns = _columns(old, new, tuple(old_key) != tuple(key))
    if columns.rekeyed:
        grown = new.num_rows - old.num_rows
        return replace(columns, added=max(grown, 0), removed=max(-grown, 0))
    if columns == Difference() and old.equals(new):
        return columns
    found = match(old, new, key)
    apart = {*key, *columns.added_columns, *columns.retyped}
    cells = [name for name in new.column_names if name not in apart]
    changed = pc.sum(changed_rows(old.take(found.kept_old), new.take(found.kept_new), cells)).as_py()
    return replace(columns, added=len(found.added), removed=len(found.removed), changed=changed or 0)


def _columns(old: pa.Table, new: pa.Table, rekeyed: bool) -> Difference:
    """Return what differs apart from the rows."""
    common = [field for field in new.schema if field.name in old.column_names]
    return Difference(
        added_columns=tuple(name for name in new.column_names if name not in old.column_names),
        removed_columns=tuple(name for name in old.column_names if name not in new.column_names),
        retyped=tuple(field.name for field in common if old.field(field.name).type != field.type),
        rekeyed=rekeyed,
    )


def match(old: pa.Table, new: pa.Table, key: Sequence[str]) -> Match:
    """Pair the rows of two tables by key; a null in a key equals null."""
    both = _keys(old, key, "old").join(_keys(new, key, "new"), list(key), join_type="full outer")
    both = both.combine_chunks().sort_by([("old", "ascending"), ("new", "ascending")])
    in_old, in_new = both["old"].is_valid(), both["new"].is_valid()
    kept = both.filter(pc.and_(in_old, in_new))
    removed, added = both.filter(pc.invert(in_new)), both.filter(pc.invert(in_old))
    return Match(*(column.combine_chunks() for column in (kept["old"], kept["new"], removed["old"], added["new"])))


def _keys(table: pa.Table, key: Sequence[str], name: str) -> pa.Table:
    """Return a table's key as text, `=` before each value so that null is not the empty text, and its row numbers."""
    columns: dict[str, Any] = {}
    for column in key:
        text = pc.cast(table[column], pa.string())
        columns[column] = pc.fill_null(pc.binary_join_element_wise("=", text, ""), "")
    return pa.table({**columns, name: pa.array(np.arange(table.num_rows))})


def changed_rows(old: pa.Table, new: pa.Table, columns: Sequence[str]) -> pa.BooleanArray:
    """Say of each row whether a cell differs, for two tables of equal length with the same key in the same row."""
    changed = np.zeros(new.num_rows, dtype=bool)
    for name in columns:
        changed |= changed_cells(old[name], new[name])
    return pa.array(changed)


def changed_cells(old: pa.ChunkedArray, new: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Say of each cell of two columns of one type whether it differs; null equals null and NaN equals NaN."""
    if old.equals(new):
        return np.zeros(len(new), dtype=bool)
    if pa.types.is_list(new.type) or pa.types.is_large_list(new.type):
        return _changed_lists(old, new)
    equal = pc.fill_null(pc.equal(old, new), False)
    equal = pc.or_(equal, pc.and_(old.is_null(), new.is_null()))
    if pa.types.is_floating(new.type):
        equal = pc.or_(equal, pc.fill_null(pc.and_(pc.is_nan(old), pc.is_nan(new)), False))
    return ~_flags(equal)


def _changed_lists(old: pa.ChunkedArray, new: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Lists differ in length, or in an item at the same place."""
    changed = changed_cells(pc.list_value_length(old), pc.list_value_length(new))
    same_length = pa.array(~changed)
    old, new = old.filter(same_length), new.filter(same_length)
    items = changed_cells(_chunked(pc.list_flatten(old)), _chunked(pc.list_flatten(new)))
    parents = pc.list_parent_indices(new).to_numpy()[items]
    changed[np.flatnonzero(~changed)[parents]] = True
    return changed


def _chunked(column: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    return column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])


def _flags(column: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(column.to_numpy(), dtype=bool)
