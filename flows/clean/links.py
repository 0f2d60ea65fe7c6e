"""A text in; marks out on what Markdown writes of links and images but their words."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.clean.scan import Found, Scan, of_bytes
from karabakh.flows.text.span import Mark

_TITLE: Final = r"(?:[ ]{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?"
_IMAGE: Final = re.compile(rf"!\[[^\[\]\n]{{0,300}}\]\([^()\s]{{1,500}}{_TITLE}\)[ ]?")
_TARGET: Final = (
    r"<?(?:https?://|mailto:|www\.|\.{0,2}/|#)[^()\s<>]{0,500}(?:\([^()\s]{1,80}\)[^()\s<>]{0,80})?>?"
    r"|[\w%-]{1,80}(?:[./][\w%-]{1,80}){0,5}\.(?:html?|md|php|pdf|png|jpe?g|gif|svg|webp)(?:#[\w-]{0,80})?"
)
_LINK: Final = re.compile(rf"\]\((?:{_TARGET}){_TITLE}\)")
_DEFINITION: Final = re.compile(
    r"(?:\A|\n)[ ]{0,3}(?P<line>\[[^\[\]\n]{1,60}\]:[ ]{1,3}<?(?:https?://|www\.|/)[^\s<>]{1,500}>?"
    r"(?:[ ]{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\([^()\n]{0,200}\)))?)[ ]{0,3}(?=\n|\Z)"
)
_BEHIND: Final = of_bytes(b"(:")


def links(scan: Scan) -> Iterator[Found]:
    """Yield the marks of images and of the targets of links, whose opening brackets are those of `brackets`.

    >>> [text[mark.start : mark.end] for text in ['[They](a.html "A") left.'] for mark in Scan([text]).marks(links)]
    ['](a.html "A")']
    """
    closing = scan.where(b"]")
    return scan.marked(closing[_BEHIND[scan.bytes[closing + 1]]], lambda text, _: _links(text))


def _links(text: str) -> Iterator[Mark]:
    if "](" in text:
        for found in _LINK.finditer(text):
            yield Mark(*found.span(), "markup", "")
        for found in _IMAGE.finditer(text):
            yield Mark(*found.span(), "markup", "")
    if "]:" in text:
        for found in _DEFINITION.finditer(text):
            yield Mark(*found.span("line"), "markup", "\n\n")
