"""An EDTF value comes in; its first and last day, its years, its precision and its qualifier go out.

The part of EDTF (ISO 8601-2, level 2) that this project writes: years (also negative), months, days, seasons 21 to 24,
quarters 33 to 36, thirds 37 to 39, halves 40 and 41, ``X`` for unknown digits, ``~ ? %``, times, intervals with an
open side, one-of sets.
"""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

Day = tuple[int, int, int]

# code -> first month, last month; winter ends in the next year
PARTS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip

_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ATOM = re.compile(
    r"(-?[0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?[~?%]?\Z"
)


class Bounds(NamedTuple):
    """The least and the greatest day an EDTF value can mean; a side is None where it is open or has no year."""

    first: Day | None
    last: Day | None


class Reading(NamedTuple):
    """What date_mentions publishes of an EDTF value."""

    earliest: date | None
    latest: date | None
    year_start: int | None
    year_end: int | None
    precision: str
    qualifier: str


def last_day(year: int, month: int) -> int:
    """Return the number of days of a month, in the proleptic Gregorian calendar also before year 1.

    >>> last_day(1992, 2), last_day(0, 2)
    (29, 29)
    """
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month]


def bounds(edtf: str) -> Bounds:
    """Return the bounds of an EDTF value.

    >>> bounds("1992-24")
    Bounds(first=(1992, 12, 1), last=(1993, 2, 28))

    Raises ValueError for what this project does not write.
    """
    if edtf.startswith(("[", "{")):
        if edtf[-1:] not in ("]", "}") or "[" in edtf[1:] or "{" in edtf[1:]:
            raise ValueError(f"not one set of dates: {edtf[:80]!r}; right would be [1992,1993] or {{1992,1993}}")
        every = [bounds(part) for part in edtf[1:-1].split(",")]
        firsts, lasts = [b.first for b in every], [b.last for b in every]
        first = None if None in firsts else min(day for day in firsts if day)
        last = None if None in lasts else max(day for day in lasts if day)
        return Bounds(first, last)
    if "/" in edtf:
        left, right = edtf.split("/")
        first = None if left in ("", "..") else bounds(left).first
        return Bounds(first, None if right in ("", "..") else bounds(right).last)
    return _atom_bounds(edtf)


def _atom_bounds(edtf: str) -> Bounds:
    match = _ATOM.match(edtf)
    if match is None:
        raise ValueError(f"not an EDTF value of this project: {edtf!r}; right would be 1992, 1992-05 or 1992-05-09")
    year, month, day = match.groups()
    if year.lstrip("-").startswith("XX"):
        return Bounds(None, None)
    low, high = _digits(year)
    if month is None or "X" in month:
        return Bounds((low, 1, 1), (high, 12, 31))
    number = int(month)
    if number in PARTS:
        first, last = PARTS[number]
        high += last < first
        return Bounds((low, first, 1), (high, last, last_day(high, last)))
    if not 1 <= number <= 12:
        raise ValueError(f"no month, season, quarter or half {number} in {edtf!r}")
    if day is None or "X" in day:
        return Bounds((low, number, 1), (high, number, last_day(high, number)))
    if not 1 <= int(day) <= last_day(high, number):
        raise ValueError(f"no day {day} in month {number} of {edtf!r}")
    return Bounds((low, number, int(day)), (high, number, int(day)))


def _digits(year: str) -> tuple[int, int]:
    ends = int(year.replace("X", "0")), int(year.replace("X", "9"))
    return min(ends), max(ends)


def precision(edtf: str) -> str:
    """Return the precision of an EDTF value, ``interval`` where it has two sides.

    >>> [precision(v) for v in ("199X", "15XX", "1992-21", "XXXX-11-08", "1990/1992")]
    ['decade', 'century', 'season', 'day', 'interval']
    """
    if "/" in edtf:
        return "interval"
    if edtf[0] in "[{":
        return precision(edtf[1:-1].split(",")[0])
    atom = edtf.rstrip("~?%")
    if "T" in atom:
        return "time"
    fields = atom.lstrip("-").split("-")
    if len(fields) == 3:
        return "day"
    if len(fields) == 2:
        return _part_precision(int(fields[1]))
    unknown = 0 if fields[0] == "XXXX" else fields[0].count("X")
    return ("year", "decade", "century", "century", "year")[unknown]


def _part_precision(number: int) -> str:
    if number <= 12:
        return "month"
    if number <= 24:
        return "season"
    return "quarter" if number <= 36 else "half"


def qualifier(edtf: str) -> str:
    """Return ``approximate`` for a value with ``~``, ``uncertain`` for ``?``, else ``exact``."""
    if "~" in edtf or "%" in edtf:
        return "approximate"
    return "uncertain" if "?" in edtf else "exact"


def _as_date(day: Day | None) -> date | None:
    return date(*day) if day is not None and 1 <= day[0] <= 9999 else None


@lru_cache(maxsize=65536)
def read(edtf: str) -> Reading:
    """Return what date_mentions publishes of an EDTF value.

    >>> read("-0386").earliest, read("-0386").year_start
    (None, -386)
    """
    first, last = bounds(edtf)
    return Reading(
        _as_date(first), _as_date(last), first and first[0], last and last[0], precision(edtf), qualifier(edtf)
    )
