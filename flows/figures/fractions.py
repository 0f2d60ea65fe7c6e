"""A text in, the fractions out that it gives of a population, a territory or the like: a third of the inhabitants."""

import re
from collections.abc import Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick

from karabakh.flows.figures.numerals import Numeral

_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_COUNTS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_WHOLE: Final = (
    "population|territor(?:y|ies)|lands?|country|area|region|republic|inhabitants|residents|people|citizens|civilians"
    "|refugees|troops|soldiers|army|forces|casualties|victims|dead|wounded|votes?|voters|electorate|budget|economy"
)
"""What a fraction may be of, so that a reader knows what the percent are of."""

_FRACTION: Final = re.compile(
    rf"(?<![\w-])(?:(?:(?P<count>{'|'.join(_COUNTS)})(?:\s|-))?(?P<part>{'|'.join(_PARTS)})s?)"
    r"(?=\s{1,3}(?:of\s{1,3})?(?:the|its|their|our|his|my|this|that|all|[A-Z]\w{1,20}['’]s?)\s{1,3}"
    rf"(?:(?!of\s)[\w'’,-]{{1,20}}\s{{1,3}}){{0,4}}?(?:{_WHOLE})(?!\w))",
    re.IGNORECASE,
)
_HINTS: Final = AhoCorasick([form for part in _PARTS for form in (part, part.capitalize())])


def fractions(text: str) -> Iterator[Numeral]:
    """Yield the fractions of ``text``, their values in percent, rounded to a tenth.

    >>> [n.value for n in fractions("a third of the population and two fifths of its land")]
    [33.3, 40.0]
    """
    for _, start, end in _HINTS.find_matches_as_indexes(text):
        found = _FRACTION.match(text, _start(text, start))
        if found and found.end() >= end and (found["count"] or found["part"].lower() == "half"):
            share = _COUNTS[(found["count"] or "one").lower()] / _PARTS[found["part"].lower()]
            yield Numeral(found.start(), found.end(), round(100 * share, 1))


_BEFORE: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_COUNTS)})[\s-]\Z", re.IGNORECASE)
_LONGEST: Final = 8


def _start(text: str, part: int) -> int:
    """Where the fraction begins whose denominator begins at ``part``."""
    found = _BEFORE.search(text, max(0, part - _LONGEST), part)
    return found.start() if found else part
