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


# what must stand before a word to make a trigger of it; for the others, nothing would
_WANTED = np.full(TRIGGER + 1, 0xFF, np.uint8)
_WANTED[[_MONTH, _MOMENT, _CENTURY]] = NUMERAL, _POINTING, _ROMAN


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
    meanings = lexicon.meanings[slots] * known ^ np.uint16(UNKNOWN << 8 | edges().unknown)
    codes, kinds = (meanings >> 8).astype(np.uint8), meanings.astype(np.uint8)
    signs, digits = np.flatnonzero(tokens.signs), tokens.digits
    codes[signs] = _KNOWN
    kinds[signs] = _sign_kinds()[np.minimum(tokens.points(signs), len(_sign_kinds()) - 1)]
    numbers = _numbers(tokens)
    codes[digits] = np.where(_telling(tokens, codes, numbers), TRIGGER, NUMERAL)
    kinds[digits] = _number_kinds(tokens, numbers)
    places = np.flatnonzero((codes >= _MONTH) & (codes <= _CENTURY))
    told = codes[np.maximum(places - 1, 0)] == _WANTED[codes[places]]
    told |= (codes[places] == _MONTH) & is_capital(tokens.points(places))
    codes[places] = np.where(told, TRIGGER, _KNOWN)
    return Lookup(hashes, codes, kinds)


class _Lexicon(NamedTuple):
    """A hash table of the lexicon's words without collisions: factors of the hash, half a hash a slot, and a meaning.

    A meaning is 256 times a word's code plus its kind; it is kept as what it differs in from that of unknown words.
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
    none = UNKNOWN << 8 | edges().unknown
    meanings[slots] = [none ^ (code << 8 | edges().words.get(word, edges().other)) for word, code in words.items()]
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


class _Numbers(NamedTuple):
    """The numbers of a text: which tokens they are, their length up to 8, and the two tokens on either side.

    ``plain`` says that the first eight characters are digits, ``closed`` that a sign follows right after the number and
    another token right after that, ``begun`` that a sign, and ``apart`` that a gap stands right before it.
    """

    tokens: Array
    lengths: Array
    one: Array
    two: Array
    back: Array
    far: Array
    plain: Array
    closed: Array
    begun: Array
    apart: Array


def _numbers(tokens: TokenArray) -> _Numbers:
    digits, starts, ends, signs = tokens.digits, tokens.starts, tokens.ends, tokens.signs
    last = len(starts) - 1
    lengths = np.minimum(ends[digits] - starts[digits], 8)
    one, two = np.minimum(digits + 1, last), np.minimum(digits + 2, last)
    back, far = np.maximum(digits - 1, 0), np.maximum(digits - 2, 0)
    masks = MASKS[lengths]
    plain = (tokens.heads[digits] & _HIGH & masks) == (_ZEROS & masks)
    closed = signs[one] & (starts[one] == ends[digits]) & (starts[two] == ends[one])
    touches = ends[back] == starts[digits]
    return _Numbers(digits, lengths, one, two, back, far, plain, closed, touches & signs[back], ~touches)


def _telling(tokens: TokenArray, codes: Array, numbers: _Numbers) -> Array:
    """Say which numbers may be of a date: of four digits, with an era, an ending, or joined to another number; ’93."""
    digits, lengths, one, two, back, far, plain, closed, begun, _ = numbers
    heads = tokens.heads
    era = (codes[one] == _ERA) | (codes[back] == _ERA) | _dotted(tokens, one, two) | _dotted(tokens, far, back)
    decade = closed & (heads[two] == _ENDING)
    finals = heads[digits] >> (8 * (np.maximum(lengths, 1) - 1)).astype(np.uint64) & np.uint64(0xFF)
    ending = ~plain & ((lengths <= 4) | (finals == _S) | (finals == _M))
    telling: Array = (plain & ((lengths == 4) | era)) | ending | _joined(tokens, numbers)
    telling |= decade | (begun & (lengths == 2))
    return telling


def _number_kinds(tokens: TokenArray, numbers: _Numbers) -> Array:
    """Return the kinds of numbers; some of four, two and one digit have their own, of which no sign can be a part."""
    digits, lengths, one, _, _, far, plain, closed, begun, apart = numbers
    free = plain & ((tokens.signs[one] & ~closed) | (tokens.starts[one] != tokens.ends[digits]))
    alone = apart | (begun & (tokens.ends[far] != tokens.starts[numbers.back]))
    years, days = free & alone & (lengths == 4), free & apart & (lengths <= 2)
    return np.where(years, edges().yearlike, np.where(days, edges().daylike, edges().number))


def _joined(tokens: TokenArray, numbers: _Numbers) -> Array:
    """Say which numbers are joined to another as in a date: 3/4/1992, 1988-94, 15:30, but not 3.5 and 7/143."""
    digits, two = numbers.tokens, numbers.two
    joint = tokens.points(numbers.one)
    length = tokens.ends[two] - tokens.starts[two]
    joined = numbers.closed & is_digit(tokens.points(two)) & (joint != _COMMA) & (length != 3) & (length <= 4)
    dots = np.zeros(len(tokens.starts), bool)
    dots[digits] = joined & (joint == _DOT)
    again: Array = joined & (~dots[digits] | dots[two] | (dots[numbers.far] & (digits > 1)))
    return again


def _dotted(tokens: TokenArray, letters: Array, dots: Array) -> Array:
    """Say which are a letter with a dot: 5 p.m., 480 B.C."""
    single = (tokens.ends[letters] - tokens.starts[letters] == 1) & ~tokens.signs[letters]
    single &= ~is_digit(tokens.points(letters))
    dotted: Array = single & (tokens.points(dots) == _DOT) & (tokens.starts[dots] == tokens.ends[letters])
    return dotted
