"""The features of a dump and the rows of a gazetteer in; the rows with the tail of other places added out.

Precision before recall: a place whose own name cannot be told from a word, a person or a place of another tier is left
out whole, because its label must be among its names.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from karabakh.flows.gazetteer.dump import Feature
from karabakh.flows.gazetteer.naming import Language, against, language, plain
from karabakh.flows.gazetteer.rows import Row, Rows, degrees, mark_ambiguous, row
from karabakh.flows.places.contexts import SETTLEMENTS
from karabakh.flows.places.fold import fold_name

NEAR = 5.0  # kilometres within which two settlements, or two of a type, of one name are one place
NEAR_LINE = 50.0  # the same for rivers and mountains, whose one point may be anywhere along them
LINES = frozenset({"river", "mountain", "valley", "lake", "reservoir"})
NEAR_AREA = 45.0  # kilometres that a place is at most away from the middle of its district
SYSTEMS = {"AM": "armenia", "AZ": "azerbaijan"}
MOST = 30  # places of the tail that one name may have
EXAMPLES = 3


@dataclass
class Tally:
    """What was taken and what was left out: how many for each reason, and the first few."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reason: str, example: str) -> None:
        """Count one more."""
        self.counts[reason] += 1
        if len(self.examples[reason]) < EXAMPLES:
            self.examples[reason].append(example)

    def lines(self) -> Iterator[str]:
        """Yield a line for each reason, the most frequent first."""
        for reason, count in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:7,}  {reason} ({', '.join(self.examples[reason])})"


@dataclass
class Imported:
    """A gazetteer with a tail, and what became of the dump's features and names."""

    rows: Rows
    taken: Tally = field(default_factory=Tally)
    places_left_out: Tally = field(default_factory=Tally)
    names_left_out: Tally = field(default_factory=Tally)


def add_tail(features: Iterable[Feature], base: Rows) -> Imported:
    """Return ``base`` with the tail places of ``features``, in any order the same."""
    done = Imported({name: [dict(one) for one in rows] for name, rows in base.items()})
    known = _Known(base)
    areas: dict[tuple[str, str, str], str] = {}
    wanted: list[Feature] = []
    for feature in features:  # what is not wanted is not kept: the dump of all countries has twelve million
        areas.update(_area(feature))
        reason = _unwanted(feature)
        if reason:
            done.places_left_out.add(reason, _told(feature))
        else:
            wanted.append(feature)
    for feature in sorted(wanted, key=lambda one: int(one.geonameid)):
        reason = known.has(feature)
        if reason:
            done.places_left_out.add(reason, _told(feature))
        else:
            _take(feature, known, done)
    _link(known, areas, done)
    mark_ambiguous(done.rows["place_names"])
    return done


class _Known:
    """The places and names there are already, by what a new one is compared with."""

    def __init__(self, base: Rows) -> None:
        self.places = {one["place_id"]: one for one in base["places"]}
        self.geonames = {one["geonames_id"]: one["place_id"] for one in base["places"] if one["geonames_id"]}
        self.spots = {(one["lat"], one["lon"]) for one in base["places"] if one["type"] in SETTLEMENTS}
        self.bearers: dict[bytes, list[Row]] = defaultdict(list)
        for name in base["place_names"]:
            self.bearers[fold_name(name["name"])].append(self.places[name["place_id"]])
        self.added: list[Feature] = []

    def has(self, feature: Feature) -> str | None:
        """Return why the place is not new: the same identifier, or name, type and spot; or None."""
        there = self.geonames.get(feature.geonameid)
        if there:
            twice = self.places[there]["tier"] == "tail" and there == f"G{feature.geonameid}"
            return "in the tail already" if twice else "in the gazetteer already, by its GeoNames identifier"
        kind = kind_of(feature)[0]
        if kind in SETTLEMENTS and (degrees(feature.lat), degrees(feature.lon)) in self.spots:
            return "on the very spot of another settlement"
        for name in (feature.name, *feature.alternates):
            for place in self.bearers.get(fold_name(plain(name)), ()):
                if _same_kind(kind, place["type"]) and _near(feature, place, kind):
                    return "in the gazetteer already, by name, type and distance"
        return None

    def taken(self, name: str) -> str | None:
        """Return why a name is some other place's before all, or None.

        Beside a cue such as "village" a place of the tail would take the mentions of that other place.
        """
        bearers = self.bearers.get(fold_name(name), ())
        tiers = {place["tier"] for place in bearers}
        if "core" in tiers:
            return "the name of a curated place, which is meant by it"
        if "world" in tiers:
            return "the name of a place elsewhere in the world"
        return "the name of too many places to tell one by" if len(bearers) >= MOST else None

    def add(self, feature: Feature, place: Row, names: Iterable[str]) -> None:
        """Remember a place of the tail."""
        self.places[place["place_id"]] = place
        self.geonames[feature.geonameid] = place["place_id"]
        if place["type"] in SETTLEMENTS:
            self.spots.add((place["lat"], place["lon"]))
        for name in names:
            self.bearers[fold_name(name)].append(place)
        self.added.append(feature)


