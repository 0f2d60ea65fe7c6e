"""A text comes in; its words, numbers and signs go out as arrays, without a look at any of them in Python."""

import re
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_SPACE, _SIGN, _WORD = range(3)
# the longest words that are told apart; a longer one is like any other of its length and more
LONGEST_WORD = 16


class TokenArray(NamedTuple):
    """The tokens of a text: offsets, code points they begin with, which are signs; their first and next eight bytes.

    Bytes are those of the code points in lower case, 0xFF where they are beyond Latin-1.
    """

    starts: Array
    ends: Array
    points: Array
    signs: Array
    heads: Array
    tails: Array


_LOWER = bytes(range(256)).lower()
MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_PAD = bytes(16)


def token_array(text: str) -> TokenArray:
    """Cut a text into words (with digits), and signs of one character; white space is in none."""
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
    lengths = np.where(lengths > LONGEST_WORD, 0, lengths)
    heads = eights[starts] & MASKS[np.minimum(lengths, 8)]
    tails = np.zeros(len(starts), np.uint64)
    longer = np.flatnonzero(lengths > 8)
    tails[longer] = eights[starts[longer] + 8] & MASKS[lengths[longer] - 8]
    points, signs = codes[starts], signs[starts]
    wide = np.flatnonzero(signs & (points > 0xFF))
    heads[wide] = points[wide]
    return TokenArray(starts, ends, points, signs, heads, tails)


def _kinds(codes: Array) -> Array:
    """Return for each code point whether it is white space, a sign or part of a word, as ``re`` has it."""
    kinds = np.frombuffer(codes.astype(np.uint8).tobytes().translate(_kind_table()[:256]), np.uint8)
    wide = np.flatnonzero(codes > 0xFF)
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
