"""A word comes in; the class of token it is, and its value, go out. One literal table, no rules.

A class is one kind of word for the grammar; words that no rule tells apart share a class.
"""

from typing import Any

from karabakh.flows.dates.feastdays import FEASTS

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS: dict[str, str] = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "NI",
    "week": "W",
    "fortnight": "2W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_ONES.split(), 1)}
TENS: dict[str, int] = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
TENTHS: dict[str, int] = {
    word: 10 * n
    for n, word in enumerate(
        ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"], 2
    )
}


def _same(words: str, value: Any) -> dict[str, Any]:
    return dict.fromkeys(words.split(), value)


def _spelled(units: dict[str, int], sep: str) -> dict[str, int]:
    return {f"{ten}{sep}{one}": n + m for ten, n in TENS.items() for one, m in units.items() if m < 10}


_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
ROMANS: dict[str, int] = {word: n for n, word in enumerate(_ROMANS.split(), 1)}
_NTH = {1: "st", 2: "nd", 3: "rd", 21: "st"}


def _fiscal() -> dict[str, int]:
    years = {f"fy{year}": year for year in range(1950, 2050)}
    return years | {f"fy{year % 100:02d}": year for year in range(1960, 2050)}


# class -> word -> value; a word is in one class only
TABLE: dict[str, dict[str, Any]] = {
    "CARDINAL": CARDINALS | TENS | _spelled(CARDINALS, "-") | _spelled(CARDINALS, " "),
    "ORDINAL": ORDINALS | TENTHS | _spelled(ORDINALS, "-") | _spelled(ORDINALS, " "),
    "HUNDRED": {"hundred": 100, "thousand": 1000, "dozen": 12},
    "VAGUE": _same(
        "several few many numerous various couple countless multiple hundreds thousands dozens tens scores",
        "X",
    ),
    "HALF": {"half": 0.5},
    "ROMAN": ROMANS | {f"{word}{_NTH.get(n, 'th')}": n for word, n in ROMANS.items()},
    "MONTH": {word: n for n, word in enumerate(MONTHS, 1)},
    "MONTH_SHORT": {
        "jan": 1,
        "feb": 2,
        "mar": 3,
        "apr": 4,
        "jun": 6,
        "jul": 7,
        "aug": 8,
        "sep": 9,
        "sept": 9,
        "oct": 10,
        "nov": 11,
        "dec": 12,
    },
    "WEEKDAY": {word: n for n, word in enumerate(WEEKDAYS, 1)},
    "WEEKDAY_SHORT": {
        "mon": 1,
        "tue": 2,
        "tues": 2,
        "wed": 3,
        "thu": 4,
        "thur": 4,
        "thurs": 4,
        "fri": 5,
        "sat": 6,
        "sun": 7,
    },
    "WEEKDAYS": {word + "s": n for n, word in enumerate(WEEKDAYS, 1)},
    "SEASON": {
        "spring": 21,
        "summer": 22,
        "autumn": 23,
        "winter": 24,
        "springtime": 21,
        "summertime": 22,
        "wintertime": 24,
    },
    "FALL": {"fall": 23},
    "DAY_WORD": {"day": "day"},
    "WEEK_WORD": {"week": "week"},
    "MONTH_WORD": {"month": "month"},
    "YEAR_WORD": {"year": "year"},
    "QUARTER": {"quarter": "quarter"},
    "UNIT_WORD": {word: word for word in ("minute", "hour", "fortnight", "weekend", "decade", "millennium")},
    "CENTURY": {"century": "century"},
    "CENTURIES": {"centuries": "century"},
    "CENTURY_SHORT": {"cent": "century", "cc": "century"},
    "QUARTERS": {"quarters": "quarter"},
    "QUARTER_NAME": {f"q{n}": n for n in range(1, 5)} | {f"{n}q": n for n in range(1, 5)},
    "HALF_NAME": {"h1": 1, "h2": 2, "1h": 1, "2h": 2},
    "FISCAL": {"fiscal": "", "financial": ""},
    "FY": {"fy": ""},
    "FISCAL_YEAR": _fiscal(),
    "FEAST": FEASTS,
    "UNITS": {
        "seconds": "second",
        "minutes": "minute",
        "hours": "hour",
        "days": "day",
        "nights": "night",
        "weeks": "week",
        "fortnights": "fortnight",
        "weekends": "weekend",
        "months": "month",
        "years": "year",
        "decades": "decade",
        "millennia": "millennium",
        "mins": "minute",
        "hrs": "hour",
        "yrs": "year",
    },
    "DECADE_NAME": {
        word: n
        for n, word in zip(
            range(1920, 2000, 10),
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"],
            strict=True,
        )
    },
    "EARLY": {"early": "START", "mid": "MID", "late": "END", "latter": "END"},
    "FINAL": {"final": "END", "closing": "END"},
    "OPENING": {"opening": "START"},
    "TURN": {"turn": ""},
    "EVE": {"eve": ""},
    "CLOSED": _same("ended ending finish finished finishing closed", ""),
    "SMALL_HOURS": {"small hours": "TMO", "wee hours": "TMO"},
    "EDGE": {
        "beginning": "START",
        "start": "START",
        "outset": "START",
        "onset": "START",
        "end": "END",
        "close": "END",
        "middle": "MID",
    },
    "PART": {"part": "", "portion": ""},
    "REST": {"rest": "", "remainder": ""},
    "ENTIRE": {"entire": "", "whole": "", "full": ""},
    "THE": {"the": ""},
    "A": {"a": 1, "an": 1},
    "OF": {"of": ""},
    "IN": {"in": ""},
    "ON": {"on": ""},
    "AT": {"at": ""},
    "FROM": {"from": ""},
    "TO": {"to": "/"},
    "BETWEEN": {"between": ""},
    "AND": {"and": "and"},
    "OR": {"or": "|"},
    "UNTIL": _same("until till through thru til", "/"),
    "SINCE": {"since": ""},
    "WITHIN": _same("for within during throughout", ""),
    "LASTED": _same("lasting lasted lasts spent took takes", ""),
    "OVER": {"over": "MORE_THAN"},
    "BY": {"by": ""},
    "PREP": _same("as dated", ""),
    "AFTER": {"after": 1},
    "BEFORE": {"before": -1},
    "APPROX": _same("about around circa approximately roughly approx ca", "APPROX"),
    "CIRCA": {"c": "APPROX"},
    "SOME": {"some": "APPROX"},
    "NEARLY": {
        "nearly": "LESS_THAN",
        "almost": "LESS_THAN",
        "under": "LESS_THAN",
        "barely": "LESS_THAN",
        "exceeding": "MORE_THAN",
    },
    "AT_LEAST": {
        "more than": "MORE_THAN",
        "less than": "LESS_THAN",
        "fewer than": "LESS_THAN",
        "at least": "EQUAL_OR_MORE",
        "at most": "EQUAL_OR_LESS",
        "up to": "EQUAL_OR_LESS",
        "no more than": "EQUAL_OR_LESS",
        "not more than": "EQUAL_OR_LESS",
        "no less than": "EQUAL_OR_MORE",
        "no fewer than": "EQUAL_OR_MORE",
    },
    "JUST": _same("just only exactly consecutive straight successive merely well", ""),
    "LONG": {"long": ""},
    "SHORT_OF": _same("bloody more additional trading working business calendar short", ""),
    "UNCERTAIN": _same("possibly perhaps probably presumably maybe allegedly", "?"),
    "AGO": {"ago": -1},
    "LATER": {"later": 1, "afterwards": 1, "afterward": 1, "thereafter": 1, "hence": 1},
    "EARLIER": {"earlier": -1, "previously": -1, "beforehand": -1},
    # steps from the anchor, and which anchor; "next" counts from the text's own day, "the next" from the last date
    "THIS": {"this": (0, "document")},
    "CURRENT": {"current": (0, "document")},
    "LAST": {"last": (-1, "document")},
    "PAST": {"past": (-1, "document")},
    "NEXT": {"next": (1, "next")},
    "COMING": {"coming": (1, "document"), "upcoming": (1, "document")},
    "PREVIOUS": _same("previous preceding prior", (-1, "narrative")),
    "VERY": {"very": ""},
    "FOLLOWING": _same("following subsequent ensuing succeeding intervening", (1, "narrative")),
    "SAME": {"same": (0, "narrative")},
    "THAT": {"that": (0, "narrative")},
    "TODAY": {"today": 0, "yesterday": -1, "tomorrow": 1, "nowadays": 0},
    "TONIGHT": {"tonight": "TNI"},
    "DAYPART": {
        "morning": "TMO",
        "afternoon": "TAF",
        "evening": "TEV",
        "night": "TNI",
        "dawn": "TMO",
        "dusk": "TEV",
        "midnight": "T00:00",
        "noon": "T12:00",
        "midday": "T12:00",
        "nighttime": "TNI",
        "daytime": "TDT",
        "nightfall": "TEV",
        "sunrise": "TMO",
        "sunset": "TEV",
        "daybreak": "TMO",
    },
    "BC": _same("bc bce b.c b.c. b.c.e.", "BC"),
    "AD": _same("ad ce a.d a.d. c.e.", "AD"),
    "AM_PM": {"am": 0, "a.m": 0, "a.m.": 0, "pm": 12, "p.m": 12, "p.m.": 12},
    "OCLOCK": {"o'clock": "", "o’clock": "", "hrs.": ""},
    # civil time by its distance from UTC, where the letters mean one zone in English prose
    "ZONE": {
        "utc": "Z",
        "gmt": "Z",
        "z": "Z",
        "est": "-05",
        "edt": "-04",
        "pst": "-08",
        "pdt": "-07",
        "cet": "+01",
        "cest": "+02",
        "eet": "+02",
        "eest": "+03",
        "msk": "+03",
        "bst": "+01",
        "azt": "+04",
        "amt": "+04",
    },
    "ONCE": {"once": 1, "twice": 2, "thrice": 3},
    "TIMES": {"times": ""},
    "OTHER": {"other": 2},
    "EVERY": {"every": 1, "each": 1},
    "PER": {"per": 1},
    "SET": {
        "annual": "P1Y",
        "annually": "P1Y",
        "yearly": "P1Y",
        "monthly": "P1M",
        "weekly": "P1W",
        "daily": "P1D",
        "everyday": "P1D",
        "nightly": "P1D",
        "hourly": "PT1H",
        "quarterly": "P1Q",
        "biannual": "P6M",
        "biennial": "P2Y",
        "fortnightly": "P2W",
        "per annum": "P1Y",
        "semi-annual": "P6M",
        "semiannual": "P6M",
        "half-yearly": "P6M",
    },
    "YEARLONG": {
        word: unit
        for unit in ("day", "week", "month", "year", "decade", "century")
        for word in (f"{unit}long", f"{unit}slong")
    },
    "OLD": {"old": ""},
    "AGE": {"age": ""},
    "AGED": {"aged": ""},
    "FUTURE": {"future": "FUTURE_REF"},
    "TIME_WORD": {"time": "", "period": "", "point": "point", "moment": ""},
    "PRONOUN": _same("he she it they we you god allah", ""),
    "TITLE": _same("mr mrs ms miss dr sir lady lord minister theresa premier chancellor comrade", ""),
    "CAMPAIGN": _same(
        "offensive offensives campaign campaigns fighting counter counteroffensive war attack attacks "
        "assault session summit clashes draft escalation meetings",
        "",
    ),
    "RECENT": {"recent": "PAST_REF"},
    "NOW": {
        "now": "PRESENT_REF",
        "currently": "PRESENT_REF",
        "right now": "PRESENT_REF",
        "these days": "PRESENT_REF",
        "at present": "PRESENT_REF",
        "present-day": "PRESENT_REF",
        "recently": "PAST_REF",
        "former": "PAST_REF",
        "more recently": "PAST_REF",
    },
    "PRESENT": {"present": "PRESENT_REF"},
    "PRESENT_DAY": {"present day": "PRESENT_REF", "present time": "PRESENT_REF"},
    "ONWARDS": {"onwards": "", "onward": ""},
    "POSSESSIVE": _same("his her their my our your its", ""),
    "ALL": {"all": "", "these": "", "those": ""},
    "NUMBERED": _same(
        "page pages p pp resolution resolutions article articles no nos number numbers model paragraph "
        "para section chapter vol volume version room flight decree order law protocol unit regiment isbn "
        "doc document ref code route highway decision directive figure table item case windows postcode "
        "box grid exit gate building house apartment tel telephone phone fax flat lot bus tram bill",
        "",
    ),
    "COUNTED": _same(
        "people persons soldiers troops servicemen men women children civilians refugees prisoners "
        "casualties deaths victims families inhabitants residents houses homes buildings villages "
        "settlements tanks vehicles guns rifles missiles rockets shells mines drones armenians "
        "azerbaijanis azeris turks kurds russians georgians muslims christians jews greeks persians "
        "yazidis fighters militants volunteers officers peacekeepers policemen killed wounded dead "
        "injured missing displaced detainees hostages strong copies households students workers members "
        "delegates voters votes seats participants protesters demonstrators infantry cavalry aircraft "
        "ships helicopters words pieces bodies rounds bombs bullets graves churches mosques monuments schools "
        "horses sheep cattle others "
        "respondents employees militiamen mercenaries personnel combatants",
        "",
    ),
    "MEASURE": _same(
        "kilometres kilometers kilometre kilometer km metres meters metre meter m miles feet ft hectares "
        "acres tons tonnes kg kilograms litres liters barrels dollars roubles rubles manats manat drams "
        "dram euros euro usd percent sq square hp calories cubic megawatts mw kw degrees",
        "",
    ),
    "ENTITLED": _same("telegraph express mirror herald tribune observer independent world chronicle post gazette", ""),
    "STREET": _same("avenue street station boulevard stadium bridge park prospekt lane metro district", ""),
    "EPITHET": _same("black red holy super orange", ""),
    "FOUNDED": _same(
        "founded built established born published constructed erected created completed written restored "
        "renamed mentioned",
        "",
    ),
    "COMPARED": _same("unlike than compared", ""),
}
