"""Whatever the form of a file, a finding says where it is as whoever wrote the file counts."""

import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.contribute.checking import check_files
from karabakh.flows.contribute.known import Known
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.csv import write_csv

GOOD = {
    "place_id": "K0041",
    "name": "Agdamabad",
    "language": "en",
    "tradition": "international",
    "kind": "press",
    "source": "usage: a list",
    "ambiguous": False,
}
BAD = {**GOOD, "name": "Agdam-upon-Kur", "kind": "pres"}


def places(checking) -> list[tuple[str | None, int | None, int | None, str | None]]:
    return [(one.part, one.row, one.line, one.suggestion) for one in checking.findings]


def test_a_workbook_has_sheets_and_rows(check, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, title in enumerate(("names", "more names")):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        sheet.append([*GOOD, "valid_from", "valid_to"])
        sheet.append([*GOOD.values()])
        sheet.append([*BAD.values()])
    book.save(tmp_path / "names.xlsx")
    checking = check(tmp_path / "names.xlsx")
    errors = [one for one in checking.findings if one.severity == "error"]
    assert [(one.part, one.row, one.line, one.rule) for one in errors] == [
        ("names", 3, None, "closed_list"),
        ("more names", 3, None, "closed_list"),
    ]
    assert [one.part for one in checking.files] == ["names", "more names"]


def test_json_lines_count_lines_and_may_leave_nulls_out(check, tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text("\n".join([json.dumps(GOOD), "", json.dumps(dict(reversed(BAD.items())))]), encoding="utf-8")
    assert places(check(path)) == [(None, 3, 3, "press")]


def test_rows_of_parquet_count_from_1(check, tmp_path: Path) -> None:
    rows = [{**dict.fromkeys(arrow_schema(TABLES["place_names"]).names), **row} for row in (GOOD, BAD)]
    pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["place_names"])), tmp_path / "t.parquet")
    assert places(check(tmp_path / "t.parquet")) == [(None, 2, None, "press")]


def test_a_cell_of_several_lines_moves_the_line_and_not_the_row(check, write) -> None:
    path = write("place_names", {"source": "one\ntwo\nthree"}, {"name": "Agdam-upon-Kur", "kind": "pres"})
    found = {one.rule: (one.row, one.line) for one in check(path).findings}
    assert found == {"printable": (2, 2), "closed_list": (3, 5)}


def test_columns_in_another_order_are_read_and_told(check, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    cells = {**GOOD, "ambiguous": "false", "valid_from": "", "valid_to": ""}
    path.write_text(f"{','.join(reversed(cells))}\n{','.join(reversed(cells.values()))}\n", encoding="utf-8")
    assert [(one.rule, one.severity) for one in check(path).findings] == [("column_order", "warning")]


CODES = st.sampled_from(["en", "xx", "az-Latn"])
NAMES = st.sampled_from(["Agdam", "Агдам", " x", "a\u200bb", "Xank\u01ddndi", "Shusha|x", "=1+1", "'x", "\u0410gdam"])


@settings(max_examples=5)  # Parquet is read by a process of its own
@given(
    rows=st.lists(st.tuples(st.sampled_from(["K0001", "K99999"]), NAMES, CODES, st.booleans()), min_size=1, max_size=6)
)
def test_the_same_rows_have_the_same_findings_in_csv_and_in_parquet(
    rows: list, known: Known, tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = ("place_id", "name", "language", "ambiguous")
    made = [{**GOOD, **dict(zip(names, row, strict=True))} for row in rows]
    schema = arrow_schema(TABLES["place_names"])
    table = pa.Table.from_pylist(made, schema=schema)
    folder = tmp_path_factory.mktemp("forms")
    write_csv(table, folder / "t.csv")
    pq.write_table(table, folder / "t.parquet")
    found = [
        [
            (one.rule, one.column, one.value, one.ordinal, one.suggestion)
            for one in check_files([path], None, known).findings
        ]
        for path in (folder / "t.csv", folder / "t.parquet")
    ]
    assert found[0] == found[1]
