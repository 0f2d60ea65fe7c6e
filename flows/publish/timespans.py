"""From when and until when in EDTF in, the ``when`` of Linked Places Format out.

That format knows ISO 8601 dates and, for each end of a timespan, ``in``, ``earliest`` and ``latest``; it wants a start,
and reads a timespan without an end as the span of its start. So an end that is not known is given by what follows from
the other: what is valid until 1990 began by 1990, and what is valid since 1990 ended no earlier. What EDTF says beyond
that (about, perhaps, one of) stays in the label.
"""

import re
from typing import Any, Final

from karabakh.flows.dates.edtf import Day, bounds

Edge = dict[str, str]

# The places of the gazetteer are those that texts up to this year name, so whatever has no date began by then.
_BY: Final = "2025"
UNDATED: Final[dict[str, Any]] = {"timespans": [{"start": {"latest": _BY}}], "label": f"by {_BY}; no date is recorded"}

_PLAIN: Final = re.compile(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def when(valid_from: str | None, valid_to: str | None) -> dict[str, Any] | None:
    """Return the ``when`` of two EDTF values, None where both are unknown.

    >>> when("1991-11-26", None)
    {'timespans': [{'start': {'in': '1991-11-26'}, 'end': {'earliest': '1991-11-26'}}]}
    >>> when(None, "199X")["timespans"]
    [{'start': {'latest': '1999-12-31'}, 'end': {'earliest': '1990-01-01', 'latest': '1999-12-31'}}]
    """
    if valid_from is None and valid_to is None:
        return None
    begin, finish = _edge(valid_from), _edge(valid_to)
    start = begin or {"latest": finish.get("in", finish.get("latest", _BY))}
    known = begin.get("in", begin.get("earliest"))
    end = finish or ({"earliest": known} if known else {})
    span = {"start": start, "end": end} if end else {"start": start}
    stated = [edtf for edtf in (valid_from, valid_to) if edtf is not None]
    found: dict[str, Any] = {"timespans": [span]}
    if not all(_PLAIN.fullmatch(edtf) for edtf in stated):
        found["label"] = _label(valid_from, valid_to)
    certainty = _certainty("".join(stated))
    return {**found, "certainty": certainty} if certainty else found


def _edge(edtf: str | None) -> Edge:
    """Return one end of a timespan; empty where it is unknown, or written as this project's dates never are."""
    if edtf is None:
        return {}
    if _PLAIN.fullmatch(edtf.rstrip("~?%")):
        return {"in": edtf.rstrip("~?%")}
    try:
        first, last = bounds(edtf)
    except ValueError:
        return {}
    return {name: _iso(day) for name, day in (("earliest", first), ("latest", last)) if day is not None}


def _iso(day: Day) -> str:
    year, month, number = day
    return f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{number:02}"


def _label(valid_from: str | None, valid_to: str | None) -> str:
    """Return both values as they stand.

    >>> _label("1990~", None), _label(None, "1992-21"), _label("1990~", "1993")
    ('from 1990~ (EDTF)', 'until 1992-21 (EDTF)', 'from 1990~ until 1993 (EDTF)')
    """
    told = [f"{word} {edtf}" for word, edtf in (("from", valid_from), ("until", valid_to)) if edtf is not None]
    return f"{' '.join(told)} (EDTF)"


def _certainty(edtf: str) -> str | None:
    if "?" in edtf or "%" in edtf:
        return "uncertain"
    return "less-certain" if "~" in edtf else None
