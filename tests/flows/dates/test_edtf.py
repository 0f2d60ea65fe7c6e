"""The bounds module agrees with the public EDTF libraries on what it writes, and refuses what it does not."""

import calendar
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from undate import Undate

from karabakh.flows.dates.edtf import bounds, last_day, precision, qualifier, read

YEARS = st.integers(1, 9999)


def _struct(value) -> tuple[int, int, int]:
    return value.tm_year, value.tm_mon, value.tm_mday


@settings(deadline=None)
@given(st.dates())
def test_days_agree_with_edtf(day: date) -> None:
    assert bounds(day.isoformat()) == ((day.year, day.month, day.day),) * 2
    assert _struct(parse_edtf(day.isoformat()).lower_strict()) == (day.year, day.month, day.day)


@settings(deadline=None)
@given(YEARS, st.integers(1, 12))
def test_months_agree_with_undate(year: int, month: int) -> None:
    theirs = Undate(year, month)
    first, last = bounds(f"{year:04d}-{month:02d}")
    assert first == (theirs.earliest.year, theirs.earliest.month, theirs.earliest.day)
    assert last == (theirs.latest.year, theirs.latest.month, theirs.latest.day)


@pytest.mark.parametrize(
    "value", ["1992", "1992~", "1921?", "199X", "18XX", "-0386", "1992-05", "1992-05~", "1992-05-09"]
)
def test_single_values_agree_with_edtf(value: str) -> None:
    theirs = parse_edtf(value)
    assert bounds(value) == (_struct(theirs.lower_strict()), _struct(theirs.upper_strict()))


@pytest.mark.parametrize("value", ["1988/1994", "1992-05-03/1992-05-09", "1940/1959", "1993-01~/1993-04~", "1840/1859"])
def test_intervals_agree_with_edtf(value: str) -> None:
    theirs = parse_edtf(value)
    assert bounds(value) == (_struct(theirs.lower_strict()), _struct(theirs.upper_strict()))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1919-21", (1919, 3, 1), (1919, 5, 31)),
        ("1992-24", (1992, 12, 1), (1993, 2, 28)),
        ("2021-34", (2021, 4, 1), (2021, 6, 30)),
        ("1992-40", (1992, 1, 1), (1992, 6, 30)),
        ("[1990,1992-05]", (1990, 1, 1), (1992, 5, 31)),
        ("15XX/..", (1500, 1, 1), None),
        ("../1999", None, (1999, 12, 31)),
        ("XXXX-11-08", None, None),
        ("-0499/-0400", (-499, 1, 1), (-400, 12, 31)),
        ("2020-11-09T15:00:00", (2020, 11, 9), (2020, 11, 9)),
    ],
)
def test_bounds(value: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> None:
    assert bounds(value) == (first, last)


@pytest.mark.parametrize("value", ["", "92", "1992-13", "1992-02-30", "May 1992", "1992-5"])
def test_what_we_do_not_write_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        bounds(value)


def test_dates_before_the_first_year_have_years_only() -> None:
    reading = read("-0386")
    assert (reading.earliest, reading.latest, reading.year_start, reading.year_end) == (None, None, -386, -386)


PRECISIONS = {
    "1992": "year",
    "1992-05": "month",
    "1992-05-09": "day",
    "XXXX-05": "month",
    "1992-24": "season",
    "1992-33": "quarter",
    "1992-41": "half",
    "199X~": "decade",
    "19XX": "century",
    "1990/1991": "interval",
    "[1990,1991]": "year",
    "2020-11-09T15:00:00": "time",
}


@pytest.mark.parametrize(("value", "expected"), PRECISIONS.items())
def test_precision(value: str, expected: str) -> None:
    assert precision(value) == expected


def test_qualifier() -> None:
    assert [qualifier(v) for v in ("1992", "1992~", "1992?", "1992%")] == [
        "exact",
        "approximate",
        "uncertain",
        "approximate",
    ]


@given(YEARS, st.integers(1, 12))
def test_last_day_is_the_calendars(year: int, month: int) -> None:
    assert last_day(year, month) == calendar.monthrange(year, month)[1]
