"""What the dates step gives out: timexes (TIMEX3) and date mentions (rows of date_mentions)."""

from datetime import date
from typing import NamedTuple


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
