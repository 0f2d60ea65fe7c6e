"""Rows in any order in, the same rows sorted out, by way of sorted runs on the disk: memory for one run is enough."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyarrow as pa

from karabakh.flows.publish.merge import Merged
from karabakh.flows.publish.order import sort_indices
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


@dataclass(frozen=True)
class ArrowRows:
    """The rows of a file in Arrow's IPC format, read a batch at a time."""

    path: Path

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        with pa.memory_map(str(self.path)) as source:
            return pa.ipc.open_file(source).schema

    @cached_property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        with pa.memory_map(str(self.path)) as source:
            file = pa.ipc.open_file(source)
            return sum(file.get_batch(number).num_rows for number in range(file.num_record_batches))

    def ends(self) -> tuple[pa.RecordBatch, pa.RecordBatch]:
        """Return the first and the last batch of a file that has rows."""
        with pa.OSFile(str(self.path)) as source:
            file = pa.ipc.open_file(source)
            return file.get_batch(0), file.get_batch(file.num_record_batches - 1)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches of the file, which stay where they are on the disk until they are read."""
        with pa.memory_map(str(self.path)) as source:
            file = pa.ipc.open_file(source)
            for number in range(file.num_record_batches):
                yield file.get_batch(number)
