"""A document's text in, marks out on what is not running text; no character is ever moved."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from karabakh.flows.header import read_header
from karabakh.flows.span import Mark, Span


class Rule(NamedTuple):
    """What to mark and why. The example is marked by the pattern, the counter-example is not."""

    reason: str
    pattern: re.Pattern[str]
    example: str
    counter_example: str


_EDITORIAL: Final = (
    r"(?:citations?|sources?|page|clarification|quotation|verification|better source|attribution)[ ]needed"
    r"|(?:by[ ])?(?:who|whom|when|where|which|according to whom)\?|dubious(?:[ ][–-][ ]discuss)?|failed verification"
    r"|original research\?|update|sic|edit"
)

_ADDRESS: Final = r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]"

RULES: Final = (
    Rule(
        "citation",
        re.compile(r"\[[0-9]{1,3}(?:[ ]?[,;–-][ ]?[0-9]{1,3}){0,9}\]"),
        "They withdrew.[12][13]",
        "the [2020] war",
    ),
    Rule(
        "citation",
        re.compile(r"\[(?:note|notes|nb|n|fn|footnote|lower-alpha|ref|Note|N|a)[ ][0-9]{1,3}\]"),
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
    Rule("boilerplate", re.compile(r"\[ad_[0-9]{1,2}\]"), "[ad_1] They withdrew.", "[ad] They withdrew."),
    Rule(
        "boilerplate",
        re.compile(rf"https?://{_ADDRESS}"),
        "See https://example.org/a-b.",
        "See http for more.",
    ),
    Rule(
        "boilerplate", re.compile(rf"www\.(?<![\w@/.]www\.){_ADDRESS}"), "See www.example.org.", "See me@www.example."
    ),
    Rule(
        "boilerplate",
        re.compile(r"(?<!\S)(?:Learn|Read|See|Show|View|Load|Continue)(?:[ ](?:more|reading))?[ ]?(?:…|\.\.\.)(?!\S)"),
        "They withdrew. Read more… The talks went on.",
        "Read more about it… or not.",
    ),
    Rule(
        "boilerplate",
        re.compile(
            r"^[ \t]*+(?:\\?###|Skip to (?:main )?content|Jump to (?:content|navigation)|Advertisement|Learn more"
            r"|Read more|Share this (?:article|story|page)|Print this page|Back to top|All rights reserved)"
            r"\.?(?=[ \t\r]*+$)",
            re.MULTILINE | re.IGNORECASE,
        ),
        "Advertisement\nThey withdrew.",
        "Advertisement was forbidden.",
    ),
    Rule(
        "boilerplate",
        re.compile(r"\A\s*+Skip to main content\b"),
        "Skip to main content They withdrew.",
        "They skip to main content.",
    ),
)

SHORTEST_REPEAT: Final = 60
"""Characters a paragraph needs before its second copy counts as a repeat; shorter ones are headings and refrains."""

_PARAGRAPH_END: Final = re.compile(r"\n(?:[ \t\r]*+\n)+")


def clean(text: str) -> list[Mark]:
    """Return the marks of ``text``, sorted and without overlaps: of two that meet, the one that begins first stays.

    >>> clean("They withdrew.[12] The talks went on.")
    [Mark(start=14, end=18, reason='citation')]
    """
    return _without_overlaps([*_header(text), *_matches(text), *_repeats(text)])


def _header(text: str) -> Iterator[Mark]:
    header = read_header(text)
    if header:
        yield Mark(header.span.start, header.span.end, "header")


def _matches(text: str) -> Iterator[Mark]:
    for rule in RULES:
        for found in rule.pattern.finditer(text):
            start = found.end() - len(found[0].lstrip())
            yield Mark(start, found.end(), rule.reason)


def _repeats(text: str) -> Iterator[Mark]:
    seen: set[str] = set()
    for start, end in _paragraphs(text):
        wording = text[start:end]
        if len(wording) < SHORTEST_REPEAT:
            continue
        if wording in seen:
            yield Mark(start, end, "repeat")
        seen.add(wording)


def _paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines, or lines where a text has no blank line; without the white space around them."""
    breaks = _PARAGRAPH_END if _PARAGRAPH_END.search(text.strip()) else re.compile("\n")
    start = 0
    for stop, following in [*(found.span() for found in breaks.finditer(text)), (len(text), len(text))]:
        words = text[start:stop]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = following


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept
