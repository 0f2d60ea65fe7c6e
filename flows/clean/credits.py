"""A text in; marks out on what agencies write of themselves: who reported and edited, telephones, hours of sending."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import Rule, matches
from karabakh.flows.clean.scan import Array, Found, Scan, of_bytes
from karabakh.flows.text.span import Mark

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
_WIDEST: Final = 4  # bytes of a character
_LONGEST_HOUR: Final = 40
_OPENINGS, _CAPITALS, _DIGITS = (of_bytes(signs) for signs in (b"AFERWCTrwect", bytes(range(65, 91)), b"0123456789"))
_ROUND, _SPACE = b"( "
_BY: Final = [np.uint64(int.from_bytes(word, "little")) for word in (b"By ", b"BY ")]
_NO_NAMES: Final = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|The|This|That|All|Order|Law|Decree)\b|[0-9]"
)


def credits_of(scan: Scan) -> Iterator[Found]:
    """Yield the marks of credits; a line at the head of a text with no more than ``By`` and names is one.

    >>> [mark.start for mark in Scan(["They left. (Reporting by A. Person in Baku)"]).marks(credits_of)]
    [10]
    """
    data, opening = scan.bytes, scan.where(b"([")
    after, double = data[opening + 1], opening[data[opening] == _ROUND]
    yield from scan.marked(opening[_OPENINGS[after]], lambda text, at: _credits(RULES[0], text, _spaced(text, at)))
    double = double[data[double + 1] == _ROUND]
    yield from scan.marked(double, lambda text, at: _credits(RULES[1], text, _spaced(text, at)))
    yield from scan.marked(_hours(scan), lambda text, at: _credits(RULES[2], text, chain.from_iterable(map(_back, at))))
    yield from scan.marked(_by(scan), lambda text, _: _bylines(text))


def _credits(rule: Rule, text: str, places: Iterable[int]) -> Iterator[Mark]:
    for found in matches(rule.pattern, text, places):
        after = text[found.end() : found.end() + 3].lstrip(" ")
        yield Mark(*found.span(), "boilerplate", "" if after[:1] in ("", ".", ",", "\n") else " ")


def _spaced(text: str, places: Iterable[int]) -> Iterator[int]:
    """The places, or those of the spaces before them."""
    return (place - (text[place - 1 : place] == " ") for place in places)


def _hours(scan: Scan) -> Array:
    """The ends of lines that end in a capital letter, a space and two digits or four."""
    lines, data = scan.lines, scan.bytes
    last = lines.last[_DIGITS[data[lines.last - 1]]]
    years = [data[last - size - 1] == _SPACE for size in (2, 4)]
    ends: Array = last[(years[0] & _CAPITALS[data[last - 4]]) | (years[1] & _CAPITALS[data[last - 6]])]
    return ends


def _back(end: int) -> Iterable[int]:
    """The places where a line's last words may begin that say when an agency sent them."""
    return range(max(0, end - _LONGEST_HOUR), end)


def _by(scan: Scan) -> Array:
    """The lines at the heads of texts that begin with ``By``."""
    lines = scan.lines
    words = scan.eights[lines.first] & np.uint64(0xFFFFFF)
    by = np.flatnonzero((words == _BY[0]) | (words == _BY[1]))
    first = lines.first[by]
    places: Array = first[first - scan.starts[lines.texts[by]] < _HEAD * _WIDEST]
    return places


def _bylines(text: str) -> Iterator[Mark]:
    for found in _BYLINE.finditer(text[:_HEAD]):
        if not _NO_NAMES.search(found["words"]):
            yield Mark(*found.span("words"), "boilerplate", "\n\n")
