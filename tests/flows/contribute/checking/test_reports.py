"""Every report says what was found, and nothing in a file makes a terminal, a browser or GitHub do anything."""

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.contribute.checking import Checked, Checking
from karabakh.flows.contribute.report import FORMATS
from karabakh.flows.contribute.report.record import FIELDS
from karabakh.schemas.findings import Finding

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egnp.exe",
    "a\u200bb",
    "::error file=x::y",
    "x\n::set-output name=a::b\r",
    "%0A::warning::z",
    "{{ 7 * 7 }}",
    "\ud800".encode("utf-8", "replace").decode(),
]


def report(style: str, *findings: Finding, **more: object) -> str:
    files = (Checked(Path("names.csv"), None, "place_names", 12, findings),)
    return "\n".join(FORMATS[style](Checking(files, version="1.0.0")))


def finding(value: str | None = "x", **more: object) -> Finding:
    usual = {
        "table": "place_names",
        "key": "k",
        "column": "name",
        "rule": "closed_list",
        "message": "name must be good",
    }
    place = {"row": 3, "line": 3, "ordinal": 2, "file": "names.csv"}
    return Finding(**{**usual, **place, "value": value, **more})


class Reader(HTMLParser):
    """The elements of a page, its attributes and the words in it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("evil", EVIL)
def test_no_value_is_obeyed(style: str, evil: str) -> None:
    bad = finding(evil, detail=evil, suggestion=evil, key=evil, rule=evil, message=f"must not be {evil}")
    files = (Checked(Path(f"{evil}.csv"), evil, "place_names", 1, (bad,), (evil,)),)
    text = "\n".join(FORMATS[style](Checking(files, (evil,))))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)  # the colours that are ours
    assert all(sign.isprintable() or sign == "\n" for sign in plain)
    if style == "html":
        elements = read(text).elements
        assert elements == read(report("html", bad)).elements or {"script", "img"}.isdisjoint(elements)
        assert {"script", "img"}.isdisjoint(elements)
        assert not any(name.startswith("on") for name, _ in read(text).attributes)
    if style == "github":
        assert sum(line.startswith("::") for line in text.splitlines()) == 1
    if style == "json":
        assert json.loads(text)["findings"][0]["value"] == evil


@given(st.text(max_size=60))
def test_whatever_a_cell_holds_the_page_shows_it_as_text(value: str) -> None:
    usual = read(report("html", finding("x")))
    odd = read(report("html", finding(value or "x")))
    assert odd.elements == usual.elements
    shown = "".join(odd.words)
    assert all(sign.isprintable() or sign == "\n" for sign in shown)
    if value.isprintable() and value.strip():
        assert value in shown


def test_the_page_needs_nothing_else_and_forbids_it() -> None:
    page = report("html", finding())
    reader = read(page)
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(reader.elements)
    assert not any(name in ("src", "action", "onclick") for name, _ in reader.attributes)
    assert all(value.startswith("#") for name, value in reader.attributes if name == "href")
    policy = next(value for name, value in reader.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'")
    assert "url(" not in page
    assert "@import" not in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert page.startswith("<!DOCTYPE html>")
    assert html.unescape(page).count("name must be good") == 1


def test_the_text_groups_by_rule_and_counts_what_it_does_not_show() -> None:
    text = report(
        "text",
        finding("x", suggestion="y"),
        finding("z", row=9, detail="so it is"),
        Finding("place_names", None, "name", None, "closed_list", "name must be good: 88 more rows do not", count=88),
        finding(None, rule="unique", column=None, message="it must be unique", severity="warning"),
    )
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert plain.splitlines() == [
        "names.csv: 90 errors, 1 warning (place_names, 12 rows)",
        "  error    name must be good (90 rows) [closed_list]",
        "           row 3  'x'  -> 'y'",
        "           row 9  'z'  (so it is)",
        "           and 88 more rows",
        "  warning  it must be unique [unique]",
        "           row 3  'k'",
        "",
        "90 errors, 1 warning in 1 file (12 rows), compared with version 1.0.0",
    ]


def test_the_count_of_rows_that_cannot_be_read_stands_with_those_that_are_shown() -> None:
    cells = {"rule": "cells", "column": None, "message": "the row must have 9 cells; it has 2"}
    rest = Finding("place_names", None, None, None, "cells", "40 more rows have the same fault", count=40)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", report("text", finding(None, **cells), rest))
    assert "  error    the row must have 9 cells; it has 2 (41 rows) [cells]" in plain
    assert "and 40 more rows" in plain


def test_json_has_the_fields_that_the_help_names(root: Path) -> None:
    content = json.loads(report("json", finding(), finding(severity="warning")))
    assert list(content) == ["format", "valid", "version", "summary", "notes", "files", "findings"]
    assert content["summary"] == {"files": 1, "rows": 12, "errors": 1, "warnings": 1}
    assert (content["format"], content["valid"], content["version"]) == (1, False, "1.0.0")
    assert [tuple(one) for one in content["findings"]] == [FIELDS] * 2
    from karabakh.flows.contribute.commands import validate

    told = validate.help or ""
    assert all(f'"{name}"' in told for name in [*content, *FIELDS, *content["files"][0]])


def test_github_shows_ten_of_a_kind_and_says_how_many_more() -> None:
    errors = [finding(row=row, line=row) for row in range(2, 40)]
    warnings = [finding(severity="warning")]
    rest = Finding("place_names", None, "name", None, "closed_list", "name must be good: 60 more", count=60)
    lines = report("github", *errors, rest, *warnings).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning", "::notice"]
    assert lines[0] == ("::error file=names.csv,line=2,title=closed_list::row 2, name: name must be good (is 'x')")
    assert "88 more findings" in lines[-1]
    assert "98 errors, 1 warning" in lines[-1]


def test_github_knows_a_file_by_its_path_in_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = report("github", finding(file=str(tmp_path / "seeds" / "a,b.csv"), line=None))
    assert line.startswith("::error file=seeds/a%2Cb.csv,title=")


@pytest.mark.parametrize("style", FORMATS)
def test_a_valid_contribution_has_a_report_too(style: str) -> None:
    assert "1.0.0" in report(style)


def test_what_a_source_says_is_in_no_report(check: Callable[..., Checking], tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text('document_id,text,published\na/b,"a secret\x00 sentence",May\na/b,,x\n', encoding="utf-8")
    for style in FORMATS:
        assert "secret" not in "\n".join(FORMATS[style](check(path)))
