"""The point of a narrative and the next date come in; the ways to read the date from there, and their costs, go out.

A way to read a date says what the date hangs on, and where the narrative stands after it: on the date itself, or where
it stood before if the date comes in passing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from karabakh.flows.dates.counting import count, nearest_weekday
from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.narrative import FARTHEST, NEW_YEAR, NOWHERE, Point, months, way
from karabakh.flows.dates.passing import WITHIN, Hold
from karabakh.flows.dates.report import nearest_year
from karabakh.flows.dates.value import WIDTHS
from karabakh.flows.dates.when import Date, Reference

# in a report: to leave its own day for another year, and to come back to it from there
_LEAVE, _RETURN = 4.0, 3.0
# for each sentence since the other year was told
_AWAY = 2.0
# to go on from the end of a range, not from its beginning
_END_OF_RANGE = 2.0
# to pass over the year told last where "that year" follows, or "two years later"; to leave such words without a base
_PASSED_OVER, _COUNTED_FROM, _NO_BASE = 12.0, 4.0, 4.0
# years between the narrative and a supplied date from which on "this year" may be a year of the narrative
_FAR = 2
_SMALL = frozenset({"day", "week", "month", "weekday"})


class Item(NamedTuple):
    """A date of the text and what the text says about it.

    ``found`` is what it comes to if it counts from the text's own date; ``last`` the second side of a range, or the day
    stated right after a time of day. ``ahead``: the verb is in the future. ``then``: a deictic word stands in a
    quotation or with a verb in the past, so that it may be one of the time told of. ``fresh``: a heading stands between
    it and the stated year before.
    """

    value: Date
    sentence: int
    hold: Hold = WITHIN
    found: Date | None = None
    last: Date | None = None
    ahead: bool = False
    then: bool = False
    fresh: bool = False


class Choice(NamedTuple):
    """What a date hangs on in one reading of the text, and the year it has there."""

    basis: str
    point: Point = NOWHERE
    year: int | None = None


STATED, UNRESOLVED, OWN_DATE = Choice("stated"), Choice("unresolved"), Choice("document_date")
Step = tuple[float, Point, Choice]
# a text has thousands of points: this takes half the time of calling the class
_made = tuple.__new__
# the ways to read a date from any point
Ways = Callable[[Point], list[Step]]


@dataclass(slots=True, frozen=True)
class Reader:
    """What is known of the text as a whole: its own date, and whether it is a report of that day."""

    published: date | None = None
    report: bool = False

    @property
    def start(self) -> Point:
        """The point before the first date: in a report its own day, known or not."""
        day = self.published
        if not self.report:
            return NOWHERE
        if day is None:
            return Point(home=True)
        return Point(day.year, day.month, day.day, day.month, home=True)

    @property
    def day(self) -> Date:
        """The text's own day, as a date to count from."""
        day = self.published or date.min
        return Date("day", day.year, day.month, day.day)

    def fixed(self, item: Item) -> Choice | None:
        """Return what a date hangs on wherever the narrative stands; deictic words may not even move its point."""
        ref = item.value.ref
        if ref is None:
            return None if item.value.year is None else STATED
        if ref.base != "document" or item.then or self.report:
            return None
        if self.published is None:
            return None if _is_year_of_document(ref) else UNRESOLVED
        return UNRESOLVED if item.found is None else OWN_DATE

    def ways(self, item: Item) -> Ways:
        """Return the ways to read a date from a point: what each costs, where the narrative then stands, the choice."""
        value = item.value
        ref = value.ref
        if ref is not None:
            if ref.base != "document":
                return partial(self._from_narrative, item, ref)
            if item.then and not self.report and self.published is not None:
                return partial(self._then, item, ref)
            return self._from_document(item, ref)
        if value.year is not None:
            return self._told(item, value, STATED)
        if value.unit == "time":
            return partial(self._day_of_time, item)
        if value.weekday is not None and value.day is None:
            return partial(self._weekday, item, value.weekday)
        return partial(self._yearless_in_report if self.report else self._yearless, item)

    def _told(self, item: Item, value: Date, choice: Choice) -> Ways:
        """Go on from a date that has a year, or pass over it."""
        year, hold, sentence, fresh = value.year, item.hold, item.sentence, item.fresh
        if value.unit in WIDTHS or year is None:
            return lambda point: [(0.0, _noted(point, value), choice)]
        span, aside = months(value), (year, value.month, value.day)
        own = self.published is not None and year == self.published.year
        passing, going, told, heads = hold
        # what does not depend on the point is worked out once
        there = reached(NOWHERE, value, year, sentence, heads=heads)
        last, end = item.last, None
        if last is not None and last.year is not None and last.unit not in WIDTHS:
            end = reached(NOWHERE, last, last.year, sentence)

        def ways(point: Point) -> list[Step]:
            if own and point.home and year == point.year:
                return [(0.0, reached(NOWHERE, value, year, sentence, home=True), choice)]
            steps: list[Step] = []
            if not told:
                steps.append((passing, point, choice))
            elif point.year is not None or point.home:
                steps.append((passing, _passed(point, aside, sentence), choice))
            if span is None and year == point.year:
                steps.append((0.0, point._replace(told=sentence, decade=None, century=None), choice))
                return steps
            cost = going + (_LEAVE if point.home else way(point, year, span))
            if fresh:
                cost = min(cost, FARTHEST)
            steps.append((cost, there, choice))
            if end is not None:
                steps.append((cost + _END_OF_RANGE, end, choice))
            return steps

        return ways

    def _yearless(self, item: Item, point: Point, late: float = 0.0) -> list[Step]:
        """Give a month or a day the year of the narrative, or the next one."""
        value, year = item.value, point.year
        if year is None:
            # only the first costs, else the number of such dates would decide what came in passing
            return [(_NO_BASE if point.month is None else 0.0, Point(None, value.month, value.day), UNRESOLVED)]
        if not has_day(year, value):
            return [(0.0, point._replace(month=None, day=None), UNRESOLVED)]
        span = months(value)
        steps = [(way(point, year, span) + late, reached(point, value, year), Choice("narrative", point, year))]
        if point.at is None or span is None:
            return steps
        if span[0] < point.at and has_day(year + 1, value):
            turn = NEW_YEAR * (2 if point.framed or item.fresh else 1)
            cost = way(point, year + 1, span) + turn + late
            steps.append((cost, reached(point, value, year + 1), Choice("narrative", point, year + 1)))
        if item.last is not None and ends_before_it_began(value, item.last) and has_day(year - 1, value):
            # a range over the new year may end in the year told of
            choice = Choice("narrative", point, year - 1)
            steps.append((way(point, year - 1, span) + late, reached(point, item.last, year), choice))
        return steps

    def _yearless_in_report(self, item: Item, point: Point) -> list[Step]:
        """Give a month or a day the year nearest to the report, or that of the narrative it has gone into."""
        value, day = item.value, self.published
        year = None if day is None else nearest_year(day, value, ahead=item.ahead)
        home = Point(year, value.month, value.day, None if day is None else day.month, home=True)
        choice = UNRESOLVED if year is None else Choice("document_date", home, year)
        if point.home:
            return [(0.0, home, choice)]
        away = _AWAY * max(0, item.sentence - point.told - 1)
        return [(_RETURN, home, choice), *self._yearless(item, point, away)]

    def _day_of_time(self, item: Item, point: Point) -> list[Step]:
        stated = item.last
        if stated is not None:
            choice = Choice("narrative", reached(NOWHERE, stated, stated.year), stated.year)
        elif point.day is None:
            choice = Choice("document_date", self.start) if point.home else UNRESOLVED
        else:
            own = point.home and point.date("day") == self.day
            choice = Choice("document_date" if own else "narrative", point, point.year)
        return [(0.0, point, choice)]

    def _weekday(self, item: Item, weekday: int, point: Point) -> list[Step]:
        if self.published is None:
            return [(0.0, self.start if self.report else point, UNRESOLVED)]
        if self._is_then(point, item):
            return [(0.0, point, UNRESOLVED if point.day is None else Choice("narrative", point, point.year))]
        if not self.report:
            return [(0.0, point, OWN_DATE)]
        day = nearest_weekday(self.published, weekday, 1 if item.ahead else -1, same=True)
        return [(0.0, Point(day.year, day.month, day.day, day.month, home=True), OWN_DATE)]

    def _then(self, item: Item, ref: Reference, point: Point) -> list[Step]:
        """Count a deictic word from the time told of where that is far from the text's own date."""
        if self._is_then(point, item):
            return self._from_narrative(item, ref, point)
        return self._from_document(item, ref)(point)

    def _from_document(self, item: Item, ref: Reference) -> Ways:
        """Count from the text's own date."""
        if self.published is None:
            forgets = self.report or _is_year_of_document(ref)
            return lambda point: [(0.0, self.start if forgets else point, UNRESOLVED)]
        found = item.found
        choice = UNRESOLVED if found is None else OWN_DATE
        if not self.report or found is None or found.year is None:
            return lambda point: [(0.0, point, choice)]
        if ref.unit in _SMALL:
            then = Point(found.year, found.month, found.day, found.month, home=True)
            return lambda point: [(0.0, then, choice)]
        return self._told(item, found, choice)

    def _from_narrative(self, item: Item, ref: Reference, point: Point) -> list[Step]:
        """Count from the point of the narrative, or from the year that came in passing just before."""
        over = point.passed >= item.sentence - 1
        steps = [_from_aside(point, item.value, ref)] if over else []
        found = counted(item.value, ref, point)
        if found is None:
            if point.home and self.published is not None and ref.n == 0 and ref.unit in ("day", "week"):
                # the day, in a report that has told of none, is its own
                steps.append((0.0, point, OWN_DATE))
            elif not over:
                steps.append((_NO_BASE, point, UNRESOLVED))
            return steps
        choice = Choice("narrative", point, found.year)
        cost = (_COUNTED_FROM if ref.n else _PASSED_OVER) if over else 0.0
        if found.unit in WIDTHS:
            steps.append((cost, _noted(point, found), choice))
        elif ref.n == 0 or ref.unit in _SMALL:
            steps.append((cost, reached(point, found, found.year), choice))
        else:
            steps += [(cost + more, then, choice) for more, then, _ in self._told(item, found, choice)(point)]
        return steps

    def _is_then(self, point: Point, item: Item) -> bool:
        """Say whether a deictic word is one of the time told of, which is far from the text's own date."""
        if not item.then or self.report or self.published is None or point.year is None:
            return False
        return abs(self.published.year - point.year) >= _FAR


