"""changes.parquet says what leads from the version before to this one, and CHANGES.md says it to people."""

import json
import math
import re
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from karabakh.flows.publish import rows as rows_module
from karabakh.flows.publish.changelog import code
from karabakh.flows.publish.changes import changes, schema
from karabakh.flows.publish.difference import difference
from karabakh.flows.publish.highlights import Highlights
from karabakh.flows.publish.order import sort_indices
from karabakh.schemas import ABOUT, TABLES
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.csv import split_cell
from karabakh.schemas.fields import description
from karabakh.schemas.keys import key_text, split_key
from karabakh.schemas.visible import visible

SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        ("at", pa.int32()),
        ("size", pa.float64()),
        ("good", pa.bool_()),
        ("day", pa.date32()),
        ("note", pa.string()),
        ("words", pa.list_(pa.string())),
    ]
)
KEY = ("name", "at")
TEXTS = st.sampled_from(["a", "=1", "é", "a|b", "\\", '"', "\n\t\x01", "\u2028", "null", "\U0001d11e"])
ROWS = st.dictionaries(
    st.tuples(st.none() | TEXTS, st.none() | st.integers(-1, 2)),
    st.tuples(
        st.none() | st.sampled_from([0.0, -0.0, 1.5, 1e300, 40.0, math.nan, -math.inf]),
        st.none() | st.booleans(),
        st.none() | st.dates(),
        st.none() | TEXTS,
        st.lists(TEXTS, max_size=3),
    ),
    max_size=8,
)


class Side:
    """A version with one table."""

    def __init__(self, table=None, key=KEY, name="things"):
        self._table, self._key = table, key
        self.tables = () if table is None else (name,)

    def stream(self, _):
        return self._table

    def key(self, _):
        return self._key


def table(rows, schema=SCHEMA):
    columns = zip(*(key + cells for key, cells in rows.items()), strict=True) if rows else [[]] * len(schema)
    made = pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
    return made.take(sort_indices(made, KEY))


def listed(old, new, name="things"):
    return [row for batch in changes(old, new, name) for row in batch.to_pylist()]


def by_key(made):
    return dict(zip(key_text(made, KEY).to_pylist(), made.to_pylist(), strict=True))


def value(text, field):
    """What a cell of `changes` says, as a value."""
    if pa.types.is_list(field.type):
        return split_cell(text) if text is not None else []
    return text if text is None else PARSE[field.type](text)


PARSE = {
    pa.string(): str,
    pa.int32(): int,
    pa.float64(): float,
    pa.bool_(): {"true": True, "false": False}.__getitem__,
    pa.date32(): date.fromisoformat,
}


def row_of(key, text):
    """What a whole row of `changes` says, as a row."""
    cells = {**dict.fromkeys(SCHEMA.names), **json.loads(text)}
    name, at = split_key(key)
    given_cells = {"name": name or None, "at": int(at) if at else None}
    size = cells["size"] if cells["size"] is None else float(cells["size"])
    day = cells["day"] and date.fromisoformat(cells["day"])
    return {**cells, **given_cells, "size": size, "day": day}


def applied(old, rows):
    """The old rows with the changes made to them; each change must find what it expects."""
    now = by_key(old)
    for row in rows:
        if row["change"] == "added":
            assert row["key"] not in now
            now[row["key"]] = row_of(row["key"], row["new"])
        elif row["change"] == "removed":
            assert same(now.pop(row["key"]), row_of(row["key"], row["old"]))
        else:
            field = SCHEMA.field(row["column"])
            assert same(now[row["key"]][row["column"]], value(row["old"], field))
            now[row["key"]][row["column"]] = value(row["new"], field)
    return now


def same(one, other):
    return plain(one) == plain(other)


