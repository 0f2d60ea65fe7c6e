"""Whatever file a contributor sends, the findings name file, row, column and value and say what would be right."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.schemas import INPUTS, TABLES
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.contribution import guess_table, like_table, read_lenient, validate_file, validate_files
from karabakh.schemas.csv import write_csv

HEADER = "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous\n"
ROW = "K0001,Shusha,en,international,press,,,a list,false\n"


def rules(path: Path, content: str | bytes, table: str | None = None) -> list[tuple[int | None, str | None, str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    findings = validate_file(path, table)
    assert all(finding.file == str(path) for finding in findings)
    return [(finding.row, finding.column, finding.rule) for finding in findings]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "names.csv"


def test_a_valid_file_has_no_findings(path: Path) -> None:
    assert rules(path, HEADER + ROW) == []


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("name", TABLES)
def test_what_we_publish_is_valid_as_a_contribution(make, tmp_path: Path, name: str) -> None:
    rows = make()[name]
    write_csv(rows, tmp_path / "t.csv")
    pq.write_table(rows, tmp_path / "t.parquet")
    rows.to_pandas().to_parquet(tmp_path / "pandas.parquet", index=False)
    for file in ("t.csv", "t.parquet", "pandas.parquet"):
        assert validate_file(tmp_path / file, None) == []
        assert read_lenient(tmp_path / file, TABLES[name])[0].equals(rows)


def test_rows_are_counted_as_a_spreadsheet_does(path: Path) -> None:
    of_two_lines = 'K0001,"two\nlines",en,international,press,,,a list,false\n'
    content = HEADER + ROW + "\n" + of_two_lines + ROW.replace("K0001", "K1")
    assert rules(path, content) == [(4, "name", "printable"), (5, "place_id", "pattern")]


def test_a_finding_of_a_cell_says_everything(path: Path) -> None:
    path.write_text(HEADER + ROW.replace("false", "no"), encoding="utf-8")
    (finding,) = validate_file(path, None)
    assert str(finding) == (f"{path}, row 2, place_names, ambiguous: ambiguous must be true or false (is 'no') [type]")


def test_one_odd_cell_hides_no_other(path: Path) -> None:
    found = rules(path, HEADER + "K1,Shusha ,az,nobody,press,31.12.1991,,,no\n")
    assert {column for _, column, _ in found} == {
        *("place_id", "name", "language", "tradition", "valid_from", "source", "ambiguous")
    }


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(None, None, "not_readable")]),
        (b"\xef\xbb\xbf\n", [(None, None, "not_readable")]),
        (bytes(range(256)) * 9, [(None, None, "encoding")]),
        (b"PK\x03\x04 a workbook", [(None, None, "not_readable")]),
        (b"PAR1 but no more", [(None, None, "not_readable")]),
        (b"a,b\n1,2\n", [(1, None, "unknown_table")]),
        ((HEADER + ROW).replace(",", ";"), [(1, None, "delimiter")]),
        ((HEADER + ROW).encode("utf-16"), [(None, None, "encoding")]),
        ((HEADER + ROW.replace("Shusha", "Şuşa")).encode("utf-8-sig"), []),
        ((HEADER + ROW).replace("\n", "\r\n"), []),
        (HEADER + ROW + "K0001,Shusha\n", [(3, None, "cells")]),
        (HEADER + ROW + 'K0001,"Shusha,en\n', [(3, None, "not_csv")]),
        (HEADER + ROW + f'K0001,"{"a" * 17_000_000}",en\n', [(3, None, "not_csv")]),
        (HEADER.replace(",source", ""), [(1, "source", "missing_column")]),
        (HEADER.replace("source", "origin") + ROW, [(1, "source", "missing_column"), (1, "origin", "unknown_column")]),
        (HEADER.replace("place_id,name", "name,place_id"), [(1, None, "column_order")]),
        (HEADER.replace("valid_to", "valid_from") + ROW, [(1, "valid_from", "double_column")]),
        (HEADER + ROW.replace("Shusha", "Sh\0sha"), [(2, "name", "printable")]),
    ],
)
def test_odd_files(path: Path, content: str | bytes, expected: list[tuple[int | None, str | None, str]]) -> None:
    assert rules(path, content)[: len(expected)] == expected
    assert bool(rules(path, content)) == bool(expected)


def test_a_legacy_encoding_is_read_and_remarked(path: Path) -> None:
    text = HEADER + ROW.replace("Shusha", "Шуша").replace("a list", "карта Генерального штаба") * 3
    path.write_bytes(text.encode("cp1251"))
    table, found = read_lenient(path, TABLES["place_names"])
    assert [finding.rule for finding in found] == ["encoding"]
    assert table["name"].to_pylist() == ["Шуша"] * 3


def test_what_follows_from_another_finding_is_not_told(make, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    write_csv(make("places", lat=39.5, lon=46.5, location_source="a map", country="AZ", at=1)["places"], path)
    text = path.read_text(encoding="utf-8").replace("39.5", "39;5").replace("K0003", "K3")
    path.write_text(text, encoding="utf-8")
    assert [(one.row, one.column, one.rule) for one in validate_file(path, None)] == [
        (4, "lat", "type"),
        (5, "place_id", "pattern"),
    ]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert [finding.rule for finding in validate_file(tmp_path / "gone.csv", "places")] == ["not_readable"]


def test_a_table_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(KeyError, match="the tables are"):
        validate_file(path, "towns")


def test_references_go_to_the_gazetteer_and_to_the_other_files(make, tmp_path: Path) -> None:
    names, places = tmp_path / "names.csv", tmp_path / "places.csv"
    names.write_text(HEADER + ROW.replace("K0001", "K0009"), encoding="utf-8")
    write_csv(make("places", place_id="K0009")["places"], places)
    gazetteer = {"places": make()["places"]}
    assert [finding.rule for finding in validate_file(names, None, gazetteer)] == ["foreign_key"]
    assert validate_files([names, places], None, gazetteer) == {names: [], places: []}


def test_many_bad_rows_are_counted(path: Path) -> None:
    path.write_text(HEADER + ROW.replace("false", "no") * 1000, encoding="utf-8")
    found = [finding for finding in validate_file(path, None) if finding.rule == "type"]
    assert (len(found), found[-1].count) == (101, 900)


def test_what_excel_and_pandas_make_of_types_is_read(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"document_id": ["a", "b"], "place_id": ["K0001"] * 2, "name": ["x"] * 2, "tradition": ["shared"] * 2}
        | {"publisher": [None, "p"], "published": pd.to_datetime(["1992-05-08", None]), "count": [1.0, 2.0]}
    )
    frame.to_parquet(tmp_path / "t.parquet")
    table, found = read_lenient(tmp_path / "t.parquet", TABLES["name_usage"])
    assert found == []
    assert table["count"].to_pylist() == [1, 2]


def test_parquet_of_broken_strings_is_a_finding(tmp_path: Path) -> None:
    broken = pa.array([b"\xff\xfe"]).cast(pa.binary()).view(pa.string())
    pq.write_table(pa.table({"document_id": broken}), tmp_path / "t.parquet")
    assert [finding.rule for finding in validate_file(tmp_path / "t.parquet", "sources")] == ["not_readable"]


@pytest.mark.parametrize("name", [*TABLES, *INPUTS])
def test_a_table_is_told_by_its_columns(name: str) -> None:
    assert guess_table(arrow_schema({**TABLES, **INPUTS}[name]).names) == name


@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "replace"))
)
def test_no_content_makes_it_fail(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "t.csv"
    path.write_bytes(content)
    for finding in validate_file(path, "place_names"):
        assert str(finding).isprintable()


def test_a_corpus_may_lack_what_is_optional_and_its_texts_are_not_shown(path: Path) -> None:
    assert rules(path, f"document_id,text\na,{'word ' * 100_000}\nb,\n") == []
    assert rules(path, "document_id,published\na,1992-05-08\n", "corpus") == [(1, "text", "missing_column")]
    path.write_text("document_id,text,language,published\na/b,secret,english,May\n", encoding="utf-8")
    found = validate_file(path, None)
    assert {finding.column for finding in found} == {"document_id", "language", "published"}
    assert "secret" not in "".join(map(str, found))


def test_a_table_with_all_of_the_columns_is_meant_and_not_one_that_is_like_it() -> None:
    assert guess_table(["document_id", "publisher", "redistributable", "published", "language"]) == "sources"
    assert guess_table(["document_id", "text", "published"]) == "corpus"


@pytest.mark.parametrize(
    ("columns", "guessed", "like"),
    [
        ("document_id,publisher", "sources", "sources"),
        ("document_id,publisher,licence", "sources", "sources"),
        ("document_id,license", "sources", "sources"),
        ("document_id,text", "corpus", "corpus"),
        ("document_id,text,title,author", "corpus", "corpus"),
        ("place_id,name", None, "name_usage"),
        ("place_id,name,language", "place_names", "place_names"),
        ("name,language", None, "place_names"),
        ("place_id,label", None, "places"),
        ("key,reason", None, "corrections"),
        ("one,other", None, None),
    ],
)
def test_a_table_that_has_the_columns_and_could_do_with_them_is_the_nearest(
    columns: str, guessed: str | None, like: str | None
) -> None:
    assert (guess_table(columns.split(",")), like_table(columns.split(","))) == (guessed, like)
