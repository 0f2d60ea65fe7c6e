"""A text in; the text of the same length out in which every space is a plain space and a wrapped line goes on."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final


def members(characters: str) -> str:
    """Return the characters of a class of a pattern, in which ``-`` stands for all between two.

    >>> members("a-dx")
    'abcdx'
    """
    return re.sub("(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), characters)


SPACES: Final = "\t\x1f\x85\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS: Final = "\v\f\x1c-\x1e\u2028\u2029"
_HYPHENS: Final = "\u2010\u2011"
_FULLWIDTH: Final = "\uff01-\uff5e"
_WINDOWS: Final = "\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f"
_ODD: Final = re.compile(f"[{SPACES}{_LINE_ENDS}{_HYPHENS}{_FULLWIDTH}{_WINDOWS}]")
ODD_LETTERS: Final = members(f"{SPACES}{_LINE_ENDS}{_HYPHENS}{_FULLWIDTH}{_WINDOWS}")
"""The characters that are read otherwise."""

_IS_SPACE: Final = re.compile(f"[{SPACES}]")
_IS_LINE_END: Final = re.compile(f"[{_LINE_ENDS}]")

# What a line begins with.
EMPTY, LOWER, NUMBER, ITEM, OTHER = range(5)
_ANY: Final = frozenset({LOWER, NUMBER, ITEM, OTHER})
_SURE: Final = frozenset({LOWER, NUMBER})
SIGNS: Final = frozenset("-*•‣◦▪–—")
BULLETS: Final = frozenset("•‣◦▪")
# Not the number of an item of a list: "2. ", "2) ", not a stamp: "12/10/2020, 14:03", "1992: ", "1992 – ".
_NUMBERED: Final = re.compile(
    r"[ ]{0,3}[0-9]{1,9}(?![0-9.)]|[/-][0-9]{1,2}[/-][0-9]{2,4},?[ ]{1,3}[0-9]{1,2}:|:[ ]|[ ]?[–—|][ ]|[ ]-[ ])"
)
INDENT: Final = 3
ENDS: Final = (".", "!", "?", ":", ";", "…", '"', "”")


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
    kinds = [opening(line) for line in lines]
    going = _ANY if _is_wrapped(kinds) else _SURE
    items = _items(lines, kinds) if ITEM in kinds else ()
    pieces = [lines[0]]
    for number, (before, kind) in enumerate(pairwise(kinds), 1):
        goes_on = before != EMPTY and kind in going and number not in items
        pieces += (" " if goes_on else "\n", lines[number])
    return "".join(pieces)


def _items(lines: Sequence[str], kinds: Sequence[int]) -> set[int]:
    """The lines that are items of a list; a dash may also stand where a sentence is broken."""
    items: set[int] = set()
    signs: set[str] = set()
    for number, kind in enumerate(kinds):
        if kind == EMPTY:
            signs = set()
        elif kind == ITEM:
            sign = _sign(lines[number])
            if sign in BULLETS or sign in signs or number - 1 in items or _opens_list(lines, kinds, number):
                items.add(number)
                signs.add(sign)
    return items


def _opens_list(lines: Sequence[str], kinds: Sequence[int], number: int) -> bool:
    """Whether what looks like an item stands behind what ends a sentence, or before another item of its kind."""
    if number == 0 or kinds[number - 1] == EMPTY or lines[number - 1].rstrip().endswith(ENDS):
        return True
    following = number + 1
    return following < len(kinds) and kinds[following] == ITEM and _sign(lines[following]) == _sign(lines[number])


def opening(line: str) -> int:
    """Return what a line begins with."""
    words = line.lstrip()
    if not words:
        return EMPTY
    first = words[0]
    if first.isalpha():
        return LOWER if first.islower() and len(line) - len(words) <= INDENT else OTHER
    if first in SIGNS:
        return ITEM if words[1:2] in (" ", "\t") else OTHER
    return NUMBER if first.isdigit() and _NUMBERED.match(line) else OTHER


def _sign(item: str) -> str:
    return item.lstrip()[0]


def _is_wrapped(kinds: Sequence[int]) -> bool:
    """Whether the lines of a text end where they were full: of those that could go on, a fifth surely do."""
    pairs = [kind for before, kind in pairwise(kinds) if before and kind]
    return 5 * pairs.count(LOWER) > len(pairs)
