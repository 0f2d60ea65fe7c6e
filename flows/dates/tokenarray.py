"""A text comes in; its words, numbers and signs go out as arrays, without a look at any of them in Python."""

import re
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_SPACE, _WORD, _SIGN = range(3)
# the longest words that are told apart; a longer one is like any other of its length and more
LONGEST_WORD = 16


class TokenArray(NamedTuple):
    """The tokens of a text: offsets, the first eight bytes of each, which are signs, and the numbers of the numbers.

    Bytes are those of the code points in lower case, 0xFF where they are beyond Latin-1; ``eights`` are the eight from
    each place of the text on, as they stand. ``codes`` are the code points of the text.
    """

    starts: Array
    ends: Array
    heads: Array
    eights: Array
    signs: Array
    digits: Array
    codes: Array

    def points(self, tokens: Array) -> Array:
        """Return the code points that tokens begin with."""
        return self.codes[self.starts[tokens]]


MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
# makes small letters of ASCII letters, and leaves digits as they are
LOWER = np.uint64(0x2020202020202020)
_PAD = bytes(24)


def token_array(text: str) -> TokenArray:
    """Cut a text into words (with digits), and signs of one character; white space is in none."""
    codes = _points(text)
    low = codes.astype(np.uint8)
    wide = np.flatnonzero(codes > 0xFF)
    low[wide] = 0xFF
    raw = low.tobytes()
    kinds = _kinds(codes, raw, wide)
    # a word begins and ends where no other part of it stands, each sign is a token of its own, white space in none
    words = np.zeros(len(kinds) + 2, np.uint8)
    np.bitwise_and(kinds, _WORD, out=words[1:-1])
    starts = np.flatnonzero(kinds > words[:-2])
    ends = np.flatnonzero(kinds > words[2:]) + 1
    lengths = ends - starts
    single = np.flatnonzero(lengths == 1)
    eights: Array = np.ndarray((len(raw) + 17,), "<u8", raw + _PAD, strides=(1,))
    heads = eights[starts]
    digits = np.flatnonzero(heads.astype(np.uint8) - np.uint8(48) < 10)
    heads |= LOWER
    heads &= MASKS[np.minimum(lengths, 8)]
    alone = np.zeros(len(starts), bool)
    alone[single] = kinds[starts[single]] == _SIGN
    return TokenArray(starts, ends, heads, eights, alone, digits, codes)


def _points(text: str) -> Array:
    """Return the code points of a text, in two bytes each where that is enough."""
    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) == 2 * len(text):
        return np.frombuffer(raw, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _kinds(codes: Array, low: bytes, wide: Array) -> Array:
    """Return for each code point whether it is white space, a sign or part of a word, as ``re`` has it."""
    kinds = np.frombuffer(low.translate(_kind_table()[:256]), np.uint8)
    if not len(wide):
        return kinds
    kinds = kinds.copy()
    points = codes[wide]
    kinds[wide] = np.frombuffer(_kind_table(), np.uint8)[np.minimum(points, 0xFFFF)]
    beyond = points > 0xFFFF
    if beyond.any():
        different, which = np.unique(points[beyond], return_inverse=True)
        kinds[wide[beyond]] = np.array([_kind(chr(point)) for point in different.tolist()], np.uint8)[which]
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


def is_capital(points: Array) -> Array:
    """Say which code points are Latin capitals."""
    capital: Array = points - np.uint32(65) < np.uint32(26)
    return capital


def is_digit(points: Array) -> Array:
    """Say which code points are digits."""
    digit: Array = points - np.uint32(48) < np.uint32(10)
    return digit
