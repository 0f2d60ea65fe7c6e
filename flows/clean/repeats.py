"""A text in; marks out on the later copies of its paragraphs. They are still read."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.span import Mark, Span

SHORTEST: Final = 60
"""Characters a paragraph needs before its second copy counts as a repeat; shorter ones are headings and refrains."""

_WORD: Final = 40  # characters of a word that are compared
_PARAGRAPH_END: Final = re.compile(r"\n(?:[ \t\r]*+\n)+")

_LINE_END: Final = re.compile("\n")


def repeats(text: str) -> Iterator[Mark]:
    """Yield the marks of paragraphs that stood in ``text`` before, however their lines are broken."""
    alike: dict[tuple[str, str], list[Span]] = {}
    for paragraph in _paragraphs(text):
        if paragraph.end - paragraph.start >= SHORTEST:
            alike.setdefault(_outermost(text, *paragraph), []).append(paragraph)
    copies = (spans for spans in alike.values() if len(spans) > 1)
    yield from sorted(itertools.chain.from_iterable(_copies(text, spans) for spans in copies))


def _outermost(text: str, start: int, end: int) -> tuple[str, str]:
    """The first and the last word: where they differ, the rest need not be looked at."""
    return text[start : start + _WORD].split(None, 1)[0], text[end - _WORD : end].rsplit(None, 1)[-1]


def _copies(text: str, paragraphs: Sequence[Span]) -> Iterator[Mark]:
    seen: set[str] = set()
    for start, end in paragraphs:
        wording = " ".join(text[start:end].split())
        if wording in seen:
            yield Mark(start, end, "repeat")
        seen.add(wording)


def _paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines, or lines where a text has no blank line; without the white space around them."""
    parts = _PARAGRAPH_END.search(text.strip())
    start = 0
    ends = (found.span() for found in (_PARAGRAPH_END if parts else _LINE_END).finditer(text))
    for stop, following in itertools.chain(ends, [(len(text), len(text))]):
        if stop - start >= SHORTEST:
            words = text[start:stop]
            left = len(words) - len(words.lstrip())
            if left < len(words):
                yield Span(start + left, start + len(words.rstrip()))
        start = following
