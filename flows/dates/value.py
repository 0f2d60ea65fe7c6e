"""A date that is known as far as it can be comes in; its EDTF and its TIMEX3 value go out."""

from datetime import date, timedelta

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.when import Date

SEASON_CODES = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
WIDTHS = {"decade": 10, "century": 100}
# the conventions of this project: thirds of a year in months, of a month in days, of a decade and a century in years
THIRDS: dict[str, dict[str, tuple[int, int]]] = {
    "year": {"START": (1, 4), "MID": (5, 8), "END": (9, 12)},
    "month": {"START": (1, 10), "MID": (11, 20), "END": (21, 31)},
    "decade": {"START": (0, 3), "MID": (4, 6), "END": (7, 9)},
    "century": {"START": (0, 33), "MID": (34, 66), "END": (67, 99)},
}


def edtf_year(year: int) -> str:
    """Write an astronomical year with four digits.

    >>> edtf_year(-386), edtf_year(993)
    ('-0386', '0993')
    """
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def edtf_of(value: Date) -> str | None:
    """Return the EDTF of a date, or None where it cannot be known.

    >>> edtf_of(Date("month", 1992, 5, mod="MID"))
    '1992-05-11~/1992-05-20~'
    """
    if value.year is None:
        return _yearless(value)
    if value.unit == "week":
        return _week(value)
    if value.unit in WIDTHS:
        return _wide(value)
    return _narrow(value, edtf_year(value.year))


def _yearless(value: Date) -> str | None:
    if value.month is None:
        return None
    text = f"XXXX-{value.month:02d}"
    return f"{text}-{value.day:02d}" if value.day is not None else text


def _week(value: Date) -> str | None:
    if value.year is None or value.month is None:
        return None
    year = edtf_year(value.year)
    if value.within is not None:
        last = min(value.within[1], last_day(value.year, value.month))
        return f"{year}-{value.month:02d}-{value.within[0]:02d}/{year}-{value.month:02d}-{last:02d}"
    if value.day is None or not 1 <= value.year <= 9998:
        return None
    monday = _monday(value)
    first = monday + timedelta(days=5 if value.time == "WE" else 0)
    return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _monday(value: Date) -> date:
    some_day = date(value.year or 1, value.month or 1, value.day or 1)
    return some_day - timedelta(days=some_day.weekday()) if some_day.toordinal() > 7 else some_day


def _wide(value: Date) -> str | None:
    if value.year is None:
        return None
    width, first = WIDTHS[value.unit], value.year
    if value.within is not None:
        return f"{edtf_year(first + value.within[0])}/{edtf_year(first + value.within[1])}"
    if value.part is not None:
        half = width // 2
        start = first + half * (value.part - 1)
        return f"{edtf_year(start)}/{edtf_year(start + half - 1)}"
    if value.mod in THIRDS[value.unit]:
        low, high = THIRDS[value.unit][value.mod]
        return f"{edtf_year(first + low)}~/{edtf_year(first + high)}~"
    if value.bc:
        return f"{edtf_year(first)}{value.qualifier}/{edtf_year(first + width - 1)}{value.qualifier}"
    return f"{first // width:0{4 - len(str(width)) + 1}d}{'X' * (len(str(width)) - 1)}{value.qualifier}"


def _narrow(value: Date, year: str) -> str | None:
    tail = value.qualifier
    if value.unit == "year":
        return _third(value, year) or year + tail
    if value.unit == "half":
        return f"{year}-01/{year}-06" if value.part == 1 else f"{year}-07/{year}-12"
    if value.unit == "season":
        return f"{year}-{value.part}{tail or ('~' if value.mod else '')}"
    if value.unit == "quarter":
        return f"{year}-{32 + (value.part or 1)}{tail}"
    if value.month is None:
        return year + tail
    month = f"{year}-{value.month:02d}"
    if value.day is None:
        return _half_month(value, month) or _third(value, month) or month + tail
    clock = value.time if value.time and value.time[1:2].isdigit() else ""
    return f"{month}-{value.day:02d}{_seconds(clock)}{tail}"


def _third(value: Date, stem: str) -> str | None:
    if value.mod not in ("START", "MID", "END"):
        return None
    low, high = THIRDS["year" if value.month is None else "month"][value.mod]
    if value.month is not None:
        high = min(high, last_day(value.year or 0, value.month))
    return f"{stem}-{low:02d}~/{stem}-{high:02d}~"


def _half_month(value: Date, stem: str) -> str | None:
    if value.part is None or value.month is None:
        return None
    return (
        f"{stem}-01/{stem}-15" if value.part == 1 else f"{stem}-16/{stem}-{last_day(value.year or 0, value.month):02d}"
    )


def _seconds(clock: str) -> str:
    at = next((n for n, char in enumerate(clock) if char in "Z+-"), len(clock))
    clock, zone = clock[:at], clock[at:]
    return clock + ":00" * (2 - clock.count(":")) + zone if clock else ""


def timex_of(value: Date) -> str | None:
    """Return the TIMEX3 value of a date, ``X`` where it is unknown, None where nothing is known.

    >>> timex_of(Date("year", -386, bc=True)), timex_of(Date("day", month=11, day=8)), timex_of(Date("century", 1800))
    ('BC0387', 'XXXX-11-08', '18')
    """
    if value.unit in WIDTHS:
        return _timex_wide(value)
    year = "XXXX" if value.year is None else f"BC{1 - value.year:04d}" if value.bc else f"{value.year:04d}"
    if value.unit == "week":
        return _timex_week(value)
    if value.unit == "season":
        return f"{year}-{SEASON_CODES[value.part or 21]}"
    if value.unit in ("quarter", "half"):
        return f"{year}-{value.unit[0].upper()}{value.part}"
    if value.unit == "year":
        return f"FY{year}" if value.fiscal else year
    if value.unit == "month":
        return f"{year}-{value.month:02d}" if value.month else f"{year}-XX"
    return _timex_day(value, year)


def _timex_day(value: Date, year: str) -> str | None:
    if value.weekday is not None and value.day is None:
        return f"XXXX-WXX-{value.weekday}" + (value.time or "")
    month = f"{value.month:02d}" if value.month else "XX"
    day = f"{value.day:02d}" if value.day else "XX"
    return f"{year}-{month}-{day}{value.time or ''}"


def _timex_wide(value: Date) -> str | None:
    if value.year is None:
        return "XXX" if value.unit == "decade" else "XX"
    if value.bc:
        # TIMEX3 writes the digits of the BC years themselves: the 470s BC are BC047, the 5th century BC is BC04
        digits = -value.year // 10 if value.unit == "decade" else -value.year // 100
        return f"BC{digits:0{3 if value.unit == 'decade' else 2}d}"
    return f"{value.year // 10:03d}" if value.unit == "decade" else f"{value.year // 100:02d}"


def _timex_week(value: Date) -> str | None:
    if value.within is not None:
        year = "XXXX" if value.year is None else f"{value.year:04d}"
        return f"{year}-{value.month:02d}" if value.month else None
    if value.year is None or value.month is None or value.day is None or not 1 <= value.year <= 9998:
        return "XXXX-WXX" + ("-WE" if value.time else "")
    iso = _monday(value).isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if value.time else "")
