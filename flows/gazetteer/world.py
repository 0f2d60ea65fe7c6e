"""The gazetteer's files and two packages in; the files with the world tier's states and cities as these have them out.

Only rows whose source is one of the packages, of places that they have, are written anew: names from CLDR and GeoNames
of states and cities of the world tier. What people wrote (another source, another place) stays and goes before: a name
that stands there by hand is not written a second time. Identifiers stay; new places get the next free number.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from karabakh.flows.errors import DataError
from karabakh.flows.gazetteer.atlas import ENGLISH, LOCALES, Atlas, City
from karabakh.flows.gazetteer.naming import AZERBAIJANI, AZERBAIJANI_CYRILLIC, RUSSIAN, script_of
from karabakh.flows.gazetteer.rows import COLUMNS, KEYS, Row, Rows, degrees, mark_ambiguous, read_rows, row, written
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish.durable import replace_text

LARGE = 5_000_000  # inhabitants from which a city is taken without being listed
SHORTEST = 5  # letters of a Latin name that is not the English one
FOREIGN = re.compile(r"[()&/,]| - |\d")  # glosses and joined names that no text has
TRADITIONS = {"az-Cyrl": "azerbaijani", "az-Latn": "azerbaijani", "en": "international", "fa": "persian",
              "hy": "armenian", "ru": "russian_soviet", "tr": "turkish"}  # fmt: skip
SCRIPTS = {"az-Cyrl": "CYRILLIC", "fa": "ARABIC", "hy": "ARMENIAN", "ru": "CYRILLIC"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of cities.csv: a city to take or to leave out, and the English names that are taken of GeoNames' many."""

    geonames_id: str
    name: str
    take: bool
    names: tuple[str, ...]
    historical: tuple[str, ...]


def rebuild(folder: Path, *, write: bool = True) -> list[str]:
    """Rewrite the world tier of the gazetteer in ``folder``; return what changes, a line a row, in order.

    Raises CallError where a package is missing, DataError where cities.csv names what GeoNames does not have, and
    GazetteerError where the folder is no valid gazetteer before or after.
    """
    gazetteer_tables(folder)
    before = read_rows(folder)
    after = world(before, Atlas())
    changes = list(_changes(before, after))
    if write and changes:
        for name in COLUMNS:
            replace_text(folder / f"{name}.csv", written(name, after[name]))
        gazetteer_tables(folder)
    return changes


def world(rows: Rows, atlas: Atlas) -> Rows:
    """Return the rows with the world tier's states and cities as the packages have them."""
    places = {one["place_id"]: dict(one) for one in rows["places"]}
    built = _Builder(places, atlas)
    built.add_states()
    built.add_cities()
    names = [dict(one) for one in rows["place_names"] if not built.owns(one)]
    by_hand = {tuple(one[column] for column in KEYS["place_names"][:4]) for one in names}
    fresh = [one for one in built.names if tuple(one[column] for column in KEYS["place_names"][:4]) not in by_hand]
    names += list(_left(fresh, names))
    _restore(names, rows["place_names"])
    mark_ambiguous(names)
    return {"places": list(places.values()), "place_names": names, "place_links": rows["place_links"]}


class _Builder:
    """Places as they are to be, and the names that the packages give them."""

    def __init__(self, places: dict[str, Row], atlas: Atlas) -> None:
        self.places, self.atlas = places, atlas
        self.names: list[Row] = []
        self.of_states: set[str] = set()
        self.of_cities: set[str] = set()
        self._by_geonames = {one["geonames_id"]: place_id for place_id, one in places.items() if one["geonames_id"]}
        self._next = max((int(place[1:]) for place in places if place.startswith("K")), default=0)

    def owns(self, name: Row) -> bool:
        """Whether a name's row is the packages' to write."""
        if name["place_id"] in self.of_states:
            return bool(re.fullmatch(r"cldr:\d+", name["source"]))
        geonames = f"geonames:{self.places[name['place_id']]['geonames_id']}"
        return name["place_id"] in self.of_cities and bool(re.fullmatch(rf"cldr:\d+|{geonames}", name["source"]))

    def add_states(self) -> None:
        """Put in the states of states.csv, but those that a curated tier has."""
        of_code = {one["country"]: one for one in self.places.values() if one["type"] == "country"}
        for code in sorted(one["code"] for one in _table("states.csv")):
            there = of_code.get(code)
            if there and there["tier"] != "world":
                continue
            label = self.atlas.state_names(ENGLISH)[code]
            known = {"label": label, "country": code, "geonames_id": self.atlas.state(code), "type": "country",
                     "tier": "world", "label_source": self.atlas.cldr}  # fmt: skip
            place = self._put(there["place_id"] if there else None, known)
            self.of_states.add(place)
            self._name(place, label, ENGLISH, "official", self.atlas.cldr)
            for language in LOCALES:
                kind = self._kind(language, code)
                self._name(place, self.atlas.state_names(language).get(code, ""), language, kind, self.atlas.cldr)

    def add_cities(self) -> None:
        """Put in the capitals, the large cities and those of cities.csv."""
        exemplars = {language: self.atlas.exemplars(language) for language in LOCALES}
        for city, listed in self._selected():
            there = self._by_geonames.get(city.geonames_id)
            if there and self.places[there]["tier"] != "world":
                continue
            source = f"geonames:{city.geonames_id}"
            known = {"label": city.name, "type": "city", "lat": degrees(city.lat), "lon": degrees(city.lon),
                     "country": city.country, "geonames_id": city.geonames_id, "tier": "world", "label_source": source,
                     "location_source": source}  # fmt: skip
            place = self._put(there, known)
            self.of_cities.add(place)
            english = [city.name, *(listed.names if listed else ()), *(listed.historical if listed else ())]
            for name in english:
                kind = "historical" if listed and name in listed.historical else "press"
                self._name(place, name, ENGLISH, kind, source)
            for language, names in exemplars.items():
                found = next((names[city.country, name] for name in english if (city.country, name) in names), "")
                self._name(place, found, language, self._kind(language), self.atlas.cldr)

    def _kind(self, language: str, state: str = "") -> str:
        if language == "az-Cyrl":  # the script went out of use
            return "historical"
        return "official" if state and language.split("-")[0] in self.atlas.official(state) else "press"

    def _selected(self) -> Iterator[tuple[City, Listed | None]]:
        listed = _cities()
        for one in listed.values():
            _check(one, self.atlas.cities)
        capitals = {self.atlas.capital(one["code"]) for one in _table("states.csv")}
        large = {city.geonames_id for city in self.atlas.cities.values() if city.population >= LARGE}
        chosen = {*large, *(capital for capital in capitals if capital), *listed}
        for geonames_id in sorted(chosen, key=int):
            row_of = listed.get(geonames_id)
            if not row_of or row_of.take:
                yield self.atlas.cities[geonames_id], row_of

    def _put(self, place: str | None, known: dict[str, str]) -> str:
        """Write what is known of a place into its row, or make one with the next number."""
        if place is None:
            self._next += 1
            place = f"K{self._next:04d}"
            self.places[place] = row("places", {"place_id": place})
        self.places[place].update(known)
        return place

    def _name(self, place: str, name: str, language: str, kind: str, source: str) -> None:
        cells = {"place_id": place, "name": name, "language": language, "tradition": TRADITIONS[language], "kind": kind,
                 "source": source, "ambiguous": "false"}  # fmt: skip
        if name:
            self.names.append(row("place_names", cells))


