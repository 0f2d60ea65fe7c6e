"""Counts that hold for any statements: each counts once, whatever unit of time the page has room for."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.page import spans as spans_module
from karabakh.flows.page.blocks import whole_documents
from karabakh.flows.page.content import content
from karabakh.flows.page.spans import SPAN, UNITS, Spans, first_days, merged, shown, spans
from karabakh.flows.page.tally import COUNT, Tally
from karabakh.flows.publish.edition import Edition
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

EPOCH = date(1970, 1, 1)
PLACES = ("K0001", "K0002", "K0003")
DAYS = st.one_of(st.none(), st.dates())
WIDE = (date.min, date(99, 12, 31), date(100, 1, 1), date(1899, 12, 31), date(1900, 1, 1), EPOCH, date.max)
SAID = st.tuples(
    st.one_of(DAYS, st.sampled_from(WIDE)),
    DAYS,
    st.one_of(st.none(), st.integers(1, 6)),
    st.lists(st.sampled_from(PLACES), unique=True),
)


def number(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days


def statement(at: int, said: tuple[Any, ...]) -> dict[str, Any]:
    first, last, precision, places = said
    if first is not None and last is not None and first > last:
        first, last = last, first
    return {
        "statement_id": f"d{at % 3}:s{at}-{at + 1}",
        "document_id": f"d{at % 3}",
        "place_ids": places,
        "edtf": [],
        "date_start": first,
        "date_end": last,
        "date_prec": precision,
        "figure_ids": [],
    }


@settings(max_examples=25)
@given(st.lists(SAID, max_size=12))
def test_cells_and_spans_count_every_statement_once(said: list[tuple[Any, ...]]) -> None:
    rows = [statement(at, each) for at, each in enumerate(said)]
    made = content(Edition("1.0.0", {"statements": table(TABLES["statements"], rows)}))
    days = [(number(row["date_start"]), number(row["date_end"]), row["date_prec"]) for row in rows]
    dated = [span for span in days if span[:2] != (None, None)]
    spans = list(zip(*(made["spans"][name] for name in (*SPAN.names, COUNT)), strict=True))
    assert {tuple(span): n for *span, n in spans} == Counter(dated)
    assert made["undated"] == len(days) - len(dated)
    cells = zip(*(made["cells"][name] for name in ("place", "span", COUNT)), strict=True)
    told = {(made["places"]["id"][place], spans[at][:3] if at >= 0 else None): n for place, at, n in cells}
    pairs = [
        (place, span if span in dated else None)
        for row, span in zip(rows, days, strict=True)
        for place in row["place_ids"]
    ]
    assert told == Counter(pairs)


def counted(said: list[tuple[Any, ...]]) -> tuple[Spans, pa.Table]:
    rows = table(TABLES["statements"], [statement(at, each) for at, each in enumerate(said)])
    some = pa.table([rows[name].cast(pa.int32()) for name in ("date_start", "date_end", "date_prec")], schema=SPAN)
    found = spans()
    for at in range(rows.num_rows):
        places = pa.array([PLACES.index(place) for place in rows["place_ids"][at].as_py()], pa.int32())
        found.add(some.slice(at, 1), pa.array([0] * len(places), pa.int64()), places)
    return found, some


@pytest.mark.parametrize("room", [0, 300, 600])
def test_where_days_are_too_many_spans_grow_and_still_count(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans_module, "SPANS_BYTES", room)
    first = date(1988, 2, 20)
    said = [(first + timedelta(at * 40), first + timedelta(at * 41), 1, ["K0001"]) for at in range(40)]
    found, days = counted([*said, (None, None, None, ["K0002"])])
    each = shown(found, np.arange(3))
    assert each.unit in UNITS[1:]
    assert sum(each.spans[COUNT]) == 40
    assert each.undated == 1
    assert sum(each.cells[COUNT]) + each.left_out == 41
    assert (each.left_out > 0) == (room == 0)
    for day, span in zip(days.to_pylist(), each.numbers(days), strict=True):
        assert (span >= 0) == (day["start"] is not None)
        if span >= 0:
            assert each.spans["start"][span] <= day["start"] <= day["end"] <= each.spans["end"][span]


@settings(max_examples=30)
@given(st.lists(SAID, min_size=1, max_size=5), st.sampled_from(UNITS))
def test_a_merged_span_holds_the_span_and_is_whole(said: list[tuple[Any, ...]], unit: str) -> None:
    _, days = counted(said)
    grown = merged(days, unit)
    assert merged(grown, unit).equals(grown)
    for old, new in zip(days.to_pylist(), grown.to_pylist(), strict=True):
        assert (old["start"] is None) == (new["start"] is None)
        assert old["start"] is None or new["start"] <= old["start"]
        assert old["end"] is None or new["end"] >= old["end"]
        assert (old["precision"] or 0) <= (new["precision"] or 0)


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("month", date(1992, 2, 1), date(1992, 2, 29)),
        ("year", date(1992, 1, 1), date(1992, 12, 31)),
        ("decade", date(1990, 1, 1), date(1999, 12, 31)),
        ("century", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_day_grows_to_the_unit_it_is_in(unit: str, first: date, last: date) -> None:
    day = number(date(1992, 2, 8))
    [grown] = merged(pa.table({"start": [day], "end": [day], "precision": [1]}, schema=SPAN), unit).to_pylist()
    assert (grown["start"], grown["end"]) == (number(first), number(last))
    assert first_days(pa.array([day], pa.int32()), unit).to_pylist() == [number(first)]


ROWS = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 3)), st.one_of(st.none(), st.sampled_from("ab"))))


@settings(max_examples=30)
@given(st.lists(ROWS, max_size=4))
def test_a_tally_counts_whatever_comes_in_whatever_pieces(pieces: list[list[tuple[int | None, str | None]]]) -> None:
    schema = pa.schema({"number": pa.int32(), "text": pa.string()})
    tally = Tally(schema)
    for piece in pieces:
        tally.add(pa.Table.from_pylist([{"number": number, "text": text} for number, text in piece], schema))
    found = [(row["number"], row["text"]) for row in tally.table().to_pylist() for _ in range(row[COUNT])]
    assert Counter(found) == Counter(row for piece in pieces for row in piece)
    assert len(tally.table()) == len(set(found))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.integers(1, 4))
def test_all_rows_of_a_document_come_at_once(lengths: list[int], size: int) -> None:
    ids = [f"d{at}" for at, length in enumerate(lengths) for _ in range(length)]
    rows = pa.table({"document_id": ids})
    made = list(whole_documents(rows.slice(at, size) for at in range(0, len(ids), size)))
    assert [each for block in made for each in block["document_id"].to_pylist()] == ids
    heads = [each for block in made for each in dict.fromkeys(block["document_id"].to_pylist())]
    assert heads == [f"d{at}" for at in range(len(lengths))]
