"""The gazetteer and what was counted of each place in, the page's table of places out: those that the version names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np

from karabakh.flows.page.budget import DETAILS_BYTES, NAMES, PLACES_BYTES, YEARS
from karabakh.flows.page.jsontext import fitting, size, sizes
from karabakh.flows.page.languages import alphabetical, labels
from karabakh.flows.page.leftout import LeftOut
from karabakh.flows.page.mentioned import Mentioned
from karabakh.flows.page.numbering import Numbering, Numbers
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.tally import COUNT, Tally
from karabakh.flows.page.within import Within
from karabakh.flows.publish.edition import Edition

BASIC: Final = ("id", "label", "type", "country", "lat", "lon", "mentions", "documents", "traditions")
DETAILS: Final = ("labels", "names", "within", "by_year")
COLUMNS: Final = (*BASIC, *DETAILS, "top_documents")
_NAME: Final = ("name", "language", "tradition", "kind", "valid_from", "valid_to")
_DIGITS: Final = 5  # of degrees: a metre
_WHY: Final = "those with most mentions come first, as many as there is room for"

Row = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """The places that a version names: their numbers in the gazetteer, those with most mentions first."""

    numbering: Numbering
    mentioned: Mentioned
    order: Numbers

    @cached_property
    def ids(self) -> list[str]:
        """The identifiers of the places, in that order."""
        ids: list[str] = self.numbering.places.take(self.order).to_pylist()
        return ids

    def index(self, shown: int) -> Numbers:
        """Return by number of the gazetteer which of the first places shown it is, -1 for none of them."""
        index = np.full(len(self.numbering.places), -1)
        index[self.order[:shown]] = np.arange(shown)
        return index


def named(numbering: Numbering, mentioned: Mentioned, others: Iterable[int]) -> Named:
    """Return the places that are mentioned, or that statements and name usage (``others``) name."""
    is_named = mentioned.mentions > 0
    is_named[sorted(set(others))] = True
    numbers: Numbers = np.flatnonzero(is_named)
    return Named(numbering, mentioned, numbers[np.argsort(-mentioned.mentions[numbers], kind="stable")])


class Places:
    """The rows of the places that a version names, made as far as there is room for them."""

    def __init__(self, edition: Edition, found: Named, uses: Mapping[tuple[int, str], int], cut: Shortener) -> None:
        tables = {name: table.to_pylist() for name, table in edition.gazetteer().items()}
        self._found, self._uses, self._cut = found, uses, cut
        self._rows: dict[str, Row] = {row["place_id"]: row for row in tables.get("places", ())}
        rows = tables.get("place_names", ())
        self._names = {place: list(some) for place, some in groupby(rows, itemgetter("place_id"))}
        self._within = Within(tables.get("place_links", ()), {place: row["label"] for place, row in self._rows.items()})
        self._traditions = _pairs(found.mentioned.by_tradition, "tradition")
        self._years = _pairs(found.mentioned.by_year, "year")

    def shown(self, left: LeftOut) -> list[Row]:
        """Return the first places, as many as fit, with details as far as these fit."""
        numbers = list(zip(self._found.order.tolist(), self._found.ids, strict=True))
        every = [self._basic(*each) for each in numbers]
        shown = every[: fitting(sizes([list(row.values()) for row in every]), PLACES_BYTES)]
        details = self._fitting(numbers[: len(shown)])
        for row, own in zip(shown, details, strict=True):
            row.update(own)
        left.tell("places", len(shown), len(every), "places", _WHY)
        names = sum(len(self._names.get(place, ())) for place in self._found.ids)
        left.tell("names of places", sum(len(row["names"]) for row in shown), names, "place_names", _WHY)
        return shown

    def names(self) -> int:
        """Return how many different names the places have."""
        return sum(len({row["name"] for row in self._names.get(place, ())}) for place in self._found.ids)

    def states(self, places: Mapping[str, str], shown: Sequence[Row]) -> dict[str, dict[str, str]]:
        """Return what states are called in each language, by their codes; of those that are no places of the page."""
        known = {row["id"] for row in shown}
        return {code: self._labels(place, {}) for code, place in sorted(places.items()) if place not in known}

    def _basic(self, number: int, place: str) -> Row:
        row, counts = self._rows.get(place, {}), self._found.mentioned
        return {
            "id": place,
            "label": self._cut.cell(row.get("label", place)),
            "type": row.get("type"),
            "country": row.get("country"),
            "lat": _degrees(row.get("lat")),
            "lon": _degrees(row.get("lon")),
            "mentions": int(counts.mentions[number]),
            "documents": int(counts.documents[number]),
            "traditions": self._traditions.get(number, []),
        }

    def _fitting(self, numbers: Sequence[tuple[int, str]]) -> Iterator[Row]:
        """Yield the details of places until there is no more room, then empty ones."""
        room = DETAILS_BYTES
        for number, place in numbers:
            details = self._details(number, place) if room > 0 else {}
            room -= size(list(details.values())) + 1
            yield details if room > 0 else {"labels": {}, "names": [], "within": [], "by_year": []}

    def _details(self, number: int, place: str) -> Row:
        names = self._names.get(place, [])
        return {
            "labels": self._labels(place, {row["name"]: self._uses.get((number, row["name"]), 0) for row in names}),
            "names": [[self._cut.cell(name), *rest] for name, *rest in _names(names)],
            "within": [self._cut.words(chain) for chain in self._within.of(place)],
            "by_year": _years(self._years.get(number, [])),
        }

    def _labels(self, place: str, uses: Mapping[str, int]) -> dict[str, str]:
        """Return what a place is called in each language; ``uses`` says how often each of its names is used."""
        row = self._rows.get(place, {})
        stands = labels(self._names.get(place, []), row.get("label", place), uses, one=row.get("type") == "country")
        return {language: self._cut.words(stands[language]) for language in sorted(stands)}


def _names(rows: Sequence[Row]) -> list[list[Any]]:
    ordered = sorted(rows, key=lambda row: (row["language"], row["tradition"], alphabetical(row["name"])))
    return [[row[name] for name in _NAME] for row in ordered[:NAMES]]


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _pairs(tally: Tally, name: str) -> dict[int, list[list[Any]]]:
    """Return for each place the values that were counted of it, and how often each; None is what is unknown."""
    found: dict[int, list[list[Any]]] = {}
    for row in tally.table().to_pylist():
        found.setdefault(row["place"], []).append([row[name], row[COUNT]])
    return found


def _years(pairs: Sequence[list[Any]]) -> list[list[Any]]:
    """Return counts by year, by decade or century where there are too many; the unknown year last.

    >>> _years([[None, 2], [1994, 3], [1992, 1]])
    [[1992, 1], [1994, 3], [None, 2]]
    """
    for step in (1, 10, 100):
        merged: dict[int | None, int] = {}
        for year, count in pairs:
            begins = None if year is None else year // step * step
            merged[begins] = merged.get(begins, 0) + count
        if len(merged) <= YEARS:
            break
    return [[year, merged[year]] for year in sorted(merged, key=lambda year: (year is None, year))]
