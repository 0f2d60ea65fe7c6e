"""Stretches of texts in which no figure stands (dates, marks, tables, paragraph numbers) in; what meets them out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from karabakh.flows.figures.scan import Numbers
from karabakh.flows.text.span import Span

_NOWHERE: Final = np.iinfo(np.int64).max


class Taken(NamedTuple):
    """Stretches of one text, in order and apart."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with ``start`` to ``end``.

        >>> Taken([3], [7]).meets(5, 9), Taken([3], [7]).meets(7, 9)
        (True, False)
        """
        at = bisect_right(self.ends, start)
        return at < len(self.ends) and self.starts[at] < end

    def end_in(self, start: int, end: int) -> Sequence[int]:
        """Return the ends of stretches from ``start`` to before ``end``."""
        return self.ends[bisect_left(self.ends, start) : bisect_left(self.ends, end)]


def taken_by(spans: Sequence[Span]) -> Taken:
    """Return the stretches that the spans take together.

    >>> taken_by([Span(5, 9), Span(1, 3), Span(3, 4)])
    Taken(starts=[1, 5], ends=[4, 9])
    """
    merged = merge(np.array(spans, np.int64).reshape(-1, 2))
    return Taken(merged[:, 0].tolist(), merged[:, 1].tolist())


def merge(spans: Numbers) -> Numbers:
    """Return spans, of two columns, in order, those that meet made one."""
    if not len(spans):
        return spans
    starts, ends = spans[np.lexsort(spans.T[::-1])].T
    reached = np.maximum.accumulate(ends)
    first = np.flatnonzero(np.concatenate([[True], starts[1:] > reached[:-1]]))
    last = np.concatenate([first[1:], [len(starts)]]) - 1
    return np.stack([starts[first], reached[last]], axis=1)


def meeting(spans: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """Return whether each stretch from ``starts`` to ``ends`` shares a character with one of the ``spans``, merged."""
    at = np.searchsorted(spans[:, 1], starts, "right")
    meets: Numbers = np.append(spans[:, 0], _NOWHERE)[at] < ends
    return meets
