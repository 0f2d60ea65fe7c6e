"""A hit whose place is settled in, the mention that is published out."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from karabakh.flows.places.around import reach_of
from karabakh.flows.places.contexts import SETTLEMENTS
from karabakh.flows.places.cues import Cue
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.hit import Hit, Known
from karabakh.flows.places.index import Index, Row
from karabakh.flows.places.likely import is_doubtful
from karabakh.flows.places.mention import PlaceMention, confidence
from karabakh.flows.places.resolve import AREAS, Reading, default_place, read

MEMORY = 1 << 16  # written forms remembered


class Recorder:
    """Reads hits and records mentions; what follows from a name and its answer alone is worked out once."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def read(self, hit: Hit) -> None:
        """Settle what a hit means as far as the words around it tell."""
        if hit.listed or hit.spelt:
            hit.reading = read(hit.entry, hit.own, hit.listed, self.index)
            return
        memory, key = hit.answer.memory, (hit.surface, hit.entry.form)
        known = memory.get(key)
        if known is None:
            reading = read(hit.entry, hit.own, None, self.index)
            hit.reading = reading
            known = Known(reading, is_doubtful(hit), self._mention(hit, reading))
            if len(memory) < MEMORY:
                memory[key] = known
        hit.known, hit.reading, hit.doubtful = known, known.reading, known.doubtful

    def _mention(self, hit: Hit, reading: Reading | None) -> tuple[Any, ...] | None:
        """Return the columns of a mention after its surface, None where they do not follow from the answer alone."""
        if reading is None:
            return None
        alone = copy(hit)
        alone.reading, alone.event = reading, hit.answer.event
        mention = record(hit.text, alone, self.index)
        return mention[3:] if (mention.start, mention.end) == (hit.start, hit.end) else None

    def record(self, text: str, hit: Hit) -> PlaceMention:
        """Return the mention of a hit that has a reading."""
        known = hit.known
        if known and known.mention and hit.reading is known.reading and hit.event == hit.answer.event:
            surface = text[hit.start : hit.end]
            if surface == hit.surface:
                return PlaceMention(hit.start, hit.end, surface, *known.mention)
        return record(text, hit, self.index)


def record(text: str, one: Hit, index: Index) -> PlaceMention:
    """Return the mention of a hit that has a reading."""
    reading = one.reading
    if reading is None:
        raise ValueError("a hit without a reading is no mention")
    start, end = _span(one.text, one, reading, index)
    surface = text[start:end]
    rows, exact = _names(surface, one, reading, index)
    candidates = tuple(place.place_id for place in reading.places) if len(reading.places) > 1 else ()
    named = surface != one.surface and index.by_form.get(fold_name(surface)) is not None
    chosen = not candidates and not named and _chosen(one, reading, index)
    method = one.spelt or ("context" if chosen else "exact" if exact else "folded")
    return PlaceMention(
        start=start,
        end=end,
        surface=surface,
        place_id=None if candidates else reading.places[0].place_id,
        candidates=candidates,
        name=rows[0].name.name,
        tradition=_tradition(rows),
        method=method,
        confidence=confidence(
            method,
            unsettled=reading.homonyms > 1 and not chosen and not candidates,
            unknown=bool(candidates),
            uncurated=all(place.tier == "tail" for place in reading.places),
        ),
        in_event_name=one.event is not None,
        evidence=tuple(_evidence(one, reading, rows[0], method)),
    )


def _chosen(one: Hit, reading: Reading, index: Index) -> bool:
    """Whether the words around made the name mean what it does: alone it means another place, or several."""
    usual = default_place(one.entry, index)
    several = len(one.entry.places(derived=False)) > 1
    return bool(reading.near or (reading.cue and (several or reading.places[0].place_id != usual)))


def _span(text: str, one: Hit, reading: Reading, index: Index) -> tuple[int, int]:
    """Return the name's span, with the designator that selects the thing ("Lachin district", not "town of")."""
    if reading.cue and reading.cue.beside and _selects(reading.cue, one, reading, index):
        return reach_of(text, one, reading.cue.beside)
    return one.start, one.end


def _selects(cue: Cue, one: Hit, reading: Reading, index: Index) -> bool:
    if any(place.type in SETTLEMENTS for place in reading.places):
        return False
    bare = default_place(one.entry, index)
    return cue.joins or any(place.type in AREAS or place.place_id != bare for place in reading.places)


def _names(surface: str, one: Hit, reading: Reading, index: Index) -> tuple[Sequence[Row], bool]:
    """Return the names of the place that have the written form, and whether they are written so to the letter."""
    key = (surface, one.entry.form, tuple(place.place_id for place in reading.places))
    if key not in index.names and len(index.names) < MEMORY:
        index.names[key] = _names_of(surface, one, reading, index)
    return index.names.get(key) or _names_of(surface, one, reading, index)


def _names_of(surface: str, one: Hit, reading: Reading, index: Index) -> tuple[Sequence[Row], bool]:
    meant = {place.place_id for place in reading.places}
    whole = one.entry if surface == one.surface else index.by_form.get(fold_name(surface))
    for rows in (whole.rows if whole else (), one.entry.rows, reading.rows):
        own = [row for row in rows if row.place.place_id in meant]
        if own:
            written = " ".join((surface if rows is not one.entry.rows else one.surface).split())
            exact = [row for row in own if row.name.name == written]
            return (exact, True) if exact else (sorted(own, key=lambda row: _likeness(row, written)), False)
    return reading.rows, False


def _likeness(row: Row, written: str) -> tuple[bool, bool, str]:
    name = row.name.name
    return name.lower() != written.lower(), not name.isascii(), name


def _tradition(rows: Sequence[Row]) -> str:
    traditions = {row.name.tradition for row in rows}
    return traditions.pop() if len(traditions) == 1 else "shared"


def _evidence(one: Hit, reading: Reading, row: Row, method: str) -> list[str]:
    """Return the reasons, for people to read."""
    said = {
        "exact": "written as in the gazetteer",
        "transliterated": f"another romanisation of {row.name.name}",
        "fuzzy": f"nearly spelt as {row.name.name}",
    }
    reasons = [said.get(method, f"the name {row.name.name}")]
    if reading.cue:
        reasons.append(reading.cue.why)
    if reading.near:
        reasons.append(reading.near)
    if reading.homonyms > 1 and not reading.cue and not reading.near:
        reasons.append(
            "several places of that name" if len(reading.places) > 1 else "the bare name usually means this one"
        )
    if one.event:
        reasons.append(f"in the name of an event: {one.event}")
    return reasons
