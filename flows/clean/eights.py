"""Numbers of eight bytes of text each in; those bytes cut off at a sign, or without their digits, out.

A byte is told from others in all eight at once: what is 0 in one, less 1, borrows into its highest bit.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from karabakh.flows.clean.scan import Array, Lines, Scan

_ONES: Final = np.uint64(0x0101010101010101)
_HIGH: Final = np.uint64(0x8080808080808080)
_LOW: Final = np.uint64(0x7F7F7F7F7F7F7F7F)
_SMALL: Final = np.uint64(0x2020202020202020)
_SEVEN: Final = np.uint64(7)
_SPACE, _LINE_END = 0x20, 0x0A
_FIRST: Final = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
# Multipliers of splitmix64, odd numbers without a pattern.
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def first_words(scan: Scan, at: Array, stops: bytes = b" \n") -> Array:
    """Return the letters from each place to the first of ``stops``, at most eight, in lower case."""
    words = scan.eights[at] | _SMALL
    return _before(words, _any(words, bytes({stop | _SPACE for stop in stops})))


def of_words(words: Sequence[str], stops: bytes = b" \n") -> Array:
    """Return what `first_words` makes of words."""
    scan = Scan(words)
    return first_words(scan, scan.starts[:-1], stops)


def openings(lines: Lines, scan: Scan, at: Array) -> Array:
    """Return the first word of each line, as far as eight bytes reach."""
    words = scan.eights[lines.first[at]]
    return _before(words, _any(words, b" \n"))


def endings(lines: Lines, scan: Scan, at: Array) -> Array:
    """Return the last word of each line, as far as eight bytes reach, its bytes in reverse."""
    words = _last(lines, scan, at)
    return _before(words, _any(words, b" \n"))


def without_digits(words: Array) -> Array:
    """Put a 0 for each digit."""
    even: Array = words & ~((_digits(words) >> _SEVEN) * np.uint64(0x0F))
    return even


def to_number(words: Array) -> Array:
    """Return the bytes before the first digit."""
    return _before(words, _digits(words))


def heads(lines: Lines, scan: Scan, at: Array) -> Array:
    """Return the first eight bytes of each line, fewer of a shorter one."""
    words: Array = scan.eights[lines.first[at]] & _FIRST[np.minimum(lines.last[at] - lines.first[at], 8)]
    return words


def tails(lines: Lines, scan: Scan, at: Array) -> Array:
    """Return the last eight bytes of each line in reverse, fewer of a shorter one."""
    words: Array = _last(lines, scan, at) & _FIRST[np.minimum(lines.last[at] - lines.first[at], 8)]
    return words


def repeated(*keys: Array, times: int = 2) -> Array:
    """Say for each place of some arrays of numbers whether so many places have the same numbers."""
    if len(keys[0]) < times:
        return np.zeros(len(keys[0]), bool)
    mixed = np.zeros(len(keys[0]), np.uint64)
    for key in keys:
        mixed = (mixed ^ key.astype(np.uint64)) * _MIX[0]
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX[1]
        mixed ^= mixed >> np.uint64(32)
    order = np.argsort(mixed)
    ordered = mixed[order]
    edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.concatenate([edges, [len(ordered)]]))
    often = np.empty(len(ordered), bool)
    often[order] = np.repeat(sizes >= times, sizes)
    return often


def _last(lines: Lines, scan: Scan, at: Array) -> Array:
    before = lines.last[at] - 8
    words: Array = scan.eights[np.maximum(before, 0)]
    short = np.flatnonzero(before < 0)
    words[short] <<= (-8 * before[short]).astype(np.uint64)
    return words.byteswap()


def _before(words: Array, marked: Array) -> Array:
    """Keep the bytes before the first whose highest bit is marked."""
    first = marked & (~marked + np.uint64(1))
    kept: Array = words & ((first >> _SEVEN) - np.uint64(1))
    return kept


def _any(words: Array, stops: bytes) -> Array:
    """Mark the first byte, if no others for sure, that is one of ``stops``."""
    marked = np.zeros(len(words), np.uint64)
    for stop in stops:
        other = words ^ (_ONES * np.uint64(stop))
        marked |= (other - _ONES) & ~other & _HIGH
    return marked


def _digits(words: Array) -> Array:
    """Mark the bytes that are digits."""
    low = words & _LOW
    marked: Array = (low + _ONES * np.uint64(0x50)) & ~(low + _ONES * np.uint64(0x46)) & ~words & _HIGH
    return marked
