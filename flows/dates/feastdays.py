"""The name of a feast comes in; the date it has in a year, as far as the civil calendar fixes it, goes out."""

import re
from datetime import timedelta

from dateutil.easter import EASTER_JULIAN, EASTER_ORTHODOX, EASTER_WESTERN, easter

from karabakh.flows.dates.when import Date

# a feast's rule, and its month and day, or its days from Easter
Feast = tuple[str, int, int] | None
# by the rule that fixes the day; None for feasts by the moon and for those that peoples keep on different days
_BY_RULE: dict[str, str] = {
    "day": """christmas: 12-25; christmas day: 12-25; christmas eve: 12-24; boxing day: 12-26; new year's eve: 12-31;
        new year: 1-1; new year's: 1-1; new year's day: 1-1; orthodox christmas: 1-7; armenian christmas: 1-6;
        valentine's day: 2-14; women's day: 3-8; international women's day: 3-8; may day: 5-1; bastille day: 7-14;
        halloween: 10-31; all saints' day: 11-1; armistice day: 11-11""",
    "victory": "victory day: 5-9",
    "nowruz": "novruz: 3-20; nowruz: 3-20; navruz: 3-20; nawruz: 3-20; nauryz: 3-20; norouz: 3-20; newroz: 3-20",
}
_FROM_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1, "easter": 0,
    "easter sunday": 0, "easter monday": 1, "ascension day": 39, "pentecost": 49, "whit sunday": 49, "whitsun": 49,
}  # fmt: skip
_UNFIXED = """
    ramadan; ramazan; muharram; ashura; eid; eid al-fitr; eid al-adha; kurban bayram; gurban bayram; passover; hanukkah;
    yom kippur; rosh hashanah; thanksgiving
"""


def _feasts() -> dict[str, Feast]:
    feasts: dict[str, Feast] = dict.fromkeys(_UNFIXED.strip().replace("\n    ", " ").split("; "))
    for rule, rows in _BY_RULE.items():
        for name, month, day in re.findall(r"([a-z' ]+): (\d+)-(\d+)", rows):
            feasts[name.strip()] = rule, int(month), int(day)
    for name, days in _FROM_EASTER.items():
        feasts[name] = "lent" if name == "ash wednesday" else "easter", 0, days
    return feasts | {name.replace("'", "’"): feast for name, feast in feasts.items()}


FEASTS = _feasts()
_GREGORIAN = 1583


def _by_easter(year: int, shift: int, western: bool) -> Date:
    """Count from Easter; uncertain where the churches keep it on different days."""
    if year < 326 or year > 4099:  # as far as the computus of dateutil goes
        return Date("day", year)
    if year < _GREGORIAN:  # 29 February apart, no movable feast minds which calendar counts the days
        own = other = easter(year, EASTER_JULIAN)
    else:
        own, other = easter(year, EASTER_WESTERN), easter(year, EASTER_ORTHODOX)
    feast_day = own + timedelta(days=shift)
    return Date("day", year, feast_day.month, feast_day.day, qualifier="" if western or own == other else "?")


def feast(kind: Feast, year: int | None) -> Date:
    """Return the date of a feast in a year, as far as the calendar fixes it."""
    if kind is None:
        return Date("month", year)
    rule, month, day = kind
    if rule == "nowruz":
        # the day of the spring equinox; it falls on the 20th or the 21st
        return Date("week", year, 3, within=(20, 21))
    if rule in ("easter", "lent"):
        return Date("day") if year is None else _by_easter(year, day, rule == "lent")
    if rule == "victory" and (year is None or not 1945 <= year <= 2020):
        return Date("day", year)  # from 2020 on there are two, 9 May and 8 November
    return Date("day", year, month, day)
