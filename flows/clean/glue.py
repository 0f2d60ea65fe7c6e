"""A text in; marks out on stops behind which the next sentence follows without a space."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import matches
from karabakh.flows.clean.scan import Found, Scan, among, of_bytes
from karabakh.flows.text.span import Mark

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞƏĞİŞ"
_GLUED: Final = re.compile(
    rf"[.!?…](?<=[^\W_A-Z][.!?…)\]\"”’])(?<=[^\W_][\w)\]\"”’][.!?…])"
    rf"(?=[“„«]?[{_CAPITAL}][a-zà-öø-ÿəğışß’ ])(?!(?:Az|Am|Com|Org|Net|Ru|Ge|Info|Eu|Uk|Js|Io)\b)"
)
_DOTS: Final = among("…")
# Bytes of the characters around such a stop; all beyond ASCII may be.
_WIDE: Final = bytes(range(0x80, 0x100))
_SMALL: Final = of_bytes(b"abcdefghijklmnopqrstuvwxyz0123456789" + _WIDE)
_CAPITALS: Final = of_bytes(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _WIDE)
_NEXT: Final = of_bytes(b"abcdefghijklmnopqrstuvwxyz " + _WIDE)


def glue(scan: Scan) -> Iterator[Found]:
    """Yield the marks of stops that a space is to follow.

    >>> scan = Scan(["It ended that month.The talks went on at example.org and in the U.S.The end."])
    >>> [mark.instead for mark in scan.marks(glue)]
    ['. ']
    """
    data, stops, dots = scan.bytes, scan.where(b".!?"), scan.letters(_DOTS)
    stops = stops[_SMALL[data[stops - 1]] & _CAPITALS[data[stops + 1]] & _NEXT[data[stops + 2]]]
    return scan.marked(np.union1d(stops, dots[_CAPITALS[data[dots + 3]]]), _glue)


def _glue(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for found in matches(_GLUED, text, places):
        yield Mark(*found.span(), "glued", f"{found[0]} ")
