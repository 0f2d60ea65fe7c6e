"""A text and its sentences come in; the windows worth a look go out: stretches of a sentence around a trigger.

One pass of an Aho-Corasick automaton finds the words, one linear regular expression the numbers; nothing else of this
package sees text without a trigger.
"""

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from karabakh.flows.dates.lexicon import TABLE
from karabakh.flows.span import Span

# the classes without which there is no expression; all their words are triggers
_TRIGGERS = """
    MONTH MONTH_SHORT WEEKDAY WEEKDAYS SEASON FALL DAY_WORD WEEK_WORD MONTH_WORD YEAR_WORD QUARTER UNIT_WORD
    CENTURY CENTURIES UNITS DECADE_NAME TODAY TONIGHT DAYPART OCLOCK SET AGED RECENT NOW PRESENT FUTURE TIME_WORD
    CURRENT PAST
"""
_WORDS = sorted({word for name in _TRIGGERS.split() for word in TABLE[name]})
_AUTOMATON = AhoCorasick(_WORDS, matchkind=MatchKind.LeftmostLongest)
_NUMBERS = re.compile(
    r"[0-9]{3,4}(?![0-9])|[0-9][:./-][0-9]|[0-9]{1,2}\s?(?:BC|AD|[ap]\.?m\b)|[0-9]0['’]?s\b", re.IGNORECASE
)

# how far an expression can reach from its trigger, in characters
BEFORE, AFTER = 100, 70


def triggers(text: str) -> list[tuple[int, int]]:
    """Return the stretches of trigger words and numbers, in order."""
    # of all characters only İ changes the length of a text in lower case
    lower = text.replace("İ", "I").lower()
    size = len(text)
    found = [
        (start, end)
        for _, start, end in _AUTOMATON.find_matches_as_indexes(lower)
        if not (start and lower[start - 1].isalpha()) and not (end < size and lower[end].isalpha())
    ]
    found.extend(match.span() for match in _NUMBERS.finditer(text))
    found.sort()
    return found


def windows(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, number of the sentence) of windows that do not overlap, in order."""
    hits = triggers(text)
    place = 0
    for number, (first, last) in enumerate(sentences):
        while place < len(hits) and hits[place][0] < first:
            place += 1
        start = end = -1
        while place < len(hits) and hits[place][1] <= last:
            hit = hits[place]
            place += 1
            if start >= 0 and hit[0] - BEFORE > end:
                yield _between_words(text, start, end, first, last, number)
                start = -1
            if start < 0:
                start = max(first, hit[0] - BEFORE, end)
            end = min(last, hit[1] + AFTER)
        if start >= 0:
            yield _between_words(text, start, end, first, last, number)


def _between_words(text: str, start: int, end: int, first: int, last: int, number: int) -> tuple[int, int, int]:
    """Move the ends of a window inwards to white space, unless the sentence ends there; at most 50 characters."""
    if start > first:
        start = next((n for n in range(start, min(start + 50, end)) if text[n].isspace()), start)
    if end < last:
        end = next((n for n in range(end - 1, max(end - 50, start), -1) if text[n].isspace()), end)
    return start, end, number