def plain(held):
    """Values in which NaN equals itself."""
    if isinstance(held, dict):
        return {name: plain(cell) for name, cell in held.items()}
    return "not a number" if isinstance(held, float) and math.isnan(held) else held


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS, st.integers(1, 5))
@example({("a", 1): (None,) * 4 + ([],)}, {("a", None): (None,) * 4 + ([],)}, 1)
def test_the_changes_made_to_the_old_rows_give_the_new_ones(old, new, size):
    old, new = table(old), table(new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "BATCH_ROWS", size)
        rows = listed(Side(old), Side(new))
    assert same(applied(old, rows), by_key(new))


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS, st.integers(1, 5))
def test_they_are_as_many_as_the_difference_says_in_the_order_of_rows_and_columns(old, new, size):
    old, new = table(old), table(new)
    found = Highlights("things", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "BATCH_ROWS", size)
        told = difference(old, new, KEY, KEY)
        rows = [row for batch in found.watched(changes(Side(old), Side(new), "things")) for row in batch.to_pylist()]
    assert found.counts == {"added": told.added, "removed": told.removed, "changed": told.changed}
    assert all(len(first) == min(2, found.counts[kind]) for kind, first in found.first.items())
    both = table(
        {tuple(row[name] for name in KEY): (None,) * 4 + ([],) for row in [*old.to_pylist(), *new.to_pylist()]}
    )
    places = {key: place for place, key in enumerate(by_key(both))}
    order = [(places[row["key"]], -1 if row["column"] is None else SCHEMA.names.index(row["column"])) for row in rows]
    assert order == sorted(set(order))


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_table_does_not_differ_from_itself(rows):
    assert listed(Side(table(rows)), Side(table(rows))) == []


@settings(max_examples=25, deadline=None)
@given(ROWS, ROWS)
def test_the_way_back_is_the_same_with_old_and_new_exchanged(old, new):
    there, back = (listed(Side(table(one)), Side(table(other))) for one, other in ((old, new), (new, old)))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == [{**row, "change": turned[row["change"]], "old": row["new"], "new": row["old"]} for row in there]


ROW = {("a", 1): (0.5, True, date(1992, 5, 8), "x", ["b|c"])}


def test_each_cell_is_told_as_csv_has_it_without_the_guard():
    other = {("a", 1): (40.0, None, date(1992, 5, 9), "=1", ["b|c", "d"])}
    cells = {row["column"]: (row["old"], row["new"]) for row in listed(Side(table(ROW)), Side(table(other)))}
    assert cells == {
        "size": ("0.5", "40"),
        "good": ("true", None),
        "day": ("1992-05-08", "1992-05-09"),
        "note": ("x", "=1"),
        "words": (r"b\|c", r"b\|c|d"),
    }


def test_a_row_is_an_object_of_what_is_in_it():
    [row] = listed(Side(table({})), Side(table({**ROW})))
    told = '{"size":0.5,"good":true,"day":"1992-05-08","note":"x","words":["b|c"]}'
    assert row == {"table": "things", "key": "a|1", "change": "added", "column": None, "old": None, "new": told}
    [row] = listed(Side(table({(None, None): (None,) * 5})), Side(table({})))
    assert (row["key"], row["old"]) == ("|", "{}")


def test_of_columns_only_that_they_came_went_or_have_another_type():
    old, new = table(ROW), table({("a", 1): (9.9, True, date(1992, 5, 8), "y", ["b|c"])})
    new = new.drop_columns(["good"]).append_column("more", pa.array([1], pa.int32()))
    new = new.set_column(2, "size", new["size"].cast(pa.string()))
    told = [(row["key"], row["change"], row["column"], row["old"], row["new"]) for row in listed(Side(old), Side(new))]
    assert told == [
        (None, "removed", "good", "bool", None),
        (None, "added", "more", None, "int32"),
        (None, "changed", "size", "float64", "string"),
        ("a|1", "changed", "note", "x", "y"),
    ]


@pytest.mark.parametrize(("old", "new", "change"), [(None, ROW, "added"), (ROW, None, "removed")])
def test_of_a_table_only_that_it_came_or_went(old, new, change):
    old, new = (Side(None if rows is None else table(rows)) for rows in (old, new))
    assert listed(old, new) == [
        {"table": "things", "key": None, "change": change, "column": None, "old": None, "new": None}
    ]


