"""A text in; marks out on what a web page or a program put between the words of a line: prompts, credits, pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import Rule, matches, matches_of_each
from karabakh.flows.clean.scan import Array, Found, Scan, among, of_bytes
from karabakh.flows.text.span import Mark

_AGENCIES: Final = (
    r"(?:Reuters|AFP|AP|EPA(?:-EFE)?|EFE|Getty(?: Images)?|TASS|ITAR-TASS|RIA Novosti|Sputnik|Anadolu(?: Agency)?"
    r"|AA|DPA|ANSA|Xinhua|Kyodo|Shutterstock|iStock|Alamy|Bloomberg|PAN Photo|Photolure|Azertac|Armenpress"
    r"|AFP/Getty Images|File|Handout|Pool)"
)

RULES: Final = (
    Rule("boilerplate", re.compile(r"\[ad_[0-9]{1,2}\]"), "[ad_1] They withdrew.", "[ad] They withdrew."),
    Rule(
        "boilerplate",
        re.compile(
            r"[LRSVC](?<!\S[LRSVC])(?:(?<=L)earn|(?<=R)ead|(?<=S)ee|(?<=S)how|(?<=V)iew|(?<=L)oad|(?<=C)ontinue)"
            r"(?:[ ](?:more|reading))?[ ]?(?:…|\.\.\.)(?!\S)"
        ),
        "They withdrew. Read more… The talks went on.",
        "Read more about it… or not.",
    ),
    Rule(
        "boilerplate",
        re.compile(
            r"[(\[](?:AP[ ]Photo|(?:File[ ])?(?:Photos?|Photograph|Image|Picture)"
            r"(?:[ ]credit|[ ]courtesy[ ]of|[ ]by|[ ]via)?)"
            r"(?:[:/]|(?<=[ ]by)[ ]|(?<=[ ]of)[ ]|(?<=[ ]via)[ ])[^()\[\]\n]{1,100}[)\]]",
            re.IGNORECASE,
        ),
        "They withdrew. (Photo by A. Person/Reuters)",
        "They withdrew (photo evidence shows).",
    ),
    Rule(
        "boilerplate",
        re.compile(
            rf"[(\[](?:[A-Z][^()\[\]\n/,;0-9]{{1,50}}/[ ]?)?{_AGENCIES}"
            r"(?:[ ]?/[ ]?[A-Z][^()\[\]\n/0-9]{1,40})?(?<=[A-Za-z])[)\]](?=\s*(?:\n|\Z))"
        ),
        "They withdrew. [A. Person/Reuters]\nThe talks went on.",
        "(Reuters reported it.)",
    ),
    Rule(
        "boilerplate",
        re.compile(r"\A\s*+(?:date[ \t]++[0-9-]{10}\s++)?Skip to (?:main )?content\b"),
        "Skip to main content They withdrew.",
        "They skip to main content.",
    ),
    Rule(
        "page",
        re.compile(r"Page(?<=\S[ \n]Page)[ ][0-9]{1,4}[ ]of[ ][0-9]{1,4}(?=\s\S)"),
        "They left the Page 45 of 60 town.",
        "They read page 45 of the report.",
    ),
    Rule(
        "page",
        re.compile(r"-(?<=[a-z,][ \n]-)[ ][0-9]{1,3}[ ]-(?=[ \n][a-z])"),
        "They left the - 45 - town.",
        "They left - 45 men - at dawn.",
    ),
)
_PROMPT, _PHOTO, _AGENCY, _SKIP, _PAGE, _DASHED = RULES[1:]
_HEADER: Final = re.compile(r"\s*+date[ \t]++[0-9-]{10}\s++")
_ENDS: Final = (".", "!", "?", "…", '"', "”", "’", ")", "]", ":", "\n")
_REACH: Final = 40
_LONGEST_PROMPT: Final = 24
_DOTS_AND_NEXT: Final = 4
_DOTS: Final = among("…")
_LAST_LETTERS, _SKIPS = of_bytes(b"degnw"), of_bytes(b"dS")
_SPACE, _POINT = b" ."


def asides(scan: Scan) -> Iterator[Found]:
    """Yield the marks of what stands between words; a break where a sentence ends before it, else a space.

    >>> [mark.instead for mark in Scan(["It fell. Learn … They fled."]).marks(asides)]
    ['\\n\\n']
    """
    opening = scan.where(b"([")
    yield from scan.marked(_prompts(scan), lambda text, at: _marks(text, _PROMPT.reason, _last_words(text, at)))
    yield from scan.marked(opening, _in_brackets)
    yield from scan.marked(_heads(scan), lambda text, _: _skip(text))
    data, at = scan.bytes, scan.numbers
    at = at[data[at - 1] == _SPACE]
    for rule, before in ((_PAGE, b"Page "), (_DASHED, b"- ")):
        places = at[(data[at - 2] == before[-2]) & (data[at - len(before)] == before[0])] - len(before)
        yield from scan.marked(places, partial(_places, rule))


def _prompts(scan: Scan) -> Array:
    """The dots behind what may be the last letter of a prompt's last word."""
    data, points = scan.bytes, scan.where(b".")
    points = points[(data[points + 1] == _POINT) & (data[points + 2] == _POINT)]
    at = np.union1d(points, scan.letters(_DOTS))
    before = data[at - 1]
    places: Array = at[_LAST_LETTERS[np.where(before == _SPACE, data[at - 2], before)]]
    return places


def _last_words(text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    end = 0
    for place in places:
        found = _PROMPT.pattern.search(text, max(end, place - _LONGEST_PROMPT), place + _DOTS_AND_NEXT)
        if found:
            yield found
            end = found.end()


def _in_brackets(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for rule in (RULES[0], _PHOTO, _AGENCY):
        yield from _marks(text, rule.reason, matches_of_each(rule.pattern, text, places))


def _heads(scan: Scan) -> Array:
    """The first characters of texts that may begin with a prompt to skip to the content."""
    lines = scan.lines
    full = np.flatnonzero(~lines.blank)
    first = full[np.flatnonzero(np.diff(lines.texts[full], prepend=-1))]
    places: Array = lines.first[first[_SKIPS[scan.bytes[lines.first[first]]]]]
    return places


def _skip(text: str) -> Iterator[Mark]:
    for found in matches(_SKIP.pattern, text, [0]):
        header = _HEADER.match(text)
        start = header.end() if header else found.end() - len(found[0].lstrip())
        yield Mark(start, found.end(), _SKIP.reason, _instead(text, start, found.end()))


def _places(rule: Rule, text: str, places: Sequence[int]) -> Iterator[Mark]:
    return _marks(text, rule.reason, matches(rule.pattern, text, places))


def _marks(text: str, reason: str, some: Iterable[re.Match[str]]) -> Iterator[Mark]:
    for found in some:
        yield Mark(*found.span(), reason, _instead(text, *found.span()))


def _instead(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _REACH) : start].rstrip(" ")
    after = text[end : end + _REACH].lstrip(" ")
    return "\n\n" if (not before or before.endswith(_ENDS)) and not after[:1].islower() else " "
