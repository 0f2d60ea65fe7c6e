"""A text in; marks out on the later copies of its paragraphs. They are still read."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.span import Mark, Span

SHORTEST: Final = 60
"""Characters a paragraph needs before its second copy counts as a repeat; shorter ones are headings and refrains."""

_PARAGRAPH_END: Final = re.compile(r"\n(?:[ \t\r]*+\n)+")


def repeats(text: str) -> Iterator[Mark]:
    """Yield the marks of paragraphs that stood in ``text`` before, however their lines are broken."""
    seen: set[str] = set()
    for start, end in _paragraphs(text):
        if end - start < SHORTEST:
            continue
        wording = " ".join(text[start:end].split())
        if wording in seen:
            yield Mark(start, end, "repeat")
        seen.add(wording)


def _paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines, or lines where a text has no blank line; without the white space around them."""
    breaks = _PARAGRAPH_END if _PARAGRAPH_END.search(text.strip()) else re.compile("\n")
    start = 0
    for stop, following in [*(found.span() for found in breaks.finditer(text)), (len(text), len(text))]:
        words = text[start:stop]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = following
