"""A name and the words around it in; why it names no place here out, or that it stands in an event's name."""

from functools import cache
from typing import NamedTuple

from karabakh.flows.places.around import Around, Word
from karabakh.flows.places.contexts import SETTLEMENTS, designators, words
from karabakh.flows.places.fold import APOSTROPHES, HYPHENS
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.persons import STATES, SURE, UNLESS_PLACED, after_person, before_surname

PROPER_WORDS = 5  # a proper name goes on for so many words after the place in it
JOINING = frozenset(HYPHENS[:3])
QUOTES = frozenset("\"“”„«»'‘’")
BATTLES = frozenset({"battle", "battles"})
ATTACHED = frozenset("$-‐‑")  # US$, U.S.-led
_OF = frozenset({"of", "for", "and", "&", "on", "the"})
_LINKS = frozenset({"of", "for", "on"})
_UNIONS = frozenset({"union", "federation"})
WIDE = frozenset({"continent", "country", "de_facto_state", "region"})
CLUB = "the name of a club"
GAP = 2  # words between a seat and the kind of document it names


Reason = tuple[int, str]
_PERSON, _NAMED = "part of a person's name", "the name of somebody or something else"
# Why a name is no place; the first in this order is said.
_REASONS = (
    "an attribute", "an adjective", "part of a compound", CLUB, "part of an organisation's name",
    "the name of a product", "part of a document's or meeting's name", "part of another place's name", _PERSON, _NAMED,
)  # fmt: skip
_RANKS = {reason: (rank, reason) for rank, reason in enumerate(_REASONS)}


class After(NamedTuple):
    """What the words after a name say against its being a place.

    ``surname``: a surname may follow, unless a preposition of places stands before; ``thing``: what is named by it and
    the next word; ``proper``: after an article it may be part of a proper name; ``quoted``: a quotation mark follows.
    """

    reason: Reason | None
    surname: bool
    thing: str | None
    proper: bool
    quoted: bool


class Before(NamedTuple):
    """What the words before a name say against its being a place; ``work``: one is called by what is in quotes."""

    reason: Reason | None
    placed: bool
    article: bool
    work: bool


def no_place(hit: Hit, surface: str, words_around: Around) -> str | None:
    """Return why the name is no place here (attribute, person, organisation, document, building), or None."""
    after, before = no_place_after(hit, surface, words_around), no_place_before(hit, surface, words_around)
    return why_not(after, before, in_event(words_around))


def why_not(after: After, before: Before, event: str | None) -> str | None:
    """Return why the name is no place, of what the words after it say and those before, and its event."""
    reasons = [reason for reason in (after.reason, before.reason) if reason]
    if after.surname and not before.placed:
        reasons.append(_RANKS[_PERSON])
    if after.quoted and before.work:
        reasons.append(_RANKS[_NAMED])
    thing = "part of a proper name" if after.proper and before.article and not event else None
    return min(reasons)[1] if reasons else after.thing or thing


def no_place_after(hit: Hit, surface: str, words_around: Around) -> After:
    """Return what the words after a name say."""
    surname = before_surname(hit, surface, words_around)
    thing, proper = _thing(hit, words_around)
    reason = _because_after(hit, surface.lower(), words_around) or (_RANKS[_PERSON] if surname == SURE else None)
    return After(reason, surname == UNLESS_PLACED, thing, proper, words_around.after[0].text in QUOTES)


def _because_after(hit: Hit, small: str, words_around: Around) -> Reason | None:
    if small in words("acronym_attribute") and _attribute(words_around):
        return _RANKS["an attribute"]
    if small in words("language") and not words_around.after[0].capital:
        return _RANKS["an adjective"]
    if _club_after(words_around):
        return _RANKS[CLUB]
    if _in_organisation(words_around):
        return _RANKS["part of an organisation's name"]
    if _product(words_around):
        return _RANKS["the name of a product"]
    if not words_around.possessive and _is_settlement(hit) and _document_after(words_around):
        return _RANKS["part of a document's or meeting's name"]
    see = small in words("see") and words_around.after[0].small == "of"
    return _RANKS["part of another place's name"] if see else None


