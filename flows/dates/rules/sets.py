"""Rows for sets of times: every day, twice a week, on Mondays, annual."""

from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.rules.lengths import span_of
from karabakh.flows.dates.when import Recurring


def _every(hit: Hit) -> Built:
    return Recurring(span_of(hit["n"] or hit["n2"] or hit["n3"] or 1, hit["unit"]), "EVERY")


def _rate(hit: Hit) -> Built:
    return Recurring(span_of(1, hit["unit"]))


def _times(hit: Hit) -> Built:
    return Recurring(span_of(hit["many"] or 1, hit["unit"]), None, f"{hit['once'] or hit['n']}X")


def _set(hit: Hit) -> Built:
    return Recurring(hit["set"])


def _every_weekday(hit: Hit) -> Built:
    return Recurring(f"XXXX-WXX-{hit['weekday']}{hit['part'] or ''}", "EVERY")


def _every_part(hit: Hit) -> Built:
    return Recurring(f"XXXX-XX-XX{hit['part']}", "EVERY")


def _every_date(hit: Hit) -> Built:
    day, month = hit["day"] or hit["day2"] or hit["day3"], hit["month"] or hit["month2"] or hit["month3"]
    return Recurring(f"XXXX-{month:02d}-{day:02d}", "EVERY") if 1 <= day <= 31 else None


def _every_month(hit: Hit) -> Built:
    return Recurring(f"XXXX-{hit['month']:02d}", "EVERY")


def _every_season(hit: Hit) -> Built:
    return Recurring("XXXX-" + {21: "SP", 22: "SU", 23: "FA", 24: "WI"}[hit["season"]], "EVERY")


RULES: tuple[Rule, ...] = (
    Rule(
        "set",
        "set:SET",
        _set,
        (Example("their [annual] meeting", "P1Y"), Example("it met [weekly]", "P1W")),
        ("the anniversary",),
    ),
    Rule(
        "once_a_unit",
        "(once:ONCE | n:NUM TIMES) (A | PER | EVERY | EVERY many:NUM) unit:ANY_UNIT",
        _times,
        (
            Example("they met [twice a year]", "P1Y"),
            Example("they met [three times a week]", "P1W"),
            Example("they met [once every four years]", "P4Y"),
        ),
        ("once a man",),
    ),
    Rule(
        "every_unit",
        "EVERY (n:NUM | n2:ORD | n3:OTHER | VAGUE)? unit:ANY_UNIT",
        _every,
        (
            Example("[every day]", "P1D"),
            Example("[every two years]", "P2Y"),
            Example("[every other week]", "P2W"),
            Example("[every third year]", "P3Y"),
        ),
        ("every man",),
    ),
    Rule("per_unit", "PER unit:UNIT", _rate, (Example("ten [per day]", "P1D"),), ("per man",)),
    Rule(
        "a_unit",
        "NUM (WORD|COUNTED|SYMBOL)? < A unit:UNIT !LATER !AGO !EARLIER !BEFORE !AFTER",
        _rate,
        (Example("some 30 [a day]", "P1D"),),
        ("a day of rest",),
    ),
    Rule(
        "every_weekday",
        "EVERY weekday:WEEKDAY part:DAYPART?",
        _every_weekday,
        (Example("[every Friday]", "XXXX-WXX-5"),),
        ("each man",),
    ),
    Rule("weekdays", "weekday:WEEKDAYS", _every_weekday, (Example("on [Fridays]", "XXXX-WXX-5"),), ("fried eggs",)),
    Rule(
        "every_part_of_day",
        "EVERY part:DAYPART",
        _every_part,
        (Example("[every morning]", "XXXX-XX-XXTMO"),),
        ("every mourning",),
    ),
    Rule(
        "every_date",
        "(EVERY (day:DAYISH OF? month:MONTH | month2:MONTH day2:DAYISH) !MANY"
        " | day3:DAYISH OF? month3:MONTH EVERY YEAR_WORD)",
        _every_date,
        (
            Example("[every 24 April]", "XXXX-04-24"),
            Example("on [24 April each year]", "XXXX-04-24"),
        ),
        ("each one in April",),
    ),
    Rule("every_month", "EVERY month:MONTH", _every_month, (Example("[every July]", "XXXX-07"),), ("every man may",)),
    Rule("every_season", "EVERY season:SEASON", _every_season, (Example("[every spring]", "XXXX-SP"),), ("every man",)),
)
