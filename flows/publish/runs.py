"""Rows in any order in, the same rows sorted out, by way of sorted runs on the disk: memory for one run is enough."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa

from karabakh.flows.publish.checksums import sha256
from karabakh.flows.publish.merge import Merged
from karabakh.flows.publish.order import Key, key_at, sort_indices
from karabakh.flows.publish.rows import regrouped

RUN_ROWS: Final = 1 << 18
_BLOCK_ROWS: Final = 1 << 13  # of each run one block is in memory while all are merged


def sorted_runs(
    rows: Iterable[pa.RecordBatch], schema: pa.Schema, names: Sequence[str], folder: Path, run_rows: int = RUN_ROWS
) -> Merged:
    """Return rows sorted by the columns ``names``; their runs are written into a new folder, which is to be kept."""
    folder.mkdir(parents=True)
    runs = []
    for number, table in enumerate(regrouped(rows, run_rows, schema)):
        runs.append(ArrowRows(folder / f"{number:06}.arrow"))
        write_rows(table.take(sort_indices(table, names)), runs[-1].path)
    return Merged(tuple(runs), tuple(names), schema)


def write_rows(table: pa.Table, path: Path) -> None:
    """Write a table into a file of Arrow's IPC format, in blocks that `ArrowRows` reads one at a time."""
    with path.open("wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table, max_chunksize=_BLOCK_ROWS)


class Known(NamedTuple):
    """What is known of the rows of a file without reading it: how many, the least and the greatest key, a checksum.

    The keys are None where there is no row. The SHA-256 is that of the file: those of one checksum hold the same rows.
    """

    rows: int
    first: Key | None
    last: Key | None
    sha256: str


def known_of(table: pa.Table, path: Path, names: Sequence[str]) -> Known:
    """Return what is to be known of a file into which a table was written that is sorted by the columns ``names``."""
    if not table.num_rows:
        return Known(0, None, None, sha256(path))
    first, last = (table.slice(at, 1).to_batches()[0] for at in (0, table.num_rows - 1))
    return Known(table.num_rows, key_at(first, 0, names), key_at(last, 0, names), sha256(path))


@dataclass(frozen=True)
class ArrowRows:
    """The rows of a file in Arrow's IPC format, read a batch at a time; ``known`` saves reading it for that."""

    path: Path
    known: Known | None = None

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        with pa.memory_map(str(self.path)) as source:
            return pa.ipc.open_file(source).schema

    @cached_property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        if self.known:
            return self.known.rows
        with pa.memory_map(str(self.path)) as source:
            file = pa.ipc.open_file(source)
            return sum(file.get_batch(number).num_rows for number in range(file.num_record_batches))

    def ends(self, names: Sequence[str]) -> tuple[Key, Key]:
        """Return the first and the last key of a file that has rows and is sorted by the columns ``names``."""
        if self.known and self.known.first is not None and self.known.last is not None:
            return self.known.first, self.known.last
        with pa.OSFile(str(self.path)) as source:
            file = pa.ipc.open_file(source)
            first, last = file.get_batch(0), file.get_batch(file.num_record_batches - 1)
            return key_at(first, 0, names), key_at(last, last.num_rows - 1, names)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches of the file, which stay where they are on the disk until they are read."""
        with pa.memory_map(str(self.path)) as source:
            file = pa.ipc.open_file(source)
            for number in range(file.num_record_batches):
                yield file.get_batch(number)
