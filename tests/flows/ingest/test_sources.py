"""The file sources.csv: what it may hold, and what its errors say."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.ingest import Source, SourcesError, read_sources
from karabakh.flows.ingest.sources import COLUMNS
from karabakh.schemas import model
from karabakh.schemas.contribution import validate_file

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
        ("a,,,,maybe,,,,,,", "row 3, sources, redistributable: redistributable must be true or false (is 'maybe')"),
        (
            "a,,,,,,1 May 2020,,,,",
            "row 3, sources, published: published must be a day written YYYY-MM-DD (is '1 May 2020')",
        ),
        ("../a,,,,,,,,,,", "row 3, sources, key ../a, document_id: document_id must be free of : / |"),
        (",,,,,,,,,,x", "row 3, sources, document_id: document_id must not be empty"),
        ("ok,,,,,,,,,,", "row 3, sources, key ok, document_id: document_id must be unique: a row before has the same"),
        (f"{'é' * 101},,,,,,,,,,", "document_id must be at most 200 bytes of UTF-8 long"),
        ("e\u0301,,,,,,,,,,", "document_id must be in Unicode's composed form (NFC)"),
        (
            "a,,example.org,,,,,,,,",
            "row 3, sources, key a, url: url must be an address that begins with https://, http:// or ftp://",
        ),
        ("a,,,,,English,,,,,", "row 3, sources, key a, language: language must be a BCP 47 tag, such as en or az-Latn"),
        ("a,,,,,,,,day first,,", "row 3, sources, key a, date_order: date_order must be one of dmy, mdy, ymd"),
        (
            "a, The Agency,,,,,,,,,",
            "row 3, sources, key a, publisher: publisher must have no white space before or after it",
        ),
        ("a,b,c", "row 3, sources: the row must have 11 cells, as the header has; it has 3"),
        ('a,"b', "is a quote missing or left over?"),
    ],
)
def test_an_error_names_row_column_value_and_what_would_be_right(write, row: str, message: str) -> None:
    with pytest.raises(SourcesError) as caught:
        read_sources(write("ok,,,,,,,,,,", row))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(write("ok,,,,,,,,,,", row)))
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    "row", ["a,,,,maybe,,,,,,", "a,,,,,,1 May 2020,,,,", "ok,,,,,,,,,,", "a,,,,,,,,,sorted,", "a,b,c"]
)
def test_what_stops_a_run_is_what_validate_finds(write, row: str) -> None:
    path = write("ok,,,,,,,,,,", row)
    with pytest.raises(SourcesError) as caught:
        read_sources(path)
    assert list(caught.value.problems) == [
        str(replace(finding, file=None)) for finding in validate_file(path, "sources")
    ]


def test_all_errors_are_told_at_once_but_not_without_end(write) -> None:
    with pytest.raises(SourcesError) as caught:
        read_sources(write(*(f"d{number},,,,maybe,,,,,," for number in range(1000))))
    assert "900 more rows do not meet this" in caught.value.problems[-1]
    assert str(caught.value).endswith("... and 81 more")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (HEADER.replace(",note", ""), "note: the column is missing"),
        (HEADER + ",color", "color: no such column; the columns are document_id, "),
        (HEADER + ",note", "note: a column must be there once"),
        ("", "its first row must name the columns"),
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
    with pytest.raises(SourcesError, match="the file is an image"):
        read_sources(path)
