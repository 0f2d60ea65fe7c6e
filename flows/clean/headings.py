"""A text in; marks out on the signs that Markdown puts round a heading: ``## 1994``."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.clean.rule import line_ends, matches
from karabakh.flows.clean.scan import Found, Scan
from karabakh.flows.text.span import Mark

_HEADING: Final = re.compile(
    r"(?:\A|\n)[ ]{0,3}(?P<signs>#{1,6}[ ]{1,5})(?=[^\s#])[^\n]{0,200}?(?P<closing>[ ]{1,5}#{1,6})?[ ]{0,5}(?=\n|\Z)"
)


def headings(scan: Scan) -> Iterator[Found]:
    r"""Yield the marks of number signs before and behind a heading; a heading stands apart from the line before it.

    >>> [mark.instead for mark in Scan(["It fell.\n## 1994 ##\n\nIt rained."]).marks(headings)]
    ['\n', '']
    """
    return scan.marked(scan.where(b"#"), _headings)


def _headings(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for found in matches(_HEADING, text, line_ends(text, places)):
        start, end = found.span("signs")
        before = text[max(0, start - 10) : start].rstrip(" ")
        yield Mark(start, end, "markup", "\n" if before.endswith("\n") and before[-2:-1] not in ("", "\n") else "")
        if found["closing"]:
            yield Mark(*found.span("closing"), "markup", "")
