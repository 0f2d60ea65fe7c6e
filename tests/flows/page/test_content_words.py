"""What stands on the page in words: labels in a language, values of marks, what a place is part of, what changed."""

from types import SimpleNamespace
from typing import Any

import pytest

from karabakh.flows.page import words
from karabakh.flows.page.about import about
from karabakh.flows.page.codelists import TITLES, title
from karabakh.flows.page.languages import AUTONYMS, direction, labels, listed
from karabakh.flows.page.leftout import LeftOut
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.within import Within
from karabakh.flows.publish.difference import Difference
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.number import Change
from karabakh.schemas import TABLES, codes
from karabakh.schemas.arrow import arrow_schema


def name(text: str, tradition: str, kind: str = "press", language: str = "en") -> dict[str, Any]:
    return {"name": text, "tradition": tradition, "kind": kind, "language": language}


def test_every_tradition_that_has_a_name_gives_one() -> None:
    rows = [name("Zeta", "armenian"), name("Alpha", "azerbaijani"), name("Mu", "russian_soviet")]
    assert labels(rows, "Alpha", {}) == {"en": "Alpha / Mu / Zeta"}


def test_a_foreign_spelling_stands_where_texts_use_it_or_nothing_else_does() -> None:
    rows = [name("Zeta", "armenian"), name("Alpha", "azerbaijani"), name("Zetha", "international")]
    assert labels(rows, "x", {}) == {"en": "Alpha / Zeta"}
    assert labels(rows, "x", {"Zetha": 1}) == {"en": "Alpha / Zeta / Zetha"}
    assert labels(rows[2:], "x", {}) == {"en": "Zetha"}


def test_of_a_state_one_name_stands() -> None:
    rows = [name("Alphan Republic", "azerbaijani", "official"), name("Alpha", "international", "official")]
    assert labels(rows, "Alpha", {}, one=True) == {"en": "Alpha"}
    assert labels(rows[:1], "Alpha", {}, one=True) == {"en": "Alphan Republic"}


def test_languages_are_listed_by_their_english_names() -> None:
    found = listed([{"tr": "A", "hy": "B", "en": "C"}, {"tr": "A"}])
    assert [each["english"] for each in found] == sorted(each["english"] for each in found)


def test_the_order_of_rows_says_nothing() -> None:
    rows = [name("Zeta", "armenian"), name("Zetta", "armenian"), name("Alpha", "azerbaijani", "official")]
    assert labels(rows, "x", {}) == labels(rows[::-1], "x", {})


def test_official_names_come_before_those_of_the_press_and_all_of_them_count() -> None:
    rows = [name(text, "russian_soviet", kind) for text, kind in (("B", "official"), ("A", "official"), ("C", "press"))]
    assert labels(rows, "C", {}) == {"en": "A / B"}


@pytest.mark.parametrize("kind", ["adjective", "historical", "misspelling", "romanisation"])
def test_other_kinds_stand_for_no_place(kind: str) -> None:
    assert labels([name("A", "armenian", kind)], "A", {}) == {}


def test_of_press_forms_the_label_counts_then_use_then_likeness() -> None:
    rows = [name(text, "armenian") for text in ("Goris", "Ghoris", "Gorris")]
    assert labels(rows, "Ghoris", {"Gorris": 9}) == {"en": "Ghoris"}
    assert labels(rows, "x", {"Gorris": 9}) == {"en": "Gorris"}
    assert labels(rows, "x", {}) == {"en": "Goris"}


def test_a_longer_form_of_a_name_is_left_out() -> None:
    rows = [name("Republic of Freedonia", "international", "official"), name("Freedonia", "international", "official")]
    assert labels(rows, "x", {}) == {"en": "Freedonia"}


def test_a_language_that_nobody_foresaw_shows_its_code() -> None:
    [each] = listed([labels([name("Šuša", "international", language="cs")], "x", {})])
    assert each == {"code": "cs", "name": "cs", "english": "cs", "direction": "ltr", "places": 1}


def test_languages_are_in_the_order_of_their_places() -> None:
    found = listed([{"hy": "Ա", "fa": "ش"}, {"hy": "Բ", "az-Latn": "Ə"}, {"hy": "Գ"}])
    assert [each["code"] for each in found] == ["hy", "az-Latn", "fa"]
    assert [each["direction"] for each in found] == ["ltr", "ltr", "rtl"]
    assert direction([]) == "ltr"


def test_autonyms_are_those_of_cldr() -> None:
    babel = pytest.importorskip("babel", reason="the extra gazetteer is not installed")
    assert {code: babel.Locale.parse(code, sep="-").display_name for code in AUTONYMS} == AUTONYMS


def test_languages_without_an_autonym_are_romanisations() -> None:
    assert set(codes.NAME_LANGUAGE) - set(AUTONYMS) == {"hy-Latn", "ru-Latn"}


def test_titles_are_of_codes() -> None:
    assert set(TITLES) <= {*codes.MENTION_TRADITION, *codes.PLACE_TYPE, *codes.FIGURE_KIND}
    assert title("other_people") == "Other people"


def test_a_date_that_cannot_be_known_says_so() -> None:
    row = {"edtf": None, "timex_type": "DATE", "timex_value": "XXXX"}
    assert words.date(row) == words.OPEN_DATE
    assert words.date(row | {"timex_type": "TIME", "timex_value": "T24:00"}) == "T24:00 (time)"
    assert words.date(row | {"edtf": "1992-05~"}) == "1992-05~"


def test_a_name_of_several_places_says_which_they_may_be() -> None:
    row = {"place_id": None, "candidates": ["K2", "K1"], "in_event_name": False}
    assert words.place(row, {"K1": "B", "K2": "A"}) == "B (K1) or A (K2)"


def link(place: str, other: str, **cells: Any) -> dict[str, Any]:
    base = {"relation": "part_of", "system": None, "valid_from": None, "valid_to": None}
    return base | {"place_id": place, "other_id": other} | cells


def test_what_a_place_is_part_of_is_said_for_each_system() -> None:
    links = [
        link("K1", "K2", system="azerbaijan"),
        link("K2", "K3", system="azerbaijan"),
        link("K1", "K4", system="armenia", valid_from="1992", valid_to="2020"),
        link("K1", "K5", relation="capital_of"),
    ]
    assert Within(links, {"K2": "Two", "K3": "Three", "K4": "Four"}).of("K1") == [
        "Four (administration of the Republic of Armenia, 1992 to 2020)",
        "Two, Three (administration of the Republic of Azerbaijan)",
    ]


def test_a_chain_that_comes_back_ends() -> None:
    assert Within([link("K1", "K2"), link("K2", "K1")], {}).of("K1") == ["K2"]


def test_what_changed_since_the_version_before() -> None:
    step = SimpleNamespace(
        previous=SimpleNamespace(tables=("places", "gone"), release=SimpleNamespace(version="1.0.0")),
        change=Change.MAJOR,
        reason="table gone removed",
        differences={"places": Difference(added=2), "figures": Difference()},
    )
    tables = {each: arrow_schema(TABLES[each]).empty_table() for each in ("figures", "places")}
    edition = Edition("2.0.0", tables, step=step)  # type: ignore[arg-type]
    changes = about(edition, None, LeftOut(), Shortener())["changes"]
    assert (changes["previous"], changes["change"], changes["reason"]) == ("1.0.0", "major", "table gone removed")
    told = {each["table"]: (each["whole"], each["added"], each["words"]) for each in changes["tables"]}
    assert told == {
        "figures": ("added", 0, ""),
        "places": (None, 2, "2 rows added"),
        "gone": ("removed", None, ""),
    }
