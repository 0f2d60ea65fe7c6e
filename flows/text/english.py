"""Many texts in; of each whether it is English beyond doubt, out: what `language.detect` would say, far sooner.

The words of all texts are told apart and counted at once, a line each; lines are then judged by their counts, as
`detect` judges them by their words. A text that takes a closer look, as most in other languages do, is left to it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from karabakh.flows.text.language import ENGLISH_WORDS, MANY_WORDS, MIN_ENGLISH_SHARE, MIN_LETTERS, MIN_WORDS, sample

_LETTER: Final = 1
_LOWER: Final = 2
_TITLE: Final = 4
_UPPER: Final = 8
_FOREIGN: Final = 16  # a letter that is not ASCII
_UNKNOWN: Final = 128
_DOTTED: Final = "İ"  # the one letter that is two in lower case
_LONGEST: Final = max(map(len, ENGLISH_WORDS))

Array = np.ndarray[Any, np.dtype[Any]]


class Lines(NamedTuple):
    """Lines that have words: the number of the stretch of text that each is in, and what is counted in it.

    ``running`` words begin in lower case, ``known`` are those of them that are among the commonest of English,
    ``foreign`` are letters that are not ASCII.
    """

    stretch: Array
    words: Array
    capitals: Array
    running: Array
    known: Array
    letters: Array
    running_letters: Array
    foreign: Array

    def tell(self) -> Array:
        """Say which lines end a block for `detect`, whatever is held from lines before."""
        running = (self.running >= MIN_WORDS) & (self.running_letters >= MIN_LETTERS)
        every = (self.words >= MIN_WORDS) & (self.letters >= MIN_LETTERS)  # in capitals all words are running
        return np.where(2 * self.capitals > self.words, every, running) | (self.words >= MANY_WORDS)

    def are_english(self) -> Array:
        """Say which lines are in a block that is English, be it alone or with lines around that end none."""
        tell = self.tell()
        capitals, running = _around(self.capitals, tell), _around(self.running, tell)
        enough = (self.running >= MIN_WORDS) & (self.running_letters >= MIN_LETTERS)
        small = 2 * self.capitals + capitals <= self.words
        return tell & enough & small & ~(self.known < MIN_ENGLISH_SHARE * (self.running + running))


def _around(counts: Array, tell: Array) -> Array:
    """Return of each line that ends a block what is counted in the lines between the one before and the one after."""
    at = np.flatnonzero(tell)
    before = np.cumsum(counts * ~tell)
    between = np.diff(before[at], prepend=0, append=before[-1:])
    around = np.zeros_like(counts)
    around[at] = between[:-1] + between[1:]
    return around


def surely_english(texts: Sequence[str]) -> list[bool]:
    """Return of each text whether `detect` says that it is English, false also where that is not sure.

    >>> surely_english(["The talks went on in the town and were of no use to us.", "Les pourparlers ont repris."])
    [True, False]
    """
    samples = [sample(text) for text in texts]
    lines = _lines([stretch for some in samples for stretch in some])
    text = np.repeat(np.arange(len(texts)), list(map(len, samples)))[lines.stretch]
    sure = np.bincount(text, lines.letters * lines.are_english(), len(texts))
    every = np.bincount(text, lines.letters, len(texts))
    strange = np.bincount(text, 2 * lines.foreign >= lines.letters, len(texts))  # other letters than Latin, perhaps
    english = (2 * sure >= every) & (strange == 0)
    return [_DOTTED not in text and bool(is_so) for text, is_so in zip(texts, english, strict=True)]


def _lines(stretches: Sequence[str]) -> Lines:
    """Count what is in the lines of all stretches."""
    joined = "\n".join(["", *stretches, ""])
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _kinds(points)
    starts, ends = _words(kinds)
    breaks = np.flatnonzero(points == ord("\n"))
    first = np.searchsorted(starts, breaks)  # the first word of each line, were there one
    worded = np.flatnonzero(first[:-1] < first[1:])
    foreign = np.searchsorted(breaks, np.flatnonzero(kinds & _FOREIGN)) - 1
    begins = np.cumsum([0, *(len(stretch) + 1 for stretch in stretches)])  # the break before each stretch
    columns = [
        np.searchsorted(begins, breaks[worded], "right") - 1,
        *_counted(points, kinds, starts, ends - starts, first[worded]),
        np.bincount(foreign, minlength=len(breaks))[worded],
    ]
    return Lines(*columns)


def _counted(points: Array, kinds: Array, starts: Array, lengths: Array, first: Array) -> list[Array]:
    """Return the counts of each line but that of foreign letters; ``first`` is its first word."""
    running = (kinds[starts] & _LOWER) > 0
    known = np.zeros(len(starts), dtype=bool)
    for length in range(1, _LONGEST + 1):
        some = np.flatnonzero(running & (lengths == length))
        known[some] = _are_common(points, starts[some], length)
    if not len(first):
        return [first] * 6
    of_word = np.bitwise_or.reduceat(kinds, starts)  # up to the next word: what is between has no case
    capitals = (of_word & (_LOWER | _TITLE | _UPPER)) == _UPPER
    each = (np.ones_like(lengths), capitals, running, known, lengths, lengths * running)
    return [np.add.reduceat(values, first, dtype=np.int64) for values in each]


def _are_common(points: Array, starts: Array, length: int) -> Array:
    """Say of words of one length which are among the commonest of English: compared as numbers, five bits a letter."""
    keys = np.zeros(len(starts), dtype=np.uint32)
    for at in range(length):
        letters = points[starts + at] - np.uint32(ord("a") - 1)  # of what stands before a it is very large
        keys = keys << np.uint32(5) | np.minimum(letters, np.uint32(31))
    common = _common(length)
    same: Array = common[np.minimum(np.searchsorted(common, keys), len(common) - 1)] == keys
    return same


@cache
def _common(length: int) -> Array:
    """Return the numbers of the commonest words of one length, ascending; where there are none 0, which is no word."""
    words = [word for word in ENGLISH_WORDS if len(word) == length]
    keys = [sum((ord(letter) - ord("a") + 1) << 5 * at for at, letter in enumerate(reversed(word))) for word in words]
    return np.array(sorted(keys) or [0], dtype=np.uint32)


def _words(kinds: Array) -> tuple[Array, Array]:
    """Return where the words begin and end: runs of letters."""
    letters = (kinds & _LETTER).astype(bool)
    edges = np.flatnonzero(letters[1:] != letters[:-1]) + 1
    return edges[::2], edges[1::2]


def _kinds(points: Array) -> Array:
    """Return what each character is, in bits."""
    table = _table()
    kinds = table.take(points)
    unknown = kinds == _UNKNOWN
    if unknown.any():
        for point in np.unique(points[unknown]).tolist():
            table[point] = _kind(chr(point))
        kinds = table.take(points)
    return kinds


@cache
def _table() -> Array:
    return np.full(0x110000, _UNKNOWN, dtype=np.uint8)


def _kind(character: str) -> int:
    """Return what a character is; letters are what is in a word to Python's regular expressions, but for digits."""
    if not character.isalnum() or character.isdecimal():
        return 0
    case = _LOWER if character.islower() else _UPPER if character.isupper() else _TITLE if character.istitle() else 0
    return _LETTER | case | (0 if character.isascii() else _FOREIGN)
