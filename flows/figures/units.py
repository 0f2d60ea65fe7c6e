"""A place in a text in; out the unit of measure that a number there is written with, by sign or by word."""

import re
from typing import Final, NamedTuple


class Unit(NamedTuple):
    """A kind of measure, the unit it is published in, the words for it, and their factor to that unit.

    No unit is given for the currencies that several countries name alike.
    """

    kind: str
    unit: str | None
    words: str
    sign: str = ""
    """What stands before the number."""
    factor: float = 1.0


PERCENT: Final = Unit("percent", "percent", r"%|％|per\s{1,2}cent|percent|pct\.?|percentage\s{1,2}points?")
# Factors: international mile, foot and yard of 1959. Codes of currencies: ISO 4217.
UNITS: Final = (
    PERCENT,
    Unit("area", "km2", r"km2|km²|km\^2|sq\.?\s?km\.?|square[\s-](?:kilometers?|kilometres?|km)"),
    Unit("area", "km2", r"square[\s-]miles?|sq\.?\s?mi(?:les)?\.?", factor=2.589988110336),
    Unit("area", "km2", r"square[\s-](?:meters?|metres?)|sq\.?\s?m\.?|m2|m²", factor=1e-6),
    Unit("area", "km2", r"square[\s-](?:feet|foot)|sq\.?\s?ft\.?", factor=9.290304e-8),
    Unit("area", "km2", r"ha|hectares?", factor=0.01),
    Unit("area", "km2", r"acres?", factor=0.0040468564224),
    Unit("distance", "km", r"km|kms|kilometers?|kilometres?"),
    Unit("distance", "km", r"miles?", factor=1.609344),
    Unit("distance", "m", r"m|meters?|metres?"),
    Unit("distance", "m", r"feet|ft", factor=0.3048),
    Unit("distance", "m", r"yards?|yd", factor=0.9144),
    Unit("money", "USD", r"(?:US|U\.S\.|American|United\sStates)?\s?dollars?|USD", r"US\s?\$|U\.S\.\s?\$|\$|USD"),
    Unit("money", "EUR", r"euros?|EUR|€", r"€|EUR"),
    Unit("money", "GBP", r"pounds?\s{1,2}sterling|GBP|£", r"£|GBP"),
    Unit("money", "AZN", r"(?:Azerbaijani\s)?manats?|AZN|₼", r"₼|AZN"),
    Unit("money", "AMD", r"(?:Armenian\s)?drams?|AMD|֏", r"֏|AMD"),
    Unit("money", "RUB", r"(?:Russian\s)?(?:rubles?|roubles?)|RUB|₽", r"₽|RUB"),
    Unit("money", "TRY", r"(?:Turkish\s)?liras?|TRY|₺", r"₺|TRY"),
    Unit("money", "DEM", r"(?:Deutsche?\s?|German\s)marks?|DM|DEM", r"DM|DEM"),
    Unit("money", "FRF", r"French\s{1,2}francs?|FRF", r"FRF"),
    Unit("money", "CNY", r"yuan|renminbi|RMB|CNY", r"RMB|CNY"),
    Unit("money", "ILS", r"(?:Israeli\s|new\s)?shekels?|ILS|₪", r"₪|ILS"),
    Unit("money", "UAH", r"(?:Ukrainian\s)?hryvnias?|UAH|₴", r"₴|UAH"),
    Unit("money", "KZT", r"(?:Kazakh\s)?tenge|KZT|₸", r"₸|KZT"),
    Unit("money", "INR", r"(?:Indian\s)?rupees|INR|₹", r"₹|INR"),
    Unit("money", "NOK", r"Norwegian\s{1,2}kroner|NOK", r"NOK"),
    Unit("money", "SEK", r"Swedish\s{1,2}kronor|SEK", r"SEK"),
    Unit("money", None, r"francs|kroner|kronor|dinars|dirhams|pesos|riyals"),
    Unit("money", "GEL", r"(?:Georgian\s)?laris?|GEL|₾", r"₾|GEL"),
    Unit("money", "IRR", r"(?:Iranian\s)?rials?|IRR", r"IRR"),
    Unit("money", "CHF", r"Swiss\s{1,2}francs?|CHF", r"CHF"),
    Unit("money", "JPY", r"(?:Japanese\s)?yen|JPY|¥", r"¥|JPY"),
)
_WORDS: Final = re.compile(
    rf"(?:\s{{0,2}}|-|\s{{1,2}}of\s{{1,2}})(?:{'|'.join(f'(?P<u{n}>{unit.words})' for n, unit in enumerate(UNITS))})"
    r"(?![^\W_])(?!\s?/\s?h)(?!\s(?:per|an)\shour)"
)
_SIGN: Final = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(f'(?P<u{n}>{unit.sign})' for n, unit in enumerate(UNITS) if unit.sign)})\s?\Z"
)
_SIGN_REACH: Final = 8


LAST_SIGNS: Final = frozenset("$€£₼֏₽₺₾¥₪₴₸₹DRPNYBLEFMSHT")
"""What the signs before a number end in; nothing else needs a closer look."""


def unit_before(text: str, start: int) -> tuple[int, Unit | None]:
    """Return the currency whose sign stands before ``start``, and where the sign begins.

    >>> unit_before("US$ 5", 4)[1].unit
    'USD'
    """
    if text[max(0, start - 2) : start].rstrip()[-1:] not in LAST_SIGNS:
        return start, None
    found = _SIGN.search(text, max(0, start - _SIGN_REACH), start)
    return (found.start(), _unit(found)) if found else (start, None)


def unit_after(text: str, end: int) -> tuple[int, Unit | None]:
    """Return the unit that stands behind ``end``, and where its words end.

    >>> unit_after("20 sq km of land", 2)[1].unit
    'km2'
    """
    found = _WORDS.match(text, end)
    return (found.end(), _unit(found)) if found else (end, None)


def _unit(found: re.Match[str]) -> Unit:
    return UNITS[int((found.lastgroup or "u0")[1:])]
