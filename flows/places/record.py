"""A hit whose place is settled in, the mention that is published out."""

from collections.abc import Sequence

from karabakh.flows.places.contexts import SETTLEMENTS
from karabakh.flows.places.cues import Cue
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.index import Index, Row
from karabakh.flows.places.look import Found
from karabakh.flows.places.mention import PlaceMention, confidence
from karabakh.flows.places.resolve import AREAS, Reading, default_place


def record(text: str, one: Found, index: Index) -> PlaceMention:
    """Return the mention of a hit that has a reading."""
    reading = one.reading
    if reading is None:
        raise ValueError("a hit without a reading is no mention")
    start, end = _span(one, reading)
    surface = text[start:end]
    rows, exact = _names(surface, one, reading, index)
    candidates = tuple(place.place_id for place in reading.places) if len(reading.places) > 1 else ()
    chosen = (reading.cue or reading.near) and reading.homonyms > 1 and not candidates
    method = one.hit.spelt or ("context" if chosen else "exact" if exact else "folded")
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


def _span(one: Found, reading: Reading) -> tuple[int, int]:
    """Return the name's span, with the designator that selects the thing ("Lachin district", not "town of")."""
    start, end, cue = one.hit.start, one.hit.end, reading.cue
    if cue and cue.edge is not None and _selects(cue, one, reading):
        return (-cue.edge - 1, end) if cue.edge < 0 else (start, cue.edge)
    return start, end


def _selects(cue: Cue, one: Found, reading: Reading) -> bool:
    if any(place.type in SETTLEMENTS for place in reading.places):
        return False
    bare = default_place(one.hit.entry)
    return cue.joins or any(place.type in AREAS or place.place_id != bare for place in reading.places)


def _names(surface: str, one: Found, reading: Reading, index: Index) -> tuple[Sequence[Row], bool]:
    """Return the names of the place that have the written form, and whether they are written so to the letter."""
    meant = {place.place_id for place in reading.places}
    whole = one.hit.entry if surface == one.surface else index.by_form.get(fold_name(surface))
    for rows in (whole.rows if whole else (), one.hit.entry.rows, reading.rows):
        own = [row for row in rows if row.place.place_id in meant]
        if own:
            written = " ".join((surface if rows is not one.hit.entry.rows else one.surface).split())
            exact = [row for row in own if row.name.name == written]
            return (exact, True) if exact else (sorted(own, key=lambda row: _likeness(row, written)), False)
    return reading.rows, False


def _likeness(row: Row, written: str) -> tuple[bool, bool, str]:
    name = row.name.name
    return name.lower() != written.lower(), not name.isascii(), name


def _tradition(rows: Sequence[Row]) -> str:
    traditions = {row.name.tradition for row in rows}
    return traditions.pop() if len(traditions) == 1 else "shared"


def _evidence(one: Found, reading: Reading, row: Row, method: str) -> list[str]:
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
