"""A text and its sentences come in; its temporal expressions, with the offsets of their sides, go out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.grammar import Expression, parse
from karabakh.flows.dates.scan import Run, scan
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


class _Read(NamedTuple):
    """An expression of a run; offsets count from the beginning of its first word; only a pair has ``sides``."""

    start: int
    end: int
    value: Value
    rule: str
    sides: tuple[tuple[int, int, Simple], ...]


# what was read lately, and before; when the first is full it becomes the second, so that what is met often stays
_LATELY: dict[bytes, tuple[_Read, ...]] = {}
_BEFORE: dict[bytes, tuple[_Read, ...]] = {}
_ROOM = 1 << 16
_NEXT = {"w": CODES["WORD"], "N": CODES["NAME"]}


def forget() -> None:
    """Forget all runs read so far; nothing depends on them but speed."""
    _LATELY.clear()
    _BEFORE.clear()


def locate(text: str, sentences: Sequence[Span], marks: Sequence[Mark]) -> Iterator[Located]:
    """Return the expressions of a text, in order, but for those in headers and citations."""
    citations = [mark for mark in marks if mark.reason in ("citation", "header")]
    found = _located(text, sentences)
    return _outside(citations, found) if citations else found


def _outside(marks: Sequence[Mark], located: Iterator[Located]) -> Iterator[Located]:
    place = 0
    for one in located:
        while place < len(marks) and marks[place].end <= one.start:
            place += 1
        if place == len(marks) or marks[place].start >= one.end:
            yield one


# gaps in which words of the same likeness can differ: an empty line, or many spaces
_WIDE = re.compile(r"\s{4}|\n[ \t\r]*\n")


def _located(text: str, sentences: Sequence[Span]) -> Iterator[Located]:
    for run in scan(text, sentences):
        known = _LATELY.get(run.likeness)
        if known is None:
            known = _known_before(run.likeness)
        if known is None or (text.count("\n", run.start, run.end) > 1 and _WIDE.search(text, run.start, run.end)):
            read = _read(text, run)
            yield from read
            if known is None and not _WIDE.search(text, run.start, run.end):
                _keep(run.likeness, tuple([_counted(one, run.first) for one in read]))
            continue
        first, sentence = run.first, run.sentence
        for start, end, value, rule, sides in known:
            here, there = start + first, end + first
            if isinstance(value, Pair):
                parts = tuple([(a + first, b + first, side) for a, b, side in sides])
            else:
                parts = ((here, there, value),)
            yield Located(here, there, value, rule, parts, sentence)


def _read(text: str, run: Run) -> list[Located]:
    tokens = lex(text, run.start, run.end)
    if run.before:
        tokens.insert(0, _NEXT[run.before], run.start)
    if run.after:
        tokens.insert(len(tokens.classes), _NEXT[run.after], run.end)
    return [
        Located(one.start, one.end, one.value, one.rule, _sides(one, tokens), run.sentence) for one in parse(tokens)
    ]


def _counted(one: Located, first: int) -> _Read:
    sides = tuple([(a - first, b - first, value) for a, b, value in one.sides]) if len(one.sides) > 1 else ()
    return _Read(one.start - first, one.end - first, one.value, one.rule, sides)


def _keep(likeness: bytes, known: tuple[_Read, ...]) -> None:
    if len(_LATELY) >= _ROOM:
        _BEFORE.clear()
        _BEFORE.update(_LATELY)
        _LATELY.clear()
    _LATELY[likeness] = known


def _known_before(likeness: bytes) -> tuple[_Read, ...] | None:
    known = _BEFORE.get(likeness)
    if known is not None:
        _keep(likeness, known)
    return known


def _sides(expression: Expression, tokens: Tokens) -> tuple[tuple[int, int, Simple], ...]:
    value = expression.value
    if not isinstance(value, Pair):
        return ((expression.start, expression.end, value),)
    left, right = value.left, value.right
    return (
        (expression.start, tokens.ends[left.end], left.value),
        (tokens.starts[right.start], expression.end, right.value),
    )
