"""A name and the words around it in; whether it is somebody's name out."""

import re

from karabakh.flows.places.around import Around
from karabakh.flows.places.contexts import SETTLEMENTS, designators, words
from karabakh.flows.places.hit import Hit

STATES = frozenset({"continent", "country"})
NO, SURE, UNLESS_PLACED = range(3)
_INITIAL = re.compile(r"[^\W\d_]\.?")


def after_person(hit: Hit, surface: str, words_around: Around) -> bool:
    """Whether the words before a name make it a person's: a title, a given name, an initial, an occupation."""
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


def before_surname(hit: Hit, surface: str, words_around: Around) -> int:
    """Return whether a surname after a name makes it a person's, perhaps only with no preposition of places before."""
    after = words_around.after
    if words_around.possessive or not after[0].capital:
        return NO
    if after[0].small in designators() or after[0].small in words("event"):
        return NO
    name = surface.lower()
    if name in words("given_name"):
        return NO if after[0].text.isupper() else SURE
    if after[0].small.endswith(tuple(words("person_ending"))):
        return SURE if any(row.place.type in SETTLEMENTS for row in hit.entry.rows) else NO
    if name in words("forename"):
        if not after[0].small.isalpha() or after[0].text.isupper() or after[1].capital:
            return NO
        office = any(after[0].small in words(kind) for kind in ("office", "title", "no_forename"))
        return NO if office or after[1].small in words("event") else UNLESS_PLACED
    return SURE if name in words("guarded") and after[0].small.endswith(tuple(words("surname_ending"))) else NO
