"""A text in, the words and digits that numbers are written with out: one cheap pass over the whole text."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


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

FRACTIONS: Final = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}
"""What one character behind digits adds to them."""

_KNOWN: Final = (*SMALL, *TENS, *MAGNITUDES, *PLURALS, *PARTS)
_WORDS: Final = AhoCorasick(
    [form for word in _KNOWN for form in (word, word.capitalize(), word.upper())], matchkind=MatchKind.LeftmostLongest
)
_ATTACHED: Final = frozenset(["million", "billion", "trillion", "mln", "bln", "bn", "mn"])
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


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text`` from left to right.

    >>> [(token.word, token.value) for token in tokens_of("two of 1,500 million")]
    [('two', 0.0), ('', 1500.0), ('million', 0.0)]
    """
    digits = list(_digits(text))
    ends = {token.end for token in digits}
    return iter(sorted([*digits, *_words(text, ends)]))


def _words(text: str, ends: set[int]) -> Iterator[Token]:
    for _, start, end in _WORDS.find_matches_as_indexes(text):
        if text[end : end + 1].isalnum():
            continue
        word = text[start:end].lower()
        if not text[start - 1 : start].isalnum() or (word in _ATTACHED and start in ends):
            yield Token(start, end, word, 0.0)


def _digits(text: str) -> Iterator[Token]:
    by_comma: bool | None = None
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        if end - start > _LONGEST or text[start - 1 : start].isalnum():
            continue
        form = _FORM.fullmatch(text, start, end)
        if not form:
            continue
        if form.lastgroup == "dots" and by_comma is None:
            by_comma = _BY_COMMA.search(text) is not None
        value = _value(form.lastgroup or "", form[0], bool(by_comma))
        if part := FRACTIONS.get(text[end : end + 1]):
            end, value = end + 1, value + part
        yield Token(start, end, "", value)


def _value(form: str, written: str, by_comma: bool) -> float:
    """The value of digits; a lone point before three of them is decimal where the text parts thousands by commas."""
    if form == "comma":
        return float(written.replace(",", ""))
    if form == "plain" or (form == "dots" and by_comma and written.count(".") == 1 and "," not in written):
        return float(written.replace(",", "."))
    whole, _, part = re.sub(r"[^0-9,]", "", written).partition(",")
    return float(f"{whole}.{part or 0}")
