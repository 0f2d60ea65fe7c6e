"""Words that name a day in full in; that day out. One without its year, or with two readings, is none."""

import re
from datetime import date
from typing import Final

_MONTH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_NUMBERS: Final = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ ]{1,3})?"
_NTH: Final = r"(?P<{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
# Points between numbers are written where the day stands first; strokes are written both ways, so they say nothing.
FULL_DAY: Final = (
    rf"{_WEEKDAY}(?:"
    r"(?P<y1>[0-9]{4})-(?P<m1>[0-9]{2})-(?P<d1>[0-9]{2})"
    rf"|{_NTH.format('d2')}[ -](?P<m2>{_MONTH})\.?,?[ -](?P<y2>[0-9]{{4}})"
    rf"|(?P<m3>{_MONTH})\.?[ ]{_NTH.format('d3')},?[ ](?P<y3>[0-9]{{4}})"
    r"|(?P<d4>[0-9]{1,2})\.(?P<m4>[0-9]{1,2})\.(?P<y4>[0-9]{4})"
    r")(?![0-9])"
)
"""Matches a day in full, to be compiled with ``re.IGNORECASE``; ``day_of`` reads its match."""
DAY_AND_MONTH: Final = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[ ](?:{_MONTH})\b|(?:{_MONTH})\b\.?[ ][0-9]{{1,2}}(?![0-9]))"
"""Matches a day without its year, in letters of any case if compiled so."""
_WHOLE: Final = re.compile(rf"\s*(?:{FULL_DAY})", re.IGNORECASE)
_COMPACT: Final = re.compile(r"\s*(?P<y1>[0-9]{4})(?P<stroke>/?)(?P<m1>[0-9]{2})(?P=stroke)(?P<d1>[0-9]{2})(?![0-9])")


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that a match of ``FULL_DAY`` names, if the calendar has it."""
    said = found.groupdict()
    for form in ("1", "2", "3", "4"):
        if said.get(f"y{form}"):
            month = said[f"m{form}"]
            number = _NUMBERS.get(month[:3].lower()) or int(month)
            return _calendar(int(said[f"y{form}"]), number, int(said[f"d{form}"]))
    return None


def day_in(value: str) -> date | None:
    """Return the day that a value of a page's or a file's own data begins with; the time of day may follow.

    >>> day_in("2021-05-12T10:30:00+04:00"), day_in("Wed, 12 May 2021 10:30:00 GMT")
    (datetime.date(2021, 5, 12), datetime.date(2021, 5, 12))
    >>> day_in("May 2021") is day_in("05/12/2021") is None
    True
    """
    found = _WHOLE.match(value) or _COMPACT.match(value)
    return day_of(found) if found else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
