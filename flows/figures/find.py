"""A text, its sentences and the spans of its dates in; the figures that it reports out."""

import sys
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np

from karabakh.flows.figures.figure import Figure
from karabakh.flows.figures.fractions import fractions
from karabakh.flows.figures.number import people_of
from karabakh.flows.figures.numerals import Numeral
from karabakh.flows.figures.promising import NEXT_SENTENCE, promising
from karabakh.flows.figures.quantities import Quantity, quantities_of
from karabakh.flows.figures.scan import Numbers, Scan, scanned
from karabakh.flows.figures.taken import Taken, meeting, merge
from karabakh.flows.figures.told import kinds_of, told_of
from karabakh.flows.figures.units import Unit
from karabakh.flows.figures.whom import groups_of
from karabakh.flows.text.span import Mark, Span

MOST_NUMBERS: Final = 300
"""A sentence with more number words and digits than this is a table or noise."""

_MOST_DIGITS: Final = 3
"""Digits at most of the number of a paragraph."""


class FigureQuery(NamedTuple):
    """A text, its sentences, the spans of its dates, and the marks on it."""

    text: str
    sentences: Sequence[Span]
    taken: Sequence[Span] = ()
    marks: Sequence[Mark] = ()


def find_figures(
    text: str, sentences: Sequence[Span], *, taken: Sequence[Span] = (), marks: Sequence[Mark] = ()
) -> list[Figure]:
    """Return the figures of ``text``, sorted; none meets a mark or a span of ``taken`` (its dates).

    >>> text = "At least 23 soldiers were killed."
    >>> [(f.surface, f.kind, f.low, f.high) for f in find_figures(text, [Span(0, len(text))])]
    [('At least 23', 'killed', 23.0, None)]
    """
    (figures,) = find_all_figures([FigureQuery(text, sentences, taken, marks)])
    return figures


def find_all_figures(queries: Sequence[FigureQuery]) -> list[list[Figure]]:
    """Return the figures of each text, as `find_figures` does of one.

    The numbers of all texts are found at once; those that meet a date or the like are gone before any is looked at.
    """
    scan = scanned([query.text for query in queries])
    sentences = scan.placed([query.sentences for query in queries])
    taken = _taken(queries, scan, sentences)
    shares = _shares(queries, scan, taken)
    free = np.flatnonzero(~meeting(taken, scan.starts, scan.ends))
    chosen = promising(scan, free, sentences, _places(shares, scan))
    read, promise = free[chosen.tokens], set(chosen.sentences.tolist())
    found: list[list[Figure]] = [[] for _ in queries]
    texts, taken_of = scan.texts_of(scan.starts[read]), np.searchsorted(taken[:, 0], scan.offsets)
    bounds = np.searchsorted(texts, np.arange(len(queries) + 1)).tolist()
    for number in sorted({*texts.tolist(), *shares}):
        query, offset = queries[number], int(scan.offsets[number])
        tokens = scan.tokens(read[bounds[number] : bounds[number + 1]], query.text, offset)
        here = taken[taken_of[number] : taken_of[number + 1]] - offset
        of_text = Taken(here[:, 0].tolist(), here[:, 1].tolist())
        quantities = quantities_of(query.text, tokens, shares.get(number, ()), of_text)
        found[number] = list(_of_text(query, quantities, offset, promise))
    return found


def _shares(queries: Sequence[FigureQuery], scan: Scan, taken: Numbers) -> dict[int, list[Numeral]]:
    """The fractions of each text that has any."""
    parts = scan.parts[~meeting(taken, *scan.parts.T)]
    found: dict[int, list[Numeral]] = {}
    for number, (start, end) in zip(scan.texts_of(parts[:, 0]).tolist(), parts.tolist(), strict=True):
        offset = int(scan.offsets[number])
        for share in fractions(queries[number].text, [Span(start - offset, end - offset)]):
            if not meeting(taken, np.array([share.start + offset]), np.array([share.end + offset]))[0]:
                found.setdefault(number, []).append(share)
    return found


def _places(shares: Mapping[int, Sequence[Numeral]], scan: Scan) -> Numbers:
    """Where the fractions stand among the joined texts."""
    spans = [
        (share.start + scan.offsets[number], share.end + scan.offsets[number])
        for number, each in shares.items()
        for share in each
    ]
    return np.array(spans, np.int64).reshape(-1, 2)


