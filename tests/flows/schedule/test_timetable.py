"""Which timetables there are, and what is said of one that is none."""

from datetime import UTC, datetime

import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.schedule.timetable import Timetable

SUMMER = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cron", "zone", "following"),
    [
        ("0 6 * * *", "UTC", "2024-07-01T06:00:00+00:00"),
        ("0 6 * * *", "Asia/Baku", "2024-07-01T06:00:00+04:00"),
        ("0 6 * * *", "Asia/Yerevan", "2024-07-01T06:00:00+04:00"),
        ("30 5 * * 1-5", "Europe/Berlin", "2024-07-01T05:30:00+02:00"),
        ("*/15 * * * *", "UTC", "2024-07-01T00:00:00+00:00"),
        ("0 0 29 2 *", "UTC", "2028-02-29T00:00:00+00:00"),
        ("0 6 * JAN MON", "UTC", "2025-01-06T06:00:00+00:00"),
        ("@weekly", "UTC", "2024-07-07T00:00:00+00:00"),
    ],
)
def test_a_refresh_is_due_as_cron_says_in_its_time_zone(cron, zone, following):
    assert next(iter(Timetable(cron, zone).following(SUMMER, 1))).isoformat() == following


@pytest.mark.parametrize(
    ("cron", "said"),
    [
        ("0 6 * *", "has 4 fields"),
        ("0 0 6 * * *", "has 6 fields"),
        ("", "has 0 fields"),
        ("0 26 * * *", "is no cron expression"),
        ("a b c d e", "is no cron expression"),
        ("*/0 * * * *", "is no cron expression"),
        ("R R * * *", "is no cron expression"),
        ("@sometimes", "is no cron expression"),
        ("0 6 31 2 *", "is never due"),
    ],
)
def test_what_is_no_cron_expression_is_refused_with_what_is_one(cron, said):
    with pytest.raises(CallError, match=said) as refused:
        Timetable(cron)
    assert repr(cron) in str(refused.value)
    assert "'0 6 * * *' (each day at six)" in str(refused.value)


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("Baku", "Asia/Baku"), ("yerevan", "Asia/Yerevan"), ("europe/berln", "Europe/Berlin"), ("utc", "UTC"),
     ("xyzzy", "Asia/Baku, Asia/Yerevan"), ("", "Asia/Baku, Asia/Yerevan")],
)  # fmt: skip
def test_an_unknown_time_zone_is_refused_with_what_may_be_meant(zone, meant):
    with pytest.raises(CallError, match="is no time zone") as refused:
        Timetable(timezone=zone)
    assert meant in str(refused.value)


@pytest.mark.parametrize("every", [0, -5, 0.1, float("nan"), float("inf"), 1e12])
def test_seconds_are_some(every):
    with pytest.raises(CallError, match="seconds are wanted"):
        Timetable(every=every)


def test_it_says_its_time_zone():
    assert str(Timetable("0 6 * * *", "Asia/Baku")) == "cron '0 6 * * *' in Asia/Baku"
    assert str(Timetable(every=20)) == "every 20 s"
