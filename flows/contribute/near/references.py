"""A reference to a row that is not there in, the row that may have been meant out."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.near.cells import place_id_forms
from karabakh.flows.contribute.near.words import forms, nearest, nearest_of

_MANY: Final = 200_000
"""Of more names than these the nearest is not looked for, because that takes longer than it helps."""


class Spread(NamedTuple):
    """The places of each name; as arrays the names, the least of the places of each, and whether there are several."""

    places: Mapping[str, set[str]]
    names: pa.Array
    least: pa.Array
    several: pa.Array


class Near:
    """The names and identifiers that there are, in the tables to which rows may refer."""

    def __init__(self, known: Mapping[str, pa.Table]) -> None:
        self._known = known
        self.alphabets: dict[str | None, frozenset[str]] = {}
        """The letters of languages, kept where they were asked for."""

    def names_in(self, language: str | None) -> list[str]:
        """Return the known names in a language, the labels for None."""
        if language is None:
            return [label for label in self.labels.values() if label]
        known = self._known["place_names"]
        names = known["name"].filter(pc.equal(known["language"], language))
        return [name for name in names.to_pylist() if name]

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each place, by its identifier."""
        places = self._known["places"]
        return dict(zip(places["place_id"].to_pylist(), places["label"].to_pylist(), strict=True))

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """The identifiers of the places that have a name, by the name without its case."""
        found: dict[str, set[str]] = defaultdict(set)
        for place_id, label in self.labels.items():
            found[(label or "").casefold()].add(place_id)
        names = self._known["place_names"]
        for place_id, name in zip(names["place_id"].to_pylist(), names["name"].to_pylist(), strict=True):
            found[(name or "").casefold()].add(place_id)
        return {name: sorted(ids) for name, ids in found.items()}

    @cached_property
    def spread(self) -> "Spread":
        """The names in lower case, each with the places that have it."""
        known = self._known["place_names"]
        places: dict[str, set[str]] = defaultdict(set)
        for name, place_id in zip(pc.utf8_lower(known["name"]).to_pylist(), known["place_id"].to_pylist(), strict=True):
            if name and place_id:
                places[name].add(place_id)
        return Spread(
            places,
            pa.array(list(places), pa.string()),
            pa.array([min(ids) for ids in places.values()], pa.string()),
            pa.array([len(ids) > 1 for ids in places.values()], pa.bool_()),
        )

    def name(self, word: str) -> str | None:
        """Return the known name that is nearest to a word."""
        return nearest_of(word, self._forms, 0.9)

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        return forms(name for name in self._known["place_names"]["name"].to_pylist() if name)

    def place(self, value: str, name: str | None = None) -> str | None:
        """Return the identifier of the place that a value or, if that says nothing, ``name`` may mean; None if none."""
        for form in place_id_forms(value):
            if form in self.labels:
                return form
        for word in (value, name or ""):
            ids = self.named.get(word.strip().casefold(), [])
            if ids:
                return ids[0] if len(ids) == 1 else None
        if len(value) > 2 and not any(map(str.isdigit, value)):
            ids = self.named.get((self.name(value) or "").casefold(), [])
            return ids[0] if len(ids) == 1 else None
        return _one_sign_off(value, self.labels)

    def described(self, place_id: str) -> str:
        """Return an identifier with the place's label, for a message."""
        return f"{place_id} ({self.labels[place_id]})"

    def document(self, value: str) -> str | None:
        """Return the identifier of a document that is nearest to a value."""
        return nearest(value, self._documents, 0.9) if len(self._documents) <= _MANY else None

    @cached_property
    def _documents(self) -> Collection[str]:
        documents = self._known.get("documents")
        return [] if documents is None else [name for name in documents["document_id"].to_pylist() if name]

    def sentence(self, document_id: str | None, start: int | None) -> str | None:
        """Return where the sentence begins that holds a place of a document."""
        sentences = self._known.get("sentences")
        if sentences is None or document_id is None or start is None:
            return None
        of_document = sentences.filter(pc.equal(sentences["document_id"], document_id))["start"]
        begins = pc.max(of_document.filter(pc.less_equal(of_document, start))).as_py()
        return None if begins is None else str(begins)


def _one_sign_off(value: str, known: Collection[str]) -> str | None:
    """Return the one identifier that differs from a value in one sign, or in two that changed places."""
    from rapidfuzz.distance import DamerauLevenshtein

    near = [one for one in known if DamerauLevenshtein.distance(value, one, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def of_reference(near: Near, column: str, value: str | None, row: Mapping[str, Any]) -> str | None:
    """Return the identifier that a cell may mean which refers to no row."""
    if not value:
        return None
    if column in ("candidates", "place_ids"):
        items = [item if item in near.labels else near.place(item) for item in value.split("|")]
        return None if None in items else "|".join(map(str, items))
    if column in ("place_id", "other_id", "replaced_by"):
        name = row.get("name") if column == "place_id" else None
        return near.place(value, name if isinstance(name, str) else None)
    if column in ("document_id", "duplicate_of"):
        return near.document(value)
    if column == "sentence":
        return near.sentence(row.get("document_id"), row.get("start"))
    return None
