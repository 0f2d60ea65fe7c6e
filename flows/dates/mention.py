"""What the dates step gives out: timexes (TIMEX3) and date mentions (rows of date_mentions)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Timex(NamedTuple):
    """One TIMEX3 expression ``text[start:end]``; ``value`` and ``mod`` are None where TIMEX3 leaves them out."""

    start: int
    end: int
    type: str
    value: str | None
    mod: str | None


@dataclass(slots=True, frozen=True)
class DateMention:
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
