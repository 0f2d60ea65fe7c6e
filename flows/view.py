"""A text and its marks in; the text as it is read out, and for every place in it the place in the text as it stands.

What is found is found in the view, where noise is gone, and is then carried back, so that a text full of citations,
soft hyphens and entities gives what the clean text gives, and still ``text[start:end] == surface``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from karabakh.flows.span import Mark, Span


class _Piece(NamedTuple):
    """``text[start:end]`` stands at ``at`` of the view: as it is, or ``replaced`` as a whole."""

    at: int
    start: int
    end: int
    replaced: bool


class View:
    """How a text is read: ``text`` with what each mark says instead of its words.

    >>> view = View("Stepan\u00adakert[7] fell", [Mark(6, 7, "invisible", ""), Mark(12, 15, "citation", "")])
    >>> view.text
    'Stepanakert fell'
    >>> view.back(0, 11)
    Span(start=0, end=12)
    """

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        read = [mark for mark in marks if mark.instead is not None]
        self.changed = bool(read)
        if not read:
            self.text = text
            return
        words: list[str] = []
        spans: list[tuple[int, int, bool]] = []
        at = 0
        for start, end, _, instead in read:
            if at < start:
                words.append(text[at:start])
                spans.append((at, start, False))
            if instead:
                words.append(instead)
                spans.append((start, end, True))
            at = end
        if at < len(text):
            words.append(text[at:])
            spans.append((at, len(text), False))
        self.text = "".join(words)
        places = accumulate(map(len, words), initial=0)
        self._pieces = [_Piece(place, *span) for place, span in zip(places, spans, strict=False)]
        self._ats = [piece.at for piece in self._pieces]

    def back(self, start: int, end: int) -> Span:
        """Return where ``view.text[start:end]``, which is not empty, stands in the text."""
        if not self.changed:
            return Span(start, end)
        first, last = self._piece(start), self._piece(end - 1)
        return Span(
            first.start if first.replaced else first.start + start - first.at,
            last.end if last.replaced else last.start + end - last.at,
        )

    def forth(self, spans: Sequence[Mark]) -> list[Mark]:
        """Return marks whose words are read as they stand, sorted and apart, with their places in the view."""
        if not self.changed:
            return list(spans)
        starts = [piece.start for piece in self._pieces]
        return [mark._replace(start=self._at(starts, mark.start), end=self._at(starts, mark.end)) for mark in spans]

    def _piece(self, at: int) -> _Piece:
        return self._pieces[bisect_right(self._ats, at) - 1]

    def _at(self, starts: Sequence[int], place: int) -> int:
        number = bisect_right(starts, place) - 1
        if number < 0:
            return 0
        piece = self._pieces[number]
        if piece.replaced:
            return piece.at
        return piece.at + min(place, piece.end) - piece.start
