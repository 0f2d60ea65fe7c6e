"""What is valid passes; each rule finds the row that breaks it; only bad rows are left out, and all of them."""

import time
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema, sort, table
from karabakh.schemas.findings import CAP
from karabakh.schemas.validation import StructureError, check_table, check_tables, split_tables, split_valid

YEAR = {"edtf": "1992", "earliest": date(1992, 1, 1), "latest": date(1992, 12, 31), "precision": "year"}
NO_DATE = dict.fromkeys(["edtf", "earliest", "latest", "year_start", "year_end"])
BREACHES: list[tuple[str, dict[str, Any], str, str]] = [
    ("documents", {"document_id": "a/b"}, "pattern", "document_id"),
    ("documents", {"document_id": ".a"}, "pattern", "document_id"),
    ("documents", {"document_id": "e\u0301"}, "normalised", "document_id"),
    ("documents", {"document_id": "\u0259" * 101}, "bytes", "document_id"),
    ("documents", {"text_sha256": "A" * 64}, "pattern", "text_sha256"),
    ("documents", {"language": "english"}, "pattern", "language"),
    ("documents", {"n_figures": -1}, "range", "n_figures"),
    ("documents", {"duplicate_of": "b"}, "presence", "duplicate_of"),
    ("documents", {"status": "duplicate"}, "presence", "duplicate_of"),
    ("documents", {"status": "duplicate", "duplicate_of": "a"}, "not_itself", "duplicate_of"),
    ("documents", {"publisher": ""}, "not_empty", "publisher"),
    ("sentences", {"document_id": "z"}, "foreign_key", "document_id"),
    ("sentences", {"ordinal": 0}, "range", "ordinal"),
    ("sentences", {"text": "short"}, "length", "text"),
    ("sentences", {"end": 0}, "start_before_end", "end"),
    ("place_mentions", {"surface": "Lachi"}, "length", "surface"),
    ("place_mentions", {"place_mention_id": "a:p1-2"}, "identifier", "place_mention_id"),
    ("place_mentions", {"sentence": 5}, "foreign_key", "sentence"),
    ("place_mentions", {"sentence": 40}, "in_sentence", "sentence"),
    ("place_mentions", {"candidates": ["K0002"]}, "candidates", "candidates"),
    ("place_mentions", {"place_id": "K0002"}, "candidates", "candidates"),
    ("place_mentions", {"candidates": ["K0002", "K0002"]}, "distinct_items", "candidates"),
    ("place_mentions", {"candidates": ["K0002", "K0009"]}, "foreign_key", "candidates"),
    ("place_mentions", {"candidates": ["K0002", "x"]}, "pattern", "candidates"),
    ("place_mentions", {"candidates": ["K0002", None]}, "not_null", "candidates"),
    ("place_mentions", {"candidates": None}, "not_null", "candidates"),
    ("place_mentions", {"candidates": [], "place_id": "K0404"}, "foreign_key", "place_id"),
    ("place_mentions", {"confidence": 1.5}, "range", "confidence"),
    ("place_mentions", {"confidence": float("nan")}, "finite", "confidence"),
    ("place_mentions", {"method": "guessed"}, "closed_list", "method"),
    ("place_mentions", {"tradition": None}, "not_null", "tradition"),
    ("date_mentions", {"earliest": date(1992, 6, 1)}, "order", "earliest"),
    ("date_mentions", {"latest": date(1992, 6, 1)}, "edtf", "latest"),
    ("date_mentions", {"earliest": None}, "edtf", "earliest"),
    ("date_mentions", {**YEAR, "latest": date(1991, 12, 31)}, "edtf", "latest"),
    ("date_mentions", {"edtf": "May 1992"}, "pattern", "edtf"),
    ("date_mentions", {"edtf": None}, "bounds", "edtf"),
    ("date_mentions", {"timex_type": "DURATION"}, "presence", "edtf"),
    ("date_mentions", {"year_start": 1990}, "year", "year_start"),
    ("date_mentions", {"year_end": None}, "year", "year_end"),
    ("date_mentions", {"year_start": 1993}, "order", "year_start"),
    ("date_mentions", {"precision": "interval"}, "interval", "precision"),
    ("date_mentions", {"edtf": "1992-05/1992-05"}, "interval", "precision"),
    ("date_mentions", {"qualifier": "approximate"}, "qualifier", "qualifier"),
    ("date_mentions", {"edtf": "1992-05~"}, "qualifier", "qualifier"),
    ("date_mentions", {"basis": "narrative"}, "presence", "anchor"),
    ("date_mentions", {"anchor": "1991"}, "presence", "anchor"),
    ("date_mentions", {"sentence": None}, "header", "sentence"),
    ("figures", {"high": 20.0}, "order", "low"),
    ("figures", {"low": None, "high": None}, "bounds", "low"),
    ("figures", {"unit": "km2"}, "unit_of_kind", "unit"),
    ("figures", {"kind": "money"}, "unit_of_kind", "unit"),
    ("figures", {"low": -1.0}, "range", "low"),
    ("statements", {"statement_id": "b:s0-44"}, "identifier", "statement_id"),
    ("statements", {"date_start": date(1993, 1, 1)}, "order", "date_start"),
    ("statements", {"date_prec": 7}, "closed_list", "date_prec"),
    ("statements", {"where_prec": 0}, "closed_list", "where_prec"),
    ("statements", {"figure_ids": ["a:f9-10"]}, "foreign_key", "figure_ids"),
    ("statements", {"place_ids": ["K0001", "K0001"]}, "distinct_items", "place_ids"),
    ("name_usage", {"count": 0}, "range", "count"),
    ("name_usage", {"place_id": "K0404"}, "foreign_key", "place_id"),
    ("places", {"lat": None}, "both_coordinates", "lat"),
    ("places", {"lat": 91.0}, "range", "lat"),
    ("places", {"location_source": None}, "source_of_location", "location_source"),
    ("places", {"type": "de_facto_state"}, "presence", "country"),
    ("places", {"country": "az"}, "pattern", "country"),
    ("places", {"replaced_by": "K0001"}, "not_itself", "replaced_by"),
    ("places", {"place_id": "Q1"}, "pattern", "place_id"),
    ("places", {"place_id": "G7"}, "geonames", "geonames_id"),
    ("places", {"label": "a\nb"}, "printable", "label"),
    ("place_names", {"name": " Shusha"}, "trimmed", "name"),
    ("place_names", {"name": "Shu\u202esha"}, "printable", "name"),
    ("place_names", {"language": "az"}, "closed_list", "language"),
    ("place_names", {"source": None}, "not_null", "source"),
    ("place_names", {"valid_from": "31.12.1991"}, "pattern", "valid_from"),
    ("place_links", {"other_id": "K0002"}, "not_itself", "other_id"),
    ("place_links", {"other_id": "K0404"}, "foreign_key", "other_id"),
    ("rejected", {"value": "x" * 81}, "max_length", "value"),
    ("rejected", {"rule": "Not a rule"}, "pattern", "rule"),
]


