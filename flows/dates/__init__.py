"""A text with its sentences comes in; its date mentions (find_dates) or TIMEX3 expressions (find_timexes) go out."""

from karabakh.flows.dates.find import DateQuery, find_all_dates, find_dates, find_timexes
from karabakh.flows.dates.mention import DateMention, Timex

__all__ = ["DateMention", "DateQuery", "Timex", "find_all_dates", "find_dates", "find_timexes"]
