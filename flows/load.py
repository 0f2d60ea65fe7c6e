"""A table's name and a version in, the published table as a pandas DataFrame out.

versions.json is what is trusted: a folder that it does not list is not a version.
"""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from karabakh.flows.errors import CallError
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import LATEST, NAME, Index, Release, read_index


def load(table: str, version: str = LATEST, data: str | Path = "data") -> pd.DataFrame:
    """Return a published table; every column has an Arrow type, so dates are dates, lists are lists and null is ``NA``.

    ``version`` is a version's number or ``latest``; ``data`` is the folder that holds versions.json.

    Raises CallError for a folder without versions, for a version or a table that is not there (and says which there
    are), DamagedError for a file that versions.json promises and that cannot be read.
    """
    release = _release(version, Path(data))
    if table not in release.tables:
        raise CallError(f"version {release.version} has no table {table!r}; it has {', '.join(release.tables)}")
    path = Path(data) / release.version / "parquet" / f"{table}.parquet"
    try:
        read = pq.read_table(path, partitioning=None)
    except (OSError, ValueError) as error:
        raise DamagedError(f"{path} is listed in {NAME} and cannot be read: {error}") from error
    if read.num_rows != release.tables[table]:
        raise DamagedError(f"{path} has {read.num_rows} rows where {NAME} says {release.tables[table]}")
    frame: pd.DataFrame = read.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def versions(data: str | Path = "data") -> list[Release]:
    """Return the published versions of a data folder, the oldest first."""
    return list(_index(Path(data)).versions)


def _index(data: Path) -> Index:
    index = read_index(data)
    if index is None:
        raise CallError(f"{data / NAME} is not there; name a folder that holds published versions")
    return index


def _release(version: str, data: Path) -> Release:
    index = _index(data)
    release = index.find(version)
    if release is None:
        known = ", ".join(known.version for known in index.versions)
        raise CallError(f"{data} has no version {version!r}; it has {known}, and {LATEST} for the newest")
    return release
