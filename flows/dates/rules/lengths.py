"""Rows for durations and ages."""

from karabakh.flows.dates.lexicon import UNITS
from karabakh.flows.dates.rule import Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.when import Duration

# units from the greatest, those of a day after the others
_SIZES = "Y M W D TH TM TS"


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


def _compound(hit: Hit) -> Built:
    """Build a length of two units, the greater first (two years and three months)."""
    codes = [UNITS[hit["unit"]], UNITS[hit["less"]]]
    sizes = [_SIZES.find(code) for code in codes]
    if not 0 <= sizes[0] < sizes[1] or not isinstance(hit["n"], int | float) or not isinstance(hit["m"], int | float):
        return None
    first, second = f"{hit['n']:g}{codes[0][-1]}", f"{hit['m']:g}{codes[1][-1]}"
    if codes[0].startswith("T"):
        return Duration(f"PT{first}{second}", hit["mod"] or None)
    return Duration(f"P{first}{'T' if codes[1].startswith('T') else ''}{second}", hit["mod"] or None)


def _unit_and_half(hit: Hit) -> Built:
    return Duration(span_of((hit["n"] or 1) + 0.5, hit["unit"]))


_QUARTERS = {"century": (25, "year"), "hour": (15, "minute"), "year": (3, "month")}


def _quarter(hit: Hit) -> Built:
    if hit["unit"] not in _QUARTERS or (hit["n"] or 1) not in (1, 3):
        return None
    size, unit = _QUARTERS[hit["unit"]]
    return Duration(span_of(size * (hit["n"] or 1), unit))


def _yearlong(hit: Hit) -> Built:
    return Duration(span_of(1, hit["unit"]))


def _half(hit: Hit) -> Built:
    value = {"year": "P6M", "hour": "PT30M", "century": "P50Y", "decade": "P5Y", "day": "PT12H"}.get(hit["unit"])
    return Duration(value or f"P0.5{UNITS[hit['unit']]}", hit["mod"] or None)


def _two(hit: Hit) -> Built:
    left, right = Duration(span_of(hit["one"], hit["unit"])), Duration(span_of(hit["two"], hit["unit"]))
    start = Found(hit.start, hit.at("one") + 1, left)
    return join(start, hit.between("two", "unit", right), hit["sep"], between=hit["between"] is not None)


def _age(hit: Hit) -> Built:
    return Duration(span_of(hit["n"] or hit["n2"], "year"))


_HEDGES = "(mod:HEDGE mod2:HEDGE?)?"

RULES: tuple[Rule, ...] = (
    Rule(
        "length",
        f"{_HEDGES} n:NUM PLUS? STRESS? SHORT_OF? unit:MANY",
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
        f"{_HEDGES} n:NUM DASH? AND DASH? A DASH? and_half:HALF DASH? unit:ANY_UNIT (DASH? (LONG|OLD))?",
        _length,
        (
            Example("for [two and a half years]", "P2.5Y"),
            Example("a [three-and-a-half-year] siege", "P3.5Y"),
        ),
        ("two and a half",),
    ),
    Rule(
        "unit_and_half",
        f"{_HEDGES} (n:NUM | A) unit:ANY_UNIT AND A HALF",
        _unit_and_half,
        (Example("for [a year and a half]", "P1.5Y"), Example("for [two years and a half]", "P2.5Y")),
        ("a year and a day",),
    ),
    Rule(
        "compound",
        f"{_HEDGES} n:NUM unit:ANY_UNIT (COMMA? AND | COMMA)? m:NUM less:ANY_UNIT",
        _compound,
        (
            Example("for [two years and three months]", "P2Y3M"),
            Example("for [5 hours 30 minutes]", "PT5H30M"),
            Example("for [two days and six hours]", "P2DT6H"),
        ),
        ("two days and three years",),
    ),
    Rule(
        "unit_or_two",
        "A unit:UNIT OR CARDINAL",
        _vague,
        (Example("for [a year or two]", "PXY"),),
        ("a year or more",),
    ),
    Rule(
        "quarter_of_unit",
        "(A | n:NUM) DASH? (QUARTER | QUARTERS) DASH? (OF DASH? A? DASH?)? unit:UNIT",
        _quarter,
        (
            Example("for [a quarter of a century]", "P25Y"),
            Example("for [a quarter-century]", "P25Y"),
            Example("for [three quarters of an hour]", "PT45M"),
        ),
        ("a quarter of a village",),
    ),
    Rule(
        "quarters",
        f"{_HEDGES} (n:NUM JUST QUARTERS | THE? ALONG n2:NUM QUARTERS !OF)",
        lambda hit: Duration(span_of(hit["n"] or hit["n2"], "quarter")),
        (Example("for [two consecutive quarters]", "P2Q"), Example("in [the past three quarters]", "P3Q")),
        ("three quarters of it", "the past three quarters of a century"),
    ),
    Rule("yearlong", "unit:YEARLONG", _yearlong, (Example("a [yearlong] siege", "P1Y"),), ("a livelong day",)),
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
        "LASTING < A unit:UNIT !LATER !AGO !EARLIER !BEFORE !AFTER !DASH",
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
    Rule(
        "age_of",
        "AGE OF? < (n:SMALL | n2:CARDINAL) !NUM !PERCENT !DASH !COUNTED",
        _age,
        (Example("at the age of [23]", "P23Y"), Example("died at age [seventy-nine]", "P79Y")),
        ("the age of 23 soldiers",),
    ),
    Rule("aged", "AGED < n:NUM !NUM", _age, (Example("a man aged [23]", "P23Y"),), ("the aged man",)),
    Rule(
        "vague_length",
        "^ALL STRESS? A? VAGUE OF? unit:MANY",
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
        "^THE ^ALL ^POSSESSIVE ^NUM ^OF ^DAYPART ^EARLY ^ORDINAL ^LAST ^FINAL ^OPENING unit:MANY > OF !THE",
        _vague,
        (Example("[Weeks] of talks followed", "PXW"),),
        ("the days of old",),
    ),
    Rule(
        "over_the_years",
        "(OVER | WITHIN) < THE unit:UNITS !OF !NAME !WORD",
        _vague,
        (Example("over [the years],", "PXY"),),
        ("over the years of war", "the days"),
    ),
    Rule(
        "lasting_units", "LASTING JUST? < unit:MANY !DASH", _vague, (Example("for [months]", "PXM"),), ("in all days",)
    ),
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
        f"(between:BETWEEN)? < (THE? ALONG)? {_HEDGES} one:NUM sep:SEP two:NUM DASH? unit:ANY_UNIT",
        _two,
        (
            Example("for [two or three days]", "P2D|P3D"),
            Example("in [10 to 15 years]", "P10Y/P15Y"),
            Example("in [the next two to three weeks]", "P2W/P3W"),
        ),
        ("two or three men",),
    ),
)
