"""What the sentences of a text hold in; out, for every two of them, how likely the one is to follow the other."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from karabakh.flows.order.content import DEFINITELY, HEAD, INDEFINITELY, TAIL, THING, TIES, Contents, Held
from karabakh.flows.order.senses import senses
from karabakh.flows.order.words import DIGITS, MAN, PEOPLE, REFERS, SPEAKER, WOMAN, Numbers

Grid = npt.NDArray[np.float64]
"""A number for every two sentences of each text: a row for each left one, a column for each right one."""


class Signs(NamedTuple):
    """What speaks for or against the right sentence following the left one: the weight of each sign."""

    sense: Any
    likeness: Any
    theme: Any
    definite: Any
    introduced: Any
    names: Any
    pointed: Any
    same_year: Any
    later_year: Any
    earlier_year: Any
    years_apart: Any
    same_month: Any
    earlier_month: Any
    tense: Any
    other_speaker: Any
    same_person: Any
    same_people: Any
    unknown_man: Any
    digits: Any


WEIGHTS = Signs(
    sense=1.53,
    likeness=5.4,
    theme=0.19,
    definite=0.25,
    introduced=0.41,
    names=0.03,
    pointed=0.16,
    same_year=0.43,
    later_year=1.45,
    earlier_year=0.3,
    years_apart=-0.59,
    same_month=0.19,
    earlier_month=-0.85,
    tense=0.19,
    other_speaker=-0.16,
    same_person=0.63,
    same_people=0.13,
    unknown_man=-2.25,
    digits=0.07,
)
_USUAL_TENSE: Final = 0.6
_LONG_APART: Final = 4.0
_MONTHS: Final = np.arange(1, 13)
_YEAR: Final = 12  # bits of a year
_FAR: Final = 1 << _YEAR
_MOST: Final = 1_000_000  # pairs that are looked at together


def worth(contents: Contents, weights: Signs = WEIGHTS) -> Grid:
    """Return what all signs that one sentence follows the other are worth; only differences mean something.

    What any two sentences may share is the product of what the one and the other are. Of what few sentences hold, the
    pairs that do hold it are counted.
    """
    size, sentences = contents.size, contents.texts * contents.size
    shared, others = np.zeros((2, sentences * size))
    for cells, alike, more in _same_stems(contents, weights):
        shared += np.bincount(cells, alike, len(shared))
        others += np.bincount(cells, more, len(shared))
    for cells, more in chain(_same_names(contents, weights), _years(contents, weights)):
        others += np.bincount(cells, more, len(shared))
    shared, others = (grid.reshape(contents.texts, size, size) for grid in (shared, others))
    long = 1 / np.sqrt(contents.of_texts(np.bincount(contents.stems.sentence, minlength=sentences)) + 1)
    refers = weights.pointed * (contents.of_texts(contents.opener) & REFERS > 0)
    shared *= weights.likeness * long[:, :, None] * long[:, None] + refers[:, None]
    left, right = _sides(contents, weights)
    total: Grid = left @ right.transpose(0, 2, 1)
    total += shared
    total += others
    return total


def _sides(contents: Contents, weights: Signs) -> tuple[Grid, Grid]:
    """Rows of numbers of each sentence as the left and as the right one, whose products are what a pair is worth."""
    sense, tense = senses(contents), contents.of_texts(contents.tense)
    bits, opener = contents.of_texts(contents.bits), contents.of_texts(contents.opener)
    named = np.bincount(contents.names.sentence, minlength=contents.texts * contents.size)
    man, woman, people = ((bits & bit > 0) * 1.0 for bit in (MAN, WOMAN, PEOPLE))
    speaker, digits = ((bits & bit > 0) - 0.5 for bit in (SPEAKER, DIGITS))
    known = tense.any(2) * 1.0
    unnamed = (contents.of_texts(named) == 0) & (man == 0)
    first, last = _months(contents)
    same = (first == _MONTHS) * weights.same_month + ((first > 0) & (first < _MONTHS)) * weights.earlier_month
    sides = (
        (weights.tense * -_USUAL_TENSE * known, known),
        (weights.other_speaker * -2 * speaker, speaker),
        (weights.digits * 2 * digits, digits),
        (weights.same_person * man, man),
        (weights.same_person * woman, woman),
        (-weights.same_person * man * woman, man * woman),
        (weights.same_people * people, people),
        (weights.unknown_man * unnamed, (opener & MAN > 0) * 1.0),
    )
    left, right = (np.stack(some, 2) for some in zip(*sides, strict=True))
    return (
        np.concatenate([weights.sense * sense, weights.tense * tense, left, last == _MONTHS], 2),
        np.concatenate([sense, tense, right, same], 2),
    )


def _months(contents: Contents) -> tuple[Grid, Grid]:
    """The first and the last month that each sentence names, or 0."""
    first, last = np.zeros((2, contents.texts * contents.size, 1))
    sentence, month = contents.months
    first[sentence[::-1], 0] = month[::-1]
    last[sentence, 0] = month
    return contents.of_texts(first), contents.of_texts(last)


class _Shared(NamedTuple):
    """Which sentences hold what stands in two of their text at least, by these things, and how they hold it.

    ``first`` and ``times`` say where the sentences that hold the same thing begin, and how many they are.
    """

    sentence: Numbers
    ties: Numbers
    first: Numbers
    times: Numbers


def _shared(held: Held, ties: Numbers, size: int) -> _Shared:
    """Return what is shared of that which sentences hold, each thing once."""
    far = size.bit_length()
    text, within = np.divmod(held.sentence, size)
    every = np.sort((((((text << THING) | held.thing) << far) | within) << TIES) | ties)
    things = every >> (far + TIES)
    again = things[1:] == things[:-1]
    is_shared = (np.append(again, False) | np.append(False, again))[: len(things)]
    every, things = every[is_shared], things[is_shared]
    starts = np.flatnonzero(np.append(True, things[1:] != things[:-1])[: len(things)])
    counts = np.diff(np.append(starts, len(things)))
    sentence = (things >> THING) * size + ((every >> TIES) & ((1 << far) - 1))
    return _Shared(sentence, every & ((1 << TIES) - 1), np.repeat(starts, counts), np.repeat(counts, counts))


def _pairs(first: Numbers, count: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the numbers of all, each with every one of those that begin at its first one, some at a time."""
    until = np.cumsum(count)
    begin = 0
    while begin < len(count):
        done = until[begin] - count[begin]
        end = max(int(np.searchsorted(until, done + _MOST, "right")), begin + 1)
        some = slice(begin, end)
        left = np.repeat(np.arange(begin, end), count[some])
        yield left, np.arange(done, until[end - 1]) - np.repeat(until[some] - count[some] - first[some], count[some])
        begin = end


def _same_stems(contents: Contents, weights: Signs) -> Iterator[tuple[Numbers, Grid, Grid]]:
    """Yield which pairs have a stem in common, how much that says, and what more it is worth by how it stands there."""
    held = _shared(contents.stems, contents.ties, contents.size)
    rarity = 1 / (held.times - 1)
    ends, begins = (held.ties & TAIL > 0) * rarity * weights.theme, (held.ties & HEAD > 0) * 1.0
    said = np.sqrt(rarity) * weights.definite + (held.ties & INDEFINITELY > 0) * weights.introduced
    definite, within = (held.ties & DEFINITELY > 0) * 1.0, held.sentence % contents.size
    before = held.sentence * contents.size
    for left, right in _pairs(held.first, held.times):
        more = ends[left] * begins[right] + said[left] * definite[right]
        yield before[left] + within[right], rarity[left], more


def _same_names(contents: Contents, weights: Signs) -> Iterator[tuple[Numbers, Grid]]:
    """Yield which pairs have names in common, and what that is worth."""
    names = contents.names
    held = _shared(names, np.zeros_like(names.thing), contents.size)
    rarity, within = weights.names / (held.times - 1), held.sentence % contents.size
    for left, right in _pairs(held.first, held.times):
        yield held.sentence[left] * contents.size + within[right], rarity[left]


def _years(contents: Contents, weights: Signs) -> Iterator[tuple[Numbers, Grid]]:
    """Yield which sentences are both dated, and what that is worth."""
    size = contents.size
    dates = np.sort(
        np.fromiter((said << _YEAR | year for said, years in contents.years.items() for year in {*years}), np.int64)
    )
    if not len(dates):
        return
    sentence = dates >> _YEAR
    dated, begins = np.unique(sentence, return_index=True)
    first = dates[begins] & (_FAR - 1)
    last = dates[np.append(begins[1:], len(dates)) - 1] & (_FAR - 1)
    ends = np.searchsorted(sentence, (dated // size + 1) * size)
    opens = np.searchsorted(sentence, dated // size * size)
    for left, right in _pairs(opens, ends - opens):
        apart = _nearest(dates, dated[left], dates[right] & (_FAR - 1))
        sides = np.flatnonzero(np.append(True, (np.diff(left) != 0) | (np.diff(sentence[right]) != 0)))
        apart, left, said = np.minimum.reduceat(apart, sides), left[sides], sentence[right[sides]]
        other = np.searchsorted(dated, said)
        worth = (
            weights.same_year * (apart == 0)
            + weights.later_year * ((last[left] <= first[other]) & (last[other] > last[left]))
            + weights.earlier_year * (last[other] < last[left])
            + weights.years_apart * np.minimum(np.log1p(apart), _LONG_APART)
        )
        yield dated[left] * size + said % size, worth


def _nearest(dates: Numbers, sentence: Numbers, year: Numbers) -> Numbers:
    """How far years are from the nearest one of a sentence; the dates are of sentences and years, in order."""
    asked = (sentence << _YEAR) | year
    place = np.searchsorted(dates, asked)
    after, before = dates[np.minimum(place, len(dates) - 1)], dates[np.maximum(place - 1, 0)]
    return np.minimum(
        np.where((after >> _YEAR == sentence) & (after >= asked), after - asked, _FAR),
        np.where((before >> _YEAR == sentence) & (before <= asked), asked - before, _FAR),
    )
