"""A text and the span of a stated date in it come in; how firmly it takes hold of what follows goes out."""

import re
from typing import NamedTuple

from karabakh.flows.dates.lexicon import TABLE
from karabakh.flows.dates.when import Date


class Hold(NamedTuple):
    """What it costs to hold a date for one that comes in passing, and what to go on from it, in months of flashback.

    ``told`` says that the date is told as such (in 1994), not as the attribute of another thing (the 1994 election);
    ``heads`` that it opens its sentence.
    """

    passing: float
    going: float = 0.0
    told: bool = True
    heads: bool = False


# a date that opens its sentence is the frame of what follows, one within it may be, an attribute or a plan is rarely
_ASIDE = {"year": 1.0, "month": 3.0, "day": 6.0}
_WITHIN = {"year": 4.0, "month": 10.0, "day": 16.0}
_OPENING = {"year": 12.0, "month": 20.0, "day": 28.0}
_CLASS = {"day": "day", "time": "day", "year": "year", "decade": "year", "century": "year"}
# a year that the words themselves put aside (founded in 1812) costs as much to go on from as a year's leap
_PUT_ASIDE = 12.0


def _any(*classes: str) -> str:
    return "|".join(sorted(word for name in classes for word in TABLE[name]))


# how far back the words that tell can reach
_REACH = 60
_NEAR = 32
_BEFORE = re.compile(rf"\b(?:{_any('SINCE', 'COMPARED')})\s+$|\b(?:{_any('FOUNDED')})\s+(?:[^\W\d_]{{1,9}}\s+)?$", re.I)
_ATTRIBUTE = re.compile(r"(?:\b(?:the|an?|his|her|its|their|of)|['’]s)\s+$", re.I)
# what is planned or predicted lies ahead of the narrative, the pluperfect behind it
_BACKGROUND = re.compile(
    r"\b(?:plan(?:s|ned)?|schedul(?:ed|ing)|project(?:ed|ions?)|expect(?:s|ed)?|predict(?:s|ed|ing)?|intend(?:s|ed)?|due"
    r"|will|would|until|till|set for|set to|proposed|promis(?:ed|ing)|hop(?:ed|ing)|had|having|followed)\b[^.;]*$",
    re.I,
)
_FUTURE = re.compile(r"\b(?:will|shall)\b")
_OPENS = re.compile(
    r"\W*(?:[A-Z][a-z]+,?\s+)?(?:(?:[Ii]n|[Oo]n|[Bb]y|[Aa]t|[Dd]uring|[Ff]rom|[Aa]round|[Aa]fter|[Bb]efore)\s+)?"
)


def hold(text: str, sentence: tuple[int, int], start: int, end: int, value: Date) -> Hold:
    """Weigh a stated date by its unit and by where it stands in its sentence.

    >>> hold("The town, founded in 1812, fell.", (0, 32), 21, 25, Date("year", 1812)).passing
    0.0
    """
    unit = _CLASS.get(value.unit, "month")
    if unit == "year" and _put_aside(text, start, end):
        return Hold(0.0, _PUT_ASIDE, told=False)
    before = text[max(sentence[0], start - _REACH) : start]
    if _FUTURE.search(text, end, min(end + _NEAR, sentence[1])):
        return Hold(_ASIDE[unit])
    # a heading ends with its date and without a full stop
    if end >= sentence[1]:
        return Hold(_OPENING[unit], heads=True)
    if _ATTRIBUTE.search(before) or before.rfind("(") > before.rfind(")"):
        # what a sentence is about (the 1994 election was lost) weighs more than what it mentions
        subject = start - sentence[0] <= len("The ")
        return Hold(_WITHIN[unit] if subject else _ASIDE[unit], told=False)
    if _opens(text, sentence[0], start, before):
        return Hold(_OPENING[unit], heads=True)
    if _BACKGROUND.search(before):
        return Hold(_ASIDE[unit])
    return Hold(_WITHIN[unit])


def _opens(text: str, first: int, start: int, before: str) -> bool:
    """Say whether a date opens a sentence, or a line: at most one word and a preposition come before it."""
    line = before.rpartition("\n")[2]
    if line and line is not before and line[0].isupper():
        return _OPENS.fullmatch(line) is not None
    return start - first < _NEAR and _OPENS.fullmatch(before) is not None


def _put_aside(text: str, start: int, end: int) -> bool:
    """Say whether a year stands alone in brackets, after ``since`` or after ``founded in``."""
    if text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]"):
        return True
    return _BEFORE.search(text, max(0, start - _NEAR), start) is not None


# the weight of a date of which the words before tell nothing
WITHIN, ASIDE = Hold(_WITHIN["year"]), Hold(_ASIDE["year"])
