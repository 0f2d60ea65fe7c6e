"""A text with its sentences comes in; its date mentions (find_dates) or TIMEX3 expressions (find_timexes) go out."""

from karabakh.flows.dates.find import find_dates, find_timexes
from karabakh.flows.dates.mention import DateMention, Timex

__all__ = ["DateMention", "Timex", "find_dates", "find_timexes"]
