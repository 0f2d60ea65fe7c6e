"""The rows of the grammar come in; which words at the edges of a run can matter to what is inside goes out.

A word at the left edge matters where a row can begin with it and the word after it, or looks back at it; at the right
edge likewise. What does not matter is cut off, so that runs that read the same look the same.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES, FOUND, SHAPES, WORDS
from karabakh.flows.dates.rules import RULES
from karabakh.flows.dates.rules.guards import RULES as GUARDS
from karabakh.flows.dates.tokens import CASED, SIGNS

_FOUND = frozenset(CODES[name] for name in FOUND)
_UNKNOWN = frozenset(CODES[name] for name in ("WORD", "NAME"))
# what a number can be the beginning or the end of
_NUMBERS = frozenset(CODES[name] for name in SHAPES if name not in SIGNS.values()) - _UNKNOWN
# numbers in words, apostrophes, dashes, … may be parts of a longer token: they are never cut off
_LONGER = ("CARDINAL", "ORDINAL", "DASH", "SLASH", "COLON")


class Kind(NamedTuple):
    """What a token can be: class characters, whether it can be part of a phrase, and whether it always matters."""

    classes: frozenset[str]
    phrase: bool = False
    always: bool = False


UNKNOWN = Kind(_UNKNOWN)
NUMBER = Kind(_NUMBERS | {code for word, (code, _) in WORDS.items() if word[0].isdigit()}, always=True)
# numbers that stand by themselves, with a space or nothing after them, or a sign and a space
YEARLIKE = Kind(frozenset(CODES[name] for name in ("YEAR", "NUMBER", "MILITARY")), always=True)
DAYLIKE = Kind(frozenset(CODES[name] for name in ("DAY", "NUMBER2")), always=True)
# what a capital can make of a word, or not
_BY_CAPITAL = _UNKNOWN.union(CASED, *CASED.values())
# apostrophes belong to words and numbers (o'clock, ’93)
_SIGNS = frozenset(CODES[name] for name in {"GAP_DASH", *SIGNS.values()})
OTHER = Kind(NUMBER.classes | _SIGNS, phrase=True, always=True)


class Edges(NamedTuple):
    """The kinds of words and signs as numbers, and for each pair of kinds (256 * left + right) whether it matters.

    ``leads`` says so of the left one at the left edge, ``trails`` of the right one at the right edge. ``other`` is the
    kind of signs that ``signs`` does not have. ``capitals`` says of each kind whether its words can be something else
    with a capital, ``numbers`` whether they begin with a digit.
    """

    words: dict[str, int]
    signs: dict[str, int]
    unknown: int
    number: int
    yearlike: int
    daylike: int
    other: int
    leads: bytes
    trails: bytes
    capitals: bytes
    numbers: bytes


@cache
def edges() -> Edges:
    """Return the edges of the grammar."""
    words = _kinds_of_words()
    signs = {sign: _kind_of_sign(name) for sign, name in SIGNS.items()}
    kinds = sorted(
        {UNKNOWN, NUMBER, YEARLIKE, DAYLIKE, OTHER, *words.values(), *signs.values()},
        key=lambda k: (sorted(k.classes), k[1:]),
    )
    number = {kind: n for n, kind in enumerate(kinds)}
    leads, trails = _leads(), _trails()
    return Edges(
        {word: number[kind] for word, kind in words.items()},
        {sign: number[kind] for sign, kind in signs.items()},
        number[UNKNOWN], number[NUMBER], number[YEARLIKE], number[DAYLIKE], number[OTHER],
        _table(kinds, leads, inner=1), _table(kinds, trails, inner=0),
        bytes(kind.phrase or not kind.classes.isdisjoint(_BY_CAPITAL) for kind in kinds),
        bytes(kind in (NUMBER, YEARLIKE, DAYLIKE) for kind in kinds),
    )  # fmt: skip


def _kinds_of_words() -> dict[str, Kind]:
    """Return the kind of each word of the lexicon and of its phrases, in lower case."""
    kinds: dict[str, Kind] = {}
    for phrase, (code, _) in WORDS.items():
        parts = re.findall(r"\w+", phrase)
        for part in parts:
            before = kinds.get(part, Kind(frozenset() if part in WORDS else _UNKNOWN))
            classes = before.classes | {code} | CASED.get(code, frozenset())
            always = before.always or len(part) == 1 or any(CODES[name] in classes for name in _LONGER)
            kinds[part] = Kind(classes, before.phrase or part != phrase, always)
    return kinds


def _kind_of_sign(name: str) -> Kind:
    if name in _LONGER:
        return OTHER
    return Kind(frozenset({CODES[name]}), phrase=name == "DOT")  # of p.m. and B.C.


def _ends_of_found(end: int) -> frozenset[str]:
    """Return the classes that a found item can begin (0) or end (1) with; guards find nothing."""
    spans = (rule.compiled.span[end] for rule in RULES if rule not in GUARDS)
    return frozenset().union(*spans) - _FOUND


def _leads() -> set[tuple[str, str]]:
    """Return the pairs of classes of which the left one matters; a found item stands for all that it can begin with."""
    first = _ends_of_found(0)
    pairs = {(b[0], b[1:]) for rule in RULES for b in rule.compiled.beginnings}
    pairs |= {(c, b[0]) for rule in RULES for c in rule.compiled.behind for b in rule.compiled.beginnings}
    return {(a, c) for a, b in pairs for c in (first if b in _FOUND else {b})}


def _trails() -> set[tuple[str, str]]:
    """Return the pairs of classes of which the right one matters; a found item stands for all that it can end with."""
    last = _ends_of_found(1)
    pairs = {(e[:-1], e[-1]) for rule in RULES for e in rule.compiled.endings}
    pairs |= {pair for rule in RULES for pair in rule.compiled.ahead}
    return {(c, b) for a, b in pairs for c in (last if a in _FOUND else {a})}


def _table(kinds: list[Kind], pairs: Iterable[tuple[str, str]], inner: int) -> bytes:
    """Lay out which pairs of kinds matter; ``inner`` is the place of the one that is not at the edge."""
    matter = set(pairs)
    alone = {pair[1 - inner] for pair in matter if not pair[inner]}
    beside: dict[str, set[str]] = {}
    for a, b in matter:
        beside.setdefault(a, set()).add(b)
    table = bytearray(1 << 16)
    for n, left in enumerate(kinds):
        followed = set[str]().union(*(beside.get(a, ()) for a in left.classes))
        for m, right in enumerate(kinds):
            edge = right if inner == 0 else left
            table[n << 8 | m] = (
                edge.always
                or (left.phrase and right.phrase)
                or not alone.isdisjoint(edge.classes)
                or not followed.isdisjoint(right.classes)
            )
    return bytes(table)
