"""Words in; what is known of each by itself out: its stem, whether it is a name or a verb, of which time, a month."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

_STEM: Final = 6
_FEWEST_LETTERS: Final = 4
_LONG_NUMBER: Final = re.compile("[0-9]{4}")
_LONGEST: Final = 40
_MOST: Final = 1 << 16

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
_HE: Final = frozenset({"he", "him", "his", "himself"})
_SHE: Final = frozenset({"she", "her", "hers", "herself"})
_THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT: Final = frozenset({"it", "its", "itself"})
_POINTERS: Final = frozenset({"this", "these", "that", "those", "such"})
"""Words that, at the head of a sentence, point at something said before."""
_CONNECTIVES_WORDS: Final = """
    however but moreover furthermore therefore thus hence nevertheless nonetheless consequently instead yet
    besides additionally similarly likewise accordingly otherwise then later afterwards subsequently meanwhile
    thereafter afterward
"""
_CONNECTIVES: Final = frozenset(_CONNECTIVES_WORDS.split())
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

# What a word is, a bit each.
CAPITAL, NAMED, MAN, WOMAN, PEOPLE, THING, POINTER, CONNECTIVE, SPEAKER, DEFINITE, INDEFINITE, DIGITS, YEAR, UNCUT = (
    1 << bit for bit in range(14)
)
REFERS: Final = POINTER | MAN | WOMAN | PEOPLE
"""A word that, at the head of a sentence, points at something said before."""
LEANS: Final = REFERS | THING | CONNECTIVE
"""A word that, at the head of a sentence, leans on one before."""
PAST, PRESENT, MODAL = range(1, 4)

_LISTS: Final = (
    (_HE, MAN), (_SHE, WOMAN), (_THEY, PEOPLE), (_IT, THING), (_POINTERS, POINTER), (_CONNECTIVES, CONNECTIVE),
    (_SPEAKER, SPEAKER), (_DEFINITE, DEFINITE), (_INDEFINITE, INDEFINITE),
)  # fmt: skip


class _Numbered(dict[str, int]):
    """Numbers for strings, each the next one where it is first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class Vocabulary:
    """Words as numbers, with what is known of each: columns of arrays, which grow as words come.

    ``stems`` are the first six letters, in lower case, of words that say what a sentence is about.
    """

    def __init__(self) -> None:
        self.stems = _Numbered()
        self._words = _Numbered()
        self._rows: Numbers = np.zeros(0, np.int64)
        self._columns = np.zeros((5, 0), np.int64)

    def numbers(self, words: Iterable[str], count: int) -> Numbers:
        """Return the numbers of so many words."""
        return np.fromiter(map(self._words.__getitem__, words), np.int64, count)

    def columns(self, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
        """Return what is known of words, by their numbers.

        That is the stem or -1, the bits, the time of a verb or 0, the month or 0, a number of two digits or -1.
        """
        new = list(islice(self._words, self._columns.shape[1], None))
        if new:
            self._columns = np.concatenate([self._columns, np.array([self._row(word) for word in new]).T], axis=1)
        stem, bits, verb, month, number = (column[numbers] for column in self._columns)
        return stem, bits, verb, month, number

    def rows(self, table: Mapping[str, int]) -> Numbers:
        """Return the row of each stem in a table, which is always the same one; -1 where it has none."""
        if len(self._rows) < len(self.stems):
            more = [table.get(stem, -1) for stem in islice(self.stems, len(self._rows), None)]
            self._rows = np.concatenate([self._rows, more])
        return self._rows

    @property
    def is_full(self) -> bool:
        """Whether it holds so many words that a new one had better be begun."""
        return len(self._words) > _MOST

    def _row(self, written: str) -> tuple[int, int, int, int, int]:
        lower, capital = written.lower(), written[0].isupper()
        says_something = len(lower) >= _FEWEST_LETTERS and lower not in _GRAMMAR
        named = capital and len(written) > 1 and lower not in _GRAMMAR and lower not in _DEFINITE
        bits = CAPITAL * capital | NAMED * named | DIGITS * written[0].isdigit()
        bits |= YEAR * (len(written) >= _LONGEST or bool(_LONG_NUMBER.search(written)))
        bits |= UNCUT * (len(written) > _LONGEST)
        for words, bit in _LISTS:
            bits |= bit * (lower in words)
        return (
            self.stems[lower[:_STEM]] if says_something else -1,
            bits,
            _verb(lower),
            _MONTHS.get(lower, 0) if capital else 0,
            int(written) if written.isdecimal() and len(written) <= 2 else -1,
        )


def _verb(word: str) -> int:
    if word in _PAST or (word.endswith("ed") and len(word) > _FEWEST_LETTERS):
        return PAST
    return PRESENT if word in _PRESENT else MODAL if word in _MODAL else 0
