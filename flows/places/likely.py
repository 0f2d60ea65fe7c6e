"""The hits of a document in; those marked as no place that a name of that kind needs more evidence to be.

Names of the tail, names that are also English words, and short names that lost their diacritics are too often something
else: they need a designator, a preposition or another place of the region near them.
"""

from bisect import bisect_left
from collections.abc import Sequence

from karabakh.flows.places.contexts import words
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.nonplaces import CLUB
from karabakh.flows.places.resolve import WIDE

SHORT = 4  # letters up to which a name that lost its diacritics needs another place of the region in the text
NEAR = 500  # characters within which a core place makes a name of the tail a place
_LANGUAGES = words("language")
SMALL = frozenset({"village", "quarter"})  # small enough that a bare name before "said" is rather a person's
# Designators with a capital that make another place's name where no place of that kind bears it: Jordan Valley.
NAMING = frozenset({"river", "lake", "sea", "mountain", "valley", "reservoir", "district", "province", "city"})
NATURAL = frozenset({"continent", "lake", "mountain", "region", "river", "sea", "valley"})
FAR_FROM_ALL = "no sign that a place is meant"
FEATURES = NAMING - {"district", "province", "city"}


NAMESAKES = {"part of a person's name": "the name of a person in this text", CLUB: "the name of a club in this text"}


def leave_out_persons(found: Sequence[Hit]) -> None:
    """Mark bare names of somebody or of a club that the text has named in full ("Anna Goris … Goris said").

    Not of the world's capitals and countries: next to George Washington the city is still the likelier Washington.
    """
    bearers = {one.entry.form: NAMESAKES[one.no_place] for one in found if one.no_place in NAMESAKES and _conflict(one)}
    for one in found if bearers else ():
        if one.entry.form in bearers and not one.no_place and not _as_place(one):
            one.no_place = bearers[one.entry.form]


def leave_out_unlikely(text: str, found: Sequence[Hit]) -> None:
    """Mark what lacks the evidence that its kind of name needs."""
    doubtful = [one for one in found if (one.doubtful or one.own or one.spelt or text[one.end : one.end + 1] == "s")
                and one.reading and not one.no_place]  # fmt: skip
    core = [one.start for one in found if _regional(one)] if doubtful else []
    for one in doubtful:
        if one.own and one.reading and one.reading.cue not in one.own and _longer_name(one):
            one.no_place = "part of another place's name"
        elif one.reading and not one.reading.cue:
            one.no_place = _unlikely(text, one, core)
        elif one.spelt and _small(one) and not _other(one, core):  # villages elsewhere have names that sound alike
            one.no_place = FAR_FROM_ALL


def is_doubtful(one: Hit) -> bool:
    """Whether a name of its kind may need more evidence, as far as the name and its reading tell, not the text."""
    return (
        one.surface.lower() in words("guarded")
        or (len(one.surface) <= SHORT and ((one.surface.isupper() and not one.entry.acronym) or _lost_marks(one)))
        or all(row.place.tier == "tail" for row in one.entry.rows)
        or _small(one)
    )


def _lost_marks(one: Hit) -> bool:
    return not any(row.name.name.lower() == one.surface.lower() for row in one.entry.rows)


def _longer_name(one: Hit) -> bool:
    """Whether a designator with a capital, which no place of that name is, makes it the name of something else.

    Of the places of the conflict only of natural features: their districts and towns have had more kinds than known.
    """
    rows = one.entry.rows
    if all(row.place.type in NATURAL for row in rows):
        return False
    kinds = NAMING if all(row.place.tier == "world" for row in rows) else FEATURES
    for cue in one.own:
        beside = one.around.after[cue.beside - 1] if cue.beside > 0 else one.around.before[-cue.beside - 1]
        if cue.beside and beside.capital and cue.senses[0] in kinds:
            return True
    return False


def _unlikely(text: str, one: Hit, core: Sequence[int]) -> str | None:
    other = _other(one, core)
    if one.surface.lower() in words("guarded") and not (_as_place(one) and (other or not _conflict(one))):
        return "a common word"
    short = one.surface.isascii() and one.surface.isupper() and len(one.surface) <= SHORT
    if short and not (one.entry.acronym or _in_capitals(one)):
        return "an abbreviation"
    if text[one.end : one.end + 1] == "s" and all(row.place.type == "country" for row in one.entry.rows):
        return "several of that name"
    tail = all(row.place.tier == "tail" for row in one.entry.rows)
    if tail and (not _near(one.start, core) or _beside_capital(one) or one.spelt):
        return "no sign that a village is meant"
    if one.spelt and not other and (_beside_capital(one) or _small(one)):
        return FAR_FROM_ALL
    if _small(one) and not _as_place(one) and (_beside_capital(one) or _speaks(one)):
        return "a person's name, as it seems"
    lost = len(one.surface) <= SHORT and _lost_marks(one)
    return "a short name with other diacritics" if lost and not one.spelt and not other else None


def _other(one: Hit, core: Sequence[int]) -> bool:
    """Whether the text has another place of the region."""
    return len(core) > 1 or (len(core) == 1 and core[0] != one.start)


def _conflict(one: Hit) -> bool:
    """Whether the name is that of a place of the conflict."""
    return any(row.place.tier != "world" for row in one.entry.rows)


def _small(one: Hit) -> bool:
    places = one.reading.places if one.reading else ()
    return bool(places) and all(place.type in SMALL for place in places)


def _speaks(one: Hit) -> bool:
    """Whether the words after are those after a person's name: "X said", "X, 34, …"."""
    after = one.around.after
    age = after[0].text == "," and after[1].text.isdigit() and len(after[1].text) == 2 and after[2].text in {",", "."}
    return not one.around.possessive and (age or after[0].small in words("speech"))


def _regional(one: Hit) -> bool:
    """Whether the hit is a core place that tells where the text is about."""
    return (
        bool(one.reading)
        and not one.no_place
        and not one.spelt
        and one.surface.lower() not in words("guarded")
        and any(row.place.tier == "core" and row.place.type not in WIDE for row in one.entry.rows)
    )


def _near(position: int, core: Sequence[int]) -> bool:
    at = bisect_left(core, position - NEAR)
    return at < len(core) and core[at] <= position + NEAR


def _as_place(one: Hit) -> bool:
    """Whether the words around use the name as a place: in X, from X, X district, one of a list of names."""
    before = one.around.before
    preposition = before[before[0].small == "the"].small in words("place_preposition")
    return bool(one.own or one.in_list or one.event or preposition)


def _in_capitals(one: Hit) -> bool:
    """Whether the words beside are in capitals too, as in a heading; scripts without capitals count."""
    beside = [word.text for word in (one.around.before[0], one.around.after[0]) if word.text.isalpha()]
    return all(word.isupper() for word in beside)


def _beside_capital(one: Hit) -> bool:
    """Whether a capitalised word stands before or after, as in a person's name."""
    before, after = one.around.before, one.around.after
    word = before[0].text
    name = before[0].capital and word.isalpha() and not word.isupper() and before[0].small not in _LANGUAGES
    return bool((name and before[1].text) or (after[0].capital and not one.around.possessive))
