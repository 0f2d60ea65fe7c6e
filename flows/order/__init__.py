"""Texts, their sentences and marks in; out whether the sentences stand out of the order they were written in.

An extract that some program drew from a longer text and laid out in another order cannot be read as a story: "two
days later" counts from nothing. It is told from what it holds, never from its name. Running text must not be called
shuffled, so weak signs count only together, and only where no paragraphs show that the text is laid out as written.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from karabakh.flows.order.content import contents
from karabakh.flows.order.disorder import forward, score
from karabakh.flows.order.paragraphs import have_paragraphs
from karabakh.flows.text.span import Mark, Span
from karabakh.flows.text.stretches import Stretches, stretches

MOST_SENTENCES: Final = 60
"""Sentences looked at: as many tell running text from chance order nearly always."""

FEWEST_SENTENCES: Final = 10
"""Below it the wording of neighbours says nothing about their order."""

_NUMBERED: Final = re.compile(r"[(\[]?([0-9]{1,3})[.)\]]\s")
_STOPS: Final = tuple(".!?…")
_ENDED: Final = re.compile(r"[.!?…][\"“”’'»)\]\d\s,;\[]{0,20}\Z")
_TAIL: Final = 24
_TOGETHER: Final = 32
_FEWEST: Final = 3
_LEAST_ENDED: Final = 0.75
_FEWEST_NUMBERS: Final = 6
_BY_CHANCE: Final = 0.5
_COUNTING_UP: Final = 2.5


def shuffled(text: str, sentences: Sequence[Span], marks: Sequence[Mark] = ()) -> bool:
    """Return whether ``text`` is an extract whose sentences are out of order.

    >>> text = "It fell. [4], The rest fled. [9], Soon they came back."
    >>> shuffled(text, [Span(0, 13), Span(14, 33), Span(34, 54)], [Mark(12, 13, "stray"), Mark(32, 33, "stray")])
    True
    """
    (found,) = shuffled_all([text], stretches([sentences]), [marks], [True])
    return found


def shuffled_all(
    texts: Sequence[str], sentences: Stretches, marks: Sequence[Sequence[Mark]], asked: Sequence[bool]
) -> list[bool]:
    """Return of each text that is asked for what ``shuffled`` does."""
    found = [False] * len(texts)
    open_texts: dict[int, list[str]] = {}
    bounds = np.searchsorted(sentences.text, np.arange(len(texts) + 1)).tolist()
    for number, has_paragraphs in enumerate(have_paragraphs(texts, sentences, marks)):
        first, last = bounds[number : number + 2]
        if asked[number] and not has_paragraphs and last - first >= _FEWEST:
            spans = zip(sentences.start[first:last].tolist(), sentences.end[first:last].tolist(), strict=True)
            answer = _at_once(texts[number], list(spans), marks[number])
            if isinstance(answer, bool):
                found[number] = answer
            else:
                open_texts[number] = answer
    for some in _of_equal_length(open_texts):
        for number, one in zip(some, score(contents([open_texts[number] for number in some])).tolist(), strict=True):
            found[number] = one > 0
    return found


def _of_equal_length(texts: Mapping[int, Sequence[str]]) -> Iterator[list[int]]:
    """The texts by the number of their sentences, as many at a time as the processor has at hand."""
    by_length: dict[int, list[int]] = {}
    for number, sentences in texts.items():
        by_length.setdefault(len(sentences), []).append(number)
    for some in by_length.values():
        for first in range(0, len(some), _TOGETHER):
            yield some[first : first + _TOGETHER]


def _at_once(text: str, sentences: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> bool | list[str]:
    """Whether a text without paragraphs is out of order; the wordings of its first sentences, where these must tell."""
    # a citation mark that ends a sentence and is followed by a comma: ``. [4], The``
    joints = sum(mark.reason == "stray" for mark in marks)
    if joints:
        return joints > 1 or len(sentences) >= FEWEST_SENTENCES
    if len(sentences) < FEWEST_SENTENCES:
        return False
    read = _Reader(text, marks)
    wordings = [read(*sentence) for sentence in sentences[:MOST_SENTENCES]]
    if not _is_prose(wordings):
        return False
    for numbers in (_new_citations(text, marks), _item_numbers(wordings)):
        if len(numbers) >= _FEWEST_NUMBERS and not _BY_CHANCE < forward(numbers) < _COUNTING_UP:
            return forward(numbers) <= _BY_CHANCE
    return wordings


class _Reader:
    """Reads stretches of a text as its marks say."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = [mark for mark in marks if mark.instead is not None]
        self._ends = [mark.end for mark in self._marks]

    def __call__(self, start: int, end: int) -> str:
        first = bisect_right(self._ends, start)
        if first == len(self._marks) or self._marks[first].start >= end:
            return self._text[start:end]
        pieces = []
        for at in range(first, len(self._marks)):
            mark = self._marks[at]
            if mark.start >= end:
                break
            pieces += [self._text[start : max(start, mark.start)], mark.instead or ""]
            start = mark.end
        return "".join([*pieces, self._text[start:end]])


def _is_prose(wordings: Sequence[str]) -> bool:
    """Whether most sentences end like sentences, unlike the entries of a list or a table."""
    ended = sum(wording.endswith(_STOPS) or bool(_ENDED.search(wording[-_TAIL:])) for wording in wordings)
    return ended >= _LEAST_ENDED * len(wordings)


def _new_citations(text: str, marks: Sequence[Mark]) -> list[int]:
    """The numbers of citations where they first stand: a running text gives each new source the next number."""
    wordings = (text[mark.start + 1 : mark.end - 1] for mark in marks if mark.reason == "citation")
    numbers = (int(wording) for wording in wordings if wording.isascii() and wording.isdigit())
    return list(itertools.islice(dict.fromkeys(numbers), MOST_SENTENCES))


def _item_numbers(wordings: Sequence[str]) -> list[int]:
    """The numbers that sentences begin with, of numbered paragraphs or points."""
    return [int(found[1]) for wording in wordings if (found := _NUMBERED.match(wording))]
