"""A table's name and a version in, the published table as a pandas DataFrame out: from a folder, HTTP(S), S3 …

versions.json is what is trusted: a folder that it does not list is not a version, and no file is read that is not what
was published.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.flows.download import sums
from karabakh.flows.download.address import origin
from karabakh.flows.download.cache import fetched
from karabakh.flows.download.errors import UnfetchedError
from karabakh.flows.download.listing import versions
from karabakh.flows.download.origins import Origin
from karabakh.flows.errors import CallError
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.files import of_table, table_of
from karabakh.flows.publish.index import LATEST, NAME, Index, Release
from karabakh.flows.publish.parquet import check_names
from karabakh.schemas.visible import visible

__all__ = ["load", "versions"]


def load(
    table: str,
    version: str = LATEST,
    data: str | Path | Origin | None = None,
    columns: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return a published table; every column has an Arrow type, so dates are dates, lists are lists and null is ``NA``.

    ``version`` is a version's number or ``latest``: the newest that is there whole, and only where none is, the newest
    that was downloaded in part; so a table of a newer version that was downloaded alone is loaded by its number.
    ``data`` is the folder that holds versions.json, or its address (None: KARABAKH_FROM, else ./data); of a version
    elsewhere the files of this table are fetched, verified and kept in the user's cache. ``columns``: only these, in
    this order.

    Raises CallError for an address without versions, for a version, a table or a column that is not there (and says
    which there are), UnfetchedError for a table that was not downloaded, DamagedError for a file that is not as it was
    published, UnreachableError where an origin does not answer.
    """
    columns = [columns] if isinstance(columns, str) else columns
    source = origin(data)
    index = source.index()
    release = source.pick(index, version)
    if table not in release.tables:
        raise CallError(
            f"version {release.version} has no table {table!r}; it has {', '.join(release.tables)}"
            f"{_hint(index, release, table)}"
        )
    try:
        read = _read(source, release, table, columns)
    except UnfetchedError as error:
        raise UnfetchedError(f"{error}{_hint(index, release, table)}") from None
    except (FileNotFoundError, DamagedError) as error:
        now = source.release(version)
        if now == release and isinstance(error, DamagedError):
            raise
        # at this moment somebody deleted the cache, or completed what was there in part
        read = _read(source, now, table, columns)
    frame: pd.DataFrame = read.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _hint(index: Index, release: Release, table: str) -> str:
    """Return where else a table is that a version lacks: in another one that was downloaded in part."""
    other = index.in_part(table)
    if other is None or other.version == release.version:
        return ""
    return f"; version {other.version}, which was downloaded in part, has it: name that number"


def _read(source: Origin, release: Release, table: str, columns: Sequence[str] | None) -> pa.Table:
    folder = fetched(source, release, lambda path: table_of(path) == (table, "parquet"))
    paths = of_table(sums.read(folder, release), table, "parquet")
    if not paths:
        raise DamagedError(f"version {release.version} at {source.shown} lists {table} and has no Parquet file of it")
    parts = [_part(folder / path, columns) for path in paths]
    rows = sum(count for _, count in parts)
    try:
        whole = pa.concat_tables(part for part, _ in parts)
    except pa.ArrowInvalid as error:
        differ = f"the parts of {table} in {folder} do not have the same columns"
        raise DamagedError(f"{differ}: {visible(str(error))}") from error
    if rows != release.tables[table]:
        raise DamagedError(f"{table} in {folder} has {rows} rows where {NAME} says {release.tables[table]}")
    return whole


def _part(path: Path, columns: Sequence[str] | None) -> tuple[pa.Table, int]:
    """Return what a file holds, and its number of rows."""
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            check_names(names, path)
            unknown = [column for column in columns or () if column not in names]
            if unknown:
                raise CallError(f"{path.name} has no column {unknown[0]!r}; it has {visible(', '.join(names))}")
            read = file.read(columns=None if columns is None else list(columns))
            rows = file.metadata.num_rows
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise DamagedError(f"{path} cannot be read: {visible(str(error))}") from error
    return read if columns is None else read.select(list(columns)), rows
