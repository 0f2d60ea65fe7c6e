"""A document's text in; all its marks out, in order and apart: those of letters, of tags, and of words and lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final, NamedTuple

from karabakh.flows.clean import addresses, asides, citations
from karabakh.flows.clean.bibliography import bibliography, codes
from karabakh.flows.clean.brackets import brackets
from karabakh.flows.clean.characters import unwrapped
from karabakh.flows.clean.credits import credits_of
from karabakh.flows.clean.footnotes import footnotes
from karabakh.flows.clean.foreign import foreign
from karabakh.flows.clean.glue import glue
from karabakh.flows.clean.headings import headings
from karabakh.flows.clean.letters import broken, entities, ligatures, unseen
from karabakh.flows.clean.lines import lines
from karabakh.flows.clean.links import links
from karabakh.flows.clean.quoting import quoting
from karabakh.flows.clean.reading import Reading
from karabakh.flows.clean.references import references
from karabakh.flows.clean.repeats import repeats
from karabakh.flows.clean.stories import notices
from karabakh.flows.clean.tags import tags
from karabakh.flows.clean.timestamps import timestamps
from karabakh.flows.clean.wraps import runs, wraps
from karabakh.flows.header import Header, may_have_header, read_header
from karabakh.flows.text.span import Mark
from karabakh.flows.text.view import View

RULES: Final = (*citations.RULES, *addresses.RULES, *asides.RULES)

_PORTION: Final = 1_000_000  # characters that are looked at at once
_HEAD: Final = 20_000  # characters that a header ends within
_OPENING: Final = 6_000  # those within which there is something of it
_MOST_MARKED: Final = 1_500  # so many of these may be marked
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
    """The marks of a text, in the header only its own; the header; the text as `plain` has it."""

    marks: list[Mark]
    header: Header | None
    plain: str


def cleaned(text: str) -> Cleaned:
    """Return the marks of ``text``, as `clean` does, and the header that was found on the way."""
    (one,) = cleaned_all([text])
    return one


def cleaned_all(texts: Sequence[str]) -> list[Cleaned]:
    """Return for each text, in order, what `cleaned` does."""
    return [one for some in _portions(texts) for one in _cleaned(some)]


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in portions that the processor has at hand."""
    start = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if size > _PORTION:
            yield texts[start : number + 1]
            start, size = number + 1, 0
    if start < len(texts):
        yield texts[start:]


def _cleaned(texts: Sequence[str]) -> Iterator[Cleaned]:
    reading = Reading(texts)
    reading.look(_LETTERS)
    reading.look(_TAGS)
    reading.look(_WORDS, last=True)
    for number in range(len(texts)):
        even, marks = reading.even(number), reading.marks[number]
        header = _header(even, marks)
        if header and header.span.start < header.span.end:
            start, end = header.span
            marks = [Mark(start, end, "header"), *(mark for mark in marks if mark.end <= start or end <= mark.start)]
            marks.sort()
        yield Cleaned(marks, header, reading.plain(number))


def header_of(text: str) -> Header | None:
    """Return the header of a text, read over the noise at its head."""
    (header,) = headers_of([text])
    return header


def headers_of(texts: Sequence[str]) -> list[Header | None]:
    """Return the header of each text, as `header_of` does."""
    heads = [text[:_HEAD] for text in texts]
    found = [read_header(head) for head in heads]
    hidden = [at for at, head in enumerate(heads) if found[at] is None and _NOISE.search(head[:_LINE])]
    for at, one in zip(hidden, cleaned_all([heads[at] for at in hidden]), strict=True):
        found[at] = one.header
    return found


def _header(text: str, marks: Sequence[Mark]) -> Header | None:
    """Return the header of what is left of a text, with its spans in the text; its lines may be broken."""
    if not may_have_header(_opening(text, marks)):
        return None
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


def _opening(text: str, marks: Sequence[Mark]) -> str:
    """Return as much of what is left of a text as a header can be in, or more; spaces that are not read may stand."""
    near = list(takewhile(lambda mark: mark.start < _OPENING, marks))
    if sum(mark.end - mark.start for mark in near) > _MOST_MARKED:
        return View(text[:_HEAD], takewhile(lambda mark: mark.end <= _HEAD, marks)).text
    if all(mark.reason == "space" for mark in near):
        return text[:_OPENING]
    return View(text[:_OPENING], takewhile(lambda mark: mark.end <= _OPENING, near)).text


_LETTERS: Final = (broken, entities, unseen, ligatures)
_TAGS: Final = (codes, tags, quoting, headings)
_WORDS: Final = (
    timestamps,
    links,
    bibliography,
    credits_of,
    citations.citations,
    citations.notes,
    footnotes,
    references,
    brackets,
    addresses.addresses,
    asides.asides,
    lines,
    notices,
    wraps,
    glue,
    repeats,
    foreign,
    runs,
)
