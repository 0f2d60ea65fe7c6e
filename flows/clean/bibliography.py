"""A text in; marks out on its list of sources: the heading and the entries below it, and what a wiki writes of sources.

A line below such a heading is an entry if it names a page, a publisher, a day of retrieval or the like; with the first
line that is none the list ends, so that running text below a heading like "Notes" is read.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import line_ends, matches
from karabakh.flows.clean.scan import Found, Scan, of_bytes
from karabakh.flows.text.span import Mark

_HEADING: Final = re.compile(
    r"(?:\A|\n)[ ]{0,3}(?P<words>(?:[=#]{1,6}[ ]?)?(?:(?:Notes|Footnotes|Citations|Sources)[ ]and[ ]references"
    r"|References|Notes|Footnotes|Endnotes|Bibliography|Works[ ]cited|Citations|Literature|Further[ ]reading|Sources"
    r"|External[ ]links|REFERENCES|NOTES|FOOTNOTES|ENDNOTES|BIBLIOGRAPHY|SOURCES)"
    r"(?:[ ]?\[edit\])?:?(?:[ ]?[=#]{1,6})?)[ ]{0,3}(?=\n)"
)
# What such a line begins with, but for signs: four bytes of each word.
_OPENINGS: Final = np.array(
    [
        int.from_bytes(word[:4].encode(), "little")
        for word in (
            *("References", "Notes", "Footnotes", "Endnotes", "Bibliography", "Works", "Citations", "Literature"),
            *(
                "Further",
                "Sources",
                "External",
                "REFERENCES",
                "NOTES",
                "FOOTNOTES",
                "ENDNOTES",
                "BIBLIOGRAPHY",
                "SOURCES",
            ),
        )
    ],
    np.uint64,
)
_FOUR: Final = np.uint64(0xFFFFFFFF)
_SIGNS: Final = of_bytes(b"=#")
_EDITED_OPENING: Final = np.uint64(int.from_bytes(b"This pag", "little"))
_YEAR: Final = r"(?:1[6-9]|20)[0-9]{2}"
_NUMBERED: Final = r"\A[ ]{0,3}(?:[-*•][ ])?(?:\[?[0-9]{1,3}[\].)]?[ ])?"
_ENTRY: Final = re.compile(
    rf"{_NUMBERED}(?:\^|↑)|\bRetrieved[ ](?:on[ ]|from[ ])?[0-9A-Z]|\bArchived[ ](?:from|[0-9]|at)"
    r"|\b(?:ISBN|ISSN|OCLC|JSTOR|S2CID)\b|\bdoi:|\bpp?\.[ ]?[0-9]"
    rf"|\b[A-Z][a-z]{{1,20}}:[ ][A-Z][\w&.’' -]{{2,50}},[ ]\(?{_YEAR}"
    rf"|\b(?:Press|Publish(?:er|ers|ing)|Routledge|Praeger|Macmillan|Verlag|Tauris)\b.{{0,40}}{_YEAR}"
    rf"|{_NUMBERED}[A-Z][\w’'-]{{1,30}},[ ](?:(?:[A-Z][a-z]{{1,20}}[ ])?[A-Z]\.[ ,(]|[A-Z][^\n]{{0,60}}\({_YEAR}\))"
    rf"|{_NUMBERED}[\"“][^\"”\n]{{3,200}}[\"”][.,]?[ ].{{0,200}}{_YEAR}\.?\s*\Z"
    rf"|{_NUMBERED}https?://\S+\s*\Z"
)
_LONGEST: Final = 600
_EDITED: Final = re.compile(
    r"(?:\A|\n)[ ]{0,3}(?P<words>This page was last (?:edited|modified|updated|changed) on [^\n]{4,60}?\.?)"
    r"(?=[ ]{0,3}(?:\n|\Z)|(?<=\.)[ ])"
)
_CODE: Final = re.compile(
    r"\{\{(?:sfn[a-z]?|harv[a-z]{0,4}|[Cc]ite|[Cc]itation|refn|efn|rp?|cn|fact|[Rr]eflist)\b[^{}]{0,2000}\}\}"
    r"|<ref\b[^<>]{0,300}/>|<ref\b[^<>]{0,300}>[^<]{0,2000}</ref[ ]?>",
    re.IGNORECASE,
)


def bibliography(scan: Scan) -> Iterator[Found]:
    r"""Yield the marks of a list of sources.

    >>> text = "They left.\n\nReferences\n\n^ Person, A. (2003). Roads. London: Example, p. 12.\n\nThey came back."
    >>> [text[mark.start : mark.end][:10] for mark in Scan([text]).marks(bibliography)]
    ['References', '^ Person, ']
    """
    lines = scan.lines
    words = scan.eights[lines.first]
    like = np.isin(words & _FOUR, _OPENINGS) | (words == _EDITED_OPENING) | _SIGNS[scan.bytes[lines.first]]
    # of a text with more than one line
    like &= (np.diff(lines.openings) > 1)[lines.texts]
    return scan.marked(lines.first[like], _bibliography)


def _bibliography(text: str, places: Sequence[int]) -> Iterator[Mark]:
    begins = list(line_ends(text, places))
    for found in matches(_HEADING, text, begins):
        entries = list(_entries(text, found.end("words")))
        if entries:
            yield Mark(*found.span("words"), "boilerplate", "\n\n")
            yield from entries
    for found in matches(_EDITED, text, begins):
        yield Mark(*found.span("words"), "boilerplate", "\n\n")


def codes(scan: Scan) -> Iterator[Found]:
    """Yield the marks of references as a wiki writes them: in tags and in double braces.

    >>> [mark.reason for mark in Scan(["They left.{{sfn|Person|2003|p=178}}<ref>Person 2003</ref>"]).marks(codes)]
    ['citation', 'citation']
    """
    return scan.marked(scan.where(b"{<"), _codes)


def _codes(text: str, places: Sequence[int]) -> Iterator[Mark]:
    if "{{" in text or "<ref" in text:
        for found in matches(_CODE, text, places):
            yield Mark(*found.span(), "citation", "")


def _entries(text: str, at: int) -> Iterator[Mark]:
    """The lines from a place on that are entries, up to the first that is none."""
    while at < len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        line = text[at : min(end, at + _LONGEST)]
        if line.strip():
            if end - at > _LONGEST or not _ENTRY.search(line):
                return
            yield Mark(at + len(line) - len(line.lstrip()), at + len(line.rstrip()), "boilerplate", "\n\n")
        at = end + 1
