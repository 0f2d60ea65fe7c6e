"""A text in; the text of the same length out in which every space is a plain space and a wrapped line goes on."""

import re
from collections.abc import Sequence
from typing import Final

SPACES: Final = "\t\x1f\x85\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS: Final = "\v\f\x1c-\x1e\u2028\u2029"
_HYPHENS: Final = "\u2010\u2011"
_FULLWIDTH: Final = "\uff01-\uff5e"
_WINDOWS: Final = "\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f"
_ODD: Final = re.compile(f"[{SPACES}{_LINE_ENDS}{_HYPHENS}{_FULLWIDTH}{_WINDOWS}]")
_IS_SPACE: Final = re.compile(f"[{SPACES}]")
_IS_LINE_END: Final = re.compile(f"[{_LINE_ENDS}]")

_ITEM: Final = re.compile(r"[ \t]*[-*•‣◦▪–—][ \t]")
_LOWER: Final = re.compile(r"[ ]{0,3}[a-z]")
# Not the number of an item of a list: "2. ", "2) ".
_NUMBER: Final = re.compile(r"[ ]{0,3}[0-9]{1,9}(?![0-9.)])")
_ENDS: Final = (".", "!", "?", ":", ";", "…", '"', "”")


def plain(text: str) -> str:
    r"""Return ``text`` with white space as it is read; character for character, so every offset stays.

    A line end within a paragraph is a space; those around blank lines and before the items of a list stay.

    >>> plain("On 26\u00a0December\n1991 it fell.\n\nThe rest fled.")
    'On 26 December 1991 it fell.\n\nThe rest fled.'
    """
    return unwrapped(spaces(text))


def spaces(text: str) -> str:
    """Return ``text`` with plain spaces, hyphens and fullwidth letters, and ``\\n`` for every end of a line."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return _ODD.sub(_read, text) if _ODD.search(text) else text


def _read(found: re.Match[str]) -> str:
    odd = found[0]
    if _IS_SPACE.match(odd):
        return " "
    if _IS_LINE_END.match(odd):
        return "\n"
    if odd in _HYPHENS:
        return "-"
    if odd <= "\x9f":  # a letter of windows-1252 that was read as one of latin-1
        return odd.encode("latin-1").decode("windows-1252")
    return chr(ord(odd) - 0xFEE0)


def unwrapped(text: str) -> str:
    """Return ``text`` with a space for each end of a line at which its paragraph goes on.

    It surely does where the next line begins in lower case or with a number. A line that ends without a stop before
    one with a capital may be a heading, so there it does only where many lines of the text surely go on, as in one
    that was wrapped.
    """
    if "\n" not in text:
        return text
    before, *lines = text.split("\n")
    wrapped = _is_wrapped(before, lines)
    pieces = [before]
    item = bool(_ITEM.match(before))
    blank = not before.strip()
    for line in lines:
        empty = not line or line.isspace()
        item = bool(_ITEM.match(line)) and (blank or item or before.rstrip().endswith(_ENDS))
        sure = _LOWER.match(line) or _NUMBER.match(line)
        goes_on = not (blank or empty or item) and (wrapped or bool(sure))
        pieces += (" " if goes_on else "\n", line)
        before, blank = line, empty
    return "".join(pieces)


def _is_wrapped(before: str, lines: Sequence[str]) -> bool:
    """Whether the lines of a text end where they were full: of those that could go on, a fifth surely do."""
    sure = possible = 0
    for line in lines:
        if before and not before.isspace() and line and not line.isspace():
            possible += 1
            sure += _LOWER.match(line) is not None
        before = line
    return 5 * sure > possible
