"""The changes.parquet of a published version, and the CHANGES.md that says them to people."""

import re

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.publish.changelog import code
from karabakh.flows.publish.changes import schema
from karabakh.schemas import ABOUT, TABLES
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.fields import description
from karabakh.schemas.visible import visible


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
