"""Rows for seasons, quarters, halves, decades and centuries."""

from karabakh.flows.dates.rule import NOTHING, Built, Example, Found, Hit, Rule
from karabakh.flows.dates.rules.calendar import YEAR, year_of
from karabakh.flows.dates.rules.joining import join
from karabakh.flows.dates.when import Date


def _season(hit: Hit) -> Built:
    year, bc = year_of(hit)
    return Date("season", year, part=hit["season"], bc=bc)


def _winter(hit: Hit) -> Built:
    first, second = hit["year"], hit["second"]
    if second % 100 != (first + 1) % 100:
        return None
    return Date("season", first, part=hit["season"])


def _quarter(hit: Hit) -> Built:
    number = hit["number"] or 4
    if not 1 <= number <= 4:
        return None
    return Date("quarter", hit["year"], part=number)


def _decade(hit: Hit) -> Built:
    if hit["dash"] and hit["decade"] < 100:
        return NOTHING  # the name of a product
    return decade(hit["decade"], hit["era"])


def decade(digits: int, era: str | None = None) -> Date | None:
    """Return the decade that begins with a year, in two, three or four digits."""
    if era == "BC":
        return Date("decade", 1 - digits - 9, bc=True)
    if digits < 100:
        digits += 1900 if digits >= 20 else 2000
    if digits % 100 == 0 and digits < 2000:
        return Date("century", digits)  # of the 1900s some writers mean ten years; those lie in the century too
    return Date("decade", digits) if digits < 2100 else None


def century(number: int, era: str | None = None, mod: str | None = None) -> Date | None:
    """Return a century by its number; those before Christ begin with their earliest year."""
    if not 1 <= number <= 40:
        return None
    if era == "BC":
        return Date("century", 1 - 100 * number, bc=True, mod=mod)
    return Date("century", 100 * (number - 1), mod=mod) if number <= 21 else None


def _century(hit: Hit) -> Built:
    return century(hit["number"], hit["era"])


def _centuries(hit: Hit) -> Built:
    one, two = century(hit["one"], hit["era"], hit["mod1"]), century(hit["two"], hit["era"], hit["mod2"])
    if one is None or two is None:
        return None
    right = hit.to_end("mod2" if hit["mod2"] else "two", two)
    left = Found(hit.start, hit.at("one") + 1, one)
    return join(left, right, hit["sep"], between=hit["between"] is not None, shared=True)


