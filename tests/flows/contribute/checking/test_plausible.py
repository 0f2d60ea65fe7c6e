"""What is no name, or ends before it begins, or is part of itself, is told before it gets among the names of places."""

from collections.abc import Callable

import pytest

from karabakh.flows.contribute.checks.letters import respelt
from karabakh.flows.contribute.checks.links import Part, circles_of
from karabakh.flows.contribute.checks.plausible import why


def of(findings: list, *rules: str) -> list[tuple[str, str, str | None]]:
    return [(one.rule, one.severity, one.suggestion) for one in findings if one.rule in rules]


@pytest.mark.parametrize(
    "name", ["Q", "Ke\ufffdnd", "#REF!", "#N/A", "<b>Kend</b>", "Kend&amp;", "{name}", "????", "?end", ".", "1871",
             "18.5", "http://kend.example", "www.kend.example"],
)  # fmt: skip
@pytest.mark.parametrize(("table", "column"), [("place_names", "name"), ("places", "label")])
def test_what_can_be_no_name_is_an_error(found: Callable[..., list], name: str, table: str, column: str) -> None:
    assert of(found(table, {column: name}), "no_name") == [("no_name", "error", None)]


@pytest.mark.parametrize("name", ["Ag", "Kend 2", "St. Kend", "Kənd-1", "\u5317", "Ts\u02bckhin", "قم"])
def test_a_name_may_be_short_or_have_a_number(name: str) -> None:
    assert why(name) is None


@pytest.mark.parametrize("name", ["Agdam clashes", "Hurricane", "Yeni Qala"])
def test_words_are_worth_a_look(found: Callable[..., list], name: str) -> None:
    assert of(found("place_names", {"name": name}), "words") == [("words", "warning", None)]
    assert of(found("place_names", {"name": name, "kind": "adjective"}), "words") == []


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("\u015ee\u043abad", "az-Latn", [("homoglyph", "error", "\u015eekbad")]),
        ("\u015ee\u0432bad", "az-Latn", [("homoglyph", "error", None)]),  # only letters of other alphabets are alike
        ("\u015ee\u0138bad", "az-Latn", [("letters", "warning", None)]),
        ("Kend\u0292abad", "en", [("letters", "warning", None)]),
        ("\u0160abad", "az-Latn", [("letters", "warning", None)]),
        ("\u015eeqbad", "az-Latn", []),
    ],
)
def test_only_letters_of_the_alphabet_are_suggested_and_usual(
    found: Callable[..., list], name: str, language: str, expected: list
) -> None:
    assert of(found("place_names", {"name": name, "language": language}), "homoglyph", "letters") == expected


def test_no_letter_is_suggested_that_is_not_of_the_alphabet() -> None:
    assert respelt("\u0575end", "LATIN", frozenset("end")) == (["\u0575"], None)


@pytest.mark.parametrize(
    ("begin", "end", "bad"),
    [
        ("1991", "1990", True), ("1990-05-02", "1990-05-01", True), ("1990", "1990", False), ("1990-05", "1990", False),
        ("1991~", "1990", False), ("1991~", "1960", True), ("1990/..", "1980", True), ("../1990", "1980", False),
        ("1990", "199X", False), ("1990", "", False), ("", "1990", False), ("-0100", "0100", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", ["place_names", "place_links"])
def test_nothing_ends_before_it_begins(found: Callable[..., list], table: str, begin: str, end: str, bad: bool) -> None:
    findings = found(table, {"valid_from": begin, "valid_to": end})
    assert of(findings, "order") == ([("order", "error", None)] if bad else [])


def test_no_place_is_part_of_its_part_in_one_system(found: Callable[..., list]) -> None:
    one = {"place_id": "K0041", "other_id": "K0178", "system": "soviet"}
    other = {"place_id": "K0178", "other_id": "K0041", "system": "soviet"}
    assert len(of(found("place_links", one, other), "circle")) == 2
    assert of(found("place_links", one, {**other, "system": "azerbaijan"}), "circle") == []
    assert of(found("place_links", {**one, "valid_to": "1930"}, {**other, "valid_from": "1940"}), "circle") == []


def test_a_long_chain_and_a_long_circle_are_told_apart() -> None:
    chain = [Part(str(number), str(number + 1), None, None, None) for number in range(50_000)]
    assert list(circles_of(chain)) == []
    (circle,) = circles_of([*chain, Part("50000", "0", None, None, None)])
    assert len(circle) == 50_001


def test_countries_are_those_of_iso(found: Callable[..., list]) -> None:
    assert of(found("places", {"country": "ZZ"}), "unknown_country") == [("unknown_country", "error", None)]
    assert of(found("places", {"country": "UK"}), "unknown_country") == [("unknown_country", "error", "GB")]
    assert of(found("places", {"country": "FJ"}), "unknown_country") == []


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"document_id": " a"}, "trimmed"),
        ({"published": "2020-02-02", "retrieved": "2020-02-01"}, "order"),
        ({"url": "javascript:alert(1)"}, "pattern"),
        ({"url": "file:///etc/hosts"}, "pattern"),
        ({"url": "https://"}, "pattern"),
    ],
)
def test_sources_that_cannot_be_so(found: Callable[..., list], cells: dict[str, str], rule: str) -> None:
    assert [one[:2] for one in of(found("sources", cells), rule)] == [(rule, "error")]


def test_many_rows_that_are_there_already_are_told_once(write, check, known) -> None:
    rows = [
        {name: "" if value is None else str(value).replace("False", "false") for name, value in cells.items()}
        for cells in known["place_names"].slice(0, 8).to_pylist()
    ]
    checking = check(write("place_names", *rows, {}))
    assert of(list(checking.findings), "already_there") == []
    assert "8 of the rows are there already" in checking.files[0].notes
