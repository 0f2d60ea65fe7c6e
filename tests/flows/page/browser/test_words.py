"""How the page writes days, spans and figures, and how it folds what is searched for."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow


def test_days_are_written_as_iso_8601_and_read_again(page: Any) -> None:
    days = [-788_000, -719_528, -719_529, -1, 0, 8_000, 20_000, 2_932_896]
    written = page.evaluate("(days) => days.map(K.dates.format)", days)
    assert written[1:] == [
        "0000-01-01",
        "-0001-12-31",
        "1969-12-31",
        "1970-01-01",
        "1991-11-27",
        "2024-10-04",
        "9999-12-31",
    ]
    assert page.evaluate("(texts) => texts.map(K.dates.parse)", written) == days


def test_what_is_no_day_is_not_read_as_one(page: Any) -> None:
    texts = ["", "1991", "1991-13-01", "1991-02-30", "12/26/1991", "now", "1991-12-26x"]
    assert page.evaluate("(texts) => texts.map(K.dates.parse)", texts) == [None] * len(texts)


def test_a_span_is_told_as_shortly_as_it_can_be(page: Any) -> None:
    spans = [
        ("1992-05-08", "1992-05-08", "1992-05-08"),
        ("1992-05-08", "1992-05-10", "1992-05-08 – 1992-05-10"),
        ("1992-02-01", "1992-02-29", "1992-02"),
        ("1993-05-01", "1993-08-31", "1993-05 – 1993-08"),
        ("1988-01-01", "1988-12-31", "1988"),
        ("1988-01-01", "1994-12-31", "1988 – 1994"),
        (None, "1994-12-31", "until 1994-12-31"),
        ("1994-05-12", None, "from 1994-05-12"),
        (None, None, "no date"),
    ]
    told = page.evaluate("(spans) => spans.map(([a, b]) => K.dates.span(K.dates.parse(a), K.dates.parse(b)))", spans)
    assert told == [words for *_, words in spans]


def test_a_search_is_without_case_diacritics_and_kinds_of_hyphen(page: Any) -> None:
    texts = {
        "Şuşa": "susa",
        "Xankəndi": "xankendi",
        "Xankǝndi": "xankendi",
        "Step\u2019anakert": "stepanakert",
        "  Nagorno\u2011Karabakh ": "nagorno karabakh",
        "ИЙ Ё": "ии е",
        "Երևան": "երեւան",
    }
    assert page.evaluate("(texts) => texts.map(K.fold)", list(texts)) == list(texts.values())


def test_a_figure_is_told_with_its_bounds(page: Any) -> None:
    told = page.evaluate(
        """() => {
          const rows = [[23, 30, false], [40, 40, true, "men"], [2000, null, false], [null, 12, false]];
          return rows.map(([low, high, approximate, group]) => {
            Object.assign(K.data.figures, {low: [low], high: [high], approximate: [approximate]});
            Object.assign(K.data.figures, {kind: ["killed"], unit: ["people"], group: [group]});
            return K.evidence.figure(0);
          });
        }"""
    )
    assert told == [
        "killed 23–30 people",
        "killed about 40 people (men)",
        "killed at least 2,000 people",
        "killed at most 12 people",
    ]
