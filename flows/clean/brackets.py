"""A text in; marks out on the brackets in which an editor put words: they are taken out, the words are read."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.clean.rule import matches
from karabakh.flows.clean.scan import Found, Scan
from karabakh.flows.text.span import Mark

LONGEST: Final = 300
"""Characters between an editor's brackets; what is farther apart does not belong together."""

_OMISSION: Final = re.compile(r"\[\s?(?:\.[ ]?\.[ ]?\.|…)\s?\]")
_MOST_OPEN: Final = 8


def brackets(scan: Scan) -> Iterator[Found]:
    """Yield the marks of brackets around words, and of the dots in brackets for words that an editor left out.

    >>> [(mark.start, mark.end) for mark in Scan(["He said [the army] withdrew."]).marks(brackets)]
    [(8, 9), (17, 18)]
    """
    return scan.marked(scan.where(b"[]"), _brackets)


def _brackets(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for found in matches(_OMISSION, text, places):
        yield Mark(*found.span(), "bracket", "")
    opened: list[int] = []
    for place in places:
        if text[place] == "[":
            opened = [*opened[-_MOST_OPEN:], place]
        elif opened:
            start = opened.pop()
            inside = text[start + 1 : place] if place - start <= LONGEST + 1 else ""
            if "\n\n" not in inside and any(map(str.isalnum, inside)):
                yield Mark(start, start + 1, "bracket", "")
                yield Mark(place, place + 1, "bracket", "")
