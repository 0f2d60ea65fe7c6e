"""The gazetteer's tables in, a GeoParquet 1.1 table out: a row a place, a point where one is known.

GeoParquet (geoparquet.org) is Parquet with a column of WKB geometries and a note of what they are, in longitude and
latitude on WGS 84 (OGC:CRS84) where the note names nothing else. Names stand in lists of texts, which GDAL reads.
"""

import json
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish.entries import FOLDER, Entry, File, Row, entries
from karabakh.schemas import TABLES, codes
from karabakh.schemas.arrow import arrow_schema

FILE: Final = File(
    name="gazetteer-geoparquet",
    path=f"{FOLDER}/gazetteer.parquet",
    title="Gazetteer (GeoParquet)",
    description="A row for each of the places, as GeoParquet 1.1: a point (WGS 84) where its position is known, its "
    "label and, as lists, its names by language and by naming tradition; for QGIS, GeoPandas and other map programs.",
    format="parquet",
    mediatype="application/vnd.apache.parquet",
)

_GEOMETRY: Final = "geometry"
_BEFORE: Final = ("place_id", "label", "type", "tier", "country")
_AFTER: Final = ("geonames_id", "wikidata_id", "label_source", "location_source", "replaced_by", "note")
_BATCH: Final = 4096  # rows that are Python objects at a time
_NO_NAMES: Final = frozenset({"adjective", "misspelling"})  # kinds that no map should show


def table(tables: Mapping[str, pa.Table]) -> pa.Table:
    """Return the places of an edition's tables with their names, and in the schema's metadata what GeoParquet wants."""
    told = {"geo": json.dumps(_geo(tables["places"]), separators=(",", ":"))}
    rows = pa.Table.from_batches(_batches(entries(tables)), _schema())
    return rows.combine_chunks().replace_schema_metadata(told)


def _batches(places: Iterator[Entry]) -> Iterator[pa.RecordBatch]:
    while some := list(islice(places, _BATCH)):
        lists = [_lists(entry) for entry in some]
        columns: dict[str, list[Any]] = {name: [entry.place[name] for entry in some] for name in (*_BEFORE, *_AFTER)}
        columns |= {name: [named.get(name, ()) for named in lists] for name in _names()}
        columns[_GEOMETRY] = [_point(entry.place) for entry in some]
        yield pa.RecordBatch.from_pydict(columns, _schema())


def _lists(entry: Entry) -> dict[str, list[str]]:
    """Return the lists of names that have something in them."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in entry.names:
        if row["kind"] not in _NO_NAMES:
            for column in _columns(row["language"], row["tradition"]):
                named[column].add(row["name"])
    return {column: sorted(names) for column, names in named.items()}


def _point(place: Row) -> bytes | None:
    """Return a point as ISO WKB: the order of bytes, the type, x and y."""
    return None if place["lat"] is None else struct.pack("<BIdd", 1, 1, place["lon"], place["lat"])


@cache
def _names() -> dict[str, tuple[str | None, str]]:
    """Return the columns of names: the language or tradition that chooses (None: any name), and what that means."""
    lists: dict[str, tuple[str | None, str]] = {"names": (None, "The names of the place")}
    for column, known in (("language", codes.NAME_LANGUAGE), ("tradition", codes.TRADITION)):
        for code, meaning in known.items():
            about = f"The names of the place that have the {column} {code} ({meaning.removesuffix('.')})"
            lists[f"names_{code.lower().replace('-', '_')}"] = (code, about)
    return lists


@cache
def _schema() -> pa.Schema:
    places = arrow_schema(TABLES["places"])
    names = [_names_field(name, about) for name, (_, about) in _names().items()]
    told = {"title": "Position", "description": "The place as a point, WKB, WGS 84; null where no source gives it."}
    before, after = ([places.field(name) for name in some] for some in (_BEFORE, _AFTER))
    return pa.schema([*before, *names, *after, pa.field(_GEOMETRY, pa.binary(), metadata=told)])


@cache
def _columns(language: str, tradition: str) -> tuple[str, ...]:
    """Return the columns that a name of a language and a tradition stands in."""
    told = {None, language, tradition}
    return tuple(name for name, (given, _) in _names().items() if given in told)


def _names_field(name: str, about: str) -> pa.Field:
    told = f"{about}, each once, in alphabetical order; adjectives and misspellings are left out."
    metadata = {"title": name.replace("_", " ").capitalize(), "description": told}
    return pa.field(name, pa.list_(pa.string()), nullable=False, metadata=metadata)


def _geo(places: pa.Table) -> dict[str, Any]:
    """Return the metadata of GeoParquet 1.1; no coordinate system named means OGC:CRS84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": []}
    if places["lat"].null_count < places.num_rows:
        ranges = [pc.min_max(places[name]).as_py() for name in ("lon", "lat")]
        column |= {"geometry_types": ["Point"], "bbox": [side[end] for end in ("min", "max") for side in ranges]}
    return {"version": "1.1.0", "primary_column": _GEOMETRY, "columns": {_GEOMETRY: column}}
