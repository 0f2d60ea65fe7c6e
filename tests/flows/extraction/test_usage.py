"""Name usage: which mentions count, and as what."""

from typing import Any

import numpy as np
import pytest

from karabakh.flows.extraction.usage import usage
from karabakh.flows.places import PlaceMention


def mention(name: str = "Khankendi", tradition: str = "azerbaijani", **given: Any) -> PlaceMention:
    values: dict[str, Any] = {
        "start": 0,
        "end": len(name),
        "surface": name,
        "place_id": "K0038",
        "candidates": (),
        "name": name,
        "tradition": tradition,
        "method": "exact",
        "confidence": 0.98,
        "in_event_name": False,
        "evidence": (),
    }
    return PlaceMention(**{**values, **given})


def counted(*mentions: PlaceMention) -> list[tuple[Any, ...]]:
    used = usage(mentions, np.zeros(len(mentions), np.int64))
    return list(zip(used.place_id, used.name, used.tradition, used.times.tolist(), strict=True))


def test_names_of_one_place_are_rows_of_equal_rank_in_alphabetical_order() -> None:
    assert counted(mention("Stepanakert", "armenian"), mention(), mention("Stepanakert", "armenian")) == [
        ("K0038", "Khankendi", "azerbaijani", 1),
        ("K0038", "Stepanakert", "armenian", 2),
    ]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"in_event_name": True}, id="in the name of an event"),
        pytest.param({"place_id": None, "candidates": ("K0001", "K0002")}, id="undecided"),
    ],
)
def test_what_no_writer_chose_or_nobody_can_tell_does_not_count(given: dict[str, Any]) -> None:
    assert counted(mention(**given)) == []
    assert counted(mention(), mention(**given)) == [("K0038", "Khankendi", "azerbaijani", 1)]


def test_a_misspelt_name_counts_as_the_name_it_was_read_as() -> None:
    assert counted(mention(), mention(surface="Khankendii", method="fuzzy")) == [
        ("K0038", "Khankendi", "azerbaijani", 2)
    ]


def test_a_form_that_traditions_share_is_counted_apart() -> None:
    assert counted(mention("Hadrut", "shared"), mention("Hadrut", "armenian")) == [
        ("K0038", "Hadrut", "armenian", 1),
        ("K0038", "Hadrut", "shared", 1),
    ]


def test_one_name_of_two_places_is_two_rows() -> None:
    assert counted(mention("Lachin"), mention("Lachin", place_id="K0049")) == [
        ("K0038", "Lachin", "azerbaijani", 1),
        ("K0049", "Lachin", "azerbaijani", 1),
    ]


def test_each_text_is_counted_for_itself() -> None:
    mentions = [mention(), mention("Stepanakert", "armenian"), mention()]
    used = usage(mentions, np.array([0, 2, 2]))
    assert used.text.tolist() == [0, 2, 2]
    assert used.name == ["Khankendi", "Khankendi", "Stepanakert"]
