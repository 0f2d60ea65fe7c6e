"""Sorted streams are merged into one that is sorted, and cut so that what has one key comes together."""

from contextlib import contextmanager
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.publish import rows as rows_module
from karabakh.flows.publish.merge import Merged, aligned
from karabakh.flows.publish.order import key_at, rises, rows_until, sort_indices, stays
from karabakh.flows.publish.runs import ArrowRows, sorted_runs

SCHEMA = pa.schema([("name", pa.string()), ("at", pa.int32()), ("from", pa.int32())])
KEY = ("name", "at")
NAMES = st.none() | st.sampled_from(["", "a", "a|", "B", "ə", "Ş", "\U0001d11e", "\uffff"])
ROWS = st.lists(st.tuples(NAMES, st.none() | st.integers(-2, 3)), max_size=12)
STREAMS = st.lists(ROWS, min_size=1, max_size=4)
SIZES = st.integers(1, 5)


@contextmanager
def blocks(size):
    """As if so many rows were as much as memory takes at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "BATCH_ROWS", size)
        yield


class Stream:
    """Sorted rows, one a batch; it counts how many have been read."""

    def __init__(self, rows, number=0):
        names, ats = zip(*rows, strict=True) if rows else ((), ())
        columns = [pa.array(names, pa.string()), pa.array(ats, pa.int32()), pa.array([number] * len(rows), pa.int32())]
        table = pa.table(columns, schema=SCHEMA)
        self.table = table.take(sort_indices(table, KEY))
        self.schema, self.num_rows, self.read = SCHEMA, len(rows), 0

    def batches(self):
        for batch in self.table.to_batches(max_chunksize=1):
            self.read += 1
            yield batch


def order(row):
    """The order of Python: null first, texts by code point."""
    return [(row[name] is not None, row[name]) for name in KEY]


def expected(streams):
    return sorted((row for stream in streams for row in stream.table.to_pylist()), key=order)


@settings(max_examples=25, deadline=None)
@given(STREAMS, SIZES)
def test_a_merge_of_sorted_runs_is_what_sorting_gives(drawn, size):
    streams = [Stream(rows, number) for number, rows in enumerate(drawn)]
    merged = Merged(tuple(streams), KEY, SCHEMA)
    with blocks(size):
        rows = pa.Table.from_batches(merged.batches(), SCHEMA).to_pylist()
    assert [order(row) for row in rows] == [order(row) for row in expected(streams)]
    assert sorted(rows, key=lambda row: (order(row), row["from"])) == expected(streams)
    assert merged.num_rows == len(expected(streams))


@settings(max_examples=25, deadline=None)
@given(STREAMS, SIZES)
def test_no_key_comes_in_two_steps(drawn, size):
    streams, seen = [Stream(set(rows)) for rows in drawn], []
    with blocks(size):
        for step in aligned(streams, KEY):
            keys = {key_at(batch, row, KEY) for batch in step for row in range(len(batch))}
            assert keys
            assert not seen or max(seen) < min(keys)
            assert all(len(batch) <= size for batch in step)
            seen += sorted(keys)
    assert len(seen) == len(set().union(*drawn))


@settings(max_examples=25, deadline=None)
@given(ROWS, SIZES, SIZES)
def test_rows_in_any_order_come_sorted_from_the_disk(tmp_path_factory, rows, run_rows, size):
    table = pa.table(list(zip(*((*row, 0) for row in rows), strict=True)) or [[], [], []], schema=SCHEMA)
    folder = tmp_path_factory.mktemp("runs") / "here" / "made"
    runs = sorted_runs(table.to_batches(max_chunksize=2), SCHEMA, KEY, folder, run_rows)
    with blocks(size):
        for _ in range(2):  # more than once
            rows = pa.Table.from_batches(runs.batches(), SCHEMA)
            assert rows.equals(table.take(sort_indices(table, KEY)))
    assert len(runs.streams) == -(-len(rows) // run_rows)
    assert all(isinstance(run, ArrowRows) and run.schema == SCHEMA for run in runs.streams)


@settings(max_examples=25, deadline=None)
@given(ROWS, NAMES, st.none() | st.integers(-2, 3))
def test_the_bound_is_found(rows, name, at):
    table = Stream(rows).table.combine_chunks()
    last = key_at(pa.record_batch([[name], [at], [0]], schema=SCHEMA), 0, KEY)
    for batch in table.to_batches():
        within = [key_at(batch, row, KEY) <= last for row in range(len(batch))]
        assert rows_until(batch, last, KEY) == sum(within)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_order_is_told_of_neighbours(rows):
    batch = pa.table(list(zip(*((*row, 0) for row in rows), strict=True)) or [[], [], []], schema=SCHEMA)
    keys = [tuple((part is not None, part) for part in row) for row in rows]
    pairs = list(pairwise(keys))
    if pairs:
        assert rises(batch, KEY).to_pylist() == [before < after for before, after in pairs]
        assert stays(batch, KEY).to_pylist() == [before == after for before, after in pairs]


def test_no_stream_is_read_ahead_of_the_others():
    long, late = Stream([("a", at) for at in range(100)]), Stream([("b", at) for at in range(100)])
    with blocks(1):
        steps = aligned([long, late], KEY)
        for _ in range(10):
            next(steps)
    assert late.read <= 2
    assert long.read <= 12


@pytest.mark.parametrize("rows", [[], [("a", 1)]])
def test_one_stream_alone(rows):
    assert [len(step[0]) for step in aligned([Stream(rows)], KEY)] == [1] * len(rows)
