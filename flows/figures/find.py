"""A text, its sentences and the spans of its dates in; the figures that it reports out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from karabakh.flows.figures.figure import Figure
from karabakh.flows.figures.number import people_of
from karabakh.flows.figures.quantities import Quantity, quantities
from karabakh.flows.figures.tokens import Token, tokens_of
from karabakh.flows.figures.told import kinds_of, told_of
from karabakh.flows.figures.units import Unit
from karabakh.flows.figures.whom import groups_of
from karabakh.flows.span import Mark, Span

MOST_NUMBERS: Final = 300
"""A sentence with more number words and digits than this is a table or noise."""

_NEXT_SENTENCE: Final = 4
"""Characters at most that part a sentence from the next one."""

_PARAGRAPH: Final = re.compile(r"[0-9]{1,3}[.)](?=\s|\Z)")


def find_figures(
    text: str, sentences: Sequence[Span], *, taken: Sequence[Span] = (), marks: Sequence[Mark] = ()
) -> list[Figure]:
    """Return the figures of ``text``, sorted; none meets a mark or a span of ``taken`` (its dates).

    >>> text = "At least 23 soldiers were killed."
    >>> [(f.surface, f.kind, f.low, f.high) for f in find_figures(text, [Span(0, len(text))])]
    [('At least 23', 'killed', 23.0, None)]
    """
    marked = (Span(mark.start, mark.end) for mark in marks if mark.reason != "repeat")
    tokens = list(tokens_of(text))
    starts = [token.start for token in tokens]
    tables = (span for span in sentences if _is_table(starts, span))
    no_figures = _merged([*taken, *marked, *tables, *_paragraph_numbers(text, sentences)])
    figures: list[Figure] = []
    end, last = 0, None
    for sentence, group in groupby(_inside(text, sentences, no_figures, tokens), key=lambda pair: pair[0]):
        before = last if sentence.start - end <= _NEXT_SENTENCE else None
        found = list(_figures(text, sentence, [quantity for _, quantity in group], before))
        end, last = sentence.end, next((figure.kind for figure in reversed(found) if figure.unit == "people"), None)
        figures.extend(found)
    return figures


def _paragraph_numbers(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The numbers of paragraphs, which the sentences begin with: 12. The Assembly met."""
    for start, _ in sentences:
        if text[start : start + 1].isdigit() and (number := _PARAGRAPH.match(text, start)):
            yield Span(start, number.end())


def _is_table(starts: Sequence[int], sentence: Span) -> bool:
    """Whether more number words and digits, which begin at ``starts``, stand in the sentence than in running text."""
    if sentence.end - sentence.start < 2 * MOST_NUMBERS:
        return False
    return bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start) > MOST_NUMBERS


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that meet made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _inside(
    text: str, sentences: Sequence[Span], taken: Sequence[Span], tokens: Sequence[Token]
) -> Iterator[tuple[Span, Quantity]]:
    starts = [sentence.start for sentence in sentences]
    for quantity in quantities(text, taken, tokens):
        at = bisect_right(starts, quantity.start) - 1
        if at >= 0 and quantity.end <= sentences[at].end:
            yield sentences[at], quantity


def _figures(text: str, sentence: Span, found: Sequence[Quantity], last: str | None) -> Iterator[Figure]:
    """The figures of a sentence; ``last`` is the kind of the last one of the sentence before it."""
    people = list(people_of(text, sentence, [quantity for quantity in found if quantity.unit is None]))
    told = told_of(text, sentence, people, last)
    kinds = kinds_of(text, sentence, people, told, last)
    groups = groups_of(text, sentence, people, told)
    of_people = zip(people, kinds, groups, strict=True)
    figures = [_of_people(text, number.quantity, kind.name, group) for number, kind, group in of_people if kind]
    figures += [_measured(text, quantity, quantity.unit) for quantity in found if quantity.unit]
    yield from sorted(figures, key=lambda figure: figure.start)


def _of_people(text: str, quantity: Quantity, kind: str, group: str | None) -> Figure:
    start, end = quantity.start, quantity.end
    low, high, approximate = quantity.low, quantity.high, quantity.approximate
    return Figure(start, end, text[start:end], kind, low, high, approximate, "people", group)


def _measured(text: str, quantity: Quantity, unit: Unit) -> Figure:
    low, high = (None if side is None else round(side * unit.factor, 6) for side in (quantity.low, quantity.high))
    surface = text[quantity.start : quantity.end]
    return Figure(quantity.start, quantity.end, surface, unit.kind, low, high, quantity.approximate, unit.unit, None)
