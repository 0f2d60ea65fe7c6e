"""A cell of sources.csv or of a corpus in; a checked value out, or ``ValueError`` that says what would be right."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from karabakh.schemas import codes, patterns

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9:.,+Zz -]*)?")
# ISO 639-2 and 639-3 codes of the languages our texts come in, to the two letters BCP 47 asks for.
_SHORT = {
    "arm": "hy",
    "aze": "az",
    "eng": "en",
    "fas": "fa",
    "fra": "fr",
    "fre": "fr",
    "hye": "hy",
    "kat": "ka",
    "per": "fa",
    "rus": "ru",
    "tur": "tr",
}
_FLAGS = {"true": True, "false": False}


def words(value: object) -> str:
    r"""Return a short text on one line.

    >>> words(" Turan \n agency")
    'Turan agency'
    """
    text = " ".join(str(value).split())
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("a text without control characters")
    return text


def address(value: object) -> str:
    """Return the address of a page, with its scheme.

    >>> address("HTTPS://example.org/A")
    'https://example.org/A'
    """
    scheme, colon, rest = str(value).strip().partition(":")
    text = words(scheme.lower() + colon + rest)
    if not re.fullmatch(patterns.URL, text):
        raise ValueError("an address such as https://example.org/page")
    return text


def language(value: object) -> str:
    """Return a BCP 47 tag in its usual letter case.

    >>> language("EN-gb"), language("az-latn"), language("eng")
    ('en-GB', 'az-Latn', 'en')
    """
    first, *rest = str(value).strip().replace("_", "-").split("-")
    first = first.lower()
    tag = "-".join([_SHORT.get(first, first), *(_subtag(part) for part in rest)])
    if not re.fullmatch(patterns.LANGUAGE, tag):
        raise ValueError("a BCP 47 language tag such as en or az-Latn")
    return tag


def day(value: object) -> date:
    """Return a day; the time of day that spreadsheets add is dropped.

    >>> day("2020-11-10 00:00:00")
    datetime.date(2020, 11, 10)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    expected = "a day such as 2020-11-10"
    match = _DAY.fullmatch(str(value).strip())
    if not match:
        raise ValueError(expected)
    try:
        return date.fromisoformat(match[1])
    except ValueError as error:
        raise ValueError(f"{expected} ({error})") from None


def flag(value: object) -> bool:
    """Return true or false, in any letter case."""
    known = _FLAGS.get(str(value).strip().lower())
    if known is None:
        raise ValueError("true or false")
    return known


def choice(value: object, among: tuple[str, ...]) -> str:
    """Return ``value`` if it is one of ``among``."""
    text = str(value).strip()
    if text not in among:
        raise ValueError(f"one of {', '.join(among)}")
    return text


PARSERS: Final[dict[str, Callable[[object], object]]] = {
    "publisher": words,
    "url": address,
    "licence": words,
    "redistributable": flag,
    "language": language,
    "published": day,
    "retrieved": day,
    "date_order": partial(choice, among=tuple(codes.DATE_ORDER)),
    "sentence_order": partial(choice, among=tuple(codes.SENTENCE_ORDER)),
    "note": words,
}


def parse(column: str, value: object) -> object:
    """Return the value of ``column``; an empty cell is null."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str | int | float | date):
        raise ValueError("a single value")
    return PARSERS[column](value)


def _subtag(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()
