"""Rows for durations, ages and sets of times."""

from karabakh.flows.dates.lexicon import UNITS
from karabakh.flows.dates.rule import Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.when import Duration, Recurring, Vague


def span_of(number: float | str, unit: str) -> str:
    """Return the TIMEX3 value of a number of units.

    >>> span_of(3, "decade"), span_of(2.5, "year"), span_of("X", "hour"), span_of(2, "fortnight")
    ('P3DE', 'P2.5Y', 'PTXH', 'P4W')
    """
    code = UNITS[unit]
    if code == "2W":
        number, code = (number if isinstance(number, str) else 2 * number), "W"
    text = number if isinstance(number, str) else f"{number:g}" if number < 1e6 else str(int(number))
    return f"PT{text}{code[1:]}" if code.startswith("T") else f"P{text}{code}"


def _length(hit: Hit) -> Built:
    number = hit["n"] if hit["n"] is not None else 1
    if hit["hundred"]:
        number = number * hit["hundred"] if isinstance(number, int) else "X"
    if hit["and_half"]:
        number = number + 0.5 if not isinstance(number, str) else number
    return Duration(span_of(number, hit["unit"]), hit["mod2"] or hit["mod"] or None)


def _vague(hit: Hit) -> Built:
    return Duration(span_of("X", hit["unit"]))


def _half(hit: Hit) -> Built:
    value = {"year": "P6M", "hour": "PT30M", "century": "P50Y", "decade": "P5Y", "day": "PT12H"}.get(hit["unit"])
    return Duration(value or f"P0.5{UNITS[hit['unit']]}", hit["mod"] or None)


def _two(hit: Hit) -> Built:
    left, right = Duration(span_of(hit["one"], hit["unit"])), Duration(span_of(hit["two"], hit["unit"]))
    start = Found(hit.start, hit.at("one") + 1, left)
    return join(start, hit.between("two", "unit", right), hit["sep"], between=hit["between"] is not None)


def _every(hit: Hit) -> Built:
    return Recurring(span_of(hit["n"] or 1, hit["unit"]))


def _set(hit: Hit) -> Built:
    return Recurring(hit["set"])


def _every_weekday(hit: Hit) -> Built:
    return Recurring(f"XXXX-WXX-{hit['weekday']}")


def _every_month(hit: Hit) -> Built:
    return Recurring(f"XXXX-{hit['month']:02d}")


def _every_season(hit: Hit) -> Built:
    return Recurring("XXXX-" + {21: "SP", 22: "SU", 23: "FA", 24: "WI"}[hit["season"]])


def _age(hit: Hit) -> Built:
    return Duration(span_of(hit["n"], "year"))


def _now(hit: Hit) -> Built:
    return Vague(hit["now"])


_HEDGES = "(mod:HEDGE mod2:HEDGE?)?"