def _decades(hit: Hit) -> Built:
    one, two = decade(hit["one"]), decade(hit["two"])
    if one is None or two is None:
        return None
    if hit["two"] < 100 <= hit["one"]:
        two = decade(hit["one"] // 100 * 100 + hit["two"])
    if two is None:
        return None
    left, right = Found(hit.start, hit.at("one") + 1, one), hit.between("two", "two", two)
    return join(left, right, hit["sep"], between=hit["between"] is not None, shared=True)


def _two_mods(hit: Hit) -> Built:
    whole = century(hit["number"], hit["era"]) if hit["number"] else decade(hit["decade"]) if hit["decade"] else None
    if whole is None:
        whole = Date("month", hit["year"], hit["month"]) if hit["month"] else Date("year", hit["year"])
    left = Found(hit.start, hit.at("mod1") + 1, whole.but(mod=hit["mod1"]))
    return join(left, hit.to_end("mod2", whole.but(mod=hit["mod2"])), "/", shared=True)


_ORDINAL_CENTURY = "number:ORD_CENTURY DASH? (CENTURY | CENTURY_SHORT DOT | CIRCA DOT) era:ERA?"

RULES: tuple[Rule, ...] = (
    Rule(
        "season_year",
        f"THE? season:SEASONAL (OF|COMMA|IN)? {YEAR}",
        _season,
        (
            Example("until [Spring 1994].", "1994-SP", "1994-21"),
            Example("in [the fall of 1994]", "1994-FA", "1994-23"),
            Example("in [the winter of 480 BC]", "BC0480-WI", "-0479-24"),
        ),
        ("the fall of Rome in 410",),
    ),
    Rule(
        "winter_of_two_years",
        "THE? season:SEASON (OF|COMMA|IN)? year:YEAR (DASH|SLASH) second:ANY_NUMBER",
        _winter,
        (
            Example("in [the winter of 1994–95]", "1994-WI", "1994-24"),
            Example("in [winter 1994/1995]", "1994-WI", "1994-24"),
        ),
        ("in the summer of 1994–99",),
    ),
    Rule(
        "years_of_season",
        "THE year:YEAR (DASH|SLASH) second:ANY_NUMBER season:SEASON",
        _winter,
        (Example("in [the 1994–95 winter]", "1994-WI", "1994-24"),),
        ("the 1994–95 campaign",),
    ),
    Rule(
        "season",
        "(IN|BY|WITHIN|LASTED|UNTIL|SINCE|OVER|ON|AND|SEP) < THE season:SEASON !OF",
        _season,
        (Example("In 1994 talks began. By [the summer] they had failed.", "1994-SU", "1994-22"),),
        ("the spring of water", "a summer house"),
    ),
    Rule(
        "season_bare",
        "(IN|BY|UNTIL|SINCE|EARLY) < season:SEASON !OF",
        _season,
        (Example("In 1994 talks began. In [summer] they failed.", "1994-SU", "1994-22"),),
        ("a spring in his step",),
    ),
    Rule(
        "season_campaign",
        "season:SEASONAL > DASH? CAMPAIGN",
        _season,
        (
            Example("In 1994 the [summer] offensive failed.", "1994-SU", "1994-22"),
            Example("In 1994 a costly [fall] campaign began.", "1994-FA", "1994-23"),
        ),
        ("a summer house", "the fall of the fort"),
    ),
    Rule(
        "quarter_year",
        "THE? (number:ORD | last:FINALS) DASH? QUARTER OF? year:YEAR",
        _quarter,
        (
            Example("in [the second quarter of 2019]", "2019-Q2", "2019-34"),
            Example("in [the final quarter of 2019]", "2019-Q4", "2019-36"),
        ),
        ("the fifth quarter of 2019",),
    ),
    Rule(
        "quarter",
        "THE? number:ORD DASH? QUARTER",
        _quarter,
        (Example("Later in 2019, in [the third quarter], it fell.", "2019-Q3", "2019-35"),),
        ("a quarter of it",),
    ),
    Rule(
        "decade",
        "(^EARLY dash:DASH)? < THE? decade:DECADE era:ERA?",
        _decade,
        (
            Example("in [the 1980s]", "198", "198X"),
            Example("in [the '80s]", "198", "198X"),
            Example("in [the 1600s]", "16", "16XX"),
            Example("in [the 470s BC]", "BC047", "-0478/-0469"),
        ),
        ("a MiG-29s", "the SS-20s"),
    ),
    Rule(
        "decade_name",
        "THE decade:DECADE_NAME",
        _decade,
        (Example("in [the eighties]", "198", "198X"),),
        ("in his eighties",),
    ),
    Rule(
        "decades",
        "(between:BETWEEN)? < THE? one:DECADE sep:SEP two:DECADE",
        _decades,
        (
            Example("in [the 1960s and 1970s]", "196/197", "196X/197X"),
            Example("in [the 1960s] and 1980s", "196", "196X"),
        ),
        ("the 1970s to 1960s",),
    ),
    Rule(
        "century",
        f"THE? {_ORDINAL_CENTURY}",
        _century,
        (
            Example("in [the 12th century]", "11", "11XX"),
            Example("in [the fifth century BC]", "BC04", "-0499/-0400"),
            Example("in [the XIXth century]", "18", "18XX"),
            Example("in [the 18th c.]", "17", "17XX"),
        ),
        ("half a century", "the 41st century"),
    ),
    Rule(
        "centuries",
        "(between:BETWEEN)? < THE? (mod1:EARLY DASH?)? one:ORD_CENTURY sep:SEP THE? (mod2:EARLY DASH?)? "
        "two:ORD_CENTURY DASH? "
        "(CENTURY|CENTURIES|CENTURY_SHORT DOT|CIRCA DOT) era:ERA?",
        _centuries,
        (
            Example("in [the late eleventh and early twelfth centuries]", "10/11", "1067~/1133~"),
            Example("from [the 5th to the 4th centuries BC]", "BC04/BC03", "-0499/-0300"),
            Example("in the 8th and [11th centuries]", "10", "10XX"),
        ),
        ("the first and second armies",),
    ),
    Rule(
        "early_to_mid",
        "THE? mod1:EARLY DASH? (TO|DASH|GAP_DASH|AND) DASH? mod2:EARLY DASH? "
        "(THE? number:ORD_CENTURY DASH? CENTURY era:ERA? | decade:DECADE | (month:MONTH OF?)? year:YEAR)",
        _two_mods,
        (
            Example("in [the mid- to late 1980s]", "198/198", "1984~/1989~"),
            Example("in [the mid-to-late 1980s]", "198/198", "1984~/1989~"),
        ),
        ("early to bed",),
    ),
)
