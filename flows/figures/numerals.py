"""A text in, the numbers written in it out: digits with their separators and magnitudes, number words, vague words."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple


class Numeral(NamedTuple):
    """A number at ``text[start:end]``; of a vague one (``hundreds``) ``value`` is the least it stands for."""

    start: int
    end: int
    value: float
    vague: bool = False
    digits: bool = False
    magnitude: float = 1.0
    """What the last part was multiplied by: a million in ``2 million``."""


_SMALL: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
SMALL: Final = {word: float(value) for value, word in enumerate(_SMALL.split(), 1)}
TENS: Final = {
    word: 10.0 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
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
_LEAST: Final = 2

_SPACE: Final = r"[ \t\r\n\u00a0\u2009\u202f]"
_THIN: Final = "[ \u00a0\u2009\u202f]"
_KNOWN: Final = sorted([*SMALL, *TENS, *MAGNITUDES, *PLURALS, *PARTS], key=len, reverse=True)
_TOKEN: Final = re.compile(
    r"(?<![^\W_])(?:"
    r"(?P<comma>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,3})?(?![0-9]))"
    rf"|(?P<space>[0-9]{{1,3}}(?:{_THIN}[0-9]{{3}}){{1,4}}(?:,[0-9]{{1,2}})?(?![0-9.,:]?[0-9]))"
    r"|(?P<dots>[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?(?![0-9]))"
    r"|(?P<plain>[0-9]{1,15}(?:[.,][0-9]{1,3})?(?![0-9]))"
    rf"|(?P<word>(?i:{'|'.join(_KNOWN)}))(?![^\W_]))"
)
_ATTACHED: Final = re.compile(r"(?i:million|billion|trillion|mln|bln|bn|mn)(?![^\W_])")
_BY_COMMA: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3},[0-9]{3}(?![0-9])")
_GAP: Final = re.compile(rf"{_SPACE}{{1,3}}|-|")
_AND: Final = re.compile(rf"{_SPACE}{{1,3}}(?:and|&){_SPACE}{{1,3}}")
_AND_A: Final = re.compile(rf"{_SPACE}and{_SPACE}(?:a|one){_SPACE}|{_SPACE}and{_SPACE}one-")
_OF: Final = re.compile(rf"{_SPACE}{{1,3}}of{_SPACE}{{1,3}}|{_SPACE}(?:and|upon){_SPACE}")
_PART_OF: Final = re.compile(rf"{_SPACE}(?:of{_SPACE})?a{_SPACE}|-a-|{_SPACE}of{_SPACE}a{_SPACE}")
_BEFORE: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<one>a)|(?P<several>several|(?:a{_SPACE})?few|(?:a{_SPACE})?couple{_SPACE}of|many)){_SPACE}{{1,3}}\Z",
    re.IGNORECASE,
)
_BEFORE_REACH: Final = 16


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    value: float


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers of ``text`` from left to right, as it writes them.

    >>> [(n.value, text[n.start : n.end]) for text in ["twenty-three of 1.9million"] for n in numerals(text)]
    [(23.0, 'twenty-three'), (1900000.0, '1.9million')]
    """
    tokens = list(_tokens(text))
    at = 0
    while at < len(tokens):
        read = _read(text, tokens, at)
        if read:
            numeral, at = read
            yield numeral
        else:
            at += 1


def _tokens(text: str) -> Iterator[_Token]:
    by_comma: bool | None = None
    for found in _TOKEN.finditer(text):
        form = found.lastgroup or ""
        value = 0.0
        if form == "dots" and by_comma is None:
            by_comma = _BY_COMMA.search(text) is not None
        if form != "word":
            value = _value(form, found[0], bool(by_comma))
        yield _Token(found.start(), found.end(), found[0].lower() if form == "word" else "", value)
        attached = _ATTACHED.match(text, found.end()) if form != "word" else None
        if attached:
            yield _Token(attached.start(), attached.end(), attached[0].lower(), 0.0)


def _value(form: str, written: str, by_comma: bool) -> float:
    """The value of digits; a lone point before three of them is decimal where the text parts thousands by commas."""
    if form == "comma":
        return float(written.replace(",", ""))
    if form == "plain" or (form == "dots" and by_comma and written.count(".") == 1 and "," not in written):
        return float(written.replace(",", "."))
    whole, _, part = re.sub(r"[^0-9,]", "", written).partition(",")
    return float(f"{whole}.{part or 0}")


def _read(text: str, tokens: Sequence[_Token], at: int) -> tuple[Numeral, int] | None:
    token = tokens[at]
    if not token.word:
        return _digits(text, tokens, at)
    if token.word in PLURALS:
        return _vague(text, tokens, at)
    if token.word in PARTS:
        return _part(text, tokens, at)
    if token.word in MAGNITUDES:
        return _magnitude(text, tokens, at)
    return _words(text, tokens, at)


