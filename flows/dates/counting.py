"""A date to count from and a count come in; the date that is reached goes out, or None where it cannot be known."""

from datetime import date, timedelta

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.value import WIDTHS
from karabakh.flows.dates.when import Date, Reference

_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


def count(value: Date, ref: Reference, base: Date) -> Date | None:
    """Return the date that lies where the reference says, seen from the base.

    >>> found = count(Date("year"), Reference("year", -1, "narrative"), Date("year", 1994))
    >>> found and found.year
    1993
    """
    if ref.n is None or ref.event:
        return None
    return _nearest(value, ref, base) if ref.nearest else _step(value, ref, base)


def on_weekday(day: date, value: Date) -> Date:
    """Return a weekday as the calendar day it fell on, with what else its words say."""
    return value.but(unit="day", year=day.year, month=day.month, day=day.day, weekday=None, ref=None)


def nearest_weekday(start: date, weekday: int, way: int, *, same: bool) -> date:
    """Return the weekday nearest to a day, ahead (1) or back (-1), the day itself if ``same``.

    >>> nearest_weekday(date(2020, 10, 30), 7, -1, same=True)
    datetime.date(2020, 10, 25)
    """
    distance = (weekday - start.isoweekday()) * way % 7
    if distance == 0 and not same:
        distance = 7
    ordinal = start.toordinal() + way * distance
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _nearest(value: Date, ref: Reference, base: Date) -> Date | None:
    """Resolve ``last Monday``, ``that December``, ``next spring`` against the base."""
    n = ref.n or 0
    if ref.unit == "weekday":
        if base.year is None or base.month is None or base.day is None or not 1 <= base.year <= 9999:
            return None
        if value.weekday is None:
            return None
        start = date(base.year, base.month, base.day)
        if n == 0:
            start -= timedelta(days=start.isoweekday() - 1) if start.toordinal() > 7 else timedelta()
        return on_weekday(nearest_weekday(start, value.weekday, n or 1, same=n == 0), value)
    if base.year is None:
        return None
    then = value.month or _MONTH_OF_SEASON.get(value.part or 0, 1)
    now = base.month or (13 if n < 0 else 0)
    year = base.year
    if n > 0:
        year += then <= now
    elif n < 0:
        year -= then >= now
    return value.but(ref=None, year=year, bc=base.bc)


def _step(value: Date, ref: Reference, base: Date) -> Date | None:
    """Count units from the base; what the words add (a month, a day) goes inside the unit reached."""
    n = ref.n or 0
    if ref.unit in ("year", "decade", "century"):
        return _step_years(value, ref.unit, n, base)
    if ref.unit == "quarter":
        return _step_quarters(value, n, base)
    if ref.unit == "month":
        return _step_months(value, n, base)
    if ref.unit in ("day", "week"):
        return _step_days(value, n * (7 if ref.unit == "week" else 1), base, ref.unit)
    return None


def _step_years(value: Date, unit: str, n: int, base: Date) -> Date | None:
    if base.year is None:
        return None
    if unit == "year":
        year = base.year + n
        return value.but(ref=None, year=year, bc=year <= 0) if -9999 <= year <= 9999 else None
    width = WIDTHS[unit]
    if base.bc:
        before = 1 - base.year
        last = before // width * width + width - 1 if unit == "decade" else ((before - 1) // width + 1) * width
        first = 1 - last + n * width
        return value.but(ref=None, year=first, bc=True) if -9999 <= first < 0 else None
    first = base.year // width * width + n * width
    return value.but(ref=None, year=first) if 0 <= first <= 9999 else None


def _step_quarters(value: Date, n: int, base: Date) -> Date | None:
    if base.year is None or base.month is None:
        return None
    year, quarter = divmod(base.year * 4 + (base.month - 1) // 3 + n, 4)
    return value.but(ref=None, year=year, part=quarter + 1) if 1 <= year <= 9999 else None


def _step_months(value: Date, n: int, base: Date) -> Date | None:
    if base.month is None:
        return None
    if base.year is None:
        return value.but(ref=None, month=(base.month - 1 + n) % 12 + 1)
    year, month = divmod(base.year * 12 + base.month - 1 + n, 12)
    if not -9999 <= year <= 9999 or (value.day or 1) > last_day(year, month + 1):
        return None
    return value.but(ref=None, year=year, month=month + 1, bc=year <= 0)


def _step_days(value: Date, n: int, base: Date, unit: str) -> Date | None:
    if base.month is None or base.day is None:
        return None
    year = base.year if base.year is not None else 2001
    if not 1 <= year <= 9999:
        if n or unit != "day":
            return None
        return value.but(ref=None, year=base.year, month=base.month, day=base.day, bc=base.bc)
    if base.year is None and (unit == "week" or (base.month, base.day) == (2, 29)):
        return None
    ordinal = date(year, base.month, base.day).toordinal() + n
    if not 1 <= ordinal <= date.max.toordinal():
        return None
    day = date.fromordinal(ordinal)
    return value.but(
        ref=None, unit=unit, year=day.year if base.year is not None else None, month=day.month, day=day.day
    )
