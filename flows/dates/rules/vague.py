"""Rows for the vague words of time: now, recently, the future, at that time."""

from karabakh.flows.dates.rule import Built, Hit, Rule
from karabakh.flows.dates.when import Vague


def _now(hit: Hit) -> Built:
    return Vague(hit["now"])


def _this_time(hit: Hit) -> Built:
    """Build the present; "at this point" is of the story told."""
    return None if hit["time"] == "point" else Vague("PRESENT_REF")


def _that_time(hit: Hit) -> Built:
    return None if hit["time"] == "point" else Vague(None)


RULES: tuple[Rule, ...] = (
    Rule("now", "now:NOW", _now, (), ("the knowledge",)),
    Rule("the_future", "THE now:FUTURE !WORD !NAME", _now, (), ("the future king",)),
    Rule("future", "^THE now:FUTURE", _now, (), ("the futurists",)),
    Rule(
        "the_past",
        "IN < THE PAST !WORD !NAME !ANY_UNIT !QTY",
        lambda _: Vague("PAST_REF"),
        (),
        ("in the past five", "past the gate"),
    ),
    Rule("current", "CURRENT !ANY_UNIT", lambda _: Vague("PRESENT_REF"), (), ("the currents",)),
    Rule("at_this_time", "AT < THIS time:TIME_WORD", _this_time, (), ("at this",)),
    Rule(
        "that_time",
        "TIMED < (THIS | THAT | THE SAME) time:TIME_WORD !LAST !A !PREVIOUS !THIS",
        _that_time,
        (),
        ("all the time", "that point is moot"),
    ),
    Rule("present_day", "THE? now:PRESENT_DAY", _now, (), ("those presents",)),
    Rule(
        "present",
        "(TO|UNTIL|IN|AT) < THE now:PRESENT !PLAIN !AND !UNIT !NTH !TIME_WORD",
        _now,
        (),
        ("those present", "to present a gift", "in the present session", "in the present world"),
    ),
    Rule("recent", "now:RECENT !MANY", _now, (), ("recency",)),
)
