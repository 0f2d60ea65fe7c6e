"""What the sentences of a text hold in; out, for every two of them, how likely the one is to follow the other."""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from karabakh.flows.order.content import Contents, Held
from karabakh.flows.order.senses import senses
from karabakh.flows.order.words import DIGITS, MAN, PEOPLE, REFERS, SPEAKER, WOMAN

Grid = npt.NDArray[np.float64]
"""A number for every two sentences: a row for each left one, a column for each right one."""


class Signs(NamedTuple):
    """What speaks for or against the right sentence following the left one, each a grid or a weight."""

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
_COLUMNS: Final = 64


def worth(contents: Contents) -> Grid:
    """Return what all signs that one sentence follows the other are worth; only differences mean something."""
    total: Grid = sum(grid * weight for grid, weight in zip(signs(contents), WEIGHTS, strict=True) if weight)
    return total


def signs(contents: Contents) -> Signs:
    """Return the grids of all signs, in the text that the sentences make."""
    size = len(contents)
    stems = _Shared(contents.stems, size)
    rarity = 1 / np.maximum(stems.presence.sum(0) - 1, 1)
    present, definite = stems.presence, stems.of(contents.definite)
    shared = _products(present * rarity, present)
    long = np.sqrt(np.bincount(contents.stems.sentence, minlength=size) + 1)
    names = _Shared(contents.names, size).presence
    opens = (contents.opener & REFERS > 0) * 1.0
    man, woman, people, speaker, digits = (
        (contents.bits & bit > 0) * 1.0 for bit in (MAN, WOMAN, PEOPLE, SPEAKER, DIGITS)
    )
    unnamed = (np.bincount(contents.names.sentence, minlength=size) == 0) & (man == 0)
    return Signs(
        senses(contents),
        shared / np.outer(long, long),
        _products(stems.of(contents.tail) * rarity, stems.of(contents.head)),
        _products(present * np.sqrt(rarity), definite),
        _products(stems.of(contents.indefinite), definite),
        _products(names / np.maximum(names.sum(0) - 1, 1), names),
        shared * opens,
        *_years(contents),
        *_months(contents),
        _tenses(contents),
        speaker[:, None] != speaker,
        np.maximum(np.outer(man, man), np.outer(woman, woman)),
        np.outer(people, people),
        np.outer(unnamed, (contents.opener & MAN > 0) * 1.0),
        digits[:, None] == digits,
    )


def _products(left: Grid, right: Grid) -> Grid:
    """The products of all rows, some columns at a time: of more, the library's threads cost more than they save."""
    products: Grid = left[:, :_COLUMNS] @ right[:, :_COLUMNS].T
    for first in range(_COLUMNS, left.shape[1], _COLUMNS):
        products += left[:, first : first + _COLUMNS] @ right[:, first : first + _COLUMNS].T
    return products


class _Shared:
    """Which sentence, a row each, holds which thing that stands in two of them at least, a column each."""

    def __init__(self, held: Held, size: int) -> None:
        things = np.sort(held.thing)
        again = things[1:][things[1:] == things[:-1]]
        self._things = again[np.append(True, again[1:] != again[:-1])[: len(again)]]
        self._size = size
        self.presence = self.of(held)

    def of(self, held: Held) -> Grid:
        presence = np.zeros((self._size, len(self._things)))
        if len(self._things):
            column = np.minimum(np.searchsorted(self._things, held.thing), len(self._things) - 1)
            is_shared = self._things[column] == held.thing
            presence[held.sentence[is_shared], column[is_shared]] = 1
        return presence


def _years(contents: Contents) -> tuple[Grid, Grid, Grid, Grid]:
    size, dated = len(contents), list(contents.years)
    first, last, apart = np.zeros(size), np.zeros(size), np.zeros((size, size))
    first[dated] = [min(years) for years in contents.years.values()]
    last[dated] = [max(years) for years in contents.years.values()]
    # each row as long as the longest one: a year that is repeated is no nearer
    most = max(map(len, contents.years.values()), default=0)
    every = np.array([years + years[:1] * (most - len(years)) for years in contents.years.values()], float)
    if dated:
        apart[np.ix_(dated, dated)] = np.abs(every[:, None, :, None] - every[:, None]).min((2, 3))
    both = np.outer(last > 0, last > 0)
    later = (last[:, None] <= first) & (last > last[:, None])
    return (
        (both & (apart == 0)) * 1.0,
        (both & later) * 1.0,
        (both & (last < last[:, None])) * 1.0,
        np.minimum(np.log1p(apart), _LONG_APART),
    )


def _months(contents: Contents) -> tuple[Grid, Grid]:
    first, last = np.zeros((2, len(contents)))
    sentence, month = contents.months
    first[sentence[::-1]] = month[::-1]
    last[sentence] = month
    both = np.outer(last > 0, last > 0)
    return (both & (last[:, None] == first)) * 1.0, (both & (last[:, None] > first)) * 1.0


def _tenses(contents: Contents) -> Grid:
    known = contents.tense.any(1)
    return np.where(np.outer(known, known), contents.tense @ contents.tense.T, _USUAL_TENSE)
