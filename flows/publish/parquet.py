"""A table in, a Parquet file out: zstd, the explicit schema, sorted by key, with a page index, the same each time.

The same bytes are promised for one lock file on one platform, because a file names the library that wrote it; the same
values are promised for any.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.fields import Table, key

_ROWS = 1 << 20  # a row group; smaller ones cost twice the time and an eighth more bytes


def write_parquet(table: pa.Table, path: Path, model: type[Table]) -> None:
    """Write a table that is sorted by key; the fields' titles, descriptions and units go with it, nothing else."""
    write_sorted(table.cast(arrow_schema(model)), path, key(model))


def write_sorted(table: pa.Table, path: Path, names: Sequence[str]) -> None:
    """Write a table as it is, which is sorted by the columns ``names``, nulls first."""
    order = pq.SortingColumn.from_ordering(table.schema, [(name, "ascending") for name in names], "at_start")
    with path.open("xb") as file:
        pq.write_table(
            table,
            file,
            version="2.6",
            compression="zstd",
            compression_level=3,
            row_group_size=_ROWS,
            write_page_index=True,
            sorting_columns=order,
        )
