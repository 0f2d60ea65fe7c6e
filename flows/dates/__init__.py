"""A text with its sentences comes in; its date mentions (find_dates) or TIMEX3 expressions (find_timexes) go out."""

from karabakh.flows.dates.find import DateQuery, day_of, find_all_dates, find_all_timexes, find_dates, find_timexes
from karabakh.flows.dates.mention import DateMention, Timex

__all__ = [
    "DateMention",
    "DateQuery",
    "Timex",
    "day_of",
    "find_all_dates",
    "find_all_timexes",
    "find_dates",
    "find_timexes",
]
