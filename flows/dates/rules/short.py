"""Rows for dates in short: Roman months, '93, 5/1992, Jan–Feb 1990, spring–summer 1992, seasons in a list."""

from karabakh.flows.dates.rule import Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.calendar import YEAR, on, year_of
from karabakh.flows.dates.rules.combined import complete
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.when import Date


def _roman_month(hit: Hit) -> Built:
    return on(hit["day"], hit["month"], hit["year"])


def _short_year(hit: Hit) -> Built:
    return Date("year", hit["yy"])


def _short_years(hit: Hit) -> Built:
    one, two = hit["one"], hit["two"]
    if one >= two:
        return None
    left, right = Date("year", one), Date("year", two)
    return join(hit.between("one", "one", left), hit.between("two", "two", right), hit["sep"])


def _slashed_month(hit: Hit) -> Built:
    year = hit["year"] or 1900 + hit["yy"]
    return Date("month", year, hit["month"]) if hit["month"] <= 12 else None


def _months(hit: Hit) -> Built:
    year, bc = year_of(hit)
    right = Date("month", year, hit["two"], bc=bc)
    left = complete(Date("month", None, hit["one"]), right)[0]
    return join(Found(hit.start, hit.at("sep"), left), hit.to_end("two", right), hit["sep"])


def _seasons(hit: Hit) -> Built:
    year, bc = year_of(hit)
    right = Date("season", year, part=hit["two"], bc=bc)
    left = complete(Date("season", None, part=hit["one"]), right)[0]
    return join(Found(hit.start, hit.at("one") + 1, left), hit.to_end("two", right), hit["sep"])


RULES: tuple[Rule, ...] = (
    Rule(
        "roman_month",
        "day:DAY (DOT | SLASH | DASH)? month:ROMAN (DOT | SLASH | DASH)? year:YEAR",
        _roman_month,
        (
            Example("dated [12.IX.1918]", "1918-09-12", "1918-09-12"),
            Example("dated [12 IX 1918]", "1918-09-12", "1918-09-12"),
        ),
        ("12.XIV.1918", "12 ix 1918"),
    ),
    Rule(
        "short_year",
        "(IN|BY|SINCE|UNTIL|FROM|BEFORE|AFTER|EARLY|DASH|BETWEEN|TO|AND|OR) < yy:SHORT_YEAR !WORD !COUNTED",
        _short_year,
        (Example("in [’93]", "1993", "1993"), Example("since [’93].", "1993", "1993")),
        ("in ’93 people", "the ’93"),
    ),
    Rule(
        "short_year_ranges",
        "one:SHORT_YEAR sep:RANGE two:SHORT_YEAR",
        _short_years,
        (Example("in [’92–’94]", "1992/1994", "1992/1994"),),
        ("’94–’92",),
    ),
    Rule(
        "slashed_month",
        "(IN|BY|SINCE|UNTIL|FROM|BEFORE|AFTER|PREP) < month:DAY SLASH (year:YEAR | yy:NUMBER2) !SLASH !OF !PERCENT",
        _slashed_month,
        (Example("in [5/1994]", "1994-05", "1994-05"), Example("in [5/92].", "1992-05", "1992-05")),
        ("decree 5/1994", "in 5/48 of them", "in 15/1994"),
    ),
    Rule(
        "short_months",
        f"one:MONTH_SHORT DOT? sep:SEP two:CASED_MONTH DOT? (COMMA|OF)? {YEAR}",
        _months,
        (
            Example("in [Jan–Feb 1994]", "1994-01/1994-02", "1994-01/1994-02"),
            Example("in [Dec.–Jan. 1994]", "1993-12/1994-01", "1993-12/1994-01"),
        ),
        ("Jan–Feb and later",),
    ),
    Rule(
        "seasons",
        f"THE? one:SEASONAL sep:SEP THE? two:SEASONAL (OF|COMMA|IN)? {YEAR}",
        _seasons,
        (
            Example("in [spring–summer 1994]", "1994-SP/1994-SU", "1994-21/1994-22"),
            Example("in [the winter] and spring of 1994", "1993-WI", "1993-24"),
        ),
        ("spring and summer rains",),
    ),
)