def _of_text(query: FigureQuery, found: Iterable[Quantity], offset: int, promise: Container[int]) -> Iterator[Figure]:
    """The figures of a text; the sentences that ``promise`` none count at most what those before them do."""
    end, last = 0, None
    for sentence, group in groupby(_inside(query.sentences, found), key=lambda pair: pair[0]):
        before = last if sentence.start - end <= NEXT_SENTENCE else None
        if before is None and sentence.start + offset not in promise:
            end, last = sentence.end, None
            continue
        figures = _figures(query.text, sentence, [quantity for _, quantity in group], before)
        end, last = sentence.end, next((figure.kind for figure in reversed(figures) if figure.unit == "people"), None)
        yield from figures


def _taken(queries: Sequence[FigureQuery], scan: Scan, sentences: Numbers) -> Numbers:
    """Where no figure stands in the texts."""
    marked = [[Span(mark.start, mark.end) for mark in query.marks if mark.reason != "repeat"] for query in queries]
    long = sentences[sentences[:, 1] - sentences[:, 0] >= 2 * MOST_NUMBERS]
    counts = np.searchsorted(scan.starts, long[:, 1]) - np.searchsorted(scan.starts, long[:, 0])
    tables = long[counts > MOST_NUMBERS]
    every = [scan.placed([query.taken for query in queries]), scan.placed(marked), tables]
    return merge(np.concatenate([*every, _paragraph_numbers(scan, sentences)]))


def _paragraph_numbers(scan: Scan, sentences: Numbers) -> Numbers:
    """The numbers of paragraphs, which ``sentences`` begin with: 12. The Assembly met."""
    if not len(sentences):
        return sentences
    begun = np.minimum(np.searchsorted(sentences[:, 0], scan.runs[:, 0]), len(sentences) - 1)
    runs = scan.runs[(sentences[begun, 0] == scan.runs[:, 0]) & (scan.runs[:, 1] - scan.runs[:, 0] <= _MOST_DIGITS)]
    behind = scan.bytes_at(runs[:, 1])
    raw = np.frombuffer(scan.raw, np.uint8)
    marked = np.isin(raw[behind], list(b".)"))
    parted = np.array([_is_space(scan.raw, at) for at in (behind[marked] + 1).tolist()], bool)
    found: Numbers = runs[marked][parted] + [0, 1]
    return found


def _is_space(raw: bytes, at: int) -> bool:
    """Whether the character at a byte is white space, as is the sign behind a text."""
    return raw[at : at + 4].decode("utf-8", "replace")[:1].isspace()


def _inside(sentences: Sequence[Span], found: Iterable[Quantity]) -> Iterator[tuple[Span, Quantity]]:
    """The quantities that stand in one sentence, with it."""
    for quantity in found:
        at = bisect_right(sentences, (quantity.start, sys.maxsize)) - 1
        if at >= 0 and quantity.end <= sentences[at].end:
            yield sentences[at], quantity


def _figures(text: str, sentence: Span, found: Sequence[Quantity], last: str | None) -> list[Figure]:
    """The figures of a sentence; ``last`` is the kind of the last one of the sentence before it."""
    figures = [_measured(text, quantity, quantity.unit) for quantity in found if quantity.unit]
    people = list(people_of(text, sentence, [quantity for quantity in found if quantity.unit is None]))
    if not people:
        return figures
    told = told_of(text, sentence, people, last)
    kinds = kinds_of(text, sentence, people, told, last)
    groups = groups_of(text, sentence, people, told)
    of_people = zip(people, kinds, groups, strict=True)
    figures += [_of_people(text, number.quantity, kind.name, group) for number, kind, group in of_people if kind]
    return sorted(figures, key=lambda figure: figure.start)


def _of_people(text: str, quantity: Quantity, kind: str, group: str | None) -> Figure:
    start, end = quantity.start, quantity.end
    low, high, approximate = quantity.low, quantity.high, quantity.approximate
    return Figure(start, end, text[start:end], kind, low, high, approximate, "people", group)


def _measured(text: str, quantity: Quantity, unit: Unit) -> Figure:
    low, high = (None if side is None else round(side * unit.factor, 6) for side in (quantity.low, quantity.high))
    surface = text[quantity.start : quantity.end]
    return Figure(quantity.start, quantity.end, surface, unit.kind, low, high, quantity.approximate, unit.unit, None)
