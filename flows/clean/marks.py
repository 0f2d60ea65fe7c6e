"""A document's text in; all its marks out, in order and apart: those of letters, of tags, and of words and lines."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from typing import Final, NamedTuple

from karabakh.flows.clean import addresses, asides, citations
from karabakh.flows.clean.bibliography import bibliography, codes
from karabakh.flows.clean.brackets import brackets
from karabakh.flows.clean.characters import spaces, unwrapped
from karabakh.flows.clean.credits import credits_of
from karabakh.flows.clean.footnotes import footnotes
from karabakh.flows.clean.foreign import foreign
from karabakh.flows.clean.glue import glue
from karabakh.flows.clean.headings import headings
from karabakh.flows.clean.letters import INVISIBLE, LIGATURES, entities, ligatures, unseen
from karabakh.flows.clean.lines import lines
from karabakh.flows.clean.links import links
from karabakh.flows.clean.quoting import quoting
from karabakh.flows.clean.references import references
from karabakh.flows.clean.repeats import repeats
from karabakh.flows.clean.stories import notices
from karabakh.flows.clean.tags import tags
from karabakh.flows.clean.timestamps import timestamps
from karabakh.flows.clean.wraps import runs, wraps
from karabakh.flows.header import Header, read_header
from karabakh.flows.mojibake import mojibake
from karabakh.flows.span import Mark
from karabakh.flows.view import View

RULES: Final = (*citations.RULES, *addresses.RULES, *asides.RULES)

_HEAD: Final = 20_000  # characters that a header ends within
_BROKEN: Final = 5_000  # characters that one of broken lines ends within
_LINE: Final = 300  # characters at the start of which noise may hide a header
_NOISE: Final = re.compile(r"[&<\[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\ufeff]|https?:|(?i:skip to|share|advert)")

LETTERS: Final = frozenset({"entity", "glued", "invisible", "ligature", "mojibake", "space", "wrap"})
"""Reasons of marks within words or between them, which may be many; the others are on words."""


def clean(text: str) -> list[Mark]:
    """Return the marks of ``text``, sorted and without overlaps: of two that meet, the one that begins first stays.

    What is not seen is marked first, then tags in what is left, then words and lines, then the header in what is left
    of that: a citation is found whether its brackets are written as entities or not.

    >>> clean("They withdrew.[12] The talks went on.")
    [Mark(start=14, end=18, reason='citation', instead='')]
    >>> clean("They withdrew.&#91;12&#93; The talks went on.")
    [Mark(start=14, end=26, reason='citation', instead='')]
    """
    return cleaned(text).marks


class Cleaned(NamedTuple):
    """The marks of a text, and its header; of what stands in the header only that is marked."""

    marks: list[Mark]
    header: Header | None


def cleaned(text: str) -> Cleaned:
    """Return the marks of ``text``, as `clean` does, and the header that was found on the way."""
    even = spaces(text)
    marks: list[Mark] = []
    held = _held(even)
    for finders in (_LETTERS, _TAGS, _WORDS):
        marks = _added(even, marks, finders, held)
    header = _header(even, marks)
    if header and header.span.start < header.span.end:
        start, end = header.span
        marks = [Mark(start, end, "header"), *(mark for mark in marks if mark.end <= start or end <= mark.start)]
    return Cleaned(sorted(marks), header)


def header_of(text: str) -> Header | None:
    """Return the header of a text, read over the noise at its head."""
    head = text[:_HEAD]
    return read_header(head) or (cleaned(head).header if _NOISE.search(head[:_LINE]) else None)


def _header(text: str, marks: Sequence[Mark]) -> Header | None:
    """Return the header of what is left of a text, with its spans in the text; its lines may be broken."""
    view = View(text[:_HEAD], takewhile(lambda mark: mark.end <= _HEAD, marks))
    header = read_header(view.text)
    if header is None:
        broken = view.text[:_BROKEN]
        joined = unwrapped(broken)
        header = read_header(joined) if joined != broken else None
    if header is None or not view.changed:
        return header
    span, dated, placed = (
        view.back(*span) if span and span.start < span.end else span
        for span in (header.span, header.date_span, header.place_span)
    )
    return replace(header, span=span or header.span, date_span=dated, place_span=placed)


class _Finder(NamedTuple):
    """What finds marks, and characters of which a text holds one if it is to find any (none: always)."""

    find: Callable[[str], Iterable[Mark]]
    characters: frozenset[str] = frozenset()


_LETTERS: Final = (
    _Finder(mojibake),
    _Finder(entities, frozenset("&")),
    _Finder(unseen, INVISIBLE),
    _Finder(ligatures, frozenset(LIGATURES)),
)
_TAGS: Final = (
    _Finder(codes, frozenset("{<")),
    _Finder(tags, frozenset("<")),
    _Finder(quoting, frozenset(">")),
    _Finder(headings, frozenset("#")),
)
_WORDS: Final = (
    _Finder(timestamps, frozenset(":")),
    _Finder(links, frozenset("]")),
    _Finder(bibliography, frozenset("\n")),
    _Finder(credits_of),
    _Finder(citations.citations, frozenset("[")),
    _Finder(citations.notes, frozenset(citations.RAISED)),
    _Finder(footnotes, frozenset("123456789")),
    _Finder(references, frozenset("([")),
    _Finder(brackets, frozenset("[")),
    _Finder(addresses.addresses, frozenset("/@.")),
    _Finder(asides.asides),
    _Finder(lines),
    _Finder(notices, frozenset("©(CcO")),
    _Finder(wraps, frozenset("\n")),
    _Finder(glue, frozenset(".!?…")),
    _Finder(repeats),
    _Finder(foreign),
    _Finder(lambda text: runs(unwrapped(text)) if any(two in text for two in ("  ", " \n", "\n ")) else ()),
)
_ASCII: Final = frozenset(map(chr, range(128)))
_WANTED: Final = frozenset().union(*(one.characters for one in (*_LETTERS, *_TAGS, *_WORDS)))
_COMMON: Final = "".join(_ASCII - _WANTED).encode()


def _held(text: str) -> frozenset[str]:
    """The characters of a text, but those of plain English that no finder asks for."""
    rare = text.encode("utf-8", "surrogatepass").translate(None, _COMMON)
    return frozenset(rare.decode("utf-8", "surrogatepass"))


def _added(text: str, marks: list[Mark], finders: Sequence[_Finder], held: frozenset[str]) -> list[Mark]:
    """Add the marks of the text as it is read by now; a mark takes the place of those inside it."""
    view = View(text, marks)
    if view.changed:
        held = _held(view.text)
    promising = (one.find for one in finders if not one.characters or not held.isdisjoint(one.characters))
    more = _without_overlaps(chain.from_iterable(find(view.text) for find in promising))
    if not marks:
        return more
    placed = [mark._replace(start=at.start, end=at.end) for mark in more for at in [view.back(mark.start, mark.end)]]
    return _without_overlaps([*placed, *marks])


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """Keep the first of those that meet; what is read as it stands is marked where no other mark is."""
    kept: list[Mark] = []
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for mark in ordered:
        if mark.instead is not None and mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    standing = [mark for mark in ordered if mark.instead is None]
    if not standing:
        return kept
    return sorted([*kept, *(piece for mark in standing for piece in _pieces(mark, kept))])


def _pieces(mark: Mark, others: Sequence[Mark]) -> Iterator[Mark]:
    """What is left of a mark between those that are read otherwise."""
    at = mark.start
    first = bisect_left(others, mark.start, key=lambda one: one.end)
    last = bisect_left(others, mark.end, key=lambda one: one.start)
    for other in others[first:last]:
        if at < other.start:
            yield mark._replace(start=at, end=other.start)
        at = max(at, other.end)
    if at < mark.end:
        yield mark._replace(start=at, end=mark.end)
