"""What an expression means before and after anchoring: a date, a duration, a set or a vague reference."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Base = Literal["document", "narrative"]


class Reference(NamedTuple):
    """A calendar unit counted from an anchor: ``last year`` is (year, -1, document).

    ``n`` is None for a vague offset (decades later), ``sign`` then says in which direction. ``nearest`` asks for the
    nearest such weekday, month or season in the direction of ``n`` instead of a count of units. ``event`` says that the
    count is from an event the words name (two days after the vote), which no date stands for.
    """

    unit: str
    n: int | None
    base: Base
    sign: int = 0
    nearest: bool = False
    event: bool = False


class Date(NamedTuple):
    """A stretch of the calendar, known as far as the words say; ``unit`` is its precision.

    ``year`` is the first year, astronomical (188 BC is -187); ``part`` a season (21 to 24), quarter (1 to 4) or half
    (1, 2); ``within`` the first and the last day of a part of a month, or year of a part
    of a century; ``time`` a TIMEX3 time such as ``T14:45`` or ``TNI``; a
    ``fiscal`` year is one of accounts, which need not be that of the calendar.
    """

    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    weekday: int | None = None
    time: str | None = None
    mod: str | None = None
    qualifier: str = ""
    bc: bool = False
    ambiguous: bool = False
    fiscal: bool = False
    within: tuple[int, int] | None = None
    ref: Reference | None = None

    def but(self, **changes: object) -> "Date":
        """Return a copy with some fields changed."""
        return Date._make(map(changes.get, Date._fields, self))

    @property
    def yearless(self) -> bool:
        """Say whether the year is neither stated nor counted from somewhere."""
        return self.year is None and self.ref is None


@dataclass(slots=True, frozen=True)
class Duration:
    """A length of time; ``value`` is TIMEX3 (``P3DE``, ``PT2H``, ``PXY``)."""

    value: str
    mod: str | None = None


@dataclass(slots=True, frozen=True)
class Recurring:
    """A set of times; ``value`` is TIMEX3 (``P1Y``, ``XXXX-WXX-5``), as are ``quant`` (EVERY) and ``freq`` (2X)."""

    value: str
    quant: str | None = None
    freq: str | None = None


@dataclass(slots=True, frozen=True)
class Vague:
    """A vague reference: ``PRESENT_REF``, ``PAST_REF``, ``FUTURE_REF``, or None (at that time)."""

    value: str | None


Simple = Date | Duration | Recurring | Vague


@dataclass(slots=True, frozen=True)
class Side:
    """One of the expressions of a pair, with the items of the window it covers."""

    start: int
    end: int
    value: Simple

    def meaning(self, value: Simple) -> "Side":
        """Return the same stretch with another value."""
        return Side(self.start, self.end, value)


@dataclass(slots=True, frozen=True)
class Pair:
    """Two sides in one expression: ``/`` an interval, ``|`` an alternative, ``-`` one night over two days."""

    left: Side
    right: Side
    relation: Literal["/", "|", "-"]


Value = Simple | Pair
