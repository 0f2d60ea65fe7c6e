"""A text in; marks out on the lines that are not running text: menus, credits, prompts, pages, running heads.

A line alone may tell (Skip to main content) or only with its neighbours (a page number between two halves of a
sentence). Where lines are broken at a width, any word of a sentence may begin a line: so what could be running text
counts only where no sentence goes on into it or out of it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from karabakh.flows.clean import phrases
from karabakh.flows.clean.heads import counted, counting
from karabakh.flows.clean.rule import listed
from karabakh.flows.clean.stories import tells
from karabakh.flows.span import Mark

LONGEST: Final = 400
"""Characters of the longest line that is looked at."""

_ENDS: Final = (".", "!", "?", "…", '"', "”", "’", ":", ";", ")", "]", "»", "|")
_MENU_WORDS: Final = frozenset(item.split()[0] for item in phrases.MENU)
_SIGNS: Final = frozenset("©#@|\\[<(-–—>•»›")
_GOES_ON: Final = listed(
    "a about across after against all along also although among an and any are around as at be because been before"
    " between both but by can could during each either every few for from had has have he her his if in including into"
    " is it its more most near nor not of off on one only onto or our over per she should since some such than that the"
    " their them then there these they this those though through to toward towards under until up upon was we were what"
    " when where which while who whose will with within without would you your almost approximately least many nearly"
    " roughly several than"
)
_DOUBTFUL: Final = frozenset({"item", "number"})
_LAST_WORD: Final = re.compile(r"[\w’'-]+\Z")
_SEPARATED: Final = re.compile(r"\s*[|•·›»>]\s*|\s[/–-]\s|\t|\s{2,}")
_DIGIT: Final = re.compile("[0-9]")
_NO_WORD: Final = re.compile(r"[^\w-]+")
_PLACED: Final = re.compile(r"\[ad_[0-9]{1,2}\]")
_BROKEN: Final = re.compile(r"[^\W\d_]-\Z")
_FEWEST_HEADS: Final = 3
_SHORT: Final = 80
_SHORT_LINE: Final = 45


class Line(NamedTuple):
    """A line that is not blank, without the white space around it; ``kind`` None: running text."""

    start: int
    end: int
    words: str
    after_blank: bool
    kind: str | None


def lines(text: str) -> Iterator[Mark]:
    r"""Yield the marks of lines; a break is read instead, or a space between two halves of a sentence.

    >>> [(mark.reason, mark.instead) for mark in lines("They left the\n\n- 45 -\n\ntown.\n\nAdvertisement\n\nIt fell.")]
    [('page', ' '), ('boilerplate', '\n\n')]
    """
    if not _holds_some(text):
        return
    told = _heads(list(_lines(text)))
    if not any(line.kind for line in told):
        return
    between = _between_halves(told)
    reasons = [_reason(told, number, between[number]) if line.kind else None for number, line in enumerate(told)]
    at = 0
    while at < len(told):
        end = at
        while end < len(told) and reasons[end]:
            end += 1
        if end > at:
            yield from _block(text, told, reasons, at, end)
        at = end + 1


def _holds_some(text: str) -> bool:
    """Whether the wording of a line tells, or some lines behind blank ones are alike; nearly all texts have neither."""
    alone: list[str] = []
    numbered: list[str] = []
    shut = True
    for line in text.split("\n"):
        words = line.strip()
        size = len(words)
        if 0 < size <= LONGEST:
            kind = _kind(words) if _worth_a_look(words) else None
            if kind and (shut or kind not in _DOUBTFUL):
                return True
            if shut and size <= _SHORT and not words.endswith(_ENDS):
                alone.append(_DIGIT.sub("0", words))
            wording = counting(words)
            if wording:
                numbered.append(wording)
        else:
            kind = None
        shut = not size or kind is not None
    return any(len(alike) - len(set(alike)) >= _FEWEST_HEADS - 1 for alike in (alone, numbered))


def _lines(text: str) -> Iterator[Line]:
    start, after_blank = 0, True
    for line in text.split("\n"):
        words = line.strip()
        if words:
            kind = _kind(words) if len(words) <= LONGEST and _worth_a_look(words) else None
            at = start + line.index(words[0])
            yield Line(at, at + len(words), words, after_blank, kind)
        after_blank = not words
        start += len(line) + 1


def _heads(told: list[Line]) -> list[Line]:
    """Call running heads what stands between blank lines three times, twice of them amid a sentence, or counts on."""
    for number in counted([line.words for line in told]):
        told[number] = told[number]._replace(kind="head")
    places: dict[str, list[int]] = {}
    for number, line in enumerate(told):
        short = line.kind is None and 4 <= len(line.words) <= _SHORT and not line.words.endswith(_ENDS)
        if short and _shut_before(told, number) and _shut_after(told, number):
            places.setdefault(_DIGIT.sub("0", line.words), []).append(number)
    often = [numbers for numbers in places.values() if len(numbers) >= _FEWEST_HEADS]
    between = _between_halves(told) if often else []
    for numbers in often:
        if sum(between[number] for number in numbers) > 1:
            for number in numbers:
                told[number] = told[number]._replace(kind="head")
    return told


def _between_halves(told: Sequence[Line]) -> list[bool]:
    """Say for each line whether the next lines of running text before and after it are halves of one sentence."""
    after: list[str | None] = []
    following: str | None = None
    for line in reversed(told):
        after.append(following)
        following = line.words if line.kind is None else following
    between: list[bool] = []
    before: str | None = None
    for line, following in zip(told, reversed(after), strict=True):
        between.append(bool(before and following and _halves(before, following)))
        before = line.words if line.kind is None else before
    return between


def _halves(before: str, after: str) -> bool:
    """Whether two lines are halves of one sentence."""
    if before.endswith(_ENDS):
        return False
    word = _LAST_WORD.search(before[-24:])
    return after[0].islower() or before.endswith((",", "–", "—", "(")) or bool(word and word[0] in _GOES_ON)


def _shut_before(told: Sequence[Line], number: int) -> bool:
    """Whether no sentence can run into a line from the line before it, as far as blank lines and noise tell."""
    return told[number].after_blank or number == 0 or bool(told[number - 1].kind)


def _shut_after(told: Sequence[Line], number: int) -> bool:
    return number + 1 == len(told) or told[number + 1].after_blank or bool(told[number + 1].kind)


def _reason(told: Sequence[Line], number: int, between: bool) -> str | None:
    """Return why a line is marked, now that its neighbours are known."""
    kind = told[number].kind
    if kind in ("page", "head"):
        return "page"
    shut = _shut_before(told, number) and _shut_after(told, number)
    if kind == "number":
        return "page" if shut and between else None
    if kind == "item":
        neighbours = (*told[max(0, number - 1) : number], *told[number + 1 : number + 2])
        return "boilerplate" if shut and any(one.kind not in (None, "number") for one in neighbours) else None
    return "boilerplate" if _stands_alone(told, number, kind == "sure") else None


def _stands_alone(told: Sequence[Line], number: int, sure: bool) -> bool:
    """Whether a line whose words tell what it is can be no part of a sentence that is broken at a width."""
    open_before = not (_shut_before(told, number) or told[number - 1].words.endswith(_ENDS))
    open_after = not _shut_after(told, number) and told[number + 1].words[0].islower()
    if sure and told[number].words[0].isupper():
        return open_before or not open_after
    return not open_before and not open_after


def _block(text: str, told: Sequence[Line], reasons: Sequence[str | None], first: int, end: int) -> Iterator[Mark]:
    """Mark lines that follow each other: at once where a sentence goes on behind them, else each as a break."""
    before = told[first - 1] if first else None
    after = told[end] if end < len(told) else None
    if before and after and _halves(before.words, after.words):
        broken = _BROKEN.search(before.words) and after.words[0].islower()
        yield Mark(before.end - bool(broken), after.start, reasons[first] or "", "" if broken else " ")
        return
    for line, reason in zip(told[first:end], reasons[first:end], strict=True):
        yield Mark(line.start, line.end, reason or "", "\n\n")


def _worth_a_look(words: str) -> bool:
    first = words[0]
    if first in _SIGNS or len(words) < 8 or (first.isdigit() and len(words) < _SHORT):
        return True
    word = words.partition(" ")[0].rstrip(":.,").casefold()
    if len(words) < _SHORT_LINE:
        if word in phrases.OPENINGS or (word in _MENU_WORDS and words.casefold() in phrases.MENU):
            return True
    elif word in phrases.LONG_OPENINGS:
        return True
    return words[-1] == "." and words[-9:].casefold() == "reserved."


def _kind(words: str) -> str | None:
    """What a line is by its wording: sure; likely, item, number (its neighbours must agree); page; None: text."""
    if "  " in words:
        words = " ".join(words.split())
    told = words.casefold().rstrip(".…:!>»› ").replace("’", "'")
    if told in phrases.SURE or words in ("###", "\\###") or _PLACED.fullmatch(words):
        return "sure"
    if phrases.PAGE.fullmatch(words):
        return "page"
    if phrases.NUMBER.fullmatch(words):
        return "number"
    if told in phrases.MENU:
        return "likely" if _bar(told) else "item"
    if _bar(told) or _menu(words) or (phrases.ACCOUNTS.fullmatch(words) and any(map(str.isalnum, words))):
        return "likely"
    return "likely" if any(wording(words) for wording in _WORDINGS) and not tells(words) else None


_WORDINGS: Final = (
    phrases.COUNTS.fullmatch,
    phrases.LABELS.match,
    phrases.SOURCE.fullmatch,
    phrases.COPYRIGHT.fullmatch,
    phrases.COOKIES.fullmatch,
    phrases.PROMPTS.fullmatch,
)


def _bar(told: str) -> bool:
    words = [word for word in _NO_WORD.split(told) if word and not word.isdigit()]
    return bool(words) and phrases.BARS.issuperset(words) and not phrases.BAR_HEADS.isdisjoint(words)


def _menu(words: str) -> bool:
    items = [item.casefold() for item in _SEPARATED.split(words) if item]
    if len(items) < 3:
        items = words.casefold().split()
    known = sum(item in phrases.MENU for item in items)
    return len(items) >= 3 and 3 * known >= 2 * len(items)
