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


_CLASS = {"day": "day", "time": "day", "year": "year", "decade": "year", "century": "year"}


def _by_class(year: float, month: float, day: float, *, told: bool = True, heads: bool = False) -> dict[str, Hold]:
    weights = {"year": year, "month": month, "day": day}
    return {unit: Hold(weight, told=told, heads=heads) for unit, weight in weights.items()}


# the more a date tells, the less it comes in passing; and a date that opens its sentence is the frame of what follows
# (Charolles's cadratifs), one within it may be, an attribute, a plan or a pluperfect rarely is
_OPENING = _by_class(12.0, 20.0, 28.0, heads=True)
_WITHIN = _by_class(4.0, 10.0, 16.0)
_ASIDE = _by_class(1.0, 3.0, 6.0)
_ATTRIBUTIVE = _by_class(1.0, 3.0, 6.0, told=False)
# what a sentence is about (the 1994 election was lost) weighs more than what it mentions
_SUBJECT = _by_class(4.0, 10.0, 16.0, told=False)
# a year that the words themselves put aside (founded in 1812) costs more to go on from than a leap does
_PUT_ASIDE = Hold(0.0, 12.0, told=False)
# the weight of a date of which the words before tell nothing, and of one that is told to explain another
WITHIN, ASIDE = _WITHIN["year"], _ASIDE["year"]


# how far back the words that tell can reach, and how near they stand
_REACH = 60
_NEAR = 32
_SINCE = frozenset(word for name in ("SINCE", "COMPARED") for word in TABLE[name])
_FOUNDED = frozenset(TABLE["FOUNDED"])
_ATTRIBUTE = frozenset(["the", "a", "an", "his", "her", "its", "their", "of"])
# what is planned or predicted lies ahead of the narrative, the pluperfect behind it
_PLANS = """
    plan plans planned scheduled scheduling project projected projection projections expect expects expected predict
    predicts predicted predicting intend intends intended due will would until till proposed promised promising hoped
    hoping had having followed
"""
_BACKGROUND = frozenset(_PLANS.split())
_OPENS = re.compile(
    r"\W*(?:[A-Z][a-z]+,?\s+)?(?:(?:[Ii]n|[Oo]n|[Bb]y|[Aa]t|[Dd]uring|[Ff]rom|[Aa]round|[Aa]fter|[Bb]efore)\s+)?"
)


def hold(text: str, sentence: tuple[int, int], start: int, end: int, value: Date) -> Hold:
    """Weigh a stated date by its unit and by where it stands in its sentence.

    >>> hold("The town, founded in 1812, fell.", (0, 32), 21, 25, Date("year", 1812)).passing
    0.0
    """
    unit = _CLASS.get(value.unit, "month")
    before = text[max(sentence[0], start - _REACH) : start]
    words = before.lower().rsplit(maxsplit=2)[-2:] if before[-1:].isspace() else []
    if unit == "year" and _put_aside(text, start, end, words):
        return _PUT_ASIDE
    after = text[end : min(end + _NEAR, sentence[1])]
    if " will " in after or " shall " in after:
        return _ASIDE[unit]
    # a heading ends with its date and without a full stop
    if end >= sentence[1]:
        return _OPENING[unit]
    if _is_attribute(words) or before.rfind("(") > before.rfind(")"):
        return _SUBJECT[unit] if start - sentence[0] <= len("The ") else _ATTRIBUTIVE[unit]
    if _opens(text, sentence[0], start, before):
        return _OPENING[unit]
    return _ASIDE[unit] if _is_background(before) else _WITHIN[unit]


def _is_attribute(words: list[str]) -> bool:
    return bool(words) and (words[-1] in _ATTRIBUTE or words[-1].endswith(("'s", "’s")))


def _is_background(before: str) -> bool:
    """Say whether the clause before a date is of a plan, a forecast or the pluperfect."""
    clause = before[max(before.rfind("."), before.rfind(";")) + 1 :].lower()
    if "set for" in clause or "set to" in clause:
        return True
    words = clause.split()
    if not _BACKGROUND.isdisjoint(words):
        return True
    return any(word.strip(",:()\"'“”’") in _BACKGROUND for word in words if not word.isalpha())


def _opens(text: str, first: int, start: int, before: str) -> bool:
    """Say whether a date opens a sentence, or a line: at most one word and a preposition come before it."""
    line = before.rpartition("\n")[2]
    if line and line is not before and line[0].isupper():
        return _OPENS.fullmatch(line) is not None
    return start - first < _NEAR and _OPENS.fullmatch(before) is not None


def _put_aside(text: str, start: int, end: int, words: list[str]) -> bool:
    """Say whether a year stands alone in brackets, after ``since`` or after ``founded in``."""
    if text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]"):
        return True
    return bool(words) and (words[-1] in _SINCE or not _FOUNDED.isdisjoint(words[-2:]))
