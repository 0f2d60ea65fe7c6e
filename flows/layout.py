"""A text in; its marks, how it is read, and its sentences there and in the text as it stands, out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from karabakh.flows.clean import cleaned, plain
from karabakh.flows.dates import Timex
from karabakh.flows.header import Header
from karabakh.flows.sentences import shuffled, split
from karabakh.flows.span import Mark, Span
from karabakh.flows.view import View

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
    marks, header = cleaned(text)
    view = View(plain(text), marks)
    kept = view.forth([mark for mark in marks if mark.reason in READ])
    read = split(view.text, kept)
    told = _standing(view, read, marks) if view.changed else read
    out_of_order = shuffled(text, told, marks) if sentence_order is None else sentence_order == "shuffled"
    sentences = sorted([*told, *_apart(told, marks)]) if view.changed else read
    return Layout(text, marks, sentences, out_of_order, view, read, kept, header, view.text == text)


def _standing(view: View, read: Sequence[Span], marks: Iterable[Mark]) -> list[Span]:
    """The sentences of a view as they stand in the text, each with the citations that follow it."""
    sentences = [view.back(*sentence) for sentence in read]
    hanging = [mark for mark in marks if mark.reason in HANGING]
    at = 0
    for number, (sentence, following) in enumerate(pairwise([*sentences, None])):
        while at < len(hanging) and sentence and hanging[at].end <= sentence.end:
            at += 1
        while at < len(hanging) and sentence and (following is None or hanging[at].end <= following.start):
            sentences[number] = Span(sentence.start, hanging[at].end)
            at += 1
    return sentences


def _apart(sentences: Sequence[Span], marks: Iterable[Mark]) -> Iterator[Span]:
    """Marks that stand between the sentences and are words that a reader sees."""
    at = 0
    for mark in marks:
        while at < len(sentences) and sentences[at].end <= mark.start:
            at += 1
        if mark.reason in STANDS_APART and (at == len(sentences) or mark.end <= sentences[at].start):
            yield Span(mark.start, mark.end)
