"""What the sentences of a text hold in; out, for every two of them, how likely the one is to follow the other."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from karabakh.flows.order.content import THING, Contents, Held
from karabakh.flows.order.senses import senses
from karabakh.flows.order.words import DIGITS, MAN, PEOPLE, REFERS, SPEAKER, WOMAN, Numbers

Grid = npt.NDArray[np.float64]
"""A number for every two sentences of each text: a row for each left one, a column for each right one."""


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
    """Return the grids of all signs, in the texts that the sentences make."""
    stems = _Shared(contents, contents.stems)
    rarity = 1 / np.maximum(stems.presence.sum(1, keepdims=True) - 1, 1)
    present, definite = stems.presence, stems.of(contents.definite)
    shared = _products(present * rarity, present)
    sentences = contents.texts * contents.size
    long = np.sqrt(contents.of_texts(np.bincount(contents.stems.sentence, minlength=sentences)) + 1)
    names = _Shared(contents, contents.names).presence
    bits, opener = contents.of_texts(contents.bits), contents.of_texts(contents.opener)
    man, woman, people, speaker, digits = ((bits & bit > 0) * 1.0 for bit in (MAN, WOMAN, PEOPLE, SPEAKER, DIGITS))
    is_named = contents.of_texts(np.bincount(contents.names.sentence, minlength=sentences)) > 0
    return Signs(
        senses(contents),
        shared / _outer(long, long),
        _products(stems.of(contents.tail) * rarity, stems.of(contents.head)),
        _products(present * np.sqrt(rarity), definite),
        _products(stems.of(contents.indefinite), definite),
        _products(names / np.maximum(names.sum(1, keepdims=True) - 1, 1), names),
        shared * (opener & REFERS > 0)[:, None],
        *_years(contents),
        *_months(contents),
        _tenses(contents),
        speaker[:, :, None] != speaker[:, None],
        np.maximum(_outer(man, man), _outer(woman, woman)),
        _outer(people, people),
        _outer(~is_named & (man == 0), opener & MAN > 0),
        digits[:, :, None] == digits[:, None],
    )


def _outer(left: Any, right: Any) -> Any:
    return left[:, :, None] * right[:, None]


def _products(left: Grid, right: Grid) -> Grid:
    """The products of all rows, some columns at a time: of more, the library's threads cost more than they save."""
    right = right.transpose(0, 2, 1)
    products: Grid = left[:, :, :_COLUMNS] @ right[:, :_COLUMNS]
    for first in range(_COLUMNS, left.shape[2], _COLUMNS):
        products += left[:, :, first : first + _COLUMNS] @ right[:, first : first + _COLUMNS]
    return products


class _Shared:
    """Which sentence, a row each, holds which thing that stands in two of its text at least, a column each."""

    def __init__(self, contents: Contents, held: Held) -> None:
        self._contents = contents
        things = np.sort(self._of_text(held))
        again = things[1:][things[1:] == things[:-1]]
        self._things = again[np.append(True, again[1:] != again[:-1])[: len(again)]]
        bounds = np.searchsorted(self._things >> THING, np.arange(contents.texts + 1))
        self._first, self._columns = bounds[:-1], int(np.diff(bounds).max())
        self.presence = self.of(held)

    def _of_text(self, held: Held) -> Numbers:
        things: Numbers = (held.sentence // self._contents.size << THING) | held.thing
        return things

    def of(self, held: Held) -> Grid:
        presence = np.zeros((self._contents.texts * self._contents.size, self._columns))
        if len(self._things):
            things = self._of_text(held)
            place = np.minimum(np.searchsorted(self._things, things), len(self._things) - 1)
            is_shared = self._things[place] == things
            sentence, place = held.sentence[is_shared], place[is_shared]
            presence[sentence, place - self._first[sentence // self._contents.size]] = 1
        found: Grid = self._contents.of_texts(presence)
        return found


def _years(contents: Contents) -> tuple[Any, Any, Any, Any]:
    first, last = np.zeros((2, contents.texts * contents.size))
    apart = np.zeros((contents.texts, contents.size, contents.size))
    for text, years in groupby(contents.years.items(), lambda item: item[0] // contents.size):
        _set_years(dict(years), contents.size, first, last, apart[text])
    first, last = contents.of_texts(first), contents.of_texts(last)
    both = _outer(last > 0, last > 0)
    later = (last[:, :, None] <= first[:, None]) & (last[:, None] > last[:, :, None])
    return (
        (both & (apart == 0)) * 1.0,
        (both & later) * 1.0,
        (both & (last[:, None] < last[:, :, None])) * 1.0,
        np.minimum(np.log1p(apart), _LONG_APART),
    )


def _set_years(held: Mapping[int, tuple[int, ...]], size: int, first: Grid, last: Grid, apart: Grid) -> None:
    """Set the years of the sentences of a text, and how far apart these are."""
    dated = list(held)
    first[dated] = list(map(min, held.values()))
    last[dated] = list(map(max, held.values()))
    # each row as long as the longest one: a year that is repeated is no nearer
    most = max(map(len, held.values()))
    every = np.array([years + years[:1] * (most - len(years)) for years in held.values()], float)
    within = np.array(dated) % size
    apart[np.ix_(within, within)] = np.abs(every[:, None, :, None] - every[:, None]).min((2, 3))


def _months(contents: Contents) -> tuple[Any, Any]:
    first, last = np.zeros((2, contents.texts * contents.size))
    sentence, month = contents.months
    first[sentence[::-1]] = month[::-1]
    last[sentence] = month
    first, last = contents.of_texts(first), contents.of_texts(last)
    both = _outer(last > 0, last > 0)
    left, right = last[:, :, None], first[:, None]
    return (both & (left == right)) * 1.0, (both & (left > right)) * 1.0


def _tenses(contents: Contents) -> Grid:
    tense = contents.of_texts(contents.tense)
    known = tense.any(2)
    return np.where(_outer(known, known), tense @ tense.transpose(0, 2, 1), _USUAL_TENSE)
