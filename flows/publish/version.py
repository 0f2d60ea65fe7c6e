"""A published version's folder and its entry of versions.json in, its tables out, as their files have them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from karabakh.flows.publish import checksums, files
from karabakh.flows.publish.descriptor import NAME as DESCRIPTOR
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import Release
from karabakh.flows.publish.parquet import ParquetRows
from karabakh.flows.publish.rows import batches, whole


@dataclass(frozen=True)
class Version:
    """A version as it stands on the disk. Its tables are read when asked for, a group of rows at a time."""

    release: Release
    path: Path

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self.release.tables)

    @property
    def rows(self) -> Mapping[str, int]:
        """The number of rows by table."""
        return self.release.tables

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of its files, SHA256SUMS left out."""
        return frozenset(checksums.read(self.path))

    def stream(self, name: str) -> ParquetRows:
        """Return the rows of a table in the order of its key, with the schema it was published with."""
        paths = files.of_table(self.files, name, "parquet")
        if not paths:
            raise DamagedError(f"{self.path} has no Parquet file of the table {name}, which it should have")
        where = f"{self.path / paths[0]} (table {name} of version {self.release.version})"
        return ParquetRows(tuple(self.path / path for path in paths), where)

    def schema(self, name: str) -> pa.Schema:
        """Return the schema that a table was published with."""
        return self.stream(name).schema

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table in the order of its key, some at a time."""
        return batches(self.stream(name))

    def table(self, name: str) -> pa.Table:
        """Return a whole table in memory."""
        return whole(self.stream(name))

    def key(self, name: str) -> tuple[str, ...]:
        """Return the key that a table was published with."""
        try:
            return self._keys[name]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedError(f"{self.path / DESCRIPTOR} does not say which is the key of {name}") from error

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        descriptor = json.loads((self.path / DESCRIPTOR).read_text(encoding="utf-8"))
        return dict(_keys(descriptor["resources"]))


def _keys(resources: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for resource in resources:
        if "schema" in resource:
            key = resource["schema"]["primaryKey"]
            yield resource["name"], (key,) if isinstance(key, str) else tuple(map(_text, key))


def _text(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a column's name is a text, not {type(name).__name__}")
    return name