def _left(fresh: list[Row], by_hand: list[Row]) -> Iterator[Row]:
    """Yield the names that are safe to look for: the English ones, which are chosen, and others that are as safe.

    Tunis in Azerbaijani is the country too; who writes Tunis in English means the city.
    """
    english: dict[str, set[bytes]] = defaultdict(set)
    others: dict[bytes, set[str]] = defaultdict(set)
    for one in [*by_hand, *(one for one in fresh if one["language"] == ENGLISH)]:
        others[fold_name(one["name"])].add(one["place_id"])
        if one["language"] == ENGLISH:
            english[one["place_id"]].add(fold_name(one["name"]))
    for one in fresh:
        form = fold_name(one["name"])
        if one["language"] == ENGLISH or (
            _is_sound(one)
            and (form in english[one["place_id"]] or _is_long(one))
            and others[form] <= {one["place_id"]}
            and form not in _unwanted()
        ):
            yield one


def _is_sound(name: Row) -> bool:
    """Whether a name is written in its language's letters, without a gloss."""
    letters = {char for char in name["name"].replace("İ", "i").lower() if char.isalpha()}
    alphabets = {"az-Latn": AZERBAIJANI, "ru": RUSSIAN, "az-Cyrl": AZERBAIJANI_CYRILLIC}
    if not letters <= alphabets.get(name["language"], letters) or FOREIGN.search(name["name"]):
        return False
    return script_of(name["name"]) == SCRIPTS.get(name["language"], "LATIN")


def _is_long(name: Row) -> bool:
    return name["language"] in SCRIPTS or sum(char.isalpha() for char in name["name"]) >= SHORTEST


def _restore(names: list[Row], before: list[Row]) -> None:
    """Let names keep that they are also something else's, which no package says."""
    marked = {fold_name(one["name"]) for one in before if one["ambiguous"] == "true"}
    for one in names:
        if fold_name(one["name"]) in marked:
            one["ambiguous"] = "true"


def _check(one: Listed, cities: dict[str, City]) -> None:
    city = cities.get(one.geonames_id)
    if not city or city.name != one.name:
        said = f"has {city.name!r} for it" if city else "does not have it"
        raise DataError(f"cities.csv geonames_id {one.geonames_id} column name: {one.name!r}, but GeoNames {said}")
    unknown = [name for name in (*one.names, *one.historical) if name not in city.alternates]
    if unknown:
        raise DataError(f"cities.csv geonames_id {one.geonames_id}: {unknown[0]!r} is no name of it in GeoNames; "
                        "write it into place_names.csv by hand, with its source")  # fmt: skip


def _changes(before: Rows, after: Rows) -> Iterator[str]:
    for name in COLUMNS:
        old, new = (Counter(tuple(one.values()) for one in rows[name]) for rows in (before, after))
        for sign, rows in (("-", old - new), ("+", new - old)):
            yield from (f"{sign} {name}: {','.join(cells)}" for cells in sorted(rows.elements()))


@cache
def _cities() -> dict[str, Listed]:
    return {
        one["geonames_id"]: Listed(one["geonames_id"], one["name"], one["take"] == "yes",
                                   *(tuple(filter(None, one[column].split("|"))) for column in ("names", "historical")))
        for one in _table("cities.csv")
    }  # fmt: skip


@cache
def _unwanted() -> frozenset[bytes]:
    return frozenset(fold_name(one["name"]) for one in _table("left_out.csv"))


def _table(name: str) -> list[Row]:
    return list(csv.DictReader((files("karabakh.flows.gazetteer") / name).read_text("utf-8").splitlines()))
