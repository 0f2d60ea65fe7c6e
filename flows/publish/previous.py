"""A data folder and an entry of versions.json in, that version's tables out, as their files have them."""

import json
from collections.abc import Iterator
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
class Previous:
    """A version as it stands on the disk. Tables are read when asked for, so that one at a time is in memory."""

    release: Release
    path: Path

    def verify(self) -> None:
        """Raise DamagedError unless every file is as it was published."""
        wrong = next(checksums.damage(self.path, self.release.sha256sums), None)
        if wrong:
            raise DamagedError(
                f"{wrong}; a published version never changes, so put version {self.release.version} back "
                "as it was, or publish into a new folder"
            )

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self.release.tables)

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of its files, SHA256SUMS left out."""
        return frozenset(checksums.read(self.path))

    def schema(self, name: str) -> pa.Schema:
        """Return the schema a table was published with."""
        return self._table(name).schema

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table in the order of its key, some at a time."""
        return batches(self._table(name))

    def table(self, name: str) -> pa.Table:
        """Return a table with the schema it was published with."""
        return whole(self._table(name))

    def _table(self, name: str) -> ParquetRows:
        return ParquetRows(tuple(self.path / path for path in files.of_table(self.files, name, "parquet")))

    def key(self, name: str) -> tuple[str, ...]:
        """Return the key that a table was published with."""
        return self._keys[name]

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        descriptor = json.loads((self.path / DESCRIPTOR).read_text(encoding="utf-8"))
        return dict(_keys(descriptor["resources"]))


def _keys(resources: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for resource in resources:
        if "schema" in resource:
            key = resource["schema"]["primaryKey"]
            yield resource["name"], (key,) if isinstance(key, str) else tuple(key)
