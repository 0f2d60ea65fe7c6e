"""A text in; marks out on the brackets in which an editor put words: they are taken out, the words are read."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.span import Mark

LONGEST: Final = 300
"""Characters between an editor's brackets; what is farther apart does not belong together."""

_BRACKET: Final = re.compile(r"[\[\]]")
_OMISSION: Final = re.compile(r"\[\s?(?:\.[ ]?\.[ ]?\.|…)\s?\]")
_MOST_OPEN: Final = 8


def brackets(text: str) -> Iterator[Mark]:
    """Yield the marks of brackets around words, and of the dots in brackets for words that an editor left out.

    >>> [(mark.start, mark.end) for mark in brackets("He said [the army] withdrew.")]
    [(8, 9), (17, 18)]
    """
    for found in _OMISSION.finditer(text):
        yield Mark(*found.span(), "bracket", "")
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            opened = [*opened[-_MOST_OPEN:], found.start()]
        elif opened:
            start = opened.pop()
            inside = text[start + 1 : found.start()]
            if len(inside) <= LONGEST and "\n\n" not in inside and any(map(str.isalnum, inside)):
                yield Mark(start, start + 1, "bracket", "")
                yield Mark(found.start(), found.end(), "bracket", "")
