"""Digits in a text in, how far they go and what they are worth out; and the words of numbers, as tables."""

import re
from typing import Final, NamedTuple


class Token(NamedTuple):
    """A number word in lower case, or digits with their value and an empty word."""

    start: int
    end: int
    word: str
    value: float


_SMALL: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
SMALL: Final = {word: float(value) for value, word in enumerate(_SMALL.split(), 1)}
TENS: Final = {
    word: 10.0 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
MAGNITUDES: Final = {
    "dozen": 12.0,
    "score": 20.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
PLURALS: Final = {
    "tens": 10.0,
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
"""Vague words; the least each stands for is two of these."""

PARTS: Final = {"half": 0.5, "quarter": 0.25}
DENOMINATORS: Final = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
}

FRACTIONS: Final = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}
"""What one character behind digits adds to them."""

WORDS: Final = (*SMALL, *TENS, *MAGNITUDES, *PLURALS, *PARTS)
ATTACHED: Final = frozenset(["million", "billion", "trillion", "mln", "bln", "bn", "mn"])
"""Words that may follow digits without a space."""

_THIN: Final = "[ \u00a0\u2009\u202f]"
# no possessive groups: Python before 3.11.5 matches them wrongly (python/cpython#106052)
_DIGITS: Final = re.compile(
    rf"[0-9](?:[0-9]{{0,2}}(?:{_THIN}[0-9]{{3}}){{1,4}}(?:,[0-9]{{1,2}})?(?![0-9.,:]?[0-9])|[0-9]*+(?:[.,][0-9]++)*)"
)
_FORM: Final = re.compile(
    r"(?P<comma>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,3})?)"
    rf"|(?P<space>[0-9]{{1,3}}(?:{_THIN}[0-9]{{3}}){{1,4}}(?:,[0-9]{{1,2}})?)"
    r"|(?P<dots>[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?)"
    r"|(?P<plain>[0-9]{1,15}(?:[.,][0-9]{1,3})?)"
)
_LONGEST: Final = 24
_BY_COMMA: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3},[0-9]{3}(?![0-9])")


class Digits:
    """Reads the digits of one text, which says by its other numbers what a point between them means.

    >>> Digits("1,500 or 2.7").at(0)
    (5, Token(start=0, end=5, word='', value=1500.0))
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_comma: bool | None = None

    def at(self, start: int) -> tuple[int, Token | None]:
        """Return where the digits that begin at ``start`` end, and the number that they are, if any."""
        found = _DIGITS.match(self._text, start)
        if not found:
            return start, None
        end = found.end()
        if end - start > _LONGEST or self._text[start - 1 : start].isalnum():
            return end, None
        form = _FORM.fullmatch(self._text, start, end)
        if not form:
            return end, None
        value = _value(form.lastgroup or "", form[0], form.lastgroup == "dots" and self._parts_by_comma())
        part = FRACTIONS.get(self._text[end : end + 1])
        return end, Token(start, end + 1, "", value + part) if part else Token(start, end, "", value)

    def _parts_by_comma(self) -> bool:
        if self._by_comma is None:
            self._by_comma = _BY_COMMA.search(self._text) is not None
        return self._by_comma


def _value(form: str, written: str, by_comma: bool) -> float:
    """The value of digits; a lone point before three of them is decimal where the text parts thousands by commas."""
    if form == "comma":
        return float(written.replace(",", ""))
    if form == "plain" or (form == "dots" and by_comma and written.count(".") == 1 and "," not in written):
        return float(written.replace(",", "."))
    whole, _, part = re.sub(r"[^0-9,]", "", written).partition(",")
    return float(f"{whole}.{part or 0}")
