"""Rows for days, months and years, in all their orders, with and without a year."""

import re
from datetime import date
from typing import Final

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.rule import Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.when import Date, Reference

_PLAIN_YEAR = "(old:ANY_NUMBER era:ERA) | (ad:AD anno:ANY_NUMBER) | year:YEAR"
YEAR = f"({_PLAIN_YEAR} | yy:SHORT_YEAR)"
# "this year" after days of a month
_THAT_YEAR = "COMMA? OF? THE? rel:REL YEAR_WORD"


def year_of(hit: Hit) -> tuple[int | None, bool]:
    """Return the astronomical year of a hit and whether it is before Christ."""
    if hit["era"] is not None:
        bc = hit["era"] == "BC"
        return (1 - hit["old"] if bc else hit["old"]), bc
    if hit["ad"] is not None:
        return hit["anno"], False
    return hit["year"] or hit["yy"], False


def that_year(hit: Hit) -> Reference | None:
    """Return the year that the words count from elsewhere (9 June of the same year), if they do."""
    if hit["rel"] is None:
        return None
    n, base = hit["rel"]
    return Reference("year", n, "narrative" if base == "narrative" else "document")


def on(day: int, month: int, year: int | None = None, bc: bool = False) -> Date | None:
    """Return a day, or None where the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= last_day(2000 if year is None else year, month):
        return None
    return Date("day", year, month, day, bc=bc)


def _day(hit: Hit) -> Built:
    """Build a day; a weekday before it that is not its own belongs to other words (or another calendar)."""
    day = on(hit["day"] or hit["nth"], hit["month"], *year_of(hit))
    if day is None or hit["weekday"] is None or day.year is None or not 1 <= day.year <= 9999:
        return day
    if date(day.year, day.month or 1, day.day or 1).isoweekday() == hit["weekday"]:
        return day
    first = min(label for label in ("day", "nth") if hit[label] is not None)
    first = "month" if hit.at("month") < hit.at(first) else first
    return [hit.between("weekday", "weekday", Date("day", weekday=hit["weekday"])), hit.to_end(first, day)]


def _month(hit: Hit) -> Built:
    year, bc = year_of(hit)
    return Date("month", year, hit["month"], bc=bc)


def _year(hit: Hit) -> Built:
    year, bc = year_of(hit)
    return None if hit["years"] not in (None, "year") else Date("year", year, bc=bc)


def _days(hit: Hit) -> Built:
    year, bc = year_of(hit)
    one = "one" if hit["one"] is not None else "nth"
    left, right = on(hit[one], hit["month"], year, bc), on(hit["two"], hit["month"], year, bc)
    if left is None or right is None:
        return None
    ref = that_year(hit)
    left, right = left.but(ref=ref), right.but(ref=ref)
    labels = hit.labels()
    first = "month" if labels.index("month") < labels.index(one) else one
    start = hit.start if first == one else hit.at(first)
    found = Found(start, hit.at(one) + 1, left), hit.to_end("two", right)
    return join(*found, hit["sep"], between=hit["between"] is not None, shared=True)


def _listed_days(hit: Hit) -> Built:
    year, bc = year_of(hit)
    labels = [label for label in hit.labels() if label.startswith("d")]
    out = []
    for label in labels:
        value = on(hit[label], hit["month"], year, bc)
        if value is None:
            return None
        value = value.but(ref=that_year(hit))
        out.append(hit.to_end(label, value) if label == labels[-1] else hit.between(label, label, value))
    return out


def _month_of_listed_days(hit: Hit) -> Built:
    out = _listed_days(hit)
    if isinstance(out, list):
        out[0] = Found(hit.at("month"), out[0].end, out[0].value)
    return out


def _years(hit: Hit) -> Built:
    first, second = hit["one"], hit["two"]
    if second < 100:
        second += first // 100 * 100
    if second <= first:
        return None
    return join(
        hit.between("one", "one", Date("year", first)), hit.between("two", "two", Date("year", second)), hit["sep"]
    )


def _old_years(hit: Hit) -> Built:
    bc = hit["era"] == "BC"
    one, two = (1 - hit["one"], 1 - hit["two"]) if bc else (hit["one"], hit["two"])
    if one > two:
        return None
    left, right = Date("year", one, bc=bc), Date("year", two, bc=bc)
    return join(
        hit.between("one", "one", left),
        hit.between("two", "era", right),
        hit["sep"],
        between=hit["between"] is not None,
    )


_CLOCK: Final = re.compile(r"(?P<time>[0-9:]+)(?:\.[0-9]+)?(?P<zone>Z|[+-][0-9]{2}|)(?::?(?P<minutes>[0-9]{2}))?\Z")


def _iso(hit: Hit) -> Built:
    day, _, clock = hit["iso"].partition("T")
    year, month, number = (int(part) for part in day.split("-"))
    value = on(number, month, year)
    told = _CLOCK.match(clock)
    if not value or not told:
        return value
    zone = told["zone"] + (f":{told['minutes']}" if told["minutes"] else "")
    return value.but(time=f"T{told['time']}{zone}")


def _numeric(hit: Hit) -> Built:
    """Read a numeric date day first; the caller swaps where the source's date_order says month first."""
    parts = [int(part) for part in hit["numeric"].replace("/", ".").replace("-", ".").split(".")]
    if parts[0] > 99:
        return on(parts[2], parts[1], parts[0])
    day, month, year = parts
    if year < 100:
        year += 1900 if year > 40 else 2000
    if month > 12:
        return on(month, day, year)
    value = on(day, month, year)
    return value.but(ambiguous=True) if value and day <= 12 and day != month else value


