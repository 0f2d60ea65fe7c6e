"""A text in; marks out on the signs that programs of mail put before each line they quote: ``> He wrote``."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.clean.characters import unwrapped
from karabakh.flows.clean.scan import Found, Scan
from karabakh.flows.text.span import Mark

_SIGNS: Final = re.compile(r"[ ]{0,3}>(?:[ ]?>){0,9}(?:[ ]|(?=\n|\Z|\w))")
_HYPHENS: Final = "-\u2010\u00ac"


def quoting(scan: Scan) -> Iterator[Found]:
    r"""Yield the marks of quote signs, each with the line's end before it, which is read as in any wrapped text.

    >>> [mark.instead for mark in Scan(["> They left on 8 May\n> 1992 and went\n> home."]).marks(quoting)]
    ['', ' ', ' ']
    """
    return scan.marked(scan.where(b">"), lambda text, _: _quoting(text))


def _quoting(text: str) -> Iterator[Mark]:
    if "\n>" not in text and "\n >" not in text and not text[:4].lstrip().startswith(">"):
        return
    block: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        found = _SIGNS.match(line)
        if found:
            block.append((start, start + found.end()))
        elif block:
            yield from _block(text, block, start - 1)
            block = []
        start += len(line) + 1
    yield from _block(text, block, len(text))


def _block(text: str, block: list[tuple[int, int]], end: int) -> Iterator[Mark]:
    if not block:
        return
    stops = [*(start - 1 for start, _ in block[1:]), end]
    words = [text[begin:stop] for (_, begin), stop in zip(block, stops, strict=True)]
    even = unwrapped("\n".join(words))
    at = -1
    for number, (start, begin) in enumerate(block):
        if number == 0:
            yield Mark(start, begin, "markup", "")
        else:
            at += len(words[number - 1]) + 1
            hyphen = words[number - 1].rstrip()[-1:] in _HYPHENS and words[number - 1].strip()
            yield Mark(start - 1, begin, "markup", "\n" if hyphen else even[at])
