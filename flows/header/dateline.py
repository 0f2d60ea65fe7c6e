"""The beginning of a paragraph in; the place, the day and the agency of its dateline out (or none)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from karabakh.flows.header.agencies import agency
from karabakh.flows.header.fullday import DAY_AND_MONTH, FULL_DAY, day_of
from karabakh.flows.text.span import Span

EXAMPLES: Final = (
    "AGDAM, MARCH 14, TASS. The talks went on.",
    "AGDAM, March 14 (Reuters) - The talks went on.",
    "AGDAM (AP) — The talks went on.",
    "Agdam, 14 March, Turan: The talks went on.",
    "AGDAM. March 14. /ARKA/. The talks went on.",
    "AGDAM, March 14 — The talks went on.",
    "AGDAM — The talks went on.",
    "(Reuters) – The talks went on.",
)
"""Each form once; all are read, with and without a year after the day."""

LONGEST: Final = 160
"""Characters of a paragraph that are looked at."""

_WORD: Final = r"[^\W\d_][\w'’]{0,30}(?:-[^\W\d_][\w'’]{0,30}){0,2}"
_NAME: Final = re.compile(rf"{_WORD}(?:[ ]{_WORD}){{0,3}}")
_BRACKETED: Final = re.compile(r"[,.]?[ ]{0,2}(?:\((?P<round>[^()\n]{2,40})\)|/(?P<stroke>[^/\n]{2,30})/)")
_OPENINGS: Final = frozenset(",. (/")
_DAY: Final = re.compile(rf"[,.]?[ ]{{1,2}}(?:{FULL_DAY}|{DAY_AND_MONTH})", re.IGNORECASE)
_NEXT: Final = re.compile(r"(?:[,./]|(?<=\.))[ ]?")
# What is next to the place of a dateline: a sign, or a day.
_GOES_ON: Final = re.compile(rf"[ ]{{0,2}}[-–—:.,(/]|[ ]{{1,2}}(?:{FULL_DAY}|{DAY_AND_MONTH})", re.IGNORECASE)
_WORDS: Final = re.compile(r"\S+")
_AGENCY: Final = re.compile(r"[A-Z][\w.]{1,20}(?:[/-][A-Z]\w{1,20})?(?:[ ][A-Z]\w{1,20}){0,2}")
_CLOSING: Final = re.compile(r"[ ]?(?:(?P<dash>-{1,2}(?=\s)|[–—])|(?P<colon>:)|(?P<point>\.))(?=\s|$|(?<=[–—])\S)")
# What a sentence begins with that has a capital letter and a day after it, and is no dateline.
_NO_PLACE: Final = frozenset(
    {
        *("after", "at", "before", "between", "by", "during", "for", "from", "in", "into", "near", "of", "on", "since"),
        *("the", "through", "to", "toward", "towards", "until", "with", "published", "posted", "updated", "date"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    }
)
_PARTS: Final = 5


@dataclass(slots=True)
class Dateline:
    """Where and when a report was written and by which agency; ``day`` only where the year is stated."""

    end: int = 0
    place: Span | None = None
    day: date | None = None
    day_span: Span | None = None
    publisher: str | None = None
    dated: bool = False
    bracketed: bool = False


def read_dateline(line: str) -> Dateline | None:
    """Return the dateline that ``line`` begins with; spans count from its start.

    >>> read_dateline("AGDAM, March 14 (Reuters) - The talks went on.").publisher
    'Reuters'
    >>> read_dateline("Agdam, which fell on March 14, is empty.") is None
    True
    """
    if not (line[:1].isupper() or line[:1] in _OPENINGS):
        return None
    if line.partition(" ")[0].lower() in _NO_PLACE:
        return None
    line = line[:LONGEST]
    found = Dateline()
    if not _first(line, found):
        return None
    for _ in range(_PARTS):
        if not _more(line, found):
            break
    closing = _CLOSING.match(line, found.end)
    if not _holds(line, found, closing):
        return None
    found.end = closing.end() if closing else found.end
    return found


def _first(line: str, found: Dateline) -> bool:
    """Read the place or, where there is none, the agency in brackets."""
    bracketed = _BRACKETED.match(line)
    if bracketed:
        return _agency_in(bracketed, found)
    end = _name(line, 0)
    if not end or line[:end].lower().split()[0] in _NO_PLACE or agency(line[:end]):
        return False
    if not _GOES_ON.match(line, end):
        return False
    found.place, found.end = Span(0, end), end
    return True


def _more(line: str, found: Dateline) -> bool:
    """Read one more part of the dateline: a day, an agency, the state of the place."""
    day = None if found.dated else _DAY.match(line, found.end)
    if day:
        start = day.end() - len(day[0].lstrip(",. "))
        found.day, found.day_span, found.dated, found.end = day_of(day), Span(start, day.end()), True, day.end()
        return True
    bracketed = _BRACKETED.match(line, found.end)
    if bracketed and not found.publisher and _agency_in(bracketed, found):
        return True
    following = _NEXT.match(line, found.end)
    if following is None:
        return False
    return _bare_agency(line, following, found) or _state(line, following, found)


def _bare_agency(line: str, following: re.Match[str], found: Dateline) -> bool:
    named = None if found.publisher else _AGENCY.match(line, following.end())
    words = named[0] if named else ""
    while words and not agency(words):
        words = words[:-1].rstrip() if words.endswith(".") else words.rpartition(" ")[0]
    if words:
        found.publisher, found.end = agency(words), following.end() + len(words)
    return bool(words)


def _state(line: str, following: re.Match[str], found: Dateline) -> bool:
    """Take the name after a place and a comma: the state or the province that it lies in."""
    end = _name(line, following.end())
    if not end or found.place is None or found.dated or found.publisher or following[0].strip() not in (",", "/"):
        return False
    found.place, found.end = Span(found.place.start, end), end
    return True


def _agency_in(bracketed: re.Match[str], found: Dateline) -> bool:
    publisher = agency(bracketed["round"] or bracketed["stroke"])
    if publisher is None:
        return False
    found.publisher, found.bracketed, found.end = publisher, True, bracketed.end()
    return True


def _name(line: str, start: int) -> int:
    """Return where the capitalised words that begin at ``start`` end; 0 where there are none."""
    named = _NAME.match(line, start)
    if not named:
        return 0
    end = start
    for word in _WORDS.finditer(named[0]):
        if not word[0][0].isupper():
            break
        end = start + word.end()
    return end if end > start else 0


def _holds(line: str, found: Dateline, closing: re.Match[str] | None) -> bool:
    """Whether what was read is a dateline and not the beginning of a sentence."""
    capitals = found.place is not None and found.place.of(line).isupper() and len(found.place.of(line)) > 2
    if found.publisher:
        if closing:
            return True
        return found.bracketed and (found.dated or capitals)
    if not closing or closing["point"]:
        return False
    if found.dated:
        return True
    return capitals and bool(closing["dash"])
