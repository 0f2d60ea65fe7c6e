"""Content of any version fits: each part is made smaller by its rule, and the page is told of it."""

import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from karabakh.flows.page import budget
from karabakh.flows.page.content import content
from karabakh.flows.page.jsontext import fitting, json_text, size
from karabakh.flows.page.publication import publication
from karabakh.flows.page.usage import STEPS, TOGETHER
from karabakh.flows.publish.edition import Edition
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema

Limit = Callable[..., None]
PARTS = ("choice", "content", "documents", "marks", "places", "publication", "spans", "statements", "usage")


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Limit:
    """Set limits of the budget wherever they are used."""

    def limited(**limits: Any) -> None:
        for name in PARTS:
            module = importlib.import_module(f"karabakh.flows.page.{name}")
            for limit, value in limits.items():
                if hasattr(module, limit):
                    monkeypatch.setattr(module, limit, value)

    return limited


def changed(edition: Edition, table: str, **columns: Any) -> Edition:
    """Return the edition with other values in some columns of a table."""
    made = edition.table(table)
    for name, values in columns.items():
        at = made.schema.get_field_index(name)
        made = made.set_column(at, made.schema.field(at), pa.array(values, made.schema.field(at).type))
    return replace(edition, content={**edition.content, table: made})


def told(made: dict[str, Any], what: str) -> dict[str, Any]:
    [entry] = [entry for entry in made["left_out"] if entry["what"] == what]
    assert entry["why"]
    return dict(entry)


def test_shares_leave_room_for_statements() -> None:
    shares = [getattr(budget, name) for name in dir(budget) if name.endswith("_BYTES") and name != "CONTENT_BYTES"]
    assert sum(shares) < 0.85 * budget.CONTENT_BYTES
    assert budget.CONTENT_BYTES <= 2_500_000


@pytest.mark.parametrize("less", [1_000, 4_000, 8_000])
def test_content_is_never_larger_than_it_may_be(edition: Edition, data: Any, limit: Limit, less: int) -> None:
    room = size(data) - less
    limit(CONTENT_BYTES=room, SLACK_BYTES=3_000, STEP_BYTES=0)
    made = content(edition)
    assert len(json_text(made).encode()) <= room
    entry = told(made, "statements")
    assert entry["shown"] == len(made["statements"]["start"]) < entry["total"] == edition.rows["statements"]
    assert entry["table"] == "statements"
    assert sum(made["cells"]["n"]) == pc.sum(pc.list_value_length(edition.table("statements")["place_ids"])).as_py()


def test_what_is_shown_does_not_depend_on_the_files(edition: Edition, data: Any, limit: Limit, tmp_path: Path) -> None:
    limit(CONTENT_BYTES=size(data) - 4_000, SLACK_BYTES=3_000, STEP_BYTES=0)
    for at in range(20):
        (tmp_path / f"{at}.md").write_text("a file", encoding="utf-8")
    without, made = content(edition), content(edition, tmp_path)
    assert len(made["about"]["files"]) == 20
    assert {**without, "about": 0} == {**made, "about": 0}


def test_statements_that_are_shown_bring_their_documents_and_figures(edition: Edition, limit: Limit) -> None:
    limit(STATEMENTS=9, DOCUMENTS_BYTES=200)
    made = content(edition)
    shown = made["statements"]
    assert len(shown["start"]) == 9
    assert set(shown["document"]) <= set(range(len(made["documents"]["id"])))
    assert told(made, "documents")["shown"] == len(made["documents"]["id"]) < 35
    assert sorted(figure for own in shown["figures"] for figure in own) == list(range(len(made["figures"]["kind"])))
    assert [mark[5] for marks in shown["marks"] for mark in marks if mark[2] == "f"] == [
        figure for own in shown["figures"] for figure in own
    ]
    assert list(zip(shown["document"], shown["start"], strict=True)) == sorted(
        zip(shown["document"], shown["start"], strict=True)
    )


