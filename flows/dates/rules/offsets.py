"""Rows for what lies a number of units from another day: two months ago, a week later, the year before."""

from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.when import Base, Date, Reference

_CALENDAR = frozenset({"day", "week", "month", "quarter", "year", "decade", "century"})


def _same_period(hit: Hit) -> Built:
    """Build the year of "the same period last year": which part of it is known only from before."""
    if hit["rel"] is not None:
        n, base = hit["rel"]
        return Date("year", ref=Reference("year", n, "narrative" if base == "narrative" else "document"))
    return Date("year", ref=Reference("year", -1, "document" if hit["way"] else "narrative"))


def _offset(hit: Hit) -> Built:
    n, unit = (1 if hit["a"] else hit["n"]), hit["unit"]
    opened = hit["open"] or hit["open2"]
    way = hit["ago"] or hit["way"] or opened or hit["now"]
    if isinstance(way, tuple):
        way = way[0]
    if isinstance(way, str):
        way = 1 if way == "PRESENT_REF" else None
    if way is None:
        return None
    if unit == "fortnight":
        n, unit = (2 * n if isinstance(n, int) else n), "week"
    base: Base = "document" if hit["ago"] or hit["now"] else "narrative"
    if isinstance(n, float) and not n.is_integer():
        return None
    known = isinstance(n, int | float) and unit in _CALENDAR and abs(n) < 10000
    if hit["hundred"]:
        n = n * hit["hundred"] if known else n
    steps = int(n) * way if known and n is not None else None
    return Date(
        unit if unit in _CALENDAR else "day", ref=Reference(unit, steps, base, sign=way, event=opened is not None)
    )


def _unit_after(hit: Hit) -> Built:
    unit, way = hit["unit"] or "day", hit["way"][0] if isinstance(hit["way"], tuple) else hit["way"]
    if unit not in _CALENDAR:
        return None
    return Date(unit, time=hit["part"], ref=Reference(unit, way, "narrative", sign=way))


def _unit_before_last(hit: Hit) -> Built:
    return Date(hit["unit"], ref=Reference(hit["unit"], -2, "document"))


def _unit_after_event(hit: Hit) -> Built:
    """Build a unit counted from something the words name and no date stands for."""
    way = hit["way"] or hit["way2"] or hit["way3"]
    way = way[0] if isinstance(way, tuple) else way
    if hit["unit"] not in _CALENDAR:
        return None
    return Date(hit["unit"], ref=Reference(hit["unit"], None, "narrative", sign=way))


def _day_next_but_one(hit: Hit) -> Built:
    n = hit["way"] + hit["today"]
    return Date("day", ref=Reference("day", n, "document")) if abs(n) == 2 else None


_HEDGE = "(HEDGE HEDGE?)?"
_COUNT = f"{_HEDGE} (n:NUM | A? VAGUE OF? | a:A)"

