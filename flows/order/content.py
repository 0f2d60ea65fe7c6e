"""The wordings of the sentences of texts in; out what of them may tie them to each other.

These are words, names, dates, tense and persons. The words of many texts are looked at together, as arrays.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from karabakh.flows.order.words import (
    CAPITAL,
    DEFINITE,
    INDEFINITE,
    MODAL,
    NAMED,
    PAST,
    PRESENT,
    UNCUT,
    YEAR,
    Numbers,
    Vocabulary,
)

_WORD: Final = re.compile(r"[^\W_]{1,40}")
_APART: Final = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))
_YEAR: Final = re.compile(r"(?<![\d.,])(?:1[0-9]|20)[0-9]{2}(?![\d,%])")
_DAYS: Final = 31
THING: Final = 32  # bits of a thing, before which its sentence stands

HEAD, TAIL, DEFINITELY, INDEFINITELY = (1 << bit for bit in range(4))
"""How a stem stands in a sentence: in its first half, in its second, soon after ``the``, soon after ``a``."""
TIES: Final = 4  # bits of these

_vocabularies: Final = [Vocabulary()]


class Held(NamedTuple):
    """Which sentences hold which things: the numbers of a sentence and of a thing, as often as the one holds the other.

    They stand in the order of the sentences.
    """

    sentence: Numbers
    thing: Numbers

    def once(self) -> "Held":
        """Return the same with each thing once in a sentence, in order."""
        both = np.sort((self.sentence << THING) | self.thing)
        both = both[np.append(True, both[1:] != both[:-1])[: len(both)]]
        return Held(both >> THING, both & ((1 << THING) - 1))


@dataclass(frozen=True, slots=True)
class Contents:
    """What the sentences of some texts of equal length hold; the sentences are counted through all texts.

    Stems are the first six letters of words, in lower case, by their numbers in the vocabulary, and names are words.
    ``ties`` are the bits of how each stem stands in its sentence, in any place.
    ``opener`` are the bits (see ``words``) of the first word of each sentence, and ``bits`` those of any of its words.
    """

    texts: int
    size: int
    vocabulary: Vocabulary
    stems: Held
    ties: Numbers
    names: Held
    full_names: Held
    short_names: Held
    opener: Numbers
    bits: Numbers
    tense: npt.NDArray[np.float64]
    years: dict[int, tuple[int, ...]]
    months: Held
    days: Held

    def of_texts(self, column: Any) -> Any:
        """Return what is known of each sentence, a row a text."""
        return column.reshape(self.texts, self.size, *column.shape[1:])


def contents(texts: Sequence[Sequence[str]]) -> Contents:
    """Return what the sentences of texts hold, which are all of the same length.

    >>> held = contents([["A truce was signed by Anna Smith in May 1994."]])
    >>> stems = list(held.vocabulary.stems)
    >>> sorted(stems[number] for number in held.stems.thing), held.years, held.months.thing.tolist()
    (['1994', 'anna', 'signed', 'smith', 'truce'], {0: (1994,)}, [5])
    """
    if _vocabularies[0].is_full:
        _vocabularies[0] = Vocabulary()
    return _Words(texts, _vocabularies[0]).contents(len(texts))


def _words(wording: str) -> list[str]:
    """The words of a sentence; of one in ASCII in a quicker way, which cuts none that is too long."""
    if wording.isascii():
        return wording.encode().translate(_APART).decode().split()
    return _WORD.findall(wording)


class _Words:
    """The words of the sentences of texts, one behind the other."""

    def __init__(self, texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> None:
        self._texts = texts
        self._wordings = list(chain.from_iterable(texts))
        self._vocabulary = vocabulary
        self._look(_words)
        if (self._bits & UNCUT).any():
            self._look(_WORD.findall)

    def _look(self, words: Callable[[str], list[str]]) -> None:
        counts, numbers = [], []
        for wordings in self._texts:  # one by one, so that their words are still at hand when they are looked up
            said = list(map(words, wordings))
            counts.append(np.fromiter(map(len, said), np.int64, len(said)))
            numbers.append(self._vocabulary.numbers(chain.from_iterable(said), int(counts[-1].sum())))
        self._counts, self._word = np.concatenate(counts), np.concatenate(numbers)
        self._starts = np.cumsum(self._counts) - self._counts
        self._sentence = np.repeat(np.arange(len(self._counts)), self._counts)
        self._stem, self._bits, self._verb, self._month, self._number = self._vocabulary.columns(self._word)

    def contents(self, texts: int) -> Contents:
        stems, ties = self._stems()
        opens = self._starts[self._counts > 0]
        opener, bits = np.zeros((2, len(self._counts)), np.int64)
        if len(opens):
            opener[self._counts > 0] = self._bits[opens]
            bits[self._counts > 0] = np.bitwise_or.reduceat(self._bits, opens)
        is_name = (self._bits & CAPITAL > 0) & (self._stem >= 0)
        is_name[opens] = False
        full, short = self._names()
        return Contents(
            texts,
            len(self._counts) // texts,
            self._vocabulary,
            stems,
            ties,
            Held(self._sentence[is_name], self._word[is_name]).once(),
            full.once(),
            short.once(),
            opener,
            bits,
            self._tense(),
            dict(self._years(bits)),
            Held(self._sentence[self._month > 0], self._month[self._month > 0]),
            self._days(),
        )

    def _stems(self) -> tuple[Held, Numbers]:
        """The stems of sentences, each once and in order, and how they stand there."""
        article = np.zeros(len(self._stem), np.int64)
        for bit, tie in ((DEFINITE, DEFINITELY), (INDEFINITE, INDEFINITELY)):
            at = np.flatnonzero(self._bits & bit)
            for far in (1, 2):  # its noun is mostly one of the two words behind it
                article[self._beside(at, far)] |= tie
        stemmed = np.flatnonzero(self._stem >= 0)
        sentence = self._sentence[stemmed]
        counts = np.bincount(sentence, minlength=len(self._counts))
        half = (counts // 2)[sentence]
        rank = np.arange(len(stemmed)) - (np.cumsum(counts) - counts)[sentence]
        ties = article[stemmed] | HEAD * (rank < np.maximum(half, 1)) | TAIL * (rank >= half)
        both = np.sort((((sentence << THING) | self._stem[stemmed]) << TIES) | ties)
        if not len(both):
            return Held(both, both), both
        held = both >> TIES
        first = np.flatnonzero(np.append(True, held[1:] != held[:-1]))
        held, ties = held[first], np.bitwise_or.reduceat(both & ((1 << TIES) - 1), first)
        return Held(held >> THING, held & ((1 << THING) - 1)), ties

    def _beside(self, at: Numbers, far: int) -> Numbers:
        """The places so far from others, but for those in another sentence."""
        beside = at + far
        inside = (beside >= 0) & (beside < len(self._word))
        beside, at = beside[inside], at[inside]
        found: Numbers = beside[self._sentence[beside] == self._sentence[at]]
        return found

    def _names(self) -> tuple[Held, Held]:
        """The last words of names of several words, and the names of one word."""
        named = np.flatnonzero(self._bits & NAMED)
        apart = np.append(True, (np.diff(named) > 1) | (np.diff(self._sentence[named]) > 0))
        first = np.flatnonzero(apart[: len(named)])
        last = np.append(first[1:], len(named))[: len(first)] - 1
        ends, is_full = named[last], last > first
        full, short = (Held(self._sentence[some], self._word[some]) for some in (ends[is_full], ends[~is_full]))
        return full, short

    def _tense(self) -> npt.NDArray[np.float64]:
        """How much the verbs speak of the past, the present, the possible; of length 1 where any does."""
        counts = np.array(
            [
                np.bincount(self._sentence[self._verb == time], minlength=len(self._counts))
                for time in (PAST, PRESENT, MODAL)
            ],
            float,
        )
        tense: npt.NDArray[np.float64] = (counts / np.maximum(np.sqrt((counts * counts).sum(0)), 1.0)).T
        return tense

    def _years(self, bits: Numbers) -> Iterator[tuple[int, tuple[int, ...]]]:
        for number in np.flatnonzero(bits & YEAR).tolist():
            years = tuple(map(int, _YEAR.findall(self._wordings[number])))
            if years:
                yield number, years

    def _days(self) -> Held:
        """Days of the year, roughly (31 days a month), of ``3 May`` and ``May 3``."""
        at = np.flatnonzero(self._month)
        day = np.full(len(at), -1)
        for far in (1, -1):
            beside = np.clip(at + far, 0, max(len(self._word) - 1, 0))
            is_day = (self._sentence[beside] == self._sentence[at]) & (beside != at) & (self._number[beside] >= 0)
            day = np.where(is_day, self._number[beside], day)
        at, day = at[day >= 0], day[day >= 0]
        return Held(self._sentence[at], _DAYS * self._month[at] + day)
