"""Which number a version gets: from what changed in the tables as values, or around them."""

import json
from dataclasses import replace
from datetime import date
from types import new_class

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.flows.publish import resources
from karabakh.flows.publish.number import Change
from karabakh.flows.publish.writers import WRITERS, Page
from karabakh.schemas import TABLES
from karabakh.schemas import arrow as schemas_arrow
from karabakh.schemas.fields import Float64, Int32, String, Table, field


def model(columns, key=("thing_id",), meaning="What it is."):
    """Declare a table of things with some columns."""

    def body(namespace):
        namespace["__doc__"] = "One row for each thing."
        namespace["__module__"] = __name__
        namespace["__annotations__"] = dict(columns)
        namespace.update({name: field(name.title(), meaning, nullable=name not in key) for name in columns})

    return new_class("Things", (Table,), {"title": "Things", "key": key}, body)


COLUMNS = {"thing_id": String, "name": String, "count": Int32}
ROWS = [{"thing_id": "a", "name": "one", "count": 1}, {"thing_id": "b", "name": None, "count": 2}]


@pytest.fixture
def put_things(put, monkeypatch):
    """Publish a table of things as declared by a model."""

    def put_things(rows=ROWS, columns=COLUMNS, key=("thing_id",), meaning="What it is.", **options):
        monkeypatch.setitem(TABLES, "things", model(columns, key, meaning))
        known = [{name: value for name, value in row.items() if name in columns} for row in rows]
        return put({"things": schemas_arrow.table(TABLES["things"], known)}, allow_drop=True, **options)

    put_things()
    return put_things


@pytest.mark.parametrize(
    ("change", "version", "arguments"),
    [
        pytest.param("major", "2.0.0", {"columns": {"thing_id": String, "name": String}}, id="column removed"),
        pytest.param(
            "major", "2.0.0", {"columns": {"thing_id": String, "label": String, "count": Int32}}, id="column renamed"
        ),
        pytest.param("major", "2.0.0", {"columns": COLUMNS | {"count": Float64}}, id="column retyped"),
        pytest.param("major", "2.0.0", {"key": ("thing_id", "count")}, id="key changed"),
        pytest.param("minor", "1.1.0", {"columns": COLUMNS | {"size": Float64}}, id="column added"),
        pytest.param("minor", "1.1.0", {"rows": [*ROWS, {"thing_id": "c"}]}, id="row added"),
        pytest.param("minor", "1.1.0", {"rows": ROWS[:1]}, id="row removed"),
        pytest.param("minor", "1.1.0", {"rows": [ROWS[0] | {"thing_id": "c"}, ROWS[1]]}, id="key of a row changed"),
        pytest.param("patch", "1.0.1", {"rows": [ROWS[0] | {"count": 7}, ROWS[1]]}, id="cell changed"),
        pytest.param("patch", "1.0.1", {"rows": [ROWS[0], ROWS[1] | {"name": "two"}]}, id="cell filled"),
        pytest.param("patch", "1.0.1", {"rows": [ROWS[0] | {"name": None}, ROWS[1]]}, id="cell emptied"),
        pytest.param("patch", "1.0.1", {"meaning": "What it stands for."}, id="only the description changed"),
        pytest.param(
            "patch",
            "1.0.1",
            {"columns": {"thing_id": String, "count": Int32, "name": String}},
            id="only the order of columns changed",
        ),
    ],
)
def test_each_kind_of_change(put_things, change, version, arguments):
    published = put_things(**arguments)
    assert (published.change, published.version, published.changed) == (Change(change), version, True)


def test_the_highest_kind_applies(put_things):
    rows = [ROWS[0] | {"count": 7}, {"thing_id": "c", "name": None, "count": 1}]
    published = put_things(rows)
    assert (published.version, published.reason) == ("1.1.0", "things: 1 row added, 1 row removed, 1 row changed")
    assert put_things(rows, columns={"thing_id": String, "count": Int32}).version == "2.0.0"


def test_tables_added_and_removed(put, tables):
    put({"places": tables["places"]})
    added = put({"places": tables["places"], "place_names": tables["place_names"]})
    assert (added.version, added.reason) == ("1.1.0", "table place_names added")
    removed = put({"places": tables["places"]}, allow_drop=True)
    assert (removed.version, removed.reason) == ("2.0.0", "table place_names removed")


