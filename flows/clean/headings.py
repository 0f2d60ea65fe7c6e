"""A text in; marks out on the signs that Markdown puts round a heading: ``## 1994``."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.span import Mark

_HEADING: Final = re.compile(
    r"(?:\A|\n)[ ]{0,3}(?P<signs>#{1,6}[ ]{1,5})(?=[^\s#])[^\n]{0,200}?(?P<closing>[ ]{1,5}#{1,6})?[ ]{0,5}(?=\n|\Z)"
)


def headings(text: str) -> Iterator[Mark]:
    r"""Yield the marks of number signs before and behind a heading; a heading stands apart from the line before it.

    >>> [mark.instead for mark in headings("It fell.\n## 1994 ##\n\nIt rained.")]
    ['\n', '']
    """
    for found in _HEADING.finditer(text):
        start, end = found.span("signs")
        before = text[max(0, start - 10) : start].rstrip(" ")
        yield Mark(start, end, "markup", "\n" if before.endswith("\n") and before[-2:-1] not in ("", "\n") else "")
        if found["closing"]:
            yield Mark(*found.span("closing"), "markup", "")
