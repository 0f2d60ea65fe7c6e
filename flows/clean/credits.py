"""A text in; marks out on what agencies write of themselves: who reported and edited, telephones, hours of sending."""

import re
from collections.abc import Iterator
from typing import Final

from karabakh.flows.clean.rule import Rule
from karabakh.flows.span import Mark

RULES: Final = (
    Rule(
        "boilerplate",
        re.compile(
            r"[ ]?[(\[](?:(?:Additional|Further|Extra)[ ])?"
            r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated)"
            r"(?:[ ]and[ ](?:[Ww]riting|[Ee]diting|[Rr]eporting))?[ ]by[ ][A-Z][^()\[\]\n]{1,400}[)\]]"
        ),
        "They withdrew. (Reporting by A. Person in Baku; Editing by B. Person)",
        "They withdrew (writing by hand).",
    ),
    Rule(
        "boilerplate",
        re.compile(r"[ ]?\(\([^()\n]{0,200}?\+[0-9]{1,3}[ -][0-9][0-9 -]{4,16}[0-9][^()\n]{0,300}\)\)"),
        "They withdrew. ((Baku newsroom, +994 12 000 0000; a@example.org))",
        "They withdrew ((as they said)).",
    ),
    Rule(
        "boilerplate",
        re.compile(
            r"\b[A-Z][A-Za-z]{1,9}[ ][0-9]{4,6}[ ]?(?:GMT|UTC|(?<=[05])Z)[ ]"
            r"(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[ ](?:[0-9]{2}){1,2}(?=[ ]*(?:\n|\Z))"
        ),
        "They withdrew.\nAFP 121045 GMT OCT 20",
        "They withdrew at 1045 GMT on 12 OCT 20",
    ),
)
_BYLINE: Final = re.compile(
    r"(?:\A|\n)[ ]{0,3}(?P<words>(?:By|BY)(?:[ ](?:[A-Z][\w’'-]{0,20}\.?|and|de|van|von)){2,6}"
    r"(?:,?[ ]in[ ][A-Z][\w’' -]{2,30}|,[ ][A-Z][\w’' -]{2,40})?)[ ]{0,3}(?=\n[ ]{0,3}(?:\n|[A-Z\"“]))"
)
_HEAD: Final = 600
_WORK: Final = ("eporting by ", "riting by ", "diting by ", "ompiled by ", "ranslated by ")
_ZONES: Final = ("GMT ", "UTC ", "0Z ", "5Z ")
_NO_NAMES: Final = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|The|This|That|All|Order|Law|Decree)\b|[0-9]"
)


def credits_of(text: str) -> Iterator[Mark]:
    """Yield the marks of credits; a line at the head of a text with no more than ``By`` and names is one.

    >>> [mark.start for mark in credits_of("They left. (Reporting by A. Person in Baku)")]
    [10]
    """
    wanted = (any(work in text for work in _WORK), "((" in text, any(zone in text for zone in _ZONES))
    for rule, worth in zip(RULES, wanted, strict=True):
        for found in rule.pattern.finditer(text) if worth else ():
            after = text[found.end() : found.end() + 3].lstrip(" ")
            yield Mark(*found.span(), "boilerplate", "" if after[:1] in ("", ".", ",", "\n") else " ")
    for found in _BYLINE.finditer(text[:_HEAD]) if "By " in text[:_HEAD] or "BY " in text[:_HEAD] else ():
        if not _NO_NAMES.search(found["words"]):
            yield Mark(*found.span("words"), "boilerplate", "\n\n")
