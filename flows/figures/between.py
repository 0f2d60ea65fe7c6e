"""The words between two quantities of a sentence in; out how the two belong together, if they do."""

import re
from typing import Final

REACH: Final = 140
"""Characters looked at on either side; what bears on a number stands near it."""

NUMBER: Final = "#"
"""Stands in the words behind a quantity for the next one."""

_FINITE: Final = re.compile(
    r"\b(?:(?!(?:allied|armed|combined|disputed|mechanized|motorized|occupied|united)\b)[a-z]{2,}ed|was|were|is|are|has|have|had|said|went|came|took|made|gave|met|held|began|saw|built|sent"
    r"|got|ran|won"
    r"|can|will|would|could|should|must)\b"
)


def joined(between: str, by_comma: bool = True) -> bool:
    """Whether the words between two quantities join them, so that one word tells the kind of both.

    A mere comma joins where ``by_comma`` says so.


    >>> joined(" women and "), joined(" women. The other ")
    (True, False)
    """
    found = _JOINED.search(between)
    if not found or _FULL_STOP.search(between):
        return False
    return by_comma or bool(found["mark"] or found["word"])


_JOINING: Final = (
    r"and|or|including|among\s(?:them|whom)|of\s(?:whom|them|which)|as\swell\sas|plus|with|along\swith|in\saddition\sto"
)
_JOINED: Final = re.compile(
    rf"(?:[,(:–—-]\s{{0,3}}(?P<mark>(?:{_JOINING})(?!\w))?|\s(?P<word>{_JOINING})(?!\w))\s{{0,3}}"
    r"(?:(?:a|an|another|the|some|further|about|also|in|from|between)\s{1,3}){0,3}\Z",
    re.IGNORECASE,
)
_FULL_STOP: Final = re.compile(r";|:(?!\s{0,3}\Z)|[.!?…]\s")
_STARTS_OUT: Final = re.compile(
    r"\s{0,3}(?:\Z|[,.;:!?)\]\"”’—–#]|(?:more|others|and|or|in|on|at|from|near|during|by|around|who|of|as|for"
    r"|included|including|with|to|since"
    r"|elsewhere|respectively|inside|outside|between|on|the|annually|yearly|daily|each|every|per|a\s(?:day|year)"
    r"|last|this|only|alone)\b)",
    re.IGNORECASE,
)


_PART_OF: Final = re.compile(
    r"\b(?:(?:among|of)\sthe\s(?:last|latter|former)|of\s(?:whom|them|which|these)|among\s(?:them|whom|these)|including|with)\s{1,3}(?:at\sleast\s)?\Z",
    re.IGNORECASE,
)


def part_of(between: str) -> bool:
    """Whether the words before a quantity say that it is a part of the one before."""
    return _PART_OF.search(between) is not None


_INCLUDING: Final = re.compile(r"\bincluding\s{1,3}(?:at\sleast\s)?\Z", re.IGNORECASE)


def including(between: str) -> bool:
    """Whether the words before a quantity say that it is a part which shares what is said of the whole."""
    return _INCLUDING.search(between) is not None


_COMPARED: Final = re.compile(
    r"\b(?:(?:up|down)\sfrom|out\sof\sa\stotal\sof|(?:raised|revised|increased|lowered|reduced|corrected|rising|climbing"
    r"|falling)\s(?:up\s|down\s)?to|compared\s(?:to|with)|against|as\sopposed\sto|versus|rather\sthan"
    r"|instead\sof|in\s(?:exchange|return)\sfor)\s{1,3}"
    r"(?:the\s|a\s|only\s|just\s|some\s){0,2}\Z"
)
_AND_GOT: Final = re.compile(
    r"\s(?:and|but)\s{1,3}(?:then\s|later\s|in\sturn\s)?(?:accepted|admitted|counted|expected|freed|handed\sover|kept|lost|received|registered"
    r"|released|returned|sent|took)\s{1,3}\Z"
)
_NAME: Final = r"(?:the\s)?[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30}){0,3}"
_GAPPED: Final = re.compile(
    rf"(?:[;,]\s{{1,3}}(?:and\s|while\s|in\s)?|\s(?:and|but|while)\s{{1,3}})(?P<side>{_NAME})(?:\s(?:losses|dead|casualties|side|forces|troops"
    rf"|army))?(?:,|\s?[:–—-])?\s{{1,3}}\Z"
)
_INVERTED: Final = re.compile(r"\s{1,3}(?:is|are|was|were|there\s(?:are|were))\s{1,3}\Z")
_AMONG: Final = re.compile(r"\b(?:among|including|of)\s{1,3}(?:the\s)?\Z", re.IGNORECASE)
_PARTED: Final = re.compile(r"[^,.;:!?]{0,80},\s{1,3}")
_AMONG_THEM: Final = re.compile(r"\s{0,3}(?:among|amongst)\s(?:them|these|those|whom)\b")
_COUNT: Final = re.compile(
    r"\b(?:figures?|counts?|estimates?|tall(?:y|ies)|toll|numbers?|total)(?:\s(?:cited|given|named|quoted"
    r"|released)\b[^.;!?\d]{0,30}?)?"
    r"\s(?:is|was|are|were|of|at|as|reached|(?:rose|grew|fell)\sto)\s{1,3}\Z",
    re.IGNORECASE,
)
_CITES: Final = re.compile(
    r"\b(?:cite[sd]?|claim(?:s|ed)?|gave|gives?|mention(?:s|ed)?|puts?\s(?:it|that|the\s(?:figure|number|total))\sat|quote[sd]?|suggest(?:s|ed)?"
    r"|(?:speaks?|spoke|tell|told|talk(?:s|ed)?|writes?|wrote)\s(?:even\s)?of)\s{1,3}(?:as\smany\sas\s|even\s|only\s|the\sfigure\sof\s)?\Z",
    re.IGNORECASE,
)
_FURTHER: Final = re.compile(r"(?:at\sleast\s)?(?:another|(?:a\s)?further|additional)\b", re.IGNORECASE)
_FURTHER_BEFORE: Final = re.compile(r"\b(?:an?\s)?(?:further|additional)\s{1,3}\Z", re.IGNORECASE)
_OF_THESE: Final = re.compile(
    r"\A[\s\"“]{0,3}(?:of|among|amongst)\s(?:them|these|those|this\snumber|that\snumber|the\stotal)\b,?[^.;!?]{0,50}\Z",
    re.IGNORECASE,
)


