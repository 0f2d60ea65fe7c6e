"""An edition in, the files of its folder out. What a version holds is the list ``WRITERS``, and nothing else says so.

To add a file to the published version, add a writer. They write in this order, so that a page can speak of the files
before it; SHA256SUMS is made last, over them all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.flows.publish import card, descriptor, geoparquet, linkedplaces
from karabakh.flows.publish.durable import write_lines, write_text
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.parquet import write_parquet, write_sorted
from karabakh.schemas import TABLES
from karabakh.schemas.csv import write_csv
from karabakh.schemas.fields import Table


class Writer(Protocol):
    """One kind of file of a version."""

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return which files it writes, as paths in the version's folder."""

    def write(self, edition: Edition, folder: Path) -> None:
        """Write them into a folder that holds what the writers before wrote."""

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether a published folder that has these files has them with another content, given the same tables."""


@dataclass(frozen=True)
class TableFiles:
    """A folder with one file a table. The tables are compared as values, so such a file is never stale by itself."""

    folder: str
    write_table: Callable[[pa.Table, Path, type[Table]], None]

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return a path for each table; the folder's name is the ending."""
        return tuple(f"{self.folder}/{name}.{self.folder}" for name in edition.tables)

    def write(self, edition: Edition, folder: Path) -> None:
        """Write each table."""
        (folder / self.folder).mkdir()
        for path, (name, table) in zip(self.paths(edition), edition.tables.items(), strict=True):
            self.write_table(table, folder / path, TABLES[name])

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether the files differ: never."""
        return False


@dataclass(frozen=True)
class Page:
    """A text about the edition.

    ``render`` makes it; the folder it is given holds the files so far, and is None where the page is only compared.
    ``matter`` is what of a page counts when two are compared.
    """

    name: str
    render: Callable[[Edition, Path | None], str]
    matter: Callable[[str], Any] = str

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return the page's own path."""
        return (self.name,)

    def write(self, edition: Edition, folder: Path) -> None:
        """Write the page."""
        write_text(folder / self.name, self.render(edition, folder))

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether the published page says something else."""
        before = (published / self.name).read_text(encoding="utf-8")
        return bool(self.matter(before) != self.matter(self.render(edition, None)))


@dataclass(frozen=True)
class PlaceLines:
    """A text about the places, made line by line; an edition without places has none."""

    name: str
    lines: Callable[[Edition], Iterator[str]]

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return the text's own path."""
        return (self.name,) if "places" in edition.tables else ()

    def write(self, edition: Edition, folder: Path) -> None:
        """Write the text."""
        for path in self.paths(edition):
            write_lines(folder / path, self.lines(edition))

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether the published text says something else."""
        return any(_differ(published / path, self.lines(edition)) for path in self.paths(edition))


def _differ(path: Path, lines: Iterator[str]) -> bool:
    with path.open(encoding="utf-8", newline="\n") as before:
        return any(old != new for old, new in zip_longest(before, lines))


@dataclass(frozen=True)
class PlaceTable:
    """A Parquet file about the places, compared as values and what it says of itself; none without places."""

    name: str
    table: Callable[[Edition], pa.Table]
    key: tuple[str, ...]

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return the file's own path."""
        return (self.name,) if "places" in edition.tables else ()

    def write(self, edition: Edition, folder: Path) -> None:
        """Write the file."""
        for path in self.paths(edition):
            (folder / path).parent.mkdir(exist_ok=True)
            write_sorted(self.table(edition), folder / path, self.key)

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether the published file holds something else."""
        for path in self.paths(edition):
            before, now = pq.read_table(published / path, partitioning=None), self.table(edition)
            if _told(before.schema) != _told(now.schema) or not before.equals(now):
                return True
        return False


def _told(schema: pa.Schema) -> tuple[Any, ...]:
    return schema.metadata, *((field.name, field.metadata) for field in schema)


WRITERS: tuple[Writer, ...] = (
    TableFiles("parquet", write_parquet),
    TableFiles("csv", lambda table, path, model: write_csv(table, path)),
    PlaceLines(linkedplaces.FILE.path, linkedplaces.lines),
    PlaceTable(geoparquet.FILE.path, lambda edition: geoparquet.table(edition.tables), ("place_id",)),
    Page("README.md", lambda edition, folder: card.card(edition)),
    Page(descriptor.NAME, descriptor.descriptor, descriptor.matter),
)
