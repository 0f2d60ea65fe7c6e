"""What the sentences of a text hold in; out, for every two of them, how likely the one is to follow the other."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from karabakh.flows.order.content import HE, POINTERS, SHE, THEY, Content
from karabakh.flows.order.senses import senses

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
_NO_YEAR: Final = 0
_ANAPHORS: Final = POINTERS | HE | SHE | THEY


def worth(contents: Sequence[Content]) -> Grid:
    """Return what all signs that one sentence follows the other are worth; only differences mean something."""
    total: Grid = sum(grid * weight for grid, weight in zip(signs(contents), WEIGHTS, strict=True) if weight)
    return total


def signs(contents: Sequence[Content]) -> Signs:
    """Return the grids of all signs, in the text that the sentences make."""
    stems = _Held(held.stems for held in contents)
    rarity = 1 / np.maximum(stems.presence.sum(0) - 1, 1)
    present, definite = stems.presence, stems.of(held.definite for held in contents)
    shared = _products(present * rarity, present)
    size = np.sqrt([len(held.stems) + 1 for held in contents])
    names = _Held(held.names for held in contents).presence
    opens = _column(contents, lambda held: held.opener in _ANAPHORS)
    man, woman, people = np.array([held.persons for held in contents], float).T
    speaker = _column(contents, lambda held: held.speaker)
    digits = _column(contents, lambda held: held.digits)
    unnamed = _column(contents, lambda held: not held.names and not held.persons[0])
    return Signs(
        senses(contents),
        shared / np.outer(size, size),
        _products(stems.of(held.tail for held in contents) * rarity, stems.of(held.head for held in contents)),
        _products(present * np.sqrt(rarity), definite),
        _products(stems.of(held.indefinite for held in contents), definite),
        _products(names / np.maximum(names.sum(0) - 1, 1), names),
        shared * opens,
        *_years(contents),
        *_months(contents),
        _tenses(contents),
        speaker[:, None] != speaker,
        np.maximum(np.outer(man, man), np.outer(woman, woman)),
        np.outer(people, people),
        np.outer(unnamed, _column(contents, lambda held: held.opener in HE)),
        digits[:, None] == digits,
    )


def _products(left: Grid, right: Grid) -> Grid:
    """The products of all rows; small ones, for which a library's threads cost more than they save."""
    products: Grid = np.einsum("ik,jk->ij", left, right)
    return products


class _Held:
    """Which sentence, a row each, holds which thing that stands in two of them at least, a column each."""

    def __init__(self, things: Iterable[frozenset[str]]) -> None:
        rows = list(things)
        counted = Counter(thing for row in rows for thing in row)
        self._columns = {thing: at for at, thing in enumerate(sorted(key for key, n in counted.items() if n > 1))}
        self.presence = self.of(rows)

    def of(self, things: Iterable[frozenset[str]]) -> Grid:
        columns = [[self._columns[thing] for thing in row if thing in self._columns] for row in things]
        rows = np.repeat(np.arange(len(columns)), [len(row) for row in columns])
        presence = np.zeros((len(columns), len(self._columns)))
        presence[rows, np.fromiter(chain.from_iterable(columns), np.intp, len(rows))] = 1
        return presence


def _column(contents: Sequence[Content], told: Callable[[Content], bool]) -> Grid:
    return np.array([told(held) for held in contents], float)


def _years(contents: Sequence[Content]) -> tuple[Any, Any, Any, Any]:
    known = _column(contents, lambda held: bool(held.years))
    both = np.outer(known, known) > 0
    first = np.array([min(held.years, default=_NO_YEAR) for held in contents])
    last = np.array([max(held.years, default=_NO_YEAR) for held in contents])
    apart = np.zeros(both.shape)
    for left, right in np.argwhere(both):
        apart[left, right] = min(abs(one - other) for one in contents[left].years for other in contents[right].years)
    later = (last[:, None] <= first) & (last > last[:, None])
    return (
        (both & (apart == 0)) * 1.0,
        (both & later) * 1.0,
        (both & (last < last[:, None])) * 1.0,
        np.minimum(np.log1p(apart), _LONG_APART),
    )


def _months(contents: Sequence[Content]) -> tuple[Any, Any]:
    known = _column(contents, lambda held: bool(held.months))
    both = np.outer(known, known) > 0
    last = np.array([held.months[-1] if held.months else 0 for held in contents])
    first = np.array([held.months[0] if held.months else 0 for held in contents])
    return (both & (last[:, None] == first)) * 1.0, (both & (last[:, None] > first)) * 1.0


def _tenses(contents: Sequence[Content]) -> Grid:
    tenses = np.array([held.tense for held in contents])
    known = tenses.any(1)
    return np.where(np.outer(known, known), tenses @ tenses.T, _USUAL_TENSE)
