"""What the sentences of a text hold in; out how much speaks for their being out of order: a sum of weak signs.

A text is its own control. What sentences and the next ones are worth as pairs (see ``pairs``) is set against what all
pairs of the text are worth, so it does not matter how wordy, old or repetitive a text is.
"""

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from karabakh.flows.order.content import DEFINITELY, INDEFINITELY, THING, Contents, Held
from karabakh.flows.order.pairs import Grid, worth
from karabakh.flows.order.words import LEANS

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

    next: Any
    second: Any
    third: Any
    names: Any
    things: Any
    opener: Any
    length: Any


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


def score(contents: Contents) -> Any:
    """Return how much speaks for the sentences of each text being out of order: above 0 they are held to be so."""
    score = INTERCEPT + sum(sign * weight for sign, weight in zip(evidence(contents), WEIGHTS, strict=True))
    score[_dated_in_order(contents)] = -math.inf
    return score


def evidence(contents: Contents) -> Evidence:
    """Return the signs that the sentences stand in order, of texts of at least six sentences."""
    above = _above_usual(worth(contents))
    one, two, three, four = (above.trace(apart, 1, 2) / _USUAL for apart in range(1, 5))
    return Evidence(
        next=one,
        second=two,
        third=(three + four) / 2,
        names=_first(contents, contents.full_names, contents.short_names),
        things=_first(
            contents,
            _behind(contents, INDEFINITELY),
            _behind(contents, DEFINITELY),
        ),
        opener=(contents.of_texts(contents.opener)[:, 0] & LEANS > 0) * -1.0,
        length=np.full(contents.texts, contents.size / _USUAL),
    )


def _above_usual(grid: Grid) -> Grid:
    """What each pair is worth above what its two sentences are worth in any pair, in standard deviations.

    In whatever order, each sentence is once the left and once the right of two, so what it adds to all its pairs says
    nothing about order. The few highest worths are cut, so that one repeated sentence does not decide.
    """
    size = grid.shape[1]
    pairs = ~np.eye(size, dtype=bool)
    highest = np.quantile(grid[:, pairs], _HIGHEST, axis=1)
    values = np.where(pairs, np.minimum(grid, highest[:, None, None]), 0.0)
    rows, columns = values.sum(2), values.sum(1)
    right = np.zeros(rows.shape)
    for _ in range(_ROUNDS):
        left = (rows + right - right.sum(1, keepdims=True)) / (size - 1)
        right = (columns + left - left.sum(1, keepdims=True)) / (size - 1)
    rest = np.where(pairs, values - left[:, :, None] - right[:, None], 0.0)
    deviation = np.sqrt((rest * rest).sum((1, 2)) / (size * (size - 1)))
    above: Grid = rest / np.where(deviation > 0, deviation, 1.0)[:, None, None]
    return above


def _behind(contents: Contents, article: int) -> Held:
    """The stems that stand soon after this article, and not after the other one, in a sentence."""
    is_behind = contents.ties & (DEFINITELY | INDEFINITELY) == article
    return Held(*(column[is_behind] for column in contents.stems))


def _places(held: Held, size: int) -> dict[int, list[int]]:
    """In which sentences, counted from 0, each thing of each text stands."""
    places: dict[int, list[int]] = {}
    things = (held.sentence // size << THING) | held.thing
    for sentence, thing in zip(held.sentence.tolist(), things.tolist(), strict=True):
        places.setdefault(thing, []).append(sentence)
    return places


def _first(contents: Contents, full_form: Held, short_form: Held) -> Any:
    """How often the full form comes before the short one, above chance, in standard deviations.

    A writer says ``Anna Smith`` before ``Smith``, ``a truce`` before ``the truce``.
    """
    full, short = _places(full_form, contents.size), _places(short_form, contents.size)
    surplus, variance = np.zeros((2, contents.texts))
    for thing in full.keys() & short.keys():
        others = [at for at in short[thing] if at not in full[thing]]
        if others:
            chance = len(full[thing]) / (len(full[thing]) + len(others))
            surplus[thing >> THING] += (full[thing][0] < others[0]) - chance
            variance[thing >> THING] += chance * (1 - chance)
    return surplus / np.sqrt(np.where(variance > 0, variance, 1.0))


def _dated_in_order(contents: Contents) -> list[bool]:
    """Whether years, or days within a year, run forward as no chance order does: a chronicle, however it is worded."""
    years: list[list[int]] = [[] for _ in range(contents.texts)]
    days: list[list[int]] = [[] for _ in range(contents.texts)]
    for sentence, held in contents.years.items():
        years[sentence // contents.size].append(held[0])
    sentences, first = np.unique(contents.days.sentence, return_index=True)
    for text, day in zip((sentences // contents.size).tolist(), contents.days.thing[first].tolist(), strict=True):
        days[text].append(day)
    return [
        any(len(dates) >= _LEAST_DATES and forward(dates) > _IN_ORDER for dates in both)
        for both in zip(years, days, strict=True)
    ]


def forward(values: Sequence[int]) -> float:
    """Kendall's test of order: how far pairs that go up outnumber those that go down, in standard deviations."""
    placed = np.array(values)
    surplus = int(np.triu(np.sign(placed - placed[:, None])).sum())
    ties = (values.count(value) for value in set(values))
    size = len(values)
    variance = (size * (size - 1) * (2 * size + 5) - sum(tie * (tie - 1) * (2 * tie + 5) for tie in ties)) / 18
    return surplus / math.sqrt(variance) if variance > 0 else 0.0
