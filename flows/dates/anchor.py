"""The dates of a text, in order, come in; the same dates, as far as the text lets them be resolved, go out.

Deictic words count from the text's own date, the rest from the last date before;
nothing crosses sentences that are out of order. A year in passing (founded in 1812) does not pull what follows.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.value import WIDTHS, edtf_of
from karabakh.flows.dates.when import Date, Reference

_FINER = ("century", "decade", "year", "half", "season", "quarter", "month", "week", "day", "time")
_SEASON_OF = {12: 24, 1: 24, 2: 24, 3: 21, 4: 21, 5: 21, 6: 22, 7: 22, 8: 22, 9: 23, 10: 23, 11: 23}


@dataclass(slots=True, frozen=True)
class Place:
    """Where a date stands, as far as it matters for its resolution."""

    sentence: int
    ahead: bool = False
    passing: bool = False


@dataclass(slots=True, frozen=True)
class Resolved:
    """A date with what could be filled in, on what basis, and from which date."""

    value: Date
    basis: str
    anchor: str | None = None


@dataclass(slots=True)
class Anchors:
    """What is known while a text is read: its own date, and the last dates before."""

    published: date | None = None
    report: bool = False
    shuffled: bool = False
    last: dict[str, Date] = field(default_factory=dict)
    sentence: int = -1
    dated: int = -9
    unknown: bool = False  # the last year before was told as "this year" in a text without a date

    def resolve(self, value: Date, place: Place) -> Resolved:
        """Resolve one date and remember it for those that follow."""
        if self.shuffled and place.sentence != self.sentence:
            self.last.clear()
        self.sentence = place.sentence
        resolved = self._resolve(value, place)
        if self.published is None and _is_year_of_document(value):
            self.last.clear()  # what follows may be of that year, which is not known, as well as of the one before
            self.unknown = True
        if self.report or resolved.basis != "document_date":
            self._remember(resolved.value, place)
        return resolved

    def _resolve(self, value: Date, place: Place) -> Resolved:
        if value.ref is not None:
            return self._relative(value, value.ref, place)
        if value.unit == "time":
            return self._time(value)
        if value.weekday is not None and value.day is None:
            return self._weekday(value, place)
        if value.year is None:
            return self._yearless(value, place)
        return Resolved(value, "stated")

    def _time(self, value: Date) -> Resolved:
        day = self.last.get("day")
        basis = "narrative"
        if day is None and self.report:
            day, basis = self._today(), "document_date"
        if day is None:
            return Resolved(value, "unresolved")
        return Resolved(day.but(time=value.time, mod=value.mod), basis, edtf_of(day.but(time=None)))

    def _today(self) -> Date | None:
        day = self.published
        return None if day is None else Date("day", day.year, day.month, day.day)

    def _weekday(self, value: Date, place: Place) -> Resolved:
        if self.published is None or value.weekday is None:
            return Resolved(value, "unresolved")
        day = nearest_weekday(self.published, value.weekday, 1 if place.ahead else -1, same=True)
        return Resolved(_on(day, value), "document_date", self.published.isoformat())

    def _yearless(self, value: Date, place: Place) -> Resolved:
        year = self.last.get("year")
        if self.report and self.published is not None and not self._near(place):
            return self._nearest_to_document(value, place)
        if year is not None and year.year is not None and _has_day(year.year, value):
            return Resolved(value.but(year=year.year, bc=year.bc), "narrative", edtf_of(Date("year", year.year)))
        return Resolved(value, "unresolved")

    def _near(self, place: Place) -> bool:
        """Say whether, in a report, a date before gave a year so near that it is meant."""
        return "year" in self.last and self.dated >= place.sentence - 1

    def _nearest_to_document(self, value: Date, place: Place) -> Resolved:
        if self.published is None:
            return Resolved(value, "unresolved")
        today = (self.published.month, self.published.day)
        month = value.month or {21: 3, 22: 6, 23: 9, 24: 12}.get(value.part or 0, value.part or 1)
        then = (month, value.day if value.day is not None else today[1])
        year = self.published.year
        if value.unit in ("month", "day", "season"):
            year += (then < today) if place.ahead else -(then > today)
        if not _has_day(year, value):
            return Resolved(value, "unresolved")
        return Resolved(value.but(year=year), "document_date", self.published.isoformat())

    def _relative(self, value: Date, ref: Reference, place: Place) -> Resolved:
        base = self._base(value, ref)
        if ref.n is None or ref.event or base is None:
            return Resolved(value, "unresolved")
        basis = "document_date" if ref.base == "document" else "narrative"
        done = _nearest(value, ref, base) if ref.nearest else _step(value, ref, base)
        if done is None:
            return Resolved(value, "unresolved")
        return Resolved(done.but(ref=None), basis, edtf_of(base.but(time=None, mod=None, qualifier="")))

    def _base(self, value: Date, ref: Reference) -> Date | None:
        if ref.base == "document":
            return self._today()
        unit = {"weekday": "day", "season": "year"}.get(ref.unit, ref.unit)
        if ref.nearest and unit == "month":
            return self.last.get("month") or self.last.get("year")
        if unit in ("week", "day"):
            return self.last.get("day")
        if unit in WIDTHS or unit in ("year", "quarter"):
            return self.last.get(unit) or self.last.get("year")
        return self.last.get(unit)

    def _remember(self, value: Date, place: Place) -> None:
        if value.ref is not None or (value.year is None and value.month is None) or value.unit == "time":
            return
        if value.unit in WIDTHS:
            self.last[value.unit] = value
            return
        if place.passing and ("year" in self.last or self.unknown):
            return
        if value.year is not None:
            self.unknown = False
            self.dated = place.sentence
            self.last["year"] = Date("year", value.year, bc=value.bc)
            self.last.pop("decade", None)
            self.last.pop("century", None)
        if value.month is not None:
            self.last["month"] = Date("month", value.year, value.month, bc=value.bc)
            if value.day is not None:
                self.last["day"] = Date("day", value.year, value.month, value.day, bc=value.bc)


def _is_year_of_document(value: Date) -> bool:
    """Say whether the words tell of a year by the document's: this year, May last year; not a year ago."""
    ref = value.ref
    return ref is not None and ref.base == "document" and ref.unit == "year" and not ref.nearest and not ref.sign


