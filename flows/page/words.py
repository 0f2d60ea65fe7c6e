"""A row of a place or a date in, what it was normalised to in words out, for people to read."""

from collections.abc import Mapping
from typing import Any, Final

OPEN_DATE: Final = "a date that is not known"


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
