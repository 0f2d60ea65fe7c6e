"""A row of a mention in, what it was normalised to in words out, for people to read."""

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

OPEN_DATE: Final = "a date that is not known"
_LONGEST: Final = 1e21  # from there on numbers are written with an exponent
_UNITS: Final = {"km2": "km²"}


def number(value: float) -> str:
    """Return a number as English writes it.

    >>> number(20000.0), number(7.5)
    ('20,000', '7.5')
    """
    return f"{int(value):,}" if value.is_integer() and abs(value) < _LONGEST else f"{value:,}"


def bound(value: float | None) -> float | int | None:
    """Return a bound as JSON has it: whole numbers without a point, none where it is open."""
    if value is None or not isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < _LONGEST else value


def bounds(low: float | None, high: float | None) -> str:
    """Return two bounds, of which one may be open, in words.

    >>> bounds(23.0, 30.0), bounds(2000.0, None), bounds(None, 7.5), bounds(3.0, 3.0)
    ('23–30', 'at least 2,000', 'at most 7.5', '3')
    """
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)}–{number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return "an unknown number of" if high is None else f"at most {number(high)}"


def figure(row: Mapping[str, Any]) -> str:
    """Return what a figure says.

    >>> figure(dict(kind="killed", low=23.0, high=30.0, approximate=True, unit="people", group="soldiers"))
    'killed about 23–30 people (soldiers)'
    >>> figure(dict(kind="percent", low=88.0, high=None, approximate=False, unit="percent", group=None))
    'at least 88 percent'
    """
    low, high = bound(row["low"]), bound(row["high"])
    kind, unit = row["kind"].replace("_", " "), row["unit"] or ""
    about = "about" if row["approximate"] else ""
    said = bounds(None if low is None else float(low), None if high is None else float(high))
    group = f"({row['group']})" if row["group"] else ""
    words = ("" if kind == unit else kind, about, said, _UNITS.get(unit, unit), group)
    return " ".join(word for word in words if word)


def date(row: Mapping[str, Any]) -> str:
    """Return the value of a date: EDTF where it has that, else the length or the time that recurs.

    >>> date(dict(edtf="1992-05", timex_type="DATE", timex_value="1992-05"))
    '1992-05'
    >>> date(dict(edtf=None, timex_type="DURATION", timex_value="P44D"))
    'P44D (duration)'
    """
    if row["edtf"]:
        return str(row["edtf"])
    value, kind = row["timex_value"], row["timex_type"]
    return f"{value} ({kind.lower()})" if value and kind != "DATE" else OPEN_DATE


def place(row: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return the place that is named, or those that may be.

    >>> place(dict(place_id="K0040", candidates=[], in_event_name=True), {"K0040": "Agdam"})
    "Agdam (K0040), in an event's name"
    """
    ids = [row["place_id"]] if row["place_id"] else sorted(row["candidates"] or [])
    named = " or ".join(f"{labels.get(each, each)} ({each})" if each in labels else each for each in ids)
    return f"{named}, in an event's name" if row["in_event_name"] else named
