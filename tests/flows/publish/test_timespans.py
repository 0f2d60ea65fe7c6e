"""From when and until when, as Linked Places Format says it: nothing known is lost, nothing unknown is made up."""

import pytest

from karabakh.flows.publish.timespans import UNDATED, when


def test_nothing_known_is_nothing_said():
    assert when(None, None) is None


@pytest.mark.parametrize("day", ["1991", "1991-11", "1991-11-26", "0676", "-0187"])
def test_a_plain_date_stands_as_it_is(day):
    assert when(day, day) == {"timespans": [{"start": {"in": day}, "end": {"in": day}}]}


def test_what_has_no_end_known_ended_no_earlier_than_it_began():
    """Without an end the format would read the span of the start alone: in 1993, and not since 1993."""
    assert when("1993", None) == {"timespans": [{"start": {"in": "1993"}, "end": {"earliest": "1993"}}]}


def test_what_has_no_start_known_began_no_later_than_it_ended():
    assert when(None, "2024-01-01") == {"timespans": [{"start": {"latest": "2024-01-01"}, "end": {"in": "2024-01-01"}}]}


@pytest.mark.parametrize(
    ("edtf", "edge", "certainty"),
    [
        ("1990~", {"in": "1990"}, "less-certain"),
        ("1990-05?", {"in": "1990-05"}, "uncertain"),
        ("1990%", {"in": "1990"}, "uncertain"),
        ("199X", {"earliest": "1990-01-01", "latest": "1999-12-31"}, None),
        ("1993-24", {"earliest": "1993-12-01", "latest": "1994-02-28"}, None),
        ("-018X", {"earliest": "-0189-01-01", "latest": "-0180-12-31"}, None),
        ("1990/1992", {"earliest": "1990-01-01", "latest": "1992-12-31"}, None),
        ("[1990,1995]", {"earliest": "1990-01-01", "latest": "1995-12-31"}, None),
        ("1990/..", {"earliest": "1990-01-01"}, None),
        ("../1990", {"latest": "1990-12-31"}, None),
    ],
)
def test_what_edtf_says_beyond_a_date_becomes_bounds_and_stays_in_the_label(edtf, edge, certainty):
    found = when(edtf, "2000")
    assert found["timespans"] == [{"start": edge, "end": {"in": "2000"}}]
    assert found["label"] == f"from {edtf} until 2000 (EDTF)"
    assert found.get("certainty") == certainty


@pytest.mark.parametrize("edtf", ["XXXX", "Y17000", "~1990"])
def test_a_date_that_cannot_be_put_into_bounds_is_told_and_not_guessed(edtf):
    [span] = when(edtf, None)["timespans"]
    assert span == UNDATED["timespans"][0]
    assert when(edtf, None)["label"] == f"from {edtf} (EDTF)"
    assert when(None, edtf) == {**when(edtf, None), "label": f"until {edtf} (EDTF)"}
