"""Which statements a page shows where it cannot show all: rich ones, some of every place, in a fixed order."""

from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.page.choice import Choice, spread

PLACES = 4
SAID = st.tuples(st.lists(st.integers(0, PLACES - 1), unique=True, max_size=3), st.booleans(), st.booleans())
SCHEMA = pa.schema(
    {
        "number": pa.int64(),
        "date_start": pa.date32(),
        "date_end": pa.date32(),
        "figure_ids": pa.list_(pa.string()),
    }
)


def chosen(
    said: list[tuple[list[int], bool, bool]], most: int, size: int = 1000, near: Any = (1, 0, 0, 0)
) -> list[int]:
    """Return the numbers of the statements that are chosen where they come so many at a time."""
    choice = Choice(np.array([50, 20, 5, 1]), np.array([1, 0, 0, 0]), most)
    for first in range(0, len(said), size):
        part = said[first : first + size]
        rows = [
            {"number": first + at, "date_start": 0 if dated else None, "figure_ids": ["f"] if counted else []}
            for at, (_, dated, counted) in enumerate(part)
        ]
        pairs = [(at, place) for at, (places, _, _) in enumerate(part) for place in places]
        at, places = (pa.array([pair[which] for pair in pairs], pa.int64()) for which in (0, 1))
        choice.add(pa.Table.from_pylist(rows, SCHEMA), at, places)
    assert choice.rows is not None
    numbers: list[int] = choice.rows["number"].to_pylist()
    return numbers


@settings(max_examples=60)
@given(st.lists(SAID, min_size=1, max_size=40), st.integers(1, 12), st.integers(1, 9))
def test_what_is_forgotten_on_the_way_would_never_be_chosen(said: Any, most: int, size: int) -> None:
    assert chosen(said, most, size) == chosen(said, len(said))[:most]


def test_every_place_gives_the_one_that_says_most_first() -> None:
    said = [([0], False, False), ([0], True, True), ([1], True, True), ([1], False, True), ([3], False, False)]
    assert set(chosen(said, 3)) == {1, 2, 4}


def test_then_those_come_that_say_most() -> None:
    bare, rich = ([1], False, False), ([1], True, True)
    said = [bare, rich, bare, rich, rich, bare]
    assert set(chosen(said, 3)) == {1, 3, 4}


def test_a_statement_belongs_to_the_place_that_is_named_least() -> None:
    said = [([0, 3], False, False), ([0], True, True), ([0, 1], False, False)]
    assert set(chosen(said, 3)) == {0, 1, 2}
    assert chosen([*said, ([3], True, True)], 3)[0] == 1
    assert 0 not in chosen([*said, ([3], True, True)], 3)


def test_a_place_that_writing_about_the_conflict_names_counts_as_one_thing_more() -> None:
    said = [([1], False, False), ([1], True, True), ([1, 0], True, True), ([1], True, True)]
    assert chosen(said, 1) == [2]


def test_those_that_say_as_much_are_spread() -> None:
    numbers = chosen([([1], True, False)] * 16, 4)
    assert sorted(numbers) == [0, 4, 8, 12]
    assert np.argsort(spread(np.arange(4))).tolist() == [0, 2, 1, 3]