def _gap(text: str, tokens: Sequence[_Token], at: int, pattern: re.Pattern[str]) -> _Token | None:
    """The token after the one at ``at``, if just the pattern stands between them."""
    if at + 1 >= len(tokens):
        return None
    return tokens[at + 1] if pattern.fullmatch(text, tokens[at].end, tokens[at + 1].start) else None


def _digits(text: str, tokens: Sequence[_Token], at: int) -> tuple[Numeral, int]:
    token, value, magnitude, last = tokens[at], tokens[at].value, 1.0, at
    while (following := _gap(text, tokens, last, _GAP)) and following.word in MAGNITUDES:
        magnitude *= MAGNITUDES[following.word]
        last += 1
    written = text[token.start : token.end]
    if magnitude > 1 and re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", written):
        value = float(written)
    return Numeral(token.start, tokens[last].end, value * magnitude, digits=True, magnitude=magnitude), last + 1


def _vague(text: str, tokens: Sequence[_Token], at: int) -> tuple[Numeral, int]:
    value, last = PLURALS[tokens[at].word], at
    while (following := _gap(text, tokens, last, _OF)) and (following.word in PLURALS or following.word in MAGNITUDES):
        factor = PLURALS.get(following.word) or MAGNITUDES[following.word]
        value = value * factor if factor > PLURALS.get(tokens[last].word, 0) else value
        last += 1
    start = _several(text, tokens[at].start)[1]
    return Numeral(start, tokens[last].end, _LEAST * value, vague=True), last + 1


def _several(text: str, start: int) -> tuple[str, int]:
    """``a`` or ``several`` (a few, many) before ``start``, and where it begins; else an empty name and ``start``."""
    found = _BEFORE.search(text, max(0, start - _BEFORE_REACH), start)
    return (found.lastgroup or "", found.start()) if found else ("", start)


def _part(text: str, tokens: Sequence[_Token], at: int) -> tuple[Numeral, int] | None:
    """Half a million, a quarter of a million, half a dozen."""
    following = _gap(text, tokens, at, _PART_OF)
    if not following or following.word not in MAGNITUDES:
        return None
    _, start = _several(text, tokens[at].start) if tokens[at].word == "quarter" else ("", tokens[at].start)
    value = PARTS[tokens[at].word] * MAGNITUDES[following.word]
    return Numeral(start, following.end, value), at + 2


def _magnitude(text: str, tokens: Sequence[_Token], at: int) -> tuple[Numeral, int] | None:
    """A million, a hundred thousand, several hundred, a million and a half."""
    name, start = _several(text, tokens[at].start)
    if not name:
        return None
    value, last = MAGNITUDES[tokens[at].word], at
    while (following := _gap(text, tokens, last, _GAP)) and following.word in MAGNITUDES:
        value *= MAGNITUDES[following.word]
        last += 1
    if name == "several":
        return Numeral(start, tokens[last].end, _LEAST * value, vague=True), last + 1
    half = _gap(text, tokens, last, _AND_A)
    if half and half.word in PARTS:
        return Numeral(start, half.end, value * (1 + PARTS[half.word])), last + 2
    numeral, last = _sum(text, tokens, last, value)
    return numeral._replace(start=start), last


def _words(text: str, tokens: Sequence[_Token], at: int) -> tuple[Numeral, int]:
    word = tokens[at].word
    return _sum(text, tokens, at, SMALL.get(word) or TENS[word])


def _sum(text: str, tokens: Sequence[_Token], at: int, value: float) -> tuple[Numeral, int]:
    """Add up number words: below a thousand in ``current``, the rest in ``total``."""
    total, current, last, first = 0.0, value, at, tokens[at].start
    if value >= 1000:
        total, current = value, 0.0
    while True:
        following = _gap(text, tokens, last, _GAP)
        joined = following or (_gap(text, tokens, last, _AND) if tokens[last].word in MAGNITUDES else None)
        if joined is None:
            break
        word = joined.word
        if following and word in MAGNITUDES and current:
            factor = MAGNITUDES[word]
            total, current = (total, current * factor) if factor < 1000 else (total + current * factor, 0.0)
        elif word in SMALL and (tokens[last].word in TENS and SMALL[word] < 10 or tokens[last].word in MAGNITUDES):
            current += SMALL[word]
        elif word in TENS and tokens[last].word in MAGNITUDES:
            current += TENS[word]
        else:
            break
        last += 1
    half = _gap(text, tokens, last, _AND_A)
    if half and half.word in PARTS:
        following = _gap(text, tokens, last + 1, _GAP)
        if following and following.word in MAGNITUDES:
            value = (total + current + PARTS[half.word]) * MAGNITUDES[following.word]
            return Numeral(first, following.end, value), last + 3
    return Numeral(first, tokens[last].end, total + current), last + 1
