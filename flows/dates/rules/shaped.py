"""Rows for what modifies a date or is attached to it: early, the end of, about, possibly, of that year, at 15:00."""

from datetime import date, timedelta

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.when import Date, Pair, Reference


def _mod(hit: Hit) -> Built:
    value = hit["date"]
    return value.but(mod=hit["mod"]) if isinstance(value, Date) and value.mod is None else None


def _of_the_unit(hit: Hit) -> Built:
    unit = hit["unit"]
    if unit not in ("month", "year", "decade", "century", "week"):
        return None
    return Date(unit, mod=hit["mod"] or None, ref=Reference(unit, 0, "narrative"))


def _half(hit: Hit) -> Built:
    number = hit["number"] or {"START": 1, "END": 2}.get(hit["which"] or "")
    value: Date | None = hit["date"]
    if hit["unit"]:
        value = Date("year", ref=Reference("year", 0, "narrative")) if hit["unit"] == "year" else None
    if number not in (1, 2) or value is None or value.unit not in ("year", "month", "decade", "century"):
        return None
    return value.but(unit="half", part=number) if value.unit == "year" else value.but(part=number)


_SMALLER = {
    "month": ("day", "week"),
    "year": ("day", "week", "month"),
    "decade": ("year",),
    "century": ("year", "decade"),
}


def _days_of(hit: Hit) -> Built:
    value: Date = hit["date"]
    first = hit["first"] in (None, 1) and value.mod is None and value.year is not None
    return value.but(mod="START") if first and hit["units"] in _SMALLER.get(value.unit, ()) else None


def _quarter_of_century(hit: Hit) -> Built:
    number = hit["quarter"].part
    return hit["date"].but(within=(25 * number - 25, 25 * number - 1)) if hit["quarter"].yearless else None


def _attach(hit: Hit) -> Built:
    value, year = hit["date"], hit["year"]
    return value.but(ref=year.ref) if value.yearless and value.weekday is None else None


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


def _week(hit: Hit) -> Built:
    month: Date = hit["date"]
    last = 31 if month.year is None or month.month is None else last_day(month.year, month.month)
    number = hit["number"]
    if number is None:
        return month.but(unit="week", within=(last - 6, last))
    return month.but(unit="week", within=(7 * number - 6, 7 * number)) if number <= 4 else None


def _counted_from(hit: Hit) -> Built:
    way: Reference = hit["offset"].ref
    start: Date = hit["date"]
    if (
        way.unit not in ("day", "week")
        or way.n is None
        or start.year is None
        or start.month is None
        or start.day is None
    ):
        return None
    if not 2 <= start.year <= 9990:
        return None
    step = timedelta(days=way.n * (7 if way.unit == "week" else 1))
    try:
        day = date(start.year, start.month, start.day) + step
    except OverflowError:
        return None
    return Date("day", day.year, day.month, day.day)


_PARTS = "(EARLY (IN THE?)?)? part:DAYPART UNITS?"

RULES: tuple[Rule, ...] = (
    Rule(
        "edge_of",
        "THE? mod:EDGE OF THE? date:X_PERIOD",
        _mod,
        (
            Example("by [the end of 1994]", "1994", "1994-09~/1994-12~"),
            Example("at [the beginning of May 1994]", "1994-05", "1994-05-01~/1994-05-10~"),
            Example("by [the end of the 1980s]", "198", "1987~/1989~"),
            Example("by [the end of the 11th century]", "10", "1067~/1099~"),
        ),
        ("the end of it",),
    ),
    Rule(
        "days_of",
        "THE? (first:ORDINAL | EARLY) units:UNITS OF THE? date:X_PERIOD",
        _days_of,
        (
            Example("in [the first days of May 1994]", "1994-05", "1994-05-01~/1994-05-10~"),
            Example("in [the first months of 1994]", "1994", "1994-01~/1994-04~"),
            Example("in [the early years of the 1980s]", "198", "1980~/1983~"),
        ),
        ("the first days of the siege", "the second days of May 1994"),
    ),
    Rule(
        "part_of",
        "THE? mod:EARLY PART OF THE? date:X_PERIOD",
        _mod,
        (Example("in [the early part of 1994]", "1994", "1994-01~/1994-04~"),),
        ("part of 1994",),
    ),
    Rule(
        "edge_of_that",
        "THE? mod:EDGE OF THE unit:UNIT !OF",
        _of_the_unit,
        (Example("In May 1994 it began; by [the end of the year] it was over.", "1994", "1994-09~/1994-12~"),),
        ("the end of the day",),
    ),
    Rule(
        "part_of_that",
        "THE? mod:EARLY PART OF THE unit:UNIT !OF",
        _of_the_unit,
        (Example("In May 1994 it began; in [the latter part of the year] it was over.", "1994", "1994-09~/1994-12~"),),
        ("the best part of the year",),
    ),
    Rule(
        "in_the_unit",
        "(LATER|EARLIER|mod:EARLY) IN THE unit:UNIT !OF",
        _of_the_unit,
        (
            Example("In May 1994 it began; [later in the year] it was over.", "1994", "1994"),
            Example("In May 1994 it began; [late in the year] it was over.", "1994", "1994-09~/1994-12~"),
        ),
        ("in the year of the flood",),
    ),
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
        "half_of",
        "THE? (number:ORD | which:EARLY | LAST) HALF OF THE? date:X_PERIOD",
        _half,
        (
            Example("in [the first half of 1994]", "1994-H1", "1994-01/1994-06"),
            Example("in [the second half of the 1980s]", "198", "1985/1989"),
        ),
        ("half of 1994",),
    ),
    Rule(
        "half_of_that",
        "THE? (number:ORD | which:EARLY) HALF OF THE unit:YEAR_WORD",
        _half,
        (Example("In May 1994 and in [the second half of the year]", "1994-H2", "1994-07/1994-12"),),
        ("half of the year",),
    ),
    Rule(
        "quarter_of_century",
        "quarter:X_QUARTER OF THE? date:X_CENTURY",
        _quarter_of_century,
        (Example("in [the first quarter of the 11th century]", "10", "1000/1024"),),
        ("the first quarter of the money",),
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
        "APPROX DOT? THE? date:X_STATED",
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
        "THE? part:DAYPART OF THE? date:X_PAIR",
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
        "weekday_part_day",
        "weekday:X_WEEKDAY COMMA? date:X_DAY",
        _weekday_part,
        (Example("on [Monday evening, 7 March 1994]", "1994-03-07TEV", "1994-03-07"),),
        ("on Tuesday evening, 7 March 1994", "on Monday, all day"),
    ),
    Rule(
        "week_of",
        "THE? (number:ORD | LAST) WEEK_WORD OF THE? date:X_MONTH",
        _week,
        (
            Example("in [the first week of May 1994]", "1994-05", "1994-05-01/1994-05-07"),
            Example("in [the last week of May 1994]", "1994-05", "1994-05-25/1994-05-31"),
        ),
        ("the week of May",),
    ),
    Rule(
        "counted_from",
        "offset:X_OFFSET THE? date:X_DAY",
        _counted_from,
        (Example("[two days after 7 March 1994]", "1994-03-09", "1994-03-09"),),
        ("two days of it",),
    ),
)