def _has_day(year: int, value: Date) -> bool:
    """Say whether the year has the day; 29 February may be of another year than the one told of."""
    return value.day is None or value.month is None or value.day <= last_day(year, value.month)


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


def _on(day: date, value: Date) -> Date:
    return value.but(unit="day", year=day.year, month=day.month, day=day.day, weekday=None, ref=None)


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
        return _on(nearest_weekday(start, value.weekday, n or 1, same=n == 0), value)
    if base.year is None:
        return None
    then = value.month or {21: 3, 22: 6, 23: 9, 24: 12}.get(value.part or 0, 1)
    now = base.month or (13 if n < 0 else 0)
    year = base.year
    if n > 0:
        year += then <= now
    elif n < 0:
        year -= then >= now
    return value.but(year=year, bc=base.bc)


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
        return value.but(year=year, bc=year <= 0) if -9999 <= year <= 9999 else None
    width = WIDTHS[unit]
    if base.bc:
        before = 1 - base.year
        last = before // width * width + width - 1 if unit == "decade" else ((before - 1) // width + 1) * width
        first = 1 - last + n * width
        return value.but(year=first, bc=True) if -9999 <= first < 0 else None
    first = base.year // width * width + n * width
    return value.but(year=first) if 0 <= first <= 9999 else None


def _step_quarters(value: Date, n: int, base: Date) -> Date | None:
    if base.year is None or base.month is None:
        return None
    year, quarter = divmod(base.year * 4 + (base.month - 1) // 3 + n, 4)
    return value.but(year=year, part=quarter + 1) if 1 <= year <= 9999 else None


def _step_months(value: Date, n: int, base: Date) -> Date | None:
    if base.month is None:
        return None
    if base.year is None:
        return value.but(month=(base.month - 1 + n) % 12 + 1)
    year, month = divmod(base.year * 12 + base.month - 1 + n, 12)
    if not -9999 <= year <= 9999 or (value.day or 1) > last_day(year, month + 1):
        return None
    return value.but(year=year, month=month + 1, bc=year <= 0)


def _step_days(value: Date, n: int, base: Date, unit: str) -> Date | None:
    if base.month is None or base.day is None:
        return None
    year = base.year if base.year is not None else 2001
    if not 1 <= year <= 9999:
        if n or unit != "day":
            return None
        return value.but(year=base.year, month=base.month, day=base.day, bc=base.bc)
    if base.year is None and (unit == "week" or (base.month, base.day) == (2, 29)):
        return None
    ordinal = date(year, base.month, base.day).toordinal() + n
    if not 1 <= ordinal <= date.max.toordinal():
        return None
    day = date.fromordinal(ordinal)
    return value.but(unit=unit, year=day.year if base.year is not None else None, month=day.month, day=day.day)
