"""A text, its sentences and marks in; out whether the sentences stand out of the order they were written in.

An extract that some program drew from a longer text and laid out in another order cannot be read as a story: "two
days later" counts from nothing. It is told from what it holds, never from its name. Running text must not be called
shuffled, so weak signs count only together, and only where no paragraphs show that the text is laid out as written.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from karabakh.flows.span import Mark, Span

MOST_SENTENCES: Final = 60
"""Sentences looked at: as many tell running text from chance order nearly always."""

FEWEST_SENTENCES: Final = 10
"""Below it the wording of neighbours says nothing about their order."""

_NUMBERED: Final = re.compile(r"[(\[]?([0-9]{1,3})[.)\]]\s")
_ENDED: Final = re.compile(r"[.!?…][\"“”’'»)\]\d\s,;\[]{0,20}\Z")
_TAIL: Final = 24
_FEWEST: Final = 3
_LEAST_ENDED: Final = 0.75
_MOST_IN_COMPANY: Final = 0.2
_FEWEST_NUMBERS: Final = 6
_BY_CHANCE: Final = 0.5
_COUNTING_UP: Final = 2.5


def shuffled(text: str, sentences: Sequence[Span], marks: Sequence[Mark] = ()) -> bool:
    """Return whether ``text`` is an extract whose sentences are out of order.

    >>> text = "It fell. [4], The rest fled. [9], Soon they came back."
    >>> shuffled(text, [Span(0, 13), Span(14, 33), Span(34, 54)], [Mark(12, 13, "stray"), Mark(32, 33, "stray")])
    True
    """
    if len(sentences) < _FEWEST:
        return False
    read = _Reader(text, marks)
    if _has_paragraphs(text, read, sentences):
        return False
    # a citation mark that ends a sentence and is followed by a comma: ``. [4], The``
    joints = sum(mark.reason == "stray" for mark in marks)
    if joints:
        return joints > 1 or len(sentences) >= FEWEST_SENTENCES
    wordings = [read(*sentence) for sentence in sentences[:MOST_SENTENCES]]
    if len(wordings) < FEWEST_SENTENCES or not _is_prose(wordings):
        return False
    # numpy is loaded here, since few texts come so far
    from karabakh.flows.order.content import content
    from karabakh.flows.order.disorder import forward, score

    for numbers in (_new_citations(text, marks), _item_numbers(wordings)):
        if len(numbers) >= _FEWEST_NUMBERS and not _BY_CHANCE < forward(numbers) < _COUNTING_UP:
            return forward(numbers) <= _BY_CHANCE
    return score([content(wording) for wording in wordings]) > 0


class _Reader:
    """Reads stretches of a text as its marks say."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = [mark for mark in marks if mark.instead is not None]
        self.breaks = any("\n" in (mark.instead or "") for mark in self._marks)
        self._ends = [mark.end for mark in self._marks]

    def __call__(self, start: int, end: int) -> str:
        pieces = []
        for at in range(bisect_right(self._ends, start), len(self._marks)):
            mark = self._marks[at]
            if mark.start >= end:
                break
            pieces += [self._text[start : max(start, mark.start)], mark.instead or ""]
            start = mark.end
        return "".join([*pieces, self._text[start:end]])


def _has_paragraphs(text: str, read: _Reader, sentences: Sequence[Span]) -> bool:
    """Whether paragraphs of several sentences show that the text is laid out as it was written.

    An extract is one paragraph, or has one sentence a line. Where lines end inside sentences they are wrapped, and only
    an empty line ends a paragraph.
    """
    spans = [(left.end, right.start) for left, right in itertools.pairwise(sentences)]
    # a boilerplate stub is read as the end of a paragraph, but ends no line; a wrapped line ends one, but is read on
    lines = [min(count, read(*span).count("\n")) if (count := text.count("\n", *span)) else 0 for span in spans]
    if not any(lines):
        return False
    wrapped = any("\n" in read(*sentence) for sentence in sentences if read.breaks or text.find("\n", *sentence) >= 0)
    ends = [count > wrapped for count in lines]
    alone = sum(left and right for left, right in itertools.pairwise([True, *ends, True]))
    return any(ends) and len(sentences) - alone > _MOST_IN_COMPANY * len(sentences)


def _is_prose(wordings: Sequence[str]) -> bool:
    """Whether most sentences end like sentences, unlike the entries of a list or a table."""
    ended = sum(bool(_ENDED.search(wording[-_TAIL:])) for wording in wordings)
    return ended >= _LEAST_ENDED * len(wordings)


def _new_citations(text: str, marks: Sequence[Mark]) -> list[int]:
    """The numbers of citations where they first stand: a running text gives each new source the next number."""
    wordings = (text[mark.start + 1 : mark.end - 1] for mark in marks if mark.reason == "citation")
    numbers = (int(wording) for wording in wordings if wording.isascii() and wording.isdigit())
    return list(itertools.islice(dict.fromkeys(numbers), MOST_SENTENCES))


def _item_numbers(wordings: Sequence[str]) -> list[int]:
    """The numbers that sentences begin with, of numbered paragraphs or points."""
    return [int(found[1]) for wording in wordings if (found := _NUMBERED.match(wording))]
