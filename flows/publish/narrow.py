"""Two versions and a trace of what they are made of in, the rows in which a table may differ out: all, or few of them.

Both are sorted by one key. A stretch that both have holds the same rows in both, so the rows between two such stretches
differ from those between the same two in the other version, and from no others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from karabakh.flows.publish.chains import Chained
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.parquet import ParquetRows
from karabakh.flows.publish.rows import BATCH_ROWS, Rows, whole
from karabakh.flows.publish.trace import Stretch
from karabakh.flows.publish.version import Version


def apart(previous: Version, edition: Edition, name: str) -> tuple[pa.Table | Rows, pa.Table | Rows]:
    """Return the rows of a table of both versions, without those that are known to be the same."""
    if name not in edition.trace.apart:
        edition.trace.apart[name] = _apart(previous, edition, name)
    return edition.trace.apart[name]


def _apart(previous: Version, edition: Edition, name: str) -> tuple[pa.Table | Rows, pa.Table | Rows]:
    trace, old = edition.trace, previous.stream(name)
    common = trace.common(name)
    if not common:
        return old, edition.stream(name)
    ranges = list(_others(trace.before[name], common))
    now = tuple(one.rows for one in trace.now[name] if one.sha256 not in common)
    return _held(Excerpt(old, ranges)), Chained(now, edition.schema(name))


def _others(stretches: Sequence[Stretch], common: frozenset[str]) -> Iterator[range]:
    """Yield where the rows stand that are in none of the stretches that are common."""
    at = 0
    for one in stretches:
        if one.rows and one.sha256 not in common:
            yield range(at, at + one.rows)
        at += one.rows


def _held(rows: "Excerpt") -> pa.Table | Rows:
    """Return few rows in memory, because they are asked for again."""
    return whole(rows) if rows.num_rows <= BATCH_ROWS else rows


@dataclass(frozen=True)
class Excerpt:
    """Some of the rows of a published table: those that stand in ``ranges``, which ascend."""

    rows: ParquetRows
    ranges: Sequence[range]

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return self.rows.schema

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return sum(map(len, self.ranges))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows; only groups that hold some are read."""
        for first, batch in self.rows.numbered(self.ranges):
            for wanted in self.ranges:
                start, stop = max(wanted.start - first, 0), min(wanted.stop - first, batch.num_rows)
                if start < stop:
                    yield batch.slice(start, stop - start)


@dataclass(frozen=True)
class Part:
    """A version of which no more than some rows of one table are looked at; see `changes.Side`."""

    version: Version | Edition
    rows: pa.Table | Rows

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return self.version.tables

    def stream(self, name: str) -> pa.Table | Rows:
        """Return the rows."""
        return self.rows

    def key(self, name: str) -> tuple[str, ...]:
        """Return the columns that name a row."""
        return self.version.key(name)
