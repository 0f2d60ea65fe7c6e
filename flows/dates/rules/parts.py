"""Rows for parts of a stretch of time: the end of 1994, its first days, its second half, the rest of it."""

from datetime import date, timedelta

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.rules.lengths import span_of
from karabakh.flows.dates.when import Date, Duration, Pair, Reference


def _mod(hit: Hit) -> Built:
    value = hit["date"]
    return value.but(mod=hit["mod"]) if isinstance(value, Date) and value.mod is None else None


def _of_the_unit(hit: Hit) -> Built:
    unit = hit["unit"]
    if unit not in ("month", "year", "decade", "century", "week") and (unit, hit["mod"]) != ("day", "START"):
        return None
    return Date(unit, mod=hit["mod"] or None, ref=Reference(unit, 0, "narrative"))


def _half(hit: Hit) -> Built:
    number = hit["number"] or {"START": 1, "END": 2}.get(hit["which"] or ("END" if hit["which2"] else ""))
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
    if value.mod is not None or hit["first"] not in (None, 1) or hit["units"] not in _SMALLER.get(value.unit, ()):
        return None
    if value.year is None and value.month is None and value.ref is None:
        return None
    return value.but(mod="END" if hit["last"] else "START")


def _decade_of_century(hit: Hit) -> Built:
    value: Date = hit["date"]
    number = hit["number"] or 10
    if hit["unit"] != "decade" or number > 10 or value.bc or value.year is None or value.mod is not None:
        return None
    return Date("decade", value.year + 10 * number - 10)


def _third(hit: Hit) -> Built:
    """Build a third of a year, a decade or a century; a third of a month has its own words."""
    value: Date = hit["date"]
    number = hit["first"] or 3
    if hit["third"] != 3 or number > 3 or value.mod is not None or value.unit not in ("year", "decade", "century"):
        return None
    return value.but(mod=("START", "MID", "END")[number - 1])


def _same(hit: Hit) -> Built:
    return hit["date"]  # type: ignore[no-any-return]


def _eve(hit: Hit) -> Built:
    """Build the day before a day or a year, about which the words mean."""
    value: Date = hit["date"]
    if value.year is None or not 2 <= value.year <= 9999 or value.ref or value.mod or value.time:
        return None
    if value.unit == "year":
        return Date("day", value.year - 1, 12, 31, qualifier="~")
    if value.unit != "day" or value.month is None or value.day is None:
        return None
    eve = date(value.year, value.month, value.day) - timedelta(days=1)
    return Date("day", eve.year, eve.month, eve.day, qualifier="~")


def _turn(hit: Hit) -> Built:
    """Build the turn of a century; of the 20th it is about 1900, of older ones writers mean either end."""
    value: Date | None = hit["date"]
    if value is None or value.unit != "century" or value.bc or value.year is None or value.year < 1900:
        return Date("century", ref=Reference("century", None, "narrative", sign=-1))
    return Date("year", value.year, mod="APPROX", qualifier="~")


def _turn_of_two(hit: Hit) -> Built:
    pair: Pair = hit["date"]
    left, right = pair.left.value, pair.right.value
    if not (isinstance(left, Date) and isinstance(right, Date)) or right.year is None or left.year is None:
        return None
    if left.unit != "century" or right.unit != "century" or right.year - left.year != 100 or right.bc:
        return None
    return Date("year", right.year, mod="APPROX", qualifier="~")


def _last_quarter(hit: Hit) -> Built:
    return Date("quarter", part=4, ref=hit["year"].ref) if hit["year"].unit == "year" else None


def _quarter_of_the_year(hit: Hit) -> Built:
    value: Date = hit["quarter"]
    return value.but(ref=Reference("year", 0, "narrative")) if value.yearless else None


def _length_ago(hit: Hit) -> Built:
    """Build what lies an uneven length away: nobody means the very day or year."""
    if hit["pair"] is not None and not isinstance(hit["pair"].left.value, Duration):
        return None
    return Date("year", ref=Reference("year", None, "narrative", sign=hit["way"] or -1))


def _quarter_of_century(hit: Hit) -> Built:
    quarter: Date | None = hit["quarter"]
    if quarter is not None and not quarter.yearless:
        return None
    number = quarter.part or 4 if quarter is not None else 4
    return hit["date"].but(within=(25 * number - 25, 25 * number - 1))  # type: ignore[no-any-return]


def _week(hit: Hit) -> Built:
    month: Date = hit["date"]
    last = 31 if month.year is None or month.month is None else last_day(month.year, month.month)
    number = hit["number"]
    if number is None:
        return month.but(unit="week", within=(last - 6, last))
    return month.but(unit="week", within=(7 * number - 6, 7 * number)) if number <= 4 else None


