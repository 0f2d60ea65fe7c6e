"""An edition in, the files of its folder out. What a version holds is the list ``WRITERS``, and nothing else says so.

To add a file to the published version, add a writer. They write in this order, so that a page can speak of the files
before it; SHA256SUMS is made last, over them all.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from shutil import copyfile
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.flows.page import file, page
from karabakh.flows.publish import (
    card,
    citation,
    croissant,
    csvfiles,
    descriptor,
    geoparquet,
    linkedplaces,
    parquetfiles,
    schemaorg,
)
from karabakh.flows.publish.changefiles import ChangeFiles
from karabakh.flows.publish.durable import write_lines, write_text
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.parquet import write_sorted
from karabakh.flows.publish.reuse import standing

_AT_ONCE: Final = 2  # tables: of each a group of rows is in memory


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
    """The tables in one form, each a file or, where it is large, a folder of parts, written in one pass over its rows.

    The tables are compared as values, so such a file is never stale by itself.
    """

    form: str
    write_table: Callable[[Edition, str, Path], None]

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return the paths of each table; the form is the folder's name and the ending."""
        return tuple(path for name in edition.tables for path in edition.files(name, self.form))

    def write(self, edition: Edition, folder: Path) -> None:
        """Write the tables, the largest first, two at a time: nearly all of it is done outside of Python."""
        (folder / self.form).mkdir()
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            names = sorted(edition.tables, key=edition.rows.__getitem__, reverse=True)
            for done in [threads.submit(self._write, edition, name, folder) for name in names]:
                done.result()

    def _write(self, edition: Edition, name: str, folder: Path) -> None:
        paths = edition.files(name, self.form)
        if len(paths) > 1:
            (folder / paths[0]).parent.mkdir()
        self.write_table(edition, name, folder)

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
    """A text about the places, made line by line, the first of which tells the version; none without places."""

    name: str
    lines: Callable[[Edition], Iterator[str]]

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Return the text's own path."""
        return (self.name,) if "places" in edition.tables else ()

    def write(self, edition: Edition, folder: Path) -> None:
        """Write the text."""
        for path in self.paths(edition):
            before = standing(edition, edition.gazetteer(), (path,))
            write_lines(folder / path, _again(before[0], self.lines(edition)) if before else self.lines(edition))

    def stale(self, edition: Edition, published: Path) -> bool:
        """Whether the published text says something else."""
        return any(_differ(published / path, self.lines(edition)) for path in self.paths(edition))


def _again(before: Path, lines: Iterator[str]) -> Iterator[str]:
    """Yield the first of the lines, and those after it as they stand in a file."""
    with before.open(encoding="utf-8", newline="\n") as file:
        file.readline()
        yield next(lines)
        yield from file


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
            before = standing(edition, edition.gazetteer(), (path,))
            if before:
                copyfile(before[0], folder / path)
            else:
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
    TableFiles("parquet", parquetfiles.write),
    TableFiles("csv", csvfiles.write),
    PlaceLines(linkedplaces.FILE.path, linkedplaces.lines),
    PlaceTable(geoparquet.FILE.path, lambda edition: geoparquet.table(edition.gazetteer()), ("place_id",)),
    ChangeFiles(),
    Page(card.NAME, lambda edition, folder: card.card(edition)),
    Page(citation.NAME, lambda edition, folder: citation.citation(edition)),
    Page(croissant.NAME, croissant.croissant, croissant.matter),
    Page(schemaorg.NAME, schemaorg.dataset, schemaorg.matter),
    Page(descriptor.NAME, descriptor.descriptor, descriptor.matter),
    Page(file.NAME, page.page, page.matter),
)
