"""Texts with their sentences and marks in; one buffer out in which all of them are looked at at once."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from karabakh.flows.places.capitals import PAD, Array
from karabakh.flows.places.fold import APOSTROPHE, HYPHENS, SKIP, SMALL_S, SPACE, WORD, fold, fold_name
from karabakh.flows.span import Mark, Span

IS_WORD = np.frombuffer(bytes(WORD), np.bool_)
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

    ``folded``: a byte a code point; ``padded`` and ``bytes``: the same with some zeros after the end. ``raw``: Latin-1,
    with ? for other characters. ``words``: which words of names a line's end may break.
    """

    def __init__(self, texts: Sequence[Laid], words: Container[bytes]) -> None:
        self.texts = texts
        self.text = "\n".join(laid.text for laid in texts) if len(texts) != 1 else texts[0].text
        sizes = np.fromiter((len(laid.text) + 1 for laid in texts), np.int64, len(texts))
        self.bases = np.concatenate(([0], np.cumsum(sizes)))
        counts = np.fromiter((len(laid.sentences) for laid in texts), np.int64, len(texts))
        flat = chain.from_iterable(chain.from_iterable(laid.sentences for laid in texts))
        bounds = np.fromiter(flat, np.int64).reshape(-1, 2) + np.repeat(self.bases[:-1], counts)[:, None]
        self.sentence_starts, self.sentence_ends = bounds[:, 0].copy(), bounds[:, 1].copy()
        self.first_sentences = np.concatenate(([0], np.cumsum(counts)))
        self.raw = self.text.encode("latin-1", "replace")
        self.folded = fold(self.text)
        holes = [*self._marks(), *self._breaks(words)]
        if holes:
            folded = bytearray(self.folded)
            for start, end in holes:
                folded[start:end] = bytes(end - start)
            self.folded = bytes(folded)
        self.padded = self.folded + PAD
        self.bytes = np.frombuffer(self.padded, np.uint8)

    def sentences(self, starts: Array, ends: Array) -> Array:
        """Return the number of the sentence that each stretch is in, -1 where none holds it whole."""
        numbers: Array = np.searchsorted(self.sentence_starts, starts, "right") - 1
        if len(self.sentence_ends):
            numbers[ends > self.sentence_ends[np.maximum(numbers, 0)]] = -1
        return numbers

    def broken(self, starts: Array, ends: Array) -> Array:
        """Say which words go on after a sign that is left out of names; a possessive s is none."""
        after, second, third = (self.bytes[ends + number] for number in range(3))
        possessive = (second == SMALL_S) & ~IS_WORD[third]
        broken: Array = (after == SKIP) & (ends < len(self.text))
        broken |= (after == APOSTROPHE) & IS_WORD[second] & ~possessive
        return broken

    def _marks(self) -> Iterator[tuple[int, int]]:
        for base, laid in zip(self.bases.tolist(), self.texts, strict=False):
            for start, end, *_ in laid.marks:
                yield base + start, base + end

    def _breaks(self, words: Container[bytes]) -> Iterator[tuple[int, int]]:
        """Yield the hyphens and ends of lines that break a name's word in two (Stepana-/kert)."""
        if b"\n" not in self.raw:
            return
        lines = np.flatnonzero(np.frombuffer(self.raw, np.uint8) == _NEWLINE)
        before = np.frombuffer(self.folded, np.uint8)[np.maximum(lines - 1, 0)]
        for line in lines[(before == SPACE) | (before == SKIP)].tolist():
            found = _BREAK.search(self.text, max(line - _BREAK_REACH[0], 0), line + _BREAK_REACH[1])
            if found and self._joins(found.start(), found.end(), words):
                yield found.span()

    def _joins(self, start: int, end: int, words: Container[bytes]) -> bool:
        before, after = _BEFORE.search(self.text, max(0, start - 24), start), _AFTER.match(self.text, end)
        if not before or not after or not self.text[end].islower():
            return False
        return fold_name(before.group() + after.group()) in words