def test_with_another_key_rows_are_not_compared():
    old, new = Side(table(ROW), ("name",)), Side(table({("b", 1): (None,) * 5}))
    assert listed(old, new) == [
        {"table": "things", "key": None, "change": "changed", "column": None, "old": "name", "new": "name|at"}
    ]
    retyped = table(ROW).set_column(1, "at", pa.array(["1"]))
    assert [row["column"] for row in listed(Side(table(ROW)), Side(retyped))] == ["at"]
    for lost in ((), ("name", "lost")):  # as a damaged version from elsewhere may say
        assert listed(Side(table(ROW), lost), Side(table({}), lost)) == []


def test_types_that_no_table_here_has_are_told_too():
    kinds = {"id": ["a"], "when": [date(1992, 5, 8)], "pair": [{"x": 1}], "raw": [b"\xff\x00"], "counts": [[1, 2]]}
    old = pa.table(kinds)
    new = pa.table({**kinds, "pair": [{"x": 2}], "raw": [b"\xff\x01"], "counts": [[1, 3]]})
    cells = {row["column"]: (row["old"], row["new"]) for row in listed(Side(old, ("id",)), Side(new, ("id",)))}
    assert set(cells) == {"pair", "raw", "counts"}
    assert cells["pair"] == ('{"x": 1}', '{"x": 2}')
    [row] = listed(Side(old.slice(1), ("id",)), Side(new, ("id",)))
    assert set(json.loads(row["new"])) == {"when", "pair", "raw", "counts"}


# in a published version


@pytest.fixture
def changed(put, rows, build, data):
    """Publish the rows, then what a function makes of them; return the version and its changes."""

    def changed(change):
        put(build(rows))
        change(rows)
        folder = put(build(rows), allow_drop=True).path
        return folder, pq.read_table(folder / "changes.parquet")

    return changed


def test_the_first_version_says_that_it_is_the_first(put, tables):
    folder = put(tables).path
    found = pq.read_table(folder / "changes.parquet")
    assert found.schema.equals(schema(), check_metadata=True)
    assert found.num_rows == 0
    assert "This is the first version" in (folder / "CHANGES.md").read_text(encoding="utf-8")


def test_running_text_is_never_shown(changed):
    def change(rows):
        rows["sentences"][0]["text"] = "Nobody may read this now."
        rows["sentences"].append(rows["sentences"][0] | {"sentence_id": "one:s50-75", "start": 50, "end": 75})
        del rows["sentences"][1]

    folder, found = changed(change)
    assert [row for row in found.to_pylist() if row["change"] == "changed"] == [
        {"table": "sentences", "key": "one:s0-40", "change": "changed", "column": "text", "old": None, "new": None}
    ]
    assert set(found["change"].to_pylist()) == {"added", "changed", "removed"}
    page = (folder / "CHANGES.md").read_text(encoding="utf-8")
    for shown in (page, *(text or "" for side in ("old", "new") for text in found[side].to_pylist())):
        assert "Nobody" not in shown
        assert "They met" not in shown
    assert "- `one:s0-40`: `text` (not shown)" in page


def test_running_text_of_another_release_is_not_shown_either():
    """The column has another name today; that it is running text stands in the file."""
    text = pa.field("words", pa.string(), metadata={"excerpt": "true"})
    old = pa.table([["a", "b"], ["Secret.", "Secret."]], schema=pa.schema([pa.field("id", pa.string()), text]))
    new = old.slice(1).drop_columns(["words"])
    rows = listed(Side(old, ("id",)), Side(new, ("id",)))
    assert [(row["key"], row["column"], row["old"]) for row in rows] == [(None, "words", "string"), ("a", None, "{}")]


def test_tables_come_in_publishing_order_and_rows_in_that_of_their_keys(changed):
    def change(rows):
        rows["rejected"][1]["message"] = "Other."
        rows["documents"][1]["publisher"] = "Somebody"
        rows["documents"].append(rows["documents"][0] | {"document_id": "a"})

    _, found = changed(change)
    assert list(zip(*(found[name].to_pylist() for name in ("table", "key", "column")), strict=True)) == [
        ("documents", "a", None),
        ("documents", "three", "publisher"),
        ("rejected", "documents||encoding||3", "message"),
    ]


