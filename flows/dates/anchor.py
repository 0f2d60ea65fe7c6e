"""The dates of a text, in order, come in; the same dates, as far as the text lets them be resolved, go out.

Deictic words count from the text's own date. All else hangs on the point at which the narrative stands, and which dates
move that point is decided for the text as a whole: of all ways to read its dates as steps of a narrative or as mentions
in passing, the one that costs the reader least is taken. That is a shortest path; as at most four points are kept in
mind at a time, it takes linear time. Nothing crosses sentences that are out of order.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from karabakh.flows.dates.counting import count, nearest_weekday, on_weekday
from karabakh.flows.dates.narrative import NOWHERE, Point
from karabakh.flows.dates.reading import (
    STATED,
    UNRESOLVED,
    Choice,
    Item,
    Reader,
    Step,
    Ways,
    base_of,
    ends_before_it_began,
    has_day,
    reached,
)
from karabakh.flows.dates.value import edtf_of
from karabakh.flows.dates.when import Date, Reference

# how many points are kept in mind at a time
_KEPT = 4


class Resolved(NamedTuple):
    """A date with what could be filled in, on what basis, and from which date."""

    value: Date
    basis: str
    anchor: str | None = None


# the choices made so far, the last one first
_Trail = tuple[Choice, "_Trail"] | None
# the cheapest way to each point on which the narrative may stand
_Paths = dict[Point, tuple[float, _Trail]]


def choose(items: Sequence[Item], reader: Reader, *, shuffled: bool = False) -> list[Choice]:
    """Return for each date what it hangs on in the reading of the whole text that costs least."""
    start = reader.start
    paths: _Paths = {start: (0.0, None)}
    sentence = -1
    fixed = [reader.fixed(item) for item in items]
    for item, choice in zip(items, fixed, strict=True):
        if shuffled and item.sentence != sentence:
            paths = {start: min(paths.values(), key=_cost)}
        sentence = item.sentence
        if choice is None or choice is STATED:
            paths = _onward(paths, reader.ways(item), keeps=choice is None)
    trail = min(paths.values(), key=_cost)[1]
    for place in range(len(items) - 1, -1, -1):
        if fixed[place] is None and trail is not None:
            fixed[place], trail = trail
    return [choice or UNRESOLVED for choice in fixed]


def _onward(paths: _Paths, ways: Ways, *, keeps: bool) -> _Paths:
    """Go all ways from all points; ``keeps`` says that the trail must tell the choice."""
    found: _Paths = {}
    for point, (cost, trail) in paths.items():
        for more, then, choice in ways(point):
            here = (cost + more, (choice, trail) if keeps else trail)
            known = found.setdefault(then, here)
            if here[0] < known[0]:
                found[then] = here
    if len(found) > _KEPT:
        return dict(sorted(found.items(), key=_cost_of_path)[:_KEPT])
    return found


def _cost(path: tuple[float, _Trail]) -> float:
    return path[0]


def _cost_of_path(path: tuple[Point, tuple[float, _Trail]]) -> float:
    return path[1][0]


def _cost_of_step(step: Step) -> float:
    return step[0]


def resolve(item: Item, choice: Choice, reader: Reader) -> Resolved:
    """Fill in a date from what was chosen for it to hang on."""
    value, (basis, point, year) = item.value, choice
    if basis in ("stated", "unresolved"):
        return Resolved(value, basis)
    if value.ref is not None:
        return _counted(item, value.ref, choice, reader)
    if value.unit == "time":
        day = point.date("day")
        return Resolved(value, "unresolved") if day is None else _at_time(day, value, basis)
    if value.weekday is not None and value.day is None:
        return _weekday(item, choice, reader)
    if basis == "document_date" and reader.published is not None:
        return Resolved(value.but(year=year), basis, reader.published.isoformat())
    # a year that was not named hangs on the month before it
    anchor = (point.date("month") if year != point.year else None) or point.date("year")
    return Resolved(_in_year(value, year), basis, None if anchor is None else edtf_of(anchor))


def resolve_after(first: Resolved, item: Item, reader: Reader) -> Resolved:
    """Resolve the second side of a range from the first; it may end in the next year (October to March)."""
    value, begin = item.value, first.value
    if begin.ref is not None or begin.year is None or not value.yearless or value.weekday or value.unit == "time":
        point = reader.start if begin.ref is not None else reached(NOWHERE, begin, begin.year)
        return resolve(item, min(reader.ways(item)(point), key=_cost_of_step)[2], reader)
    year = begin.year + ends_before_it_began(begin, value)
    if not has_day(year, value):
        return Resolved(value, "unresolved")
    if first.basis == "stated":
        return Resolved(_in_year(value, year), "narrative", edtf_of(Date("year", begin.year, bc=begin.bc)))
    return Resolved(_in_year(value, year), first.basis, first.anchor)


def _in_year(value: Date, year: int | None) -> Date:
    return value.but(year=year, bc=year is not None and year <= 0)


def _at_time(day: Date, value: Date, basis: str) -> Resolved:
    return Resolved(day.but(time=value.time, mod=value.mod), basis, edtf_of(day))


def _weekday(item: Item, choice: Choice, reader: Reader) -> Resolved:
    """Return the weekday nearest to the text's own date, or the first one from the day of the narrative on."""
    value, point, way = item.value, choice.point, -1
    day = reader.published
    if choice.basis == "narrative":
        known = point.year is not None and 1 <= point.year <= 9999 and point.month and point.day
        day = date(point.year or 1, point.month or 1, point.day or 1) if known else None
        way = 1
    elif item.ahead:
        way = 1
    if day is None or value.weekday is None:
        return Resolved(value, "unresolved")
    found = nearest_weekday(day, value.weekday, way, same=True)
    return Resolved(on_weekday(found, value), choice.basis, day.isoformat())


def _counted(item: Item, ref: Reference, choice: Choice, reader: Reader) -> Resolved:
    own = choice.basis == "document_date"
    base = reader.day if own else base_of(ref, choice.point)
    found = item.found if own else None
    if found is None and base is not None:
        found = count(item.value, ref, base)
    if found is None or base is None:
        return Resolved(item.value, "unresolved")
    return Resolved(found, choice.basis, edtf_of(base))
