"""A text in; marks out on references to its sources: in brackets, in parentheses, and above the line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.clean.rule import Rule, matches
from karabakh.flows.clean.scan import Found, Scan, among
from karabakh.flows.text.span import Mark

_EDITORIAL: Final = (
    r"(?:citations?|sources?|page|clarification|quotation|verification|better source|attribution) (?:is )?needed"
    r"|(?:by )?(?:who|whom|when|where|which|according to whom)\?|dubious(?: [–-] discuss)?|failed verification"
    r"|full citation needed|non-primary source needed|unreliable source\??|self-published source\??|dead link"
    r"|permanent dead link|original research\?|neutrality is disputed|update|sic|edit"
).replace(" ", "[ ]{1,3}")
# A page of the source behind the bracket: [12]:45–47
_PAGE_BEHIND: Final = r"(?::[0-9]{1,4}(?:[–-][0-9]{1,4})?(?![0-9]|[.,:][0-9]))?"
# The same with a space behind the colon, as it stands in texts that were copied from a page: [12]: 45–47
_PAGE_AFTER: Final = re.compile(
    r":[ ]{0,2}(?:pp?\.?[ ]?)?(?P<pages>[0-9]{1,4}(?:[–-][0-9]{1,4})?(?:,[ ]?[0-9]{1,4}[–-][0-9]{1,4}){0,3})"
    r"(?![\w%]|[.,:–-][0-9]|[ ]?(?:per|percent|a\.?m|p\.?m)\b)(?P<next>[ ]{1,3}[\"“]?[A-Z]|\Z|\[|[ ]{2,})?"
)

RULES: Final = (
    Rule(
        "citation",
        re.compile(rf"\[[0-9]{{1,3}}(?:[ ]?[,;–-][ ]?[0-9]{{1,3}}){{0,9}}\]{_PAGE_BEHIND}"),
        "They withdrew.[12][13]",
        "the [2020] war",
    ),
    Rule(
        "citation",
        re.compile(r"\[[0-9]{1,3}(?:,[ ]pp?\.|:)[ ]?[0-9]{1,4}(?:[–-][0-9]{1,4})?\]"),
        "They withdrew.[12, p. 45]",
        "They withdrew [in 12: 45 men].",
    ),
    Rule(
        "citation",
        re.compile(r"\[(?:note|notes|nb|n|fn|footnote|lower-alpha|upper-alpha|ref|Note|N|a|b|A|B)[ ]{1,3}[0-9]{1,3}\]"),
        "They withdrew.[note 3]",
        "the [note three] case",
    ),
    Rule(
        "citation",
        re.compile(rf"\[(?:{_EDITORIAL})\]", re.IGNORECASE),
        "They withdrew.[citation needed]",
        "He said [they] withdrew.",
    ),
    Rule(
        "citation",
        re.compile(r"\[(?<=[\w.,;:!?\"”’')\]]\[)[a-z]{1,2}\](?!\w)"),
        "They withdrew.[b]",
        "He called it [a] mistake.",
    ),
    Rule(
        "citation",
        re.compile(
            r"\[(?:(?:[Ss]ee|[Ii]bid\.,?)[ ])?(?:[A-Z]{1,2}/[\w./-]{1,40}|[0-9]{1,5}(?:st|nd|rd|th)?[ ]meeting)"
            r"(?:[,;][^\[\]\n]{1,60}|[^\[\]\n]{0,1})\]"
        ),
        "They withdrew [A/48/100, para. 5].",
        "They withdrew [from a meeting].",
    ),
)

RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_OF_RAISED: Final = among(RAISED)
_RAISED: Final = re.compile(rf"[{RAISED}]+(?:[,˒–⁻ ][{RAISED}]+)*")
_RAISED_ON: Final = re.compile(r"(?:[.,;:!?\"”’'»)\]]|[^\W\d_]{3})\Z")
_UNIT: Final = re.compile(r"\b(?:k?m|cm|mm|dm|mi|ft|yd|in|sq|hm|dam)\Z")

_STRAY: Final = re.compile(r"[ \t]?[,;](?=\s++[\"“‘']?[A-Z])")
_HANGERS: Final = re.compile(r"(?:\[[^\[\]]{0,20}\]|[\s\"”’')])+\Z")
_ENDS: Final = (".", "!", "?", "…")
_REACH: Final = 40


def citations(scan: Scan) -> Iterator[Found]:
    """Yield the marks of numbered references, and of the stray comma that some texts have behind them.

    >>> Scan(["They withdrew.[12] The talks went on."]).marks(citations)
    [Mark(start=14, end=18, reason='citation', instead='')]
    """
    return scan.marked(scan.where(b"["), _citations)


def _citations(text: str, places: Sequence[int]) -> Iterator[Mark]:
    flat = text.replace("\n", " ")
    for rule in RULES:
        for found in matches(rule.pattern, flat, places):
            start, end = found.start(), _behind_pages(flat, *found.span())
            yield cited(text, start, end)
            yield from _stray(text, start, end)


def _behind_pages(flat: str, start: int, end: int) -> int:
    """Return where a reference ends with the pages behind it: a range, or a number where the sentence has ended."""
    pages = _PAGE_AFTER.match(flat, end) if flat[end : end + 1] == ":" else None
    if pages is None:
        return end
    closed = _HANGERS.sub("", flat[max(0, start - _REACH) : start]).endswith(_ENDS)
    sure = not pages["pages"].isdigit() or (closed and pages["next"] is not None)
    return pages.end("pages") if sure else end


def cited(text: str, start: int, end: int) -> Mark:
    """Return the mark of a reference; words on both sides stay apart, and no space is left before a stop."""
    following = text[end : end + 1]
    if following.isalnum() and text[start - 1 : start]:
        return Mark(start, end, "citation", " ")
    if not following or following in ".,;:!?)\n":
        start -= len(text[max(0, start - _REACH) : start]) - len(text[max(0, start - _REACH) : start].rstrip(" "))
    return Mark(start, end, "citation", "")


def _stray(text: str, start: int, end: int) -> Iterator[Mark]:
    stray = _STRAY.match(text, end)
    if stray and _HANGERS.sub("", text[max(0, start - _REACH) : start]).endswith(_ENDS):
        yield Mark(*stray.span(), "stray", "")


def notes(scan: Scan) -> Iterator[Found]:
    """Yield the marks of raised digits behind a word or a stop, not those of a unit (km²) or a power (10³)."""
    return scan.marked(scan.letters(_OF_RAISED), _notes)


def _notes(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for found in matches(_RAISED, text, places):
        before = text[max(0, found.start() - 6) : found.start()]
        if _RAISED_ON.search(before) and not _UNIT.search(before):
            yield cited(text, *found.span())
