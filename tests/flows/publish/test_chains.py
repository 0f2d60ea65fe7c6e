"""Sorted files in, one sorted stream out, however the files overlap."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.publish.chains import gathered
from karabakh.flows.publish.merge import Merged
from karabakh.flows.publish.rows import Rows, whole
from karabakh.flows.publish.runs import ArrowRows, write_rows

SCHEMA = pa.schema([("document_id", pa.string()), ("start", pa.int32())])
KEY = ("document_id", "start")
Pair = tuple[str, int]


def files(folder: str, runs: list[list[Pair]]) -> list[ArrowRows]:
    paths = [Path(folder, str(number)) for number in range(len(runs))]
    for path, run in zip(paths, runs, strict=True):
        rows = [dict(zip(KEY, pair, strict=True)) for pair in sorted(run)]
        write_rows(pa.Table.from_pylist(rows, SCHEMA), path)
    return [ArrowRows(path) for path in paths]


def pairs(rows: Rows) -> list[Pair]:
    return [(row["document_id"], row["start"]) for row in whole(rows).to_pylist()]


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)))))
def test_the_rows_come_in_the_order_of_their_keys(runs: list[list[Pair]]) -> None:
    with TemporaryDirectory() as folder:
        rows = gathered(files(folder, runs), SCHEMA, KEY)
        assert pairs(rows) == sorted(pair for run in runs for pair in run)
        assert rows.num_rows == sum(map(len, runs))


def test_files_that_follow_one_another_are_not_merged(tmp_path: Path) -> None:
    runs = [[("c", 1)], [("a", 1), ("b", 2)], [], [("b", 3)]]
    rows = gathered(files(str(tmp_path), runs), SCHEMA, KEY)
    assert [type(stream) for stream in rows.streams] == [ArrowRows] * 3
    overlapping = gathered(files(str(tmp_path), [*runs, [("b", 1), ("b", 9)]]), SCHEMA, KEY)
    assert [type(stream) for stream in overlapping.streams] == [Merged, ArrowRows]
