"""Where a narrative stands, and a date that follows, come in; what it costs the reader to go there goes out.

Costs are in months of flashback: to tell of what lies a month back costs one. They say what a reader takes for granted:
a narrative goes forward, in small steps, and says so when it does not.
"""

from typing import NamedTuple

from karabakh.flows.dates.value import WIDTHS
from karabakh.flows.dates.when import Date

# a month forward costs half of a month back, and neither a leap nor a return costs without end
FORWARD, FARTHEST, EARLIEST = 0.5, 8.0, 18.0
# a year that begins without being named: with FORWARD, a step of up to four months into it beats a return of eight
NEW_YEAR = 5.0
# the first month told of a year that was named alone
INTO_YEAR = 1.0

_OF_SEASON = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_OF_THIRD = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}


class Point(NamedTuple):
    """The date a narrative has come to.

    ``at`` is the last month it has told of, ``month`` and ``day`` are there only where the words name them; ``home``
    says that the year is the one of the report itself; ``framed`` that a year named alone heads what is told; ``told``
    is the sentence of the last stated year; ``aside`` the date that came in passing last, ``passed`` its sentence.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    at: int | None = None
    home: bool = False
    framed: bool = False
    told: int = -9
    passed: int = -9
    aside: tuple[int | None, int | None, int | None] = (None, None, None)
    decade: int | None = None
    century: int | None = None

    def date(self, unit: str) -> Date | None:
        """Return what is known of the point at a precision, None where it is not known so far."""
        if unit == "day":
            return None if self.day is None else Date("day", self.year, self.month, self.day, bc=self._bc)
        if unit == "month":
            return None if self.month is None else Date("month", self.year, self.month, bc=self._bc)
        wide = self.decade if unit == "decade" else self.century if unit == "century" else None
        if wide is not None:
            return Date(unit, wide, bc=wide <= 0)
        return None if self.year is None else Date("year", self.year, bc=self._bc)

    @property
    def _bc(self) -> bool:
        return self.year is not None and self.year <= 0


NOWHERE = Point()


def months(value: Date) -> tuple[int, int] | None:
    """Return the first and the last month of a date within its year; a winter ends in the 14th."""
    if value.month is not None:
        return value.month, value.month
    if value.unit == "year":
        return _OF_THIRD.get(value.mod or "")
    if value.part is None or value.unit in WIDTHS:
        return None
    if value.unit == "season":
        return _OF_SEASON[value.part]
    width = 6 if value.unit == "half" else 3
    return width * value.part - width + 1, width * value.part


def way(point: Point, year: int, span: tuple[int, int] | None) -> float:
    """Return what it costs to go from a point to a year and the months in it.

    >>> way(Point(1941, at=12), 1942, (1, 1)), way(Point(1941, at=12), 1941, (10, 10))
    (0.5, 2.0)
    """
    if point.year is None:
        return 0.0
    years = 12 * (year - point.year)
    if point.at is None:
        if not years:
            return INTO_YEAR if span else 0.0
        # what is told by years goes on by years
        distance = years + (span[0] - 12 if years > 0 else span[1] - 1) if span else years // 12
    elif span is None:
        distance = years + (1 if years > 0 else 12) - point.at if years else 0
    else:
        distance = years + span[0] - point.at
        if distance < 0 <= years + span[1] - point.at:
            return 0.0
    return min(FORWARD * distance, FARTHEST) if distance >= 0 else min(-1.0 * distance, EARLIEST)
