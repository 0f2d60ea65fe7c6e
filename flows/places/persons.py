"""A name and the words around it in; whether it is somebody's name out."""

import re

from karabakh.flows.places.around import Around
from karabakh.flows.places.contexts import SETTLEMENTS, designators, words
from karabakh.flows.places.hit import Hit

STATES = frozenset({"continent", "country"})
_INITIAL = re.compile(r"[^\W\d_]\.?")


def in_person(hit: Hit, surface: str, words_around: Around) -> bool:
    """Whether the words beside make the name a person's: a title, a given name, an initial, a surname."""
    return _after_person(hit, surface, words_around) or _before_surname(hit, surface, words_around)


def _after_person(hit: Hit, surface: str, words_around: Around) -> bool:
    before = words_around.before
    if not before[0].capital:
        return before[0].small in words("occupation")
    first = before[0].small.rstrip(".")
    if first in words("title") or first in words("given_name"):
        return any(row.place.type != "continent" for row in hit.entry.rows)  # Christian Europe
    if _INITIAL.fullmatch(before[0].text) and before[0].text.endswith("."):
        return True
    if first in words("office"):  # "Mr. President, Chad …" often has no comma
        return not before[0].text.endswith(".") and not any(row.place.type in STATES for row in hit.entry.rows)
    if not before[0].text.isalpha() or first in words("place_preposition"):
        return False
    if before[1].small.rstrip(".") in words("title") and first not in words("no_forename"):
        return True
    # A capital says nothing of the first word of a sentence, so another must stand before it.
    known = before[0].text.isupper() or any(first in words(kind) for kind in ("no_forename", "direction"))
    return surface.lower() in words("surname") and before[1].text[:1].isalnum() and not known


def _before_surname(hit: Hit, surface: str, words_around: Around) -> bool:
    after = words_around.after
    if words_around.possessive or not after[0].capital:
        return False
    if after[0].small in designators() or after[0].small in words("event"):
        return False
    name = surface.lower()
    if name in words("given_name"):
        return not after[0].text.isupper()
    if after[0].small.endswith(tuple(words("person_ending"))):
        return any(row.place.type in SETTLEMENTS for row in hit.entry.rows)
    if name in words("forename"):
        if not after[0].small.isalpha() or after[0].text.isupper() or after[1].capital:
            return False
        office = any(after[0].small in words(kind) for kind in ("office", "title", "no_forename"))
        placed = words_around.before[0].small in words("place_preposition")
        return not office and not placed and after[1].small not in words("event")
    return name in words("guarded") and after[0].small.endswith(tuple(words("surname_ending")))
