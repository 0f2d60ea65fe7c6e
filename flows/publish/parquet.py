"""Rows in, a Parquet file out, and back: zstd, the explicit schema, sorted by key, with a page index, always the same.

The same bytes are promised for one lock file on one platform, because a file names the library that wrote it; the same
values are promised for any. Groups of rows are cut by number alone, so the pieces in which rows come do not show.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.rows import regrouped
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.fields import Table, key
from karabakh.schemas.visible import visible

# A row group: what is in memory when a table is written or read. Of a million rows it would be an eighth smaller on
# the disk; of a quarter million the rows of the widest table take some 50 MB in memory.
GROUP_ROWS: Final = 1 << 18


def write_parquet(rows: Iterable[pa.RecordBatch], path: Path, model: type[Table]) -> None:
    """Write rows that are sorted by key; the fields' titles, descriptions and units go with them, nothing else."""
    write_rows(rows, path, arrow_schema(model), key(model))


def write_sorted(table: pa.Table, path: Path, names: Sequence[str]) -> None:
    """Write a table as it is, which is sorted by the columns ``names``, nulls first."""
    write_rows(table.to_batches(), path, table.schema, names)


def write_rows(rows: Iterable[pa.RecordBatch], path: Path, schema: pa.Schema, names: Sequence[str]) -> None:
    """Write rows of a schema, which are sorted by the columns ``names``, nulls first."""
    with path.open("xb") as file, writer(file, schema, names) as parquet:
        for group in regrouped(rows, GROUP_ROWS, schema):
            parquet.write_table(group, row_group_size=GROUP_ROWS)


def writer(file: object, schema: pa.Schema, names: Sequence[str]) -> pq.ParquetWriter:
    """Return what writes Parquet as this project does; each table given to it becomes a row group.

    ``names`` are the columns by which all rows are sorted, nulls first; none where they are in another order.
    """
    order = pq.SortingColumn.from_ordering(schema, [(name, "ascending") for name in names], "at_start")
    return pq.ParquetWriter(
        file,
        schema,
        version="2.6",
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        sorting_columns=order or None,
    )


@dataclass(frozen=True)
class ParquetRows:
    """The rows of Parquet files, one file after the other, read a group of rows at a time.

    Raises DamagedError, which names the file, for one that cannot be read or has other columns than the first.
    """

    paths: tuple[Path, ...]
    name: str = "a published table"
    """What an error calls them all."""

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns and their types, as the first file has them."""
        with _opened(self.paths[0]) as file:
            return file.schema_arrow

    @cached_property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return sum(map(_rows_in, self.paths))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows of each group."""
        return (batch for _, batch in self.numbered())

    def numbered(self, wanted: Sequence[range] | None = None) -> Iterator[tuple[int, pa.RecordBatch]]:
        """Yield the rows of each group, or of those that hold rows ``wanted``, with the number of the first of them."""
        seen = 0
        for path in self.paths:
            with _opened(path) as file:
                if not file.schema_arrow.equals(self.schema):
                    raise DamagedError(f"{path} has not the same columns as {self.paths[0]}")
                for group in range(file.num_row_groups):
                    first, seen = seen, seen + file.metadata.row_group(group).num_rows
                    if wanted is None or any(some.start < seen and first < some.stop for some in wanted):
                        yield from _numbered(file.read_row_group(group), first)


def _numbered(group: pa.Table, first: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    for batch in group.to_batches():
        batch.validate(full=True)  # a text may be no UTF-8
        yield first, batch
        first += batch.num_rows


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        # without pre_buffer, which fetches all groups ahead and so holds the whole file in memory
        with path.open("rb") as source, pq.ParquetFile(source, pre_buffer=False) as file:
            check_names(file.schema_arrow.names, path)
            yield file
    except MemoryError:
        raise
    except (OSError, ValueError, pa.ArrowException) as error:
        raise DamagedError(f"{path} cannot be read as Parquet: {visible(str(error))}") from error


def check_names(names: Sequence[str], path: Path) -> None:
    """Raise DamagedError where two columns of a file have one name, so that nobody can say which is meant."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise DamagedError(f"{path} has more than one column with the name {visible(twice[0])}")


def _rows_in(path: Path) -> int:
    with _opened(path) as file:
        rows: int = file.metadata.num_rows
        return rows
