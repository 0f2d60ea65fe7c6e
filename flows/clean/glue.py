"""A text in; marks out on stops behind which the next sentence follows without a space."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.span import Mark

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞƏĞİŞ"
_GLUED: Final = re.compile(
    rf"[.!?…](?<=[^\W_A-Z][.!?…)\]\"”’])(?<=[^\W_][\w)\]\"”’][.!?…])"
    rf"(?=[“„«]?[{_CAPITAL}][a-zà-öø-ÿəğışß’ ])(?!(?:Az|Am|Com|Org|Net|Ru|Ge|Info|Eu|Uk|Js|Io)\b)"
)


def glue(text: str) -> Iterator[Mark]:
    """Yield the marks of stops that a space is to follow.

    >>> [mark.instead for mark in glue("It ended that month.The talks went on at example.org and in the U.S.The end.")]
    ['. ']
    """
    for found in _GLUED.finditer(text):
        yield Mark(*found.span(), "glued", f"{found[0]} ")
