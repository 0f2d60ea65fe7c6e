"""A text in; the places out where a line begins a sentence though no blank line and no stop stands before it.

Tables, chats, posts and lists have one record a line. Where a text is read, the ends of lines that were broken at a
width are spaces already; those that are left end a sentence, unless their words cannot be the last of one.
"""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.clean.rule import MONTH, listed

_LINE_END: Final = re.compile(
    r"(?<=\S)[ \t\r]*\n(?=[ \t]*(?:[^\s\da-z]"
    r"|[0-9]{1,9}(?:[/.-][0-9]{1,2}[/.-][0-9]{2,4},?[ ]{1,3}[0-9]{1,2}:|:[ ]|[ ]?[–—|][ ]|[ ]-[ ])))"
)
_OPEN: Final = listed(
    "a about across after against all along also although among an and any are around as at be because been before"
    " between both but by can could during each either every few for from had has have he her his if in into is its"
    " least near nor of on one only onto or our over per she should since some such than that the their them these"
    " they this those though to toward towards under until upon was we were when where which while who whose will with"
    " within without would your almost approximately nearly roughly several president minister general colonel major"
    " captain mr mrs ms dr"
)
"""Last words of lines that go on, in lower case."""

_LAST_WORD: Final = re.compile(r"[\w’']+\Z")
_MONTH: Final = re.compile(rf"\s*{MONTH}\b")
_SHORTENED: Final = re.compile(r"\b(?:(?:[A-Za-z]\.){1,5}|[A-Z][a-z]{0,4}\.)\Z")
_LABEL: Final = re.compile(r"\((?:[a-z]|[ivx]{1,5}|[0-9]{1,3})\)")
_REACH: Final = 300
_WIDTH: Final = 55
_FEWEST: Final = 4
_LONGEST_WORD: Final = 40


def record_starts(text: str) -> Iterator[int]:
    r"""Yield where lines begin that begin a sentence, as far as the line before them tells.

    >>> text = "Shusha, 8 May 1992\nLachin, 264 killed in\nMay"
    >>> [text[start:] for start in record_starts(text)]
    ['Lachin, 264 killed in\nMay']
    """
    if "\n" not in text:
        return
    for found in _LINE_END.finditer(text):
        before = text[max(0, found.start() - _REACH) : found.start()].rpartition("\n")[2]
        if not _is_open(before, text[found.end() : found.end() + _REACH]):
            yield found.end()


def _is_open(before: str, after: str) -> bool:
    """Whether the words of a line, or what follows them, show that a sentence may go on."""
    if before[-1] in ",-–—(/&+" or (before[-1] == ":" and after.lstrip()[:1] in '"“„«'):
        return True
    if after.lstrip()[:1] == "(" and before[-1].isalnum():
        return not _LABEL.match(after.lstrip())
    if before[-1] == ".":
        return bool(_SHORTENED.search(before[-_LONGEST_WORD:]))
    if before[-1].isdigit() and _MONTH.match(after):
        return True
    if before.rfind("(") > before.rfind(")") and ")" in after:
        return True
    word = _LAST_WORD.search(before[-_LONGEST_WORD:])
    return word is not None and (word[0].casefold() in _OPEN or (word[0][0].isupper() and _is_full(before)))


def _is_full(before: str) -> bool:
    """Whether a line is as long as one of a page and holds prose: it may end within a name."""
    return len(before) >= _WIDTH and sum(word[0].islower() for word in before.split()) >= _FEWEST
