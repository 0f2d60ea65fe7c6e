"""A figure in, what it was read as out, in words: kind, bounds, unit and, as the text names it, group."""

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

_LONGEST: Final = 1e21  # from there on numbers are written with an exponent
_UNITS: Final = {"km2": "km²"}


def bound(value: float | None) -> float | int | None:
    """Return a bound as JSON has it: whole numbers without a point, none where it is open."""
    if value is None or not isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < _LONGEST else value


def bounds(low: float | None, high: float | None) -> str:
    """Return two bounds, of which one may be open, in words.

    >>> bounds(23.0, 30.0), bounds(2000.0, None), bounds(None, 7.5), bounds(3, 3)
    ('23–30', 'at least 2,000', 'at most 7.5', '3')
    """
    least, most = bound(low), bound(high)
    if least is not None and most is not None:
        return f"{least:,}" if least == most else f"{least:,}–{most:,}"
    if least is not None:
        return f"at least {least:,}"
    return "an unknown number of" if most is None else f"at most {most:,}"


def in_words(figure: Mapping[str, Any]) -> str:
    """Return what a figure says; ``figure`` has the columns of a row of the figures, or the fields of a `Figure`.

    >>> in_words(dict(kind="killed", low=23.0, high=30.0, approximate=True, unit="people", group="soldiers"))
    'killed about 23–30 people (soldiers)'
    >>> in_words(dict(kind="percent", low=88.0, high=None, approximate=False, unit="percent", group=None))
    'at least 88 percent'
    """
    kind, unit = figure["kind"].replace("_", " "), figure["unit"] or ""
    about = "about" if figure["approximate"] else ""
    group = f"({figure['group']})" if figure["group"] else ""
    said = bounds(figure["low"], figure["high"])
    words = ("" if kind == unit else kind, about, said, _UNITS.get(unit, unit), group)
    return " ".join(word for word in words if word)
