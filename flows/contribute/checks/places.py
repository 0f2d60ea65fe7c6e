"""Contributed places in; identifiers that are taken, places that are there already, and odd locations out."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.subject import Subject
from karabakh.flows.contribute.near.words import nearest
from karabakh.schemas import patterns
from karabakh.schemas.findings import Said, Violation

NEAR_KM: Final = 10
"""How near a place of the same name must be to be taken for the same place."""
FAR_KM: Final = 100
"""How far at most from a town or a district its parts are."""
_NARROW: Final = frozenset({"city", "district", "fortress", "monastery", "quarter", "site", "town", "village"})
_FEWEST: Final = 10  # located places of a country that tell where it lies
_MARGIN: Final = 1.0  # degrees beyond the outermost of them, at least
_LISTED: Final = 5
_EARTH_KM: Final = 6371.0
COUNTRIES: Final = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a table is read more easily than a column
)
"""The codes of two letters that ISO 3166-1 assigns to countries and areas."""
_USUAL: Final = {"EL": "GR", "UK": "GB"}  # what others than ISO write


def check(subject: Subject) -> Iterator[Violation]:
    """Yield places under an identifier of another, double places, and places outside their country."""
    yield _taken(subject)
    yield _doubles(subject)
    for column in ("geonames_id", "wikidata_id"):
        yield _same_elsewhere(subject, column)
    yield _country(subject)
    yield from _location(subject)
    yield _apart(subject)


def _taken(subject: Subject) -> Violation:
    """Return the rows that give a known identifier to another place: one that is not, and was not, called so."""
    there = subject.present
    labels = subject.rows["label"]
    bad = [
        row
        for row in there.rows[~there.same].tolist()
        if (label := labels[row].as_py()) and not _is_called(subject, label, subject.cell("place_id", row))
    ]
    free = _free(subject)
    must = "place_id must be one that no other place has; a new place gets a new one"

    def say(row: int) -> Said:
        place_id = subject.cell("place_id", row)
        return Said(subject.near.described(place_id), free)

    return Violation("taken", "place_id", must, np.array(bad, dtype=np.int64), say=say)


def _is_called(subject: Subject, label: str, place_id: str) -> bool:
    if place_id in subject.near.named.get(label.casefold(), []):
        return True
    return nearest(label, [subject.near.labels.get(place_id) or ""], 0.85) is not None  # a label that is mended


def _free(subject: Subject) -> str:
    """Return the least identifier above all that are known or given."""
    ids = [*subject.near.labels, *subject.rows["place_id"].to_pylist()]
    numbers = [int(one[1:]) for one in ids if one and one[0] == "K" and one[1:].isdigit() and len(one) < 10]
    return f"K{max(numbers, default=0) + 1:04}"


def _doubles(subject: Subject) -> Violation:
    """Return the new identifiers of places that have the name of a known one, and lie near it or nobody knows where."""
    known = subject.known["places"]
    by_label: dict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(pc.utf8_lower(known["label"]).to_pylist()):
        by_label[label or ""].append(at)
    labels = pc.utf8_lower(subject.rows["label"].combine_chunks())
    group = pc.index_in(labels, value_set=pa.array(list(by_label), pa.string()))
    group = group.fill_null(-1).to_numpy(zero_copy_only=False)
    most = max(map(len, by_label.values()), default=0)
    members = np.full((len(by_label) + 1, most), -1)
    for number, places in enumerate(by_label.values()):
        members[number, : len(places)] = places
    lat, lon = _degrees(subject.rows)
    known_lat, known_lon = _degrees(known)
    twin = np.full(len(group), -1)
    for nth in range(most):
        other = members[group, nth]
        far = _kilometres(lat, lon, known_lat[other], known_lon[other]) > NEAR_KM  # false where one is not known
        same_type = _same(subject.rows["type"], known["type"], other)
        twin = np.where((twin < 0) & (group >= 0) & (other >= 0) & ~far & same_type, other, twin)
    twin[subject.present.rows] = -1
    must = f"the place may be there already: one of that name and type is, not known to be more than {NEAR_KM} km away"

    def say(row: int) -> Said:
        place_id = known["place_id"][int(twin[row])].as_py()
        return Said(subject.near.described(place_id), place_id)

    return Violation("double", "label", must, np.flatnonzero(twin >= 0), "warning", say)


def _same(values: pa.ChunkedArray, known: pa.ChunkedArray, at: Any) -> Any:
    others = known.combine_chunks().take(pa.array(np.maximum(at, 0))) if len(known) else pa.nulls(len(at), known.type)
    return pc.fill_null(pc.equal(values.combine_chunks(), others), False).to_numpy(zero_copy_only=False)


def _degrees(places: pa.Table) -> tuple[Any, Any]:
    """Return latitudes and longitudes, NaN where there are none, and one NaN more, which the position -1 finds."""
    lat, lon = (pc.fill_null(places[name], float("nan")).to_numpy() for name in ("lat", "lon"))
    lat, lon = (np.where(np.isfinite(degrees), degrees, np.nan) for degrees in (lat, lon))  # infinity is nowhere
    return np.append(lat, np.nan), np.append(lon, np.nan)


def _kilometres(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Return great-circle distances, NaN where a coordinate is; the haversine formula."""
    lat, lon = (np.where(np.isfinite(some), some, np.nan)[: len(other_lat)] for some in (lat, lon))
    north, east = np.radians(other_lat - lat), np.radians(other_lon - lon)
    half = np.sin(north / 2) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(other_lat)) * np.sin(east / 2) ** 2
    return 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def _same_elsewhere(subject: Subject, column: str) -> Violation:
    """Return the rows with the number that a known place of another identifier has elsewhere."""
    known = subject.known["places"]
    numbered = known.filter(known[column].is_valid())
    at = pc.index_in(subject.rows[column].combine_chunks(), value_set=numbered[column].combine_chunks())
    others = numbered["place_id"].combine_chunks().take(at)
    rows = subject.only_new(pc.not_equal(others, subject.rows["place_id"].combine_chunks()))
    must = f"{column} should be that of no other place"

    def say(row: int) -> Said:
        place_id = others[row].as_py()
        return Said(subject.near.described(place_id), place_id)

    return Violation("double", column, must, rows, "warning", say)


