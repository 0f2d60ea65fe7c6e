"""Rows for what looks like a date and is none; what they match is lost for the other rows."""

from karabakh.flows.dates.rule import NOTHING, Built, Hit, Rule


def _nothing(_: Hit) -> Built:
    return NOTHING


def _march(hit: Hit) -> Built:
    return NOTHING if hit["month"] == 3 else None


def _may(hit: Hit) -> Built:
    return NOTHING if hit["month"] == 5 else None


def _daily(hit: Hit) -> Built:
    return NOTHING if hit["set"] in ("P1D", "P1W") else None


RULES: tuple[Rule, ...] = (
    Rule("measured", "(YEAR | ANY_NUMBER SEP YEAR) MEASURE", _nothing, (), ("in 2000 km", "1500–2000 metres")),
    Rule(
        "numbered",
        "NUMBERED (DOT | COLON)? ANY_NUMBER (SEP ANY_NUMBER)?",
        _nothing,
        (),
        ("Resolution 1993", "see page 1991", "pp. 1990–1995"),
    ),
    Rule(
        "counted",
        "^TIMELY YEAR ((WORD | NAME)? COUNTED | DASH COUNTED)",
        _nothing,
        (),
        ("about 2000 soldiers", "some 1990 Soviet tanks", "1500 km"),
    ),
    Rule(
        "counted_any",
        "^TIMELY (APPROX | CIRCA | NEARLY | AT_LEAST | OVER | SOME) YEAR (SEP YEAR)? (WORD | NAME)? COUNTED",
        _nothing,
        (),
        ("about 2000 soldiers", "at least 1990 Soviet tanks"),
    ),
    Rule("numeral_phrase", "(OVER | NEARLY | AT_LEAST) YEAR", _nothing, (), ("more than 2000 of them", "nearly 1900")),
    Rule("price", "CURRENCY ANY_NUMBER (SEP ANY_NUMBER)?", _nothing, (), ("$1994", "€ 2000–2010")),
    Rule("product", "YEAR (SLASH | COLON) ANY_NUMBER SLASH ANY_NUMBER", _nothing, (), ("1992/1023/14",)),
    Rule("newspaper", "WEEKDAY (ENTITLED | TIMES)", _nothing, (), ("the Sunday Times", "the Friday Herald")),
    Rule("named_day", "EPITHET (WEEKDAY | MONTH)", _nothing, (), ("Black January", "Good Friday")),
    Rule("street", "DAY MONTH (NAME)? STREET", _nothing, (), ("28 May metro", "26 May Street")),
    Rule(
        "quoted_name",
        "QUOTE (DAY MONTH | MONTH DAY) QUOTE",
        _nothing,
        (),
        ("the station “9 May”", 'the name "26 May" was given'),
    ),
    Rule("the_march", "(LONG | OWNER) month:MONTH", _march, (), ("the Long March", "Xenophon's March")),
    Rule("along_the_march", "THE month:MONTH (DOT | COMMA | RIGHT)", _march, (), ("nothing happened on the March.",)),
    Rule("as_recently_as", "PREP NOW PREP", _nothing, (), ("as recently as this siege",)),
    Rule(
        "march_on",
        "^IN ^BY ^UNTIL ^SINCE month:MONTH (ON | TO) (THE | NAME)",
        _march,
        (),
        ("the March on Rome", "the March to Moscow"),
    ),
    Rule("may_he", "^IN ^BY ^UNTIL ^SINCE month:MONTH (PRONOUN | ROMAN)", _may, (), ("May he rest", "May God help")),
    Rule(
        "may_the",
        "^TIMELY ^BY ^EARLY ^OF ^REL ^AND ^OR ^RANGE ^DAYISH ^EVERY ^PAST ^THE "
        "month:MONTH (THE | POSSESSIVE | THIS | ALL)",
        _may,
        (),
        ("May the force hold", "May our work last"),
    ),
    Rule("month_street", "MONTH STREET", _nothing, (), ("on May Street",)),
    Rule("all_years", "ALL (ALL | VAGUE | LAST | PAST)? UNITS", _nothing, (), ("all these years", "in those days")),
    Rule(
        "in_his_forties",
        "POSSESSIVE EARLY? DASH? (DECADE_NAME | DECADE)",
        _nothing,
        (),
        ("in his forties", "in her early sixties", "in their late 50s"),
    ),
    Rule("daily_paper", "THE set:SET (NAME | QUOTE)", _daily, (), ("the daily Azadlyq", "the weekly “Aravot”")),
    Rule("daily_title", "set:SET (ENTITLED | TIMES)", _daily, (), ("the Daily Telegraph",)),
    Rule("surname", "TITLE DOT? MONTH", _nothing, (), ("Mrs May said", "Theresa May", "Mr. March")),
    Rule("named_today", "NAME CAP_TODAY", _nothing, (), ("the paper Karabakh Today",)),
    Rule("quoted_today", "NAME TODAYS QUOTE", _nothing, (), ("the paper “Karabakh today”",)),
)
