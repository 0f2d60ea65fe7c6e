"""A cell at fault comes with what its writer may have meant, where that can be only one thing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.contribute.near.cells import number, of_cell
from karabakh.flows.contribute.near.dates import day, edtf
from karabakh.flows.contribute.near.words import nearest
from karabakh.schemas import INPUTS, TABLES, fields


@pytest.mark.parametrize(
    ("table", "column", "value", "rule", "suggestion"),
    [
        ("sources", "published", "13/25/2020", "type", None),
        ("sources", "published", "03/04/1992", "type", None),
        ("sources", "published", "28.05.1993", "type", "1993-05-28"),
        ("sources", "published", "5/28/1993", "type", "1993-05-28"),
        ("sources", "published", "May 28, 1993", "type", "1993-05-28"),
        ("sources", "published", "28 May 1993", "type", "1993-05-28"),
        ("sources", "published", "1993-5-8", "type", "1993-05-08"),
        ("sources", "published", "19930528", "type", "1993-05-28"),
        ("sources", "published", "34117", "type", "1993-05-28"),
        ("sources", "published", "1993-02-30", "type", None),
        ("sources", "published", "last Sunday", "type", None),
        ("sources", "redistributable", "yes", "type", "true"),
        ("sources", "redistributable", "ja", "type", "true"),
        ("sources", "redistributable", "1", "type", "true"),
        ("sources", "redistributable", "Нет", "type", "false"),
        ("sources", "redistributable", "perhaps", "type", None),
        ("sources", "language", "EN", "pattern", "en"),
        ("sources", "language", "az_latn", "pattern", "az-Latn"),
        ("sources", "language", "Armenian", "pattern", "hy"),
        ("sources", "url", "www.example.org/a", "pattern", "https://www.example.org/a"),
        ("sources", "document_id", "news/a", "pattern", "a"),
        ("sources", "date_order", "DMY", "closed_list", "dmy"),
        ("sources", "publisher", " A paper", "trimmed", "A paper"),
        ("places", "lat", "39,9", "type", "39.9"),
        ("places", "lat", "39°54'N", "type", "39.9"),
        ("places", "type", "twon", "closed_list", "town"),
        ("places", "type", "vilage", "closed_list", "village"),
        ("places", "type", "spaceport", "closed_list", None),
        ("places", "country", "az", "pattern", "AZ"),
        ("places", "country", "Armenia", "pattern", "AM"),
        ("places", "wikidata_id", "https://www.wikidata.org/wiki/Q12", "pattern", "Q12"),
        ("places", "geonames_id", "https://www.geonames.org/148619/x.html", "pattern", "148619"),
        ("place_names", "language", "az", "closed_list", "az-Latn"),
        ("place_names", "tradition", "Azerbaijan", "closed_list", "azerbaijani"),
        ("place_names", "tradition", "soviet", "closed_list", "russian_soviet"),
        ("place_names", "kind", "oficial", "closed_list", "official"),
        ("place_names", "valid_from", "31.12.1991", "pattern", "1991-12-31"),
        ("place_names", "valid_from", "May 1993", "pattern", "1993-05"),
        ("place_names", "valid_from", "1988-1994", "pattern", "1988/1994"),
        ("place_names", "valid_from", "c. 1920", "pattern", "1920~"),
        ("place_names", "valid_from", "34117", "pattern", "1993-05-28"),
        ("place_names", "valid_from", "since 1991", "pattern", "1991/.."),
        ("place_names", "name", "A\u0306gdamabad", "normalised", "\u0102gdamabad"),
        ("place_names", "place_id", "k41", "pattern", "K0041"),
        ("place_names", "place_id", "K0041 ", "pattern", "K0041"),
        ("place_names", "place_id", "K\u041e041", "pattern", "K0041"),
        ("place_names", "place_id", "K99999", "foreign_key", None),
        ("place_links", "relation", "partof", "closed_list", "part_of"),
        ("place_links", "other_id", "K00O5", "pattern", "K0005"),
        ("corrections", "table", "place_mention", "correction_table", "place_mentions"),
        ("corrections", "column", "placeid", "correction_column", "place_id"),
        ("corrections", "text_sha256", "A" * 64, "pattern", "a" * 64),
    ],
)
def test_what_is_near_is_said(
    found: Callable[..., list], table: str, column: str, value: str, rule: str, suggestion: str | None
) -> None:
    key = {"key": "001_94a815136f17aa42:p1-2"} if table == "corrections" else {}
    (finding,) = [one for one in found(table, {**key, column: value}) if (one.column, one.rule) == (column, rule)]
    assert (finding.row, finding.line, finding.severity) == (2, 2, "error")
    assert finding.value == value
    assert finding.suggestion == suggestion


def test_a_place_is_told_by_its_name_and_a_place_that_is_meant_is_named(found: Callable[..., list], known) -> None:
    for written in ("k0041", "Agdam Mosque"):
        (finding,) = [one for one in found("place_links", {"place_id": written}) if one.rule == "pattern"]
        assert finding.suggestion in known["places"]["place_id"].to_pylist()
        assert finding.detail.startswith(f"{finding.suggestion} (")
    (finding,) = [one for one in found("place_links", {"place_id": "Ağdam"}) if one.rule == "pattern"]
    assert finding.suggestion is None  # a town and a district are called so


@pytest.mark.parametrize(
    ("given", "suggestion"), [("ambigous", "ambiguous"), ("Valid From", "valid_from"), ("colour", None)]
)
def test_a_column_of_an_unknown_name_is_near_one_that_is_missing(
    write, check, given: str, suggestion: str | None, tmp_path: Path
) -> None:
    path = write("place_names", {})
    missing = suggestion or "ambiguous"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{missing}"', f'"{given}"', 1), encoding="utf-8")
    (finding,) = [one for one in check(path).findings if one.rule == "unknown_column"]
    assert (finding.column, finding.suggestion) == (given, suggestion)


def test_a_table_that_cannot_be_told_is_near_the_one_it_is_most_like(check, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("place_id,name,tongue,kind\nK0041,A,en,b\n", encoding="utf-8")
    (finding,) = check(path).findings
    assert (finding.rule, finding.suggestion) == ("unknown_table", "place_names")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", "1.5"),
        ("1.234,5", "1234.5"),
        ("1,234", None),
        ("0,125", "0.125"),
        ("−3", "-3"),
        ("12 %", "12"),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str | None) -> None:
    assert number(text) == value


@given(st.text(max_size=40))
def test_nothing_that_people_write_makes_it_fail(text: str) -> None:
    for found in (day(text), edtf(text), number(text), nearest(text, ["town", "village"])):
        assert found is None or isinstance(found, str)
    for model in (*TABLES.values(), *INPUTS.values()):
        for column in fields.columns(model):
            for rule in ("type", "closed_list", "pattern", "trimmed", "printable", "normalised", "identifier"):
                near = of_cell(rule, text, column, {})
                assert near is None or (near and near != text)


@pytest.mark.parametrize(
    ("table", "column", "rule", "value", "suggestion"),
    [
        ("place_mentions", "confidence", "type", "98%", "0.98"),
        ("place_mentions", "confidence", "type", "7,5 %", "0.075"),
        ("place_mentions", "candidates", "pattern", "['K0001', 'K0002']", "K0001|K0002"),
        ("place_mentions", "candidates", "pattern", "[]", ""),
    ],
)
def test_shares_and_lists_as_other_programs_write_them(
    table: str, column: str, rule: str, value: str, suggestion: str
) -> None:
    assert of_cell(rule, value, fields.column(TABLES[table], column), {}) == suggestion
