"""The wording of one sentence in; out what of it may tie it to its neighbours: words, names, dates, tense, persons."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]{1,40}")
_YEAR: Final = re.compile(r"(?<![\d.,])(?:1[0-9]|20)[0-9]{2}(?![\d,%])")
_STEM: Final = 6
_FEWEST_LETTERS: Final = 4

# Words of grammar of four letters and more: they say nothing about what a sentence is about.
_GRAMMAR_WORDS: Final = """
    about above after again against also although among another around because been before being below between
    both came come could does doing down during each either else even ever every from further gave give given gone
    have having here hers herself himself into itself just less like made make many might more moreover most much
    must myself neither never nevertheless only other others ours ourselves over same shall should since some such
    than that their theirs them themselves then there therefore these they this those though through thus together
    toward towards under until upon used very well went were what when where whereas whether which while whom
    whose will with within without would your yours
"""
_GRAMMAR: Final = frozenset(_GRAMMAR_WORDS.split())
HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
POINTERS: Final = frozenset({"this", "these", "that", "those", "such"})
"""Words that, at the head of a sentence, point at something said before."""
_CONNECTIVES_WORDS: Final = """
    however but moreover furthermore therefore thus hence nevertheless nonetheless consequently instead yet
    besides additionally similarly likewise accordingly otherwise then later afterwards subsequently meanwhile
    thereafter afterward
"""
CONNECTIVES: Final = frozenset(_CONNECTIVES_WORDS.split())
_SPEAKER: Final = frozenset({"i", "we", "us", "our", "me", "my", "ours", "ourselves", "myself"})
_DEFINITE: Final = frozenset({"the", "this", "these", "those", "such", "that"})
_INDEFINITE: Final = frozenset({"a", "an"})
_PAST_WORDS: Final = """
    was were had did became began came went took made gave said led left fell fought held won lost sent met rose
    broke brought kept found saw ran drove wrote told chose bought thought sought drew grew knew threw spoke built
"""
_PAST: Final = frozenset(_PAST_WORDS.split())
_PRESENT: Final = frozenset({"is", "are", "has", "have", "does", "do", "am"})
_MODAL: Final = frozenset({"will", "shall", "would", "must", "should", "can", "could", "may", "might", "cannot"})
_MONTH_NAMES: Final = "january february march april may june july august september october november december"
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}


@dataclass(frozen=True, slots=True)
class Content:
    """What a sentence holds; stems are the first six letters of words, in lower case."""

    stems: frozenset[str]
    head: frozenset[str]
    tail: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    names: frozenset[str]
    full_names: tuple[str, ...]
    short_names: frozenset[str]
    opener: str
    persons: tuple[bool, bool, bool]
    speaker: bool
    tense: tuple[float, float, float]
    years: tuple[int, ...]
    months: tuple[int, ...]
    days: tuple[int, ...]
    digits: bool


def content(wording: str) -> Content:
    """Return what the sentence ``wording`` holds.

    >>> held = content("A truce was signed by Anna Smith in May 1994.")
    >>> sorted(held.stems), held.full_names, held.years, held.opener
    (['1994', 'anna', 'signed', 'smith', 'truce'], ('Smith',), (1994,), 'a')
    """
    words = [_word(found) for found in _WORD.findall(wording)]
    low = [word.lower for word in words]
    stems = [word.stem for word in words if word.stem]
    half = len(stems) // 2
    known = set(low)
    full, short = _names(words)
    return Content(
        stems=frozenset(stems),
        head=frozenset(stems[: max(half, 1)]),
        tail=frozenset(stems[half:]),
        definite=_after(words, low, _DEFINITE),
        indefinite=_after(words, low, _INDEFINITE),
        names=frozenset(word.written for word in words[1:] if word.capital and word.stem),
        full_names=full,
        short_names=short,
        opener=low[0] if low else "",
        persons=(not known.isdisjoint(HE), not known.isdisjoint(SHE), not known.isdisjoint(THEY)),
        speaker=not known.isdisjoint(_SPEAKER),
        tense=_tense([word.verb for word in words]),
        years=tuple(map(int, _YEAR.findall(wording))),
        months=tuple(word.month for word in words if word.month),
        days=_days(words),
        digits=any(word.written[0].isdigit() for word in words),
    )


class _Word(NamedTuple):
    """What is known of a word by itself; ``stem``: empty where it says nothing of what a sentence is about."""

    written: str
    lower: str
    stem: str
    capital: bool
    named: bool
    verb: str
    month: int


@lru_cache(maxsize=1 << 14)
def _word(written: str) -> _Word:
    lower, capital = written.lower(), written[0].isupper()
    says_something = len(lower) >= _FEWEST_LETTERS and lower not in _GRAMMAR
    named = capital and len(written) > 1 and lower not in _GRAMMAR and lower not in _DEFINITE
    month = _MONTHS.get(lower, 0) if capital else 0
    return _Word(written, lower, lower[:_STEM] if says_something else "", capital, named, _verb(lower), month)


def _verb(word: str) -> str:
    if word in _PAST or (word.endswith("ed") and len(word) > _FEWEST_LETTERS):
        return "past"
    return "present" if word in _PRESENT else "modal" if word in _MODAL else ""


def _days(words: list[_Word]) -> tuple[int, ...]:
    """Days of the year, roughly (31 days a month), of ``3 May`` and ``May 3``."""
    days = []
    for at, word in enumerate(words):
        if word.month:
            beside = [words[near].written for near in (at - 1, at + 1) if 0 <= near < len(words)]
            day = next((int(number) for number in beside if number.isdecimal() and len(number) <= 2), None)
            if day is not None:
                days.append(31 * word.month + day)
    return tuple(days)


def _after(words: list[_Word], low: list[str], articles: frozenset[str]) -> frozenset[str]:
    """The stems of the two words after an article: its noun is mostly one of them."""
    places = (at for at, word in enumerate(low) if word in articles)
    return frozenset(word.stem for at in places for word in words[at + 1 : at + 3] if word.stem)


def _names(words: list[_Word]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The last words of names of several words, and the names of one word."""
    full, short = [], []
    for named, run in groupby(words, attrgetter("named")):
        if named:
            first, *others = run
            if others:
                full.append(others[-1].written)
            else:
                short.append(first.written)
    return tuple(full), frozenset(short)


def _tense(verbs: list[str]) -> tuple[float, float, float]:
    """How much the verbs speak of the past, the present, the future or the possible; of length 1 where any does."""
    past, present, modal = verbs.count("past"), verbs.count("present"), verbs.count("modal")
    length = (past * past + present * present + modal * modal) ** 0.5
    return (past / length, present / length, modal / length) if length else (0.0, 0.0, 0.0)
