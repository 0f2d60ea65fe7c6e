"""Texts in; where the numbers and letters of their items stand, out.

They are those of a list or of paragraphs; in a line only where the number is in brackets or has one behind it. Arrays
tell the ends of lines and the brackets where one may stand, and patterns look at those few.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from karabakh.flows.sentences.joined import OTHER, QUOTES, Joined, Places, Truths

BLANK: Final = f"[ \t{QUOTES}]"
NUMBER: Final = r"(?:[0-9]{1,3}|[ivx]{1,5}|[IVX]{1,5}|[A-Za-z])"

_BULLETS: Final = "•▪‣◦"
_ITEM: Final = rf"(?P<words>[{_BULLETS}]|[(\[]?{NUMBER}[.)\]]){BLANK}++"
_FIRST: Final = re.compile(rf"{BLANK}*+{_ITEM}")
_LINE: Final = re.compile(rf"\n{BLANK}*+{_ITEM}")
_NUMBERED: Final = re.compile(rf"[(\[]?{NUMBER}[.)\]]{BLANK}")
_INNER: Final = re.compile(rf"[.!?…:;]{BLANK}++(?P<words>[(\[]?{NUMBER}[)\]]){BLANK}++")
_INNER_END: Final = re.compile(rf"{BLANK}[(\[]?{NUMBER}[)\]]\Z")
_BLANKS: Final = frozenset(f" \t{QUOTES}")
_BEFORE_LINE: Final = frozenset(".!?…:;’)]\n")
_BEFORE_INNER: Final = frozenset(".!?…:;")
_LONGEST: Final = 7
_STEPS: Final = 3

IS_BLANK: Final = np.array([chr(code) in " \t" for code in range(256)])
_IS_ALPHANUMERIC: Final = np.array([code < OTHER and chr(code).isalnum() for code in range(256)])
_MAY_BEGIN: Final = np.array([code == OTHER or chr(code) in "([ \t" for code in range(256)])
_CLOSES: Final = np.array([chr(code) in ".)]" for code in range(256)])


class Label(NamedTuple):
    """The places of a label with the white space around it; the white space before it ends at ``words``."""

    start: int
    words: int
    end: int


class Labels(NamedTuple):
    """Labels, in order and apart, and the ends of lines before what looks like the number of an item and is none."""

    words: Places
    ends: Places
    line_ends: Places


class _Line(NamedTuple):
    """The end of a line before what looks like a label, and whether it is one.

    Also whether the line begins with the number of an item where that is no label, and where it is one.
    """

    at: int
    label: Label
    is_label: bool
    is_number: bool
    is_numbered_behind: bool


def labels(joined: Joined, line_ends: Places) -> Labels:
    """Return the labels of all texts, of whose lines the ends are given."""
    lines = list(_lines(joined, line_ends))
    kept: list[Label] = []
    for label in sorted([*_first(joined), *_inner(joined), *(line.label for line in lines if line.is_label)]):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    labelled = set(kept)
    numbered = (line.at for line in lines if (line.is_numbered_behind if line.label in labelled else line.is_number))
    _, words, ends = np.array(kept, np.int64).reshape(-1, 3).T
    return Labels(words, ends, np.array([*numbered], np.int64))


def _first(joined: Joined) -> Iterator[Label]:
    """Labels that texts begin with."""
    for text, start, body in zip(joined.texts, joined.starts.tolist(), joined.bodies.tolist(), strict=True):
        first = _FIRST.match(text, body - start)
        if first:
            yield _label(first, start, body - start)


def _lines(joined: Joined, line_ends: Places) -> Iterator[_Line]:
    """Labels that lines may begin with, where they stand behind what ends a sentence."""
    bodies = joined.bodies.tolist()
    for number, text, offset, at in joined.seen(line_ends[_may_be_labelled(joined, line_ends)]):
        line = _LINE.match(text, at)
        if line:
            body, start = bodies[number] - offset, at
            while start > body and text[start - 1] in _BLANKS:
                start -= 1
            label = _label(line, offset, start)
            is_number = text[label.words - offset] not in _BULLETS
            is_label = start > body and text[start - 1] in _BEFORE_LINE
            yield _Line(offset + at, label, is_label, is_number, bool(_NUMBERED.match(text, line.end())))


def _may_be_labelled(joined: Joined, line_ends: Places) -> Truths:
    """Whether the lines behind these ends may begin with a label."""
    view, at = joined.view, line_ends + 1
    for _ in range(_STEPS):
        at = at + IS_BLANK[view[at]]
    closed = _CLOSES[view[at + 1]]
    for ahead in range(2, _LONGEST):
        closed = closed | _CLOSES[view[at + ahead]]
    labelled: Truths = _MAY_BEGIN[view[at]] | (closed & _IS_ALPHANUMERIC[view[at]])
    return labelled


def _inner(joined: Joined) -> Iterator[Label]:
    """Labels inside lines: they end with a bracket."""
    view, brackets = joined.view, joined.marks_of(")]")
    brackets = brackets[IS_BLANK[view[brackets + 1]] & _IS_ALPHANUMERIC[view[brackets - 1]]]
    for _, text, offset, at in joined.seen(brackets):
        end = _INNER_END.search(text, max(0, at - _LONGEST), at + 1)
        if end:
            start = end.start()
            while start and text[start] in _BLANKS:
                start -= 1
            inner = _INNER.match(text, start) if text[start] in _BEFORE_INNER else None
            if inner:
                yield _label(inner, offset, start + 1)


def _label(found: re.Match[str], offset: int, start: int) -> Label:
    return Label(offset + start, offset + found.start("words"), offset + found.end())
