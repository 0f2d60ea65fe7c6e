"""Two versions in, their tables that differ out, one after the other, each as a stream of changes.

Of a version elsewhere only the tables are fetched that both versions have and whose files differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from karabakh.flows.diff.naming import version_at
from karabakh.flows.download import Origin, fetched
from karabakh.flows.errors import CallError
from karabakh.flows.publish import checksums, files
from karabakh.flows.publish.changes import changes, tables_of
from karabakh.flows.publish.descriptor import NAME as DESCRIPTOR
from karabakh.flows.publish.index import Release
from karabakh.flows.publish.version import Version


@dataclass(frozen=True)
class End:
    """One of two versions that are compared: where it lies and what it is."""

    origin: Origin
    release: Release

    @cached_property
    def version(self) -> Version:
        """The version in a local folder, which holds those of its files that were asked for."""
        return Version(self.release, fetched(self.origin, self.release, ()))

    def sums(self, name: str) -> list[str]:
        """Return the checksums of a table's Parquet files, in the order of the rows."""
        known = checksums.read(self.version.path)
        return [known[path] for path in files.of_table(known, name, "parquet")]

    def fetch(self, name: str) -> None:
        """Have a table, and what tells its key, in the folder."""
        fetched(self.origin, self.release, lambda path: path == DESCRIPTOR or files.table_of(path) == (name, "parquet"))


@dataclass(frozen=True)
class Comparison:
    """Two versions, and those of their tables that are compared."""

    old: End
    new: End
    tables: tuple[str, ...]

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """The tables of which not all files are the same; their rows may still be."""
        return tuple(name for name in self.tables if not self._both(name) or self.old.sums(name) != self.new.sums(name))

    def _both(self, name: str) -> bool:
        return name in self.old.version.tables and name in self.new.version.tables

    def changes(self, name: str) -> Iterator[pa.RecordBatch]:
        """Yield what changed in a table, as rows of `changes`."""
        if self._both(name):
            self.old.fetch(name)
            self.new.fetch(name)
        yield from changes(self.old.version, self.new.version, name)


def comparison(
    old: str | Path, new: str | Path, source: str | Path | Origin | None = None, tables: Sequence[str] = ()
) -> Comparison:
    """Return the comparison of two versions in the tables named, or in all that either has.

    A version is its number or ``latest``, as ``source`` lists it, or the path or address of its folder. Raises
    CallError for a version or a table that is not there.
    """
    ends = End(*version_at(old, source)), End(*version_at(new, source))
    known = tables_of(*(end.version for end in ends))
    unknown = [name for name in tables if name not in known]
    if unknown:
        raise CallError(f"neither version has a table {unknown[0]!r}; they have {', '.join(known)}")
    return Comparison(*ends, tuple(name for name in known if name in tables or not tables))