def test_places_that_are_named_least_go_first(edition: Edition, data: dict[str, Any], limit: Limit) -> None:
    limit(PLACES_BYTES=500, DETAILS_BYTES=1_500)
    made = content(edition)
    shown = len(made["places"]["id"])
    assert made["places"]["id"] == data["places"]["id"][:shown]
    assert told(made, "places") | {"why": ""} == {
        "what": "places",
        "shown": shown,
        "total": len(data["places"]["id"]),
        "table": "places",
        "why": "",
    }
    detailed = [bool(names) for names in made["places"]["names"]]
    assert detailed == sorted(detailed, reverse=True)
    assert set(made["cells"]["place"]) <= set(range(shown))
    assert told(made, "places of statements, counted by span")["shown"] == sum(made["cells"]["n"])
    assert sum(made["usage"]["n"]) == sum(data["usage"]["n"])
    assert {place for own in made["statements"]["places"] for place in own} <= set(range(shown))


def test_uses_of_names_are_merged_step_by_step_and_none_is_lost(edition: Edition, data: Any, limit: Limit) -> None:
    total, seen = sum(data["usage"]["n"]), set()
    for room in (1_500, 900, 500, 300, 200):
        limit(USAGE_BYTES=room)
        made = content(edition)
        entry = told(made, "uses of names")
        seen.add(entry["why"])
        assert entry["shown"] == sum(made["usage"]["n"])
        assert entry["total"] == total
        if not entry["why"].endswith(STEPS[-1][0]):
            assert entry["shown"] == total
        assert min(made["usage"]["place"]) == TOGETHER
    assert len(seen) >= 3


def test_publishers_that_are_taken_together_are_called_so(edition: Edition, data: Any, limit: Limit) -> None:
    publishers = [f"{at % 9} {'x' * 80}" for at in range(edition.rows["name_usage"])]
    other = changed(edition, "name_usage", publisher=publishers)
    limit(STEPS=STEPS[-1:], USAGE_BYTES=size(data["usage"]) + 700)
    made = content(other)
    used = {made["publishers"][at] for at in made["usage"]["publisher"]}
    assert used == {"4 other publishers", *sorted(set(publishers))[:5]}
    assert sum(made["usage"]["n"]) == sum(data["usage"]["n"])


def test_days_of_publication_are_merged(limit: Limit) -> None:
    days = pa.array([None, *range(18_000, 19_000, 3)], pa.int32()).cast(pa.date32())
    ids = pa.array([f"d{at:04}" for at in range(len(days))])
    edition = Edition("1.0.0", {"documents": _table("documents", {"document_id": ids, "published": days})})
    units = []
    for room in (4_000, 1_000, 100, 40):
        limit(PUBLISHED_BYTES=room)
        each = publication(edition)
        units.append(each.unit)
        assert size(each.days) <= room
        assert (sum(each.days["n"]), each.unknown) == (len(days) - 1, 1)
    assert units == ["day", "month", "year", "decade"]


def test_long_and_hostile_cells_are_cut_and_it_is_said(edition: Edition) -> None:
    rows = edition.rows["documents"]
    hostile = '=HYPERLINK("x")\u202e</script><!--&\u2028' * 200
    publishers = [f"{at}{hostile}" for at in range(rows)]
    made = content(
        changed(
            edition,
            "documents",
            publisher=publishers,
            url=["https://x.example.org/" + "a" * 1_000] * rows,
        )
    )
    text = json_text(made)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == made
    assert len(made["publishers"]) >= rows
    assert max(map(len, made["publishers"])) == budget.CELL_CHARACTERS
    assert set(made["documents"]["url"]) == {None}
    assert told(made, "long addresses")["total"] == rows
    assert told(made, "long texts")["total"] >= rows


def test_a_long_sentence_is_cut_with_the_marks_behind(edition: Edition, limit: Limit) -> None:
    free = changed(edition, "documents", redistributable=[True] * edition.rows["documents"])
    said = changed(free, "sentences", text=["x" * 200] * edition.rows["sentences"])
    limit(TEXT_CHARACTERS=20)
    made = content(said)
    assert {len(text) for text in made["statements"]["text"]} == {20}
    assert max(mark[1] for marks in made["statements"]["marks"] for mark in marks) < 20
    assert told(made, "marks in statements")["shown"] == sum(map(len, made["statements"]["marks"]))


def test_figures_beyond_what_json_has_are_open(edition: Edition) -> None:
    rows = edition.rows["figures"]
    made = content(changed(edition, "figures", low=[1e300] * rows, high=[float("inf")] * rows))
    assert set(made["figures"]["high"]) == {None}
    json.loads(json_text(made))


