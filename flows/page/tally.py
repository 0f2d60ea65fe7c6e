"""Rows in, some at a time, how often each combination of values came out; only the different ones are in memory."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

COUNT: Final = "n"
_PENDING_ROWS: Final = 1 << 20


class Tally:
    """Counts of the different rows of some columns, nulls among them; in the end sorted by these columns.

    >>> tally = Tally(pa.schema({"year": pa.int32()}))
    >>> tally.add(pa.table({"year": pa.array([2020, None, 2020], pa.int32())}))
    >>> tally.table().to_pylist()
    [{'year': None, 'n': 1}, {'year': 2020, 'n': 2}]
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema.append(pa.field(COUNT, pa.int64()))
        self._parts: list[pa.Table] = []
        self._merged = 0
        self._sorted = False

    def add(self, rows: pa.Table) -> None:
        """Count rows: each once, or as often as their column ``n`` says."""
        if COUNT not in rows.column_names:
            rows = rows.append_column(COUNT, pa.repeat(pa.scalar(1, pa.int64()), rows.num_rows))
        self._sorted = False
        self._parts.append(self._summed(rows.select(self._schema.names).cast(self._schema)))
        if sum(part.num_rows for part in self._parts) > max(_PENDING_ROWS, 2 * self._merged):
            self._merge()

    def table(self) -> pa.Table:
        """Return the different rows, sorted, nulls first, and how often each came."""
        if not self._sorted:
            self._merge()
            order = [(name, "ascending", "at_start") for name in self._schema.names[:-1]]
            self._parts = [part.take(pc.sort_indices(part, sort_keys=order)).combine_chunks() for part in self._parts]
            self._sorted = True
        return self._parts[0]

    def _merge(self) -> None:
        self._parts = [self._summed(pa.concat_tables([self._schema.empty_table(), *self._parts]))]
        self._merged = self._parts[0].num_rows

    def _summed(self, rows: pa.Table) -> pa.Table:
        keys = self._schema.names[:-1]
        summed = rows.group_by(keys, use_threads=False).aggregate([(COUNT, "sum")])
        return summed.rename_columns([*keys, COUNT]).cast(self._schema)
