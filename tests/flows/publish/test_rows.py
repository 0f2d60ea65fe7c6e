"""Rows are cut into pieces of the sizes that are wanted, whatever the pieces they come in, and none is lost."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.publish import rows as rows_module
from karabakh.flows.publish.rows import batches, parts, regrouped, whole

SCHEMA = pa.schema([("n", pa.int32()), ("text", pa.string())])
SIZES = st.lists(st.integers(0, 7), max_size=8)


class Pieces:
    """Rows that come in pieces of some sizes."""

    def __init__(self, sizes):
        self.schema, self.num_rows = SCHEMA, sum(sizes)
        self._sizes = sizes

    def batches(self):
        begin = 0
        for size in self._sizes:
            numbers = range(begin, begin + size)
            yield pa.record_batch([pa.array(numbers, pa.int32()), pa.array(map(str, numbers))], schema=SCHEMA)
            begin += size


@settings(max_examples=25, deadline=None)
@given(SIZES, st.integers(1, 10))
def test_groups_have_the_size_that_is_wanted(sizes, wanted):
    groups = list(regrouped(Pieces(sizes).batches(), wanted, SCHEMA))
    assert [len(group) for group in groups[:-1]] == [wanted] * (len(groups) - 1)
    assert all(0 < len(group) <= wanted and group["n"].num_chunks == 1 for group in groups)
    assert [n for group in groups for n in group["n"].to_pylist()] == list(range(sum(sizes)))


@settings(max_examples=25, deadline=None)
@given(SIZES, st.integers(1, 10))
def test_parts_are_streams_of_the_size_that_is_wanted(sizes, wanted):
    found = [[n for batch in part for n in batch["n"].to_pylist()] for part in parts(Pieces(sizes).batches(), wanted)]
    assert found == [list(range(begin, min(begin + wanted, sum(sizes)))) for begin in range(0, sum(sizes), wanted)]


@settings(max_examples=25, deadline=None)
@given(SIZES)
def test_the_whole_is_the_same_in_memory_and_as_a_stream(sizes):
    table = whole(Pieces(sizes))
    assert table.schema == SCHEMA
    assert table["n"].to_pylist() == list(range(sum(sizes)))
    assert whole(table) is table
    assert pa.Table.from_batches(batches(table), SCHEMA).equals(table)


def test_a_part_reads_no_more_than_it_gives():
    read = []

    def stream():
        for batch in Pieces([2] * 5).batches():
            read.append(batch)
            yield batch

    first = next(iter(parts(stream(), 4)))
    assert [len(batch) for batch in first] == [2, 2]
    assert len(read) == 2


@pytest.mark.parametrize("most", [1, 3, 100])
def test_batches_have_one_size(monkeypatch, most):
    monkeypatch.setattr(rows_module, "BATCH_ROWS", most)
    sizes = [len(batch) for batch in batches(Pieces([5, 0, 1, 4]))]
    assert sizes == [min(most, 10 - begin) for begin in range(0, 10, most)]
