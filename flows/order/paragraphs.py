"""Texts, their sentences and marks in; out which have paragraphs, which show that they are laid out as written.

An extract is one paragraph, or has one sentence a line. Where lines end inside sentences they are wrapped, and only an
empty line ends a paragraph.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from karabakh.flows.text.codepoints import code_points
from karabakh.flows.text.span import Mark
from karabakh.flows.text.stretches import Numbers, Stretches, stretches

_LINE_END: Final = ord("\n")
_MOST_IN_COMPANY: Final = 0.2
_NONE: Final = np.iinfo(np.int64).max
_TEXT: Final = 32  # bits of a place in a text, before which the number of the text stands


def have_paragraphs(texts: Sequence[str], sentences: Stretches, marks: Sequence[Sequence[Mark]]) -> list[bool]:
    """Return of each text whether it has paragraphs of several sentences."""
    size, numbers = len(texts), sentences.text
    line_ends = _line_ends(texts)
    if not len(line_ends) or not len(numbers):
        return [False] * size
    # of each sentence: how many lines end in it, and how many behind it and before the next one, as they are read
    inside, behind, stand = _counts(line_ends, sentences, marks)
    wrapped = np.bincount(numbers[inside > 0], minlength=size) > 0
    # a boilerplate stub is read as the end of a paragraph, but ends no line; a wrapped line ends one, but is read on
    is_next = numbers[:-1] == numbers[1:]
    ended = is_next & (np.minimum(behind, stand)[:-1] > wrapped[numbers[:-1]])
    sides = np.concatenate([[True], ended | ~is_next, [True]])
    sizes = np.bincount(numbers, minlength=size)
    alone = np.bincount(numbers[sides[:-1] & sides[1:]], minlength=size)
    in_company = sizes - alone > _MOST_IN_COMPANY * sizes
    found: list[bool] = (in_company & (np.bincount(numbers[:-1][ended], minlength=size) > 0)).tolist()
    return found


def _line_ends(texts: Sequence[str]) -> Numbers:
    """The places of the ends of lines, the number of its text before each."""
    places = [
        (number << _TEXT) + np.flatnonzero(code_points(text) == _LINE_END)
        for number, text in enumerate(texts)
        if "\n" in text
    ]
    return np.concatenate([np.zeros(0, np.int64), *places])


def _counts(
    line_ends: Numbers, sentences: Stretches, marks: Sequence[Sequence[Mark]]
) -> tuple[Numbers, Numbers, Numbers]:
    """How many ends of lines are read inside sentences and behind them, and how many stand behind them."""
    size = len(sentences.text)
    starts, ends = sentences.places, sentences.places - sentences.start + sentences.end
    at = np.searchsorted(starts, line_ends, "right") - 1
    known = (at >= 0) & (sentences.text[at] == line_ends >> _TEXT)
    at, line_ends = at[known], line_ends[known]
    is_inside = line_ends < ends[at]
    replaced = [[mark for mark in some if mark.instead is not None] for some in marks]
    placed = stretches(replaced)
    mark_starts, mark_ends = placed.places, placed.places - placed.start + placed.end
    mark = np.searchsorted(mark_ends, line_ends, "right")
    is_read = np.append(mark_starts, _NONE)[mark] > line_ends
    inside, behind, stand = (
        np.bincount(at[some], minlength=size) for some in (is_inside & is_read, ~is_inside & is_read, ~is_inside)
    )
    lines = np.fromiter(
        (mark.instead.count("\n") if mark.instead else 0 for some in replaced for mark in some),
        np.int64,
        len(mark_ends),
    )
    if lines.any():
        said = lines > 0
        read = _Read(mark_starts[said], mark_ends[said], np.append(0, np.cumsum(lines[said])))
        inside = inside + read.between(starts, ends)
        behind = behind + read.between(ends, np.append(starts[1:], _NONE))
    return inside, behind, stand


class _Read(NamedTuple):
    """Marks that are read as ends of lines, and how many of these are read before each and before the end."""

    starts: Numbers
    ends: Numbers
    before: Numbers

    def between(self, starts: Numbers, ends: Numbers) -> Numbers:
        """Return how many ends of lines are read between each start and end."""
        first = np.searchsorted(self.ends, starts, "right")
        last = np.maximum(np.searchsorted(self.starts, ends), first)
        counted: Numbers = self.before[last] - self.before[first]
        return counted
