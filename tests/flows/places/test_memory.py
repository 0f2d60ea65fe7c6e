"""What is remembered under a pair of numbers is what was said of that pair, or is forgotten."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.places.memory import MISSING, Memory, Rows

numbers = st.integers(0, 2**64 - 1) | st.integers(0, 9)
pairs = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=40)


def columns(some: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    heads, tails = np.array(some, np.uint64).T
    return heads, tails


@given(st.lists(pairs, max_size=8))
def test_a_memory_says_of_no_pair_what_was_said_of_another(batches: list[list[tuple[int, int]]]) -> None:
    memory, said = Memory(3), dict[tuple[int, int], int]()
    for batch in batches:
        answers = memory.learn(*columns(batch), lambda number, batch=batch: said.setdefault(batch[number], len(said)))
        assert answers.tolist() == [said[pair] for pair in batch]
        for pair, found in zip(batch, memory.find(*columns(batch)).tolist(), strict=True):
            assert found in {said[pair], MISSING}


def test_two_pairs_of_one_place_are_both_remembered() -> None:
    memory, asked = Memory(1), []
    for pair in [(1, 2), (3, 4), (1, 2), (3, 4)]:
        memory.learn(*columns([pair]), lambda _, pair=pair: asked.append(pair) or 0)
    assert asked == [(1, 2), (3, 4)]


def test_rows_are_looked_up_however_many_were_added() -> None:
    rows = Rows(2)
    for number in range(3_000):
        rows.add(number, number % 7)
    one, other = rows.columns(np.array([2_999, 0, 1_024]))
    assert one.tolist() == [2_999, 0, 1_024]
    assert other.tolist() == [3, 0, 2]
