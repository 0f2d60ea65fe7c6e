"""Texts in; the places out where a line begins a sentence though no blank line and no stop stands before it.

Tables, chats, posts and lists have one record a line. Where a text is read, the ends of lines that were broken at a
width are spaces already; those that are left end a sentence, unless their words cannot be the last of one.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import MONTH, listed
from karabakh.flows.sentences.joined import Joined, Places, Truths

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
_STEPS: Final = 3
_SHORTEST: Final = 6  # a stop behind five small letters ends no shortened word

_SMALL: Final = "abcdefghijklmnopqrstuvwxyz"
_IS_BLANK: Final = np.array([chr(code) in " \t" for code in range(256)])
_IS_SMALL: Final = np.array([chr(code) in _SMALL for code in range(256)])
_IS_DIGIT: Final = np.array([chr(code) in "0123456789" for code in range(256)])
_JOINS: Final = np.array([chr(code) in "/." for code in range(256)])
_IS_SIGN: Final = np.array([chr(code) in "-:|\x80" for code in range(256)])
_BEGINS: Final = np.array([32 < code < 127 and chr(code) not in _SMALL + "0123456789(" for code in range(256)])
_GOES_ON: Final = np.array([chr(code) in _SMALL + "\n" for code in range(256)])


def record_starts(joined: Joined, texts: Sequence[str], line_ends: Places) -> Places:
    r"""Return where lines begin that begin a sentence, as far as the line before them tells.

    The texts are those that are joined, with their headers.

    >>> texts = ["Shusha, 8 May 1992\nLachin, 264 killed in\nMay"]
    >>> joined = Joined(texts)
    >>> starts = record_starts(joined, texts, joined.marks_of("\n"))
    >>> [texts[0][seen.at:] for seen in joined.seen(starts)]
    ['Lachin, 264 killed in\nMay']
    """
    ahead, last = line_ends + 1, line_ends - 1
    for _ in range(_STEPS):
        ahead += _IS_BLANK[joined.low(ahead)]
        last -= _IS_BLANK[joined.low(last)]
    begins, said = joined.low(ahead), joined.low(last)
    ended = np.logical_and.reduce([_IS_SMALL[joined.low(last - back)] for back in range(1, _SHORTEST)])
    sure = (said == ord(".")) & ended & _BEGINS[begins]
    never = _GOES_ON[begins] | (said == ord("\n")) | (_IS_DIGIT[begins] & ~_is_key(joined, ahead))
    doubtful = line_ends[~(sure | never)]
    asked = [offset + at + 1 for number, _, offset, at in joined.seen(doubtful) if _ends_at(texts[number], at)]
    return np.concatenate([line_ends[sure] + 1, np.array(asked, np.int64)])


def _is_key(joined: Joined, numbers: Places) -> Truths:
    """Whether what follows these numbers may make them the first words of a record: a date, a year and a colon."""
    behind = numbers + 1
    for _ in range(_STEPS):
        behind += _IS_DIGIT[joined.low(behind)]
    sign, following = joined.low(behind), joined.low(behind + 1)
    is_part = np.where(_JOINS[sign], _IS_DIGIT[following], _IS_SIGN[sign] | ((sign == ord(" ")) & _IS_SIGN[following]))
    is_key: Truths = is_part | _IS_DIGIT[sign]
    return is_key


def _ends_at(text: str, line_end: int) -> bool:
    """Whether a sentence ends where a line does."""
    start = line_end
    while start and text[start - 1] in " \t\r":
        start -= 1
    found = _LINE_END.match(text, start)
    if not found:
        return False
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    return not _is_open(before, text[found.end() : found.end() + _REACH])


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
