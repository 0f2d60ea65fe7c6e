"""A stretch of text without spaces in, its words out as rules see them: known words as written, others by their shape.

What a rule can see of a word that is in no list of contexts.csv is whether it begins with a capital, is all capitals, a
number, an initial, ends with a stop, or has one of the listed endings. So words of one shape are one word here, and
what is remembered of one holds for all. Words of the same lists that no evidence shows are one word as well.
"""

from functools import cache

from karabakh.flows.places.around import ENDING, WORDS, word_of
from karabakh.flows.places.contexts import classes, designators, words
from karabakh.flows.places.cues import singular

MEMORY = 1 << 17  # stretches remembered
_SHOWN = ("designator", "designator_before", "designator_beside", "designator_of", "state_of", "event", "event_before")
_ASKED = frozenset({"and", "for", "of", "on", "other", "the"})  # words that rules name themselves
known: dict[str, tuple[str, ...]] = {}  # those met so far


def shapes(stretch: str) -> tuple[str, ...]:
    """Return the words of a stretch as rules see them.

    >>> shapes("Baghramyan,"), shapes("the"), shapes("1,200"), shapes("J."), shapes("whereupon")
    (('Xxxxyan', ','), ('the',), ('0', ',', '0'), ('X.',), ('xxxx',))
    """
    found = known.get(stretch)
    if found is None:
        found = tuple(map(_shape, WORDS.findall(stretch)))
        if len(known) < MEMORY:
            known[stretch] = found
    return found


def _shape(text: str) -> str:
    """Return the word, or the one that stands for all that no rule tells from it, written as it is."""
    small, bare = word_of(text).small, ENDING.sub("", text) or text
    if not text[0].isalnum() or small in _shown() or singular(small)[0] in _shown():
        return text
    if small in classes():
        shape = _cased(_alike()[classes()[small], _ending(small)], bare)
    elif bare.isdigit():
        shape = "0"
    elif len(bare) == 1:
        shape = _cased("x", bare)
    else:
        shape = _cased("xxxx", bare) + (_ending(bare) if bare[0].isupper() and not bare.isupper() else "")
        shape = shape if bare.isalpha() else f"{shape[:2]}-{shape[2:]}"
    return shape + text[len(bare) :]


def _cased(shape: str, text: str) -> str:
    if text.isupper() and (len(text) > 1 or len(shape) == 1):
        return shape.upper()
    return shape.capitalize() if text[0].isupper() else shape


def _ending(text: str) -> str:
    small = text.lower()
    return next((ending for ending in _endings() if small.endswith(ending)), "")


@cache
def _endings() -> tuple[str, ...]:
    endings = {"o"} | words("surname_ending") | words("adjective_ending")
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


@cache
def _shown() -> frozenset[str]:
    """Return the words that evidence shows, or that rules look for in phrases."""
    shown = {form for kind in _SHOWN for form in (*words(kind), *designators(kind))}
    phrases = {form for form in classes() if not form.isalpha()}
    return frozenset(part for form in shown | phrases for part in (form, *WORDS.findall(form))) | _ASKED


@cache
def _alike() -> dict[tuple[frozenset[str], str], str]:
    """Return one word for all words that are in the same classes and end alike."""
    found: dict[tuple[frozenset[str], str], str] = {}
    for form, kinds in sorted(classes().items(), key=lambda item: (len(item[0]), item[0])):
        if form.isalpha() and form not in _shown():
            found.setdefault((kinds, _ending(form)), form)
    return found
