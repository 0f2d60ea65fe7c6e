"""What a pattern marks and why, with an example that it marks and one that it does not."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

MONTH: Final = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A pattern of the names of months and what they are shortened to."""


_INDENT: Final = 4


class Rule(NamedTuple):
    """What to mark and why. The example is marked by the pattern, the counter-example is not."""

    reason: str
    pattern: re.Pattern[str]
    example: str
    counter_example: str


def matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at some places, in order and apart: `finditer` where no others are possible."""
    end = 0
    for place in places:
        if place >= end:
            found = pattern.match(text, place)
            if found:
                yield found
                end = found.end()


def matches_of_each(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at round brackets, then those that begin at square ones."""
    places = list(places)
    for opener in "([":
        yield from matches(pattern, text, (place for place in places if text[place] == opener))


def line_ends(text: str, places: Iterable[int]) -> Iterator[int]:
    """Yield for each place that begins a line, but for spaces, that of the line end before it, or the text's start."""
    for place in places:
        before = text.rfind("\n", max(0, place - _INDENT), place)
        if before >= 0 or place < _INDENT:
            yield max(0, before)


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(words.split())
