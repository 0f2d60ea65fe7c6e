"""A text in; marks out on what is left of a web page's code, each with what is read instead."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.clean.rule import listed, matches
from karabakh.flows.clean.scan import Found, Scan
from karabakh.flows.text.span import Mark

_BLOCKS: Final = listed(
    "address article aside blockquote body caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head"
    " header hr html li main nav ol option p pre section select table tbody tfoot thead title tr ul"
)
_SPACES: Final = listed("br td th wbr")
_INLINE: Final = listed(
    "a abbr b bdi bdo big center cite code del dfn em embed font i iframe img input ins kbd label link mark meta nobr"
    " object picture q ref s samp small source span strike strong sub sup tt u var video"
)
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,11})(?:\s[^<>=]{1,60}=[^<>]{0,1000})?\s{0,5}/?>")
_BREAKS: Final = re.compile(r"<br\s{0,5}/?>(?:\s{0,5}<br\s{0,5}/?>)+", re.IGNORECASE)
_CODE: Final = re.compile(
    r"<(script|style|noscript)\b[^<>]{0,300}>[^<]{0,100000}</\1\s{0,5}>|<!--[^<>]{0,2000}-->", re.IGNORECASE
)
_RAISED: Final = re.compile(r"<sup\b[^<>]{0,200}>\s{0,5}\[?[0-9a-z]{1,3}\]?\s{0,5}</sup\s{0,5}>", re.IGNORECASE)
_UNIT: Final = re.compile(r"(?:\b(?:[kcm]?m|mi|ft|yd|in)|[0-9])\Z")
_ORDINAL: Final = re.compile(r">\s*(?:st|nd|rd|th)\s*<", re.IGNORECASE)


def tags(scan: Scan) -> Iterator[Found]:
    """Yield the marks of tags; a tag that ends a block is read as a break, one inside a line as nothing.

    >>> [(text, mark.instead) for text in ["<p>", "<br/>", "</b>"] for mark in Scan([text]).marks(tags)]
    [('<p>', '\\n\\n'), ('<br/>', ' '), ('</b>', '')]
    """
    return scan.marked(scan.where(b"<"), _tags)


def _tags(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for pattern, instead in ((_CODE, " "), (_BREAKS, "\n\n")):
        for found in matches(pattern, text, places):
            yield Mark(*found.span(), "tag", instead)
    yield from _raised(text, places)
    for found in matches(_TAG, text, places):
        read = _instead(found[1].lower())
        if read is not None:
            yield Mark(*found.span(), "tag", read)


def _raised(text: str, places: Sequence[int]) -> Iterator[Mark]:
    """The number of a note that stood above the line, not that of a square metre or the end of an ordinal."""
    for found in matches(_RAISED, text, places):
        if not _UNIT.search(text[max(0, found.start() - 4) : found.start()]) and not _ORDINAL.search(found[0]):
            yield Mark(*found.span(), "citation", "")


def _instead(name: str) -> str | None:
    if name in _BLOCKS:
        return "\n\n"
    if name in _SPACES:
        return " "
    return "" if name in _INLINE else None