def no_place_before(hit: Hit, surface: str, words_around: Around) -> Before:
    """Return what the words before a name say."""
    before = words_around.before
    work = before[0].text in QUOTES and before[1].small in words("work")
    placed, article = before[0].small in words("place_preposition"), before[0].small in words("article")
    return Before(_because_before(hit, surface, words_around), placed, article, work)


def _because_before(hit: Hit, surface: str, words_around: Around) -> Reason | None:
    before = words_around.before[0]
    if _compound(words_around):
        return _RANKS["part of a compound"]
    if before.small in words("club" if before.capital else "club_noun"):
        return _RANKS[CLUB]
    if _organisation_of(words_around) or _branch(words_around):
        return _RANKS["part of an organisation's name"]
    if _document_before(hit, words_around):
        return _RANKS["part of a document's or meeting's name"]
    if _in_longer_name(hit, words_around):
        return _RANKS["part of another place's name"]
    if after_person(hit, surface, words_around):
        return _RANKS[_PERSON]
    named = before.text not in QUOTES and before.small in words("naming")
    return _RANKS[_NAMED] if named and words_around.before[1].small in words("bearer") else None


def _is_settlement(hit: Hit) -> bool:
    return any(row.place.type in SETTLEMENTS for row in hit.entry.rows)


def _attribute(words_around: Around) -> bool:
    after = words_around.after[0]
    if words_around.possessive:
        return False
    return (after.text[:1].isalnum() or after.text in ATTACHED) and after.small not in words("after_acronym")


def _compound(words_around: Around) -> bool:
    """Whether a combining form is joined to the name (Indo-China, Sino-India)."""
    before = words_around.before
    return before[0].text in JOINING and before[1].capital and before[1].text.endswith("o")


def _club_after(words_around: Around) -> bool:
    """Whether a club is named so (X FC, X's Premier League game); FK X, Air X and the football club X are, too."""
    after = words_around.after
    if words_around.possessive:
        return after[0].capital and after[0].small in words("cup") and after[1].small == "league"
    first = int(after[0].text in QUOTES)
    if after[first].small in words("sport"):
        return after[first + 1].small in words("club_noun")
    return after[first].capital and after[first].small in words("club_after")


def _product(words_around: Around) -> bool:
    """Whether a product bears the name ("the Lachin perfume", "Lachin the perfume")."""
    after = words_around.after
    return not words_around.possessive and after[after[0].small == "the"].small in words("product")


def _in_organisation(words_around: Around) -> bool:
    """Whether the proper name that goes on after the place has an organisation's word ("Baku State University")."""
    if words_around.possessive:
        return False
    for number in range(PROPER_WORDS):
        word = words_around.after[number]
        if word.capital and word.small.rstrip(".") in words("organisation"):
            return not _portfolio(word, words_around.after[number + 1])
        if number and word.capital and word.small in words("organisation_late"):
            return True
        if not word.capital and not (number and (word.small in _OF or word.text in APOSTROPHES)):
            return False
    return False


def _portfolio(word: Word, follows: Word) -> bool:
    """Whether the words are a person's office, not a body: "X Defence Minister", but not "X Defence Army Commander"."""
    return word.small in words("portfolio") and follows.capital and follows.small in words("minister")


def _organisation_of(words_around: Around) -> bool:
    """Whether the place ends an organisation's name ("the Popular Front of X", "the Football Federation of X")."""
    before = words_around.before
    last = int(before[0].small == "the")
    if before[last].small not in _LINKS or not before[last + 1].capital:
        return False
    if before[last + 1].small in _UNIONS:
        return before[last + 2].capital and before[last + 2].small != "the"
    return f"{before[last + 1].small} {before[last].small}" in words("organisation_of")


def _branch(words_around: Around) -> bool:
    """Whether a hyphen joins the place to an organisation's name, whose branch sits there ("Helpers' Society-X")."""
    before = words_around.before
    word = before[1].small
    if before[0].text not in JOINING or not before[1].capital:
        return False
    return word in words("organisation") and word not in _UNIONS


