"""A text and its sentences come in; its temporal expressions, with the offsets of their sides, go out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.grammar import Expression, parse
from karabakh.flows.dates.scan import Run, Scan, scan
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
    """An expression of a run, told in tokens: its sides, each from one token to another and with its value."""

    value: Value
    rule: str
    sides: tuple[tuple[int, int, Simple], ...]


Likeness = tuple[bytes, str, str]

# what was read lately, and before; when the first is full it becomes the second, so that what is met often stays
_LATELY: dict[Likeness, tuple[_Read, ...]] = {}
_BEFORE: dict[Likeness, tuple[_Read, ...]] = {}
_ROOM = 1 << 16
_NEXT = {"w": CODES["WORD"], "N": CODES["NAME"]}


def forget() -> None:
    """Forget all runs read so far; nothing depends on them but speed."""
    _LATELY.clear()
    _BEFORE.clear()


def locate(text: str, sentences: Sequence[Span], marks: Sequence[Mark]) -> Iterator[Located]:
    """Yield the expressions of a text, in order, but for those in headers and citations."""
    citations = [mark for mark in marks if mark.reason in ("citation", "header")]
    place = 0
    for one in _located(text, sentences):
        while place < len(citations) and citations[place].end <= one.start:
            place += 1
        if place == len(citations) or citations[place].start >= one.end:
            yield one


def _located(text: str, sentences: Sequence[Span]) -> Iterator[Located]:
    found = scan(text, sentences)
    for run in found.runs:
        likeness = run.likeness, run.before, run.after
        paragraphs = text.count("\n", run.start, run.end) > 1
        known = None if paragraphs else _LATELY.get(likeness)
        if known is None and not paragraphs:
            known = _known_before(likeness)
        if known is None:
            read = _read(text, run)
            yield from read
            if not paragraphs:
                _remember(likeness, read, found, run)
            continue
        for one in known:
            yield _told(one, found, run)


def _read(text: str, run: Run) -> list[Located]:
    tokens = _with_neighbours(lex(text, run.start, run.end), run)
    return [
        Located(one.start, one.end, one.value, one.rule, _sides(one, tokens), run.sentence) for one in parse(tokens)
    ]


def _with_neighbours(tokens: Tokens, run: Run) -> Tokens:
    if run.before:
        tokens.insert(0, _NEXT[run.before], run.start)
    if run.after:
        tokens.insert(len(tokens.classes), _NEXT[run.after], run.end)
    return tokens


def _told(one: _Read, found: Scan, run: Run) -> Located:
    """Return a remembered expression with the offsets it has here."""
    starts, ends, first = found.starts, found.ends, run.first
    sides = tuple([(int(starts[first + a]), int(ends[first + b]), value) for a, b, value in one.sides])
    return Located(sides[0][0], sides[-1][1], one.value, one.rule, sides, run.sentence)


def _remember(likeness: Likeness, read: Sequence[Located], found: Scan, run: Run) -> None:
    """Remember what a run reads as, unless an expression begins or ends inside a token (3pm)."""
    begins, finals = (offsets[run.first : run.last].tolist() for offsets in (found.starts, found.ends))
    try:
        told = [[(begins.index(a), finals.index(b), value) for a, b, value in one.sides] for one in read]
    except ValueError:
        return
    _keep(likeness, tuple([_Read(one.value, one.rule, tuple(at)) for one, at in zip(read, told, strict=True)]))


def _keep(likeness: Likeness, known: tuple[_Read, ...]) -> None:
    if len(_LATELY) >= _ROOM:
        _BEFORE.clear()
        _BEFORE.update(_LATELY)
        _LATELY.clear()
    _LATELY[likeness] = known


def _known_before(likeness: Likeness) -> tuple[_Read, ...] | None:
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
