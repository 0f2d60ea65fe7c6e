"""Spans of many texts in, the same as arrays out; and which of some spans holds each of others."""

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.int64]]


class Stretches(NamedTuple):
    """Stretches of several texts: the number of the text that each stands in, its start, and its end."""

    text: Numbers
    start: Numbers
    end: Numbers

    @property
    def places(self) -> Numbers:
        """Where each begins, the texts laid end to end, far apart: ascending where the stretches are in order."""
        return (self.text << 32) + self.start


def stretches(lists: Sequence[Sequence[Any]]) -> Stretches:
    """Return whatever has a start and an end, a list a text, in the order that it comes in.

    >>> from karabakh.flows.text.span import Span
    >>> [numbers.tolist() for numbers in stretches([[Span(0, 3), Span(4, 9)], [], [Span(1, 2)]])]
    [[0, 0, 2], [0, 4, 1], [3, 9, 2]]
    """
    counts = np.fromiter(map(len, lists), np.int64, len(lists))
    both = [
        np.fromiter(map(attrgetter(side), chain.from_iterable(lists)), np.int64, int(counts.sum()))
        for side in ("start", "end")
    ]
    return Stretches(np.repeat(np.arange(len(lists)), counts), *both)


def held_by(holders: Stretches, others: Stretches) -> Numbers:
    """Return of each of ``others`` the number of the holder that it begins in, -1 where it begins in none.

    The holders are in order and do not overlap.
    """
    at = np.searchsorted(holders.places, others.places, "right") - 1
    if not len(holders.text):
        return at
    inside = (at >= 0) & (holders.text[at] == others.text) & (others.start < holders.end[at])
    return np.where(inside, at, -1)
