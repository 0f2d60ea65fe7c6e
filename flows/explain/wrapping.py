"""A strip and what stands under it in, its lines for a width out: each with room for what stands under its mentions."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from karabakh.flows.explain.strip import Strip
from karabakh.flows.text.span import Span

ROOM = 28
"""Cells that are kept for what stands under a mention: one that has fewer to its right begins a line."""


class Under(NamedTuple):
    """Signs of a strip, and what is to stand under them: a text and what it is of (`place`, `date` or `figure`)."""

    signs: Span
    text: str
    what: str
    cells: int


def wrapped(strip: Strip, unders: Sequence[Under], width: int) -> list[Span]:
    """Return the signs of each line; no line is wider than ``width``, and together they are all but the spaces.

    A line ends at a space, never within a mention, as long as words and mentions are no longer than a line.
    """
    lines: list[Span] = []
    start = end = 0  # of the line that is being filled
    waiting = deque(unders)
    for word in _words(strip, unders):
        own = []
        while waiting and waiting[0].signs.start < word.end:
            own.append(waiting.popleft())
        crowded = any(_lacks_room(strip, start, under, width) for under in own[:1])
        if end > start and (crowded or strip.width(start, word.end) > width):
            lines.append(Span(start, end))
            start = word.start
        for cut in _cuts(strip, start, word.end, own, width):
            lines.append(Span(start, cut))
            start = cut
        end = word.end
    return [*lines, Span(start, end)] if end > start else lines


def _lacks_room(strip: Strip, start: int, under: Under, width: int) -> bool:
    """Whether there is too little room right of where a mention begins for what stands under it."""
    return strip.width(start, under.signs.start) + min(under.cells, ROOM, width // 2) > width


def _cuts(strip: Strip, start: int, end: int, own: Sequence[Under], width: int) -> Iterator[int]:
    """Yield before which signs a line is cut: where it is full, and before a mention that lacks room."""
    for under in (*own, None):
        stop = under.signs.start if under else end
        while strip.width(start, stop) > width:
            start = _full(strip, start, stop, width)
            yield start
        if under and stop > start and _lacks_room(strip, start, under, width):
            start = stop
            yield start


def _full(strip: Strip, start: int, end: int, width: int) -> int:
    """Return before which sign a line is full; it holds at least one."""
    cut = start + 1
    while cut < end and strip.width(start, cut + 1) <= width:
        cut += 1
    return cut


def _words(strip: Strip, unders: Sequence[Under]) -> Iterator[Span]:
    """Yield the words; a mention of several is one."""
    within = iter([*(under.signs for under in unders), Span(len(strip.shown), len(strip.shown))])
    mention = next(within)
    begin = 0
    for place, sign in enumerate(strip.shown):
        while place >= mention.end < len(strip.shown):
            mention = next(within)
        if sign == " " and not mention.start < place < mention.end:
            if place > begin:
                yield Span(begin, place)
            begin = place + 1
    if begin < len(strip.shown):
        yield Span(begin, len(strip.shown))
