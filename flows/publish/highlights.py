"""The changes of a table in, as a stream, their exact numbers and the first rows of each kind out, for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish.match import flags
from karabakh.flows.publish.order import equal

KINDS: Final = ("changed", "added", "removed")
Cell = tuple[str | None, str | None, str | None]  # column, old, new


@dataclass(frozen=True, slots=True)
class Row:
    """A row that differs: its key, and its cells that do; of a row that was added or removed the whole of it."""

    key: str
    cells: tuple[Cell, ...]


@dataclass
class Highlights:
    """What differs in one table: what is said of the whole of it, and of each kind of rows how many and the first."""

    table: str
    limit: int
    about: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    first: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def watched(self, rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield rows of `changes` as they come, and keep of them what is to be shown."""
        for batch in rows:
            self.add(batch)
            yield batch

    def add(self, rows: pa.RecordBatch) -> None:
        """Take rows of `changes`; all cells of a row come at once."""
        self.about += rows.filter(rows["key"].is_null()).to_pylist()
        for kind in KINDS:
            some = rows.filter(pc.and_(pc.equal(rows["change"], kind), rows["key"].is_valid()))
            if len(some):
                self._add(kind, some)

    def _add(self, kind: str, rows: pa.RecordBatch) -> None:
        starts = _starts(rows["key"])
        missing = max(self.limit - self.counts[kind], 0)
        self.counts[kind] += len(starts)
        if missing:
            end = int(starts[missing]) if len(starts) > missing else len(rows)
            self.first[kind] += _rows(rows.slice(0, end))

    def within(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """Return those of the rows of `changes` that are within the limit, and count them all."""
        kept = flags(rows["key"].is_null())
        for kind in KINDS:
            places = np.flatnonzero(flags(pc.and_(pc.equal(rows["change"], kind), rows["key"].is_valid())))
            starts = _starts(rows["key"].take(pa.array(places))) if len(places) else places
            missing = max(self.limit - self.counts[kind], 0)
            self.counts[kind] += len(starts)
            kept[places[: starts[missing]] if len(starts) > missing else places] = True
        return rows.filter(pa.array(kept))

    @property
    def differs(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.about) or any(self.counts.values())


def _starts(keys: pa.Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return where another key begins."""
    again = flags(equal(keys.slice(0, len(keys) - 1), keys.slice(1)))
    return np.concatenate([[0], np.flatnonzero(~again) + 1])


def _rows(rows: pa.RecordBatch) -> Iterator[Row]:
    return (row for _, row in each_row(rows))


def each_row(rows: pa.RecordBatch) -> Iterator[tuple[str, Row]]:
    """Yield kind and row of each row that differs, in their order."""
    for (key, kind), cells in groupby(rows.to_pylist(), itemgetter("key", "change")):
        if key is not None:
            yield kind, Row(key, tuple((cell["column"], cell["old"], cell["new"]) for cell in cells))
