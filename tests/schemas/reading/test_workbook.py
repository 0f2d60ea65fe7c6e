"""The sheets of a workbook are tables, their cells as a person writes them, rows counted as the spreadsheet does."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from karabakh.schemas.reading import Contribution, UnreadableError, read_file
from karabakh.schemas.reading.workbook import read_workbook


def workbook(*sheets: list[list[object]], change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"sheet {number}")
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(contribution: Contribution) -> list[list[str | None]]:
    columns = [contribution.columns[name].to_pylist() for name in contribution.names]
    return [list(row) for row in zip(*columns, strict=True)]


def test_each_sheet_with_something_is_a_table_read_by_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook([["a", "b"], [1, "Şuşa"]], [], [["c"], ["x"]]))
    first, second = read_file(path)
    assert [(table.part, table.path, table.names, cells(table)) for table in (first, second)] == [
        ("sheet 1", path, ["a", "b"], [["1", "Şuşa"]]),
        ("sheet 3", path, ["c"], [["x"]]),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (1992, "1992"),
        (39.76, "39.76"),
        (0.1 + 0.2, "0.3"),
        (-5, "-5"),
        (True, "true"),
        (False, "false"),
        (date(1992, 5, 8), "1992-05-08"),
        (datetime(1992, 5, 8), "1992-05-08"),
        (datetime(1992, 5, 8, 12, 30), "1992-05-08 12:30:00"),
        ("two\nlines", "two\nlines"),
        ("'=text", "'=text"),
        ("K|a", "K|a"),
    ],
)
def test_cells_are_as_a_person_writes_them(value: object, text: str) -> None:
    (found,) = read_workbook(workbook([["a", "b"], [value, "x"]]))
    assert cells(found) == [[text, "x"]]
    assert not found.guarded


@pytest.mark.parametrize("value", [date(1867, 1, 1), datetime(1867, 1, 1, 12), time(3, 4)])
def test_a_day_that_a_workbook_cannot_hold_is_refused_and_never_another(value: object) -> None:
    (found,) = read_workbook(workbook([["a", "b"], ["x", value], ["y", date(1992, 5, 8)]]))
    assert cells(found) == [["x", None], ["y", "1992-05-08"]]
    (remark,) = found.remarks
    assert (remark.rule, remark.severity, remark.row, remark.column) == ("day", "error", 2, "b")
    assert "make the column text" in str(remark)


def test_comments_may_stand_between_rows() -> None:
    (found,) = read_workbook(workbook([["place_id", "b"], ["K1", 2], ["# x"], ["# K2", 3], ["K3", 4]]))
    assert cells(found) == [["K1", "2"], ["K3", "4"]]
    assert [(remark.rule, remark.severity, remark.row) for remark in found.remarks] == [("comments", "warning", 3)]


def test_rows_are_counted_as_the_spreadsheet_does() -> None:
    (found,) = read_workbook(workbook([[], ["# about"], ["a", "b"], ["# x", "y"], [1, 2], [], [3, None, 4], [5, 6]]))
    assert cells(found) == [["1", "2"], ["5", "6"]]
    assert (found.header, list(found.numbers), found.lines) == (3, [5, 8], None)
    assert [(remark.rule, remark.row) for remark in found.remarks] == [("cells", 7)]


def test_a_table_that_does_not_begin_at_the_left_is_read() -> None:
    def place(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("x")
        sheet["C3"], sheet["C4"] = "a", "1"

    (found,) = read_workbook(workbook(change=place))
    assert (cells(found), list(found.numbers)) == ([["1"]], [4])


def test_formulas_are_said() -> None:
    (found,) = read_workbook(workbook([["a", "b"], ["x", "=1+1"], ["y", '=HYPERLINK("http://example.org")']]))
    assert [(remark.rule, remark.severity) for remark in found.remarks] == [("formula", "warning")]
    assert "2 cells hold formulas, the first in B2" in str(found.remarks[0])


def test_errors_of_the_spreadsheet_are_said() -> None:
    def err(book: openpyxl.Workbook) -> None:
        book.active["B2"].value, book.active["B2"].data_type = "#N/A", "e"

    (found,) = read_workbook(workbook([["a", "b"], ["x", "y"]], change=err))
    assert cells(found) == [["x", None]]
    assert [(remark.rule, remark.severity) for remark in found.remarks] == [("formula", "error")]


def test_formulas_are_counted_once_in_a_long_sheet() -> None:
    rows = [["a", "b"], *([str(number) * 20, "=1+1"] for number in range(20_000))]
    (found,) = read_workbook(workbook(rows))
    assert "20,000 cells" in str(found.remarks[0])


SPACE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<?xml version="1.0"?><office:document-content xmlns:office="{SPACE}:office:1.0"
 xmlns:table="{SPACE}:table:1.0" xmlns:text="{SPACE}:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="names"><table:table-row>
<table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>n</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Şuşa</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="3"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_a_workbook_of_opendocument_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", CONTENT.replace(">\n<", "><"))  # as programs write it
    (found,) = read_workbook(out.getvalue())
    assert (found.part, cells(found), list(found.numbers)) == ("names", [["Şuşa", "3"]], [4])


def test_what_is_remarked_comes_out_of_the_other_process(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook([["a", "b"], *([["x", "y", "z"]] * 150), ["1", "2"]]))
    (found,) = read_file(path)
    assert [(remark.row, remark.count) for remark in found.remarks][-2:] == [(101, 1), (None, 50)]
    assert list(found.numbers) == [152]


def test_a_hidden_sheet_is_not_read() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["sheet 2"].sheet_state = "hidden"

    assert len(read_workbook(workbook([["a"], [1]], [["b"], [1]], change=hide))) == 1


def test_a_workbook_without_a_table_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no sheet has a table"):
        read_workbook(workbook([]))
