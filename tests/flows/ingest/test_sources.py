"""The file sources.csv: what it may hold, and what its errors say."""

from datetime import date
from pathlib import Path

import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.ingest import Source, SourcesError, read_sources
from karabakh.flows.ingest.sources import COLUMNS
from karabakh.schemas import model

HEADER = "document_id,publisher,url,licence,redistributable,language,published,retrieved,date_order,sentence_order,note"


@pytest.fixture
def write(tmp_path: Path):
    def sources(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "sources.csv"
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return path

    return sources


def test_the_columns_are_those_of_the_schema() -> None:
    assert list(COLUMNS) == list(model("sources").to_schema().columns) == HEADER.split(",")


def test_a_row_says_what_is_known_and_leaves_the_rest_null(write) -> None:
    path = write(
        "a,The Agency,https://example.org/a,CC-BY-4.0,true,en,2020-11-10,2024-01-02,dmy,running,checked",
        "b,,,,,,,,,,",
    )
    assert read_sources(path) == {
        "a": Source(
            "a",
            "The Agency",
            "https://example.org/a",
            "CC-BY-4.0",
            True,
            "en",
            date(2020, 11, 10),
            date(2024, 1, 2),
            "dmy",
            "running",
            "checked",
        ),
        "b": Source("b"),
    }


def test_without_a_file_nothing_is_known() -> None:
    assert read_sources(None) == {}


def test_a_header_alone_is_valid(write) -> None:
    assert read_sources(write()) == {}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1254"])
def test_files_as_spreadsheets_save_them_are_read(write, encoding: str) -> None:
    rows = ["a;“Şuşa” Ağdaş Kılıç;;;TRUE;;;;;;"]
    path = write(*rows, header=HEADER.replace(",", ";"), encoding=encoding)
    assert read_sources(path)["a"] == Source("a", publisher="“Şuşa” Ağdaş Kılıç", redistributable=True)


def test_the_apostrophe_before_what_a_spreadsheet_would_run_is_taken_away(write) -> None:
    assert read_sources(write("a,'=1+1,,,,,,,,,"))["a"].publisher == "=1+1"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,,,,maybe,,,,,,", "row 3, column redistributable, value 'maybe': it should be true or false"),
        ("a,,,,,,1 May 2020,,,,", "row 3, column published, value '1 May 2020': it should be a day such as 2020-11-10"),
        ("../a,,,,,,,,,,", "row 3, column document_id, value '../a': an id does not begin with a dot"),
        (",,,,,,,,,,x", "row 3, column document_id, value '': an id is not empty"),
        ("ok,,,,,,,,,,", "row 3, document_id 'ok': a second row"),
        ("a,b,c", "row 3: 3 cells instead of 11"),
        ('a,"b', "it is not CSV"),
    ],
)
def test_an_error_names_row_column_value_and_what_would_be_right(write, row: str, message: str) -> None:
    with pytest.raises(SourcesError) as caught:
        read_sources(write("ok,,,,,,,,,,", row))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(write("ok,,,,,,,,,,", row)))
    assert caught.value.exit_code == 1


def test_all_errors_are_told_at_once_but_not_without_end(write) -> None:
    with pytest.raises(SourcesError) as caught:
        read_sources(write(*(f"d{number},,,,maybe,,,,,," for number in range(1000))))
    assert len(caught.value.problems) == 1000
    assert str(caught.value).endswith("... and 980 more")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (HEADER.replace(",note", ""), "there is no column 'note'"),
        (HEADER + ",color", "column 'color' is unknown"),
        (HEADER + ",note", "there is more than one column 'note'"),
        ("", "there is no column 'document_id'"),
    ],
)
def test_the_columns_are_exactly_these(write, header: str, message: str) -> None:
    with pytest.raises(SourcesError, match=message):
        read_sources(write(header=header))


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="there is no such file"):
        read_sources(tmp_path / "none.csv")


def test_a_file_that_is_no_text_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_bytes(b"\x89PNG\0")
    with pytest.raises(SourcesError, match="not a text"):
        read_sources(path)
