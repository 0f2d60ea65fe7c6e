"""A number in a text in; out whether it is part of a name, code, clock time, ordinal, age or place in a document."""

import re
from typing import Final

_MONTHS: Final = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec"
)
_NAMING: Final = frozenset(
    (
        "every per no nos resolution resolutions article articles chapter chapters page pages p pp para paras paragraph"
        " paragraphs annex annexes part parts section sections vol vols volume table protocol item rule clause decree"
        " law bill route flight channel room building age aged decision mark type phase group force unit wing division"
        " battalion brigade regiment cable agenda convention class grade level mig su il tu btr bmp mk m an mi highway"
        f" line hill height kilometre kilometer {_MONTHS}"
    ).split()
)
"""Words behind which a number is a name: Resolution 90, page 7, July 14."""

_WORD: Final = re.compile(r"(?<![\w])([^\W\d_]+)\.?\s{1,2}\Z")
_REACH: Final = 18
_WIDER: Final = 3
"""Spaces that are too many between a word and its number."""

_JOINED: Final = re.compile(r"(?:[^\W_][-/.:]|[#№§/])\Z")
_RATIO: Final = re.compile(r"(?:(?<!\w)(?:one|two|three|[1-9])\s(?:in|out\sof)|(?<!\w)age\sof)\s{1,2}\Z", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"-(?!strong|odd|plus)[^\W\d_]|\s?[-–/]\s?[0-9]|[:.][0-9]|['’]?s(?!\w)|°|\s{1,2}(?:years?|months?"
    r"|days?)[\s-]old(?!\w)"
    rf"|\s{{1,2}}(?:May|MAY|(?i:{_MONTHS.replace(' may', '').replace(' ', '|')}))(?![\w-])"
)
_LISTED: Final = re.compile(
    r"(?<!\w)(?:aged?|ages|articles?|chapters?|nos?\.?|pages?|paragraphs?|resolutions?|sections?)\s[0-9]{1,4}"
    r"(?:,\s{1,2}[0-9]{1,4}){0,6},?\s{1,2}(?:and\s{1,2}|or\s{1,2})?\Z",
    re.IGNORECASE,
)
_LISTED_REACH: Final = 60
_AGE: Final = re.compile(
    r"(?:(?<!\w)(?:(?:most|many|all|some|both|none)\sof\s(?:them|whom)|(?:the\s)?(?:youngest|oldest|eldest)),?"
    r"(?:\s(?:was|were|is|are|barely|only|just|aged|under|over)){0,2}|(?<!\w)(?:barely|older\sthan"
    r"|younger\sthan))\s{1,2}\Z",
    re.IGNORECASE,
)
_OF_AGES: Final = frozenset(
    [
        "them",
        "whom",
        "youngest",
        "oldest",
        "eldest",
        "was",
        "were",
        "is",
        "are",
        "barely",
        "only",
        "just",
        "aged",
        "under",
        "over",
        "than",
    ]
)
_NO_NOUN: Final = re.compile(r"\s{0,2}(?:[.,;:)]|\Z|(?:or|and|when|at)\b)")
_PERSON: Final = re.compile(r"(?<!\w)[^\W\d_]{2,30},\s{1,2}\Z")
_PERSON_REACH: Final = 34
OLDEST: Final = 120


def names(text: str, start: int) -> bool:
    """Whether the words before ``start`` make a number there a name.

    >>> names("Resolution 90", 11), names("about 90", 6), names("T-90", 2)
    (True, False, True)
    """
    last = text[start - 1 : start]
    if last and not last.isspace():
        return _JOINED.search(text, max(0, start - 2), start) is not None
    word = word_before(text, start)
    if word in _NAMING:
        return True
    if word in ("in", "of"):
        return _RATIO.search(text, max(0, start - _REACH), start) is not None
    return bool(last) and text[max(0, start - 2) : start - 1] in tuple("#№§/")


def word_before(text: str, start: int) -> str:
    """Return the word that ends before ``start``, in lower case; an empty one where another sign stands there."""
    window = text[max(0, start - _REACH) : start]
    written = window.rstrip()
    if not 0 < len(window) - len(written) < _WIDER:
        return ""
    _, space, word = written.rpartition(" ")
    if space and word.isalpha():  # what it mostly is; else a closer look
        return word.lower()
    found = _WORD.search(text, max(0, start - _REACH), start)
    return found[1].lower() if found else ""


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether digits at ``start`` are one of several ages or articles: aged 5, 7 and 12."""
    before = text[max(0, start - 2) : start].rstrip()[-1:]
    if not text[start:end].isdigit():
        return False
    if before != "," and before not in ("d", "r"):
        return False
    return _LISTED.search(text, max(0, start - _LISTED_REACH), start) is not None


def is_age(text: str, start: int, end: int) -> bool:
    """Whether digits are the age of a person: "Anna Smith, 34, fled", "most of them 19"."""
    if word_before(text, start) in _OF_AGES and _NO_NOUN.match(text, end):
        return _AGE.search(text, max(0, start - _PERSON_REACH), start) is not None
    if text[end : end + 1] != ",":
        return False
    name = _PERSON.search(text, max(0, start - _PERSON_REACH), start)
    return name is not None and name[0][0].isupper()


def is_named_behind(text: str, end: int) -> bool:
    """Whether the characters behind a number make it a name, code or ordinal: 14:30, 70th, 5-2, 14 July.

    >>> is_named_behind("14:30", 2), is_named_behind("14 men", 2)
    (True, False)
    """
    return text[end : end + 1].isalnum() or _BEHIND.match(text, end) is not None
