"""A text in, its quantities out: a number or a range of two, with its modifiers and its unit of measure, if any."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from karabakh.flows.figures.counted import counted
from karabakh.flows.figures.edges import alternatives, openings
from karabakh.flows.figures.fractions import fractions
from karabakh.flows.figures.modifiers import Bound, after, before
from karabakh.flows.figures.names import OLDEST, is_age, is_listed, is_named_behind, names
from karabakh.flows.figures.numerals import Numeral, numerals
from karabakh.flows.figures.scan import numbers_of
from karabakh.flows.figures.taken import Taken, taken_by
from karabakh.flows.figures.tokens import Token
from karabakh.flows.figures.units import PERCENT, UNITS, Unit, unit_after, unit_before
from karabakh.flows.text.span import Span


class Quantity(NamedTuple):
    """``text[start:end]`` holds modifiers, number and unit; ``low`` and ``high`` are as written, None is open."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    digits: bool
    unit: Unit | None

    def of(self, text: str) -> str:
        """Return its characters."""
        return text[self.start : self.end]

    @property
    def value(self) -> float:
        """The number that is written, or the first of two."""
        return self.low if self.low is not None else self.high or 0.0


class _Written(NamedTuple):
    """A numeral with its sign and its unit."""

    start: int
    end: int
    numeral: Numeral
    unit: Unit | None
    bound: Bound


_DASH: Final = re.compile(r"\s?[-–—−]\s?")
_TO: Final = re.compile(r"\s{1,3}(?:to|or)\s{1,3}")
_AND: Final = re.compile(r"\s{1,3}and\s{1,3}")
_BETWEEN: Final = re.compile(r"(?<!\w)between\s{1,3}(?:an?\s{1,3}estimated\s{1,3})?\Z", re.IGNORECASE)
_BETWEEN_REACH: Final = 30
_CHANGE: Final = re.compile(
    r"(?<!\w)(?:rose|risen|rising|grew|grown|growing|increas(?:ed|ing)|jumped|fell|fallen|falling|dropped"
    r"|declined|decreased|shrank"
    r"|swelled|doubled|trebled|tripled|quadrupled|halved|reduced|reducing|cut|raised|raising|went|gone|up|down"
    r"|expanded|climbed)"
    r"(?:\s[a-z]{1,14}){0,2}?,?\sfrom\s{1,3}\Z",
    re.IGNORECASE,
)
_CHANGE_REACH: Final = 50
_SHORT: Final = re.compile(r"\s?(?P<m>m|mln)(?![^\W_])|\s?(?P<k>k)(?![^\W_])", re.IGNORECASE)

_NOUN_REACH: Final = 60
_LONGEST_JOINT: Final = 9
"""Characters at most that join the two ends of a range."""

_OPENING: Final = 6
_OPENINGS: Final = frozenset(
    opening[1:3]
    for words in (*(unit.words for unit in UNITS), "of|mln|and|or|plus|odd")
    for one in alternatives(words)
    for opening in openings(one)
)
"""The first letters of whatever word may belong to the number before it, where there are two."""

_CLOSING: Final = frozenset(".,;:)]\"'”’")
"""What stands behind a number that has neither a unit nor a modifier behind it."""


def quantities(text: str, taken: Sequence[Span] = ()) -> Iterator[Quantity]:
    """Yield the quantities of ``text`` that meet no span of ``taken``, sorted and without overlaps.

    >>> [(q.low, q.high, q.approximate) for q in quantities("about 50 and from 3 to 4 million")]
    [(50.0, 50.0, True), (3000000.0, 4000000.0, False)]
    """
    every, parts = numbers_of(text)
    stretches = taken_by(taken)
    free = [token for token in every if not stretches.meets(token.start, token.end)]
    shares = [part for part in fractions(text, parts) if not stretches.meets(part.start, part.end)]
    return quantities_of(text, free, shares, stretches)


def quantities_of(text: str, tokens: Sequence[Token], shares: Sequence[Numeral], taken: Taken) -> Iterator[Quantity]:
    """Yield the quantities of ``text`` that are written with ``tokens``, and its fractions, which are ``shares``.

    None of them meets what is ``taken``.
    """
    written = _all_written(text, tokens, shares)
    floor, at = 0, 0
    while at < len(written):
        first, last, pair = written[at], written[at], None
        if at + 1 < len(written) and _is_change(text, first, written[at + 1]):
            first = first._replace(unit=first.unit or written[at + 1].unit)
        elif at + 1 < len(written) and (pair := _range(text, first, written[at + 1])):
            last = written[at + 1]
        at += 2 if pair else 1
        if _is_name(text, first, last, taken):
            floor = last.end
        elif first.start >= floor:
            quantity = _bounded(text, first, last, pair, floor)
            floor = quantity.end
            yield quantity


