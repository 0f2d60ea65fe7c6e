"""Rows for what counts from another day: the text's own, or the last date before."""

from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.rules.lengths import span_of
from karabakh.flows.dates.when import Base, Date, Duration, Reference

_CALENDAR = frozenset({"day", "week", "month", "quarter", "year", "decade", "century"})


def _base(rel: tuple[int, str], unit: str, the: bool) -> Base:
    if rel[1] == "next":
        return "narrative" if the or unit == "day" else "document"
    return "document" if rel[1] == "document" else "narrative"


def _that_unit(hit: Hit) -> Built:
    unit, rel = hit["unit"], hit["rel"]
    if unit == "weekend":
        return Date("week", time="WE", ref=Reference("week", rel[0], _base(rel, "week", hit["the"] is not None)))
    if unit not in _CALENDAR:
        return None
    return Date(unit, ref=Reference(unit, rel[0], _base(rel, unit, hit["the"] is not None)))


def _this_past(hit: Hit) -> Built:
    unit = hit["unit"]
    if unit is not None:
        return Duration(span_of(1, unit))
    what = "weekday" if hit["weekday"] else "month" if hit["month"] else "season"
    return Date(
        "day" if what == "weekday" else what,
        weekday=hit["weekday"],
        month=hit["month"],
        part=hit["season"],
        ref=Reference(what, -1, "document", nearest=True),
    )


def _past_unit(hit: Hit) -> Built:
    return Duration(span_of(1, hit["unit"]))


def _that_part(hit: Hit) -> Built:
    rel = hit["rel"]
    return Date("day", time=hit["part"], ref=Reference("day", rel[0], _base(rel, "day", hit["the"] is not None)))


def _nearest(hit: Hit, unit: str) -> Reference:
    rel = hit["rel"]
    return Reference(unit, rel[0], _base(rel, unit, hit["the"] is not None), nearest=True)


def _that_month(hit: Hit) -> Built:
    return Date("month", month=hit["month"], ref=_nearest(hit, "month"))


def _that_season(hit: Hit) -> Built:
    return Date("season", part=hit["season"], ref=_nearest(hit, "season"))


def _that_weekday(hit: Hit) -> Built:
    return Date("day", weekday=hit["weekday"], time=hit["part"], ref=_nearest(hit, "weekday"))


def _weekday(hit: Hit) -> Built:
    return Date("day", weekday=hit["weekday"], time=hit["part"])


def _this_day(_: Hit) -> Built:
    return Date("day", ref=Reference("day", 0, "narrative"))


def _weekend(hit: Hit) -> Built:
    return Date("week", time="WE") if hit["unit"] == "weekend" else None


def _entire(hit: Hit) -> Built:
    return Date(hit["unit"], ref=Reference(hit["unit"], 0, "narrative"))


def _day_of_that_month(hit: Hit) -> Built:
    if not 1 <= hit["day"] <= 31:
        return None
    return Date("day", day=hit["day"], ref=Reference("month", 0, "narrative"))


def _night_between(hit: Hit) -> Built:
    """Build the night from one weekday to the next: it is that of the first."""
    if hit["second"] != hit["weekday"] % 7 + 1:
        return None
    return Date("day", weekday=hit["weekday"], time=hit["part"])


def _some_units(hit: Hit) -> Built:
    return Duration(span_of(hit["n"] if hit["n"] is not None else "X", hit["unit"] or hit["unit2"]))


def _today(hit: Hit) -> Built:
    return Date("day", ref=Reference("day", hit["today"], "document"))


def _tonight(hit: Hit) -> Built:
    return Date("day", time=hit["part"], ref=Reference("day", 0, "document"))


def _today_part(hit: Hit) -> Built:
    return Date("day", time=hit["part"], ref=Reference("day", hit["today"], "document"))