RULES: tuple[Rule, ...] = (
    Rule(
        "edge_of",
        "THE? VERY? mod:EDGE OF THE? date:X_PERIOD",
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
        "THE? (first:ORDINAL | EARLY | OPENING | last:FINALS) units:UNITS OF THE? date:X_PERIOD",
        _days_of,
        (
            Example("in [the first days of May 1994]", "1994-05", "1994-05-01~/1994-05-10~"),
            Example("in [the first months of 1994]", "1994", "1994-01~/1994-04~"),
            Example("in [the early years of the 1980s]", "198", "1980~/1983~"),
            Example("in [the last weeks of 1994]", "1994", "1994-09~/1994-12~"),
            Example("In 1994, in [the first days of May], it began", "1994-05", "1994-05-01~/1994-05-10~"),
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
        "THE? VERY? mod:EDGE OF THE unit:UNIT !OF",
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
        "half_of",
        "THE? (number:ORD | which:EARLY | which2:FINALS) HALF (OF | IN)? THE? date:X_PERIOD",
        _half,
        (
            Example("in [the first half of 1994]", "1994-H1", "1994-01/1994-06"),
            Example("in [the second half of the 1980s]", "198", "1985/1989"),
        ),
        ("half of 1994",),
    ),
    Rule(
        "half_of_that",
        "THE? (number:ORD | which:EARLY | which2:FINALS) HALF OF THE unit:YEAR_WORD",
        _half,
        (Example("In May 1994 and in [the second half of the year]", "1994-H2", "1994-07/1994-12"),),
        ("half of the year",),
    ),
    Rule(
        "quarter_of_century",
        "(quarter:X_QUARTER | THE? FINALS QUARTER) OF THE? date:X_CENTURY",
        _quarter_of_century,
        (
            Example("in [the first quarter of the 11th century]", "10", "1000/1024"),
            Example("in [the last quarter of the 18th c.]", "17", "1775/1799"),
        ),
        ("the first quarter of the money",),
    ),
    Rule(
        "week_of",
        "THE? (number:ORD | FINALS) WEEK_WORD (OF | IN) THE? date:X_MONTH",
        _week,
        (
            Example("in [the first week of May 1994]", "1994-05", "1994-05-01/1994-05-07"),
            Example("in [the last week of May 1994]", "1994-05", "1994-05-25/1994-05-31"),
        ),
        ("the week of May",),
    ),
    Rule(
        "third_of",
        "THE? (first:ORD | FINALS) third:ORDINAL OF THE? date:X_PERIOD",
        _third,
        (
            Example("in [the first third of the 18th century]", "17", "1700~/1733~"),
            Example("in [the last third of 1994]", "1994", "1994-09~/1994-12~"),
        ),
        ("the first fourth of 1994",),
    ),
    Rule(
        "decade_of_century",
        "THE? (number:ORD | FINALS) unit:UNIT_WORD OF THE? date:X_CENTURY",
        _decade_of_century,
        (
            Example("in [the first decade of the 20th century]", "190", "190X"),
            Example("in [the last decade of the 18th century]", "179", "179X"),
        ),
        ("the first hour of the 20th century",),
    ),
    Rule(
        "last_units",
        "THE (ALONG | FINALS | OPENING) units:UNITS > OF",
        lambda hit: Duration(span_of("X", hit["units"])),
        (Example("in [the last days] of the siege", "PXD"),),
        ("the last men of the siege",),
    ),
    Rule(
        "rest_of",
        "THE REST OF THE? date:X_PERIOD",
        _same,
        (Example("for [the rest of 1994]", "1994", "1994"), Example("[the rest of this year]", "2020", "2020")),
        ("the rest of it",),
    ),
    Rule(
        "rest_of_that",
        "THE REST OF THE unit:UNIT !OF",
        _of_the_unit,
        (Example("In May 1994 it fell, but for [the rest of the year] it grew.", "1994", "1994"),),
        ("the rest of the day of it",),
    ),
    Rule(
        "eve_of",
        "THE? EVE OF date:X_STATED !NAME !WORD",
        _eve,
        (Example("on [the eve of 1994].", "1993-12-31", "1993-12-31~"),),
        ("on the eve of 1994 elections",),
    ),
    Rule(
        "turn_of_century",
        "THE TURN OF (date:X_CENTURY | THE CENTURY !OF)",
        _turn,
        (
            Example("at [the turn of the 20th century]", "1900", "1900~"),
            Example("at [the turn of the century]", None),
            Example("at [the turn of the 18th century]", None),
        ),
        ("the turn of the screw",),
    ),
    Rule(
        "turn_of_two",
        "THE TURN OF THE? date:X_PAIR",
        _turn_of_two,
        (Example("at [the turn of the 18th and 19th centuries]", "1800", "1800~"),),
        ("the turn of the 1970s and 1980s",),
    ),
    Rule(
        "last_quarter_of_that_year",
        "THE? FINALS QUARTER OF? year:X_THAT_YEAR",
        _last_quarter,
        (Example("in [the final quarter of last year]", "2019-Q4", "2019-36"),),
        ("the final quarter of the match",),
    ),
    Rule(
        "quarter_of_the_year",
        "quarter:X_QUARTER OF THE YEAR_WORD !OF",
        _quarter_of_the_year,
        (Example("In May 1994 it fell; in [the third quarter of the year] it grew.", "1994-Q3", "1994-35"),),
        ("the third quarter of the money",),
    ),
    Rule(
        "length_ago",
        "(X_LENGTH | pair:X_PAIR) (AGO | way:THEN)",
        _length_ago,
        (
            Example("[a quarter of a century ago]", None),
            Example("[a year and a half later]", None),
            Example("[two or three years ago]", None),
        ),
        ("a quarter of a village ago",),
    ),
)
