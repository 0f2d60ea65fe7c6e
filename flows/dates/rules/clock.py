"""Rows for clock times."""

from karabakh.flows.dates.rule import Built, Example, Hit, Rule
from karabakh.flows.dates.when import Date


def _clock(hit: Hit) -> Built:
    hours, minutes, *seconds = hit["clock"].split(":") if hit["clock"] else (str(hit["hour"]), "00")
    hour, half = int(hours), hit["half"]
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(half)
    if hour > 24 or int(minutes) > 59 or any(int(s) > 59 for s in seconds):
        return None
    return Date("time", time=":".join([f"T{hour:02d}", minutes, *seconds]) + (hit["zone"] or ""))


def _military(hit: Hit) -> Built:
    digits = hit["digits"]
    hour, minute = divmod(int(digits), 100)
    return Date("time", time=f"T{hour:02d}:{minute:02d}{hit['zone'] or ''}") if hour < 25 and minute < 60 else None


def _named(hit: Hit) -> Built:
    return Date("time", time=hit["part"])


RULES: tuple[Rule, ...] = (
    Rule(
        "clock",
        "clock:CLOCK half:AM_PM? zone:ZONE?",
        _clock,
        (Example("On 7 March 1994 it rained. At [15:30] it stopped.", "1994-03-07T15:30", "1994-03-07T15:30:00"),),
        ("a ratio of 25:90",),
    ),
    Rule(
        "hour",
        "hour:SMALL (half:AM_PM|OCLOCK) zone:ZONE?",
        _clock,
        (Example("On 7 March 1994 it rained. At [3 pm] it stopped.", "1994-03-07T15:00", "1994-03-07T15:00:00"),),
        ("I am 3", "45 pm"),
    ),
    Rule(
        "hour_word",
        "hour:CARDINAL OCLOCK",
        _clock,
        (
            Example(
                "On 7 March 1994 it rained. At [five o'clock] it stopped.", "1994-03-07T05:00", "1994-03-07T05:00:00"
            ),
        ),
        ("five of them",),
    ),
    Rule(
        "military",
        "digits:MILITARY zone:ZONE",
        _military,
        (Example("On 7 March 1994 it rained. At [0630 GMT] it stopped.", "1994-03-07T06:30Z", "1994-03-07T06:30:00Z"),),
        ("code 0630",),
    ),
    Rule(
        "part_of_day",
        "AT < part:DAYPART",
        _named,
        (Example("On 7 March 1994 it rained. At [noon] it stopped.", "1994-03-07T12:00", "1994-03-07T12:00:00"),),
        ("a night train",),
    ),
    Rule(
        "the_part_of_day",
        "(IN|WITHIN|BY) < THE part:DAYPART !OF",
        _named,
        (Example("On 7 March 1994 it rained. In [the evening] it stopped.", "1994-03-07TEV", "1994-03-07"),),
        ("the morning paper",),
    ),
)
