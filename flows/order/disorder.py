"""What the sentences of a text hold in; out how much speaks for their being out of order: a sum of weak signs.

A text is its own control. What sentences and the next ones are worth as pairs (see ``pairs``) is set against what all
pairs of the text are worth, so it does not matter how wordy, old or repetitive a text is.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from karabakh.flows.order.content import Contents, Held
from karabakh.flows.order.pairs import Grid, worth
from karabakh.flows.order.words import LEANS, Numbers

_USUAL: Final = 20
_LEAST_DATES: Final = 8
_IN_ORDER: Final = 3.0
_HIGHEST: Final = 0.97
_ROUNDS: Final = 4


class Evidence(NamedTuple):
    """Signs of order, each about 0 where the order is chance; the names are those of the weights.

    The first three are sums over the pairs of sentences one, two, and three or four apart of what these are worth
    above what is usual in the text, in its standard deviations, over 20 pairs. ``length`` is in 20 sentences.
    """

    next: float
    second: float
    third: float
    names: float
    things: float
    opener: float
    length: float


WEIGHTS = Evidence(
    next=-8.87,
    second=-6.57,
    third=-5.29,
    names=-0.68,
    things=-0.15,
    opener=-0.79,
    length=4.45,
)
INTERCEPT = -3.4


def score(contents: Contents) -> float:
    """Return how much speaks for the sentences being out of order: above 0 they are held to be so."""
    if _dated_in_order(contents):
        return -math.inf
    return INTERCEPT + sum(sign * weight for sign, weight in zip(evidence(contents), WEIGHTS, strict=True))


def evidence(contents: Contents) -> Evidence:
    """Return the signs that the sentences stand in order, of at least six sentences."""
    above = _above_usual(worth(contents))
    return Evidence(
        next=float(above.trace(1)) / _USUAL,
        second=float(above.trace(2)) / _USUAL,
        third=float(above.trace(3) + above.trace(4)) / 2 / _USUAL,
        names=_first(contents.full_names, contents.short_names),
        things=_first(
            contents.indefinite.without(contents.definite),
            contents.definite.without(contents.indefinite),
        ),
        opener=-float(contents.opener[0] & LEANS > 0),
        length=len(contents) / _USUAL,
    )


def _above_usual(grid: Grid) -> Grid:
    """What each pair is worth above what its two sentences are worth in any pair, in standard deviations.

    In whatever order, each sentence is once the left and once the right of two, so what it adds to all its pairs says
    nothing about order. The few highest worths are cut, so that one repeated sentence does not decide.
    """
    size = len(grid)
    pairs = ~np.eye(size, dtype=bool)
    values = np.where(pairs, np.minimum(grid, np.quantile(grid[pairs], _HIGHEST)), 0.0)
    right = np.zeros(size)
    for _ in range(_ROUNDS):
        left = ((values - right) * pairs).sum(1) / (size - 1)
        right = ((values - left[:, None]) * pairs).sum(0) / (size - 1)
    rest = np.where(pairs, values - left[:, None] - right, 0.0)
    deviation = math.sqrt(float((rest * rest).sum()) / (size * (size - 1)))
    return rest / (deviation or 1.0)


def _places(held: Held, things: Numbers) -> dict[int, list[int]]:
    """In which sentences, counted from 0, some of the things stand, which are in order."""
    places: dict[int, list[int]] = {thing: [] for thing in things.tolist()}
    if places:
        nearest = things[np.minimum(np.searchsorted(things, held.thing), len(things) - 1)]
        found = nearest == held.thing
        for sentence, thing in zip(held.sentence[found].tolist(), held.thing[found].tolist(), strict=True):
            places[thing].append(sentence)
    return places


def _first(full_form: Held, short_form: Held) -> float:
    """How often the full form comes before the short one, above chance, in standard deviations.

    A writer says ``Anna Smith`` before ``Smith``, ``a truce`` before ``the truce``.
    """
    both = np.array(sorted({*full_form.thing.tolist()}.intersection(short_form.thing.tolist())), np.int64)
    full, short = _places(full_form, both), _places(short_form, both)
    surplus = variance = 0.0
    for thing in full:
        others = [at for at in short[thing] if at not in full[thing]]
        if others:
            chance = len(full[thing]) / (len(full[thing]) + len(others))
            surplus += (full[thing][0] < others[0]) - chance
            variance += chance * (1 - chance)
    return surplus / math.sqrt(variance) if variance else 0.0


def _dated_in_order(contents: Contents) -> bool:
    """Whether years, or days within a year, run forward as no chance order does: a chronicle, however it is worded."""
    years = [years[0] for years in contents.years.values()]
    _, first = np.unique(contents.days.sentence, return_index=True)
    days = contents.days.thing[first].tolist()
    return any(len(dates) >= _LEAST_DATES and forward(dates) > _IN_ORDER for dates in (years, days))


def forward(values: Sequence[int]) -> float:
    """Kendall's test of order: how far pairs that go up outnumber those that go down, in standard deviations."""
    placed = np.array(values)
    surplus = int(np.triu(np.sign(placed - placed[:, None])).sum())
    ties = (values.count(value) for value in set(values))
    size = len(values)
    variance = (size * (size - 1) * (2 * size + 5) - sum(tie * (tie - 1) * (2 * tie + 5) for tie in ties)) / 18
    return surplus / math.sqrt(variance) if variance > 0 else 0.0
