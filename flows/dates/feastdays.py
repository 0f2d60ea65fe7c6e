"""The name of a feast comes in; the date it has in a year, as far as the civil calendar fixes it, goes out."""

from datetime import date, timedelta

from karabakh.flows.dates.when import Date

# a feast: by day and month, by Easter, by the spring equinox (nowruz), or None for those by the moon and those that
# peoples keep on different days
FEASTS: dict[str, tuple[str, int, int] | None] = {
    "christmas": ("day", 12, 25),
    "christmas day": ("day", 12, 25),
    "christmas eve": ("day", 12, 24),
    "boxing day": ("day", 12, 26),
    "new year's eve": ("day", 12, 31),
    "new year’s eve": ("day", 12, 31),
    "new year": ("day", 1, 1),
    "new year's": ("day", 1, 1),
    "new year’s": ("day", 1, 1),
    "new year's day": ("day", 1, 1),
    "new year’s day": ("day", 1, 1),
    "orthodox christmas": ("day", 1, 7),
    "armenian christmas": ("day", 1, 6),
    "valentine's day": ("day", 2, 14),
    "valentine’s day": ("day", 2, 14),
    "women's day": ("day", 3, 8),
    "women’s day": ("day", 3, 8),
    "international women's day": ("day", 3, 8),
    "international women’s day": ("day", 3, 8),
    "may day": ("day", 5, 1),
    "bastille day": ("day", 7, 14),
    "halloween": ("day", 10, 31),
    "all saints' day": ("day", 11, 1),
    "all saints’ day": ("day", 11, 1),
    "armistice day": ("day", 11, 11),
    "victory day": ("victory", 5, 9),
    "novruz": ("nowruz", 3, 20),
    "nowruz": ("nowruz", 3, 20),
    "navruz": ("nowruz", 3, 20),
    "nawruz": ("nowruz", 3, 20),
    "nauryz": ("nowruz", 3, 20),
    "norouz": ("nowruz", 3, 20),
    "newroz": ("nowruz", 3, 20),
    "easter": ("easter", 0, 0),
    "easter sunday": ("easter", 0, 0),
    "easter monday": ("easter", 0, 1),
    "good friday": ("easter", 0, -2),
    "holy saturday": ("easter", 0, -1),
    "palm sunday": ("easter", 0, -7),
    "ash wednesday": ("lent", 0, -46),
    "maundy thursday": ("easter", 0, -3),
    "ascension day": ("easter", 0, 39),
    "pentecost": ("easter", 0, 49),
    "whit sunday": ("easter", 0, 49),
    "whitsun": ("easter", 0, 49),
    "ramadan": None,
    "ramazan": None,
    "muharram": None,
    "ashura": None,
    "eid": None,
    "eid al-fitr": None,
    "eid al-adha": None,
    "kurban bayram": None,
    "gurban bayram": None,
    "passover": None,
    "hanukkah": None,
    "yom kippur": None,
    "rosh hashanah": None,
    "thanksgiving": None,
}

_GREGORIAN = 1583


def easter(year: int) -> date:
    """Return the Sunday of Easter of the Western churches (Meeus, Astronomical Algorithms, chapter 9).

    >>> easter(1996), easter(2021)
    (datetime.date(1996, 4, 7), datetime.date(2021, 4, 4))
    """
    century, rest = divmod(year, 100)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def easter_julian(year: int) -> tuple[int, int]:
    """Return month and day of Easter in the Julian calendar (Meeus, Astronomical Algorithms, chapter 9).

    >>> easter_julian(1996)
    (4, 1)
    """
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + weekday + 114, 31)
    return month, day + 1


def easter_orthodox(year: int) -> date:
    """Return the Sunday of Easter of the Orthodox churches in the Gregorian calendar.

    >>> easter_orthodox(1996)
    datetime.date(1996, 4, 14)
    """
    month, day = easter_julian(year)
    return date(year, month, day) + timedelta(days=year // 100 - year // 400 - 2)


def _by_easter(year: int, shift: int, western: bool) -> Date:
    """Count from Easter; uncertain where the churches keep it on different days."""
    if year < 326 or year > 9990:
        return Date("day", year)
    if year < _GREGORIAN:
        month, day = easter_julian(year)
        own = date(year, month, day)  # 29 February apart, no movable feast minds which calendar counts the days
        other = own
    else:
        own, other = easter(year), easter_orthodox(year)
    feast_day = own + timedelta(days=shift)
    return Date("day", year, feast_day.month, feast_day.day, qualifier="" if western or own == other else "?")


def feast(kind: tuple[str, int, int] | None, year: int | None) -> Date:
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
