"""A text and its sentences come in; its temporal expressions, with the offsets of their sides, go out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from karabakh.flows.dates.grammar import Expression, parse
from karabakh.flows.dates.scan import windows
from karabakh.flows.dates.tokens import Tokens, lex
from karabakh.flows.dates.when import Pair, Simple, Value
from karabakh.flows.span import Mark, Span


class Located(NamedTuple):
    """An expression before anchoring: span, value and rule, the offsets of its sides, the number of its sentence."""

    start: int
    end: int
    value: Value
    rule: str
    sides: tuple[tuple[int, int, Simple], ...]
    sentence: int


def locate(text: str, sentences: Sequence[Span], marks: Sequence[Mark]) -> Iterator[Located]:
    """Yield the expressions of a text, in order, but for those in headers and citations."""
    citations = [mark for mark in marks if mark.reason in ("citation", "header")]
    place = 0
    for start, end, number in windows(text, sentences):
        tokens = lex(text, start, end)
        for expression in parse(tokens):
            while place < len(citations) and citations[place].end <= expression.start:
                place += 1
            if place < len(citations) and citations[place].start < expression.end:
                continue
            sides = _sides(expression, tokens)
            yield Located(expression.start, expression.end, expression.value, expression.rule, sides, number)


def _sides(expression: Expression, tokens: Tokens) -> tuple[tuple[int, int, Simple], ...]:
    value = expression.value
    if not isinstance(value, Pair):
        return ((expression.start, expression.end, value),)
    left, right = value.left, value.right
    return (
        (expression.start, tokens.ends[left.end], left.value),
        (tokens.starts[right.start], expression.end, right.value),
    )
