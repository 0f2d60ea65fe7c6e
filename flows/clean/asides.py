"""A text in; marks out on what a web page or a program put between the words of a line: prompts, credits, pages."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.clean.rule import Rule, opened
from karabakh.flows.span import Mark

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
# What a text must hold for the rule of the same number to be worth its search.
_HINTS: Final = (
    ("[ad_",),
    ("…", "..."),
    ("(", "["),
    (")", "]"),
    ("Skip to ",),
    ("Page ",),
    (" -",),
)
_HEADER: Final = re.compile(r"\s*+date[ \t]++[0-9-]{10}\s++")
_ENDS: Final = (".", "!", "?", "…", '"', "”", "’", ")", "]", ":", "\n")
_REACH: Final = 40


def asides(text: str) -> Iterator[Mark]:
    """Yield the marks of what stands between words; a break where a sentence ends before it, else a space.

    >>> [mark.instead for mark in asides("It fell. Learn … They fled.")]
    ['\\n\\n']
    """
    for rule, hints in zip(RULES, _HINTS, strict=True):
        if not any(hint in text for hint in hints):
            continue
        in_brackets = rule.pattern.pattern.startswith(r"[(\[]")
        for found in opened(rule.pattern, text) if in_brackets else rule.pattern.finditer(text):
            start = found.end() - len(found[0].lstrip())
            if rule.pattern.pattern.startswith(r"\A"):
                header = _HEADER.match(text)
                start = header.end() if header else start
            yield Mark(start, found.end(), rule.reason, _instead(text, start, found.end()))


def _instead(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _REACH) : start].rstrip(" ")
    after = text[end : end + _REACH].lstrip(" ")
    return "\n\n" if (not before or before.endswith(_ENDS)) and not after[:1].islower() else " "
