"""A document's text in, the header that names its publication date out (or none)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from karabakh.flows.span import Span


@dataclass(frozen=True, slots=True)
class Header:
    """Words before the running text; ``span`` leaves out the white space around them."""

    span: Span
    published: date


class Form(NamedTuple):
    """A way in which texts open; the pattern has the groups ``year``, ``month`` and ``day``."""

    name: str
    pattern: re.Pattern[str]
    example: str


_ISO_DATE: Final = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"

FORMS: Final = (
    Form(
        "date line",
        re.compile(rf"\s*+(?P<header>date[ \t]+{_ISO_DATE})(?=\s|\Z)"),
        " date 2021-05-12 The talks went on.",
    ),
)


def read_header(text: str) -> Header | None:
    """Return the header at the very start of ``text``, if it has one with a day that the calendar knows.

    >>> read_header(" date 2021-05-12 The talks went on.")
    Header(span=Span(start=1, end=16), published=datetime.date(2021, 5, 12))
    >>> read_header(" date 2021-02-30 The talks went on.") is None
    True
    """
    for form in FORMS:
        found = form.pattern.match(text)
        published = _day(found) if found else None
        if found and published:
            return Header(Span(*found.span("header")), published)
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None
