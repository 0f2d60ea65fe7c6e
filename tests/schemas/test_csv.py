"""The CSV dialect: what is written is read back, by our reader to the last bit, and by others as the dialect says."""

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, table
from karabakh.schemas.csv import csv_bytes, read_csv, split_cell, split_lists, write_csv

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NASTY = st.text(st.sampled_from("=+-@\t\r\n'\"|\\,; a\u202eя\U0001f600\0\ufeff"), min_size=1, max_size=6)
TEXT = ANY | NASTY
FLOAT = st.floats(allow_nan=False)
INT = st.integers(-(2**31), 2**31 - 1)
ROW = st.fixed_dictionaries(
    {
        "place_mention_id": TEXT,
        "sentence": INT | st.none(),
        "surface": TEXT | st.none(),
        "candidates": st.lists(TEXT, max_size=4),
        "confidence": FLOAT | st.none(),
        "in_event_name": st.booleans() | st.none(),
    }
)


def written(model: Any, rows: list[dict[str, Any]], path: Path) -> tuple[pa.Table, pa.Table]:
    made = table(model, rows)
    write_csv(made, path)
    return made, read_csv(path, model)


@given(rows=st.lists(ROW, max_size=5))
def test_every_value_comes_back(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    made, read = written(TABLES["place_mentions"], rows, path)
    assert read.equals(made)
    assert read.schema.equals(made.schema, check_metadata=True)


@given(days=st.lists(st.dates() | st.none(), min_size=1, max_size=5))
def test_every_date_comes_back(days: list[Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = [{"document_id": f"d{number}", "published": day} for number, day in enumerate(days)]
    made, read = written(TABLES["documents"], rows, tmp_path_factory.mktemp("csv") / "t.csv")
    assert read.equals(made)


@given(rows=st.lists(ROW, min_size=1, max_size=4))
def test_other_readers_see_the_same_records(rows: list[dict[str, Any]]) -> None:
    made = table(TABLES["place_mentions"], rows)
    content = b"".join(csv_bytes(made)).decode()
    records = list(csv.DictReader(io.StringIO(content, newline=""), strict=True))
    assert len(records) == len(rows)
    for record, row in zip(records, made.to_pylist(), strict=True):
        value = row["surface"] or ""
        assert record["surface"] == ("'" + value if value.startswith(tuple("=+-@\t\r'")) else value)


@given(cell=st.lists(TEXT, min_size=1, max_size=4))
def test_no_spreadsheet_runs_a_cell(cell: list[str]) -> None:
    made = table(TABLES["place_mentions"], [{"place_mention_id": "a", "surface": cell[0], "candidates": cell}])
    content = b"".join(csv_bytes(made)).decode()
    (record,) = csv.DictReader(io.StringIO(content, newline=""))
    assert not record["surface"].startswith(tuple("=+-@\t\r"))
    assert not record["candidates"].startswith(tuple("=+-@\t\r"))


def test_the_dialect_to_the_byte() -> None:
    columns = {
        "text": ["=1+1", 'say "a"', "a,b", "one\r\ntwo", "'quoted'", None],
        "ids": [["K0001", "K0002"], ["a|b", "c\\d"], ["-1"], [], ["x"], []],
        "lat": [39.75, 40.0, -0.5, 1e300, 0.1, None],
    }
    schema = pa.schema([("text", pa.string()), ("ids", pa.list_(pa.string())), ("lat", pa.float64())])
    assert b"".join(csv_bytes(pa.table(columns, schema=schema))) == (
        b"text,ids,lat\n"
        b"'=1+1,K0001|K0002,39.75\n"
        b'"say ""a""",a\\|b|c\\\\d,40\n'
        b'"a,b",\'-1,-0.5\n'
        b'"one\r\ntwo",,1e+300\n'
        b"''quoted',x,0.1\n"
        b",,\n"
    )


def test_numbers_are_no_formulas_and_stay_numbers(tmp_path: Path) -> None:
    write_csv(table(TABLES["places"], [{"place_id": "K0001", "lat": -1.5, "lon": 2.0}]), tmp_path / "t.csv")
    frame = pd.read_csv(tmp_path / "t.csv")
    assert (frame["lat"][0], frame["lon"][0]) == (-1.5, 2.0)


def test_an_empty_string_is_refused_because_it_would_read_as_null(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="label"):
        write_csv(table(TABLES["places"], [{"place_id": "K0001", "label": ""}]), tmp_path / "t.csv")


@pytest.mark.parametrize("lists", [[None], [["a", None]], [[""]]])
def test_a_null_list_or_an_empty_item_is_refused(lists: list[Any]) -> None:
    with pytest.raises(ValueError, match="ids"):
        b"".join(csv_bytes(pa.table({"ids": pa.array(lists, pa.list_(pa.string()))})))


def test_a_record_longer_than_a_block_is_read(tmp_path: Path) -> None:
    rows = [{"place_id": "K0001", "label": "x" * 20_000_000}, {"place_id": "K0002"}]
    made, read = written(TABLES["places"], rows, tmp_path / "t.csv")
    assert read.equals(made)


def test_a_slice_and_many_chunks_are_written_alike() -> None:
    made = table(TABLES["places"], [{"place_id": f"K{number:04}", "label": "=x"} for number in range(1, 10)])
    pieces = pa.concat_tables([made.slice(2, 3), made.slice(5, 2)])
    assert b"".join(csv_bytes(pieces)) == b"".join(csv_bytes(made.slice(2, 5).combine_chunks()))


def test_other_columns_are_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"t\.csv.*columns are a, b; expected place_id"):
        read_csv(tmp_path / "t.csv", TABLES["places"])


def test_a_value_of_another_type_is_named(tmp_path: Path) -> None:
    names = ",".join(arrow_schema(TABLES["name_usage"]).names)
    (tmp_path / "t.csv").write_text(f"{names}\na,K0001,x,shared,,,many\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"t\.csv.*many"):
        read_csv(tmp_path / "t.csv", TABLES["name_usage"])


@given(cells=st.lists(st.text("a|\\'", max_size=8) | st.none(), min_size=1, max_size=5))
def test_lists_split_alike_in_a_column_and_alone(cells: list[str | None]) -> None:
    together = split_lists(pa.array(cells, pa.string())).to_pylist()
    assert together == [split_cell(cell) if cell else [] for cell in cells]


def test_a_long_list_cell_takes_linear_time() -> None:
    assert split_cell("a\\|" * 1_000_000) == ["a|" * 1_000_000]
