"""A text in; its marks, how it is read, and its sentences there and in the text as it stands, out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from karabakh.flows.clean import cleaned_all
from karabakh.flows.dates import Timex
from karabakh.flows.header import Header
from karabakh.flows.order import shuffled_all
from karabakh.flows.sentences import spans, split_all
from karabakh.flows.text.span import Mark, Span
from karabakh.flows.text.stretches import Stretches, stretches
from karabakh.flows.text.view import View

STANDS_APART: Final = frozenset({"boilerplate", "foreign", "page"})
"""Reasons of marks that, where they are not inside a sentence, are sentences by themselves."""


READ: Final = frozenset({"header", "repeat"})
"""Reasons of marks on words that are read as they stand, and not as those of a sentence or of the first telling."""

HANGING: Final = frozenset({"citation", "stray"})
"""Reasons of marks that belong to the sentence before them."""


class Layout(NamedTuple):
    """``read`` are the sentences of ``view.text``, ``kept`` the marks there; the others count in the text itself.

    ``is_as_read`` says that the two texts are the same.
    """

    text: str
    marks: list[Mark]
    sentences: list[Span]
    shuffled: bool
    view: View
    read: list[Span]
    kept: list[Mark]
    header: Header | None
    is_as_read: bool

    @property
    def publication(self) -> tuple[Span, date] | None:
        """Where in the view a header that is in no sentence gives the day of publication, and that day."""
        header = self.header
        if header is None or header.published is None or header.date_span is None:
            return None
        if not header.span.start <= header.date_span.start < header.date_span.end <= header.span.end:
            return None
        (mark,) = self.view.forth([Mark(*header.date_span, "header")])
        return Span(mark.start, mark.end), header.published

    def standing(self, timex: Timex) -> Timex:
        """Return an expression of the view with its place in the text."""
        start, end = self.view.back(timex.start, timex.end)
        return timex._replace(start=start, end=end)


def lay_out(text: str, sentence_order: str | None = None) -> Layout:
    """Mark what is not running text and split the rest into sentences; ``sentence_order`` is as in sources.csv.

    >>> layout = lay_out("Agdam&nbsp;fell.[7] The rest fled.")
    >>> [sentence.of(layout.text) for sentence in layout.sentences]
    ['Agdam&nbsp;fell.[7]', 'The rest fled.']
    >>> [sentence.of(layout.view.text) for sentence in layout.read]
    ['Agdam fell.', 'The rest fled.']
    """
    (layout,) = lay_out_all([text], [sentence_order])
    return layout


def lay_out_all(texts: Sequence[str], sentence_orders: Sequence[str | None]) -> list[Layout]:
    """Lay out each text, as ``lay_out`` does."""
    read_over = cleaned_all(texts)
    marks = [one.marks for one in read_over]
    views = [View(one.plain, one.marks) for one in read_over]
    kept = [view.forth([mark for mark in some if mark.reason in READ]) for view, some in zip(views, marks, strict=True)]
    found = split_all([view.text for view in views], kept)
    told = _standing(views, found, marks)
    shown = shuffled_all(texts, told, marks, [order is None for order in sentence_orders])
    layouts = []
    for text, one, view, read, sentences, some, mixed, order in zip(
        texts,
        read_over,
        views,
        spans(found, len(texts)),
        spans(told, len(texts)),
        kept,
        shown,
        sentence_orders,
        strict=True,
    ):
        if view.changed:
            sentences = sorted([*sentences, *_apart(sentences, one.marks)])
        out_of_order = mixed if order is None else order == "shuffled"
        layouts.append(
            Layout(text, one.marks, sentences, out_of_order, view, read, some, one.header, view.text == text)
        )
    return layouts


def _standing(views: Sequence[View], read: Stretches, marks: Sequence[Sequence[Mark]]) -> Stretches:
    """The sentences of views as they stand in the texts, each with the citations that follow it."""
    told = View.back_all(views, read)
    hanging = stretches(
        [
            [mark for mark in some if mark.reason in HANGING] if view.changed else []
            for view, some in zip(views, marks, strict=True)
        ]
    )
    if not len(hanging.text) or not len(told.text):
        return told
    # the sentence that ends before the end of the mark, where the next one does not begin before that
    hanging_ends = hanging.places - hanging.start + hanging.end
    before = np.searchsorted(told.places - told.start + told.end, hanging_ends) - 1
    following = np.append(told.places, np.iinfo(np.int64).max)[before + 1]
    hangs = (before >= 0) & (told.text[before] == hanging.text) & (hanging_ends <= following)
    end = told.end.copy()
    np.maximum.at(end, before[hangs], hanging.end[hangs])
    return told._replace(end=end)


def _apart(sentences: Sequence[Span], marks: Iterable[Mark]) -> Iterator[Span]:
    """Marks that stand between the sentences and are words that a reader sees."""
    at = 0
    for mark in marks:
        if mark.reason not in STANDS_APART:
            continue
        while at < len(sentences) and sentences[at].end <= mark.start:
            at += 1
        if at == len(sentences) or mark.end <= sentences[at].start:
            yield Span(mark.start, mark.end)