def test_places_point_at_fewer_documents_where_there_are_many(edition: Edition, data: Any, limit: Limit) -> None:
    limit(DOCUMENTS_BYTES=400, TOP_DOCUMENTS=(20, 2, 1, 0), STATEMENTS=1)
    made = content(edition)
    lengths = {len(top) for top in made["places"]["top_documents"]}
    assert max(lengths) < max(len(top) for top in data["places"]["top_documents"])
    ids = data["documents"]["id"], made["documents"]["id"]
    for whole, top in zip(data["places"]["top_documents"], made["places"]["top_documents"], strict=True):
        assert [ids[0][at] for at, _ in whole][: len(top)] == [ids[1][at] for at, _ in top]


def test_what_fits_is_what_takes_no_more_bytes() -> None:
    assert fitting([], 0) == fitting([9], 9) == 0
    assert fitting([9, 1], 12) == 2
    assert size("</é>") == len(json_text("</é>").encode()) == 17


@pytest.mark.slow
def test_a_large_version_of_long_names_fits() -> None:
    rows, places = 200_000, 4_000
    chance = np.random.default_rng(1)
    long = '<script>&\u202e"Şuşa" ' * 20
    documents = pa.array([f"d{at:06}" + "é" * 90 for at in range(rows // 20)]).take(pa.array(np.arange(rows) // 20))
    starts = pa.array((np.arange(rows) * 100).astype(str))
    ids = pa.array([f"K{at:05}" for at in range(places)])
    named = ids.take(pa.array(chance.integers(0, places, rows)))
    days = pa.array(chance.integers(-700_000, 2_900_000, rows).astype(np.int32)).cast(pa.date32())
    each = pa.array(np.arange(rows + 1, dtype=np.int32))
    figures = pc.binary_join_element_wise(documents, ":f", starts, "-9", "")
    at = pa.array((np.arange(rows) * 100).astype(np.int32))
    tables = {
        "statements": {
            "statement_id": pc.binary_join_element_wise(documents, ":s", starts, "-999999999", ""),
            "document_id": documents,
            "place_ids": pa.ListArray.from_arrays(each, named),
            "edtf": pa.ListArray.from_arrays(each, pa.repeat("1992-05-08~" * 30, rows)),
            "date_start": days,
            "date_end": days,
            "date_prec": pa.repeat(pa.scalar(1, pa.int32()), rows),
            "published": days,
            "figure_ids": pa.ListArray.from_arrays(each, figures),
        },
        "figures": {
            "figure_id": figures,
            "document_id": documents,
            "sentence": at,
            "start": at,
            "end": pc.add(at, 5).cast(pa.int32()),
            "surface": pa.repeat(long, rows),
            "kind": pa.repeat("killed", rows),
            "low": pa.repeat(1.0, rows),
            "approximate": pa.repeat(True, rows),
            "unit": pa.repeat("people", rows),
            "group": pa.repeat(long, rows),
        },
        "name_usage": {
            "document_id": documents,
            "place_id": named,
            "name": pc.binary_join_element_wise(pa.repeat(long, rows), starts, ""),
            "tradition": pa.array(["armenian", "azerbaijani"]).take(pa.array(np.arange(rows) % 2)),
            "publisher": pc.binary_join_element_wise(documents, pa.repeat(long, rows), ""),
            "published": days,
            "count": pa.repeat(pa.scalar(1, pa.int32()), rows),
        },
        "places": {"place_id": ids, "label": pa.repeat(long, places), "tier": pa.repeat("core", places)},
    }
    made = content(Edition("1.0.0", {name: _table(name, columns) for name, columns in tables.items()}))
    assert len(json_text(made).encode()) <= budget.CONTENT_BYTES
    assert made["totals"]["statements"] == sum(made["spans"]["n"]) == rows
    assert made["statements"]["start"]


def _table(name: str, columns: dict[str, pa.Array]) -> pa.Table:
    """Return a table that has these columns, and nulls in all others."""
    schema = pa.schema([field.with_nullable(True) for field in arrow_schema(TABLES[name])])
    count = len(next(iter(columns.values())))
    return pa.table([columns.get(field.name, pa.nulls(count, field.type)) for field in schema], schema=schema)