def _all_written(text: str, tokens: Sequence[Token], shares: Sequence[Numeral]) -> list[_Written]:
    """The numbers of the text and its fractions, which no number meets, in order."""
    numbers = numerals(text, tokens)
    if not shares:
        return [_written(text, number) for number in numbers]
    parts = taken_by([Span(share.start, share.end) for share in shares])
    written = [_written(text, number) for number in numbers if not parts.meets(number.start, number.end)]
    written += [_Written(share.start, share.end, share, PERCENT, Bound.NONE) for share in shares]
    return sorted(written, key=lambda each: each.start)


def _written(text: str, numeral: Numeral) -> _Written:
    start, sign = unit_before(text, numeral.start)
    if text[numeral.end : numeral.end + 1] in _CLOSING or not _may_go_on(text, numeral.end):
        return _Written(start, numeral.end, numeral, sign, Bound.NONE)
    short = _SHORT.match(text, numeral.end)
    if short and (sign or _counts_people(text, short.end())):
        factor = 1e6 if short["m"] else 1e3
        numeral = numeral._replace(end=short.end(), value=numeral.value * factor, magnitude=factor)
    end, bound = after(text, numeral.end)
    end, unit = unit_after(text, end)
    if sign and unit and unit.kind != "money":
        end, unit = numeral.end, None
    return _Written(start, end, numeral, sign or unit, bound)


def _may_go_on(text: str, end: int) -> bool:
    """Whether a unit, a letter for thousands or millions, or a modifier may follow the number that ends at ``end``."""
    behind = text[end : end + _OPENING].lstrip()
    if len(behind) > 1 and behind[:2].isascii() and behind[:2].isalpha():
        return behind[:2].lower() in _OPENINGS
    return behind[:1] != "("


def _counts_people(text: str, end: int) -> bool:
    """Whether a noun of people follows, so that the letter before it is no metre: 2m people."""
    phrase = counted(text, end, min(len(text), end + _NOUN_REACH))
    return phrase is not None and (phrase.masses or phrase.kind is not None)


def _range(text: str, first: _Written, last: _Written) -> tuple[float, float] | None:
    """Low and high of two numbers that are the ends of one range."""
    if last.start - first.end > _LONGEST_JOINT:
        return None
    dash = _DASH.fullmatch(text, first.end, last.start)
    joint = dash or _TO.fullmatch(text, first.end, last.start)
    if not joint and not (_AND.fullmatch(text, first.end, last.start) and _between(text, first.start)):
        return None
    if first.numeral.vague or last.numeral.vague or (first.unit and last.unit and first.unit != last.unit):
        return None
    low, high, magnitude = first.numeral.value, last.numeral.value, last.numeral.magnitude
    if first.numeral.magnitude == 1 and magnitude > 1 and low * magnitude < high:
        low *= magnitude
    elif dash and low < 1000 <= high < 1e6 and high % 1000 == 0 and low * 1000 < high:
        low *= 1000
    return (low, high) if low < high else None


def _is_change(text: str, first: _Written, last: _Written) -> bool:
    """Whether the two are one thing at two times, and no range: it grew from 40 to 50."""
    return (
        last.start - first.end <= _LONGEST_JOINT
        and _TO.fullmatch(text, first.end, last.start) is not None
        and _CHANGE.search(text, max(0, first.start - _CHANGE_REACH), first.start) is not None
    )


def _between(text: str, start: int) -> bool:
    return _BETWEEN.search(text, max(0, start - _BETWEEN_REACH), start) is not None


def _is_name(text: str, first: _Written, last: _Written, dates: Taken) -> bool:
    """Whether the number is part of a name, code, clock time, ordinal, age or place in a document.

    The number behind one of the ``dates`` is no day of its month.
    """
    if not first.unit:
        if names(text, first.start) and not _follows_date(text, first.start, dates):
            return True
        if first.numeral.digits and is_listed(text, first.start, first.end):
            return True
    if last.unit:
        return text[last.end : last.end + 1].isalnum()
    if last.numeral.digits and last.numeral.value <= OLDEST and is_age(text, first.start, last.end):
        return True
    return is_named_behind(text, last.end)


def _follows_date(text: str, start: int, dates: Taken) -> bool:
    return any(not text[end:start].strip(" .\n") for end in dates.end_in(max(0, start - 3), start))


def _bounded(text: str, first: _Written, last: _Written, pair: tuple[float, float] | None, floor: int) -> Quantity:
    start, bounds = before(text, first.start, floor)
    bounds |= {last.bound}
    low, high = pair or (first.numeral.value, first.numeral.value)
    least: float | None = low
    most: float | None = None if first.numeral.vague else high
    if Bound.MOST in bounds:
        least, most = None, high
    elif Bound.LEAST in bounds:
        most = None
    approximate = Bound.ABOUT in bounds
    return Quantity(start, last.end, least, most, approximate, first.numeral.digits, first.unit or last.unit)
