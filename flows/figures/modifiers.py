"""Words around a number in, what they make of its bounds out.

Spelled as the table in the project's conventions: "more than" leaves the upper side open, "up to" the lower one,
"about" keeps the number and says that it is approximate.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from karabakh.flows.figures.names import word_before


class Bound(Enum):
    """What a modifier does to the number n."""

    LEAST = "n or more"
    MOST = "n or fewer"
    ABOUT = "n, approximately"
    NONE = "n"


BEFORE: Final[dict[Bound, tuple[str, ...]]] = {
    Bound.LEAST: (
        "more than",
        "over",
        "well over",
        "just over",
        "slightly over",
        "a little over",
        "slightly more than",
        "at least",
        "no fewer than",
        "not fewer than",
        "no less than",
        "not less than",
        "in excess of",
        "upwards of",
        "upward of",
        "above",
        "a minimum of",
        "greater than",
        "larger than",
        "exceeding",
        "exceeded",
        "exceeds",
        "exceed",
        "minimum",
    ),
    Bound.MOST: (
        "up to",
        "at most",
        "at the most",
        "fewer than",
        "less than",
        "just under",
        "well under",
        "slightly less than",
        "under",
        "below",
        "no more than",
        "not more than",
        "as many as",
        "as high as",
        "as much as",
        "a maximum of",
        "maximum",
    ),
    Bound.ABOUT: (
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "close to",
        "near to",
        "an estimated",
        "the estimated",
        "estimated",
        "estimated at",
        "approximately",
        "roughly",
        "circa",
        "ca.",
        "c.",
        "approx.",
        "~",
        "≈",
        "in the region of",
        "in the order of",
        "on the order of",
        "an approximate",
        "an average of",
        "an estimated total of",
        "virtually",
        "practically",
        "perhaps",
        "probably",
        "possibly",
    ),
    Bound.NONE: (
        "another",
        "additional",
        "further",
        "a total of",
    ),
}
"""The last ones change nothing; they may stand between another modifier and the number (at least another 20)."""

AFTER: Final[dict[Bound, str]] = {
    Bound.LEAST: r"\s{1,2}(?:or|and)\s(?:more|over)|[\s-]plus|\+",
    Bound.MOST: r"\s{1,2}or\s(?:fewer|less)",
    Bound.ABOUT: r"\s{1,2}or\sso|[\s-]odd",
}
"""Patterns of what may follow the number."""

OUTSIDE: Final = frozenset({"exceeding", "exceeded", "exceeds", "exceed"})
"""Modifiers that are the sentence's verb: they set the bounds, and the span leaves them out."""

_REACH: Final = 90
_SPACES: Final = 4
_WIDEST: Final = 3
_SIGNS: Final = frozenset("~≈>")
_NONE: Final[frozenset[Bound]] = frozenset()


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s{1,3}") for phrase in sorted(phrases, key=len, reverse=True))


def _by_last_word() -> dict[str, re.Pattern[str]]:
    """The modifiers that end in each word, with the spaces behind them."""
    found: dict[str, dict[Bound, list[str]]] = {}
    for bound, phrases in BEFORE.items():
        for phrase in phrases:
            if word := phrase.split()[-1].rstrip("."):
                found.setdefault(word, {}).setdefault(bound, []).append(phrase)
    return {
        word: re.compile(
            rf"(?<![\w-])(?:{'|'.join(f'(?P<{bound.name}>{_alternatives(each)})' for bound, each in every.items())})"
            r"\s{1,3}\Z",
            re.IGNORECASE,
        )
        for word, every in found.items()
    }


_LAST: Final = _by_last_word()
_LONGEST: Final = max(
    len(phrase) + (_WIDEST - 1) * phrase.count(" ") + _WIDEST for phrases in BEFORE.values() for phrase in phrases
)
_SIGN: Final = re.compile(r"(?P<SIGN>[~≈>])\s?\Z")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?=\.?\Z)")
_NEXT: Final = re.compile(
    f"(?:{'|'.join(f'(?P<{bound.name}>{pattern})' for bound, pattern in AFTER.items())})(?!\\w)", re.IGNORECASE
)


def before(text: str, start: int, floor: int) -> tuple[int, frozenset[Bound]]:
    """Return where the modifiers of the number at ``start`` begin (not before ``floor``), and what they do.

    >>> before("at least another 20", 17, 0)[0]
    0
    """
    last = text[max(floor, start - _SPACES) : start].rstrip()[-1:]
    if not (last in _SIGNS or ((last.isalpha() or last == ".") and word_before(text, start) in _LAST)):
        return start, _NONE
    bounds: set[Bound] = set()
    begin = at = start
    while found := _last(text, max(floor, at - _REACH, start - _REACH), at):
        at = found.start()
        name = found.lastgroup or ""
        bound = {"SIGN": Bound.LEAST if found[0].strip() == ">" else Bound.ABOUT}.get(name) or Bound[name]
        if bound is not Bound.NONE:
            bounds.add(bound)
            begin = begin if found[0].strip().lower() in OUTSIDE else at
    return begin, frozenset(bounds)


def _last(text: str, floor: int, end: int) -> re.Match[str] | None:
    """The modifier that stands before ``end``, not before ``floor``."""
    *_, chunk = ["", *text[max(floor, end - _LONGEST) : end].rsplit(None, 1)]
    letters = _LETTERS.search(chunk)
    pattern = _LAST.get(letters[0].lower()) if letters else None
    found = pattern.search(text, max(floor, end - _LONGEST), end) if pattern else None
    return found or _SIGN.search(text, max(floor, end - 2), end)


def after(text: str, end: int) -> tuple[int, Bound]:
    """Return where a modifier behind the number ends, and what it does.

    >>> after("300 or more", 3)[1].name
    'LEAST'
    """
    found = _NEXT.match(text, end)
    return (found.end(), Bound[found.lastgroup or ""]) if found else (end, Bound.NONE)