def test_a_valid_dataset_has_no_findings(make) -> None:
    assert check_tables(make()) == []


@pytest.mark.parametrize(("name", "changes", "rule", "column"), BREACHES)
def test_each_breach_is_found(make, name: str, changes: dict[str, Any], rule: str, column: str) -> None:
    tables = make(name, **changes)
    found = check_tables(tables)
    assert (rule, column) in {(finding.rule, finding.column) for finding in found if finding.table == name}
    assert all("must" in finding.message for finding in found)


@pytest.mark.parametrize(("name", "changes", "rule", "column"), BREACHES)
def test_only_bad_rows_are_left_out(make, name: str, changes: dict[str, Any], rule: str, column: str) -> None:
    tables = make(name, **changes)
    valid, rejected = split_valid(name, tables[name], tables)
    bad = set(rejected["ordinal"].to_pylist())
    rows = tables[name].to_pylist()
    assert [row for number, row in enumerate(rows, start=1) if number not in bad] == valid.to_pylist()
    changed = {number for number, row in enumerate(rows, start=1) if row not in make()[name].to_pylist()}
    reasons = rejected.select(["ordinal", "rule", "column"]).to_pylist()
    assert bad >= changed
    assert all(row["rule"] == "foreign_key" for row in reasons if row["ordinal"] not in changed)
    assert (rule, column) in {(row["rule"], row["column"]) for row in reasons if row["ordinal"] in changed}
    assert check_table("rejected", rejected) == []


