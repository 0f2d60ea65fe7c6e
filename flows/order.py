"""A text, its sentences and marks in; out whether the sentences stand out of the order they were written in.

An extract that some program drew from a longer text and laid out in another order cannot be read as a story: "two
days later" counts from nothing. It is told from what it holds, never from its name. Running text must not be called
shuffled, so weak signals count only together and only where the text has no paragraphs.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from karabakh.flows.span import Mark, Span

MOST_SENTENCES: Final = 80
"""Sentences looked at; the comparison of all pairs is bounded by it."""

FEWEST_SENTENCES: Final = 10
"""Below it the wording of neighbours says nothing about their order."""

_JOINT: Final = re.compile(r"\s?[,;]\s+[\"“‘']?[A-Z]")
_STUB: Final = re.compile(r"[^.!?…]{1,30}…")
_WORD: Final = re.compile(r"[^\W\d_]{4,30}")
_STEM: Final = 6

LEAST_DISORDER: Final = 0.8
"""Of running texts whose paragraphs were joined, 2 in 100 come above this; of texts put out of order, more than 20."""


def shuffled(text: str, sentences: Sequence[Span], marks: Sequence[Mark] = ()) -> bool:
    """Return whether ``text`` is an extract whose sentences are out of order.

    >>> text = "It fell. [4], The rest fled. [9], Soon they came back."
    >>> shuffled(text, [Span(0, 13), Span(14, 33), Span(34, 54)], [Mark(9, 12, "citation"), Mark(29, 32, "citation")])
    True
    """
    if len(sentences) < 3 or _has_paragraphs(text, sentences):
        return False
    joints = _joints(text, sentences, marks)
    if joints:
        return joints > 1 or len(sentences) >= FEWEST_SENTENCES
    if len(sentences) < FEWEST_SENTENCES:
        return False
    wording = [text[sentence.start : sentence.end] for sentence in sentences[:MOST_SENTENCES]]
    stubs = sum(bool(_STUB.fullmatch(sentence)) for sentence in wording)
    return stubs + _steps_back(_citation_numbers(text, marks)) - _cohesion(wording) > LEAST_DISORDER


def _has_paragraphs(text: str, sentences: Sequence[Span]) -> bool:
    """Whether a line ends between two sentences: extracts are laid out as one paragraph."""
    gaps = (text[left.end : right.start] for left, right in itertools.pairwise(sentences))
    return any("\n" in gap for gap in gaps)


def _joints(text: str, sentences: Sequence[Span], marks: Sequence[Mark]) -> int:
    """How often a citation mark that ends a sentence is followed by a comma: ``. [4], The``."""
    ends = {sentence.end for sentence in sentences}
    count = 0
    for mark in marks:
        joint = _JOINT.match(text, mark.end) if mark.reason == "citation" else None
        count += bool(joint and (mark.end in ends or mark.end + 1 in ends or mark.end + 2 in ends))
    return count


def _citation_numbers(text: str, marks: Sequence[Mark]) -> list[int]:
    wordings = (text[mark.start + 1 : mark.end - 1] for mark in marks if mark.reason == "citation")
    return [int(wording) for wording in wordings if wording.isascii() and wording.isdigit()]


def _steps_back(numbers: Sequence[int]) -> int:
    """One where citations do not count up: a running text gives each new source the next number."""
    new = list(dict.fromkeys(numbers))
    if len(new) < 4:
        return 0
    back = sum(left > right for left, right in itertools.pairwise(new))
    return int(3 * back >= len(new))


def _cohesion(wording: Sequence[str]) -> float:
    """How much more neighbours share of their rarer words than any two sentences do, in standard errors.

    Texts are written so that a sentence takes up words of the one before it (Halliday and Hasan's lexical cohesion);
    of sentences in chance order the value is about 0.
    """
    stems = [frozenset(word[:_STEM].lower() for word in _WORD.findall(sentence)) for sentence in wording]
    known = Counter(itertools.chain.from_iterable(stems))
    pairs = {
        pair: _shared(stems[pair[0]], stems[pair[1]], known) for pair in itertools.combinations(range(len(stems)), 2)
    }
    mean = sum(pairs.values()) / len(pairs)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in pairs.values()) / len(pairs))
    if not deviation:
        return 0.0
    near = [value for (left, right), value in pairs.items() if right == left + 1]
    return (sum(near) / len(near) - mean) / deviation * math.sqrt(len(near))


def _shared(left: frozenset[str], right: frozenset[str], known: Counter[str]) -> float:
    rare = sum(1 / (known[stem] - 1) for stem in left & right)
    return rare / math.sqrt((len(left) + 1) * (len(right) + 1))