def _document_before(hit: Hit, words_around: Around) -> bool:
    """Whether a treaty, meeting or process is named after its seat or what it is about ("the Treaty of X")."""
    before = words_around.before
    last = int(before[0].small == "the")
    if before[last].small not in _prepositions():
        return False
    named = f"{before[last + 1].small} {before[last].small}"
    if not before[last + 1].capital:
        return _is_settlement(hit) and named in words("treaty_of")
    if named in words("document_of") or (_is_settlement(hit) and named in words("document_at")):
        return True
    if named not in _security() or not before[last + 2].text[:1].isalnum():
        return False
    return named in words("security_in") or f"{before[last + 2].small} {named}" in words("security_in")


def _document_after(words_around: Around) -> bool:
    """Whether a document or meeting follows: "X ceasefire protocol", "X talks", "X II"."""
    after = words_around.after
    if after[0].small in words("sequence"):
        return after[0].text.isupper()
    for number in range(GAP + 1):
        if after[number].small in words("document"):
            return True
        if after[number].small not in words("document_gap"):
            return False
    return False


def _in_longer_name(hit: Hit, words_around: Around) -> bool:
    """Whether another place is named after this one ("New X", "Gulf of X", "South X", "South-eastern X")."""
    before = words_around.before
    first = before[0]
    if first.small == "of" or (first.small == "the" and before[1].small == "of"):
        waters = before[1 + (first.small == "the")]
        return waters.capital and waters.small in words("waters")
    if first.text in JOINING:
        east = before[1].capital and before[1].small in words("direction")
        return east and before[2].small not in words("orient")
    if not first.capital:
        return False
    if first.small in words("direction"):
        return any(row.place.type in STATES for row in hit.entry.rows)
    return first.small in words("another") and bool(before[1].text)  # "New" may begin a headline


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(form.split()[-1] for kind in ("document_of", "document_at", "security_in") for form in words(kind))


@cache
def _security() -> frozenset[str]:
    """Return the last two words of each form of the class."""
    return frozenset(" ".join(form.split()[-2:]) for form in words("security_in"))


def _thing(hit: Hit, words_around: Around) -> tuple[str | None, bool]:
    """Say what the place and the next word name ("Baku Street"), or whether they may ("the Baku Declaration")."""
    after = words_around.after[0]
    if words_around.possessive:
        return None, False
    if after.small in words("building" if after.capital else "thoroughfare"):
        return "a street or building", False
    if not after.capital or not after.small.isalpha() or after.text.isupper():
        return None, False
    kinds = {row.place.type for row in hit.entry.rows}
    return None, bool(kinds & SETTLEMENTS) and not kinds & WIDE and not _of_the_place(after)


def _of_the_place(word: Word) -> bool:
    """Whether a capitalised word after a place's name is what it is or has, and makes no proper name with it."""
    kinds = ("belonging", "title", "office", "event_gap")
    if word.small in _first_words() or any(word.small in words(kind) for kind in kinds):
        return True
    return word.small.endswith(tuple(words("adjective_ending")))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in designators())


def in_event(words_around: Around) -> str | None:
    """Return the word that makes the name part of an event's name, or None.

    "Karabakh war", "X border crisis", "Battle of X"; not "the conflict over X", nor what belongs to X ("X's war").
    """
    return event_after(words_around) or event_before(words_around)


def event_after(words_around: Around) -> str | None:
    """Return the word after a name that makes it part of an event's name."""
    for number in range(0 if words_around.possessive else 3):
        word = words_around.after[number]
        if word.small in words("event"):
            return word.text
        if word.small not in words("event_gap"):
            break
    return None


def event_before(words_around: Around) -> str | None:
    """Return the words before a name that make it part of an event's name."""
    before = words_around.before
    last = int(before[0].small == "the")
    if before[last].small in _event_prepositions():
        event, of = before[last + 1], before[last]
        if f"{event.small} {of.small}" in words("event_before") and (event.capital or event.small in BATTLES):
            return f"{event.text} {of.text}"
    return None


@cache
def _event_prepositions() -> frozenset[str]:
    return frozenset(form.split()[-1] for form in words("event_before"))


def several(event: str | None) -> bool:
    """Whether the word that makes an event's name is a plural.

    >>> several("clashes"), several("Wars"), several("crisis"), several(None)
    (True, True, False, False)
    """
    word = (event or "").lower().rstrip(".")
    return word.endswith("s") and (word[:-1] in words("event") or word[:-2] in words("event"))
