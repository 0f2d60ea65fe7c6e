"""A text in, the fractions out that it gives of a population, a territory or the like: a third of the inhabitants."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from karabakh.flows.figures.numerals import Numeral
from karabakh.flows.figures.tokens import DENOMINATORS
from karabakh.flows.text.span import Span

_COUNTS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_WHOLE: Final = (
    "population|territor(?:y|ies)|lands?|country|area|region|republic|inhabitants|residents|people|citizens|civilians"
    "|refugees|troops|soldiers|army|forces|casualties|victims|dead|wounded|votes?|voters|electorate|budget"
    "|economy|city|town"
    "|village|district|houses|homes|buildings|workforce|harvest|families|households|children|women|men"
)
"""What a fraction may be of without "of", so that a reader knows what the percent are of: half the town."""

_NO_WHOLE: Final = (
    "them|whom|which|these|those|it|this|that|you|what|all|an?|centur(?:y|ies)|decades?|years?|months?|weeks?"
    "|days?|hours?|time|way|night"
    "|season|game|match|day|morning|afternoon|journey|distance|story|truth|battle|problem|solution|term|session"
    "|speech|19|20|18"
)
"""What tells no whole: pronouns, and stretches of time and the like."""

_ONE: Final = "the|its|their|our|his|her|my|all|each|Armenia|Azerbaijan|[A-Z][\\w-]{1,20}['’]s?"
_FRACTION: Final = re.compile(
    rf"(?<![\w-])(?:(?:(?P<count>{'|'.join(_COUNTS)})(?:\s{{1,3}}|-))?(?P<part>{'|'.join(DENOMINATORS)})s?)"
    rf"(?=\s{{1,3}}(?:of\s{{1,3}}(?:{_ONE})\s{{1,3}}(?!(?:{_NO_WHOLE})(?![\w-]))[\w$€£]"
    rf"|of\s{{1,3}}(?:(?!(?:{_NO_WHOLE})\s)[a-z]{{1,20}}\s{{1,3}})?(?:{_WHOLE})(?!\w)"
    rf"|(?:{_ONE}|this|that)\s{{1,3}}(?:(?!of\s)[\w'’,-]{{1,20}}\s{{1,3}}){{0,4}}?(?:{_WHOLE})(?!\w)))",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(
    r"(?<!\w)(?:first|second|last|other|latter|former|better|upper|lower|(?:north|south)?(?:north|south|east"
    r"|west)(?:ern)?|(?-i:[A-Z][a-z]+(?:ese|ian|ish|[klnr]i)))\s{1,3}\Z",
    re.IGNORECASE,
)
"""What makes a half a part by itself: the northern half."""

_LONGEST_ADJECTIVE: Final = 20


def fractions(text: str, parts: Iterable[Span]) -> Iterator[Numeral]:
    """Yield the fractions of ``text`` whose denominators are at ``parts``, their values in percent, rounded to a tenth.

    >>> [n.value for n in fractions("a third of the population and two fifths of its land", [Span(2, 7), Span(34, 39)])]
    [33.3, 40.0]
    """
    for start, end in parts:
        found = _FRACTION.match(text, _start(text, start))
        if found and _PARTED.search(text, max(0, found.start() - _LONGEST_ADJECTIVE), found.start()):
            continue
        if found and found.end() >= end and (found["count"] or found["part"].lower() == "half"):
            share = _COUNTS[(found["count"] or "one").lower()] / DENOMINATORS[found["part"].lower()]
            yield Numeral(found.start(), found.end(), round(100 * share, 1))


_BEFORE: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_COUNTS)})(?:\s{{1,3}}|-)\Z", re.IGNORECASE)
_LONGEST: Final = 8


def _start(text: str, part: int) -> int:
    """Where the fraction begins whose denominator begins at ``part``."""
    found = _BEFORE.search(text, max(0, part - _LONGEST), part)
    return found.start() if found else part
