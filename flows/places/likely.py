"""The hits of a document in; those marked as no place that a name of that kind needs more evidence to be.

Names of the tail, names that are also English words, and short names that lost their diacritics are too often something
else: they need a designator, a preposition or another place of the region near them.
"""

from bisect import bisect_left
from collections.abc import Sequence

from karabakh.flows.places.contexts import words
from karabakh.flows.places.look import Found
from karabakh.flows.places.resolve import WIDE

SHORT = 4  # letters up to which a name that lost its diacritics needs another place of the region in the text
NEAR = 500  # characters within which a core place makes a name of the tail a place


def leave_out_persons(found: Sequence[Found]) -> None:
    """Mark bare names of somebody whom the text has named in full ("Anna Goris … Goris said") as persons."""
    persons = {one.hit.entry.form for one in found if one.no_place == "part of a person's name"}
    for one in found:
        if one.hit.entry.form in persons and not one.no_place and not _as_place(one):
            one.no_place = "the name of a person in this text"


def leave_out_unlikely(text: str, found: Sequence[Found]) -> None:
    """Mark what lacks the evidence that its kind of name needs."""
    core = [one.hit.start for one in found if _regional(one)]
    for one in found:
        if one.reading and not one.no_place and not one.reading.cue:
            one.no_place = _unlikely(text, one, core)


def _unlikely(text: str, one: Found, core: Sequence[int]) -> str | None:
    if one.surface.lower() in words("guarded") and not _as_place(one):
        return "a common word"
    if one.surface.isupper() and len(one.surface) <= SHORT and not (one.hit.entry.acronym or _in_capitals(one)):
        return "an abbreviation"
    tail = all(row.place.tier == "tail" for row in one.hit.entry.rows)
    if tail and (not _near(one.hit.start, core) or _beside_capital(one) or one.hit.spelt):
        return "no sign that a village is meant"
    lost = len(one.surface) <= SHORT and not any(
        row.name.name.lower() == one.surface.lower() for row in one.hit.entry.rows
    )
    if lost and not one.hit.spelt and not core[1:] and not (core and core[0] != one.hit.start):
        return "a short name with other diacritics"
    return None


def _regional(one: Found) -> bool:
    """Whether the hit is a core place that tells where the text is about."""
    return (
        bool(one.reading)
        and not one.no_place
        and not one.hit.spelt
        and any(row.place.tier == "core" and row.place.type not in WIDE for row in one.hit.entry.rows)
    )


def _near(position: int, core: Sequence[int]) -> bool:
    at = bisect_left(core, position - NEAR)
    return at < len(core) and core[at] <= position + NEAR


def _as_place(one: Found) -> bool:
    """Whether the words around use the name as a place: in X, from X, X district, one of a list of names."""
    before = one.around.before
    preposition = before[before[0].small == "the"].small in words("place_preposition")
    return bool(one.own or one.in_list or one.event or preposition)


def _in_capitals(one: Found) -> bool:
    """Whether the words beside are in capitals too, as in a heading; scripts without capitals count."""
    beside = [word.text for word in (one.around.before[0], one.around.after[0]) if word.text.isalpha()]
    return all(word.isupper() for word in beside)


def _beside_capital(one: Found) -> bool:
    """Whether a capitalised word stands before or after, as in a person's name."""
    before, after = one.around.before, one.around.after
    first = before[0].capital and before[0].text.isalpha() and before[1].text
    return bool(first or (after[0].capital and not one.around.possessive))