def _country(subject: Subject) -> Violation:
    """Return the places under a code that ISO 3166 gives to no country, and no known place has."""
    known = pa.array(sorted({*COUNTRIES, *subject.known["places"]["country"].to_pylist()} - {None}), pa.string())
    countries = subject.rows["country"]
    formed = pc.match_substring_regex(countries, rf"\A{patterns.COUNTRY}\z")  # of others the form is told already
    strange = pc.and_(formed, pc.invert(pc.is_in(countries, value_set=known)))

    def say(row: int) -> Said:
        return Said(None, _USUAL.get(subject.cell("country", row)))

    must = "country must be the code of a country in ISO 3166"
    return Violation("unknown_country", "country", must, subject.only_new(strange), say=say)


def _location(subject: Subject) -> Iterator[Violation]:
    """Yield the places outside the bounds of what is known of their country, those of swapped numbers apart."""
    boxes = _boxes(subject.known["places"])
    lat, lon = (values[:-1] for values in _degrees(subject.rows))
    countries = subject.rows["country"].combine_chunks()
    bad, swapped = np.zeros(len(lat), dtype=bool), np.zeros(len(lat), dtype=bool)
    for country, box in boxes.items():
        of_country = pc.fill_null(pc.equal(countries, country), False).to_numpy(zero_copy_only=False)
        outside = of_country & ~_inside(box, lat, lon) & ~np.isnan(lat) & ~np.isnan(lon)
        bad |= outside
        swapped |= outside & _inside(box, lon, lat)
    must = "lat and lon should lie in the country"

    def say(row: int) -> Said:
        box = boxes[subject.cell("country", row)]
        bounds = f"between {box[0]:.1f} and {box[1]:.1f} north, {box[2]:.1f} and {box[3]:.1f} east"
        told = (
            f"the known places of {subject.cell('country', row)} lie {bounds}; this one at {lat[row]:g}, {lon[row]:g}"
        )
        return Said(told, f"lat {lon[row]:g}, lon {lat[row]:g}" if swapped[row] else None)

    turned = "lat must be the latitude and lon the longitude: they are swapped"
    yield Violation("swapped", "lat", turned, subject.only_new(swapped), say=say)
    yield Violation("location", "lat", must, subject.only_new(bad & ~swapped), "warning", say)


