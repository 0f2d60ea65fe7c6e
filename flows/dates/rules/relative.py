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


def _some_units(hit: Hit) -> Built:
    return Duration(span_of(hit["n"] if hit["n"] is not None else "X", hit["unit"]))


def _offset(hit: Hit) -> Built:
    n, unit = (1 if hit["a"] else hit["n"]), hit["unit"]
    way = hit["ago"] or hit["way"] or hit["open"]
    if unit == "fortnight":
        n, unit = (2 * n if isinstance(n, int) else n), "week"
    base: Base = "document" if hit["ago"] else "narrative"
    if isinstance(n, float) and not n.is_integer():
        return None
    known = isinstance(n, int | float) and unit in _CALENDAR and abs(n) < 10000
    if hit["hundred"]:
        n = n * hit["hundred"] if known else n
    steps = int(n) * way if known and n is not None else None
    return Date(
        unit if unit in _CALENDAR else "day", ref=Reference(unit, steps, base, sign=way, event=hit["open"] is not None)
    )


def _today(hit: Hit) -> Built:
    return Date("day", ref=Reference("day", hit["today"], "document"))


def _tonight(hit: Hit) -> Built:
    return Date("day", time=hit["part"], ref=Reference("day", 0, "document"))


def _day_after(hit: Hit) -> Built:
    way = hit["way"][0] if isinstance(hit["way"], tuple) else hit["way"]
    return Date(hit["unit"], ref=Reference(hit["unit"], way, "narrative", sign=way))


_HEDGE = "(HEDGE HEDGE?)?"
_COUNT = f"{_HEDGE} (n:NUM | A? VAGUE OF? | a:A)"

RULES: tuple[Rule, ...] = (
    Rule(
        "that_unit",
        "(the:THE | THAT)? rel:REL unit:CALENDAR_UNIT !OF",
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
        "THE? ALONG JUST? (A? VAGUE | n:NUM)? JUST? unit:MANY",
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
        "offset",
        f"{_COUNT} hundred:HUNDRED? unit:ANY_UNIT (ago:AGO | way:THEN)",
        _offset,
        (
            Example("[two months ago]", "2020-08", "2020-08"),
            Example("[30 years ago]", "1990", "1990"),
            Example("On 7 March 1994 they met. [Two days later] they parted.", "1994-03-09", "1994-03-09"),
            Example("On 7 March 1994 they met. [A week earlier] it snowed.", "1994-W09", "1994-02-28/1994-03-06"),
            Example("In 1994 they met. [Just 14 years later] they parted.", "2008", "2008"),
            Example("In 1994 they met. [A few days later] they parted.", None),
        ),
        ("three later men",),
    ),
    Rule(
        "vague_offset",
        "^ALL unit:MANY (ago:AGO | way:THEN)",
        _offset,
        (Example("[Decades later], they met", None),),
        ("decades of late",),
    ),
    Rule(
        "offset_after",
        f"{_COUNT} hundred:HUNDRED? unit:ANY_UNIT way:AROUND > (COMMA|DOT|RIGHT|BREAK|SYMBOL|COLON)",
        _offset,
        (Example("On 7 March 1994 they met. [Two days after], they parted.", "1994-03-09", "1994-03-09"),),
        ("two after, three before",),
    ),
    Rule(
        "offset_event",
        f"{_COUNT} hundred:HUNDRED? unit:ANY_UNIT open:AROUND",
        _offset,
        (Example("[Two days after] the talks, it snowed.", None),),
        ("two after the other",),
    ),
    Rule(
        "day_after",
        "THE unit:DAY_WORD way:AROUND > (COMMA|DOT|RIGHT|BREAK|SYMBOL|COLON)",
        _day_after,
        (Example("On 7 March 1994 they met. [The day before], it snowed.", "1994-03-06", "1994-03-06"),),
        ("the day of",),
    ),
    Rule(
        "day_following",
        "THE unit:DAY_WORD way:FOLLOWING",
        _day_after,
        (Example("On 7 March 1994 they met and [the day following] they parted.", "1994-03-08", "1994-03-08"),),
        ("the following",),
    ),
    Rule(
        "today",
        "today:TODAY",
        _today,
        (Example("[today]", "2020-10-30", "2020-10-30"), Example("[Yesterday]", "2020-10-29", "2020-10-29")),
        ("todays",),
    ),
    Rule("tonight", "part:TONIGHT", _tonight, (Example("[tonight]", "2020-10-30TNI", "2020-10-30"),), ("tonightless",)),
)