RULES: tuple[Rule, ...] = (
    Rule(
        "length",
        f"{_HEDGES} n:NUM JUST? SHORT_OF? unit:MANY",
        _length,
        (
            Example("after [55 days] of siege", "P55D"),
            Example("for [almost three decades]", "P3DE"),
            Example("[more than 12 hours]", "PT12H"),
            Example("for [some six weeks]", "P6W"),
            Example("for [2.5 years]", "P2.5Y"),
        ),
        ("a day trip",),
    ),
    Rule(
        "length_and_half",
        f"{_HEDGES} n:NUM AND A and_half:HALF unit:MANY",
        _length,
        (Example("for [two and a half years]", "P2.5Y"),),
        ("two and a half",),
    ),
    Rule(
        "length_of_hundreds",
        f"{_HEDGES} (n:NUM|A)? hundred:HUNDRED unit:MANY",
        _length,
        (Example("for [two hundred years]", "P200Y"),),
        ("two hundred men",),
    ),
    Rule(
        "one_unit",
        "mod:HEDGE mod2:HEDGE? A unit:UNIT",
        _length,
        (Example("for [over a month]", "P1M"), Example("[more than a year]", "P1Y")),
        ("about the year",),
    ),
    Rule(
        "within_a_unit",
        "(WITHIN|IN|AFTER|BEFORE) < A unit:UNIT !LATER !AGO !EARLIER !BEFORE !AFTER !DASH",
        _length,
        (Example("within [a week]", "P1W"),),
        ("in a weekly paper",),
    ),
    Rule(
        "a_long_unit",
        "^SLASH n:CARDINAL unit:UNIT !DASH",
        _length,
        (Example("it took [one year] there", "P1Y"),),
        ("the first year",),
    ),
    Rule(
        "compound_length",
        "n:NUM DASH? unit:UNIT (DASH? (LONG|OLD))?",
        _length,
        (
            Example("the [55-day] siege", "P55D"),
            Example("a [six-year-old] child", "P6Y"),
            Example("the [one-month-old] war", "P1M"),
            Example("a [3 year long] war", "P3Y"),
        ),
        ("the 2 daily papers",),
    ),
    Rule(
        "compound_lengths",
        "n:NUM DASH unit:UNITS (DASH? (LONG|OLD))?",
        _length,
        (Example("a [two-years-long] war", "P2Y"),),
        ("two-yearly",),
    ),
    Rule("unit_long", "unit:UNIT DASH LONG", _length, (Example("a [year-long] siege", "P1Y"),), ("a long year",)),
    Rule(
        "units_long", "unit:MANY DASH LONG", _vague, (Example("a [decades-long] dispute", "PXDE"),), ("long decades",)
    ),
    Rule(
        "age",
        "n:NUM unit:MANY (OLD | OF AGE)",
        _length,
        (Example("who was [23 years old]", "P23Y"), Example("[23 years of age]", "P23Y")),
        ("23 old men",),
    ),
    Rule("aged", "AGED < n:NUM !NUM", _age, (Example("a man aged [23]", "P23Y"),), ("the aged man",)),
    Rule(
        "vague_length",
        "^ALL JUST? A? VAGUE OF? unit:MANY",
        _vague,
        (
            Example("within [several months]", "PXM"),
            Example("for [a few days]", "PXD"),
            Example("[hundreds of years]", "PXY"),
        ),
        ("a few men",),
    ),
    Rule("recent_units", "THE? RECENT unit:MANY", _vague, (Example("in [recent weeks]", "PXW"),), ("recent talks",)),
    Rule(
        "units_of",
        "^THE ^ALL ^POSSESSIVE ^NUM ^OF ^DAYPART ^EARLY ^ORDINAL ^LAST unit:MANY > OF !THE",
        _vague,
        (Example("[Weeks] of talks followed", "PXW"),),
        ("the days of old",),
    ),
    Rule("lasting_units", "LASTING < unit:MANY !DASH", _vague, (Example("for [months]", "PXM"),), ("in all days",)),
    Rule(
        "half_unit",
        "mod:HEDGE? HALF (A|DASH) unit:UNIT",
        _half,
        (Example("for [half a century]", "P50Y"),),
        ("half the year",),
    ),
    Rule("a_half_unit", "A HALF DASH? unit:UNIT", _half, (Example("for [a half-century]", "P50Y"),), ("a half of it",)),
    Rule(
        "two_lengths",
        f"(between:BETWEEN)? < {_HEDGES} one:NUM sep:SEP two:NUM DASH? unit:ANY_UNIT",
        _two,
        (Example("for [two or three days]", "P2D|P3D"), Example("in [10 to 15 years]", "P10Y/P15Y")),
        ("two or three men",),
    ),
    Rule(
        "set",
        "set:SET",
        _set,
        (Example("their [annual] meeting", "P1Y"), Example("it met [weekly]", "P1W")),
        ("the anniversary",),
    ),
    Rule(
        "once_a_unit",
        "ONCE A unit:UNIT",
        _every,
        (Example("they met [twice a year]", "P1Y"),),
        ("once a man",),
    ),
    Rule(
        "every_unit",
        "EVERY (n:NUM|VAGUE)? unit:ANY_UNIT",
        _every,
        (Example("[every day]", "P1D"), Example("[every two years]", "P2Y")),
        ("every man",),
    ),
    Rule("per_unit", "PER unit:UNIT", _every, (Example("ten [per day]", "P1D"),), ("per man",)),
    Rule(
        "a_unit",
        "NUM (WORD|COUNTED|SYMBOL)? < A unit:UNIT !LATER !AGO !EARLIER !BEFORE !AFTER",
        _every,
        (Example("some 30 [a day]", "P1D"),),
        ("a day of rest",),
    ),
    Rule(
        "every_weekday",
        "EVERY weekday:WEEKDAY",
        _every_weekday,
        (Example("[every Friday]", "XXXX-WXX-5"),),
        ("each man",),
    ),
    Rule("weekdays", "weekday:WEEKDAYS", _every_weekday, (Example("on [Fridays]", "XXXX-WXX-5"),), ("fried eggs",)),
    Rule("every_month", "EVERY month:MONTH", _every_month, (Example("[every July]", "XXXX-07"),), ("every man may",)),
    Rule("every_season", "EVERY season:SEASON", _every_season, (Example("[every spring]", "XXXX-SP"),), ("every man",)),
    Rule("now", "now:NOW", _now, (), ("the knowledge",)),
    Rule("the_future", "THE now:FUTURE !WORD !NAME", _now, (), ("the future king",)),
    Rule("future", "^THE now:FUTURE", _now, (), ("the futurists",)),
    Rule(
        "the_past",
        "IN < THE PAST !WORD !NAME !ANY_UNIT !QTY",
        lambda _: Vague("PAST_REF"),
        (),
        ("in the past five", "past the gate"),
    ),
    Rule("current", "CURRENT !ANY_UNIT", lambda _: Vague("PRESENT_REF"), (), ("the currents",)),
    Rule("at_this_time", "AT < THIS TIME_WORD", lambda _: Vague("PRESENT_REF"), (), ("at this",)),
    Rule(
        "that_time",
        "TIMED < (THIS | THAT | THE SAME) TIME_WORD",
        lambda _: Vague(None),
        (),
        ("all the time", "that point is moot"),
    ),
    Rule("present", "(THE|TO|UNTIL|IN|AT) < THE? now:PRESENT !WORD", _now, (), ("those present",)),
    Rule("recent", "now:RECENT !MANY", _now, (), ("recency",)),
)
