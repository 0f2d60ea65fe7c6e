"""The wording of one sentence in; out what of it may tie it to its neighbours: words, names, dates, tense, persons."""

import re
from dataclasses import dataclass
from typing import Final

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
    words = _WORD.findall(wording)
    low = [word.lower() for word in words]
    stems = [word[:_STEM] for word in low if _says_something(word)]
    half = len(stems) // 2
    known = set(low)
    full, short = _names(words, low)
    return Content(
        stems=frozenset(stems),
        head=frozenset(stems[: max(half, 1)]),
        tail=frozenset(stems[half:]),
        definite=_after(low, _DEFINITE),
        indefinite=_after(low, _INDEFINITE),
        names=frozenset(
            word for word, lower in zip(words[1:], low[1:], strict=True) if word[0].isupper() and _says_something(lower)
        ),
        full_names=full,
        short_names=short,
        opener=low[0] if low else "",
        persons=(not known.isdisjoint(HE), not known.isdisjoint(SHE), not known.isdisjoint(THEY)),
        speaker=not known.isdisjoint(_SPEAKER),
        tense=_tense(low),
        years=tuple(int(year) for year in _YEAR.findall(wording)),
        months=tuple(_MONTHS[lower] for word, lower in zip(words, low, strict=True) if _is_month(word, lower)),
        days=_days(words, low),
        digits=any(word[0].isdigit() for word in words),
    )


def _says_something(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word not in _GRAMMAR


def _is_month(word: str, lower: str) -> bool:
    return lower in _MONTHS and word[0].isupper()


def _days(words: list[str], low: list[str]) -> tuple[int, ...]:
    """Days of the year, roughly (31 days a month), of ``3 May`` and ``May 3``."""
    days = []
    for at, (word, lower) in enumerate(zip(words, low, strict=True)):
        if _is_month(word, lower):
            beside = [words[near] for near in (at - 1, at + 1) if 0 <= near < len(words)]
            day = next((int(number) for number in beside if number.isdecimal() and len(number) <= 2), None)
            if day is not None:
                days.append(31 * _MONTHS[lower] + day)
    return tuple(days)


def _after(low: list[str], articles: frozenset[str]) -> frozenset[str]:
    """The stems of the two words after an article: its noun is mostly one of them."""
    return frozenset(
        word[:_STEM]
        for at, article in enumerate(low)
        if article in articles
        for word in low[at + 1 : at + 3]
        if _says_something(word)
    )


def _names(words: list[str], low: list[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The last words of names of several words, and the names of one word."""
    full, short, run = [], [], []
    for word, lower in [*zip(words, low, strict=True), ("", "")]:
        if word and word[0].isupper() and len(word) > 1 and lower not in _GRAMMAR and lower not in _DEFINITE:
            run.append(word)
            continue
        if len(run) > 1:
            full.append(run[-1])
        elif run:
            short.append(run[0])
        run = []
    return tuple(full), frozenset(short)


def _tense(low: list[str]) -> tuple[float, float, float]:
    """How much the verbs speak of the past, the present, the future or the possible; of length 1 where any does."""
    past = sum(word in _PAST or (word.endswith("ed") and len(word) > _FEWEST_LETTERS) for word in low)
    present = sum(word in _PRESENT for word in low)
    modal = sum(word in _MODAL for word in low)
    length = (past * past + present * present + modal * modal) ** 0.5
    return (past / length, present / length, modal / length) if length else (0.0, 0.0, 0.0)
