"""A text and its sentences come in; the runs worth a look go out: stretches of words of the lexicon around a trigger.

The whole text is one array of code points. A few passes over it cut it into tokens, look all words up at once and join
what stands together; Python sees only the runs that hold a trigger, and nothing else of this package sees the rest.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from karabakh.flows.dates.edges import edges
from karabakh.flows.dates.lexicon import TABLE
from karabakh.flows.span import Span

# the classes without which there is no expression; all their words are triggers
_TRIGGERS = """
    MONTH_SHORT WEEKDAY WEEKDAYS SEASON FALL DAY_WORD WEEK_WORD MONTH_WORD YEAR_WORD QUARTER UNIT_WORD
    CENTURY CENTURIES UNITS DECADE_NAME TODAY TONIGHT DAYPART OCLOCK SET AGED RECENT NOW PRESENT FUTURE
    CURRENT PAST FEAST FISCAL_YEAR YEARLONG QUARTERS AGE QUARTER_NAME HALF_NAME
"""
# how far an expression can reach from its trigger, in tokens
BEFORE, AFTER = 18, 14
# a run is read so far, in tokens, and what follows is left alone: in 55 MB of speeches the longest has 43, so that a
# longer one is no language; without an end to it, a file of nothing but dates would cost a hundred times its size
LONGEST = 200

Array = NDArray[Any]
_SPACE, _SIGN, _WORD = 0, 1, 2
_UNKNOWN, _KNOWN, _ERA, _POINTING, _ROMAN, _NUMERAL, _COUNTED, _MONTH, _MOMENT, _CENTURY, _TRIGGER = range(11)
# classes that say more of a run than that it goes on; a month needs a capital or a number before it, a moment a word
# that points to it, the abbreviation of a century a Roman number
_CODES = {
    "COUNTED": _COUNTED, "A": _COUNTED, "CARDINAL": _NUMERAL, "MONTH": _MONTH, "TIME_WORD": _MOMENT,
    "THAT": _POINTING, "THIS": _POINTING, "SAME": _POINTING, "BC": _ERA, "AD": _ERA, "AM_PM": _ERA,
    "ROMAN": _ROMAN, "CIRCA": _CENTURY, "CENTURY_SHORT": _CENTURY,
} | dict.fromkeys(_TRIGGERS.split(), _TRIGGER)  # fmt: skip


class Run(NamedTuple):
    """A stretch ``text[start:end]`` of words of the lexicon, numbers and signs, with the gaps on both sides.

    Its first word begins at ``first``; ``before`` and ``after`` say what stands next to it in its sentence if that can
    matter: a word (``w``), a name (``N``) or nothing. ``likeness`` is the same for runs of the same words, numbers,
    signs, capitals and gaps between the same neighbours, but that gaps of four characters and more are one.
    """

    start: int
    end: int
    first: int
    sentence: int
    before: str
    after: str
    likeness: bytes


class _Tokens(NamedTuple):
    """The tokens of a text: offsets, code points they begin with, which are signs; their first and next eight bytes."""

    starts: Array
    ends: Array
    points: Array
    signs: Array
    heads: Array
    tails: Array


def scan(text: str, sentences: Sequence[Span]) -> Iterator[Run]:
    """Yield the runs of a text that hold a trigger, in order; they do not overlap and never leave their sentence."""
    tokens = _tokens(text)
    if not len(tokens.starts) or not sentences:
        return
    mixed, codes, kinds = _codes(tokens)
    hits = np.flatnonzero(codes == _TRIGGER)
    firsts, lasts = (np.array(column, np.int64) for column in zip(*sentences, strict=True))
    owner = np.minimum(np.searchsorted(lasts, tokens.starts[hits], "right"), len(sentences) - 1)
    inside = (firsts[owner] <= tokens.starts[hits]) & (tokens.ends[hits] <= lasts[owner])
    if not inside.any():
        return
    stretches = _stretches(tokens, _breaks(codes), hits[inside], firsts, lasts, owner[inside])
    rows = list(_trimmed(stretches, kinds.tobytes() + b"\0"))
    if rows:
        yield from _runs(text, tokens, firsts, lasts, _likeness(tokens, mixed), rows)


def _kinds(codes: Array) -> Array:
    """Return for each code point whether it is white space, a sign or part of a word, as ``re`` has it."""
    kinds = np.frombuffer(codes.astype(np.uint8).tobytes().translate(_kind_table()[:256]), np.uint8)
    wide = np.flatnonzero(codes > 0xFF)
    if not len(wide):
        return kinds
    kinds = kinds.copy()
    points = codes[wide]
    kinds[wide] = np.frombuffer(_kind_table(), np.uint8)[np.minimum(points, 0xFFFF)]
    for point in np.unique(points[points > 0xFFFF]):
        kinds[codes == point] = _kind(chr(point))
    return kinds


def _kind(char: str) -> int:
    return _SPACE if char.isspace() else _WORD if char.isalnum() or char == "_" else _SIGN


@cache
def _kind_table() -> bytes:
    """Return the kinds of the first 65,536 code points."""
    kinds = bytearray([_SIGN]) * 0x10000
    for match in re.finditer(r"(\w+)|\s+", "".join(map(chr, range(0x10000)))):
        kinds[match.start() : match.end()] = bytes([_WORD if match[1] else _SPACE]) * len(match[0])
    return bytes(kinds)


_LOWER = bytes(range(256)).lower()
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_PAD = bytes(16)


def _tokens(text: str) -> _Tokens:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds(codes)
    signs, full = kinds == _SIGN, kinds != _SPACE
    edges = np.ones(len(kinds) + 1, bool)
    np.logical_or(signs[1:], kinds[1:] != kinds[:-1], out=edges[1:-1])  # each sign is a token of its own
    starts = np.flatnonzero(edges[:-1] & full)
    ends = np.flatnonzero(edges[1:] & full) + 1
    low = np.minimum(codes, 0xFF).astype(np.uint8).tobytes().translate(_LOWER) + _PAD
    eights: Array = np.ndarray((len(low) - 7,), "<u8", low, strides=(1,))
    lengths = ends - starts
    lengths = np.where(lengths > 16, 0, lengths)  # no word of the lexicon is longer
    heads = eights[starts] & _MASKS[np.minimum(lengths, 8)]
    tails = np.zeros(len(starts), np.uint64)
    longer = np.flatnonzero(lengths > 8)
    tails[longer] = eights[starts[longer] + 8] & _MASKS[lengths[longer] - 8]
    points, signs = codes[starts], signs[starts]
    wide = np.flatnonzero(signs & (points > 0xFF))
    heads[wide] = points[wide]
    return _Tokens(starts, ends, points, signs, heads, tails)


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
        if code == _TRIGGER and all(codes[part] != _TRIGGER for part in parts):
            codes[max(parts, key=len)] = _TRIGGER
    return codes


def _length(entry: tuple[str, int]) -> tuple[int, str]:
    return len(re.findall(r"\w+", entry[0])), entry[0]


@cache
def _lexicon() -> _Lexicon:
    words = _words()
    heads, tails = (np.array(column, np.uint64) for column in zip(*map(_packed, words), strict=True))
    odd = 0x9E3779B97F4A7C15  # 2**64 / golden ratio; its powers are odd as well
    for power in range(1, 10_000):
        factors = np.uint64(pow(odd, 2 * power - 1, 2**64)), np.uint64(pow(odd, 2 * power, 2**64))
        mixed = heads * factors[0] + tails * factors[1]
        slots = mixed >> np.uint64(64 - _SLOT_BITS)
        if len(np.unique(slots)) == len(words):
            break
    hashes, meanings = np.zeros(1 << _SLOT_BITS, np.uint32), np.zeros(1 << _SLOT_BITS, np.uint16)
    hashes[slots] = mixed.astype(np.uint32)
    meanings[slots] = [code << 8 | edges().words.get(word, edges().other) for word, code in words.items()]
    return _Lexicon(factors, hashes, meanings)


def _codes(tokens: _Tokens) -> tuple[Array, Array, Array]:
    """Return the hash of each token, its code (of the lexicon, a number, or a sign, all else is unknown), its kind."""
    lexicon = _lexicon()
    mixed: Array = tokens.heads * lexicon.factors[0] + tokens.tails * lexicon.factors[1]
    slots = (mixed >> np.uint64(64 - _SLOT_BITS)).view(np.int64)
    meanings = np.full(len(mixed), _UNKNOWN << 8 | edges().unknown, np.uint16)
    known = np.flatnonzero(lexicon.hashes[slots] == mixed.astype(np.uint32))
    meanings[known] = lexicon.meanings[slots[known]]
    codes, kinds = (meanings >> 8).astype(np.uint8), meanings.astype(np.uint8)
    signs = np.flatnonzero(tokens.signs)
    codes[signs] = _KNOWN
    kinds[signs] = _sign_kinds()[np.minimum(tokens.points[signs], len(_sign_kinds()) - 1)]
    digits = np.flatnonzero(_is_digit(tokens.points))
    codes[digits] = np.where(_telling(tokens, codes, digits), _TRIGGER, _NUMERAL)
    kinds[digits] = edges().number
    for code, wanted in ((_MONTH, _NUMERAL), (_MOMENT, _POINTING), (_CENTURY, _ROMAN)):
        places = np.flatnonzero(codes == code)
        told = codes[np.maximum(places - 1, 0)] == wanted
        if code == _MONTH:
            told |= _is_capital(tokens.points[places])
        codes[places] = np.where(told, _TRIGGER, _KNOWN)
    return mixed, codes, kinds


@cache
def _sign_kinds() -> Array:
    """Return the kinds of signs by code point; the last is that of all signs beyond."""
    kinds = np.full(0x2100, edges().other, np.uint8)
    for sign, kind in edges().signs.items():
        if len(sign) == 1 and ord(sign) < len(kinds) - 1:
            kinds[ord(sign)] = kind
    return kinds


def _is_capital(points: Array) -> Array:
    capital: Array = points - np.uint32(65) < np.uint32(26)
    return capital


def _is_digit(points: Array) -> Array:
    digit: Array = points - np.uint32(48) < np.uint32(10)
    return digit


_ENDING = np.uint64(_packed("s")[0])
_S, _M = np.uint64(ord("s")), np.uint64(ord("m"))
_HIGH, _ZEROS = np.uint64(0xF0F0F0F0F0F0F0F0), np.uint64(0x3030303030303030)
_DOT, _COMMA = np.uint32(ord(".")), np.uint32(ord(","))


def _telling(tokens: _Tokens, codes: Array, digits: Array) -> Array:
    """Say which numbers may be of a date: of four digits, with an era, an ending, or joined to another number; ’93."""
    starts, ends, heads = tokens.starts, tokens.ends, tokens.heads
    lengths = np.minimum(ends[digits] - starts[digits], 8)
    plain = (heads[digits] & _HIGH & _MASKS[lengths]) == (_ZEROS & _MASKS[lengths])
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


def _joined(tokens: _Tokens, digits: Array, close: Array, two: Array) -> Array:
    """Say which numbers are joined to another as in a date: 3/4/1992, 1988-94, 15:30, but not 3.5 and 7/143."""
    joint = tokens.points[np.minimum(digits + 1, len(tokens.points) - 1)]
    length = tokens.ends[two] - tokens.starts[two]
    joined = close & _is_digit(tokens.points[two]) & (joint != _COMMA) & (length != 3) & (length <= 4)
    dots = np.zeros(len(tokens.points), bool)
    dots[digits] = joined & (joint == _DOT)
    again: Array = joined & (~dots[digits] | dots[two] | dots[np.maximum(digits - 2, 0)])
    return again


def _dotted(tokens: _Tokens, letters: Array, dots: Array) -> Array:
    """Say which are a letter with a dot: 5 p.m., 480 B.C."""
    single = (tokens.ends[letters] - tokens.starts[letters] == 1) & ~tokens.signs[letters]
    single &= ~_is_digit(tokens.points[letters])
    dotted: Array = single & (tokens.points[dots] == _DOT) & (tokens.starts[dots] == tokens.ends[letters])
    return dotted


def _breaks(codes: Array) -> Array:
    """Return the tokens at which a run ends: unknown words, but for one between a number and what it counts."""
    unknown = codes == _UNKNOWN
    between = unknown[1:-1] & (codes[2:] == _COUNTED) & ((codes[:-2] == _NUMERAL) | (codes[:-2] == _TRIGGER))
    unknown[1:-1] &= ~between
    return np.flatnonzero(unknown)


def _likeness(tokens: _Tokens, mixed: Array) -> bytes:
    """Return eight bytes a token which say what it is, whether it is capitalised, and how far the one before is."""
    gaps = np.zeros(len(mixed), np.uint64)
    np.minimum(tokens.starts[1:] - tokens.ends[:-1], 4, out=gaps[1:], casting="unsafe")
    return (mixed << np.uint64(4) | gaps << np.uint64(1) | _is_capital(tokens.points)).tobytes()


def _trimmed(stretches: Sequence[Array], kind: bytes) -> Iterator[tuple[int, int, int, bool, bool]]:
    """Yield sentence, first token and the one after the last, less what does not matter, and whether neighbours do."""
    leads, trails, unknown = edges().leads, edges().trails, edges().unknown
    for sentence, low, high, first, last in zip(*(column.tolist() for column in stretches), strict=True):
        before = first > low and kind[first - 1] == unknown and leads[unknown << 8 | kind[first]] == 1
        after = last < high and kind[last] == unknown and trails[kind[last - 1] << 8 | unknown] == 1
        while not before and first < last and not leads[kind[first] << 8 | kind[first + 1]]:
            first += 1
        while not after and first < last and not trails[kind[last - 2] << 8 | kind[last - 1]]:
            last -= 1
        if first < last:
            yield sentence, first, last, before, after


_BESIDE = {(near, far): f"{near}/{far}".encode() for near in ("", "w", "N") for far in ("", "w", "N")}


def _runs(
    text: str, tokens: _Tokens, firsts: Array, lasts: Array, likeness: bytes, rows: Sequence[tuple[int, ...]]
) -> Iterator[Run]:
    """Yield the runs of trimmed stretches, with the gaps on both sides but nothing of a word that a sentence cuts."""
    owner, first, last = (np.array(column) for column in list(zip(*rows, strict=True))[:3])
    left = np.maximum(np.where(first > 0, tokens.ends[first - 1], 0), firsts[owner])
    right = np.minimum(np.append(tokens.starts, len(text))[last], lasts[owner])
    places = (left, right, tokens.starts[first], tokens.starts[first - 1])
    for start, end, begin, near, row in zip(*(column.tolist() for column in places), rows, strict=True):
        sentence, one, two, before, after = row
        left_letter = _letter(text, near) if before else ""
        right_letter = _letter(text, end) if after else ""
        same = likeness[8 * one : 8 * two] + _BESIDE[left_letter, right_letter]
        yield Run(start, end, begin, sentence, left_letter, right_letter, same)


def _stretches(
    tokens: _Tokens, breaks: Array, hits: Array, firsts: Array, lasts: Array, owner: Array
) -> tuple[Array, ...]:
    """Return a run a column: its sentence, the tokens of that, and its own first token and the one after its last."""
    place = np.searchsorted(breaks, hits)
    breaks = np.concatenate(([-1], breaks, [len(tokens.starts)]))
    low = np.searchsorted(tokens.starts, firsts[owner])
    high = np.searchsorted(tokens.ends, lasts[owner], "right")
    first, final = np.maximum(breaks[place] + 1, low), np.minimum(breaks[place + 1], high)
    read = hits - first < LONGEST
    hits, owner, low, high, first, final = (column[read] for column in (hits, owner, low, high, first, final))
    begin, end = np.maximum(first, hits - BEFORE), np.minimum(final, hits + AFTER + 1)
    new = np.flatnonzero(np.concatenate(([True], begin[1:] >= end[:-1])))
    last = np.append(new[1:], len(hits)) - 1
    return owner[new], low[new], high[new], begin[new], end[last]


def _letter(text: str, place: int) -> str:
    return "N" if text[place].isupper() else "w"
