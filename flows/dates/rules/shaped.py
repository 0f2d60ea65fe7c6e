"""Rows for what modifies a date or is attached to it: early, the end of, about, possibly, of that year, at 15:00."""

from datetime import date

from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.when import Date, Pair, Reference


def _mod(hit: Hit) -> Built:
    value = hit["date"]
    return value.but(mod=hit["mod"]) if isinstance(value, Date) and value.mod is None else None


def _attach(hit: Hit) -> Built:
    value, year = hit["date"], hit["year"]
    return value.but(ref=year.ref) if value.yearless and value.weekday is None else None


def _attach_early(hit: Hit) -> Built:
    value, year = hit["date"], hit["year"]
    if not value.yearless or value.unit not in ("month", "season") or value.mod is not None:
        return None
    return value.but(ref=year.ref, mod=hit["mod"] or hit["mod2"])  # type: ignore[no-any-return]


def _season(hit: Hit) -> Built:
    return Date("season", part=hit["season"], ref=hit["year"].ref)


def _day_of_month(hit: Hit) -> Built:
    month: Date = hit["date"]
    if month.unit != "month" or not 1 <= hit["day"] <= 31:
        return None
    return month.but(unit="day", day=hit["day"])


def _same(hit: Hit) -> Built:
    return hit["date"]  # type: ignore[no-any-return]


def _about(hit: Hit) -> Built:
    value: Date = hit["date"]
    return value.but(mod=value.mod or "APPROX", qualifier="~")


def _possibly(hit: Hit) -> Built:
    return hit["date"].but(qualifier=hit["maybe"])  # type: ignore[no-any-return]


def _at(hit: Hit) -> Built:
    value: Date = hit["date"]
    time = hit["part"] or hit["clock"].time
    return value.but(time=time) if value.time is None and value.unit == "day" else None


def _early_day(hit: Hit) -> Built:
    value: Date = hit["date"] or hit["date2"]
    return value.but(mod=hit["mod"] or hit["mod2"]) if value.mod is None and value.unit == "day" else None


def _weekday_told(hit: Hit) -> Built:
    weekday, value = hit["weekday"], hit["date"]
    if weekday.ref or value.year is None or value.month is None or value.day is None or not 1 <= value.year <= 9999:
        return None
    if date(value.year, value.month, value.day).isoweekday() != weekday.weekday:
        return None
    told = Date("day", value.year, value.month, value.day, time=weekday.time)
    return [hit.between("weekday", "weekday", told), hit.between("date", "date", value)]


def _weekday_part(hit: Hit) -> Built:
    weekday, value = hit["weekday"], hit["date"]
    if weekday.time is None or weekday.ref or value.time is not None or value.ref or value.day is None:
        return None
    if value.year is not None and 1 <= value.year <= 9999:
        own = date(value.year, value.month, value.day).isoweekday()
        if own != weekday.weekday:
            return None
    return value.but(time=weekday.time)  # type: ignore[no-any-return]


def _early_hours(hit: Hit) -> Built:
    value: Date = hit["date"]
    return value.but(time="TMO") if value.time is None and value.unit == "day" else None


def _night(hit: Hit) -> Built:
    pair: Pair = hit["date"]
    left, right = pair.left.value, pair.right.value
    if not (isinstance(left, Date) and isinstance(right, Date) and left.unit == right.unit == "day"):
        return None
    days = Date("day", left.year, left.month, left.day, bc=left.bc, time=hit["part"])
    return Pair(pair.left.meaning(days), pair.right, "-")


def _counted_from(hit: Hit) -> Built:
    way: Reference = hit["offset"].ref
    return _counted(hit["date"], way.unit, way.n)


def _unit_from(hit: Hit) -> Built:
    return _counted(hit["date"], hit["unit"], hit["way"])


