"""The address of published versions in, the tables of the newest of them out, each read when it is asked for."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from karabakh.flows.errors import CallError
from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.files import of_table, table_of
from karabakh.flows.publish.index import LATEST, read_index
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema

DATA = Path("data")
"""Where versions are looked for that nobody names."""


class Version:
    """A published version: its number, the names of its tables, and as many of their rows as are asked for."""

    def __init__(self, number: str, tables: Iterable[str], files: Callable[[str], Sequence[Path]]) -> None:
        self.number = number
        self.tables = frozenset(tables) & TABLES.keys()
        self._files = files

    def rows(self, table: str, columns: Iterable[str] | None = None, where: Any = None) -> pa.Table | None:
        """Return the rows of a table for which the expression ``where`` holds; None where there is no such table.

        The columns have our types; one that the version does not have is null. Raises DamagedError where a file cannot
        be read.
        """
        import pyarrow.dataset as dataset  # slow to import, and not wanted where there is no version

        if table not in self.tables:
            return None
        schema = arrow_schema(TABLES[table])
        schema = schema if columns is None else pa.schema([schema.field(name) for name in columns])
        try:
            read = dataset.dataset([str(path) for path in self._files(table)], format="parquet")
            there = [name for name in schema.names if name in read.schema.names]
            found = read.to_table(columns=there, filter=where)
            arrays = [found[name].cast(schema.field(name).type) if name in there else
                      pa.nulls(found.num_rows, schema.field(name).type) for name in schema.names]  # fmt: skip
        except (OSError, ValueError) as error:
            raise DamagedError(f"version {self.number}: the table {table} cannot be read: {error}") from error
        return pa.table(arrays, schema=schema)


def newest(address: str | Path | None = None) -> Version | None:
    """Return the newest version at a path or URL, or that of `DATA`; None where nothing is named and none is there.

    Raises CallError where an address is named and there are no versions.
    """
    if address is None:
        return _local(DATA) if (DATA / "versions.json").is_file() else None
    if "://" in str(address):
        return _remote(str(address))
    found = _local(Path(address))
    if found is None:
        raise CallError(f"--from {address}: there is no versions.json; name a folder that holds published versions")
    return found


def _local(data: Path) -> Version | None:
    index = read_index(data)
    release = index.latest if index else None
    if release is None:
        return None
    folder = data / release.version

    def files(table: str) -> Sequence[Path]:
        return [folder / name for name in of_table(checksums.read(folder), table, "parquet")]

    return Version(release.version, release.tables, files)


def _remote(address: str) -> Version:
    from karabakh.flows.download import fetched, origin

    there = origin(address)
    release = there.release(LATEST)

    def files(table: str) -> Sequence[Path]:
        folder = fetched(there, release, lambda path: table_of(path) == (table, "parquet"))
        return [folder / name for name in of_table(checksums.read(folder), table, "parquet")]

    return Version(release.version, release.tables, files)
