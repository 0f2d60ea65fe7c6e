"""The tables of the gazetteer in, one place after the other out, each with its names and its links."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import pyarrow as pa

Row = dict[str, Any]

FOLDER: Final = "gazetteer"
_BATCH: Final = 4096  # rows that are Python objects at a time


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of `places` with the rows of `place_names` and of `place_links` that are its own, in their order."""

    place: Row
    names: tuple[Row, ...]
    links: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A form in which other programs read the gazetteer, as descriptor and card tell of it."""

    name: str  # of the resource in the descriptor
    path: str
    title: str
    description: str
    format: str
    mediatype: str


def entries(tables: Mapping[str, pa.Table]) -> Iterator[Entry]:
    """Yield the places of an edition's tables in their order; one pass over tables that are sorted by key."""
    names, links = _Following(tables.get("place_names")), _Following(tables.get("place_links"))
    for place in _rows(tables["places"]):
        place_id = place["place_id"]
        yield Entry(place, names.of(place_id), links.of(place_id))


class _Following:
    """The rows of a table sorted by place, asked for one ascending place after the other."""

    def __init__(self, table: pa.Table | None) -> None:
        rows = () if table is None else _rows(table)
        self._groups = _groups(rows)
        self._next = next(self._groups, None)

    def of(self, place_id: str) -> tuple[Row, ...]:
        while self._next is not None and self._next[0] < place_id:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != place_id:
            return ()
        rows = self._next[1]
        self._next = next(self._groups, None)
        return rows


def _groups(rows: Iterable[Row]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for place_id, own in groupby(rows, itemgetter("place_id")):
        yield place_id, tuple(own)


def _rows(table: pa.Table) -> Iterator[Row]:
    for batch in table.to_batches(max_chunksize=_BATCH):
        yield from batch.to_pylist()
