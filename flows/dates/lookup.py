"""The tokens of a text come in; what each is to the grammar goes out: a trigger, a word of the lexicon, or unknown."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from karabakh.flows.dates.edges import edges
from karabakh.flows.dates.lexicon import TABLE
from karabakh.flows.dates.tokenarray import LONGEST_WORD, LOWER, MASKS, Array, TokenArray, is_capital, is_digit

# the classes without which there is no expression; all their words are triggers
_TRIGGERS = """
    MONTH_SHORT WEEKDAY WEEKDAYS SEASON FALL DAY_WORD WEEK_WORD MONTH_WORD YEAR_WORD QUARTER UNIT_WORD
    CENTURY CENTURIES UNITS DECADE_NAME TODAY TONIGHT DAYPART OCLOCK SET AGED RECENT NOW PRESENT FUTURE
    CURRENT PAST FEAST FISCAL_YEAR YEARLONG QUARTERS AGE QUARTER_NAME HALF_NAME
"""
UNKNOWN, _KNOWN, _ERA, _POINTING, _ROMAN, NUMERAL, COUNTED, _MONTH, _MOMENT, _CENTURY, TRIGGER = range(11)
# classes that say more of a run than that it goes on; a month needs a capital or a number before it, a moment a word
# that points to it, the abbreviation of a century a Roman number
_CODES = {
    "COUNTED": COUNTED, "A": COUNTED, "CARDINAL": NUMERAL, "MONTH": _MONTH, "TIME_WORD": _MOMENT,
    "THAT": _POINTING, "THIS": _POINTING, "SAME": _POINTING, "BC": _ERA, "AD": _ERA, "AM_PM": _ERA,
    "ROMAN": _ROMAN, "CIRCA": _CENTURY, "CENTURY_SHORT": _CENTURY,
} | dict.fromkeys(_TRIGGERS.split(), TRIGGER)  # fmt: skip


class Lookup(NamedTuple):
    """What the tokens of a text are: a hash of each, its code (``TRIGGER``, …) and its kind as ``edges`` has it."""

    hashes: Array
    codes: Array
    kinds: Array


def look_up(tokens: TokenArray) -> Lookup:
    """Look all tokens up in the lexicon at once; signs are known, numbers numerals or triggers."""
    lexicon, hashes = _lexicon(), _hashes(tokens)
    slots = _slots(hashes)
    known = lexicon.hashes[slots] == hashes.astype(np.uint32)
    meanings = np.where(known, lexicon.meanings[slots], np.uint16(UNKNOWN << 8 | edges().unknown))
    codes, kinds = (meanings >> 8).astype(np.uint8), meanings.astype(np.uint8)
    signs, digits = np.flatnonzero(tokens.signs), tokens.digits
    codes[signs] = _KNOWN
    kinds[signs] = _sign_kinds()[np.minimum(tokens.points(signs), len(_sign_kinds()) - 1)]
    codes[digits] = np.where(_telling(tokens, codes, digits), TRIGGER, NUMERAL)
    kinds[digits] = edges().number
    for code, wanted in ((_MONTH, NUMERAL), (_MOMENT, _POINTING), (_CENTURY, _ROMAN)):
        places = np.flatnonzero(codes == code)
        told = codes[np.maximum(places - 1, 0)] == wanted
        if code == _MONTH:
            told |= is_capital(tokens.points(places))
        codes[places] = np.where(told, TRIGGER, _KNOWN)
    return Lookup(hashes, codes, kinds)


class _Lexicon(NamedTuple):
    """A hash table of the lexicon's words without collisions: factors of the hash, half a hash a slot, and a meaning.

    A meaning is 256 times a word's code plus its kind.
    """

    factors: tuple[np.uint64, np.uint64]
    hashes: Array
    meanings: Array


_SLOT_BITS = 18


def _packed(word: str) -> tuple[int, int]:
    """Return the first eight letters of a word and the next eight as numbers."""
    raw = word.encode("ascii", "replace")
    return int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:16], "little")


def _words() -> dict[str, int]:
    """Return the words that keep a run together, each with its code; of a phrase that is a trigger, one word is."""
    codes = dict.fromkeys(["o", "clock", "st", "nd", "rd", "th"], _KNOWN)
    entries = sorted(((phrase, _CODES.get(name, _KNOWN)) for name in TABLE for phrase in TABLE[name]), key=_length)
    for phrase, code in entries:
        parts = re.findall(r"\w+", phrase)
        for part in parts:
            codes.setdefault(part, code if len(parts) == 1 else _KNOWN)
        if code == TRIGGER and all(codes[part] != TRIGGER for part in parts):
            codes[max(parts, key=len)] = TRIGGER
    return codes


def _length(entry: tuple[str, int]) -> tuple[int, str]:
    return len(re.findall(r"\w+", entry[0])), entry[0]


@cache
def _lexicon() -> _Lexicon:
    words = _words()
    heads, tails = (np.array(column, np.uint64) for column in zip(*map(_packed, words), strict=True))
    tried = ((factors, heads * factors[0] + tails * factors[1]) for factors in _factors())
    factors, mixed = next(one for one in tried if len(np.unique(_slots(one[1]))) == len(words))
    slots = _slots(mixed)
    hashes, meanings = np.zeros(1 << _SLOT_BITS, np.uint32), np.zeros(1 << _SLOT_BITS, np.uint16)
    hashes[slots] = mixed.astype(np.uint32)
    meanings[slots] = [code << 8 | edges().words.get(word, edges().other) for word, code in words.items()]
    return _Lexicon(factors, hashes, meanings)


def _factors() -> Iterator[tuple[np.uint64, np.uint64]]:
    """Yield pairs of odd factors; of the first thousands one tells all words apart, or two of them are alike."""
    odd = 0x9E3779B97F4A7C15  # 2**64 / golden ratio; its powers are odd as well
    for power in range(1, 20_000, 2):
        yield np.uint64(pow(odd, power, 2**64)), np.uint64(pow(odd, power + 1, 2**64))
    raise ValueError("two words of the lexicon have the same first sixteen letters")


def _hashes(tokens: TokenArray) -> Array:
    """Return a hash of each token; 0 for all words that are too long to be told apart."""
    one, two = _lexicon().factors
    hashes: Array = tokens.heads * one
    lengths = tokens.ends - tokens.starts
    longer = np.flatnonzero(lengths > 8)
    rest = lengths[longer] - 8
    tails = (tokens.eights[tokens.starts[longer] + 8] | LOWER) & MASKS[np.minimum(rest, 8)]
    hashes[longer] += tails * two
    hashes[longer[rest > LONGEST_WORD - 8]] = 0
    return hashes


def _slots(hashes: Array) -> Array:
    """Return the slot of each hash."""
    return (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.int64)


@cache
def _sign_kinds() -> Array:
    """Return the kinds of signs by code point; the last is that of all signs beyond."""
    kinds = np.full(0x2100, edges().other, np.uint8)
    for sign, kind in edges().signs.items():
        if len(sign) == 1 and ord(sign) < len(kinds) - 1:
            kinds[ord(sign)] = kind
    return kinds


_ENDING = np.uint64(_packed("s")[0])
_S, _M = np.uint64(ord("s")), np.uint64(ord("m"))
_HIGH, _ZEROS = np.uint64(0xF0F0F0F0F0F0F0F0), np.uint64(0x3030303030303030)
_DOT, _COMMA = np.uint32(ord(".")), np.uint32(ord(","))


def _telling(tokens: TokenArray, codes: Array, digits: Array) -> Array:
    """Say which numbers may be of a date: of four digits, with an era, an ending, or joined to another number; ’93."""
    starts, ends, heads = tokens.starts, tokens.ends, tokens.heads
    lengths = np.minimum(ends[digits] - starts[digits], 8)
    plain = (heads[digits] & _HIGH & MASKS[lengths]) == (_ZEROS & MASKS[lengths])
    last = len(starts) - 1
    one, two = np.minimum(digits + 1, last), np.minimum(digits + 2, last)
    back, far = np.maximum(digits - 1, 0), np.maximum(digits - 2, 0)
    era = (codes[one] == _ERA) | (codes[back] == _ERA) | _dotted(tokens, one, two) | _dotted(tokens, far, back)
    close = tokens.signs[one] & (starts[one] == ends[digits]) & (starts[two] == ends[one])
    decade = close & (heads[two] == _ENDING)
    short = (ends[back] == starts[digits]) & tokens.signs[back] & (lengths == 2)
    finals = heads[digits] >> (8 * (np.maximum(lengths, 1) - 1)).astype(np.uint64) & np.uint64(0xFF)
    ending = ~plain & ((lengths <= 4) | (finals == _S) | (finals == _M))
    telling: Array = (plain & ((lengths == 4) | era)) | ending | _joined(tokens, digits, close, two) | decade | short
    return telling


def _joined(tokens: TokenArray, digits: Array, close: Array, two: Array) -> Array:
    """Say which numbers are joined to another as in a date: 3/4/1992, 1988-94, 15:30, but not 3.5 and 7/143."""
    joint = tokens.points(np.minimum(digits + 1, len(tokens.starts) - 1))
    length = tokens.ends[two] - tokens.starts[two]
    joined = close & is_digit(tokens.points(two)) & (joint != _COMMA) & (length != 3) & (length <= 4)
    dots = np.zeros(len(tokens.starts), bool)
    dots[digits] = joined & (joint == _DOT)
    again: Array = joined & (~dots[digits] | dots[two] | (dots[np.maximum(digits - 2, 0)] & (digits > 1)))
    return again


def _dotted(tokens: TokenArray, letters: Array, dots: Array) -> Array:
    """Say which are a letter with a dot: 5 p.m., 480 B.C."""
    single = (tokens.ends[letters] - tokens.starts[letters] == 1) & ~tokens.signs[letters]
    single &= ~is_digit(tokens.points(letters))
    dotted: Array = single & (tokens.points(dots) == _DOT) & (tokens.starts[dots] == tokens.ends[letters])
    return dotted