def _apart(subject: Subject) -> Violation:
    """Return the places that lie far from what they are said to be part of, where that is no wide area itself."""
    known, own = subject.known["places"], subject.rows
    near = {*own["place_id"].to_pylist()} - {None}
    links = [*([subject.given["place_links"]] if "place_links" in subject.given else []), subject.known["place_links"]]
    wholes: dict[str, list[str]] = defaultdict(list)
    for table in links:
        part_of = pc.and_(
            pc.equal(table["relation"], "part_of"), pc.is_in(table["place_id"], pa.array(sorted(near), pa.string()))
        )
        some = table.filter(part_of)
        for part, whole in zip(some["place_id"].to_pylist(), some["other_id"].to_pylist(), strict=True):
            wholes[part].append(whole)
    narrow = known.filter(pc.is_in(known["type"], pa.array(sorted(_NARROW), pa.string())))
    at = {
        place: (lat, lon)
        for place, lat, lon in zip(*(narrow[name].to_pylist() for name in ("place_id", "lat", "lon")), strict=True)
        if lat is not None and lon is not None
    }
    far: dict[int, tuple[str, float]] = {}
    for row in np.flatnonzero(
        subject.new & pc.is_in(own["place_id"], pa.array(sorted(wholes), pa.string())).to_numpy()
    ).tolist():
        lat, lon = subject.cell("lat", row), subject.cell("lon", row)
        for whole in wholes[subject.cell("place_id", row)]:
            if lat is not None and lon is not None and whole in at:
                away = float(_kilometres(np.array([lat]), np.array([lon]), *map(np.atleast_1d, at[whole]))[0])
                if away > FAR_KM:
                    far[row] = whole, away
    must = f"lat and lon should lie within {FAR_KM} km of what the place is part of"

    def say(row: int) -> Said:
        whole, away = far[row]
        return Said(f"{subject.near.described(whole)} is {away:,.0f} km away")

    return Violation("location", "lat", must, np.array(sorted(far), dtype=np.int64), "warning", say)


Box = tuple[float, float, float, float]


def _boxes(known: pa.Table) -> dict[str, Box]:
    """Return south, north, west and east bounds of each country of which enough places are known."""
    lat, lon = (values[:-1] for values in _degrees(known))
    countries = np.array([country or "" for country in known["country"].to_pylist()], dtype=str)
    boxes = {}
    for country in np.unique(countries[countries != ""]).tolist():
        at = (countries == country) & ~np.isnan(lat)
        if at.sum() >= _FEWEST:
            (south, north), (west, east) = _wider(lat[at]), _wider(lon[at])
            boxes[country] = south, north, west, east
    return boxes


def _wider(degrees: Any) -> tuple[float, float]:
    least, most = float(degrees.min()), float(degrees.max())
    margin = max(_MARGIN, (most - least) / 4)
    return least - margin, most + margin


def _inside(box: Box, lat: Any, lon: Any) -> Any:
    south, north, west, east = box
    return (south <= lat) & (lat <= north) & (west <= lon) & (lon <= east)
