"""The gazetteer's tables in, a document in Linked Places Format 1.2 out, a line a place.

The format is GeoJSON with names, types, links and relations in time (github.com/LinkedPasts/linked-places-format); the
World Historical Gazetteer takes it, and every program that reads GeoJSON shows it. What the format has no word for
(tradition and kind of a name, system of a relation) stands beside its words under the names of our own columns, so
that the rows of the three tables can be made again from the document.

An identifier is a URN of the dataset's name and the place_id: an identifier and no address, because there is none that
could be promised to stay. The World Historical Gazetteer gives each place a page of its own.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.publish import facts
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.entries import FOLDER, Entry, File, Row, entries
from karabakh.flows.publish.timespans import UNDATED, when
from karabakh.flows.publish.vocabularies import AAT, FEATURE_CLASS, RELATION, REPLACED
from karabakh.schemas import codes

FILE: Final = File(
    name="gazetteer-linked-places",
    path=f"{FOLDER}/gazetteer.geojson",
    title="Gazetteer (Linked Places Format)",
    description="The rows of places, place_names and place_links as Linked Places Format 1.2, which is GeoJSON and "
    "JSON-LD: what the World Historical Gazetteer takes and any program that reads GeoJSON shows.",
    format="geojson",
    mediatype="application/geo+json",
)
URN: Final = f"urn:{facts.NAME}:"
CONTEXT: Final = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

_CREDITS: Final = "; ".join(f"{title} ({address}, {licence})" for title, address, licence, _ in facts.SOURCES)
_ABOUT: Final = (
    "Every name that a place has or had, in every naming tradition, in alphabetical order; none ranks above another, "
    "and title is a label that a mechanical rule chooses. country is the code of the recognised state, and ccodes the "
    "same where the format takes it. A relation is what the system of administration that it names has, or had, and "
    "no verdict. An end of a timespan that is not known has what follows from the other. "
    f"By {facts.CONTRIBUTORS}, under CC BY 4.0, with facts from: {_CREDITS}."
)
_AUTHORITY: Final = {"geonames": "https://sws.geonames.org/{}/", "wikidata": "http://www.wikidata.org/entity/{}"}
_YEAR: Final = re.compile(r"[ (_]((?:1[0-9]|20)[0-9]{2})\)?\Z")  # at the end of the name of a source
_UNLISTED: Final = frozenset({"GS", "PS", "TW", "XK"})  # codes that the format's schema does not take
_IDENTIFIER: Final = re.compile(r"Q?[1-9][0-9]*")

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))

# Shown raw, these would change how the text around them reads; JSON has another way to write them.
_HIDDEN: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def lines(edition: Edition) -> Iterator[str]:
    """Yield the lines of the document, each with its line feed."""
    head = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "title": f"{facts.NAME} {edition.version}: gazetteer",
        "license": facts.LICENCE["path"],
        "descriptions": [{"value": _ABOUT, "lang": "en"}],
    }
    yield f"{_json(head)[:-1]},\n"
    yield '"features":[\n'
    some = map(_json, features(edition.gazetteer()))
    line = next(some, None)
    while line is not None:
        following = next(some, None)
        yield f"{line}\n" if following is None else f"{line},\n"
        line = following
    yield "]}\n"


def features(tables: Mapping[str, pa.Table]) -> Iterator[dict[str, Any]]:
    """Yield a feature for each place."""
    places = tables["places"]
    labels = dict(zip(places["place_id"].to_pylist(), places["label"].to_pylist(), strict=True))
    for entry in entries(tables):
        yield _feature(entry, labels)


def _json(value: Any) -> str:
    text = _ENCODER.encode(value)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _feature(entry: Entry, labels: Mapping[str, str]) -> dict[str, Any]:
    place = entry.place
    names = [_name(row) for row in entry.names]
    relations = [*_replaced(place, labels), *(_relation(row, labels) for row in entry.links)]
    dated = any("when" in part for part in (*names, *relations))
    note = [{"value": place["note"], "lang": "en"}] if place["note"] is not None else []
    return {
        "@id": URN + place["place_id"],
        "type": "Feature",
        "properties": _properties(place),
        **({} if dated else {"when": UNDATED}),
        "names": names,
        "types": [_type(place["type"])],
        "geometry": _geometry(place),
        **_given(links=list(_links(place)), relations=relations, descriptions=note),
    }


def _given(**members: Any) -> dict[str, Any]:
    """Return the members that have something in them."""
    return {name: value for name, value in members.items() if value}


def _properties(place: Row) -> dict[str, Any]:
    country, feature_class = place["country"], FEATURE_CLASS.get(place["type"])
    return {
        "title": place["label"],
        **_given(
            ccodes=[country] if country and country not in _UNLISTED else [],
            fclasses=[feature_class] if feature_class else [],
        ),
        **{name: place[name] for name in ("place_id", "type", "tier", "country", "label_source")},
    }


def _name(row: Row) -> dict[str, Any]:
    return {
        "toponym": row["name"],
        "lang": row["language"],
        "tradition": row["tradition"],
        "kind": row["kind"],
        **_given(ambiguous=row["ambiguous"], when=when(row["valid_from"], row["valid_to"])),
        "citations": _citations(row["source"]),
    }


def _citations(source: str) -> list[dict[str, str]]:
    """Return a source, or several joined by a semicolon, as the format cites them: a label, its address, its year.

    >>> _citations("UN S/RES/822 (1993); geonames:585226")[1]
    {'label': 'geonames:585226', '@id': 'https://sws.geonames.org/585226/'}
    """
    return [_citation(label) for label in source.split("; ")]


@lru_cache(maxsize=4096)  # one source has many names
def _citation(label: str) -> dict[str, str]:
    authority, _, identifier = label.partition(":")
    year = _YEAR.search(label)
    found = {"label": label, **_given(year=year[1] if year else None)}
    if authority in _AUTHORITY and _IDENTIFIER.fullmatch(identifier):
        found["@id"] = _AUTHORITY[authority].format(identifier)
    return found


def _type(code: str) -> dict[str, Any]:
    label = code.replace("_", " ")
    identifier = {"identifier": f"aat:{AAT[code]}"} if code in AAT else {}
    return {**identifier, "label": label, "sourceLabels": [{"label": label, "lang": "en"}]}


def _geometry(place: Row) -> dict[str, Any] | None:
    if place["lat"] is None:
        return None
    point: dict[str, Any] = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    return {**point, **_given(citations=_citations(place["location_source"]) if place["location_source"] else [])}


def _links(place: Row) -> Iterator[dict[str, str]]:
    """Yield the same place elsewhere: exactly the same only where the place was taken from there."""
    taken = place["place_id"].startswith("G")
    if place["geonames_id"] is not None:
        address = _AUTHORITY["geonames"].format(place["geonames_id"])
        yield {"type": "exactMatch" if taken else "closeMatch", "identifier": address}
    if place["wikidata_id"] is not None:
        yield {"type": "closeMatch", "identifier": _AUTHORITY["wikidata"].format(place["wikidata_id"])}


def _relation(row: Row, labels: Mapping[str, str]) -> dict[str, Any]:
    term, words = RELATION[row["relation"]]
    other, system = row["other_id"], row["system"]
    administration = f" ({codes.SYSTEM[system].removeprefix('The ').removesuffix('.')})" if system else ""
    return {
        "relationType": term,
        "relationTo": URN + other,
        "label": f"{words} {labels.get(other, other)}{administration}",
        **_given(system=system, when=when(row["valid_from"], row["valid_to"])),
        "citations": _citations(row["source"]),
    }


def _replaced(place: Row, labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    other = place["replaced_by"]
    if other is not None:
        term, words = REPLACED
        yield {"relationType": term, "relationTo": URN + other, "label": f"{words} {labels.get(other, other)}"}
