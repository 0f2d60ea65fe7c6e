"""A stretch of a text comes in; its tokens, each with a class and a value, go out."""

import re
from typing import Any

from karabakh.flows.dates.classes import CODES, PHRASES, WORDS
from karabakh.flows.dates.lexicon import CARDINALS, ORDINALS, TENS

_TENS = "|".join(TENS)
_ONES = "|".join(word for words in (CARDINALS, ORDINALS) for word, n in words.items() if n < 10)
_TOKEN = re.compile(
    r"""
    (?!\ )(?:
    (?P<word>[^\W\d_]+(?![\w.'’]))
  | (?P<plain>[0-9]+(?=\s))
  | (?=[0-9'’‘])(?:
        (?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?
           (?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?(?![\w-]))
      | (?P<numeric>[0-9]{1,2}(?P<sep>[./-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})(?![\w/-]|\.[0-9])
           |[0-9]{4}(?P<sep2>[./])[0-9]{1,2}(?P=sep2)[0-9]{1,2}(?![\w/-]|\.[0-9]))
      | (?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:])|[0-9]{1,2}\.[0-9]{2}(?=\s?[ap]\.?m\b))
      | (?P<decade>(?<!\w)['’]?[0-9]{1,3}0['’]?s\b)
      | (?P<short>(?<!\w)(?:['’‘](?:[4-9][0-9]|3[2-9])|['’][0-3][0-9](?!\s+[A-Z]|\s*[-–]))(?![\w'’]))
      | (?P<nth>[0-9]{1,3}(?:st|nd|rd|th)\b)
      | (?P<decimal>[0-9]{1,6}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\w])|[0-9]{1,6}\.[0-9]+(?![\w]))
      | (?P<number>[0-9]+(?=(?:am|pm|AM|PM)\b)|[0-9]+(?![\w]))
    )
  | (?P<period>[ap]\.m\.?|[bBaAcC]\.\s?[cCdDeE]\.(?:[eE]\.)?)
  | (?P<other>o['’]clock|[^\W\d_]+(?![\w])|\w+)
  | (?P<break>\n[ \t\r]*\n)
  | (?P<owner>['’]s\b)
  | (?P<punct>-{2,3}|[^\w\s])
    )
    """,
    re.VERBOSE,
)
# words that belong together; only a word that begins one is looked at
_LONGER = re.compile(
    "(?:"
    + "|".join(
        re.escape(phrase).replace(r"\ ", r"\s{1,3}") for phrase in PHRASES if re.split("[ -]", phrase)[0] not in TENS
    )
    + rf"|(?P<spelled>(?:{_TENS})(?:-\s{{0,3}}|\s)(?:{_ONES})))(?!\w)",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset(re.split(r"[ -]", phrase)[0] for phrase in PHRASES)
# the classes of signs; all others are symbols
SIGNS: dict[str, str] = {
    char: name
    for name, chars in {
        "COMMA": ",", "DOT": ".", "COLON": ":", "SLASH": "/", "PERCENT": "%", "PLUS": "+", "LEFT": "([", "RIGHT": ")]",
        "QUOTE": '"“”«»', "CURRENCY": "$€£¥₽₼֏№#", "SYMBOL": ";?!…", "DASH": (*"-‐‑–—−", "--", "---"),
    }.items()
    for char in chars
}  # fmt: skip
# classes of words that are what they are only with a capital
_CASED = """
    MONTH MONTH_SHORT WEEKDAY WEEKDAY_SHORT WEEKDAYS ZONE AD ROMAN FEAST FY FISCAL_YEAR
"""
_CASED_CODES = frozenset(CODES[name] for name in _CASED.split())
# what a word of a class can be instead, by its capital
CASED: dict[str, frozenset[str]] = {code: frozenset({CODES["WORD"]}) for code in _CASED_CODES} | {
    CODES["MONTH"]: frozenset({CODES["LOW_MONTH"]}),
    CODES["TODAY"]: frozenset({CODES["CAP_TODAY"]}),
}
_MONTH, _VERB_MONTH = CODES["MONTH"], CODES["LOW_MONTH"]
_WORD, _NAME = CODES["WORD"], CODES["NAME"]
_CAP_TODAY = CODES["CAP_TODAY"]


class Tokens:
    """The tokens of one window: a string of class characters, and offsets and values beside it."""

    __slots__ = ("classes", "ends", "starts", "values")

    def __init__(self) -> None:
        self.classes: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.values: list[Any] = []

    def insert(self, place: int, code: str, offset: int) -> None:
        """Put a token without a value or a length between two others."""
        self.classes.insert(place, code)
        self.starts.insert(place, offset)
        self.ends.insert(place, offset)
        self.values.insert(place, None)


def lex(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of ``text[start:end]`` with offsets into ``text``.

    A token is never cut: the caller sees to it that a window begins and ends between words.
    """
    tokens = Tokens()
    classes, starts, ends, values = (
        tokens.classes.append,
        tokens.starts.append,
        tokens.ends.append,
        tokens.values.append,
    )
    place = start
    for match in _TOKEN.finditer(text, start, end):
        begin, final = match.span()
        if begin < place:
            continue
        surface = match[0]
        known = _PLAIN.get(surface)
        if known is not None:
            code, value = known
        elif match.lastgroup == "word":
            longer = _LONGER.match(text, begin, end) if surface.lower() in _FIRST_WORDS else None
            if longer is not None:
                final = place = longer.end()
                code, value = _longer(longer)
            else:
                code, value = _word(surface)
        else:
            code, value = _READ[match.lastgroup or ""](surface, match)
        classes(code)
        starts(begin)
        ends(final)
        values(value)
    return tokens


def _word(surface: str) -> tuple[str, Any]:
    entry = WORDS.get(surface.lower())
    if entry is None:
        return (_NAME if surface[0].isupper() else _WORD), surface
    if entry[0] in _CASED_CODES and not surface[0].isupper():
        if entry[0] != _MONTH:
            return _WORD, surface
        return (_VERB_MONTH, entry[1]) if surface in ("march", "may", "august") else entry
    return (_CAP_TODAY, entry[1]) if surface == "Today" else entry


# what words are that begin no longer one, as they stand in most texts, and signs that mean the same everywhere
_PLAIN = {sign: (CODES[name], sign) for sign, name in SIGNS.items() if name != "DASH"} | {
    surface: _word(surface)
    for word in WORDS
    if word.isalpha() and word not in _FIRST_WORDS
    for surface in (word, word.capitalize())
}


def _longer(match: re.Match[str]) -> tuple[str, Any]:
    words = match[0].lower()
    entry = WORDS["-".join(words.replace("-", " ").split()) if match["spelled"] else " ".join(words.split())]
    return (_WORD, match[0]) if entry[0] in _CASED_CODES and not match[0][0].isupper() else entry


def _period(surface: str, _: re.Match[str]) -> tuple[str, Any]:
    return WORDS.get(surface.lower().replace(" ", ""), (_WORD, surface))


def _number(surface: str, match: re.Match[str]) -> tuple[str, Any]:
    if len(surface) > 9:
        return CODES["NUMBER"], 0
    value = int(surface)
    if len(surface) <= 2:
        return CODES["DAY" if 1 <= value <= 31 else "NUMBER2"], value
    if len(surface) == 4:
        if surface[0] == "0":
            return CODES["MILITARY"], surface
        return CODES["YEAR" if 1000 <= value < 2100 else "NUMBER"], value
    return CODES["NUMBER3" if len(surface) == 3 else "NUMBER"], value


def _decimal(surface: str, _: re.Match[str]) -> tuple[str, Any]:
    digits = surface.replace(",", "")
    return (CODES["DECIMAL"], float(digits)) if "." in digits else (CODES["NUMBER"], int(digits[:12]))


def _decade(surface: str, _: re.Match[str]) -> tuple[str, Any]:
    digits = int("".join(c for c in surface if c.isdigit()))
    return CODES["DECADE"], digits


def _nth(surface: str, _: re.Match[str]) -> tuple[str, Any]:
    return CODES["NTH"], int(surface[:-2])


def _punct(surface: str, match: re.Match[str]) -> tuple[str, Any]:
    name = SIGNS.get(surface, "SYMBOL")
    if name == "DASH":
        text, start, end = match.string, match.start(), match.end()
        if text[start - 1 : start].isspace() or text[end : end + 1].isspace():
            name = "GAP_DASH" if text[start - 1 : start].isspace() and text[end : end + 1].isspace() else "DASH"
        surface = "/"
    return CODES[name], surface


_READ = {
    "iso": lambda s, m: (CODES["ISO"], s),
    "numeric": lambda s, m: (CODES["NUMERIC_DATE"], s),
    "clock": lambda s, m: (CODES["CLOCK"], s.replace(".", ":")),
    "decade": _decade,
    "short": lambda s, m: (CODES["SHORT_YEAR"], (2000 if s[1:] < "30" else 1900) + int(s[1:])),
    "nth": _nth,
    "decimal": _decimal,
    "plain": _number,
    "number": _number,
    "period": _period,
    "other": lambda s, m: _word(s),
    "break": lambda s, m: (CODES["BREAK"], s),
    "owner": lambda s, m: (CODES["OWNER"], s),
    "punct": _punct,
}