def test_a_file_more_or_less_is_a_patch(put, tables):
    put(tables)
    more = (*WRITERS, Page("hello.html", lambda edition, folder: "<p>hello</p>"))
    assert (put(tables, writers=more).version, put(tables, writers=more).changed) == ("1.0.1", False)
    fewer = put(tables)
    assert (fewer.version, fewer.reason) == ("1.0.2", "hello.html removed")


def test_another_page_is_a_patch(put, tables):
    greeting = "hello"
    more = (*WRITERS, Page("hello.html", lambda edition, folder: greeting))
    put(tables, writers=more)
    assert not put(tables, writers=more).changed
    greeting = "good day"
    changed = put(tables, writers=more)
    assert (changed.version, changed.reason) == ("1.0.1", "hello.html changed")


def test_the_forms_of_the_gazetteer_come_as_a_patch(put, tables, monkeypatch):
    with monkeypatch.context() as before:  # as a release of this software that did not have them
        before.setattr(resources, "interchange", lambda edition: ())
        put(tables, writers=[writer for writer in WRITERS if "gazetteer/" not in str(writer)])
    published = put(tables)
    assert (published.version, published.change) == ("1.0.1", Change.PATCH)
    assert published.reason == (
        "gazetteer/gazetteer.geojson added; gazetteer/gazetteer.parquet added; croissant.json changed; "
        "dataset.jsonld changed; datapackage.json changed"
    )
    assert not put(tables).changed


def test_another_line_of_the_gazetteer_is_a_patch(put, tables):
    other = [
        replace(writer, lines=lambda edition: iter(["{}\n"])) if "geojson" in str(writer) else writer
        for writer in WRITERS
    ]
    put(tables, writers=other)
    published = put(tables)
    assert (published.version, published.reason) == ("1.0.1", "gazetteer/gazetteer.geojson changed")


@pytest.mark.parametrize(
    "another",
    [
        pytest.param(lambda table: table.replace_schema_metadata({"geo": "{}"}), id="what it says of itself"),
        pytest.param(lambda table: table.drop_columns("note"), id="a column fewer"),
        pytest.param(lambda table: table.slice(1), id="a row fewer"),
    ],
)
def test_another_table_of_the_gazetteer_is_a_patch(put, tables, another):
    [own] = [writer for writer in WRITERS if getattr(writer, "name", "") == "gazetteer/gazetteer.parquet"]
    other = [
        replace(own, table=lambda edition: another(own.table(edition))) if writer is own else writer
        for writer in WRITERS
    ]
    put(tables, writers=other)
    published = put(tables)
    assert (published.version, published.reason) == ("1.0.1", "gazetteer/gazetteer.parquet changed")


def test_nothing_changed_writes_nothing(put, tables, data, snapshot):
    first = put(tables)
    before = snapshot(data)
    again = put(tables)
    assert (again.version, again.path, again.changed, again.change) == (first.version, first.path, False, None)
    assert snapshot(data) == before


def test_other_bytes_of_the_same_values_publish_nothing(put, tables):
    """As another version of the Parquet library would write them."""
    other = (
        type(WRITERS[0])(
            "parquet",
            lambda edition, name, folder: pq.write_table(
                edition.table(name), folder / f"parquet/{name}.parquet", compression="none"
            ),
        ),
        *WRITERS[1:],
    )
    put(tables, writers=other)
    assert not put(tables).changed


def test_dates_and_lists_are_compared_as_values(put, rows, build):
    put(build(rows))
    rows["documents"][1]["published"] = date(2021, 1, 1)
    assert put(build(rows)).reason == "documents: 1 row changed"
    rows["place_mentions"][1]["candidates"] = ["K0002", "K0001"]
    assert put(build(rows)).reason == "place_mentions: 1 row changed"


def test_rows_are_compared_where_a_part_of_the_key_is_null(put, rows, build):
    put(build(rows))
    rows["rejected"][1]["message"] = "It is not a text."
    published = put(build(rows))
    assert (published.version, published.reason) == ("1.0.1", "rejected: 1 row changed")


def test_numbers_have_no_limit_of_nine(put, tables, rows, build, data):
    put(tables)
    for turn in range(11):
        rows["places"][0]["note"] = f"turn {turn}"
        put(build(rows))
    assert (data / "latest").read_text(encoding="utf-8") == "1.0.11\n"
    listed = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    assert [entry["version"] for entry in listed["versions"]] == [f"1.0.{patch}" for patch in range(12)]


def test_a_table_with_other_chunks_is_the_same(put, tables):
    put(tables)
    chunked = {name: pa.concat_tables([table.slice(0, 1), table.slice(1)]) for name, table in tables.items()}
    assert not put(chunked).changed