def _counted(start: Date, unit: str, n: int | None) -> Date | None:
    """Count units from a date that the words state; the date must be as fine as the unit."""
    if n is None or start.year is None or start.bc or start.mod or not 2 <= start.year <= 9990:
        return None
    if unit == "year" and start.unit in ("year", "month", "day"):
        return Date("year", start.year + n) if 0 < start.year + n <= 9999 else None
    if unit == "month" and start.unit in ("month", "day") and start.month is not None:
        year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
        return Date("month", year, month + 1) if 0 < year <= 9999 else None
    if unit not in ("day", "week") or start.month is None or start.day is None:
        return None
    ordinal = date(start.year, start.month, start.day).toordinal() + n * (7 if unit == "week" else 1)
    if not 1 <= ordinal <= date.max.toordinal():
        return None
    day = date.fromordinal(ordinal)
    return Date("day", day.year, day.month, day.day)


_PARTS = "(EARLY (IN THE?)?)? part:DAYPART UNITS?"

RULES: tuple[Rule, ...] = (
    Rule(
        "early",
        "THE? mod:EARLY (DASH | IN THE?)? date:X_PERIOD",
        _mod,
        (
            Example("in [early 1994]", "1994", "1994-01~/1994-04~"),
            Example("until [mid-1994]", "1994", "1994-05~/1994-08~"),
            Example("in [late May 1994]", "1994-05", "1994-05-21~/1994-05-31~"),
            Example("in [the early 1980s]", "198", "1980~/1983~"),
            Example("in [the late 11th century]", "10", "1067~/1099~"),
            Example("[Late in 1994]", "1994", "1994-09~/1994-12~"),
        ),
        ("too late, 1994 was over", "an early one in 1994"),
    ),
    Rule(
        "early_hours",
        "THE? (EARLY UNITS | SMALL_HOURS) OF THE? date:X_DAYLIKE",
        _early_hours,
        (
            Example("in [the small hours of 7 March 1994]", "1994-03-07TMO", "1994-03-07"),
            Example("in [the early hours of 7 March 1994]", "1994-03-07TMO", "1994-03-07"),
        ),
        ("the early days of it",),
    ),
    Rule(
        "of_that_year",
        "date:X_UNYEARED COMMA? OF? year:X_THAT_YEAR",
        _attach,
        (
            Example("in [September this year]", "2020-09", "2020-09"),
            Example("on [7 May last year]", "2019-05-07", "2019-05-07"),
            Example("In 1994 it began; in [May of the same year] it ended.", "1994-05", "1994-05"),
        ),
        ("in September, this one",),
    ),
    Rule(
        "early_of_that_year",
        "THE? (mod:EARLY DASH? | mod2:EDGE OF) THE? date:X_UNYEARED COMMA? OF? year:X_THAT_YEAR",
        _attach_early,
        (
            Example("in [late May this year]", "2020-05", "2020-05-21~/2020-05-31~"),
            Example("at [the end of May last year]", "2019-05", "2019-05-21~/2019-05-31~"),
        ),
        ("late, in May, this year",),
    ),
    Rule(
        "season_of_that_year",
        "THE? season:SEASONAL OF? year:X_THAT_YEAR",
        _season,
        (Example("in [the spring of next year]", "2021-SP", "2021-21"),),
        ("the spring of hope",),
    ),
    Rule(
        "day_of_that_month",
        "THE? day:NTH OF date:X_THAT",
        _day_of_month,
        (Example("In May 1994 it began; on [the 9th of that month] it ended.", "1994-05-09", "1994-05-09"),),
        ("the 9th of that year's",),
    ),
    Rule(
        "later_that",
        "(LATER|EARLIER) date:X_THATLIKE",
        _same,
        (
            Example("[Earlier this year]", "2020", "2020"),
            Example("In May 1994 it began; [later that month] it ended.", "1994-05", "1994-05"),
        ),
        ("later it ended",),
    ),
    Rule(
        "later_in_season",
        "(LATER|EARLIER) IN date:X_SEASON",
        _same,
        (Example("In 1994, [later in the summer]", "1994-SU", "1994-22"),),
        ("later in life",),
    ),
    Rule(
        "about",
        "(APPROX | CIRCA) DOT? THE? date:X_STATED",
        _about,
        (
            Example("built [about 1750]", "1750", "1750~"),
            Example("built [c. 1750]", "1750", "1750~"),
            Example("[circa AD 301]", "0301", "0301~"),
        ),
        ("about him",),
    ),
    Rule(
        "possibly",
        "maybe:UNCERTAIN (IN|ON|AT|BY|PREP|FROM|UNTIL|SINCE|WITHIN)? < date:X_STATED",
        _possibly,
        (Example("possibly in [1921]", "1921", "1921?"),),
        ("possibly he",),
    ),
    Rule(
        "part_of_day_of",
        f"THE? {_PARTS} OF THE? date:X_DAYLIKE",
        _at,
        (
            Example("on [the night of 7 March 1994]", "1994-03-07TNI", "1994-03-07"),
            Example("in [the early morning hours of 7 March 1994]", "1994-03-07TMO", "1994-03-07"),
        ),
        ("the night of stars",),
    ),
    Rule(
        "night_of_two",
        "THE? part:DAYPART (OF | FROM | BETWEEN) THE? date:X_PAIR",
        _night,
        (Example("in [the night of 7–8 March 1994]", "1994-03-07TNI", "1994-03-07/1994-03-08"),),
        ("the night of 1990–91",),
    ),
    Rule(
        "day_at",
        "date:X_DAYLIKE (COMMA | AT | IN | ON | BY | PREP | COMMA AT | APPROX | AT APPROX)? clock:X_CLOCK",
        _at,
        (Example("on [7 March 1994 at 15:00]", "1994-03-07T15:00", "1994-03-07T15:00:00"),),
        ("at 15:00",),
    ),
    Rule(
        "at_day",
        "clock:X_CLOCK (COMMA? (ON | OF | WITHIN) THE? | COMMA)? date:X_DAYLIKE",
        _at,
        (Example("At [3:15 pm, on 7 March 1994]", "1994-03-07T15:15", "1994-03-07T15:15:00"),),
        ("at 15:00 sharp",),
    ),
    Rule(
        "early_on_day",
        "(mod:EARLY ON date:X_DAYLIKE | mod2:EARLY date2:X_WEEKDAY)",
        _early_day,
        (
            Example("[late on 7 March 1994]", "1994-03-07", "1994-03-07"),
            Example("It fell [late Monday].", "2020-10-26", "2020-10-26"),
        ),
        ("too late, on Monday",),
    ),
    Rule(
        "weekday_told",
        "weekday:X_WEEKDAY LEFT date:X_DAY RIGHT",
        _weekday_told,
        (
            Example("on [Monday] (7 March 1994)", "1994-03-07", "1994-03-07"),
            Example("on Monday ([7 March 1994])", "1994-03-07", "1994-03-07"),
        ),
        ("on Tuesday (7 March 1994)",),
    ),
    Rule(
        "weekday_part_day",
        "weekday:X_WEEKDAY COMMA? date:X_DAY",
        _weekday_part,
        (Example("on [Monday evening, 7 March 1994]", "1994-03-07TEV", "1994-03-07"),),
        ("on Tuesday evening, 7 March 1994", "on Monday, all day"),
    ),
    Rule(
        "counted_from",
        "offset:X_OFFSET date:X_STATED !NAME !COUNTED",
        _counted_from,
        (
            Example("[two days after 7 March 1994]", "1994-03-09", "1994-03-09"),
            Example("[Five years before 2015], it fell", "2010", "2010"),
            Example("[three months after June 1994].", "1994-09", "1994-09"),
        ),
        ("two days of it", "two days after 1994"),
    ),
    Rule(
        "unit_from",
        "THE unit:CALENDAR_UNIT way:AROUND date:X_STATED !NAME !COUNTED",
        _unit_from,
        (
            Example("It fell [the day before 7 March 1994].", "1994-03-06", "1994-03-06"),
            Example("It fell [the year after 1994].", "1995", "1995"),
        ),
        ("the day after the storm of 1994",),
    ),
)
