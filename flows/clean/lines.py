"""A text in; marks out on the lines that are not running text: menus, credits, prompts, pages, running heads.

A line alone may tell (Skip to main content) or only with its neighbours (a page number between two halves of a
sentence). Where lines are broken at a width, any word of a sentence may begin a line: so what could be running text
counts only where no sentence goes on into it or out of it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import Final

import numpy as np

from karabakh.flows.clean import phrases
from karabakh.flows.clean.eights import first_words, heads, repeated, tails, to_number, without_digits, word
from karabakh.flows.clean.heads import LONGEST as LONGEST_HEAD
from karabakh.flows.clean.heads import STOPS, counted
from karabakh.flows.clean.rule import listed
from karabakh.flows.clean.scan import Array, Scan, among, within
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
_SEPARATOR: Final = re.compile("[|>\t/-]")
_WORD: Final = re.compile(r"[\w-]+")
_PLACED: Final = re.compile(r"\[ad_[0-9]{1,2}\]")
_BROKEN: Final = re.compile(r"[^\W\d_]-\Z")
_FEWEST_HEADS: Final = 3
_SHORT: Final = 80
_SHORT_LINE: Final = 45
_TINY: Final = 8
_LONGEST_NUMBER: Final = 30
_OF_SIGNS: Final = among("".join(_SIGNS))
_OF_ENDS: Final = among("".join(_ENDS))
_STOPS: Final = among("".join(STOPS))
_AFTER_WORD: Final = b" \n:.,"
_RESERVED: Final = b"reserved."
_RESERVED_WORD: Final = np.frombuffer(_RESERVED, "<u8", 1)[0]


class _Told:
    """The lines of texts that are not blank, and what they are by their wording; those without a kind are running text.

    The lines of all texts are in one row; whether one is the neighbour of another is to be asked.
    """

    def __init__(self, scan: Scan) -> None:
        lines = scan.lines
        self.scan = scan
        self.numbers = np.flatnonzero(~(lines.blank | scan.left[lines.texts]))
        self.texts = lines.texts[self.numbers]
        self.starts = scan.characters(lines.first[self.numbers]) - scan.firsts[self.texts]
        self.ends = scan.characters(lines.last[self.numbers]) - scan.firsts[self.texts]
        self.sizes = self.ends - self.starts
        # the first of a text is behind a blank line, too
        self.after_blank = np.diff(self.numbers, prepend=-2, append=-2) != 1
        self.after_blank[:-1] |= self.numbers == lines.openings[self.texts]
        self.kinds: dict[int, str] = {}

    def words(self, line: int) -> str:
        return self.scan.text(int(self.texts[line]))[int(self.starts[line]) : int(self.ends[line])]

    def kind(self, line: int) -> str | None:
        return self.kinds.get(line)

    def told(self) -> Array:
        """Say of each line whether it has a kind."""
        known = np.zeros(len(self.numbers), bool)
        known[list(self.kinds)] = True
        return known

    def before(self, line: int) -> int | None:
        """Return the line before one in its text."""
        return line - 1 if line and self.texts[line - 1] == self.texts[line] else None

    def after(self, line: int) -> int | None:
        return line + 1 if line + 1 < len(self.texts) and self.texts[line + 1] == self.texts[line] else None

    def shut_before(self, line: int) -> bool:
        """Whether no sentence can run into a line from the line before it, as far as blank lines and noise tell."""
        return bool(self.after_blank[line]) or line - 1 in self.kinds

    def shut_after(self, line: int) -> bool:
        return bool(self.after_blank[line + 1]) or line + 1 in self.kinds


def lines(scan: Scan) -> Iterator[tuple[int, Iterator[Mark]]]:
    r"""Yield the marks of lines, for each text; a break is read instead, or a space between two halves of a sentence.

    >>> scan = Scan(["They left the\n\n- 45 -\n\ntown.\n\nAdvertisement\n\nIt fell."])
    >>> [(mark.reason, mark.instead) for _, marks in lines(scan) for mark in marks]
    [('page', ' '), ('boilerplate', '\n\n')]
    """
    told = _Told(scan)
    proposed = _proposed(told)
    places = (some[proposed].tolist() for some in (told.texts, told.starts, told.ends))
    for line, text, start, end in zip(proposed.tolist(), *places, strict=True):
        words = scan.text(text)[start:end]
        kind = _kind(words) if _worth_a_look(words) else None
        if kind:
            told.kinds[line] = kind
    _add_heads(told)
    if told.kinds:
        reasons = _reasons(told)
        for text, some in groupby(_blocks(told, reasons), lambda block: int(told.texts[block[0]])):
            yield text, chain.from_iterable(_block(told, reasons, *block) for block in some)


def _proposed(told: _Told) -> Array:
    """The lines of which the first characters, or the last, are like those of a line that is not running text."""
    lines = told.scan.lines
    points, sizes = lines.first_points[told.numbers], told.sizes
    first, last = lines.first[told.numbers], lines.last[told.numbers]
    words = first_words(told.scan, first, _AFTER_WORD)
    known = np.where(sizes < _SHORT_LINE, _is_one_of(words, _openings()), _is_one_of(words, _long_openings()))
    digit_or_foreign = (points >= 0x80) | ((points >= ord("0")) & (points <= ord("9")))
    reserved = told.scan.eights[last - len(_RESERVED)] | np.uint64(0x2020202020202020)
    known |= (sizes < _TINY) | ((sizes < _SHORT) & digit_or_foreign) | within(_OF_SIGNS, points)
    known |= (reserved == _RESERVED_WORD) & (lines.last_points[told.numbers] == ord("."))
    return np.flatnonzero(known & (sizes <= LONGEST))


def _add_heads(told: _Told) -> None:
    """Call running heads what stands between blank lines three times, twice of them amid a sentence, or counts on."""
    for number in counted(_numbered(told), np.concatenate([[0], np.cumsum(told.sizes)])):
        told.kinds[number] = "head"
    places: dict[tuple[int, str], list[int]] = {}
    for number in _alone(told).tolist():
        places.setdefault((int(told.texts[number]), _DIGIT.sub("0", told.words(number))), []).append(number)
    often = [numbers for numbers in places.values() if len(numbers) >= _FEWEST_HEADS]
    between = _between_halves(told, sorted(chain.from_iterable(often)))
    for numbers in often:
        if sum(number in between for number in numbers) > 1:
            told.kinds.update(dict.fromkeys(numbers, "head"))


def _numbered(told: _Told) -> Iterator[tuple[int, int, str]]:
    """The lines that may be the heads of pages, each with its text and words: three at least are alike but for numbers."""
    scan, lines = told.scan, told.scan.lines
    numbered = np.zeros(len(lines.starts), bool)
    numbered[np.searchsorted(lines.starts, scan.numbers, "right") - 1] = True
    last = lines.last_points[told.numbers]
    some = np.flatnonzero(numbered[told.numbers] & (told.sizes <= LONGEST_HEAD) & ~within(_STOPS, last))
    at = told.numbers[some]
    alike = repeated(told.texts[some], to_number(heads(lines, scan, at)), to_number(tails(lines, scan, at)), times=3)
    for line in some[alike].tolist():
        yield line, int(told.texts[line]), told.words(line)


def _alone(told: _Told) -> Array:
    """Short lines of running text between blank ones, three of them alike but for digits."""
    scan, lines = told.scan, told.scan.lines
    known = told.told()
    shut = (told.after_blank[:-1] | np.concatenate([[False], known[:-1]])) & (
        told.after_blank[1:] | np.concatenate([known[1:], [False]])
    )
    last = lines.last_points[told.numbers]
    some = np.flatnonzero(shut & ~known & (told.sizes >= 4) & (told.sizes <= _SHORT) & ~within(_OF_ENDS, last))
    at = told.numbers[some]
    words = (without_digits(heads(lines, scan, at)), without_digits(tails(lines, scan, at)))
    return some[repeated(told.texts[some], told.sizes[some], *words, times=_FEWEST_HEADS)]


def _between_halves(told: _Told, some: Sequence[int]) -> frozenset[int]:
    """Return which of some lines have halves of one sentence as the next lines of running text before and after them."""
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


def _reasons(told: _Told) -> dict[int, str]:
    """Return why lines are marked, now that the kinds of their neighbours are known."""
    between = _between_halves(told, [line for line, kind in sorted(told.kinds.items()) if kind == "number"])
    found = ((line, _reason(told, line, line in between)) for line in sorted(told.kinds))
    return {line: reason for line, reason in found if reason}


def _reason(told: _Told, line: int, between: bool) -> str | None:
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


def _stands_alone(told: _Told, line: int, sure: bool) -> bool:
    """Whether a line whose words tell what it is can be no part of a sentence that is broken at a width."""
    open_before = not (told.shut_before(line) or told.words(line - 1).endswith(_ENDS))
    open_after = not told.shut_after(line) and told.words(line + 1)[0].islower()
    if sure and told.words(line)[0].isupper():
        return open_before or not open_after
    return not open_before and not open_after


def _blocks(told: _Told, reasons: dict[int, str]) -> Iterator[tuple[int, int]]:
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


def _block(told: _Told, reasons: dict[int, str], first: int, end: int) -> Iterator[Mark]:
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


@cache
def _openings() -> Array:
    return _table(phrases.OPENINGS | _MENU_WORDS)


@cache
def _long_openings() -> Array:
    return _table(phrases.LONG_OPENINGS)


def _table(words: frozenset[str]) -> Array:
    """A table of where the first letters of words fall that are scattered over 65,536 places."""
    table = np.zeros(1 << 16, bool)
    forms = {form for one in words for form in (one, one.upper(), one.capitalize())}
    table[_place(np.array([word(form, _AFTER_WORD) for form in forms], np.uint64))] = True
    return table


def _place(words: Array) -> Array:
    return (words * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(48)


def _is_one_of(words: Array, table: Array) -> Array:
    found: Array = table[_place(words)]
    return found


def _worth_a_look(words: str) -> bool:
    first = words[0]
    if first in _SIGNS or len(words) < _TINY or (first.isdigit() and len(words) < _SHORT):
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
    low = words.casefold()
    told = low.rstrip(".…:!>»› ").replace("’", "'")
    if len(words) >= _SHORT_LINE and _is_plain(low, told):
        return None
    if told in phrases.SURE or words in ("###", "\\###") or _PLACED.fullmatch(words):
        return "sure"
    if len(words) <= _LONGEST_NUMBER:
        if phrases.PAGE.fullmatch(words):
            return "page"
        if phrases.NUMBER.fullmatch(words):
            return "number"
    if told in phrases.MENU:
        return "likely" if _bar(told) else "item"
    if _bar(told) or _menu(low) or _accounts(words):
        return "likely"
    return "likely" if _is_worded(words, low) and not tells(words) else None


def _is_plain(low: str, told: str) -> bool:
    """Whether a longer line has none of the words and signs that a kind takes; nearly all have none."""
    if not low.isascii() or low[:3] in _BY_OPENING or not low[0].isalpha() or low.startswith(("http", "www.")):
        return False
    if "cookie" in low or "reserved" in low or "copyright" in low or "(c)" in low or told in phrases.SURE:
        return False
    if "|" in low or ">" in low or "/" in low or "-" in low or "\t" in low:
        return False
    items = low.split()
    return items[0] not in phrases.BARS and phrases.MENU.isdisjoint(items) and told not in phrases.MENU


def _is_worded(words: str, low: str) -> bool:
    """Whether a line has a wording that tells; each is tried only where the letters or words that it needs are."""
    if not low.isascii():  # what patterns without case hold for an i
        low = words.replace("İ", "i").replace("ı", "i").casefold()
    for wording in _BY_OPENING.get(low[:3], ()):
        if wording(words):
            return True
    first = low[0]
    if (first.isdigit() and phrases.COUNTS.fullmatch(words)) or (first == "©" and phrases.LABELS.match(words)):
        return True
    if "©" in low or "(c)" in low or "copyright" in low or "all rights reserved" in low:
        return bool(phrases.COPYRIGHT.fullmatch(words) or ("cookie" in low and phrases.COOKIES.fullmatch(words)))
    return "cookie" in low and bool(phrases.COOKIES.fullmatch(words))


def _by_opening() -> dict[str, list[Callable[[str], re.Match[str] | None]]]:
    """What the first three letters of a line tell of the wordings that it may have."""
    told: dict[str, list[Callable[[str], re.Match[str] | None]]] = {}
    for wording, openings in (
        (phrases.COUNTS.fullmatch, "com sha vie lik rea rep est"),
        (phrases.SOURCE.fullmatch, "sou via"),
        (phrases.LABELS.match, "rea see wat lis als mor rel rec don tag fil cat pos top key nex pre pho pic ima med cre"),
        (phrases.LABELS.match, "cap sha fol lik fin joi"),
        (phrases.PROMPTS.fullmatch, "sig sub get ent joi fol lik sup cli dow don bec sta rec wan tap tha ple"),
    ):
        for opening in openings.split():
            told.setdefault(opening, []).append(wording)
    return {**told, "ap ": [phrases.LABELS.match]}


_BY_OPENING: Final = _by_opening()


def _bar(told: str) -> bool:
    words: list[str] = []
    for found in _WORD.finditer(told):
        if not found[0].isdigit():
            if found[0] not in phrases.BARS:
                return False
            words.append(found[0])
    return not phrases.BAR_HEADS.isdisjoint(words)


def _menu(low: str) -> bool:
    parted = _SEPARATOR.search(low) or not low.isascii()
    items = [item for item in _SEPARATED.split(low) if item] if parted else []
    if len(items) < 3:
        items = low.split()
    if len(items) < 3 or phrases.MENU.isdisjoint(items):
        return False
    return 3 * sum(item in phrases.MENU for item in items) >= 2 * len(items)


def _accounts(words: str) -> bool:
    first = words[0]
    begins = first in "#@hw" or not (first.isalnum() or first == "_")
    return begins and bool(phrases.ACCOUNTS.fullmatch(words)) and any(map(str.isalnum, words))