def test_the_file_says_of_itself_what_the_schema_does(changed):
    folder, found = changed(lambda rows: rows["places"].pop())
    assert found.schema.equals(arrow_schema(ABOUT["changes"]), check_metadata=True)
    assert all(field.metadata[b"description"] for field in found.schema)
    group = pq.ParquetFile(folder / "changes.parquet").metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"
    assert description(ABOUT["changes"]) in (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "changes" not in TABLES


def test_a_group_of_rows_holds_one_table(changed):
    def change(rows):
        for name in ("documents", "places"):
            rows[name].pop()

    folder, _ = changed(change)
    file = pq.ParquetFile(folder / "changes.parquet")
    groups = [set(file.read_row_group(number)["table"].to_pylist()) for number in range(file.num_row_groups)]
    assert groups == [{"documents"}, {"places"}]


def test_the_page_counts_all_and_shows_the_first(changed):
    def change(rows):
        rows["places"] += [rows["places"][0] | {"place_id": f"K1{number:03}"} for number in range(1234)]

    folder, found = changed(change)
    assert found.num_rows == 1234
    page = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "| `places` | 0 | 1,234 | 0 |" in page
    assert "1,234 rows added, the first 10 of them:" in page
    assert len(re.findall(r"^- `K1\d+`: `\{", page, re.MULTILINE)) == 10
    assert "`karabakh diff 1.0.0 1.1.0`" in page


def test_where_the_tables_stay_the_page_says_what_changed(put, tables):
    from karabakh.flows.publish.writers import WRITERS, Page

    put(tables)
    folder = put(tables, writers=(*WRITERS, Page("new.html", lambda edition, folder: "<p>"))).path
    page = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "Version 1.0.1 follows 1.0.0; it is a patch change." in page
    assert "The rows of every table are the same as before. What changed: `new.html added`." in page
    assert pq.read_metadata(folder / "changes.parquet").num_rows == 0


def test_what_is_said_of_a_step_makes_no_version(put, rows, build):
    put(build(rows))
    rows["places"].pop()
    assert put(build(rows), allow_drop=True).version == "1.1.0"
    assert not put(build(rows)).changed


def test_a_table_that_came_or_went_is_said(put, tables):
    put({"places": tables["places"]})
    folder = put({"place_links": tables["place_links"]}, allow_drop=True).path
    page = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "## `place_links`\n\n- The table was added." in page
    assert "## `places`\n\n- The table was removed." in page


HOSTILE = [
    "`<script>alert(1)</script>`",
    "| a | b |\n| --- | --- |",
    "``` \n# heading",
    "![x](https://example.org/x.png) @somebody #1",
    "\u202etfel ot thgir\u202c",
    "\x1b[31mred\x07",
    "&lt;b&gt;",
    "`",
    " ` ",
    "a\u2028b\u0085c",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_is_more_than_text_on_the_page(changed, cell):
    html = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")

    def change(rows):
        rows["places"][0]["note"] = f"{cell}1"
        rows["places"][1]["note"] = f"{cell}2"
        rows["places"].append(rows["places"][0] | {"place_id": "K0003", "label": f"{cell}3"})

    folder, _ = changed(change)
    page = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert page.isprintable() or set(page) - {"\n"} == {sign for sign in page if sign.isprintable()}
    tokens = html.parse(page.partition("## Columns")[0])
    kinds = {child.type for token in tokens for child in [token, *(token.children or [])]}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "fence", "code_block"}
    told = [child.content for token in tokens for child in token.children or [] if child.type == "code_inline"]
    assert {visible(f"{cell}1").strip(), visible(f"{cell}2").strip()} <= {text.strip() for text in told}
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_code_is_one_line_and_comes_back(text):
    html = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    [token] = [token for token in html.parse(f"- {code(text)} end") if token.type == "inline"]
    assert "\n" not in token.content
    assert [child.type for child in token.children] == ["code_inline", "text"]
    assert token.children[1].content == " end"
