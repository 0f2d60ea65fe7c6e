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
    return Date("time", time=":".join([f"T{hour:02d}", minutes, *seconds]) + _zone(hit))


def _zone(hit: Hit) -> str:
    """Return the zone of a time as ISO 8601 writes it: Z, or the distance from UTC."""
    zone, shift, far = hit["zone"] or hit["zone2"], hit["shift"] or hit["shift2"], hit["far"] or hit["far2"]
    if zone is None or (shift is None and far is None) or zone != "Z":
        return zone or ""
    sign = "+" if hit["plus"] or hit["plus2"] else "-"
    hours = int((far or str(shift)).split(":")[0])
    return f"{sign}{hours:02d}{':' + far.split(':')[1] if far else ''}" if hours <= 14 else ""


def _past_hour(hit: Hit) -> Built:
    """Read half past three, ten to five."""
    hour, minutes = hit["hour"], 30 if hit["half"] else 15 if hit["quarter"] else hit["n"]
    if not 1 <= hour <= 12 or minutes > 30:
        return None
    hour, minutes = ((hour - 2) % 12 + 1, 60 - minutes) if hit["to"] else (hour, minutes)
    return Date("time", time=f"T{hour:02d}:{minutes:02d}")


def _hour_in(hit: Hit) -> Built:
    hour, part = hit["hour"] or hit["hour2"], hit["part"]
    if not 1 <= hour <= 12 or part not in ("TMO", "TAF", "TEV"):
        return None
    return Date("time", time=f"T{hour % 12 + (12 if part != 'TMO' else 0):02d}:00")


def _hundred_hours(hit: Hit) -> Built:
    hour, minute = divmod(int(hit["digits"] or hit["digits2"] or hit["digits3"]), 100)
    return (
        Date("time", time=f"T{hour:02d}:{minute:02d}") if hit["unit"] == "hour" and hour < 25 and minute < 60 else None
    )


def _military(hit: Hit) -> Built:
    digits = hit["digits"]
    hour, minute = divmod(int(digits), 100)
    return Date("time", time=f"T{hour:02d}:{minute:02d}{hit['zone'] or ''}") if hour < 25 and minute < 60 else None


def _named_at(hit: Hit) -> Built:
    """Build a part of the day; by night and night after night tell of no day."""
    return None if hit["at"] is None and hit["part"] == "TNI" else Date("time", time=hit["part"])


def _named(hit: Hit) -> Built:
    return Date("time", time=hit["part"], mod=hit["mod"])


_ZONE = """(zone:ZONE ((plus:PLUS | DASH) (shift:SMALL | far:CLOCK))? TIME_WORD?
    | LEFT zone2:ZONE ((plus2:PLUS | DASH) (shift2:SMALL | far2:CLOCK))? RIGHT)?"""

RULES: tuple[Rule, ...] = (
    Rule(
        "clock",
        f"clock:CLOCK half:AM_PM? {_ZONE}",
        _clock,
        (
            Example("On 7 March 1994 it rained. At [15:30] it stopped.", "1994-03-07T15:30", "1994-03-07T15:30:00"),
            Example("On 7 March 1994, at noon. At [9:34 pm EST].", "1994-03-07T21:34-05", "1994-03-07T21:34:00-05"),
            Example("On 7 March 1994, at noon. At [6:40 (GMT +4)].", "1994-03-07T06:40+04", "1994-03-07T06:40:00+04"),
        ),
        ("a ratio of 25:90",),
    ),
    Rule(
        "hour",
        f"hour:SMALL (half:AM_PM|OCLOCK) {_ZONE}",
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
        "past_the_hour",
        "(AT | BY | UNTIL | SINCE | APPROX) < (half:HALF | A? quarter:QUARTER | n:NUM) (PAST | to:TO) "
        "hour:CARDINAL !DASH",
        _past_hour,
        (
            Example("On 7 March 1994, at noon. At [half past three].", "1994-03-07T03:30", "1994-03-07T03:30:00"),
            Example("On 7 March 1994, at noon. At [ten to five].", "1994-03-07T04:50", "1994-03-07T04:50:00"),
        ),
        ("half past it", "ten to five men", "at half to three-quarters"),
    ),
    Rule(
        "hour_in_the_morning",
        "AT < (hour:SMALL | hour2:CARDINAL) OCLOCK? IN THE part:DAYPART",
        _hour_in,
        (Example("On 7 March 1994, at noon. At [6 in the evening].", "1994-03-07T18:00", "1994-03-07T18:00:00"),),
        ("at 23 in the evening",),
    ),
    Rule(
        "hundred_hours",
        "(AT | BY | UNTIL | FROM | APPROX) < (digits:MILITARY | digits2:YEAR | digits3:NUMBER) unit:UNITS",
        _hundred_hours,
        (Example("On 7 March 1994 it rained. At [1530 hours] it stopped.", "1994-03-07T15:30", "1994-03-07T15:30:00"),),
        ("at 2990 hours",),
    ),
    Rule(
        "part_of_day",
        "(at:AT | BY | BEFORE | AFTER | UNTIL | SINCE | APPROX) < part:DAYPART !DASH !OF !NAME",
        _named_at,
        (
            Example("On 7 March 1994 it rained. At [noon] it stopped.", "1994-03-07T12:00", "1994-03-07T12:00:00"),
            Example("On 7 March 1994 it rained. By [dawn] it stopped.", "1994-03-07TMO", "1994-03-07"),
        ),
        ("a night train", "night after night"),
    ),
    Rule(
        "the_part_of_day",
        "(IN|WITHIN|BY) < THE (mod:EARLY DASH?)? part:DAYPART !OF !FROM !BETWEEN !UNITS",
        _named,
        (
            Example("On 7 March 1994 it rained. In [the evening] it stopped.", "1994-03-07TEV", "1994-03-07"),
            Example("On 7 March 1994 it rained. In [the early evening] it stopped.", "1994-03-07TEV", "1994-03-07"),
        ),
        ("the morning paper",),
    ),
)
