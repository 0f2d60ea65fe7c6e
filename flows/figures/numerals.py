"""A text in, the numbers written in it out: digits with their separators and magnitudes, number words, vague words."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from karabakh.flows.figures.scan import numbers_of
from karabakh.flows.figures.tokens import MAGNITUDES, PARTS, PLURALS, SMALL, TENS, Token


class Numeral(NamedTuple):
    """A number at ``text[start:end]``; of a vague one (``hundreds``) ``value`` is the least it stands for."""

    start: int
    end: int
    value: float
    vague: bool = False
    digits: bool = False
    magnitude: float = 1.0
    """What the last part was multiplied by: a million in ``2 million``."""


_LEAST: Final = 2
_SPACE: Final = r"[ \t\r\n\u00a0\u2009\u202f]"
_GAP: Final = re.compile(rf"{_SPACE}{{1,3}}|-(?:\r?\n)?|")
_AND: Final = re.compile(rf"{_SPACE}{{1,3}}(?:and|&){_SPACE}{{1,3}}")
_AND_A: Final = re.compile(rf"{_SPACE}and{_SPACE}(?:a|one){_SPACE}|{_SPACE}and{_SPACE}one-")
_OF: Final = re.compile(rf"{_SPACE}{{1,3}}of{_SPACE}{{1,3}}|{_SPACE}(?:and|upon){_SPACE}")
_PART_OF: Final = re.compile(rf"{_SPACE}{{1,3}}(?:of{_SPACE}{{1,3}})?a{_SPACE}{{1,3}}|-a-")
_WIDEST: Final = 12
"""Characters at most of what joins two words of a number."""

_BEFORE: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<one>a)|(?P<several>several|(?:a{_SPACE})?few|(?:a{_SPACE})?couple{_SPACE}of"
    rf"|many)){_SPACE}{{1,3}}\Z",
    re.IGNORECASE,
)
_BEFORE_REACH: Final = 16
_COUNTED_IN: Final = frozenset({"thousands", "millions", "billions", "trillions"})
"""Plurals that are not vague behind digits: 140 millions."""


def numerals(text: str, tokens: Sequence[Token] | None = None) -> Iterator[Numeral]:
    """Yield the numbers of ``text`` from left to right, as it writes them with ``tokens`` (without them, all of its).

    >>> [(n.value, text[n.start : n.end]) for text in ["twenty-three of 1.9million"] for n in numerals(text)]
    [(23.0, 'twenty-three'), (1900000.0, '1.9million')]
    """
    if tokens is None:
        tokens, _ = numbers_of(text)
    at = 0
    while at < len(tokens):
        read = _read(text, tokens, at)
        if read:
            numeral, at = read
            yield numeral
        else:
            at += 1


def _read(text: str, tokens: Sequence[Token], at: int) -> tuple[Numeral, int] | None:
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


def _gap(text: str, tokens: Sequence[Token], at: int, pattern: re.Pattern[str]) -> Token | None:
    """The token after the one at ``at``, if just the pattern stands between them."""
    if at + 1 >= len(tokens) or tokens[at + 1].start - tokens[at].end > _WIDEST:
        return None
    return tokens[at + 1] if pattern.fullmatch(text, tokens[at].end, tokens[at + 1].start) else None


def _digits(text: str, tokens: Sequence[Token], at: int) -> tuple[Numeral, int]:
    token, value, magnitude, last = tokens[at], tokens[at].value, 1.0, at
    while (following := _gap(text, tokens, last, _GAP)) and following.word in MAGNITUDES:
        magnitude *= MAGNITUDES[following.word]
        last += 1
    plural = _gap(text, tokens, at, _GAP)
    if plural and plural.word in _COUNTED_IN:
        magnitude, last = PLURALS[plural.word], at + 1
    written = text[token.start : token.end]
    if magnitude > 1 and re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", written):
        value = float(written)
    return Numeral(token.start, tokens[last].end, value * magnitude, digits=True, magnitude=magnitude), last + 1


def _vague(text: str, tokens: Sequence[Token], at: int) -> tuple[Numeral, int]:
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


def _part(text: str, tokens: Sequence[Token], at: int) -> tuple[Numeral, int] | None:
    """Half a million, a quarter of a million, half a dozen."""
    following = _gap(text, tokens, at, _PART_OF)
    if not following or following.word not in MAGNITUDES:
        return None
    _, start = _several(text, tokens[at].start) if tokens[at].word == "quarter" else ("", tokens[at].start)
    value = PARTS[tokens[at].word] * MAGNITUDES[following.word]
    return Numeral(start, following.end, value), at + 2


def _magnitude(text: str, tokens: Sequence[Token], at: int) -> tuple[Numeral, int] | None:
    """A million, a hundred thousand, several hundred, a million and a half."""
    name, start = _several(text, tokens[at].start)
    plural = _gap(text, tokens, at, _OF) or _gap(text, tokens, at, _GAP)
    if plural and plural.word in PLURALS:
        factor = MAGNITUDES[tokens[at].word] if tokens[at].word == "hundred" else 1.0
        return Numeral(start, plural.end, _LEAST * factor * PLURALS[plural.word], vague=True), at + 2
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


def _words(text: str, tokens: Sequence[Token], at: int) -> tuple[Numeral, int]:
    word = tokens[at].word
    return _sum(text, tokens, at, SMALL.get(word) or TENS[word])


def _sum(text: str, tokens: Sequence[Token], at: int, value: float) -> tuple[Numeral, int]:
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
        if following and (word in MAGNITUDES or word in _COUNTED_IN) and current:
            factor = MAGNITUDES.get(word) or PLURALS[word]
            total, current = (total, current * factor) if factor < 1000 else (total + current * factor, 0.0)
        elif word in SMALL and ((tokens[last].word in TENS and SMALL[word] < 10) or tokens[last].word in MAGNITUDES):
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
    magnitude = MAGNITUDES.get(tokens[last].word, 1.0)
    return Numeral(first, tokens[last].end, total + current, magnitude=magnitude), last + 1
