"""How the three CSV files of the gazetteer are written: form, keys, closed lists, sources, years, a plain tone."""

import csv
import io
import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

COLUMNS = {
    "places": "place_id,label,type,lat,lon,country,geonames_id,wikidata_id,tier,label_source,location_source,"
    "replaced_by,note",
    "place_names": "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous",
    "place_links": "place_id,relation,other_id,system,valid_from,valid_to,source",
}
KEYS = {
    "places": ("place_id",),
    "place_names": ("place_id", "name", "language", "tradition", "kind", "valid_from"),
    "place_links": ("place_id", "relation", "other_id", "system", "valid_from"),
}
CODES = {
    ("places", "type"): "country historic_state de_facto_state region province district city town village quarter "
    "corridor road river lake reservoir mountain pass valley monastery fortress site sea continent",
    ("places", "tier"): "core tail world",
    ("place_names", "language"): "az-Latn az-Cyrl hy hy-Latn ru ru-Latn en tr fa",
    ("place_names", "tradition"): "azerbaijani armenian russian_soviet international persian turkish",
    ("place_names", "kind"): "official historical romanisation press adjective misspelling",
    ("place_names", "ambiguous"): "true false",
    ("place_links", "relation"): "part_of capital_of succeeds same_site",
    ("place_links", "system"): "azerbaijan armenia soviet artsakh russian_empire",
}
NULLABLE = {"lat", "lon", "country", "geonames_id", "wikidata_id", "location_source", "replaced_by", "note"} | {
    "valid_from",
    "valid_to",
    "system",
}
# What is joined by "; " are several sources: of the name, then of the years in which it was valid.
SOURCE = re.compile(
    r"geonames:[1-9]\d*|whosonfirst:[1-9]\d*|wikidata:Q[1-9]\d*|cldr:\d+|usage: \w[^;]*"
    r"|UN (S/RES/\d+|A/RES/\d+/\d+) \(\d{4}\)|UN General Debate [A-Z]{2,4}_\d+_\d{4}"
    r"|act: [A-Z][^;]*\d{4}\)?|reference: [A-Z][^;]*"
)
# Words that take a side; the files state facts and their sources.
PARTIAL = re.compile(r"occup|liberat|separatis|terroris|so-called|illegal|aggress|puppet|regime|reunif|return(ed)? to")


def is_edtf_date(text: str) -> bool:
    """Whether ``text`` is a day, month or year of EDTF level 0, or a year with ``~`` or ``?``."""
    if re.fullmatch(r"\d{4}[~?]?", text):
        return True
    try:
        date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return False
    return len(text) in {7, 10}


tables = pytest.mark.parametrize("table", list(COLUMNS))


@tables
def test_the_file_is_utf8_with_lf_and_its_columns(table: str, content) -> None:
    assert content(table).split("\n", 1)[0] == COLUMNS[table]
    assert "\r" not in content(table)
    assert content(table).endswith("\n")


@tables
def test_writing_the_rows_again_gives_the_same_bytes(table: str, rows, content) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS[table].split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(table))
    assert out.getvalue() == content(table)


@tables
def test_rows_are_sorted_by_key_and_no_key_comes_twice(table: str, rows) -> None:
    keys = [tuple(row[column] for column in KEYS[table]) for row in rows(table)]
    assert keys == sorted(set(keys))


@tables
def test_cells_are_nfc_without_blanks_at_the_ends_and_without_the_wrong_schwa(table: str, rows) -> None:
    for row in rows(table):
        for column, value in row.items():
            assert value == unicodedata.normalize("NFC", value), row
            assert value == value.strip(), row
            assert "\N{LATIN SMALL LETTER TURNED E}" not in value, row
            assert value[:1] not in {"=", "+", "-", "@", "\t"} or column in {"lat", "lon"}, row


@tables
def test_required_cells_are_filled(table: str, rows) -> None:
    for row in rows(table):
        assert not [column for column, value in row.items() if not value and column not in NULLABLE], row


@pytest.mark.parametrize(("table", "column"), list(CODES))
def test_codes_come_from_the_closed_lists(table: str, column: str, rows) -> None:
    allowed = set(CODES[table, column].split()) | ({""} if column in NULLABLE else set())
    assert {row[column] for row in rows(table)} <= allowed


@pytest.mark.parametrize("column", ["label_source", "location_source", "source"])
def test_every_fact_names_a_source_of_a_known_form(column: str, rows) -> None:
    cells = {row[column] for table in COLUMNS for row in rows(table) if row.get(column)}
    assert not {cell for cell in cells if not all(map(SOURCE.fullmatch, cell.split("; ")))}
    assert cells


def test_no_name_comes_twice(rows) -> None:
    said = Counter(tuple(row[column] for column in KEYS["place_names"][:4]) for row in rows("place_names"))
    assert not [name for name, times in said.items() if times > 1]


def test_each_language_of_the_code_list_has_names(rows) -> None:
    assert {row["language"] for row in rows("place_names")} == set(CODES["place_names", "language"].split())
    assert all(re.fullmatch(r"[a-z]{2}(-[A-Z][a-z]{3})?", row["language"]) for row in rows("place_names"))


def test_notes_and_sources_take_no_side(rows) -> None:
    said = {row[column] for table in COLUMNS for row in rows(table) for column in ("note", "source") if row.get(column)}
    assert not {text for text in said if PARTIAL.search(text.lower())}


@pytest.mark.parametrize("table", ["place_names", "place_links"])
def test_validity_is_edtf_and_runs_forward(table: str, rows) -> None:
    for row in rows(table):
        limits = [row[column] for column in ("valid_from", "valid_to") if row[column]]
        assert all(is_edtf_date(limit) for limit in limits), row
        assert limits == sorted(limits), row
    assert sum(bool(row["valid_from"] or row["valid_to"]) for row in rows(table)) >= 50


def test_a_year_of_validity_has_a_source_of_its_own(rows) -> None:
    """An extract of names alone does not say when they were valid."""
    for row in rows("place_names"):
        if row["valid_from"] or row["valid_to"]:
            assert re.search(r"act: |reference: |usage: .*\d{4}", row["source"]), row
