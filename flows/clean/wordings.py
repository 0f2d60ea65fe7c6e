"""The words of a line in; what it is by its wording, if no running text, out: sure, likely, item, number or page."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np

from karabakh.flows.clean import phrases
from karabakh.flows.clean.eights import first_words, of_words
from karabakh.flows.clean.scan import Array, Scan
from karabakh.flows.clean.stories import tells

_MENU_WORDS: Final = frozenset(item.split()[0] for item in phrases.MENU)
SIGNS: Final = frozenset("©#@|\\[<(-–—>•»›")
_SEPARATED: Final = re.compile(r"\s*[|•·›»>]\s*|\s[/–-]\s|\t|\s{2,}")
_SEPARATOR: Final = re.compile("[|>\t/-]")
_WORD: Final = re.compile(r"[\w-]+")
_PLACED: Final = re.compile(r"\[ad_[0-9]{1,2}\]")
SHORT: Final = 80
SHORT_LINE: Final = 45
TINY: Final = 8
_LONGEST_NUMBER: Final = 30
_AFTER_WORD: Final = b" \n:.,"


def kind_of(words: str) -> str | None:
    """Return what a line is by its wording: sure; likely, item, number (its neighbours must agree); page; None: text.

    >>> kind_of("Skip to main content"), kind_of("Home"), kind_of("They left Agdam.")
    ('sure', 'item', None)
    """
    return _kind(words) if _worth_a_look(words) else None


def opens_like_some(scan: Scan, first: Array, sizes: Array) -> Array:
    """Say of lines, by where they begin and how long they are, whether they may begin with a word of a wording."""
    words = first_words(scan, first, _AFTER_WORD)
    found: Array = np.where(sizes < SHORT_LINE, _openings()[_place(words)], _long_openings()[_place(words)])
    return found


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
    table[_place(of_words(list(forms), _AFTER_WORD))] = True
    return table


def _place(words: Array) -> Array:
    place: Array = (words * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(48)
    return place


def _worth_a_look(words: str) -> bool:
    first = words[0]
    if first in SIGNS or len(words) < TINY or (first.isdigit() and len(words) < SHORT):
        return True
    word = words.partition(" ")[0].rstrip(":.,").casefold()
    if len(words) < SHORT_LINE:
        if word in phrases.OPENINGS or (word in _MENU_WORDS and words.casefold() in phrases.MENU):
            return True
    elif word in phrases.LONG_OPENINGS:
        return True
    return words[-1] == "." and words[-9:].casefold() == "reserved."


def _kind(words: str) -> str | None:
    if "  " in words:
        words = " ".join(words.split())
    low = words.casefold()
    told = low.rstrip(".…:!>»› ").replace("’", "'")
    if len(words) >= SHORT_LINE and _is_plain(low, told):
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
        (
            phrases.LABELS.match,
            "rea see wat lis als mor rel rec don tag fil cat pos top key nex pre pho pic ima med cre",
        ),
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
