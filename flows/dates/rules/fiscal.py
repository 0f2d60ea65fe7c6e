"""Rows for years of accounts and for quarters and halves by letter (FY2007, fiscal year 2007, Q3 2019, H1 2020)."""

from karabakh.flows.dates.rule import Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.when import Base, Date, Reference


def _fiscal_year(hit: Hit) -> Built:
    """Build a year of accounts; which months it has differs from country to country, hence ``~``."""
    year = hit["year"] or hit["year2"] or hit["year3"]
    return Date("year", year, qualifier="~", fiscal=True) if year >= 1800 else None


def _fiscal_years(hit: Hit) -> Built:
    n = "" if hit["one"] else "2"
    one, two = hit[f"one{n}"], hit[f"two{n}"]
    two += one // 100 * 100 if two < 100 else 0
    if two <= one or hit[f"sep{n}"] == "and":
        return None
    left, right = (Date("year", year, qualifier="~", fiscal=True) for year in (one, two))
    start, middle = Found(hit.start, hit.at(f"one{n}") + 1, left), hit.to_end(f"two{n}", right)
    return join(start, middle, hit[f"sep{n}"])


def _that_year(hit: Hit) -> Built:
    n, kind = hit["rel"]
    base: Base = "narrative" if kind == "narrative" else "document"
    return Date("year", qualifier="~", fiscal=True, ref=Reference("year", n, base))


def _quarter(hit: Hit) -> Built:
    return Date("quarter", hit["year"] or hit["year2"], part=hit["quarter"] or hit["quarter2"])


def _half(hit: Hit) -> Built:
    return Date("half", hit["year"], part=hit["half"])


RULES: tuple[Rule, ...] = (
    Rule(
        "fiscal_year",
        "THE? (year:FISCAL_YEAR | (FISCAL YEAR_WORD? | FY) OF? year2:YEAR | year3:YEAR FISCAL YEAR_WORD)",
        _fiscal_year,
        (
            Example("in [fiscal year 1994]", "FY1994", "1994~"),
            Example("in [the 1994 financial year]", "FY1994", "1994~"),
            Example("in [FY2007]", "FY2007", "2007~"),
        ),
        ("the financial crisis of 1994",),
    ),
    Rule(
        "fiscal_years",
        "(THE? (FISCAL YEAR_WORD? | FY) OF? one:YEAR sep:SEP two:ANY_NUMBER"
        " | THE? one2:YEAR sep2:SEP two2:ANY_NUMBER FISCAL YEAR_WORD)",
        _fiscal_years,
        (
            Example("in [the financial year 1994/95]", "FY1994/FY1995", "1994~/1995~"),
            Example("in [the 1994–1995 fiscal year]", "FY1994/FY1995", "1994~/1995~"),
        ),
        ("the fiscal years 1995 to 1994",),
    ),
    Rule(
        "that_fiscal_year",
        "THE? rel:REL FISCAL YEAR_WORD",
        _that_year,
        (Example("[the current fiscal year]", "FY2020", "2020~"), Example("[last financial year]", "FY2019", "2019~")),
        ("the last financial report",),
    ),
    Rule(
        "quarter_name",
        "(quarter:QUARTER_NAME (OF | IN | DASH)? year:YEAR | year2:YEAR (DASH | SLASH)? quarter2:QUARTER_NAME)",
        _quarter,
        (Example("in [Q3 1994]", "1994-Q3", "1994-35"), Example("by [1994 Q1]", "1994-Q1", "1994-33")),
        ("the Q7 1994", "Q3 of 12"),
    ),
    Rule(
        "half_name",
        "half:HALF_NAME (OF | IN)? year:YEAR",
        _half,
        (Example("in [H1 1994]", "1994-H1", "1994-01/1994-06"),),
        ("H3 1994",),
    ),
    Rule(
        "quarter_name_alone",
        "(IN | BY | SINCE | UNTIL | FROM) < quarter:QUARTER_NAME !NAME !WORD",
        _quarter,
        (Example("In May 1994 it grew; in [Q3], it fell.", "1994-Q3", "1994-35"),),
        ("the Q3 model",),
    ),
)
