"""A text and its marks in; the text as it is read out, and for every place in it the place in the text as it stands.

What is found is found in the view, where noise is gone, and is then carried back, so that a text full of citations,
soft hyphens and entities gives what the clean text gives, and still ``text[start:end] == surface``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

import numpy as np

from karabakh.flows.text.span import Mark, Span
from karabakh.flows.text.stretches import Stretches


class View:
    """How a text is read: ``text`` with what each mark says instead of its words.

    >>> view = View("Stepan\u00adakert[7] fell", [Mark(6, 7, "invisible", ""), Mark(12, 15, "citation", "")])
    >>> view.text
    'Stepanakert fell'
    >>> view.back(0, 11)
    Span(start=0, end=12)
    """

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        # Of each piece of the view: where it stands there, where in the text, and whether it is replaced as a whole.
        self._ats: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._replaced: list[bool] = []
        read = [mark for mark in marks if mark.instead is not None]
        self.changed = bool(read)
        if not read:
            self.text = text
            self._ats, self._starts, self._ends, self._replaced = [0, len(text)], [0], [len(text)], [False]
            return
        words: list[str] = []
        starts, ends, replaced = self._starts, self._ends, self._replaced
        at = 0
        for start, end, _, instead in read:
            if at < start:
                words.append(text[at:start])
                starts.append(at)
                ends.append(start)
                replaced.append(False)
            if instead:
                words.append(instead)
                starts.append(start)
                ends.append(end)
                replaced.append(True)
            at = end
        if at < len(text):
            words.append(text[at:])
            starts.append(at)
            ends.append(len(text))
            replaced.append(False)
        self.text = "".join(words)
        self._ats = [0, *accumulate(map(len, words))]

    def back(self, start: int, end: int) -> Span:
        """Return where ``view.text[start:end]``, which is not empty, stands in the text."""
        if not self.changed:
            return Span(start, end)
        first = bisect_right(self._ats, start) - 1
        last = bisect_right(self._ats, end - 1, first) - 1
        return Span(
            self._starts[first] + (0 if self._replaced[first] else start - self._ats[first]),
            self._ends[last] if self._replaced[last] else self._starts[last] + end - self._ats[last],
        )

    def forth(self, spans: Sequence[Mark]) -> list[Mark]:
        """Return marks whose words are read as they stand, sorted and apart, with their places in the view."""
        if not self.changed:
            return list(spans)
        return [mark._replace(start=self._at(mark.start), end=self._at(mark.end)) for mark in spans]

    def _at(self, place: int) -> int:
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return 0
        if self._replaced[number]:
            return self._ats[number]
        return self._ats[number] + min(place, self._ends[number]) - self._starts[number]

    @staticmethod
    def back_all(views: Sequence["View"], spans: Stretches) -> Stretches:
        """Return where stretches of the views, not empty, stand in their texts, as ``back`` does."""
        counts = np.fromiter((len(view._starts) for view in views), np.int64, len(views))
        # a view's last place is behind its last piece; where one has no piece, it has no stretch either
        ats, starts, ends, replaced = (
            np.fromiter(chain.from_iterable(some), np.int64, int(counts.sum()))
            for some in (
                (view._ats[:-1] for view in views),
                (view._starts for view in views),
                (view._ends for view in views),
                (view._replaced for view in views),
            )
        )
        pieces = Stretches(np.repeat(np.arange(len(views)), counts), ats, ends).places
        first = np.searchsorted(pieces, spans.places, "right") - 1
        last = np.searchsorted(pieces, spans.places - spans.start + spans.end - 1, "right") - 1
        start = starts[first] + np.where(replaced[first], 0, spans.start - ats[first])
        end = np.where(replaced[last], ends[last], starts[last] + spans.end - ats[last])
        return Stretches(spans.text, start, end)
