"""The three gazetteer CSV files in, one checked ``Gazetteer`` out."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from karabakh.flows.errors import DataError

FILES = {
    "places.csv": ("place_id", "label", "type", "lat", "lon", "country", "geonames_id", "wikidata_id", "tier"),
    "place_names.csv": ("place_id", "name", "language", "tradition", "kind", "valid_from", "valid_to"),
    "place_links.csv": ("place_id", "relation", "other_id", "system", "valid_from", "valid_to"),
}
TIERS = ("core", "tail", "world")


class GazetteerError(DataError, ValueError):
    """A gazetteer file is missing or wrong; the message names the file, row and column."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place, equal to itself alone; ``lat`` and ``lon`` in degrees, None where no source confirms them."""

    place_id: str
    label: str
    type: str
    lat: float | None
    lon: float | None
    country: str | None
    tier: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """One of a place's names, as some tradition writes it in some language."""

    place_id: str
    name: str
    language: str
    tradition: str
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of one place to another."""

    place_id: str
    relation: str
    other_id: str


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places by id, their names and links; ``checksum`` (SHA-256, hex) changes with any byte of the files."""

    places: dict[str, Place]
    names: tuple[Name, ...]
    links: tuple[Link, ...]
    checksum: str

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of each place, by id."""
        return {place_id: place.type for place_id, place in self.places.items()}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each place, by id."""
        return {place_id: place.label for place_id, place in self.places.items()}


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Read the gazetteer in ``folder``, or the packaged one.

    Raises GazetteerError, naming file, row and column, where a file or column is missing or a value makes no sense.
    """
    return _parse(*(_read(folder, name) for name in FILES))


@lru_cache(maxsize=4)
def _parse(*contents: bytes) -> Gazetteer:
    """Build the gazetteer from the files' bytes; the same bytes are the same object, once a process."""
    content = dict(zip(FILES, contents, strict=True))
    places: dict[str, Place] = {}
    for row, cells in _rows("places.csv", content):
        place = _place(cells, row)
        if place.place_id in places:
            raise _error("places.csv", row, "place_id", place.place_id, "an id that no other row has")
        places[place.place_id] = place
    names = tuple(_name(cells, row, places) for row, cells in _rows("place_names.csv", content))
    links = tuple(_link(cells, row, places) for row, cells in _rows("place_links.csv", content))
    checksum = hashlib.sha256(b"\0".join(contents)).hexdigest()
    return Gazetteer(places, names, links, checksum)


def _read(folder: Path | None, name: str) -> bytes:
    source = files("karabakh.seeds") / name if folder is None else Path(folder) / name
    try:
        return source.read_bytes()
    except OSError as error:
        raise GazetteerError(f"{name}: cannot be read ({error.strerror or error})") from error


def _rows(name: str, content: dict[str, bytes]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each record with the line its row ends on, for messages."""
    try:
        reader = csv.reader(io.StringIO(content[name].decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        missing = [column for column in FILES[name] if column not in header]
        if missing:
            raise GazetteerError(f"{name} row 1: column {missing[0]} is missing")
        for row in filter(None, reader):
            if len(row) != len(header):
                raise GazetteerError(f"{name} row {reader.line_num}: not {len(header)} columns")
            cells = [_plain(cell) if cell[:1] == "'" else cell for cell in row]
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{name}: byte {error.start} is not UTF-8") from error
    except csv.Error as error:
        raise GazetteerError(f"{name}: {error}") from error


def _plain(cell: str) -> str:
    """Undo the quote that guards a cell, which begins with it, against being run by a spreadsheet."""
    return cell[1:] if cell[1:2] in {"=", "+", "-", "@", "\t", "\r", "'"} else cell


def _error(file: str, row: int, column: str, value: str, right: str) -> GazetteerError:
    return GazetteerError(f"{file} row {row} column {column}: {value!r} is not {right}")


def _place(cells: dict[str, str], row: int) -> Place:
    for column in ("place_id", "label", "type"):
        if not cells[column].strip():
            raise _error("places.csv", row, column, cells[column], "a value; the column is required")
    if cells["tier"] not in TIERS:
        raise _error("places.csv", row, "tier", cells["tier"], f"one of {', '.join(TIERS)}")
    lat, lon = (_degrees(cells, row, column, limit) for column, limit in (("lat", 90.0), ("lon", 180.0)))
    return Place(cells["place_id"], cells["label"], cells["type"], lat, lon, cells["country"] or None, cells["tier"],
                 cells.get("replaced_by") or None)  # fmt: skip


def _degrees(cells: dict[str, str], row: int, column: str, limit: float) -> float | None:
    if not cells[column]:
        return None
    try:
        value = float(cells[column])
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise _error("places.csv", row, column, cells[column], f"a number of degrees from -{limit:g} to {limit:g}")
    return value


def _known(file: str, cells: dict[str, str], row: int, column: str, places: dict[str, Place]) -> str:
    if cells[column] not in places:
        raise _error(file, row, column, cells[column], "an id of places.csv")
    return cells[column]


def _name(cells: dict[str, str], row: int, places: dict[str, Place]) -> Name:
    place_id = _known("place_names.csv", cells, row, "place_id", places)
    for column in ("name", "language", "tradition", "kind"):
        if not cells[column].strip():
            raise _error("place_names.csv", row, column, cells[column], "a value; the column is required")
    return Name(place_id, cells["name"], cells["language"], cells["tradition"], cells["kind"])


def _link(cells: dict[str, str], row: int, places: dict[str, Place]) -> Link:
    place_id = _known("place_links.csv", cells, row, "place_id", places)
    return Link(place_id, cells["relation"], _known("place_links.csv", cells, row, "other_id", places))