@pytest.mark.parametrize(
    "changes",
    [
        {**YEAR},
        {**YEAR, "edtf": "1992~", "qualifier": "approximate"},
        {**NO_DATE, "edtf": "-0386", "precision": "year", "year_start": -386, "year_end": -386},
        {**NO_DATE, "edtf": "XXXX-11-08", "precision": "day"},
        {**NO_DATE, "timex_type": "DURATION", "timex_value": "P3M", "precision": "duration"},
        {"edtf": "1992-05-01/1992-05-31", "precision": "interval"},
        {"edtf": "1992-05-01/..", "latest": None, "year_end": None, "precision": "interval"},
        {"edtf": "[1992-05-01,1992-05-31]", "precision": "day"},
        {"edtf": "1992-34", "precision": "quarter"},
        {"basis": "narrative", "anchor": "1992"},
        {"sentence": None, "role": "publication"},
    ],
)
def test_other_valid_dates_pass(make, changes: dict[str, Any]) -> None:
    assert check_tables(make("date_mentions", **changes)) == []


def test_a_finding_says_where_what_and_what_would_be_right(make) -> None:
    (finding,) = check_table("place_mentions", make("place_mentions", at=1, method="guessed")["place_mentions"])
    assert finding.key == "a:p25-31"
    assert (finding.column, finding.value, finding.rule, finding.ordinal) == ("method", "guessed", "closed_list", 2)
    assert "exact, folded, transliterated, fuzzy, context" in finding.message


def test_running_text_is_in_no_finding(make) -> None:
    tables = make("sentences", text="a secret")
    assert [finding.value for finding in check_table("sentences", tables["sentences"])] == [None]
    assert split_valid("sentences", tables["sentences"])[1]["value"].to_pylist() == [None]


def test_a_long_value_is_cut(make) -> None:
    tables = make("documents", text_sha256="\u0259" * 1000)
    assert split_valid("documents", tables["documents"])[1]["value"].to_pylist() == ["\u0259" * 80]


def test_a_key_is_unique_and_null_equals_null() -> None:
    link = {"place_id": "K0001", "relation": "part_of", "other_id": "K0002", "source": "a list"}
    links = table(TABLES["place_links"], [link, link, {**link, "system": "soviet"}])
    valid, rejected = split_valid("place_links", links)
    assert valid["system"].to_pylist() == [None, "soviet"]
    assert rejected.select(["rule", "ordinal", "key"]).to_pylist() == [
        {"rule": "unique", "ordinal": 2, "key": "K0001|part_of|K0002||"}
    ]


def mentions(spans: list[tuple[int, int]], document: str = "a") -> pa.Table:
    rows = [
        {
            "sentence_id": f"{document}:s{start}-{end}",
            "document_id": document,
            "start": start,
            "end": end,
            "ordinal": number,
        }
        for number, (start, end) in enumerate(spans, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["sentences"]))


def test_of_a_chain_of_overlaps_only_the_middle_is_bad() -> None:
    valid, rejected = split_valid("sentences", mentions([(0, 10), (5, 15), (12, 20)]))
    assert valid["start"].to_pylist() == [0, 12]
    assert rejected["rule"].to_pylist() == ["no_overlap"]


def test_documents_do_not_overlap_with_each_other() -> None:
    tables = pa.concat_tables([mentions([(0, 10)]), mentions([(5, 15)], "b"), mentions([(10, 12)])])
    assert split_valid("sentences", tables)[0].num_rows == 3


@given(spans=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12, unique=True))
def test_what_is_left_never_overlaps_and_nothing_is_lost(spans: list[tuple[int, int]]) -> None:
    made = mentions(spans)
    valid, rejected = split_valid("sentences", made)
    left = sorted(zip(valid["start"].to_pylist(), valid["end"].to_pylist(), strict=True))
    assert all(start < end for start, end in left)
    assert all(before[1] <= after[0] for before, after in pairwise(left))
    assert valid.num_rows + len(set(rejected["ordinal"].to_pylist())) == made.num_rows
    assert check_table("sentences", valid) == []


def test_what_refers_to_a_row_left_out_is_left_out_with_it(make) -> None:
    tables = make("documents", text_sha256=None)
    left, rejected = split_tables(tables)
    assert {name: rows.num_rows for name, rows in left.items() if name.startswith("place") and name[5:6] != "_"} == {
        "places": 4
    }
    emptied = ("documents", "sentences", "place_mentions", "date_mentions", "figures", "statements", "name_usage")
    assert [left[name].num_rows for name in emptied] == [0] * 7
    assert ("documents", "b", "foreign_key", 2) in {
        (row["table"], row["key"], row["rule"], row["ordinal"]) for row in rejected.to_pylist()
    }
    assert check_tables({**left, "rejected": rejected}) == []


