"""A text and its folded bytes in; where the words stand that a name may begin at, and their letters as numbers, out."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from karabakh.flows.places.fold import WORD

Array = NDArray[Any]
EIGHT = 8  # letters in a number
LONGEST = 2 * EIGHT  # letters by which words are told apart here; a longer one is known by its first ones
_ONES, _HIGHS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_ZERO, _ONE, _THREE = np.uint64(0), np.uint64(1), np.uint8(3)
_UNKNOWN = ord("?")  # what Latin-1 has for a letter that it lacks
_LETTERS_ONLY = bytes(byte if WORD[byte] else 0 for byte in range(256))
_IS_WORD = bytes(WORD)
PAD = bytes(3 * EIGHT)


class Capitals(NamedTuple):
    """The words of a text that do not begin with a small letter: letters and figures up to the next sign.

    ``heads`` and ``tails``: the first and the next eight folded bytes of each word, as numbers, 0 beyond its end;
    ``lengths``: up to ``LONGEST``; ``letters``: the eight bytes from each position of the text on, 0 for signs.
    """

    starts: Array
    lengths: Array
    heads: Array
    tails: Array
    letters: Array


def capitals(text: str, raw: bytes, folded: bytes) -> Capitals:
    """Return the words of ``text`` that begin with a capital, a figure or a letter of a script without capitals.

    ``raw`` is the text in Latin-1 with ? for other characters, ``folded`` a byte a code point.
    """
    word = np.frombuffer(folded.translate(_IS_WORD), np.bool_)
    begins = np.frombuffer(raw.translate(_not_small()), np.bool_) & word
    begins[1:] &= ~word[:-1]
    starts = np.flatnonzero(begins)
    doubtful = starts[np.frombuffer(raw, np.uint8)[starts] == _UNKNOWN].tolist()
    if doubtful:
        small = [position for position in doubtful if text[position].islower()]
        starts = np.setdiff1d(starts, np.array(small, starts.dtype), assume_unique=True)
    letters = eights(folded.translate(_LETTERS_ONLY) + PAD)
    heads, first = cut(letters[starts])
    tails, second = cut(letters[starts + EIGHT])
    short = first < EIGHT
    tails[short], second[short] = 0, 0
    return Capitals(starts, first.astype(np.int64) + second, heads, tails, letters)


def eights(padded: bytes) -> Array:
    """Return for each position but the last ones the eight bytes from there on as one number."""
    found: Array = np.ndarray((len(padded) - EIGHT + 1,), "<u8", padded, strides=(1,))
    return found


def cut(numbers: Array) -> tuple[Array, Array]:
    """Return eights of bytes without what follows their first zero byte, and how many bytes come before it."""
    zeros = (numbers - _ONES) & ~numbers & _HIGHS
    before = (zeros & (_ZERO - zeros)) - _ONE  # all bits below the mark of the first zero byte; all where there is none
    return numbers & before, np.bitwise_count(before) >> _THREE


def packed(word: bytes) -> tuple[int, int]:
    """Return the first and the next eight bytes of a word as numbers.

    >>> packed(b"ab"), packed(b"12345678\\x01")[1]
    ((25185, 0), 1)
    """
    return int.from_bytes(word[:EIGHT], "little"), int.from_bytes(word[EIGHT:LONGEST], "little")


@cache
def _not_small() -> bytes:
    return bytes(not chr(byte).islower() for byte in range(256))
