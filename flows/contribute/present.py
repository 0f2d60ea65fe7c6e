"""A contributed table and the same as it is known in; which rows are there already, or are there otherwise, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_NOTHING: Final = "\x1e"


@dataclass(frozen=True, slots=True)
class Present:
    """Positions in the contributed table of rows whose key is known, and the position of each in the known table.

    ``same`` says which of them are known cell for cell.
    """

    rows: Any
    known: Any
    same: Any

    def new(self, n: int) -> Any:
        """Return the mask of those of ``n`` rows that are not known cell for cell."""
        mask = np.ones(n, dtype=bool)
        mask[self.rows[self.same]] = False
        return mask


def key_texts(key: Sequence[str], table: pa.Table) -> pa.Array:
    """Return the key of each row as one string; a null equals a null alone."""
    parts = [pc.fill_null(table[name].combine_chunks().cast(pa.string()), _NOTHING) for name in key]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "\x1f")


def present(key: Sequence[str], table: pa.Table, known: pa.Table) -> Present:
    """Find the rows of ``table`` whose key a row of ``known`` has; both have the columns of the same model."""
    rows = np.arange(table.num_rows)
    for name in key:  # few rows are left after a column or two, so that few keys are made
        there = pc.is_in(table[name].combine_chunks().take(pa.array(rows)), value_set=known[name].combine_chunks())
        rows = rows[there.to_numpy(zero_copy_only=False)]
    some = table.take(pa.array(rows))
    places = pc.index_in(key_texts(key, some), value_set=key_texts(key, known))
    found = places.is_valid().to_numpy(zero_copy_only=False)
    rows, at = rows[found], places.drop_null().to_numpy(zero_copy_only=False)
    return Present(rows, at, _same(table.take(pa.array(rows)), known.take(pa.array(at))))


def _same(one: pa.Table, other: pa.Table) -> Any:
    same = np.ones(one.num_rows, dtype=bool)
    for name in one.column_names:
        same &= _equal(one[name].combine_chunks(), other[name].combine_chunks())
    return same


def _equal(one: pa.Array, other: pa.Array) -> Any:
    if pa.types.is_list(one.type):
        return np.array([a == b for a, b in zip(one.to_pylist(), other.to_pylist(), strict=True)], dtype=bool)
    equal = pc.fill_null(pc.equal(one, other), False)
    return pc.or_(equal, pc.and_(one.is_null(), other.is_null())).to_numpy(zero_copy_only=False)


def differences(one: pa.Table, at: int, other: pa.Table, there: int) -> list[str]:
    """Return the columns in which a row of one table differs from a row of another."""
    return [name for name in one.column_names if one[name][at].as_py() != other[name][there].as_py()]
