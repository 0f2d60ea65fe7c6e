"""A name and the words around it in; why it names no place here out, or that it stands in an event's name."""

import re
from functools import cache

from karabakh.flows.places.around import Around
from karabakh.flows.places.contexts import SETTLEMENTS, designators, words
from karabakh.flows.places.fold import HYPHENS
from karabakh.flows.places.match import Hit

PROPER_WORDS = 5  # a proper name goes on for so many words after the place in it
JOINING = frozenset(HYPHENS[:3])
BATTLES = frozenset({"battle", "battles"})
_INITIAL = re.compile(r"[^\W\d_]\.?")
ATTACHED = frozenset("$-‐‑")  # US$, U.S.-led
_OF = frozenset({"of", "for", "and", "&", "on", "the"})


def no_place(hit: Hit, surface: str, words_around: Around) -> str | None:
    """Return why the name is no place here (attribute, person, organisation, document, building), or None."""
    if surface.lower() in words("acronym_attribute") and _attribute(words_around):
        return "an attribute"
    if _compound(words_around):
        return "part of a compound"
    if _in_organisation(words_around) or _named_for(words_around):
        return "part of an organisation's name"
    if _product(words_around):
        return "the name of a product"
    if _in_document(hit, words_around):
        return "part of a document's or meeting's name"
    if _in_person(surface, words_around):
        return "part of a person's name"
    if not words_around.possessive and words_around.after[0].capital:
        return "a street or building" if words_around.after[0].small in words("building") else None
    return None


def _attribute(words_around: Around) -> bool:
    after = words_around.after[0]
    return (after.text[:1].isalnum() or after.text in ATTACHED) and after.small not in words("after_acronym")


def _compound(words_around: Around) -> bool:
    """Whether a combining form is joined to the name (Indo-China, Sino-India)."""
    before = words_around.before
    return before[0].text in JOINING and before[1].capital and before[1].text.endswith("o")


def _named_for(words_around: Around) -> bool:
    """Whether a club or company is named by the word before the place (FK X, Air X, the football club X)."""
    before = words_around.before[0]
    return before.small in words("club" if before.capital else "club_noun")


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
            return True
        if not word.capital and not (number and word.small in _OF):
            return False
    return False


def _in_document(hit: Hit, words_around: Around) -> bool:
    before, after = words_around.before, words_around.after
    seat = any(row.place.type in SETTLEMENTS for row in hit.entry.rows)
    if seat and not words_around.possessive and after[0].small in words("document"):
        return True
    last = int(before[0].small == "the")
    if before[last].small not in _prepositions():
        return False
    named = f"{before[last + 1].small} {before[last].small}"
    if not before[last + 1].capital:
        return False
    return named in words("document_of") or (named in words("security_in") and before[last + 2].text[:1].isalnum())


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(form.split()[-1] for form in words("document_of") | words("security_in"))


def _in_person(surface: str, words_around: Around) -> bool:
    before, after = words_around.before, words_around.after
    if before[0].capital:
        first = before[0].small.rstrip(".")
        if first in words("title") or first in words("given_name"):
            return True
        if before[1].small in words("title") and before[0].text.isalpha():
            return True
        if _INITIAL.fullmatch(before[0].text) and before[0].text.endswith("."):
            return True
    if words_around.possessive or not after[0].capital:
        return False
    if after[0].small in designators() or after[0].small in words("event"):
        return False
    if surface.lower() in words("given_name"):
        return not after[0].text.isupper()
    return surface.lower() in words("guarded") and after[0].small.endswith(tuple(words("surname_ending")))


def in_event(words_around: Around) -> str | None:
    """Return the word that makes the name part of an event's name, or None.

    "Karabakh war", "X border crisis", "Battle of X"; not "the conflict over X", nor what belongs to X ("X's war").
    """
    before, after = words_around.before, words_around.after
    for number in range(0 if words_around.possessive else 3):
        word = after[number]
        if word.small in words("event"):
            return word.text
        if word.small not in words("event_gap"):
            break
    last = int(before[0].small == "the")
    if before[last].small in _event_prepositions():
        event, of = before[last + 1], before[last]
        if f"{event.small} {of.small}" in words("event_before") and (event.capital or event.small in BATTLES):
            return f"{event.text} {of.text}"
    return None


@cache
def _event_prepositions() -> frozenset[str]:
    return frozenset(form.split()[-1] for form in words("event_before"))
