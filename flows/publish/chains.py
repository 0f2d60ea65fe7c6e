"""Many sorted files of rows in, one sorted stream out: files that follow one another are read one after the other.

A run makes a file a batch of documents, and batches come in the order of the documents, so nearly all of them follow
one another, and merging costs nothing; only those that overlap are merged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa

from karabakh.flows.publish.merge import Merged
from karabakh.flows.publish.order import Key
from karabakh.flows.publish.rows import Rows, batches
from karabakh.flows.publish.runs import ArrowRows

_Bounded = tuple[tuple[Key, Key], ArrowRows]


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


def gathered(streams: Sequence[ArrowRows], schema: pa.Schema, names: Sequence[str]) -> Chained:
    """Return the rows of many files, each sorted by the columns ``names``, sorted as one.

    Of the streams that follow one another there, each is a file or the few that overlap, merged.
    """
    bounds: list[_Bounded] = [(stream.ends(names), stream) for stream in streams if stream.num_rows]
    groups: list[list[_Bounded]] = []
    end: Key | None = None
    for bounded in sorted(bounds, key=lambda each: each[0]):
        (first, last), _ = bounded
        if end is None or end < first:
            groups.append([])
        groups[-1].append(bounded)
        end = last if end is None else max(end, last)
    return Chained(tuple(_merged(group, schema, names) for group in groups), schema)


def _merged(group: Sequence[_Bounded], schema: pa.Schema, names: Sequence[str]) -> Rows:
    """Return files that overlap as one stream: as few chains as can be, merged."""
    chains: list[list[ArrowRows]] = []
    ends: list[Key] = []
    for (first, last), stream in group:
        at = next((at for at, end in enumerate(ends) if end < first), len(chains))
        if at == len(chains):
            chains.append([])
            ends.append(last)
        chains[at].append(stream)
        ends[at] = last
    joined = [links[0] if len(links) == 1 else Chained(tuple(links), schema) for links in chains]
    return joined[0] if len(joined) == 1 else Merged(tuple(joined), tuple(names), schema)
