"""What the dates step gives out: timexes (TIMEX3) and date mentions (rows of date_mentions)."""

from datetime import date
from typing import Any, NamedTuple


class Timex(NamedTuple):
    """One TIMEX3 expression ``text[start:end]``; attributes that TIMEX3 leaves out are None.

    ``quant`` and ``freq`` are of a SET: every Monday is EVERY, twice a week 2X.
    """

    start: int
    end: int
    type: str
    value: str | None
    mod: str | None
    quant: str | None = None
    freq: str | None = None


class DateMention(NamedTuple):
    """One row of date_mentions without its keys; the columns are described in ``karabakh.schemas``.

    ``parts`` are the one or two TIMEX3 expressions it consists of. Years are astronomical.
    """

    start: int
    end: int
    surface: str
    timex_type: str
    timex_value: str | None
    timex_mod: str | None
    edtf: str | None
    earliest: date | None
    latest: date | None
    year_start: int | None
    year_end: int | None
    precision: str
    qualifier: str
    basis: str
    anchor: str | None
    rule: str
    role: str | None
    parts: tuple[Timex, ...]


Spans = tuple[tuple[int, int], ...]


class Alone(NamedTuple):
    """What a mention is wherever its words stand: its fields from ``timex_type`` to ``role``, those of its timexes."""

    rest: tuple[Any, ...]
    parts: tuple[tuple[Any, ...], ...]


# a text has thousands of them: this takes a third of the time of calling the class
_made = tuple.__new__


def standing(alone: Alone, text: str, start: int, end: int, spans: Spans, base: int) -> DateMention:
    """Return the mention ``text[start:end]``, the spans of whose timexes count from the place ``base``."""
    return _made(DateMention, (start, end, text[start:end], *alone[0], standing_parts(alone, spans, base)))


def standing_parts(alone: Alone, spans: Spans, base: int) -> tuple[Timex, ...]:
    """Return the timexes of a mention, whose spans count from the place ``base``."""
    if len(spans) == 1:
        ((start, end),) = spans
        return (_made(Timex, (start + base, end + base, *alone[1][0])),)
    return tuple([_made(Timex, (a + base, b + base, *rest)) for (a, b), rest in zip(spans, alone.parts, strict=True)])
