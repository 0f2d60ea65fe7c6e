"""A word or the name of a class comes in; the character that stands for the class in patterns goes out."""

from typing import Any

from karabakh.flows.dates.lexicon import TABLE

# classes of tokens that are no words
SHAPES = (
    "DAY",
    "NUMBER2",
    "NUMBER3",
    "YEAR",
    "NUMBER",
    "DECIMAL",
    "CLOCK",
    "MILITARY",
    "ISO",
    "NUMERIC_DATE",
    "DECADE",
    "NTH",
    "COMMA",
    "DASH",
    "GAP_DASH",
    "SLASH",
    "LEFT",
    "RIGHT",
    "DOT",
    "QUOTE",
    "COLON",
    "BREAK",
    "CURRENCY",
    "PERCENT",
    "OWNER",
    "WORD",
    "NAME",
    "SYMBOL",
    "LOW_MONTH",
    "CAP_TODAY",
    "SHORT_YEAR",
    "PLUS",
)

# classes that the levels of the grammar make of what they have found
FOUND = (
    "X_DAY",
    "X_MONTH",
    "X_YEAR",
    "X_SEASON",
    "X_QUARTER",
    "X_DECADE",
    "X_CENTURY",
    "X_WEEK",
    "X_WEEKDAY",
    "X_TIME",
    "X_PART",
    "X_THAT_YEAR",
    "X_THAT",
    "X_OFFSET",
    "X_LENGTH",
    "X_SET",
    "X_NOW",
    "X_PAIR",
)

NAMES: tuple[str, ...] = (*TABLE, *SHAPES, *FOUND)
# one character a class, above ASCII so that none of them means anything to the regular expressions
CODES: dict[str, str] = {name: chr(0x100 + n) for n, name in enumerate(NAMES)}
WORDS: dict[str, tuple[str, Any]] = {
    word: (CODES[name], value) for name, words in TABLE.items() for word, value in words.items()
}
PHRASES: tuple[str, ...] = tuple(sorted((word for word in WORDS if " " in word or "-" in word), key=len, reverse=True))

# a name for several classes, for use in patterns
SETS: dict[str, tuple[str, ...]] = {
    "NUM": ("DAY", "NUMBER2", "NUMBER3", "NUMBER", "YEAR", "DECIMAL", "CARDINAL"),
    "QTY": ("DAY", "NUMBER2", "NUMBER3", "NUMBER", "YEAR", "DECIMAL", "CARDINAL", "VAGUE", "A"),
    "MON": ("MONTH", "MONTH_SHORT", "LOW_MONTH"),
    "ORD": ("ORDINAL", "NTH"),
    "ORD_CENTURY": ("ORDINAL", "NTH", "ROMAN"),
    "MDAY": ("DAY", "NTH"),
    "UNIT": ("DAY_WORD", "WEEK_WORD", "MONTH_WORD", "YEAR_WORD", "UNIT_WORD", "CENTURY"),
    "CALENDAR_UNIT": ("DAY_WORD", "WEEK_WORD", "MONTH_WORD", "YEAR_WORD", "QUARTER", "UNIT_WORD", "CENTURY"),
    "ANY_UNIT": ("DAY_WORD", "WEEK_WORD", "MONTH_WORD", "YEAR_WORD", "UNIT_WORD", "CENTURY", "UNITS", "CENTURIES"),
    "MANY": ("UNITS", "CENTURIES"),
    "CASED_MONTH": ("MONTH", "MONTH_SHORT"),
    "ANY_NUMBER": ("DAY", "NUMBER2", "NUMBER3", "YEAR"),
    "SMALL": ("DAY", "NUMBER2"),
    "ERA": ("BC", "AD"),
    "DAYISH": ("DAY", "NTH", "ORDINAL"),
    "HEDGE": ("APPROX", "NEARLY", "AT_LEAST", "JUST", "ENTIRE", "SOME", "OVER"),
    "STRESS": ("JUST", "ENTIRE"),
    "FINALS": ("LAST", "FINAL"),
    "TODAYS": ("TODAY", "CAP_TODAY"),
    "SEP": ("DASH", "GAP_DASH", "SLASH", "TO", "AND", "OR", "UNTIL"),
    "RANGE": ("DASH", "GAP_DASH", "TO", "UNTIL"),
    "LASTING": ("WITHIN", "LASTED", "OVER", "IN", "AFTER", "BEFORE"),
    "TIMED": ("AT", "BY", "WITHIN", "UNTIL", "SINCE", "FROM", "APPROX", "CIRCA", "IN", "OVER"),
    "ALONG": ("LAST", "PAST", "NEXT", "COMING", "PREVIOUS", "FOLLOWING", "RECENT"),
    "THEN": ("LATER", "EARLIER"),
    "AROUND": ("AFTER", "BEFORE"),
    "SEASONAL": ("SEASON", "FALL"),
    "REL": ("THIS", "CURRENT", "LAST", "NEXT", "COMING", "PREVIOUS", "FOLLOWING", "SAME", "THAT"),
    "X_DATE": (
        "X_DAY",
        "X_MONTH",
        "X_YEAR",
        "X_SEASON",
        "X_QUARTER",
        "X_DECADE",
        "X_CENTURY",
        "X_WEEK",
        "X_WEEKDAY",
        "X_THAT_YEAR",
        "X_THAT",
        "X_TIME",
        "X_PART",
    ),
    "X_PERIOD": ("X_MONTH", "X_YEAR", "X_SEASON", "X_DECADE", "X_CENTURY", "X_THAT_YEAR", "X_THAT", "X_QUARTER"),
    "X_DAYLIKE": ("X_DAY", "X_WEEKDAY", "X_THAT"),
    "X_CLOCK": ("X_TIME", "X_PART"),
    "X_UNYEARED": ("X_DAY", "X_MONTH", "X_SEASON", "X_QUARTER"),
    "X_DATED": ("X_DAY", "X_MONTH", "X_SEASON"),
    "X_STATED": ("X_DAY", "X_MONTH", "X_YEAR", "X_SEASON", "X_DECADE", "X_CENTURY"),
    "X_THATLIKE": ("X_THAT", "X_THAT_YEAR"),
    # what makes an adjective of the word before
    "PLAIN": (
        "WORD",
        "NAME",
        "CAMPAIGN",
        "SHORT_OF",
        "FISCAL",
        "NUMBERED",
        "COUNTED",
        "TITLE",
        "OTHER",
        "ENTITLED",
        "ORDINAL",
    ),
    "TIMELY": ("IN", "ON", "SINCE", "UNTIL", "FROM", "BETWEEN", "WITHIN", "BEFORE", "AFTER", "X_MONTH", "X_DAY"),
}
