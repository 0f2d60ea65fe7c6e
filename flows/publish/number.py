"""A version number and a kind of change in, the next version number out.

Major: a table or column removed, renamed, retyped or its key changed. Minor: a table, column or row added, or a row
removed. Patch: cells corrected, or only the files around the tables changed.
"""

import re
from enum import StrEnum

FIRST = "1.0.0"
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){2}", re.ASCII)


class Change(StrEnum):
    """How much differs from the previous version, the highest kind that applies."""

    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


_RANK = {change: rank for rank, change in enumerate(Change)}


def is_number(text: str) -> bool:
    """Whether a text is a version number, and so also safe as a folder's name.

    >>> is_number("1.12.0"), is_number("1.12"), is_number("../1.0.0"), is_number("01.0.0")
    (True, False, False, False)
    """
    return _NUMBER.fullmatch(text) is not None


def order(version: str) -> tuple[int, ...]:
    """Return what sorts versions by age.

    >>> sorted(["1.10.0", "1.9.2"], key=order)
    ['1.9.2', '1.10.0']
    """
    return tuple(int(part) for part in version.split("."))


def following(version: str, change: Change) -> str:
    """Return the number that comes after ``version`` for a change.

    >>> following("1.4.2", Change.MINOR)
    '1.5.0'
    """
    major, minor, patch = order(version)
    if change is Change.MAJOR:
        return f"{major + 1}.0.0"
    if change is Change.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def highest(*changes: Change | None) -> Change | None:
    """Return the highest of several changes, or None where there is none.

    >>> highest(Change.PATCH, None, Change.MINOR)
    <Change.MINOR: 'minor'>
    """
    return max((change for change in changes if change), key=_RANK.__getitem__, default=None)
