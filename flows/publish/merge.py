"""Sorted streams of rows in, one sorted stream out, or the streams cut where their keys allow it; a block at a time.

No more is in memory than a batch of each stream: the least of their last keys is a bound, and all that comes until
there is cut off every batch by a binary search. Whatever has one key so comes together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from karabakh.flows.publish.order import Key, key_at, rows_until, sort_indices
from karabakh.flows.publish.rows import Rows, batches


def aligned(streams: Sequence[pa.Table | Rows], names: Sequence[str]) -> Iterator[tuple[pa.RecordBatch, ...]]:
    """Yield a batch of each stream at a time, so that no key of one step comes in a later step again.

    The streams are sorted by the columns ``names``, which have the same types in all.
    """
    cursors = [_Cursor(batches(stream), stream.schema, tuple(names)) for stream in streams]
    while True:
        lasts = [cursor.last for cursor in cursors if cursor.last is not None]
        if not lasts:
            return
        bound = min(lasts)
        yield tuple([cursor.cut(bound) for cursor in cursors])


class _Cursor:
    """What of a stream is not used up yet: the rest of a batch, and the batches after it."""

    def __init__(self, stream: Iterator[pa.RecordBatch], schema: pa.Schema, names: Sequence[str]) -> None:
        self._stream, self._names = stream, names
        self._none = pa.RecordBatch.from_pylist([], schema)
        self._advance()

    def _advance(self) -> None:
        self._rest = next(self._stream, self._none)
        self.last: Key | None = key_at(self._rest, self._rest.num_rows - 1, self._names) if len(self._rest) else None

    def cut(self, bound: Key) -> pa.RecordBatch:
        """Return the rows until the bound and keep the others."""
        if self.last is None:
            return self._none
        if self.last <= bound:
            rows = self._rest
            self._advance()
            return rows
        at = rows_until(self._rest, bound, self._names)
        rows, self._rest = self._rest.slice(0, at), self._rest.slice(at)
        return rows


@dataclass(frozen=True)
class Merged:
    """Rows that stand in several sorted streams of one schema, read as one that is sorted."""

    streams: tuple[pa.Table | Rows, ...]
    names: tuple[str, ...]
    schema: pa.Schema

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return sum(stream.num_rows for stream in self.streams)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows in order; how rows of equal keys follow one another is not said."""
        for step in aligned(self.streams, self.names):
            rows = pa.Table.from_batches(step, self.schema)
            some = [part for part in step if len(part)]
            if len(some) > 1:
                rows = rows.take(sort_indices(rows, self.names))
            yield from rows.combine_chunks().to_batches()
