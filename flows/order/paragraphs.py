"""Texts, their sentences and marks in; out which have paragraphs, which show that they are laid out as written.

An extract is one paragraph, or has one sentence a line. Where lines end inside sentences they are wrapped, and only an
empty line ends a paragraph.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from karabakh.flows.span import Mark
from karabakh.flows.stretches import Numbers, Stretches, stretches

_LINE_END: Final = ord("\n")
_MOST_IN_COMPANY: Final = 0.2
_TEXT: Final = 32  # bits of a place in a text, before which the number of the text stands


def have_paragraphs(texts: Sequence[str], sentences: Stretches, marks: Sequence[Sequence[Mark]]) -> list[bool]:
    """Return of each text whether it has paragraphs of several sentences."""
    count = len(texts)
    line_ends = _line_ends(texts)
    numbers = sentences.text
    if not len(line_ends) or not len(numbers):
        return [False] * count
    read = _LineEnds(line_ends, marks)
    starts, ends = sentences.places, sentences.places - sentences.start + sentences.end
    wrapped = np.bincount(numbers[read.between(starts, ends) > 0], minlength=count) > 0
    # a boilerplate stub is read as the end of a paragraph, but ends no line; a wrapped line ends one, but is read on
    stands = np.diff(np.searchsorted(line_ends, [ends[:-1], starts[1:]]), axis=0)[0]
    lines = np.minimum(read.between(ends[:-1], starts[1:]), stands)
    is_next = numbers[:-1] == numbers[1:]
    ended = is_next & (lines > wrapped[numbers[:-1]])
    sides = np.concatenate([[True], ended | ~is_next, [True]])
    sizes = np.bincount(numbers, minlength=count)
    alone = np.bincount(numbers[sides[:-1] & sides[1:]], minlength=count)
    in_company = sizes - alone > _MOST_IN_COMPANY * sizes
    found: list[bool] = (in_company & (np.bincount(numbers[:-1][ended], minlength=count) > 0)).tolist()
    return found


def _line_ends(texts: Sequence[str]) -> Numbers:
    """The places of the ends of lines, the number of its text before each."""
    places = [
        (number << _TEXT) + np.flatnonzero(np.frombuffer(text.encode("latin-1", "replace"), np.uint8) == _LINE_END)
        for number, text in enumerate(texts)
        if "\n" in text
    ]
    return np.concatenate([np.zeros(0, np.int64), *places])


class _LineEnds:
    """The ends of lines of some texts as their marks let them be read."""

    def __init__(self, line_ends: Numbers, marks: Sequence[Sequence[Mark]]) -> None:
        read = [[mark for mark in some if mark.instead is not None] for some in marks]
        placed = stretches(read)
        self._starts, self._ends = placed.places, placed.places - placed.start + placed.end
        mark = np.searchsorted(self._ends, line_ends, "right")
        is_read = np.append(self._starts, np.iinfo(np.int64).max)[mark] > line_ends
        self._line_ends = line_ends[is_read]
        instead = (mark.instead for some in read for mark in some)
        counts = np.fromiter((said.count("\n") if said else 0 for said in instead), np.int64, len(placed.start))
        self._before = np.append(0, np.cumsum(counts))

    def between(self, starts: Numbers, ends: Numbers) -> Numbers:
        """Return how many are read between each start and end."""
        standing = np.searchsorted(self._line_ends, ends) - np.searchsorted(self._line_ends, starts)
        first = np.searchsorted(self._ends, starts, "right")
        last = np.maximum(np.searchsorted(self._starts, ends), first)
        counted: Numbers = standing + self._before[last] - self._before[first]
        return counted
