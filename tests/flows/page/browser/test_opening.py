"""The page opens from the disk alone, on any screen, with and without scripts, on paper, and whatever the data say."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.page.base_map import base_map
from karabakh.flows.page.content import content
from karabakh.flows.page.page import rendered
from karabakh.flows.publish.edition import Edition

pytestmark = pytest.mark.slow

HOSTILE = "</script><img src=x onerror=window.pwned=1><svg onload=window.pwned=1>\u202edlrow\u2066{{7*7}}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_asks_for_nothing_and_complains_of_nothing(
    opening: Callable[..., Any], page_file: Path, width: int, theme: str
) -> None:
    opened = opening(page_file, width=width, theme=theme)
    opened.page.wait_for_timeout(300)
    assert opened.faults == []
    assert opened.page.evaluate("document.documentElement.dataset.theme") == theme
    for chart in ("map", "timeline", "naming", "figures-chart"):
        assert opened.page.locator(f"#{chart} svg").count() >= 1


@pytest.mark.parametrize("width", [360, 600, 768, 1024, 1600])
def test_nothing_is_wider_than_the_screen(opening: Callable[..., Any], page_file: Path, width: int) -> None:
    page = opening(page_file, "#place=K0004", width=width).page
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_no_size_of_a_download_is_beyond_the_edge(
    opening: Callable[..., Any], data: dict[str, Any], tmp_path: Path
) -> None:
    tables = [{**table, "rows": 123_456_789} for table in data["about"]["tables"]]
    files = [
        {"path": f"{form}/{table['name']}.{form}", "bytes": n, "sha256": "0" * 64, "table": table["name"], "form": form}
        for n, table in enumerate(tables, 987)
        for form in ("parquet", "csv")
    ]
    about = {**data["about"], "tables": tables, "files": files, "n_files": len(files)}
    path = tmp_path / "index.html"
    path.write_text(rendered({**data, "about": about}, base_map()), encoding="utf-8")
    page = opening(path, width=360).page
    page.evaluate("document.querySelectorAll('#downloads details').forEach((each) => (each.open = true))")
    assert page.locator("#downloads .wide").count() == 2
    wide = "[...document.querySelectorAll('#downloads .wide')].map((each) => each.scrollWidth - each.clientWidth)"
    assert page.evaluate(wide) == [0, 0]


def test_a_version_without_statements_opens_as_well(
    opening: Callable[..., Any], edition: Edition, tmp_path: Path
) -> None:
    gazetteer = {name: edition.table(name) for name in ("places", "place_names", "place_links")}
    path = tmp_path / "index.html"
    path.write_text(rendered(content(Edition("1.0.0", gazetteer)), base_map()), encoding="utf-8")
    opened = opening(path)
    assert opened.faults == []
    assert "0 statements" in opened.page.inner_text("#chosen")


def test_without_scripts_the_page_tells_what_it_is_and_where_the_tables_are(
    browser: Any, data: dict[str, Any], tmp_path: Path
) -> None:
    file = {"path": "csv/places.csv", "bytes": 7, "sha256": "0" * 64, "table": "places", "form": "csv"}
    path = tmp_path / "index.html"
    path.write_text(rendered({**data, "about": {**data["about"], "files": [file]}}, base_map()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    words = page.inner_text("body")
    assert "JavaScript" in words
    assert f"{data['totals']['statements']:,}" in words
    assert page.locator("#downloads a[href='csv/places.csv']").first.is_visible()
    assert not page.locator("#map").is_visible()
    context.close()


def test_it_can_be_printed(opening: Callable[..., Any], page_file: Path) -> None:
    opened = opening(page_file, theme="dark")
    paper = opened.page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert len(paper) > 20_000
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#statements-table mark .value").first.is_visible()
    assert not opened.page.locator("#language").is_visible()
    assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert opened.faults == []


def test_on_paper_are_all_rows_that_are_chosen_and_on_the_screen_the_page_of_before(
    opening: Callable[..., Any], page_file: Path, data: dict[str, Any]
) -> None:
    opened = opening(page_file)
    page = opened.page
    total = len(data["statements"]["document"])
    rows = "document.querySelectorAll('#statements-table tbody tr').length"
    told = f"[{rows}, document.getElementById('printed').textContent]"
    page.evaluate("new DataTable('#statements-table').page(2).draw('page')")
    page.evaluate(f"addEventListener('beforeprint', () => (globalThis.paper = {told}))")
    page.pdf()
    assert page.evaluate("paper") == [total, f"Printed: all {total} statements."]
    info = "new DataTable('#statements-table').page.info()"
    assert page.evaluate(f"[{rows}, {info}.page]") == [10, 2]
    page.evaluate("K.store.set({place: 0})")
    few = sum(0 in places for places in data["statements"]["places"])
    page.emulate_media(media="print")  # for browsers that tell only this
    opened.until(f"{rows} === {few}")
    assert page.inner_text("#printed") == f"Printed: all {few} statements chosen."
    page.emulate_media(media="screen")
    opened.until(f"{rows} === 10")
    assert not page.locator("#printed").is_visible()


def test_paper_has_so_many_rows_at_most_and_says_of_how_many(
    opening: Callable[..., Any], data: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    many = {name: column * 9 for name, column in data["statements"].items()}
    path.write_text(rendered({**data, "statements": many}, base_map()), encoding="utf-8")
    opened = opening(path)
    page = opened.page
    page.emulate_media(media="print")
    opened.until("document.querySelectorAll('#statements-table tbody tr').length === 500")
    assert page.inner_text("#printed") == f"Printed: the first 500 of the {len(many['document'])} statements."


def test_on_paper_each_value_stands_beside_its_mark(opening: Callable[..., Any], page_file: Path) -> None:
    page = opening(page_file, width=700).page  # about what A4 has, and less than where cards take the table's place
    page.emulate_media(media="print")
    styles = "(each) => [getComputedStyle(each).position, getComputedStyle(each).visibility]"
    found = page.evaluate(f"[...document.querySelectorAll('mark .value')].map({styles})")
    assert found
    assert all(each == ["static", "visible"] for each in found)


def test_whatever_the_data_say_nothing_of_it_runs(
    opening: Callable[..., Any], data: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    path.write_text(rendered(_hostile(data), base_map()), encoding="utf-8")
    opened = opening(path)
    page = opened.page
    for chosen in ({"place": 0}, {"place": None, "query": HOSTILE}, {"query": "", "language": "hy"}):
        page.evaluate("(chosen) => K.store.set(chosen)", chosen)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.wait_for_timeout(400)
    assert page.evaluate("window.pwned") is None
    assert page.locator("img").count() == 0
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((each) => each.href)")
    assert links
    assert not [each for each in links if not re.match(r"(https?|file|data):", each)]
    assert [each for each in opened.faults if "Content Security" in each or "request" in each or "dialog" in each] == []


def _hostile(data: dict[str, Any]) -> dict[str, Any]:
    """Return the same data with every text nasty, and every second address a script."""
    nasty = _appended({key: value for key, value in data.items() if key not in {"languages", "traditions"}})
    urls = data["documents"]["url"]
    nasty["documents"]["url"] = [
        "javascript:window.pwned=1" if i % 2 else f"{url}{HOSTILE}" for i, url in enumerate(urls)
    ]
    return {**json.loads(json.dumps(data)), **nasty}


def _appended(value: Any) -> Any:
    match value:
        case str():
            return value + HOSTILE
        case dict():
            return {key: _appended(each) for key, each in value.items()}
        case list() | tuple():
            return [_appended(each) for each in value]
        case _:
            return value


def test_a_text_that_turns_its_neighbours_round_stands_apart(
    opening: Callable[..., Any], data: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    nasty = {**_hostile(data), "about": data["about"]}  # what is told of the columns is ours
    path.write_text(rendered(nasty, base_map()), encoding="utf-8")
    page = opening(path).page
    alone = page.evaluate(
        r"""() => {
          const walk = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
          const loose = [];
          while (walk.nextNode()) {
            const parent = walk.currentNode.parentElement;
            if (!/\u202e/.test(walk.currentNode.data) || parent.closest("svg, option")) continue;
            let around = parent;
            while (!getComputedStyle(around).unicodeBidi.includes("isolate")) around = around.parentElement;
            if (around.textContent.trim() !== walk.currentNode.data.trim()) loose.push(around.outerHTML.slice(0, 300));
          }
          return loose;
        }"""
    )
    assert alone == []