def _unwanted(feature: Feature) -> str | None:
    """Return why a feature is no place of the tail whatever its name: its kind, or where it lies."""
    kind, reason = kind_of(feature)
    if not kind:
        return f"{feature.kind[0] or 'no class'}: {reason}"
    box = _boxes().get(feature.country)
    if not box:
        return f"no bounds are known for the country {feature.country or '(empty)'}"
    south, north, west, east = box
    if not (south <= feature.lat <= north and west <= feature.lon <= east):
        return f"outside {feature.country} ({south:g} to {north:g} north, {west:g} to {east:g} east)"
    return None


def kind_of(feature: Feature) -> tuple[str, str]:
    """Return the type of place that a feature is, empty for none, and the reason; see features.csv."""
    table = _kinds()
    unknown = ("", "a kind that the table of features does not have")
    return table.get(feature.kind) or table.get((feature.kind[0], "*"), unknown)


def _take(feature: Feature, known: _Known, done: Imported) -> None:
    label = plain(feature.name)
    reason = against(label) or known.taken(label)
    told = None if reason else language(label, feature.country, main=True)
    if not told:
        reason = reason or "in a language that its letters do not tell"
        done.places_left_out.add(f"its name is {reason}", _told(feature))
        return
    names = {label: told, **_others(feature, label, known, done)}
    place = row("places", {
        "place_id": f"G{feature.geonameid}", "label": label, "type": kind_of(feature)[0], "lat": degrees(feature.lat),
        "lon": degrees(feature.lon), "country": feature.country, "geonames_id": feature.geonameid, "tier": "tail",
        "label_source": _source(feature), "location_source": _source(feature),
    })  # fmt: skip
    done.rows["places"].append(place)
    done.rows["place_names"] += [
        row("place_names", {"place_id": place["place_id"], "name": name, **of._asdict(), "source": _source(feature)})
        for name, of in names.items()
    ]
    known.add(feature, place, names)
    done.taken.add(place["type"], _told(feature))


def _others(feature: Feature, label: str, known: _Known, done: Imported) -> dict[str, Language]:
    """Return the alternate names whose language is sure, one of a form and language."""
    found: dict[str, Language] = {}
    forms = {fold_name(label)}
    for name in sorted({plain(name) for name in feature.alternates} - {label}):
        of = language(name, feature.country, main=False)
        reason = against(name) or known.taken(name) or (None if of else "of a language that its letters do not tell")
        if of and not reason and fold_name(name) in forms:
            reason = "another writing of a name that is taken"
        if of and not reason:
            found[name] = of
            forms.add(fold_name(name))
        else:
            done.names_left_out.add(reason or "", f"{name[:40]} of G{feature.geonameid}")
    return found


def _area(feature: Feature) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the administrative code of a feature that is a division, and its GeoNames identifier."""
    if feature.kind == ("A", "ADM1") and feature.admin1:
        yield (feature.country, feature.admin1, ""), feature.geonameid
    if feature.kind == ("A", "ADM2") and feature.admin2:
        yield (feature.country, feature.admin1, feature.admin2), feature.geonameid


def _link(known: _Known, areas: dict[tuple[str, str, str], str], done: Imported) -> None:
    """Add that a place is part of the district whose code it has, if the gazetteer has that district."""
    for feature in known.added:
        place = known.places[f"G{feature.geonameid}"]
        codes = [(feature.country, feature.admin1, feature.admin2), (feature.country, feature.admin1, "")]
        found = (known.geonames.get(areas[code]) for code in codes if code[1] and code in areas)
        area = next((known.places[found_id] for found_id in found if found_id), None)
        if area and area["type"] in {"district", "province"} and _near_area(feature, area):
            link = {"place_id": place["place_id"], "relation": "part_of", "other_id": area["place_id"],
                    "system": SYSTEMS.get(feature.country, ""), "source": _source(feature)}  # fmt: skip
            done.rows["place_links"].append(row("place_links", link))


def _near_area(feature: Feature, area: Row) -> bool:
    if area["country"] != feature.country:
        return False
    return area["type"] != "district" or not area["lat"] or _km(feature, area) <= NEAR_AREA


def _near(feature: Feature, place: Row, kind: str) -> bool:
    return bool(place["lat"]) and _km(feature, place) <= (NEAR_LINE if kind in LINES else NEAR)


def _km(feature: Feature, place: Row) -> float:
    """Return the distance on a plane tangent between the two, kilometres."""
    lat, lon = float(place["lat"]), float(place["lon"])
    east = (feature.lon - lon) * math.cos(math.radians((feature.lat + lat) / 2))
    return 111.2 * math.hypot(feature.lat - lat, east)


def _same_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= SETTLEMENTS


def _source(feature: Feature) -> str:
    return f"geonames:{feature.geonameid}"


def _told(feature: Feature) -> str:
    return f"{feature.geonameid} {plain(feature.name)[:40]}"


@cache
def _kinds() -> dict[tuple[str, str], tuple[str, str]]:
    rows = _table("features.csv")
    return {(one["class"], one["code"]): (one["type"], one["reason"]) for one in rows}


@cache
def _boxes() -> dict[str, tuple[float, float, float, float]]:
    """Least and greatest latitude and longitude of each country, rounded outward."""
    return {
        one["country"]: (float(one["south"]), float(one["north"]), float(one["west"]), float(one["east"]))
        for one in _table("boxes.csv")
    }


def _table(name: str) -> list[Row]:
    return list(csv.DictReader((files("karabakh.flows.gazetteer") / name).read_text("utf-8").splitlines()))