RULES: tuple[Rule, ...] = (
    Rule(
        "that_unit",
        "(the:THE | THAT)? VERY? rel:REL VERY? unit:CALENDAR_UNIT !OF",
        _that_unit,
        (
            Example("[last week]", "2020-W43", "2020-10-19/2020-10-25"),
            Example("[this year]", "2020", "2020"),
            Example("[next month]", "2020-11", "2020-11"),
            Example("In 1994 it began; [the following year] it ended.", "1995", "1995"),
            Example("On 7 March 1994 it began; [the next day] it ended.", "1994-03-08", "1994-03-08"),
            Example("On 7 March 1994 it began; [the same day] it ended.", "1994-03-07", "1994-03-07"),
            Example("In May 1994 it began; [that month] it ended.", "1994-05", "1994-05"),
            Example("[this weekend]", "2020-W44-WE", "2020-10-31/2020-11-01"),
        ),
        ("this one", "that hour"),
    ),
    Rule(
        "this_past",
        "THIS PAST (unit:CALENDAR_UNIT | weekday:WEEKDAY | month:MONTH | season:SEASON)",
        _this_past,
        (
            Example("[this past week]", "P1W"),
            Example("[this past Monday]", "2020-10-26", "2020-10-26"),
            Example("[this past spring]", "2020-SP", "2020-21"),
        ),
        ("this past one",),
    ),
    Rule(
        "day_of_the_month",
        "THE? day:NTH OF THE MONTH_WORD !OF",
        _day_of_that_month,
        (Example("In May 1994, on [the 9th of the month], it fell.", "1994-05-09", "1994-05-09"),),
        ("the 9th of the months",),
    ),
    Rule(
        "the_past_unit",
        "THE PAST unit:UNIT",
        _past_unit,
        (Example("in [the past decade]", "P1DE"),),
        ("the past tense",),
    ),
    Rule(
        "that_part_of_day",
        "(the:THE | THAT)? rel:REL part:DAYPART",
        _that_part,
        (
            Example("[last night]", "2020-10-29TNI", "2020-10-29"),
            Example("On 7 March 1994 it began; [the next morning] it ended.", "1994-03-08TMO", "1994-03-08"),
        ),
        ("this dawning",),
    ),
    Rule(
        "that_month",
        "the:THE? rel:REL month:MONTH",
        _that_month,
        (
            Example("[last September]", "2020-09", "2020-09"),
            Example("In June 1994 they met; [that December] they parted.", "1994-12", "1994-12"),
            Example("In June 1994 they met; [the following March] they parted.", "1995-03", "1995-03"),
        ),
        ("that may be",),
    ),
    Rule(
        "that_season",
        "(the:THE | THAT)? rel:REL season:SEASON",
        _that_season,
        (
            Example("[next spring]", "2021-SP", "2021-21"),
            Example("In June 1994 they met; [that autumn] they parted.", "1994-FA", "1994-23"),
        ),
        ("that fall",),
    ),
    Rule(
        "that_weekday",
        "the:THE? rel:REL weekday:WEEKDAY part:DAYPART?",
        _that_weekday,
        (Example("[last Monday]", "2020-10-26", "2020-10-26"), Example("[next Tuesday]", "2020-11-03", "2020-11-03")),
        ("that man",),
    ),
    Rule(
        "weekday",
        "weekday:WEEKDAY part:DAYPART?",
        _weekday,
        (
            Example("It fell on [Sunday].", "2020-10-25", "2020-10-25"),
            Example("It will meet on [Sunday].", "2020-11-01", "2020-11-01"),
        ),
        ("the Sunday Times", "sundry"),
    ),
    Rule(
        "some_units",
        "THE? ALONG STRESS? ((A? VAGUE | n:NUM) STRESS? SHORT_OF? unit:MANY | unit2:MANY !OF)",
        _some_units,
        (
            Example("[the next three years]", "P3Y"),
            Example("[the following four months]", "P4M"),
            Example("[the past few days]", "PXD"),
            Example("[previous decades]", "PXDE"),
        ),
        ("the last three men",),
    ),
    Rule(
        "some_units_past",
        "THE n:NUM (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING) unit:MANY",
        _some_units,
        (Example("in [the three previous weeks]", "P3W"),),
        ("the three previous men",),
    ),
    Rule(
        "first_units",
        "THE ORDINAL JUST? n:NUM JUST? unit:MANY",
        _some_units,
        (Example("in [the first two weeks]", "P2W"),),
        ("the first two men",),
    ),
    Rule(
        "day_of_the_narrative",
        "(ON | BY | UNTIL | SINCE | FROM) < THE day:NTH "
        "> (COMMA | DOT | PRONOUN | ROMAN | THE | RIGHT | BREAK | IN | AT)",
        _day_of_that_month,
        (Example("In May 1994 they met; on [the 28th] they parted.", "1994-05-28", "1994-05-28"),),
        ("on the 28th floor", "by the 9th century"),
    ),
    Rule(
        "in_the_day",
        "(LATER | EARLIER) IN THE DAY_WORD !OF",
        _this_day,
        (Example("On 7 March 1994 it fell, [later in the day] it rose.", "1994-03-07", "1994-03-07"),),
        ("rather late in the day",),
    ),
    Rule(
        "ended_the_day",
        "(CLOSED | TO EDGE) < THE DAY_WORD !OF !NAME",
        _this_day,
        (Example("On 7 March 1994 it fell, but ended [the day] higher.", "1994-03-07", "1994-03-07"),),
        ("ended the day of rest",),
    ),
    Rule(
        "the_weekend",
        "(AT | IN | OVER | ON | WITHIN) < THE unit:UNIT",
        _weekend,
        (Example("over [the weekend]", "XXXX-WXX-WE"),),
        ("over the week",),
    ),
    Rule(
        "entire_year",
        "THE ENTIRE unit:YEAR_WORD",
        _entire,
        (Example("In May 1994 it fell, for [the entire year] it grew.", "1994", "1994"),),
        ("the entire village",),
    ),
    Rule(
        "night_between",
        "THE? part:DAYPART (FROM | OF | BETWEEN) weekday:WEEKDAY (TO | AND | DASH) second:WEEKDAY",
        _night_between,
        (Example("in [the night from Saturday to Sunday]", "2020-10-24TNI", "2020-10-24"),),
        ("the night from Saturday to Monday",),
    ),
    Rule(
        "today_part",
        "today:TODAYS part:DAYPART",
        _today_part,
        (Example("[yesterday evening]", "2020-10-29TEV", "2020-10-29"),),
        ("todays evening",),
    ),
    Rule(
        "today",
        "today:TODAYS",
        _today,
        (Example("[today]", "2020-10-30", "2020-10-30"), Example("[Yesterday]", "2020-10-29", "2020-10-29")),
        ("todays",),
    ),
    Rule("tonight", "part:TONIGHT", _tonight, (Example("[tonight]", "2020-10-30TNI", "2020-10-30"),), ("tonightless",)),
)
