"""A place mention: where a text names a place, which place that is, and how both were found."""

from typing import NamedTuple

# How sure each way of finding a place is; choosing between homonyms and uncurated names cost extra.
CONFIDENCE = {
    "exact": 0.98,  # written as in the gazetteer
    "folded": 0.95,  # the same letters, other case, marks, hyphens
    "context": 0.9,  # the words around chose between several places
    "transliterated": 0.8,  # another romanisation of a known name
    "fuzzy": 0.6,  # one or two letters off a long name
}
UNSETTLED = 0.75  # factor: several places bear the name and nothing but the default chose
UNKNOWN = 0.5  # factor: several places remain
UNCURATED = 0.85  # factor: a name of the tail


class PlaceMention(NamedTuple):
    """One toponym: ``text[start:end] == surface``, code points, end exclusive.

    ``place_id`` is None where ``candidates`` remain; ``name`` is the gazetteer name that matched, ``tradition`` whose
    name it is (``shared`` where names of more than one tradition have the form); ``evidence`` says why, for people.
    """

    start: int
    end: int
    surface: str
    place_id: str | None
    candidates: tuple[str, ...]
    name: str
    tradition: str
    method: str
    confidence: float
    in_event_name: bool
    evidence: tuple[str, ...]


def confidence(method: str, *, unsettled: bool = False, unknown: bool = False, uncurated: bool = False) -> float:
    """Return how sure a mention is, 0 to 1, from the table above.

    >>> confidence("exact"), confidence("folded", unsettled=True)
    (0.98, 0.71)
    """
    value = CONFIDENCE[method]
    for applies, factor in ((unsettled, UNSETTLED), (unknown, UNKNOWN), (uncurated, UNCURATED)):
        value *= factor if applies else 1.0
    return round(value, 2)
