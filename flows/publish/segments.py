"""The rows of a table in, the stretches they are made of out, each with a checksum of its rows, where one is known.

A run makes a file a batch of documents, and a batch that has not changed gives the same file. So a stretch of one
checksum holds the same rows as one that was published before, and need not be read to know it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from karabakh.flows.publish.chains import Chained
from karabakh.flows.publish.exact import Exact
from karabakh.flows.publish.merge import Merged
from karabakh.flows.publish.order import Key
from karabakh.flows.publish.rows import Rows, pieces
from karabakh.flows.publish.runs import ArrowRows


@dataclass(frozen=True)
class Segment:
    """Rows that follow one another in a table: how many, their checksum, and their least and greatest key, if known."""

    rows: pa.Table | Rows
    num_rows: int
    sha256: str | None = None
    ends: tuple[Key, Key] | None = None

    def pieces(self) -> Iterable[pa.RecordBatch]:
        """Return the rows in whatever pieces they come."""
        return pieces(self.rows)

    def part(self, start: int, stop: int) -> "Segment":
        """Return some of the rows, of which no more is known than how many they are."""
        rows = (
            self.rows.slice(start, stop - start) if isinstance(self.rows, pa.Table) else Slice(self.rows, start, stop)
        )
        return Segment(rows, stop - start)


@dataclass(frozen=True)
class Slice:
    """The rows of a stream from number ``start`` to before ``stop``."""

    rows: Rows
    start: int
    stop: int

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return self.rows.schema

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return self.stop - self.start

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows."""
        seen = 0
        for batch in self.rows.batches():
            first, last = max(self.start - seen, 0), min(self.stop - seen, batch.num_rows)
            if first < last:
                yield batch.slice(first, last - first)
            seen += batch.num_rows
            if seen >= self.stop:
                return


def segments(rows: pa.Table | Rows) -> tuple[Segment, ...]:
    """Return the stretches of a table, in their order; a table without a row may have none."""
    if isinstance(rows, pa.Table):
        return (Segment(rows, rows.num_rows),)
    if isinstance(rows, Exact):  # what it makes of a stretch depends on the stretch alone
        return tuple(
            Segment(Exact(rows.name, one.rows), one.num_rows, one.sha256, one.ends) for one in segments(rows.rows)
        )
    if isinstance(rows, Chained):
        return tuple(one for stream in rows.streams for one in segments(stream))
    return (Segment(rows, rows.num_rows, _known(rows), _ends(rows)),)


def summed(rows: pa.Table | Rows) -> tuple[Segment, ...]:
    """Return the same with a checksum also of a table in memory, which is meant to be small."""
    if isinstance(rows, pa.Table):
        return (Segment(rows, rows.num_rows, _digest(rows)),)
    return segments(rows)


def _known(rows: Rows) -> str | None:
    """Return a checksum of a stream's rows; of merged streams one over theirs, for a merge has but one outcome."""
    if isinstance(rows, ArrowRows):
        return rows.known.sha256 if rows.known else None
    if isinstance(rows, Merged):
        parts = [one.sha256 for stream in rows.streams for one in segments(stream)]
        named = [part for part in parts if part is not None]
        return hashlib.sha256("\n".join(named).encode()).hexdigest() if len(named) == len(parts) else None
    return None


def _ends(rows: Rows) -> tuple[Key, Key] | None:
    known = rows.known if isinstance(rows, ArrowRows) else None
    return (known.first, known.last) if known and known.first is not None and known.last is not None else None


def _digest(table: pa.Table) -> str:
    """Return a checksum of a table's columns and values."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def cut(stretches: Sequence[Segment], size: int) -> Iterator[list[Segment]]:
    """Yield the same rows in lists of ``size`` rows, the last of what is left; what is cut loses its checksum.

    There is at least one list.
    """
    part: list[Segment] = []
    room = size
    for stretch in stretches:
        start = 0
        while stretch.num_rows - start > room:
            part.append(stretch.part(start, start + room))
            yield part
            start, part, room = start + room, [], size
        part.append(stretch.part(start, stretch.num_rows) if start else stretch)
        room -= stretch.num_rows - start
    yield part
