"""Texts and their sentences come in; their temporal expressions, with the offsets of their sides, go out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.grammar import parse
from karabakh.flows.dates.meaning import Meaning, meaning
from karabakh.flows.dates.scan import Row, Run, scan_all
from karabakh.flows.dates.tokens import lex
from karabakh.flows.dates.when import Pair
from karabakh.flows.text.span import Mark, Span


class Read(NamedTuple):
    """An expression as it is read wherever these words stand; offsets count from the first word of its run.

    ``parts`` are the spans of its timexes.
    """

    start: int
    end: int
    meaning: Meaning
    parts: tuple[tuple[int, int], ...]


class Located(NamedTuple):
    """An expression before anchoring: its span, where its run begins, the number of its sentence, what is read."""

    start: int
    end: int
    meaning: Meaning
    base: int
    sentence: int
    parts: tuple[tuple[int, int], ...]


# what was read lately, and before; when the first is full it becomes the second, so that what is met often stays
_LATELY: dict[bytes, tuple[Read, ...]] = {}
_BEFORE: dict[bytes, tuple[Read, ...]] = {}
_ROOM = 1 << 16
# a batch has thousands of expressions: this takes half the time of calling the class
_made = tuple.__new__
_NEXT = {"w": CODES["WORD"], "N": CODES["NAME"]}


def forget() -> None:
    """Forget all runs read so far; nothing depends on them but speed."""
    _LATELY.clear()
    _BEFORE.clear()


def locate_all(
    texts: Sequence[str], sentences: Sequence[Sequence[Span]], marks: Sequence[Sequence[Mark]]
) -> list[list[Located]]:
    """Return the expressions of each text, in order, but for those in headers and citations."""
    found: list[list[Located]] = [[] for _ in texts]
    for row in scan_all(texts, sentences):
        number, _, _, base, sentence, _, _, likeness, roomy = row
        reads = _LATELY.get(likeness)
        if reads is None or roomy:
            reads = _reads(texts[number], row)
        for start, end, means, parts in reads:
            found[number].append(_made(Located, (base + start, base + end, means, base, sentence, parts)))
    for number, every in enumerate(marks):
        citations = [mark for mark in every if mark.reason in ("citation", "header")]
        if citations:
            found[number] = list(_outside(citations, found[number]))
    return found


def _outside(marks: Sequence[Mark], located: Sequence[Located]) -> Iterator[Located]:
    place = 0
    for one in located:
        while place < len(marks) and marks[place].end <= one.start:
            place += 1
        if place == len(marks) or marks[place].start >= one.end:
            yield one


# gaps in which words of the same likeness can differ: an empty line, or many spaces
_WIDE = re.compile(r"\s{4}|\n[ \t\r]*\n")


def _reads(text: str, row: Row) -> tuple[Read, ...]:
    """Return what a run of a text holds, from memory where its words were read before."""
    run = Run._make(row)
    wide = run.roomy and _WIDE.search(text, run.start, run.end) is not None
    known = _LATELY.get(run.likeness)
    if known is None:
        known = _known_before(run.likeness)
    if known is not None and not (wide and text.count("\n", run.start, run.end) > 1):
        return known
    reads = tuple(_read(text, run))
    if known is None and not wide:
        _keep(run.likeness, reads)
    return reads


def _read(text: str, run: Run) -> Iterator[Read]:
    tokens = lex(text, run.start, run.end)
    if run.before:
        tokens.insert(0, _NEXT[run.before], run.start)
    if run.after:
        tokens.insert(len(tokens.classes), _NEXT[run.after], run.end)
    base = run.first
    for start, end, value, rule, _, _ in parse(tokens):
        here, there = start - base, end - base
        if not isinstance(value, Pair):
            means = meaning(rule, "", (value,))
            if means.event:
                # "after" is no part of the timex
                end = start + len(text[start:end].rsplit(maxsplit=1)[0])
            yield Read(here, there, means, ((here, end - base),))
            continue
        left, right, relation = value.left, value.right, value.relation
        means = meaning(rule, relation, (left.value, right.value))
        parts = ((here, tokens.ends[left.end] - base), (tokens.starts[right.start] - base, there))
        # a night over two days is one timex
        yield Read(here, there, means, ((here, there),) if relation == "-" else parts)


def _keep(likeness: bytes, known: tuple[Read, ...]) -> None:
    if len(_LATELY) >= _ROOM:
        _BEFORE.clear()
        _BEFORE.update(_LATELY)
        _LATELY.clear()
    _LATELY[likeness] = known


def _known_before(likeness: bytes) -> tuple[Read, ...] | None:
    known = _BEFORE.get(likeness)
    if known is not None:
        _keep(likeness, known)
    return known
