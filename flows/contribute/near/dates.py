"""A date as people write it in, the same as the tables have it out, where it can be only one."""

import re
from datetime import date, timedelta
from typing import Final

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOOSE: Final = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[T ][0-9:.]{0,20}Z?)?")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
_COMPACT: Final = re.compile(r"((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_BEFORE: Final = re.compile(r"(?:before|until|till|to)\s+(.{1,40})", re.IGNORECASE)
_AFTER: Final = re.compile(r"(?:after|since|from)\s+(.{1,40})", re.IGNORECASE)
_SERIAL: Final = re.compile(r"[0-9]{5}(?:\.0)?")
_FIRST_SERIAL: Final = date(1899, 12, 30)
"""The day 0 of spreadsheets, as they count after February 1900."""
_SERIALS: Final = range(10_000, 60_000)  # from 1927 to 2064: no other number of five digits is a day
LONGEST: Final = 60


def day(text: str) -> str | None:
    """Return the day that a text names, as YYYY-MM-DD; None where it names none, or may name two.

    >>> day("28.05.1993"), day("May 28, 1993"), day("3/4/1992"), day("13/25/2020"), day("34117")
    ('1993-05-28', '1993-05-28', None, None, '1993-05-28')
    """
    text = text.strip()
    if _SERIAL.fullmatch(text) and int(text[:5]) in _SERIALS:
        return (_FIRST_SERIAL + timedelta(days=int(text[:5]))).isoformat()
    found = edtf(text)
    return found[:10] if found and _DAY.fullmatch(found[:10]) and (len(found) == 10 or found[10] == "T") else None


def either(text: str) -> tuple[str, str] | None:
    """Return the two days that a text may name, day first and month first; None where it names one, or none.

    >>> either("3/4/1992"), either("28.05.1993")
    (('1992-04-03', '1992-03-04'), None)
    """
    found = _NUMBERS.fullmatch(text.strip())
    if not found:
        return None
    one, other, year = map(int, found.groups())
    days = _iso(year, other, one), _iso(year, one, other)
    return (days[0], days[1]) if days[0] and days[1] and days[0] != days[1] else None


def edtf(text: str) -> str | None:
    """Return the date or period that a text names, in EDTF; None where it names none, or may name two.

    >>> edtf("May 1993"), edtf("1988-1994"), edtf("about 1990"), edtf("since 1991"), edtf("28-05-1993")
    ('1993-05', '1988/1994', '1990~', '1991/..', '1993-05-28')
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    plain = _LOOSE.fullmatch(text) or _COMPACT.fullmatch(text)
    if plain:
        return _iso(*map(int, plain.groups()))
    for pattern, form in ((_BEFORE, "../{}"), (_AFTER, "{}/..")):
        bound = pattern.fullmatch(text)
        if bound:
            inner = _found(bound[1])
            return form.format(inner) if inner and "/" not in inner else _found(text)
    return _found(text)


def _iso(year: int, month: int, of_month: int) -> str | None:
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return None


def _found(text: str) -> str | None:
    """Return what our own rules for dates make of the whole of a text."""
    from karabakh.flows.dates import find_dates  # not above: it is wanted only where a date is at fault
    from karabakh.flows.text.span import Span

    text = text.replace("-", "/") if re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", text) else text
    mentions = find_dates(text, [Span(0, len(text))])
    if len(mentions) != 1:
        return None
    (mention,) = mentions
    whole = (mention.start, mention.end) == (0, len(text)) or mention.surface == text.removeprefix("from ")
    return mention.edtf if whole and mention.qualifier != "ambiguous" and mention.basis == "stated" else None