def _julian(hit: Hit) -> Built:
    return on(hit["new"], hit["newmonth"] or hit["month2"] or hit["month"] or 0, hit["year"])


RULES: tuple[Rule, ...] = (
    Rule(
        "iso_date",
        "iso:ISO",
        _iso,
        (
            Example("signed on [2021-03-04].", "2021-03-04", "2021-03-04"),
            Example("sent at [2021-03-04T18:22:05Z].", "2021-03-04T18:22:05Z", "2021-03-04T18:22:05Z"),
            Example("at [2021-03-04T18:22:05.250+0430]", "2021-03-04T18:22:05+04:30", "2021-03-04T18:22:05+04:30"),
        ),
        ("part number 2021-03-99",),
    ),
    Rule(
        "numeric_date",
        "numeric:NUMERIC_DATE",
        _numeric,
        (
            Example("dated [23.02.1993].", "1993-02-23", "1993-02-23"),
            Example("dated [2/23/1993].", "1993-02-23", "1993-02-23"),
        ),
        ("version 45.13.2001", "the score 2-1"),
    ),
    Rule(
        "day_month_year",
        f"(weekday:WEEKDAY COMMA?)? (THE nth:ORD | day:DAYISH) OF? month:MON DOT? COMMA? OF? {YEAR}",
        _day,
        (
            Example("on [7 March 1994] there", "1994-03-07", "1994-03-07"),
            Example("on [the twenty-first of June, 1994]", "1994-06-21", "1994-06-21"),
            Example("on [Tuesday, 8 March 1994]", "1994-03-08", "1994-03-08"),
            Example("after the [7 March 1994] flood", "1994-03-07", "1994-03-07"),
        ),
        ("on 31 June 1994",),
    ),
    Rule(
        "month_day_year",
        f"(weekday:WEEKDAY COMMA?)? month:MON DOT? THE? day:DAYISH COMMA? {YEAR}",
        _day,
        (
            Example("on [March 7, 1994],", "1994-03-07", "1994-03-07"),
            Example("on [Mar. 7th 1994]", "1994-03-07", "1994-03-07"),
        ),
        ("on June 31, 1994",),
    ),
    Rule(
        "dashed_date",
        "day:DAY DASH month:CASED_MONTH DASH year:YEAR",
        _day,
        (Example("on [7-Mar-1994]", "1994-03-07", "1994-03-07"),),
        ("on 45-Mar-1994",),
    ),
    Rule(
        "year_month_day",
        "year:YEAR COMMA? month:CASED_MONTH day:DAY !YEAR !MONTH !COMMA",
        _day,
        (Example("on [1994 March 7].", "1994-03-07", "1994-03-07"),),
        ("in 1994 March 45",),
    ),
    Rule(
        "day_month",
        "(weekday:WEEKDAY COMMA?)? (THE nth:ORD | day:DAYISH) OF? month:MONTH",
        _day,
        (
            Example("In 1994, on [7 March],", "1994-03-07", "1994-03-07"),
            Example("In 1994, on [the 7th of March],", "1994-03-07", "1994-03-07"),
            Example("In 1994, the [7 March] flood", "1994-03-07", "1994-03-07"),
        ),
        ("the second may be wrong",),
    ),
    Rule(
        "day_month_short",
        "(weekday:WEEKDAY COMMA?)? day:MDAY month:MONTH_SHORT",
        _day,
        (
            Example("In 1994, on [7 Sept]", "1994-09-07", "1994-09-07"),
            Example("In 1994, on [Monday, 7 Nov]", "1994-11-07", "1994-11-07"),
        ),
        ("7 seps",),
    ),
    Rule(
        "month_day",
        "(weekday:WEEKDAY COMMA?)? month:MONTH THE? day:DAYISH !COUNTED !PERCENT !MANY !DASH",
        _day,
        (Example("In 1994, on [March 7],", "1994-03-07", "1994-03-07"),),
        ("In March 20 soldiers left", "They may 20"),
    ),
    Rule(
        "month_day_dash",
        "(weekday:WEEKDAY COMMA?)? month:MONTH THE? day:DAYISH > DASH",
        _day,
        (Example("In 1994, on [March 7]-style", "1994-03-07", "1994-03-07"),),
        ("In March 20 soldiers left",),
    ),
    Rule(
        "month_short_day",
        "(weekday:WEEKDAY COMMA?)? month:MONTH_SHORT DOT? day:MDAY",
        _day,
        (
            Example("In 1994, on [Sept. 7]", "1994-09-07", "1994-09-07"),
            Example("In 1994, on [Monday, Nov. 7]", "1994-11-07", "1994-11-07"),
        ),
        ("Dec. 45",),
    ),
    Rule(
        "month_year",
        f"month:CASED_MONTH DOT? (COMMA|OF|IN|DASH)? {YEAR}",
        _month,
        (
            Example("in [June-1994]", "1994-06", "1994-06"),
            Example("in [June 1994]", "1994-06", "1994-06"),
            Example("in [Dec. 1994]", "1994-12", "1994-12"),
            Example("in [June of 480 BC]", "BC0480-06", "-0479-06"),
        ),
        ("they may 1994",),
    ),
    Rule(
        "month",
        "month:MONTH",
        _month,
        (Example("In 1994 the talks began; in [June] they ended.", "1994-06", "1994-06"),),
        ("It may rain.", "They march on.", "an august body"),
    ),
    Rule(
        "year",
        f"^CURRENCY ^SLASH (THE (YEAR_WORD | years:UNITS))? ({_PLAIN_YEAR}) !PERCENT",
        _year,
        (
            Example("in [1994].", "1994", "1994"),
            Example("in [387 BC]", "BC0387", "-0386"),
            Example("in [AD 301]", "0301", "0301"),
            Example("in [the years 1994] and 1997", "1994", "1994"),
        ),
        ("$1994", "1994%", "1,994 metres"),
    ),
    Rule(
        "days_of_month",
        f"(between:BETWEEN)? < (THE nth:ORD | one:DAYISH) sep:SEP THE? two:DAYISH OF? month:MON "
        f"(DOT? COMMA? {YEAR} | {_THAT_YEAR})?",
        _days,
        (
            Example("from [3 to 5 June 1994]", "1994-06-03/1994-06-05", "1994-06-03/1994-06-05"),
            Example("on [3 and 4 June 1994]", "1994-06-03/1994-06-04", "1994-06-03/1994-06-04"),
            Example("on [3 or 9 June 1994]", "1994-06-03|1994-06-09", "[1994-06-03,1994-06-09]"),
            Example("on 3 and [9 June 1994]", "1994-06-09", "1994-06-09"),
            Example("In 1994, the [3–5 June] flood", "1994-06-03/1994-06-05", "1994-06-03/1994-06-05"),
            Example("on [the 3rd and 4th of June 1994]", "1994-06-03/1994-06-04", "1994-06-03/1994-06-04"),
            Example("In 1994, from [3 to 5 June].", "1994-06-03/1994-06-05", "1994-06-03/1994-06-05"),
            Example("on [3 and 4 June this year]", "2020-06-03/2020-06-04", "2020-06-03/2020-06-04"),
        ),
        ("from 3 to 35 June 1994",),
    ),
    Rule(
        "month_of_days",
        f"month:MON DOT? one:DAYISH sep:SEP two:DAYISH (COMMA? {YEAR} | {_THAT_YEAR})? !COUNTED !MANY",
        _days,
        (Example("on [June 3–5, 1994]", "1994-06-03/1994-06-05", "1994-06-03/1994-06-05"),),
        ("In June 3 or 4 soldiers left",),
    ),
    Rule(
        "listed_days",
        "THE? d1:DAYISH COMMA (d2:DAYISH COMMA)? (d3:DAYISH COMMA)? (d4:DAYISH COMMA)? (d5:DAYISH COMMA?)? "
        f"AND d6:DAYISH OF? month:MON (COMMA? {YEAR} | {_THAT_YEAR})?",
        _listed_days,
        (
            Example("on 3, 7 and [9 June 1994]", "1994-06-09", "1994-06-09"),
            Example("on 3, [7] and 9 June 1994", "1994-06-07", "1994-06-07"),
        ),
        ("on 3, 41 and 50 June",),
    ),
    Rule(
        "month_of_listed_days",
        "month:MON DOT? d1:DAY (COMMA d2:DAY)? (COMMA d3:DAY)? (COMMA d4:DAY)? COMMA? AND d5:DAY "
        f"(COMMA? {YEAR})? !COUNTED",
        _month_of_listed_days,
        (
            Example("on [March 7], 8 and 12, 1994", "1994-03-07", "1994-03-07"),
            Example("on March 7, 8 and [12, 1994]", "1994-03-12", "1994-03-12"),
        ),
        ("on March 7, 45 and 61",),
    ),
    Rule(
        "short_years",
        "one:YEAR sep:DASH two:SMALL !COUNTED",
        _years,
        (Example("in [1992–94]", "1992/1994", "1992/1994"), Example("([1987-88])", "1987/1988", "1987/1988")),
        ("score 1992-12",),
    ),
    Rule(
        "slashed_years",
        "one:YEAR sep:SLASH two:SMALL !SLASH",
        _years,
        (Example("in [1992/93]", "1992/1993", "1992/1993"),),
        ("path 1992/05/06",),
    ),
    Rule(
        "old_years",
        "(between:BETWEEN)? < one:ANY_NUMBER sep:SEP two:ANY_NUMBER era:ERA",
        _old_years,
        (Example("the war of [479-478 BC]", "BC0479/BC0478", "-0478/-0477"),),
        ("from 478 to 479 BC",),
    ),
    Rule(
        "both_calendars",
        "day:MDAY month:MON? LEFT new:MDAY newmonth:MONTH? RIGHT month2:MONTH? year:YEAR",
        _julian,
        (Example("on [25 October (7 November) 1917]", "1917-11-07", "1917-11-07"),),
        ("25 (7) 1917",),
    ),
)
