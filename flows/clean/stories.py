"""A line that begins like one of the page around a text in; out whether it tells something nevertheless.

The opening words of prompts, labels and notices also begin sentences (``Join the army, he told them in a video on
Facebook``), and a notice of copyright may stand before a sentence in one line.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import listed, matches
from karabakh.flows.clean.scan import Found, Scan
from karabakh.flows.text.span import Mark

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\b"
)
_TELLS: Final = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|tweeted|announced|announces|added|reported|urged|warned|stated|declared"
    r"|claimed|explained|asked|was|were|had|fell|fled|died|killed|wounded|captured|seized|shelled|began|ended)\b"
    rf"|\b[0-9]{{1,2}}[ ]{_MONTH}|\b{_MONTH}[ ][0-9]{{1,2}}\b|\b[0-9][0-9.,]*[ ](?:people|civilians|soldiers)\b"
)
_FINITE: Final = re.compile(r"\b(?:is|are|has|have|will|would|could|did)\b")
_ASKS: Final = re.compile(r"\b(?:you|your|our|us|we|my|me)\b", re.IGNORECASE)
_LONG: Final = 12
"""Words of a prompt that speaks to nobody; a longer line without ``you`` and ``our`` is a sentence."""

_PICTURE: Final = re.compile(r"(?:file|photos?|pictures?|images?|photograph|media|AP|caption|credit)\b", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:read|see|watch|listen|also|more|related|recommended|don['’]t|tags|filed|categories|posted|topics|keywords|next"
    r"|previous|reading)\b[^:]{0,30}:",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(r"(?:sources?|via)[ ]?:[ ]?", re.IGNORECASE)
_OF_SOURCES: Final = listed(
    "of the and for on in by from via with own staff reporting reports report agencies agency news wires wire data"
    " website site web press service services ministry media office archive archives official author authors interview"
    " interviews photo video channel page telegram twitter facebook de la le von van bin al el & / | - –"
)
_COUNT: Final = re.compile(r"\b(?!(?:1[5-9]|20)[0-9]{2}\b)[0-9]+")
_NOTICE: Final = re.compile(
    r"(?:(?i:copyright)[ ]?(?:©|\([cC]\))?|©|\([cC]\))[ ]?(?:[^\n.]{0,80}?[ ])??(?:1[89]|20)[0-9]{2}\b"
    r"(?:[^\n.]|(?<![A-Za-z0-9]{2})\.|\.(?![ ]{1,3}[A-Z“\"])){0,80}\.(?=[ ]{1,3}[A-Z“\"])"
)
# What a line with one begins with, in small letters: co, (c, and the two bytes of the sign.
_COPYRIGHT, _IN_BRACKETS, _SIGN = (np.uint64(int.from_bytes(sign, "little")) for sign in (b"co", b"(c)", "©".encode()))
_LEGAL: Final = re.compile(
    r"(?:All|This|These|No|Any|Some|Reproduction|Unauthori[sz]ed|Published|Distributed|Powered|Designed?|Terms|Privacy|Use"
    r"|For|Registered|Re[a-z]+ion|Contents?|Articles?|Sites?|Website|Web|Contact|Developed|Created|Hosted|Photos?|Photographs?"
    r"|Images?|Provided|Licen[sc]ed?|Reprint(?:ed|s)|Materials?|Do|Not|You|We|Reuse|When|If|Click|Please|Cookies?"
    r"|The[ ](?:contents?|materials?|information|use|site|website|views|opinions|text|article))\b"
)


def tells(words: str) -> bool:
    """Return whether a line tells something, whatever it begins with.

    >>> tells("Join the army, he told them in a video on Facebook."), tells("Join our channel on Telegram")
    (True, False)
    """
    if words[0] in "©(Cc" and words[:9].casefold().startswith(("©", "(c)", "copyright")):
        notice = _NOTICE.match(words)
        return bool(notice and not _is_legal(words[notice.end() :].strip()))
    if _PICTURE.match(words):
        return False
    source = _SOURCE.match(words)
    if source:
        return not _are_sources(words[source.end() :])
    if _LABEL.match(words):
        return words.endswith(".") and bool(_TELLS.search(words) or _FINITE.search(words))
    return bool(_TELLS.search(words)) or (len(words.split()) > _LONG and not _ASKS.search(words))


def notices(scan: Scan) -> Iterator[Found]:
    """Yield the marks of notices of copyright that stand before a sentence in one line.

    >>> [mark.end for mark in Scan(["Copyright 1993 Example News. Agdam fell in July."]).marks(notices)]
    [28]
    """
    lines = scan.lines
    words = scan.eights[lines.first]
    small = (words | np.uint64(0x202020)) & np.uint64(0xFFFFFF)
    like = (
        ((small & np.uint64(0xFFFF)) == _COPYRIGHT) | (small == _IN_BRACKETS) | ((words & np.uint64(0xFFFF)) == _SIGN)
    )
    return scan.marked(lines.first[like], _notices)


def _notices(text: str, places: Sequence[int]) -> Iterator[Mark]:
    if "©" not in text and "opyright" not in text and "OPYRIGHT" not in text and "(c)" not in text:
        return
    for found in matches(_NOTICE, text, places):
        line_end = text.find("\n", found.end())
        rest = text[found.end() : line_end if line_end >= 0 else len(text)]
        if not _is_legal(rest.strip()):
            yield Mark(*found.span(), "boilerplate", "\n\n")


def _is_legal(rest: str) -> bool:
    longest = 2 if rest.endswith((".", "!", "?")) else 4
    return bool(_LEGAL.match(rest)) or len(rest.split()) <= longest or not any(map(str.islower, rest))


def _are_sources(words: str) -> bool:
    return not _COUNT.search(words) and all(
        not word[0].islower() or word.strip(".,;()") in _OF_SOURCES or "." in word[:-1] for word in words.split()
    )
