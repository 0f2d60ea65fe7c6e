"""A name, what the words around it say and the document's other places in; which place it is out."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karabakh.flows.places.contexts import SETTLEMENTS
from karabakh.flows.places.cues import Cue
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.gazetteer import Place
from karabakh.flows.places.index import REGIONS, Entry, Index, Row

# What a bare name means, first to last: a country, else the town, else the region or state, else the village; lines and
# areas last. No village has the name of a wide region or a state by chance: the other is far more often meant.
BARE = {"country": 0, "continent": 0, "city": 1, "town": 1, "region": 2, "de_facto_state": 3, "historic_state": 4,
        "village": 5, "province": 6, "district": 7}  # fmt: skip
LAST = 8
AREAS = frozenset({"district", "province", "historic_state"})  # their designator is part of the name: Lachin district
WIDE = frozenset({"country", "continent", "historic_state", "sea"})  # too wide to tell one village from another
HEIGHTS = frozenset({"height", "heights"})  # every village has some: "X heights" is no "X Mountains"
NEARER = 0.5  # a homonym is taken as meant if it lies at most so far off as the next nearest, in parts of its distance


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a name means: one place or several; ``cue`` chose it, or ``near`` or nothing but the default."""

    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    cue: Cue | None = None
    near: str | None = None
    homonyms: int = 1  # places that bear the name


def read(entry: Entry, own: Sequence[Cue], listed: Cue | None, index: Index) -> Reading | None:
    """Choose among the places that bear a name; None where the name alone names none.

    Cues at the name itself go before those of its list; two of its own that contradict each other leave both.
    """
    chosen = [(cue, rows) for cue in own if (rows := _meant(entry, cue, index))]
    if not chosen and listed and (rows := _meant(entry, listed, index)):
        chosen = [(listed, rows)]
    if not chosen:
        return bare(entry, index)
    cue, rows = chosen[0]
    if len(chosen) > 1 and _contradict(chosen[0], chosen[1]):
        rows += chosen[1][1]
        return Reading(_places(rows), rows, cue, homonyms=2)
    rows = _first(rows)
    return Reading(_places(rows), rows, cue, homonyms=len({*entry.places(), *(row.place.place_id for row in rows)}))


def bare(entry: Entry, index: Index) -> Reading | None:
    """Return what the name means with no word to choose by, worked out once for each name."""
    if entry.form not in index.bare:
        rows = _first([row for row in entry.rows if not row.derived])
        homonyms = len(entry.places(derived=False))
        index.bare[entry.form] = Reading(_places(rows), rows, homonyms=homonyms) if rows else None
    found: Reading | None = index.bare[entry.form]
    return found


def as_elsewhere(entry: Entry, places: Sequence[Place], index: Index) -> Reading | None:
    """Return the reading as one of ``places``, which the text means elsewhere by the bare name."""
    rows = [*entry.rows, *index.kin(entry)]
    found = tuple(row for row in rows if row.place in places)
    near = "as elsewhere in the text"
    return Reading(_places(found), found, near=near, homonyms=2) if found else None


def beside_regions(entry: Entry, others: Sequence[Reading], index: Index) -> Reading | None:
    """Return the reading as a region where the others of its list are regions: "Zangezur and Nakhchivan"."""
    if not others or not all(_types(other) <= REGIONS for other in others):
        return None
    rows = tuple(row for row in entry.rows if row.place.type in REGIONS and not row.derived)
    near = "as the regions of its list"
    return Reading(_places(rows), rows, near=near, homonyms=len(entry.places()))


def _types(reading: Reading) -> set[str]:
    return {place.type for place in reading.places}


def _contradict(one: tuple[Cue, tuple[Row, ...]], other: tuple[Cue, tuple[Row, ...]]) -> bool:
    """Whether two cues mean different places: "the town of Lachin district"."""
    return not {row.place.place_id for row in one[1]} & {row.place.place_id for row in other[1]}


def _meant(entry: Entry, cue: Cue, index: Index) -> tuple[Row, ...]:
    """Return the readings that a cue allows; of other names of the same places if the name itself has none.

    Of several, those whose name is written out so ("X Province"), else what the bare name means, else the kind that
    the word most often means.
    """
    whole = index.by_form.get(entry.form + b" " + fold_name(cue.word)) if cue.beside > 0 else None
    for rows in (entry.rows, tuple(index.kin(entry))):
        named = [row for row in rows if whole and row.place.place_id in whole.places()]
        found = named or [row for row in rows if row.sense in cue.senses and not (row.derived and cue.word in HEIGHTS)]
        if found:
            usual = default_place(entry, index)
            best = min(_likelihood(cue, row) for row in found)
            likely = [row for row in found if _likelihood(cue, row) == best]
            return tuple(named or [row for row in found if row.place.place_id == usual] or likely)
    return ()


def _likelihood(cue: Cue, row: Row) -> int:
    settlement = row.place.type in SETTLEMENTS
    return 0 if settlement else cue.senses.index(row.sense) if row.sense in cue.senses else len(cue.senses)


def _rank(row: Row) -> tuple[bool, int]:
    return row.place.tier == "tail", BARE.get(row.place.type, LAST)


def _first(rows: Sequence[Row]) -> tuple[Row, ...]:
    best = min((_rank(row) for row in rows), default=None)
    return tuple(row for row in rows if _rank(row) == best)


def _places(rows: Iterable[Row]) -> tuple[Place, ...]:
    return tuple(place for _, place in sorted({row.place.place_id: row.place for row in rows}.items()))


def default_place(entry: Entry, index: Index) -> str | None:
    """Return the one place that the bare name means, None where it is none or several."""
    reading = bare(entry, index)
    return reading.places[0].place_id if reading and len(reading.places) == 1 else None


def settle(reading: Reading, *contexts: Sequence[Place]) -> Reading:
    """Choose between homonyms by the other places of the sentence, then of the document: the one that lies nearest.

    An area and a settlement are left: cues that contradict each other named them.
    """
    if len({place.type in AREAS for place in reading.places}) > 1:
        return reading
    for context in contexts:
        others = [place for place in context if place not in reading.places]
        nearest = _nearest(reading.places, [place for place in others if place.type not in WIDE])
        nearest = nearest or _of_country(reading.places, others)
        if nearest:
            place, by = nearest
            rows = tuple(row for row in reading.rows if row.place == place)
            return Reading((place,), rows, reading.cue, by, reading.homonyms)
    return reading


def _nearest(places: Sequence[Place], others: Sequence[Place]) -> tuple[Place, str] | None:
    """Return the place that lies clearly nearer than its homonyms to one of the others, and why."""
    reach = sorted((_km(place, other), place.place_id, other.label) for place in places for other in others)
    if not reach or math.isinf(reach[0][0]):
        return None
    km, place_id, label = reach[0]
    if any(place != place_id and other < km / NEARER for other, place, _ in reach):
        return None
    return next(place for place in places if place.place_id == place_id), f"nearest to {label}"


def _of_country(places: Sequence[Place], others: Sequence[Place]) -> tuple[Place, str] | None:
    countries = {place.country for place in others if place.country}
    found = [place for place in places if place.country in countries]
    return (found[0], f"in {found[0].country}, which is named") if len(found) == 1 else None


def _km(one: Place, other: Place) -> float:
    """Return the distance on a plane tangent between the two, kilometres; infinite where a coordinate is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    north, east = one.lat - other.lat, (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 111.2 * math.hypot(north, east)
