"""The expressions of a text and its supplied date come in; its own date, and whether it is a report of it, go out."""

from collections.abc import Sequence
from datetime import date

from karabakh.flows.dates.edtf import last_day
from karabakh.flows.dates.locate import Located
from karabakh.flows.dates.narrative import months
from karabakh.flows.dates.tense import quoted
from karabakh.flows.dates.when import Date
from karabakh.flows.text.span import Span

# the lines in which a dateline can stand, in characters
_HEAD = 300
# dates of other times for each deictic word; in speeches and news 1 to 8, in histories more than 25
_PER_DEICTIC = 10
# months within which a date of a report lies ahead, whatever its verb
_SOON = 2


def is_report(text: str, sentences: Sequence[Span], located: Sequence[Located], published: date | None) -> bool:
    """Say whether a text speaks from a day of its own, known or not, as news and speeches do and histories do not.

    Either that day stands at its head, or it has deictic words and weekdays, outside of quotations, and so many of them
    that there is one to ten dates; ``today``, which a history may say as well, counts only where no year is stated. If
    the day is known, most of the dates must be of about its year too, for it may be only when the text was retrieved.
    """
    dates = [(one, one.meaning.head) for one in located if one.meaning.head is not None]
    if published is not None:
        head = (published.year, published.month, published.day)
        if any(value.unit == "day" and (value.year, value.month, value.day) == head for _, value in dates[:2]):
            return True
    told = [value for _, value in dates if value.ref is None and (value.weekday is None or value.day is not None)]
    own = [value for one, value in dates if _is_deictic(value) and not quoted(text, sentences[one.sentence], one.start)]
    if all(value.year is None for value in told):
        return bool(own)
    own = [value for value in own if value.ref is None or value.ref.unit != "day" or value.ref.n]
    if not own or _PER_DEICTIC * len(own) < len(told):
        return False
    return published is None or _tells_of(told, published.year)


def _tells_of(told: Sequence[Date], year: int) -> bool:
    """Say whether of the months and days that are told with their year no fewer are of about this year than not."""
    distances = [abs(value.year - year) for value in told if value.year is not None and value.month is not None]
    return 2 * sum(distance <= 1 for distance in distances) >= len(distances)


def _is_deictic(value: Date) -> bool:
    if value.ref is None:
        return value.weekday is not None and value.day is None
    return value.ref.base == "document"


def dateline(text: str, located: Sequence[Located]) -> date | None:
    """Return the day that stands alone on a line at the head of a text: the text's own date."""
    for one in located[:2]:
        value = one.meaning.head
        if one.start > _HEAD or value is None or value.unit != "day" or value.time:
            continue
        if value.year is None or not 1 <= value.year <= 9999 or value.month is None or value.day is None:
            continue
        before, after = text[: one.start].rpartition("\n")[2], text[one.end : one.end + _HEAD].partition("\n")[0]
        if not before.strip() and not after.strip():
            return date(value.year, value.month, value.day)
    return None


def nearest_year(today: date, value: Date, *, ahead: bool) -> int | None:
    """Return the year of a month or day in a report: the nearest in the direction of its verb, else back.

    None where that year does not have the day.

    >>> nearest_year(date(2020, 6, 30), Date("month", month=12), ahead=False)
    2019
    """
    span, year = months(value), today.year
    if span is None or value.unit == "half":
        return year
    if value.unit == "quarter":
        return year + min((0, -1, 1), key=lambda years: abs(12 * years + span[1] - today.month))
    now, then = (today.month, today.day), (span[0], value.day if value.day is not None else today.day)
    # of a date less than two months ahead a report would not say without its year that it lies ten months back
    soon = 12 * (then < now) + then[0] - now[0] - (then[1] < now[1])
    year += (then < now) if ahead or soon < _SOON else -(then > now)
    return year if value.day is None or value.month is None or value.day <= last_day(year, value.month) else None
