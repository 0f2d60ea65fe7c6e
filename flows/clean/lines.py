"""A text in; marks out on the lines that are not running text: menus, credits, prompts, pages, running heads.

A line alone may tell (Skip to main content) or only with its neighbours (a page number between two halves of a
sentence). Where lines are broken at a width, any word of a sentence may begin a line: so what could be running text
counts only where no sentence goes on into it or out of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Final

import numpy as np

from karabakh.flows.clean.eights import heads, repeated, tails, to_number, without_digits
from karabakh.flows.clean.heads import LONGEST as LONGEST_HEAD
from karabakh.flows.clean.heads import STOPS, counted
from karabakh.flows.clean.rule import listed
from karabakh.flows.clean.scan import Array, Scan, among, within
from karabakh.flows.clean.told import Told
from karabakh.flows.clean.wordings import SHORT, SIGNS, TINY, kind_of, opens_like_some
from karabakh.flows.text.span import Mark

LONGEST: Final = 400
"""Characters of the longest line that is looked at."""

_ENDS: Final = (".", "!", "?", "…", '"', "”", "’", ":", ";", ")", "]", "»", "|")
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
_DIGIT: Final = re.compile("[0-9]")
_BROKEN: Final = re.compile(r"[^\W\d_]-\Z")
_FEWEST_HEADS: Final = 3
_OF_SIGNS: Final = among("".join(SIGNS))
_OF_ENDS: Final = among("".join(_ENDS))
_STOPS: Final = among("".join(STOPS))
_RESERVED: Final = b"reserved."
_RESERVED_WORD: Final = np.frombuffer(_RESERVED, "<u8", 1)[0]


def lines(scan: Scan) -> Iterator[tuple[int, Iterator[Mark]]]:
    r"""Yield the marks of lines, for each text; a break is read instead, or a space between two halves of a sentence.

    >>> scan = Scan(["They left the\n\n- 45 -\n\ntown.\n\nAdvertisement\n\nIt fell."])
    >>> [(mark.reason, mark.instead) for _, marks in lines(scan) for mark in marks]
    [('page', ' '), ('boilerplate', '\n\n')]
    """
    told = Told(scan)
    proposed = _proposed(told)
    places = (some[proposed].tolist() for some in (told.texts, told.starts, told.ends))
    for line, text, start, end in zip(proposed.tolist(), *places, strict=True):
        words = scan.text(text)[start:end]
        kind = kind_of(words)
        if kind:
            told.kinds[line] = kind
    _add_heads(told)
    if told.kinds:
        reasons = _reasons(told)
        for text, some in groupby(_blocks(told, reasons), lambda block: int(told.texts[block[0]])):
            yield text, chain.from_iterable(_block(told, reasons, *block) for block in some)


def _proposed(told: Told) -> Array:
    """The lines of which the first characters, or the last, are like those of a line that is not running text."""
    lines = told.scan.lines
    points, sizes = lines.first_points[told.numbers], told.sizes
    first, last = lines.first[told.numbers], lines.last[told.numbers]
    known = opens_like_some(told.scan, first, sizes)
    digit_or_foreign = (points >= 0x80) | ((points >= ord("0")) & (points <= ord("9")))
    reserved = told.scan.eights[last - len(_RESERVED)] | np.uint64(0x2020202020202020)
    known |= (sizes < TINY) | ((sizes < SHORT) & digit_or_foreign) | within(_OF_SIGNS, points)
    known |= (reserved == _RESERVED_WORD) & (lines.last_points[told.numbers] == ord("."))
    return np.flatnonzero(known & (sizes <= LONGEST))


def _add_heads(told: Told) -> None:
    """Call running heads what stands between blank lines three times, twice of them amid a sentence, or counts on."""
    for number in counted(_numbered(told), [0, *np.cumsum(told.sizes).tolist()]):
        told.kinds[number] = "head"
    places: dict[tuple[int, str], list[int]] = {}
    for number in _alone(told).tolist():
        places.setdefault((int(told.texts[number]), _DIGIT.sub("0", told.words(number))), []).append(number)
    often = [numbers for numbers in places.values() if len(numbers) >= _FEWEST_HEADS]
    between = _between_halves(told, sorted(chain.from_iterable(often)))
    for numbers in often:
        if sum(number in between for number in numbers) > 1:
            told.kinds.update(dict.fromkeys(numbers, "head"))


def _numbered(told: Told) -> Iterator[tuple[int, int, str]]:
    """The lines that may be heads of pages, each with its text and words: three at least are alike but for numbers."""
    scan, lines = told.scan, told.scan.lines
    numbered = np.zeros(len(lines.starts), bool)
    numbered[np.searchsorted(lines.starts, scan.numbers, "right") - 1] = True
    last = lines.last_points[told.numbers]
    some = np.flatnonzero(numbered[told.numbers] & (told.sizes <= LONGEST_HEAD) & ~within(_STOPS, last))
    if len(some) < _FEWEST_HEADS:
        return
    at = told.numbers[some]
    alike = repeated(told.texts[some], to_number(heads(lines, scan, at)), to_number(tails(lines, scan, at)), times=3)
    for line in some[alike].tolist():
        yield line, int(told.texts[line]), told.words(line)


def _alone(told: Told) -> Array:
    """Short lines of running text between blank ones, three of them alike but for digits."""
    scan, lines = told.scan, told.scan.lines
    known = told.told()
    shut = (told.after_blank[:-1] | np.concatenate([[False], known[:-1]])) & (
        told.after_blank[1:] | np.concatenate([known[1:], [False]])
    )
    last = lines.last_points[told.numbers]
    some = np.flatnonzero(shut & ~known & (told.sizes >= 4) & (told.sizes <= SHORT) & ~within(_OF_ENDS, last))
    if len(some) < _FEWEST_HEADS:
        return some[:0]
    at = told.numbers[some]
    words = (without_digits(heads(lines, scan, at)), without_digits(tails(lines, scan, at)))
    return some[repeated(told.texts[some], told.sizes[some], *words, times=_FEWEST_HEADS)]


def _between_halves(told: Told, some: Sequence[int]) -> frozenset[int]:
    """Return which of some lines stand between lines of running text that are halves of one sentence."""
    if not some:
        return frozenset()
    known, at = told.told(), np.arange(len(told.texts))
    before = np.maximum.accumulate(np.where(known, -1, at))
    after = np.minimum.accumulate(np.where(known, len(at), at)[::-1])[::-1]
    found: list[int] = []
    for line in some:
        first, second = int(before[line - 1]) if line else -1, int(after[line + 1]) if line + 1 < len(at) else len(at)
        whole = first >= 0 and second < len(at) and told.texts[first] == told.texts[line] == told.texts[second]
        if whole and _halves(told.words(first), told.words(second)):
            found.append(line)
    return frozenset(found)


def _halves(before: str, after: str) -> bool:
    """Whether two lines are halves of one sentence."""
    if before.endswith(_ENDS):
        return False
    word = _LAST_WORD.search(before[-24:])
    return after[0].islower() or before.endswith((",", "–", "—", "(")) or bool(word and word[0] in _GOES_ON)


def _reasons(told: Told) -> dict[int, str]:
    """Return why lines are marked, now that the kinds of their neighbours are known."""
    between = _between_halves(told, [line for line, kind in sorted(told.kinds.items()) if kind == "number"])
    found = ((line, _reason(told, line, line in between)) for line in sorted(told.kinds))
    return {line: reason for line, reason in found if reason}


def _reason(told: Told, line: int, between: bool) -> str | None:
    kind = told.kinds[line]
    if kind in ("page", "head"):
        return "page"
    if kind not in _DOUBTFUL:
        return "boilerplate" if _stands_alone(told, line, kind == "sure") else None
    if not (told.shut_before(line) and told.shut_after(line)):
        return None
    if kind == "number":
        return "page" if between else None
    neighbours = [told.kind(one) for one in (told.before(line), told.after(line)) if one is not None]
    return "boilerplate" if any(one not in (None, "number") for one in neighbours) else None


def _stands_alone(told: Told, line: int, sure: bool) -> bool:
    """Whether a line whose words tell what it is can be no part of a sentence that is broken at a width."""
    open_before = not (told.shut_before(line) or told.words(line - 1).endswith(_ENDS))
    open_after = not told.shut_after(line) and told.words(line + 1)[0].islower()
    if sure and told.words(line)[0].isupper():
        return open_before or not open_after
    return not open_before and not open_after


def _blocks(told: Told, reasons: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Yield the first of lines that are marked and follow each other in a text, and the line behind the last."""
    first = last = -1
    for line in reasons:
        if last < 0 or told.after(last) != line:
            if last >= 0:
                yield first, last + 1
            first = line
        last = line
    if last >= 0:
        yield first, last + 1


def _block(told: Told, reasons: dict[int, str], first: int, end: int) -> Iterator[Mark]:
    """Mark lines that follow each other: at once where a sentence goes on behind them, else each as a break."""
    before, after = told.before(first), told.after(end - 1)
    if before is not None and after is not None:
        words, following = told.words(before), told.words(after)
        if _halves(words, following):
            broken = _BROKEN.search(words) and following[0].islower()
            start = int(told.ends[before]) - bool(broken)
            yield Mark(start, int(told.starts[after]), reasons[first], "" if broken else " ")
            return
    for line in range(first, end):
        yield Mark(int(told.starts[line]), int(told.ends[line]), reasons[line], "\n\n")