def test_a_valid_dataset_is_split_into_itself_and_nothing(make) -> None:
    left, rejected = split_tables(make())
    assert all(left[name].equals(rows) for name, rows in make().items())
    assert rejected.num_rows == 0


STRUCTURES = [
    (lambda rows: rows.drop(["label"]), "missing_column", "label"),
    (lambda rows: rows.append_column("colour", pa.array(["red"] * rows.num_rows)), "unknown_column", "colour"),
    (lambda rows: rows.select(rows.column_names[::-1]), "column_order", None),
    (lambda rows: rows.set_column(3, "lat", pa.array([1] * rows.num_rows)), "type", "lat"),
    (lambda rows: rows.append_column("lat", rows["lat"]), "double_column", "lat"),
]


@pytest.mark.parametrize(("change", "rule", "column"), STRUCTURES)
def test_the_structure_comes_first(make, change: Any, rule: str, column: str | None) -> None:
    changed = change(make()["places"])
    assert [(finding.rule, finding.column) for finding in check_table("places", changed)] == [(rule, column)]
    with pytest.raises(StructureError, match=rule):
        split_valid("places", changed)
    assert rule in {finding.rule for finding in check_tables({**make(), "places": changed})}


def test_a_dataframe_is_checked_whatever_its_index_and_types(make) -> None:
    rows = make("name_usage", published=date(1992, 6, 1))["name_usage"]
    frame = rows.to_pandas()
    doubled = pd.concat([frame, frame.assign(count=0)])
    assert check_table("name_usage", frame) == []
    found = check_table("name_usage", doubled)
    assert {(finding.rule, finding.ordinal) for finding in found} == {("range", 2), ("unique", 2)}
    assert [f.rule for f in check_table("name_usage", frame.assign(count="many"))] == ["type"]


@pytest.mark.parametrize("name", TABLES)
def test_empty_tables_are_valid(name: str) -> None:
    assert check_table(name, arrow_schema(TABLES[name]).empty_table()) == []


def test_many_chunks_are_checked_as_one(make) -> None:
    rows = make("place_mentions", at=1, method="guessed")["place_mentions"]
    pieces = pa.concat_tables([rows.slice(0, 1), rows.slice(1, 1), rows.slice(2)])
    assert check_table("place_mentions", pieces) == check_table("place_mentions", rows)


def test_a_million_bad_rows_are_counted_not_listed() -> None:
    n = 1_000_000
    rows = pa.table(
        {
            "document_id": pa.array(np.char.add("d", np.arange(n).astype(str))),
            "place_id": pa.repeat("nowhere", n),
            "name": pa.repeat("x", n),
            "tradition": pa.repeat("shared", n),
            "publisher": pa.nulls(n, pa.string()),
            "published": pa.nulls(n, pa.date32()),
            "count": pa.array(np.zeros(n, dtype=np.int32)),
        },
        schema=arrow_schema(TABLES["name_usage"]),
    )
    began = time.process_time()
    found = check_table("name_usage", rows)
    assert time.process_time() - began < 20
    assert [finding.count for finding in found if finding.count > 1] == [n - CAP, n - CAP]
    assert len(found) == 2 * (CAP + 1)


@given(data=st.data())
def test_no_values_make_the_validation_fail(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TABLES)))
    schema = arrow_schema(TABLES[name])
    text = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    kinds: dict[pa.DataType, st.SearchStrategy[Any]] = {
        pa.string(): text,
        pa.int32(): st.none() | st.integers(-(2**31), 2**31 - 1),
        pa.float64(): st.none() | st.floats(),
        pa.bool_(): st.none() | st.booleans(),
        pa.date32(): st.none() | st.dates(),
        pa.list_(pa.string()): st.none() | st.lists(text, max_size=3),
    }
    n = data.draw(st.integers(0, 4))
    arrays = [pa.array(data.draw(st.lists(kinds[f.type], min_size=n, max_size=n)), f.type) for f in schema]
    rows = sort(TABLES[name], pa.Table.from_arrays(arrays, schema=schema))
    valid, rejected = split_valid(name, rows)
    assert valid.num_rows + len(set(rejected["ordinal"].to_pylist())) == n
    assert bool(check_table(name, rows)) == bool(rejected.num_rows)
    assert check_table(name, valid) == []
