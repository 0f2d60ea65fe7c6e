"""What a pattern marks and why, with an example that it marks and one that it does not."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MONTH: Final = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A pattern of the names of months and what they are shortened to."""


class Rule(NamedTuple):
    """What to mark and why. The example is marked by the pattern, the counter-example is not."""

    reason: str
    pattern: re.Pattern[str]
    example: str
    counter_example: str


def opened(pattern: re.Pattern[str], text: str, openers: str = "([") -> Iterator[re.Match[str]]:
    """Yield the matches that begin with one of ``openers`` and hold no other: much faster than looking everywhere."""
    for opener in openers:
        at = text.find(opener)
        while at >= 0:
            found = pattern.match(text, at)
            if found:
                yield found
            at = text.find(opener, found.end() if found else at + 1)


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(words.split())
