"""Rows that hold from one time to another in; those that would end before they begin out."""

from functools import cache

import numpy as np
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.subject import Subject
from karabakh.schemas.findings import Violation

_ABOUT = 10
"""By how many years a date may be off that is uncertain or approximate."""
_PLAIN = r"\A[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?\z"
_OPEN = 10**9

Day = tuple[int, int, int]


def check(subject: Subject) -> Violation:
    """Return the rows whose latest possible end is before their earliest possible start."""
    begin, end = subject.rows["valid_from"], subject.rows["valid_to"]
    plain = pc.and_(pc.match_substring_regex(begin, _PLAIN), pc.match_substring_regex(end, _PLAIN))
    sound = pc.and_(plain, pc.less_equal(begin, end))  # as texts, which dates of this form follow
    rows = subject.only_new(pc.and_not(pc.and_(begin.is_valid(), end.is_valid()), sound))
    bad = [row for row in rows.tolist() if first(subject.cell("valid_from", row)) > last(subject.cell("valid_to", row))]
    must = "valid_to must not be before valid_from"
    return Violation("order", "valid_to", must, np.array(bad, dtype=np.int64))


def first(edtf: str | None) -> Day:
    """Return the earliest day that a date may mean; long ago where that is open, or the date is none.

    >>> first("1990"), first("1990~"), first(None) < first("0001")
    ((1990, 1, 1), (1980, 1, 1), True)
    """
    return _bounds(edtf)[0]


def last(edtf: str | None) -> Day:
    """Return the latest day that a date may mean; far off where that is open, or the date is none.

    >>> last("1990-02"), last("1990/..") > last("9999")
    ((1990, 2, 28), True)
    """
    return _bounds(edtf)[1]


@cache
def _bounds(edtf: str | None) -> tuple[Day, Day]:
    from karabakh.flows.dates.edtf import bounds  # not above: it is wanted only where a row has dates

    slack = _ABOUT if edtf and any(sign in edtf for sign in "~?%") else 0
    try:
        begin, end = bounds(edtf or "/")
    except ValueError:  # the form is told already
        begin, end = None, None
    return (
        (begin[0] - slack, begin[1], begin[2]) if begin else (-_OPEN, 1, 1),
        (end[0] + slack, end[1], end[2]) if end else (_OPEN, 12, 31),
    )
