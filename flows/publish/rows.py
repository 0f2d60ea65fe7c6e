"""Rows of a table from wherever they are in, the same as record batches of bounded size out, again and again."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, Protocol

import pyarrow as pa

BATCH_ROWS: Final = 1 << 16


class Rows(Protocol):
    """The rows of one table, which need not all be in memory, and which can be read more than once.

    Batches may be of any size, but one should fit into memory easily; each reading gives the same rows in the same
    order.
    """

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Return the rows from the first to the last."""


def batches(rows: pa.Table | Rows) -> Iterator[pa.RecordBatch]:
    """Yield the rows in batches of one size, the last one of what is left, whatever the pieces they come in."""
    for table in regrouped(pieces(rows), BATCH_ROWS, rows.schema):
        yield from table.to_batches()


def pieces(rows: pa.Table | Rows) -> Iterable[pa.RecordBatch]:
    """Return the rows in the pieces they come in."""
    return rows.to_batches() if isinstance(rows, pa.Table) else rows.batches()


def whole(rows: pa.Table | Rows) -> pa.Table:
    """Return all rows in memory, in one piece."""
    if isinstance(rows, pa.Table):
        return rows
    return pa.Table.from_batches(rows.batches(), rows.schema).combine_chunks()


def regrouped(rows: Iterable[pa.RecordBatch], size: int, schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield the same rows in tables of exactly ``size`` rows, each in one piece; the last one has what is left."""
    for part in parts(rows, size):
        yield pa.Table.from_batches(part, schema).combine_chunks()


def parts(rows: Iterable[pa.RecordBatch], size: int) -> Iterator[Iterator[pa.RecordBatch]]:
    """Yield the same rows in streams of ``size`` rows; each must be used up before the next one is asked for.

    >>> batches = pa.table({"n": range(5)}).to_batches(max_chunksize=3)
    >>> [[len(batch) for batch in part] for part in parts(batches, 2)]
    [[2], [1, 1], [1]]
    """
    rest = (batch for batch in rows if batch.num_rows)
    for first in rest:
        left: list[pa.RecordBatch] = [first]
        while left:
            yield _part(left, rest, size)


def _part(left: list[pa.RecordBatch], rest: Iterator[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """Yield batches until there are ``size`` rows; what remains of the last one goes into ``left``."""
    missing = size
    for batch in chain([left.pop()], rest):
        yield batch.slice(0, missing)
        if batch.num_rows > missing:
            left.append(batch.slice(missing))
        missing -= min(missing, batch.num_rows)
        if not missing:
            return
