"""Bytes of texts and positions in; the words there as numbers, up to sixteen bytes each, out."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.buffer import PAD, Buffer
from karabakh.flows.places.fold import Array

EIGHT = 8  # bytes in a number
LONGEST = 2 * EIGHT  # letters by which words are told apart here; a longer one is known by its first ones
_ONES, _HIGHS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_ZERO, _ONE, _THREE = np.uint64(0), np.uint64(1), np.uint8(3)
MASKS = np.array([(1 << 8 * count) - 1 for count in range(EIGHT + 1)], np.uint64)  # of the first so many bytes


class Written(NamedTuple):
    """Words as numbers: the first and the next eight bytes of each, 0 beyond its end; ``lengths`` to ``LONGEST``."""

    heads: Array
    tails: Array
    lengths: Array


def lengths_of(buffer: Buffer, starts: Array) -> Array:
    """Return how long the words are that begin at ``starts``, up to ``LONGEST``."""
    words = eights(buffer.word)
    first = before_zero(words[starts + PAD])
    long = np.flatnonzero(first == EIGHT)
    first[long] += before_zero(words[starts[long] + PAD + EIGHT])
    return first.astype(np.int64)


def written(padded: Array, starts: Array, lengths: Array) -> Written:
    """Return the bytes of words; ``starts`` count in ``padded``, ``lengths`` are up to ``LONGEST``."""
    numbers = eights(padded)
    heads = numbers[starts] & MASKS[np.minimum(lengths, EIGHT)]
    tails = numbers[starts + EIGHT] & MASKS[np.maximum(lengths - EIGHT, 0)]
    return Written(heads, tails, lengths)


def eights(padded: Array) -> Array:
    """Return for each position but the last ones the eight bytes from there on as one number."""
    found: Array = np.ndarray((len(padded) - EIGHT + 1,), "<u8", padded, strides=(1,))
    return found


def before_zero(numbers: Array) -> Array:
    """Return how many bytes of each number come before its first zero byte."""
    zeros = (numbers - _ONES) & ~numbers & _HIGHS
    before = (zeros & (_ZERO - zeros)) - _ONE  # all bits below the mark of the first zero byte; all where there is none
    counts: Array = np.bitwise_count(before) >> _THREE
    return counts


def has_byte(numbers: Array, byte: int) -> Array:
    """Say which numbers have that byte among their eight."""
    differ = numbers ^ (_ONES * np.uint64(byte))
    found: Array = ((differ - _ONES) & ~differ & _HIGHS) != _ZERO
    return found


def packed(words: Iterable[bytes]) -> Array:
    """Return the first and the next eight bytes of each word as numbers, a row a word.

    >>> packed([b"ab", b"12345678\\x01"]).tolist()
    [[25185, 0], [4050765991979987505, 1]]
    """
    joined = b"".join(word[:LONGEST].ljust(LONGEST, b"\0") for word in words)
    return np.frombuffer(joined, "<u8").reshape(-1, 2)
