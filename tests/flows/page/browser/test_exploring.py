"""What a reader chooses narrows everything at once: by hand, by keyboard, or by the address of a view."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.page.base_map import base_map
from karabakh.flows.page.page import rendered

pytestmark = pytest.mark.slow

ROWS = "#statements-table tbody tr"


def _number(page: Any) -> int:
    """Return how many statements the table has, by what it says."""
    return int(page.evaluate("new DataTable('#statements-table').page.info().recordsDisplay"))


def _place(data: dict[str, Any], name: str) -> int:
    """Return the place that has a name."""
    return next(i for i, rows in enumerate(data["places"]["names"]) if any(row[0] == name for row in rows))


def test_a_window_of_dates_narrows_places_and_table(page: Any, data: dict[str, Any]) -> None:
    before, first = _number(page), page.locator("#places button").first.inner_text()
    page.fill("#from", "1920-01-01")
    page.dispatch_event("#from", "change")
    page.fill("#to", "1929-12-31")
    page.dispatch_event("#to", "change")
    assert 0 < _number(page) < before == len(data["statements"]["document"])
    assert page.locator("#places button").first.inner_text() != first
    assert page.evaluate("K.filter.placeCounts().reduce((a, b) => a + b)") < sum(data["cells"]["n"])
    assert "whose dates reach into 1920 – 1929" in page.inner_text("#chosen")
    page.evaluate("K.store.set({from: null})")
    assert page.inner_text("#chosen").endswith("with dates until 1929-12-31")
    assert "days until 1929-12-31" in page.inner_text("#window-told")
    page.click("#clear")
    assert _number(page) == before
    assert page.input_value("#from") == ""


def test_a_brush_over_the_timeline_narrows_map_and_table(opened: Any, page: Any) -> None:
    before = _number(page)
    counts = "[...K.filter.placeCounts()].join()"
    places = page.evaluate(counts)
    page.locator("#timeline").scroll_into_view_if_needed()
    box = page.locator("#timeline svg").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.5, steps=8)
    page.mouse.up()
    opened.until("K.store.get().from !== null")
    assert 0 < _number(page) < before
    assert page.evaluate(counts) != places
    assert page.input_value("#from") != ""


def test_the_card_of_a_place_shows_all_its_names(page: Any, data: dict[str, Any]) -> None:
    place = _place(data, "Stepanakert")
    page.fill("#place-search", "stepanakert")
    page.locator("#places button").first.click()
    rows = page.locator("#place-card .names tbody tr:not(.group)")
    shown = [(row.locator("bdi").inner_text(), row.locator("bdi").get_attribute("lang")) for row in rows.all()]
    assert sorted(shown) == sorted((name, language) for name, language, *_ in data["places"]["names"][place])
    traditions = {title["code"]: title["title"] for title in data["traditions"]}
    groups = " ".join(page.locator("#place-card .names .group").all_inner_texts())
    assert all(traditions[row[2]] in groups for row in data["places"]["names"][place])
    assert page.evaluate("document.activeElement.textContent") == data["places"]["label"][place]
    page.click("#place-card .back")
    assert page.locator("#place-card").is_hidden()
    assert page.evaluate("document.activeElement.dataset.place") == data["places"]["id"][place]


def test_a_place_is_found_by_any_name_without_its_diacritics(page: Any, data: dict[str, Any]) -> None:
    for asked in ("Şuşa", "susa", "SHUSHI", "Շուշի", "шуша"):
        page.fill("#place-search", asked)
        ids = page.locator("#places button").evaluate_all("each => each.map((one) => one.dataset.place)")
        assert data["places"]["id"][_place(data, "Shushi")] in ids, asked


def test_labels_switch_to_every_language_that_is_offered(page: Any, data: dict[str, Any]) -> None:
    offered = page.locator("#language option").evaluate_all("all => all.map((one) => one.value)")
    assert offered == ["label", *(each["code"] for each in data["languages"])]
    assert {"az-Latn", "en", "hy", "ru"} <= set(offered)
    for code in offered[1:]:
        page.select_option("#language", code)
        place = next(i for i, labels in enumerate(data["places"]["labels"]) if code in labels)
        label = page.locator(f"#places [data-place='{data['places']['id'][place]}'] bdi").first
        assert label.inner_text() == data["places"]["labels"][place][code]
        assert label.get_attribute("lang") == code


def test_no_two_places_are_called_the_same(page: Any, data: dict[str, Any]) -> None:
    page.evaluate("for (const at of [0, 1, 2]) K.data.places.labels[at].en = 'Alpha'")
    for code in ("label", *(language["code"] for language in data["languages"])):
        page.evaluate("(code) => K.store.set({language: code})", code)
        called = page.evaluate("K.data.places.id.map((_, place) => K.labels.of(place))")
        assert len(set(called)) == len(called), code
        assert code != "en" or all(each.startswith("Alpha (") for each in called[:3])


def test_a_search_by_one_name_finds_statements_that_say_another(opened: Any, page: Any, data: dict[str, Any]) -> None:
    page.fill("#statement-search", "Stepanakert")
    opened.until("K.store.get().query === 'Stepanakert'")
    place = _place(data, "Stepanakert")
    named = [places for places in data["statements"]["places"] if place in places]
    assert _number(page) == len(named)
    assert "Khankendi" in page.inner_text("#statements-table")
    assert "is a name of" in page.inner_text("#meaning")
    page.fill("#statement-search", "no such word")
    opened.until("K.store.get().query === 'no such word'")
    assert "No statement is left" in page.inner_text("#statements-table")


def test_a_state_that_no_text_names_is_called_as_the_reader_chose(opened: Any, page: Any, data: dict[str, Any]) -> None:
    assert "IR" in data["states"]
    assert (
        data["states"]
        .keys()
        .isdisjoint(data["places"]["country"][i] for i, kind in enumerate(data["places"]["type"]) if kind == "country")
    )
    said = "[...document.querySelectorAll('#map text')].map((each) => each.textContent)"
    for language, name in (("ru", "Иран"), ("label", "Iran")):
        page.evaluate("(language) => K.store.set({language})", language)
        opened.until(f"{said}.includes('{name}')")


@pytest.mark.parametrize("sign", ["'", "’", '"', "%", ".*("])
def test_a_sign_that_no_statement_has_finds_none(page: Any, sign: str) -> None:
    page.evaluate("(query) => K.store.set({query})", sign)
    assert page.inner_text("#chosen").startswith("0 of ")
    page.evaluate("K.store.set({query: ''})")
    assert not page.inner_text("#chosen").startswith("0 of ")


def test_a_search_narrows_all_that_a_place_and_a_window_narrow(opened: Any, page: Any, data: dict[str, Any]) -> None:
    said = data["statements"]
    shushi = _place(data, "Shushi")
    found = [i for i, places in enumerate(said["places"]) if shushi in places]
    page.fill("#statement-search", "Shushi")
    opened.until("K.store.get().query === 'Shushi'")
    assert page.inner_text("#chosen") == f"{len(found)} of {len(said['document'])} statements matching “Shushi”"
    counts = Counter(place for i in found for place in said["places"][i])
    assert page.evaluate("[...K.filter.placeCounts()]") == [counts[i] for i in range(len(data["places"]["id"]))]
    assert page.locator("#places button").count() == len(counts)
    assert "found by the search" in page.inner_text("#places-told")
    spans = Counter(said["span"][i] for i in found if said["span"][i] >= 0)
    assert page.evaluate("[...K.filter.spanCounts()]") == [spans[i] for i in range(len(data["spans"]["n"]))]
    opened.until("document.querySelector('#map .chart-note').textContent.includes('found by the search')")
    opened.until("/\\d of \\d/.test(document.querySelector('#timeline .chart-lane').textContent)")
    bright = sum(statement in found for statement in data["figures"]["statement"])
    page.evaluate("document.getElementById('figures-table').open = true")
    opened.until(f"document.querySelectorAll('#figures-table tbody tr').length === {bright}")
    page.evaluate("K.store.set({query: 'no such word'})")
    opened.until("document.querySelector('#map .chart-note').textContent.startsWith('No statement found')")
    assert page.inner_text("#chosen").startswith("0 of ")
    assert page.locator("#places button").count() == 0


def test_without_a_search_its_counts_are_those_of_the_whole(page: Any) -> None:
    chosen: tuple[dict[str, Any], ...] = ({}, {"place": 1}, {"from": 0, "to": 9_000}, {"place": 0, "from": 7_000})
    for choice in chosen:
        page.evaluate("(choice) => K.store.set({from: null, to: null, place: null, query: '', ...choice})", choice)
        whole = page.evaluate("[[...K.filter.placeCounts()], [...K.filter.spanCounts()]]")
        page.evaluate("K.store.set({query: 'e'})")  # which the name of every publisher has
        assert page.evaluate("[[...K.filter.placeCounts()], [...K.filter.spanCounts()]]") == whole, choice


def test_what_a_search_cannot_narrow_says_so(opened: Any, page: Any) -> None:
    notes = ", ".join(f"#{part} .chart-note:not([hidden])" for part in ("naming", "place-card"))
    told = f"document.querySelectorAll('{notes}').length"
    page.evaluate("K.store.set({place: 0})")
    whole = page.evaluate(told)
    page.evaluate("K.store.set({query: 'shelling'})")
    opened.until(f"{told} === {whole} + 2")
    page.evaluate("K.store.set({query: '', from: 0})")
    opened.until(f"{told} === {whole} + 2")
    page.evaluate("K.store.set({from: null})")
    opened.until(f"{told} === {whole}")


def test_a_search_in_a_page_of_some_of_the_statements_says_what_it_looks_through(
    opening: Callable[..., Any], data: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    large = {**data, "totals": {**data["totals"], "statements": 1_234_567}}
    path.write_text(rendered(large, base_map()), encoding="utf-8")
    opened = opening(path)
    page, held = opened.page, len(data["statements"]["document"])
    assert page.inner_text("#chosen").endswith(f"every date. The table has {held} of them.")
    page.evaluate("K.store.set({query: 'Shushi'})")
    said = f" of the {held} statements on this page matching “Shushi”. The version has 1,234,567."
    assert page.inner_text("#chosen").endswith(said)
    opened.until(f"document.querySelector('#timeline').textContent.includes('Counted are the {held} statements')")


def test_dates_sort_as_dates_and_what_has_none_comes_last(page: Any) -> None:
    dates = f"[...document.querySelectorAll('{ROWS} td.date')].map((each) => each.textContent)"
    page.evaluate("new DataTable('#statements-table').page.len(100).order([0, 'asc']).draw()")
    up = page.evaluate(dates)
    page.evaluate("new DataTable('#statements-table').order([0, 'desc']).draw()")
    down = page.evaluate(dates)
    dated = [each for each in up if each != "no date"]
    assert up[0].startswith("1920")
    assert down[0].startswith(("2010", "2012"))
    assert "no date" in up
    assert up[len(dated) :] == down[len(dated) :] == ["no date"] * (len(up) - len(dated))


def test_words_that_may_be_passed_on_are_shown_and_of_others_what_was_found(page: Any, data: dict[str, Any]) -> None:
    page.evaluate("new DataTable('#statements-table').page.len(100).draw()")
    assert page.locator("td.evidence .sentence").count() == sum(text is not None for text in data["statements"]["text"])
    assert page.locator("td.evidence .surfaces").count() == sum(text is None for text in data["statements"]["text"])
    assert "are not passed on" in page.inner_text("#statements")
    page.locator("td.evidence mark.date").first.hover()
    assert page.locator("td.evidence mark.date .value").first.is_visible()


def test_a_view_can_be_linked_to(opening: Callable[..., Any], page_file: Path, data: dict[str, Any]) -> None:
    place = _place(data, "Shushi")
    opened = opening(
        page_file, f"#from=1988-01-01&to=1994-12-31&place={data['places']['id'][place]}&lang=hy&theme=dark"
    )
    page = opened.page
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.input_value("#from") == "1988-01-01"
    assert page.input_value("#language") == "hy"
    assert page.locator("#place-card h3").inner_text() == data["places"]["labels"][place]["hy"]
    page.click("#clear")
    assert page.evaluate("location.hash") == "#lang=hy&theme=dark"
    page.click("nav a[href='#statements']")
    opened.until("location.hash === '#lang=hy&theme=dark'")


def test_an_address_that_makes_no_sense_is_no_choice(opening: Callable[..., Any], page_file: Path) -> None:
    opened = opening(page_file, "#from=2020-13-45&place=K9999999&lang=<b>&theme=pink&q=%00")
    assert opened.faults == []
    assert opened.page.evaluate("[K.store.get().from, K.store.get().place, K.store.get().language]") == [
        None,
        None,
        "label",
    ]


def test_what_is_shown_can_be_taken_along(page: Any, data: dict[str, Any]) -> None:
    page.evaluate("K.store.set({place: 0})")
    with page.expect_download() as download:
        page.click("#export")
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
    assert rows[0][0] == "statement_id"
    chosen = [i for i, places in enumerate(data["statements"]["places"]) if 0 in places]
    precise = [rows[0].index(name) for name in ("date_prec", "where_prec")]
    assert [[row[at] for at in precise] for row in rows[1:]] == [
        [str(data["statements"][name][i] or "") for name in ("date_prec", "where_prec")] for i in chosen
    ]


def test_no_cell_of_what_is_taken_along_is_a_formula(page: Any) -> None:
    page.evaluate("K.data.publishers.fill('=1+1')")
    text = page.evaluate("K.export.csv(K.filter.statements())")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["publisher"] for row in rows} == {"'=1+1"}


REACHED = """() => {
  const at = document.activeElement;
  const line = getComputedStyle(at);
  const seen = line.outlineStyle !== "none" || line.boxShadow !== "none" || line.borderStyle !== "none";
  return [`${at.tagName}#${at.id}.${at.className.baseVal ?? at.className}`, seen];
}"""
STOPS = (
    "A#.skip",
    "SELECT#language",
    "BUTTON#theme",
    "INPUT#place-search",
    "BUTTON#.place",
    "INPUT#from",
    "INPUT#to",
    "INPUT#statement-search",
    "BUTTON#export",
    "BUTTON#.dt-paging-button",
)


def test_everything_is_reached_by_keyboard(page: Any) -> None:
    reached = []
    while len(reached) < 400 and (not reached or not reached[-1][0].startswith("BODY")):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(REACHED))
    assert not [stop for stop in STOPS if not any(name.startswith(stop) for name, _ in reached)]
    assert [name for name, seen in reached if not seen and not name.startswith("BODY")] == []


def test_a_place_is_chosen_and_left_by_keyboard(page: Any) -> None:
    page.focus("#place-search")
    page.keyboard.type("shushi")
    while page.evaluate("!document.activeElement.matches('#places button')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#place-card h3").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "H3"
    page.focus("#place-card .back")
    page.keyboard.press("Enter")
    assert page.evaluate("K.store.get().place") is None
    page.focus("td.evidence mark.place")
    page.keyboard.press("Space")
    assert page.evaluate("K.store.get().place") is not None


def test_the_number_that_is_left_is_said(opened: Any, page: Any) -> None:
    page.evaluate("K.store.set({place: 0})")
    opened.until("document.getElementById('status').textContent.includes('statement')")


def test_the_citation_can_be_copied_or_is_at_least_selected(opened: Any, page: Any, data: dict[str, Any]) -> None:
    page.click("[data-copies=citation]")
    opened.until("document.querySelector('[data-copies=citation]').textContent !== 'Copy'")
    if "Selected" in page.inner_text("[data-copies=citation]"):
        assert page.evaluate("getSelection().toString().trim()") == data["about"]["citation"]


def test_charts_can_be_read_as_tables(opened: Any, page: Any, data: dict[str, Any]) -> None:
    for name in ("years", "naming", "figures"):
        page.click(f"#{name}-table summary")
        opened.until(f"document.querySelector('#{name}-table table')")
        assert page.locator(f"#{name}-table tbody tr").count() > 1
    assert page.locator("#naming-table tbody tr").count() == len(data["publishers"])
    assert page.locator("#figures-table tbody tr").count() == len(data["figures"]["kind"])
