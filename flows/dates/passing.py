"""A text and the span of a date in it come in; whether its year stands in passing goes out."""

import re

from karabakh.flows.dates.lexicon import TABLE


def _any(*classes: str) -> str:
    return "|".join(sorted(word for name in classes for word in TABLE[name]))


# how far back the words that tell can reach
_REACH = 32
_BEFORE = re.compile(rf"\b(?:{_any('SINCE', 'COMPARED')})\s+$|\b(?:{_any('FOUNDED')})\s+(?:[^\W\d_]{{1,9}}\s+)?$", re.I)


def in_passing(text: str, start: int, end: int) -> bool:
    """Say whether a year stands in brackets, after ``since`` or after ``founded in``: what follows is not of that year.

    >>> in_passing("the town, founded in 1812, fell", 21, 25)
    True
    """
    if _BEFORE.search(text, max(0, start - _REACH), start):
        return True
    return text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")
