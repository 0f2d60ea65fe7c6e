"""Many sorted files of rows in, one sorted stream out: files that follow one another are read one after the other.

A run makes a file a batch of documents, and batches come in the order of the documents, so nearly all of them follow
one another, and merging costs nothing; only those that overlap are merged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa

from karabakh.flows.publish.merge import Merged
from karabakh.flows.publish.order import Key, key_at
from karabakh.flows.publish.rows import Rows, batches
from karabakh.flows.publish.runs import ArrowRows


@dataclass(frozen=True)
class Chained:
    """Rows that stand in several streams of one schema, read one stream after the other."""

    streams: tuple[pa.Table | Rows, ...]
    schema: pa.Schema

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return sum(stream.num_rows for stream in self.streams)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows of the first stream, then those of the next."""
        return chain.from_iterable(map(batches, self.streams))


def gathered(streams: Sequence[ArrowRows], schema: pa.Schema, names: Sequence[str]) -> Rows:
    """Return the rows of many files, each sorted by the columns ``names``, sorted as one."""
    chains: list[list[ArrowRows]] = []
    ends: list[Key] = []
    bounds = ((_bounds(stream, names), stream) for stream in streams if stream.num_rows)
    for (first, last), stream in sorted(bounds, key=lambda each: each[0]):
        at = next((at for at, end in enumerate(ends) if end < first), len(chains))
        if at == len(chains):
            chains.append([])
            ends.append(last)
        chains[at].append(stream)
        ends[at] = last
    joined = [Chained(tuple(links), schema) for links in chains]
    return joined[0] if len(joined) == 1 else Merged(tuple(joined), tuple(names), schema)


def _bounds(stream: ArrowRows, names: Sequence[str]) -> tuple[Key, Key]:
    first, last = stream.ends()
    return key_at(first, 0, names), key_at(last, last.num_rows - 1, names)