def counted(value: Date, ref: Reference, point: Point) -> Date | None:
    """Count from a point of the narrative; None where the point does not tell enough."""
    base = base_of(ref, point)
    return None if base is None else count(value, ref, base)


def base_of(ref: Reference, point: Point) -> Date | None:
    """Return the date of the narrative that a reference counts from, as precise as it asks for."""
    unit = ref.unit
    if ref.nearest and unit == "weekday":
        return point.date("day")
    if ref.nearest or unit == "quarter":
        return point.date("month") or point.date("year")
    return point.date("day" if unit == "week" else unit)


def _from_aside(point: Point, value: Date, ref: Reference) -> Step:
    """Count from the date that came in passing last (burnt in 1812 and sold that year); the narrative stays."""
    aside = Point(*point.aside)
    if counted(value, ref, aside) is None:
        return _NO_BASE, point, UNRESOLVED
    return _COUNTED_FROM / 2 if ref.n else 0.0, point, Choice("narrative", aside, aside.year)


def _is_year_of_document(ref: Reference) -> bool:
    """Say whether the words tell of a year by the document's: this year, May last year; not a year ago."""
    return ref.unit == "year" and not ref.nearest and not ref.sign


def _noted(point: Point, value: Date) -> Point:
    """Note a decade or a century; the year of the narrative stays."""
    return point._replace(decade=value.year) if value.unit == "decade" else point._replace(century=value.year)


def _passed(point: Point, aside: tuple[int | None, int | None, int | None], sentence: int) -> Point:
    year, month, day, at, home, framed, told, _, _, decade, century = point
    return _made(Point, (year, month, day, at, home, framed, told, sentence, aside, decade, century))


def reached(
    point: Point, value: Date, year: int | None, sentence: int | None = None, *, heads: bool = False, home: bool = False
) -> Point:
    """Return the point of a narrative that has told of a date; ``sentence`` where the date gives the year itself."""
    span = months(value)
    at = span[1] if span else None
    if sentence is None:
        return Point(year, value.month, value.day, at, point.home, point.framed, point.told)
    return Point(year, value.month, value.day, at, home, heads and span is None, sentence)


def has_day(year: int, value: Date) -> bool:
    """Say whether the year has the day; 29 February may be of another year than the one told of."""
    return value.day is None or value.month is None or value.day <= last_day(year, value.month)


def ends_before_it_began(first: Date, last: Date) -> bool:
    """Say whether a range runs over the new year, both of its sides being days or months."""
    if first.month is None or last.month is None:
        return False
    return (last.month, last.day or 31) < (first.month, first.day or 1)
