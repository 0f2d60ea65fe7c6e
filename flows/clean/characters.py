"""A text in; the text of the same length out in which every space is a plain space and a wrapped line goes on."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

SPACES: Final = "\t\x1f\x85\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS: Final = "\v\f\x1c-\x1e\u2028\u2029"
_HYPHENS: Final = "\u2010\u2011"
_FULLWIDTH: Final = "\uff01-\uff5e"
_WINDOWS: Final = "\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f"
_ODD: Final = re.compile(f"[{SPACES}{_LINE_ENDS}{_HYPHENS}{_FULLWIDTH}{_WINDOWS}]")
_IS_SPACE: Final = re.compile(f"[{SPACES}]")
_IS_LINE_END: Final = re.compile(f"[{_LINE_ENDS}]")

# What a line begins with.
_EMPTY, _LOWER, _NUMBER, _ITEM, _OTHER = range(5)
_ANY: Final = frozenset({_LOWER, _NUMBER, _ITEM, _OTHER})
_SURE: Final = frozenset({_LOWER, _NUMBER})
_SIGNS: Final = frozenset("-*•‣◦▪–—")
_BULLETS: Final = frozenset("•‣◦▪")
# Not the number of an item of a list: "2. ", "2) ", not a stamp: "12/10/2020, 14:03", "1992: ", "1992 – ".
_NUMBERED: Final = re.compile(
    r"[ ]{0,3}[0-9]{1,9}(?![0-9.)]|[/-][0-9]{1,2}[/-][0-9]{2,4},?[ ]{1,3}[0-9]{1,2}:|:[ ]|[ ]?[–—|][ ]|[ ]-[ ])"
)
_INDENT: Final = 3
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


@lru_cache(maxsize=2)  # a text is read so for its marks and then for itself
def unwrapped(text: str) -> str:
    """Return ``text`` with a space for each end of a line at which its paragraph goes on.

    It surely does where the next line begins in lower case or with a number. A line that ends without a stop before
    one with a capital may be a heading, so there it does only where many lines of the text surely go on, as in one
    that was wrapped.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    kinds = [_kind(line) for line in lines]
    going = _ANY if _is_wrapped(kinds) else _SURE
    items = _items(lines, kinds) if _ITEM in kinds else ()
    pieces = [lines[0]]
    for number, (before, kind) in enumerate(pairwise(kinds), 1):
        goes_on = before != _EMPTY and kind in going and number not in items
        pieces += (" " if goes_on else "\n", lines[number])
    return "".join(pieces)


def _items(lines: Sequence[str], kinds: Sequence[int]) -> set[int]:
    """The lines that are items of a list; a dash may also stand where a sentence is broken."""
    items: set[int] = set()
    signs: set[str] = set()
    for number, kind in enumerate(kinds):
        if kind == _EMPTY:
            signs = set()
        elif kind == _ITEM:
            sign = _sign(lines[number])
            if sign in _BULLETS or sign in signs or number - 1 in items or _opens_list(lines, kinds, number):
                items.add(number)
                signs.add(sign)
    return items


def _opens_list(lines: Sequence[str], kinds: Sequence[int], number: int) -> bool:
    """Whether what looks like an item stands behind what ends a sentence, or before another item of its kind."""
    if number == 0 or kinds[number - 1] == _EMPTY or lines[number - 1].rstrip().endswith(_ENDS):
        return True
    following = number + 1
    return following < len(kinds) and kinds[following] == _ITEM and _sign(lines[following]) == _sign(lines[number])


def _kind(line: str) -> int:
    words = line.lstrip()
    if not words:
        return _EMPTY
    first = words[0]
    if first.isalpha():
        return _LOWER if first.islower() and len(line) - len(words) <= _INDENT else _OTHER
    if first in _SIGNS:
        return _ITEM if words[1:2] in (" ", "\t") else _OTHER
    return _NUMBER if first.isdigit() and _NUMBERED.match(line) else _OTHER


def _sign(item: str) -> str:
    return item.lstrip()[0]


def _is_wrapped(kinds: Sequence[int]) -> bool:
    """Whether the lines of a text end where they were full: of those that could go on, a fifth surely do."""
    pairs = [kind for before, kind in pairwise(kinds) if before and kind]
    return 5 * pairs.count(_LOWER) > len(pairs)
