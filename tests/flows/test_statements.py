"""Statements: the sharpest of several, open bounds, places near and in event names."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from karabakh.flows.statements import WHERE_PREC, date_prec, is_near, state
from karabakh.schemas.codes import PLACE_TYPE

TYPES = {"K1": "town", "K2": "district", "K3": "country", "K4": "continent"}


def place(start: int, place_id: str | None, in_event_name: bool = False) -> Any:
    return SimpleNamespace(start=start, place_id=place_id, in_event_name=in_event_name)


def when(start: int, edtf: str | None, earliest: date | None, latest: date | None) -> Any:
    return SimpleNamespace(start=start, edtf=edtf, earliest=earliest, latest=latest)


def one(places: Any = (), dates: Any = (), figures: Any = ()) -> dict[str, Any]:
    ((_, columns),) = state("x" * 200, [(0, 100), (101, 200)], places, dates, figures, TYPES)
    return columns


@pytest.mark.parametrize(
    ("latest", "code"),
    [("1992-05-01", 1), ("1992-05-02", 2), ("1992-05-06", 2), ("1992-05-07", 3), ("1992-05-08", 4), ("1992-05-31", 4),
     ("1992-06-01", 5), ("1993-04-30", 5), ("1993-05-03", 6)],
)  # fmt: skip
def test_the_precision_of_a_date_is_that_of_ucdp_ged(latest: str, code: int) -> None:
    assert date_prec(date(1992, 5, 1), date.fromisoformat(latest)) == code


def test_every_type_of_place_has_a_precision() -> None:
    assert set(WHERE_PREC) == set(PLACE_TYPE)


def test_of_several_places_the_sharpest_counts_and_each_stands_once() -> None:
    columns = one([place(1, "K3"), place(5, "K2"), place(9, "K3")])
    assert columns["place_ids"] == ["K3", "K2"]
    assert columns["where_prec"] == 3


def test_places_in_event_names_and_unresolved_ones_say_nothing() -> None:
    columns = one([place(1, "K1", in_event_name=True), place(5, None), place(9, "K4")])
    assert columns["place_ids"] == ["K4"]
    assert columns["where_prec"] is None


def test_a_place_that_the_event_is_near_is_less_sharp_than_the_place() -> None:
    text = "Shelling was heard near Goris."
    ((_, columns),) = state(text, [(0, len(text))], [place(text.index("Goris"), "K1")], [], [], TYPES)
    assert columns["where_prec"] == 2


@pytest.mark.parametrize(
    "before", ["near ", "outside the town of ", "10 km north of ", "on the outskirts of ", "10 km from "]
)
def test_words_that_say_near(before: str) -> None:
    assert is_near(before + "Goris", len(before))


@pytest.mark.parametrize("before", ["", "in ", "the shelling of ", "the north ", "from "])
def test_words_that_do_not_say_near(before: str) -> None:
    assert not is_near(before + "Goris", len(before))


def test_dates_span_from_the_least_earliest_to_the_greatest_latest() -> None:
    columns = one(
        dates=[
            when(1, "1993", date(1993, 1, 1), date(1993, 12, 31)),
            when(9, "1992-05-08", date(1992, 5, 8), date(1992, 5, 8)),
            when(20, "1993", date(1993, 1, 1), date(1993, 12, 31)),
        ]
    )
    assert columns["edtf"] == ["1993", "1992-05-08"]
    assert (columns["date_start"], columns["date_end"]) == (date(1992, 5, 8), date(1993, 12, 31))
    assert columns["date_prec"] == 1


def test_an_open_bound_leaves_the_span_open() -> None:
    columns = one(
        dates=[when(1, "1988/..", date(1988, 1, 1), None), when(9, "1992", date(1992, 1, 1), date(1992, 12, 31))]
    )
    assert columns["date_start"] == date(1988, 1, 1)
    assert columns["date_end"] is None
    assert columns["date_prec"] == 5


def test_durations_alone_give_a_statement_without_a_date() -> None:
    columns = one(dates=[when(1, None, None, None)])
    assert columns["edtf"] == []
    assert columns["date_start"] is columns["date_end"] is columns["date_prec"] is None


def test_sentences_without_a_mention_give_no_statement_and_headers_none() -> None:
    header = when(0, "2020-10-30", date(2020, 10, 30), date(2020, 10, 30))
    figure = SimpleNamespace(start=150)
    assert [sentence for sentence, _ in state("x" * 200, [(20, 100), (101, 200)], [], [header], [figure], TYPES)] == [
        (101, 200)
    ]