RULES: tuple[Rule, ...] = (
    Rule(
        "same_period",
        "THE SAME (TIME_WORD | CALENDAR_UNIT | MONTH) (OF | IN)? "
        "(THE? rel:REL YEAR_WORD | A YEAR_WORD (way:AGO | way2:THEN | way3:BEFORE))",
        _same_period,
        (
            Example("than in [the same period last year]", "2019", "2019"),
            Example("than in [the same month a year ago]", "2019", "2019"),
            Example("In 1994 it grew more than in [the same month a year earlier].", "1993", "1993"),
        ),
        ("the same period of it",),
    ),
    Rule(
        "offset",
        f"{_COUNT} hundred:HUNDRED? SHORT_OF? unit:ANY_UNIT (ago:AGO | way:THEN | FROM now:NOW)",
        _offset,
        (
            Example("[two months ago]", "2020-08", "2020-08"),
            Example("[30 years ago]", "1990", "1990"),
            Example("[two years from now]", "2022", "2022"),
            Example("On 7 March 1994 they met. [Two days later] they parted.", "1994-03-09", "1994-03-09"),
            Example("On 7 March 1994 they met. [A week earlier] it snowed.", "1994-W09", "1994-02-28/1994-03-06"),
            Example("In 1994 they met. [Just 14 years later] they parted.", "2008", "2008"),
            Example("In 1994 they met. [A few days later] they parted.", None),
        ),
        ("three later men",),
    ),
    Rule(
        "unit_or_two_ago",
        "A unit:UNIT OR CARDINAL (ago:AGO | way:THEN)",
        _offset,
        (Example("[A year or two later] it fell", None),),
        ("a year or more ago",),
    ),
    Rule(
        "vague_offset",
        "^ALL unit:MANY (ago:AGO | way:THEN)",
        _offset,
        (Example("[Decades later], they met", None),),
        ("decades of late",),
    ),
    Rule(
        "vague_offset_event",
        "^ALL ^THE ^NUM ^VAGUE ^OF ^POSSESSIVE ^LONG ^ORDINAL ^EARLY "
        "JUST? unit:MANY open:AROUND > (THE | POSSESSIVE | THAT | A | NAME)",
        _offset,
        (Example("[Weeks after] the vote, it fell", None),),
        ("the weeks after the vote", "in two weeks after it"),
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
        f"{_COUNT} hundred:HUNDRED? unit:ANY_UNIT (open:AROUND | open2:FOLLOWING !UNITS)",
        _offset,
        (Example("[Two days after] the talks, it snowed.", None), Example("[Two days following] the talks", None)),
        ("two after the other",),
    ),
    Rule(
        "offset_prior_to_event",
        f"{_COUNT} hundred:HUNDRED? unit:ANY_UNIT open:PREVIOUS > TO",
        _offset,
        (Example("[Two days prior] to the talks, it snowed.", None),),
        ("two prior to the other",),
    ),
    Rule(
        "unit_after",
        "THE (unit:CALENDAR_UNIT | part:DAYPART) way:AROUND > (COMMA|DOT|RIGHT|BREAK|SYMBOL|COLON)",
        _unit_after,
        (
            Example("On 7 March 1994 they met. [The day before], it snowed.", "1994-03-06", "1994-03-06"),
            Example("In 1994 it grew more than in [the year before].", "1993", "1993"),
            Example("On 7 March 1994 they met. [The night before], it snowed.", "1994-03-06TNI", "1994-03-06"),
        ),
        ("the day of",),
    ),
    Rule(
        "unit_following",
        "THE unit:CALENDAR_UNIT way:FOLLOWING !THE !A !POSSESSIVE !NAME !THAT !THIS !ANY_NUMBER !MON",
        _unit_after,
        (Example("On 7 March 1994 they met and [the day following] they parted.", "1994-03-08", "1994-03-08"),),
        ("the following", "the day following the storm"),
    ),
    Rule(
        "unit_previous",
        "THE unit:CALENDAR_UNIT way:PREVIOUS !TO !THE !A !POSSESSIVE !NAME !THAT !THIS !ANY_NUMBER !MON",
        _unit_after,
        (Example("In 1994 it grew more than in [the year previous].", "1993", "1993"),),
        ("the year prior to it",),
    ),
    Rule(
        "unit_before_last",
        "THE unit:CALENDAR_UNIT BEFORE LAST !UNIT !MONTH",
        _unit_before_last,
        (Example("[the year before last]", "2018", "2018"),),
        ("the year before last month",),
    ),
    Rule(
        "unit_after_event",
        "^IN THE unit:CALENDAR_UNIT (way:AROUND | way2:FOLLOWING | way3:PREVIOUS) "
        "> (THE | A | POSSESSIVE | WORD | NAME | THAT | THIS | ALL)",
        _unit_after_event,
        (Example("[The day after] the storm it snowed.", None),),
        ("the days after",),
    ),
    Rule(
        "day_before_yesterday",
        "THE DAY_WORD way:AROUND today:TODAYS",
        _day_next_but_one,
        (
            Example("[the day before yesterday]", "2020-10-28", "2020-10-28"),
            Example("[the day after tomorrow]", "2020-11-01", "2020-11-01"),
        ),
        ("the day after today",),
    ),
)
