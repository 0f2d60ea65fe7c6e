"""Two found values and the word between them come in; the one pair or the two mentions they make go out."""

from typing import Literal

from karabakh.flows.dates.rule import Found
from karabakh.flows.dates.when import Date, Duration, Pair, Side, Simple

WIDTHS = {"decade": 10, "century": 100}


def join(left: Found, right: Found, word: str, *, between: bool = False, shared: bool = False) -> list[Found] | None:
    """Return one pair, or both values where the word only lists them.

    ``word`` is ``/`` for a dash or ``to``, ``|`` for ``or``, ``and``. ``shared`` says that both sides use one unit or
    month word, which makes an interval of neighbours.
    """
    one, two = left.value, right.value
    if isinstance(one, Pair) or isinstance(two, Pair):
        return None
    if word == "and" and not between and not (shared and neighbours(one, two)):
        return [left, right]
    relation: Literal["/", "|"] = "|" if word == "|" else "/"
    if relation == "/" and not ordered(one, two):
        return None
    pair = Pair(Side(left.start, left.end, one), Side(right.start, right.end, two), relation)
    return [Found(left.start, right.end, pair)]


def neighbours(left: Simple, right: Simple) -> bool:
    """Say whether the right date is the calendar unit after the left one."""
    if not (isinstance(left, Date) and isinstance(right, Date)) or left.unit != right.unit:
        return False
    if left.unit in WIDTHS and left.year is not None and right.year is not None:
        return right.year - left.year == WIDTHS[left.unit]
    if left.unit == "day" and left.day is not None and right.day is not None:
        return left.month == right.month and right.day - left.day == 1
    return False


def ordered(left: Simple, right: Simple) -> bool:
    """Say whether an interval from left to right can exist, as far as both are known."""
    if isinstance(left, Duration) and isinstance(right, Duration):
        return True
    if not (isinstance(left, Date) and isinstance(right, Date)):
        return False
    if left.year is None or right.year is None or left.ref or right.ref:
        return True
    last = right.year + WIDTHS.get(right.unit, 1) - 1
    return (left.year, left.month or 0, left.day or 0) <= (last, right.month or 12, right.day or 31)