def compared(between: str) -> bool:
    """Whether the words before a quantity compare it with the one before: 40 were killed, up from 30.

    >>> compared(" were killed, up from "), compared(" were killed and ")
    (True, False)
    """
    return _COMPARED.search(between) is not None


def elided(between: str) -> bool:
    """Whether a quantity that stands alone behind a verb counts what the one before does: freed 40 men and kept 30.

    >>> elided(" men and kept "), elided(" men and burned ")
    (True, False)
    """
    return _AND_GOT.search(between) is not None


def gapped(between: str) -> str | None:
    """The name by which alone a quantity follows another one, whose verb it shares: one side lost 40, the other 30.

    >>> gapped(" men killed; Ruritania ")
    'Ruritania'
    """
    found = _GAPPED.search(between)
    return " ".join(found["side"].split()) if found else None


def inverted(before: str, between: str) -> bool:
    """Whether a quantity is a part of the one before it: among 40 prisoners were 30 women."""
    return _INVERTED.fullmatch(between) is not None and _AMONG.search(before) is not None


def parted(before: str, between: str) -> bool:
    """Whether a quantity is a part of the one before it, of which it is said: of 40 prisoners, 30 were women."""
    return _PARTED.fullmatch(between) is not None and _AMONG.search(before) is not None


def among_them(right: str) -> bool:
    """Whether the words behind a quantity make it a part of the one before: 40 prisoners, 30 women among them."""
    return _AMONG_THEM.match(right) is not None


def is_further(surface: str, between: str) -> bool:
    """Whether a quantity is more of what the one before it counts: 40 were killed here, a further 30 there."""
    return _FURTHER.match(surface) is not None or _FURTHER_BEFORE.search(between) is not None


def a_count(left: str) -> bool:
    """Whether the number is a figure of what was spoken of: his figure is 40.

    >>> a_count("By another count the number was "), a_count("They fired ")
    (True, False)
    """
    return _COUNT.search(left) is not None or _CITES.search(left) is not None


def of_these(left: str) -> bool:
    """Whether a sentence begins as one that parts the number of the last one: of these, 30 were women."""
    return _OF_THESE.match(left) is not None


_WHOLE: Final = re.compile(
    r"(?:\A|%|\b(?:per\s{1,2}cent|percent|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|tenths?))"
    r"\s{1,3}of\s{1,3}(?:(?:the|its|their|those|these)\s{1,3})?(?:[a-z]+['’]s\s{1,3})?\Z",
    re.IGNORECASE,
)


def whole(left: str) -> bool:
    """Whether the words before a number say that another one is a part of it, of which alone the verb is said.

    >>> whole(" of the "), whole("Two-thirds of its "), whole("Six of them and ")
    (True, True, False)
    """
    return _WHOLE.search(left) is not None


_CHANGE: Final = re.compile(r"(?<!\w)from\s{1,3}\Z", re.IGNORECASE)
_CHANGED: Final = re.compile(r"\A[^.;!?]{0,50}(?<!\w)to\s{1,3}\Z", re.IGNORECASE)


def changed(before: str, between: str) -> bool:
    """Whether two quantities are of one thing at two times: from 300 in one year to 200 in another."""
    return _CHANGE.search(before) is not None and len(between) < REACH and _CHANGED.search(between) is not None


def bare(right: str) -> bool:
    """Whether nothing is said of the counted behind them, so that they may share what is said of their neighbours."""
    return _STARTS_OUT.match(right) is not None


def finite(between: str) -> bool:
    """Whether a verb of its own stands between two quantities."""
    return _FINITE.search(between) is not None
