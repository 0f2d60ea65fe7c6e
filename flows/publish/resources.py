"""An edition in, the files of its version out, each described once: what every descriptor and the card tell of.

A table is a resource in each of its forms, of one file or of parts. Sizes and checksums are taken from the files
themselves, once a file however many descriptors give them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from karabakh.flows.publish import geoparquet, linkedplaces
from karabakh.flows.publish.checksums import sha256
from karabakh.flows.publish.edition import Edition
from karabakh.schemas import ABOUT, TABLES, codes, fields
from karabakh.schemas.fields import Table

CSV: Final = "text/csv"
_TEXTS: Final = "en"  # the language whose texts are searched
PARQUET: Final = "application/vnd.apache.parquet"
CSV_NOTE: Final = (
    "Null is an empty field. A list is joined by | (a | or \\ inside an item has a \\ before it). A text that begins "
    "with = + - @ tab, carriage return or ' has a ' before it, which is no part of the value."
)


@dataclass(frozen=True, slots=True)
class Resource:
    """What a version has as one file, or as several that make up one table.

    ``name`` is unlike that of every other resource; ``table`` is the table whose rows the files hold, if they do;
    ``excerpts`` says that they hold running text of documents, which has a licence of its own.
    """

    name: str
    paths: tuple[str, ...]
    title: str
    description: str
    format: str
    mediatype: str
    table: str | None = None
    excerpts: bool = False


class Measure(NamedTuple):
    """How large a file is, in bytes, and its SHA-256 in hexadecimal digits."""

    bytes: int
    sha256: str


def resources(edition: Edition) -> tuple[Resource, ...]:
    """Return the data of a version: the tables as CSV, as Parquet, the gazetteer in other forms, and the changes."""
    return (*of_tables(edition, "csv"), *of_tables(edition, "parquet"), *interchange(edition), *changes())


def of_tables(edition: Edition, form: str) -> Iterator[Resource]:
    """Yield the tables of an edition in one form, ``csv`` or ``parquet``, in publishing order."""
    for name in edition.tables:
        title, description = fields.title(TABLES[name]), fields.description(TABLES[name])
        paths, excerpts = edition.files(name, form), any(column.excerpt for column in fields.columns(TABLES[name]))
        if form == "csv":
            yield Resource(name, paths, title, f"{description} {CSV_NOTE}", form, CSV, name, excerpts)
        else:
            same = f"The same rows as {name}, as Parquet; the titles and descriptions of columns are inside."
            yield Resource(f"{name}-parquet", paths, f"{title} (Parquet)", same, form, PARQUET, name, excerpts)


def interchange(edition: Edition) -> tuple[Resource, ...]:
    """Return the forms in which an edition has the gazetteer for other programs."""
    made = (linkedplaces.FILE, geoparquet.FILE) if "places" in edition.tables else ()
    return tuple(
        Resource(file.name, (file.path,), file.title, file.description, file.format, file.mediatype) for file in made
    )


def changes() -> tuple[Resource, ...]:
    """Return what tells of the step from the version before."""
    return tuple(
        Resource(name, (f"{name}.parquet",), fields.title(told), fields.description(told), "parquet", PARQUET, name)
        for name, told in ABOUT.items()
    )


def described(tables: Iterable[str]) -> dict[str, type[Table]]:
    """Return the models of what a version has as tables: those of the dataset, in their order, and the changes."""
    return {name: TABLES[name] for name in tables} | ABOUT


def languages(edition: Edition) -> tuple[str, ...]:
    """Return the languages of the texts and of the names, as ISO 639-1 has them, in alphabetical order."""
    names = codes.NAME_LANGUAGE if "place_names" in edition.tables else ()
    return tuple(sorted({_TEXTS, *(tag.split("-")[0] for tag in names)}))


def measure(path: Path) -> Measure:
    """Return size and checksum of a file of a version that is being made.

    Such a file is written once. What was found is kept for as long as the file is the same one to the file system, so
    that a large file is read once and not for every descriptor.
    """
    status = path.stat()
    return _measure(path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@lru_cache(maxsize=4096)
def _measure(path: Path, inode: int, size: int, modified: int, changed: int) -> Measure:
    return Measure(size, sha256(path))
