"""Texts as they are read and their marks in, the sentences of all of them out.

The boundaries come from sentencex, which is given the texts with blanks for quote marks, so that each stays with the
sentence it hangs on (``boundaries``). What it gets wrong is told by the words around a boundary (``going_on``), what it
misses by a few patterns here, by blank lines and by the lines of records.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise, repeat
from typing import Final

import numpy as np

from karabakh.flows.sentences.boundaries import boundaries
from karabakh.flows.sentences.going_on import ASK, ENDS, goes_on, verdicts
from karabakh.flows.sentences.joined import QUOTES, Joined, Places, Truths
from karabakh.flows.sentences.labels import labels
from karabakh.flows.sentences.records import record_starts
from karabakh.flows.text.portions import portions
from karabakh.flows.text.span import Mark, Span
from karabakh.flows.text.stretches import Stretches

_BREAK: Final = re.compile(r"\n(?:[ \t\r]*+\n)+|\n(?=[ \t]*+[-*•–—][ \t])")
_GAP: Final = rf"[\s{QUOTES}]"
_MISSED: Final = re.compile(
    rf"[.!?…](?:[)\]]++{_GAP}++(?=[(\[]?[A-Z])|(?<=…){_GAP}++(?=[A-Z])"
    rf"|(?<=May\.){_GAP}++(?=[A-Z0-9])|(?<={_GAP}x\.){_GAP}++(?=[A-Z])|(?<={_GAP}no\.){_GAP}++(?=[A-Z][a-z])"
    rf"|{_GAP}++(?=[a-z]\){_GAP}[A-Z]))"
)
_OPENING: Final = '"“„«'
_STEPS: Final = 4
_PORTION: Final = 1_000_000  # characters that are split at once: as many as the processor has at hand


def split(text: str, marks: Sequence[Mark] = ()) -> list[Span]:
    """Return the sentences of ``text`` in order, trimmed of white space; only the header is in none of them.

    ``text`` is a text as it is read, without its noise (see ``View``), and ``marks`` are those on words of it.

    >>> [sentence.of("It fell. The rest fled.") for sentence in split("It fell. The rest fled.")]
    ['It fell.', 'The rest fled.']
    """
    (sentences,) = spans(split_all([text], [marks]), 1)
    return sentences


def split_all(texts: Sequence[str], marks: Iterable[Sequence[Mark]]) -> Stretches:
    """Return the sentences of all texts, as ``split`` does those of one."""
    given, before, found = iter(marks), 0, []
    for some in list(portions(texts, _PORTION, len)) or [[]]:
        sentences = _split_some(some, list(islice(given, len(some))))
        found.append(sentences._replace(text=sentences.text + before))
        before += len(some)
    return Stretches(*map(np.concatenate, zip(*found, strict=True)))


def _split_some(texts: Sequence[str], marks: Iterable[Sequence[Mark]]) -> Stretches:
    bodies = [max((mark.end for mark in some if mark.reason == "header"), default=0) for some in marks]
    bare = [" " * body + text[body:] if body else text for text, body in zip(texts, bodies, strict=True)]
    joined = Joined(bare, bodies)
    line_ends = joined.marks_of("\n")
    hard = _breaks(joined, texts)
    soft = (boundaries(joined, labels(joined, line_ends)), _missed(joined), record_starts(joined, texts, line_ends))
    cuts = np.unique(np.concatenate([hard, *soft]))
    numbers = joined.numbers(cuts)
    cuts = cuts[(joined.bodies[numbers] < cuts) & (cuts < joined.ends[numbers])]
    return _sentences(joined, _kept(joined, texts, cuts, np.isin(cuts, hard)))


def _breaks(joined: Joined, texts: Sequence[str]) -> Places:
    """Where sentences begin behind blank lines and with the items of lists."""
    found = [
        start + end.end()
        for text, start in zip(texts, joined.starts.tolist(), strict=True)
        if "\n" in text
        for end in _BREAK.finditer(text)
    ]
    return np.array(found, np.int64)


def _missed(joined: Joined) -> Places:
    """Where sentences begin that sentencex does not see."""
    stops = joined.marks_of(".!?…")
    stops = stops[(joined.bodies[joined.numbers(stops)] <= stops) & _may_be_missed(joined, stops)]
    found = ((offset, _MISSED.match(text, at)) for _, text, offset, at in joined.seen(stops))
    return np.array([offset + stop.end() for offset, stop in found if stop], np.int64)


def _may_be_missed(joined: Joined, stops: Places) -> Truths:
    view = joined.view
    before, following = view[stops - 1], view[stops + 1]
    closed = (following == ord(")")) | (following == ord("]"))
    spaced, ahead = joined.is_gap(stops + 1), stops + 2
    for _ in range(_STEPS):
        ahead += joined.is_gap(ahead)
    named = (view[ahead + 1] == ord(")")) | joined.is_gap(ahead)
    named |= (before == ord("y")) & (view[stops - 3] == ord("M"))
    named |= (before == ord("o")) & (view[stops - 2] == ord("n"))
    named |= (before == ord("x")) & joined.is_gap(stops - 2)
    named |= joined.codes[stops] == ord("…")
    missed: Truths = closed | (spaced & named)
    return missed


def _kept(joined: Joined, texts: Sequence[str], cuts: Places, is_hard: Truths) -> Places:
    """The places where sentences begin indeed, of those where they may, in order."""
    bodies = joined.bodies[joined.numbers(cuts)]
    before = np.maximum(np.append(0, cuts[:-1]), bodies)
    moved = np.flatnonzero(~is_hard & joined.is_one_of(joined.codes[cuts - 1], _OPENING))
    for place, (number, _, offset, at) in zip(moved.tolist(), joined.seen(cuts[moved]), strict=True):
        cuts[place] = offset + _behind_quote(texts[number], at)
    verdict = verdicts(joined, cuts, before)
    verdict[moved] = ASK
    verdict[is_hard] = ENDS
    is_kept = verdict == ENDS
    last = np.maximum(np.maximum.accumulate(np.where(is_kept, cuts, 0)), bodies)
    asked = np.flatnonzero(verdict == ASK)
    begun = 0
    for place, sure, (_, text, offset, at) in zip(
        asked.tolist(), last[asked].tolist(), joined.seen(cuts[asked]), strict=True
    ):
        begun = max(begun, sure)
        if offset + at > begun and not goes_on(text, begun - offset, at):
            is_kept[place] = True
            begun = offset + at
    kept: Places = cuts[is_kept]
    return kept


def _behind_quote(text: str, cut: int) -> int:
    """A quote mark before a sentence start opens it where it touches it, and closes the sentence before otherwise."""
    while cut > 1 and (text[cut - 1] in "“„«" or (text[cut - 1] == '"' and text[cut - 2].isspace())):
        cut -= 1
    return cut


def _sentences(joined: Joined, cuts: Places) -> Stretches:
    """What stands between the places where sentences begin, without the white space around it."""
    starts = np.sort(np.concatenate([joined.bodies, cuts]))
    numbers = joined.numbers(starts)
    ends = np.sort(np.concatenate([cuts, joined.ends]))
    for _ in range(_STEPS):
        starts += (starts < ends) & joined.is_space(starts)
        ends -= (starts < ends) & joined.is_space(ends - 1)
    left = np.flatnonzero((starts < ends) & (joined.is_space(starts) | joined.is_space(ends - 1)))
    for place, (_, text, offset, start), end in zip(
        left.tolist(), joined.seen(starts[left]), ends[left].tolist(), strict=True
    ):
        words = text[start : end - offset]
        starts[place] += len(words) - len(words.lstrip())
        ends[place] -= len(words) - len(words.rstrip())
    said = starts < ends
    numbers = numbers[said]
    offsets = joined.starts[numbers]
    return Stretches(numbers, starts[said] - offsets, ends[said] - offsets)


def spans(found: Stretches, count: int) -> list[list[Span]]:
    """Return stretches of so many texts, in order, as spans, a list a text."""
    # so many are quicker made without the checks of ``Span(start, end)``
    every = list(map(tuple.__new__, repeat(Span), zip(found.start.tolist(), found.end.tolist(), strict=True)))
    bounds = np.searchsorted(found.text, np.arange(count + 1)).tolist()
    return [every[start:end] for start, end in pairwise(bounds)]
