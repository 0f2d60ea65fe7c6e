"""Rows for feasts that the text uses as dates; those by the moon have no day of the civil calendar of their own."""

from datetime import date, timedelta

from karabakh.flows.dates.feastdays import feast
from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.rules.calendar import YEAR, year_of
from karabakh.flows.dates.when import Base, Date, Reference


def _before(value: Date) -> Date | None:
    if value.month is None or value.day is None:
        return None
    eve = date(value.year or 2001, value.month, value.day) - timedelta(days=1)
    return value.but(year=value.year and eve.year, month=eve.month, day=eve.day)


def _feast_year(hit: Hit) -> Built:
    year, bc = year_of(hit)
    if bc or year is None or not 2 <= year <= 9999:  # the eve of 1 January 1 is of no year that dates can have
        return None
    value = feast(hit["feast"], year)
    return _before(value) if hit["eve"] is not None else value


def _feast(hit: Hit) -> Built:
    value = feast(hit["feast"], None)
    if value.month is None and hit["feast"] is None:
        return None
    return _before(value) if hit["eve"] is not None else value


def _that_feast(hit: Hit) -> Built:
    n, base = hit["rel"]
    value = feast(hit["feast"], None)
    if value.unit != "day" or value.month is None:
        return None
    year: Base = "narrative" if base == "narrative" else "document"
    return value.but(ref=Reference("month", n, year, nearest=True))


RULES: tuple[Rule, ...] = (
    Rule(
        "feast_year",
        f"(THE? eve:EVE OF)? feast:FEAST (OF|COMMA)? {YEAR}",
        _feast_year,
        (
            Example("at [Christmas 1963]", "1963-12-25", "1963-12-25"),
            Example("on [New Year’s Eve 1991]", "1991-12-31", "1991-12-31"),
            Example("on [Good Friday 1996]", "1996-04-05", "1996-04-05?"),
            Example("on [Easter Sunday 2017]", "2017-04-16", "2017-04-16"),
            Example("during [Novruz 1993]", "1993-03", "1993-03-20/1993-03-21"),
            Example("on [Victory Day 1995]", "1995-05-09", "1995-05-09"),
            Example("in [Ramadan 1994]", "1994-XX", "1994"),
            Example("on [the eve of New Year 1993]", "1992-12-31", "1992-12-31"),
        ),
        ("a Christmas in 1963", "the Easter Rising"),
    ),
    Rule(
        "feast",
        "(AT|BY|BEFORE|AFTER|SINCE|UNTIL|APPROX) < feast:FEAST !NAME !WORD !DAYPART !DASH",
        _feast,
        (Example("In 1994 it began; by [Christmas] it had ended.", "1994-12-25", "1994-12-25"),),
        ("the Christmas tree", "after Christmas shopping"),
    ),
    Rule(
        "on_feast",
        "ON < (THE? eve:EVE OF)? feast:FEAST !NAME !DASH",
        _feast,
        (Example("In 1994 it began; on [New Year's Eve] it ended.", "1994-12-31", "1994-12-31"),),
        ("on Christmas-tree sales",),
    ),
    Rule(
        "that_feast",
        "rel:REL feast:FEAST",
        _that_feast,
        (Example("[last Christmas]", "2019-12-25", "2019-12-25"),),
        ("this Christmassy air",),
    ),
)
