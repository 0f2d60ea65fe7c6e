"""A Parquet file is read as text, numbers, booleans, days and lists of text; other types are said."""

import io
import pickle
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.schemas.reading import UnreadableError, read_file
from karabakh.schemas.reading.parquet import read_parquet


def written(table: pa.Table, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def one(values: pa.Array) -> tuple[pa.ChunkedArray, list[str]]:
    found = read_parquet(written(pa.table({"a": values}), store_schema=True))
    return found.columns["a"], [remark.rule for remark in found.remarks]


def test_a_file_is_read_by_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "t.anything"
    table = pa.table({"name": ["Şuşa", None], "lat": [39.76, None], "ids": [["a", "b"], []]})
    path.write_bytes(written(table))
    (found,) = read_file(path)
    assert pa.table(dict(found.columns)).equals(table)
    assert (found.names, list(found.numbers), found.lines, found.header) == (["name", "lat", "ids"], [1, 2], None, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array(["a", None]), ["a", None]),
        (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
        (pa.array(["a"], pa.large_string()), ["a"]),
        (pa.array([b"a"]), ["a"]),
        (pa.array([None, None]), [None, None]),
        (pa.array([True, False]), [True, False]),
        (pa.array([1, 2], pa.uint64()), [1, 2]),
        (pa.array([1.5], pa.float32()), [1.5]),
        (pa.array([Decimal("1.50")]), [Decimal("1.50")]),
        (pa.array([date(1992, 5, 8)]), [date(1992, 5, 8)]),
        (pa.array([datetime(1992, 5, 8)], pa.timestamp("ns")), [date(1992, 5, 8)]),
        (pa.array([datetime(1992, 5, 8)], pa.timestamp("us", "Asia/Baku")), [date(1992, 5, 8)]),
        (pa.array([datetime(1992, 5, 8, 12)], pa.timestamp("s")), ["1992-05-08 12:00:00"]),
        (pa.array([1 << 50], pa.timestamp("s")), None),
        (pa.array([["a"], None], pa.list_(pa.large_string())), [["a"], None]),
        (pa.array([["a", "b"]], pa.list_(pa.string(), 2)), [["a", "b"]]),
    ],
)
def test_types(values: pa.Array, expected: list[object] | None) -> None:
    column, rules = one(values)
    assert rules == []
    assert expected is None or column.to_pylist() == expected


@pytest.mark.parametrize(
    "values",
    [
        pa.array([{"a": 1}]),
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int32())),
        pa.array([[["a"]]]),
        pa.array([[1]]),
        pa.array([b"\xff"]),
    ],
)
def test_other_types_are_said_and_leave_nulls(values: pa.Array) -> None:
    column, rules = one(values)
    assert rules == ["nested"]
    assert column.to_pylist() == [None]


class Canary:
    """What shows that somebody unpickled it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_pickles_in_what_a_file_says_of_itself_are_never_opened(tmp_path: Path) -> None:
    canary = tmp_path / "sung"
    evil = pickle.dumps(Canary(canary))
    extension = {b"ARROW:extension:name": b"arrow.py_extension_type", b"ARROW:extension:metadata": evil}
    schema = pa.schema([pa.field("a", pa.string(), metadata=extension)], {b"pandas": evil, b"evil": evil})
    path = tmp_path / "t.parquet"
    path.write_bytes(written(pa.table({"a": ["x"]}, schema=schema)))
    (found,) = read_file(path)
    assert found.columns["a"].to_pylist() == ["x"]
    assert read_parquet(path.read_bytes()).columns["a"].to_pylist() == ["x"]
    assert not canary.exists()


@pytest.mark.parametrize("name", ["t.pkl", "t.csv", "t.parquet", "t.jsonl"])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_is_refused_and_never_opened(tmp_path: Path, name: str, protocol: int) -> None:
    canary, path = tmp_path / "sung", tmp_path / name
    path.write_bytes(pickle.dumps(Canary(canary), protocol))
    try:
        tables = read_file(path)
    except UnreadableError:
        tables = ()
    assert not any(len(table.numbers) for table in tables) or protocol == 0  # protocol 0 is text
    assert not canary.exists()


def test_a_frame_of_pandas_is_read_with_its_columns(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": ["x", None], "day": pd.to_datetime(["1992-05-08", None]), "n": [1.0, None]})
    path = tmp_path / "t.parquet"
    frame.to_parquet(path, index=False)
    found = read_parquet(path.read_bytes())
    assert [found.columns[name].to_pylist() for name in found.names] == [
        ["x", None],
        [date(1992, 5, 8), None],
        [1.0, None],
    ]
