"""Texts with their sentences and marks in; one buffer out in which all of them are looked at at once."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.fold import (
    APOSTROPHE,
    HYPHENS,
    IS_WORD,
    SKIP,
    SMALL_S,
    SPACE,
    UNKNOWN,
    Array,
    fold_array,
    fold_name,
)
from karabakh.flows.text.span import Mark, Span

PAD = 64  # zeros before and after the bytes of texts, so that some beyond their ends may be read
_ZEROS = np.zeros(PAD, np.uint8)
NO_SENTENCE = -1
_NEWLINE = ord("\n")
# A word broken by a hyphen at the end of a line, and its two halves.
_BREAK = re.compile(rf"[{re.escape(HYPHENS)}\u00ad][ \t]{{0,4}}\r?\n[ \t]{{0,8}}(?=[^\W\d_])")
_BREAK_REACH = 6, 10  # characters before and after the end of the line
_BEFORE, _AFTER = re.compile(r"[^\W\d_]{1,24}$"), re.compile(r"[^\W\d_]{1,24}")


class Laid(NamedTuple):
    """A text, its sentences (sorted, without overlap) and its marks; what these cover is read as blank."""

    text: str
    sentences: Sequence[Span]
    marks: Sequence[Mark] = ()


class Buffer:
    """Texts one after the other; all positions count from the start of the first.

    ``padded``: a byte a code point to search by, and zeros after the end; ``folded``: the same as an array. ``raw`` is
    the text in Latin-1, with ? for zeros and other characters, ``word`` tells letters and figures (1, else 0), with
    ``PAD`` zeros before and after each. ``capitals``: where words begin that are not written small; ``marked``: which
    texts have marks. ``words``: which words of names a line's end may break.
    """

    def __init__(self, texts: Sequence[Laid], words: Container[bytes]) -> None:
        self.texts = texts
        self.text = "\n".join([laid.text for laid in texts]) if len(texts) != 1 else texts[0].text
        sizes = np.fromiter((len(laid.text) + 1 for laid in texts), np.int64, len(texts))
        self.bases = np.concatenate(([0], np.cumsum(sizes)))
        counts = np.fromiter((len(laid.sentences) for laid in texts), np.int64, len(texts))
        flat = chain.from_iterable(chain.from_iterable(laid.sentences for laid in texts))
        bounds = np.fromiter(flat, np.int64).reshape(-1, 2) + np.repeat(self.bases[:-1], counts)[:, None]
        self.sentence_starts, self.sentence_ends = bounds[:, 0].copy(), bounds[:, 1].copy()
        self.first_sentences = np.concatenate(([0], np.cumsum(counts)))
        self.marked = np.array([bool(laid.marks) for laid in texts], np.bool_)
        raw, folded, word, capital = fold_array(self.text)
        raw[raw == SKIP] = UNKNOWN
        for start, end in [*self._marks(), *self._breaks(raw, folded, words)]:
            folded[start:end] = SKIP
            word[start:end] = capital[start:end] = False
        self.padded = folded.tobytes() + bytes(PAD)
        self.folded = np.frombuffer(self.padded, np.uint8)
        self.raw, self.word = _padded(raw), _padded(word)
        self.capitals = np.flatnonzero(capital & ~self.word.view(np.bool_)[PAD - 1 : -PAD - 1])

    def sentences(self, starts: Array, ends: Array) -> Array:
        """Return the number of the sentence that each stretch is in, ``NO_SENTENCE`` where none holds it whole."""
        numbers: Array = np.searchsorted(self.sentence_starts, starts, "right") - 1
        if len(self.sentence_ends):
            numbers[ends > self.sentence_ends[np.maximum(numbers, 0)]] = NO_SENTENCE
        return numbers

    def broken(self, starts: Array, ends: Array) -> Array:
        """Say which words go on after a sign that is left out of names; a possessive s is none."""
        after, second, third = (self.folded[ends + number] for number in range(3))
        possessive = (second == SMALL_S) & ~IS_WORD[third]
        broken: Array = (after == SKIP) & (ends < len(self.text))
        broken |= (after == APOSTROPHE) & IS_WORD[second] & ~possessive
        return broken

    def _marks(self) -> Iterator[tuple[int, int]]:
        for base, laid in zip(self.bases.tolist(), self.texts, strict=False):
            for start, end, *_ in laid.marks:
                yield base + start, base + end

    def _breaks(self, raw: Array, folded: Array, words: Container[bytes]) -> Iterator[tuple[int, int]]:
        """Yield the hyphens and ends of lines that break a name's word in two (Stepana-/kert)."""
        lines = np.flatnonzero(raw == _NEWLINE)
        before = folded[np.maximum(lines - 1, 0)]
        for line in lines[(before == SPACE) | (before == SKIP)].tolist():
            found = _BREAK.search(self.text, max(line - _BREAK_REACH[0], 0), line + _BREAK_REACH[1])
            if found and self._joins(found.start(), found.end(), words):
                yield found.span()

    def _joins(self, start: int, end: int, words: Container[bytes]) -> bool:
        before, after = _BEFORE.search(self.text, max(0, start - 24), start), _AFTER.match(self.text, end)
        if not before or not after or not self.text[end].islower():
            return False
        return fold_name(before.group() + after.group()) in words


def _padded(array: Array) -> Array:
    return np.concatenate((_ZEROS, array.view(np.uint8), _ZEROS))
