"""A text in; marks out on addresses within lines: of pages, of mail, of accounts."""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import Rule
from karabakh.flows.clean.scan import Found, Scan, of_bytes
from karabakh.flows.text.span import Mark

_ADDRESS: Final = r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]"

RULES: Final = (
    Rule(
        "boilerplate",
        re.compile(rf"https?://{_ADDRESS}"),
        "See https://example.org/a-b.",
        "See http for more.",
    ),
    Rule("boilerplate", re.compile(rf"www\.(?<![\w@/.]www\.){_ADDRESS}"), "See www.example.org.", "See awww.example."),
    Rule(
        "boilerplate",
        re.compile(r"(?<![\w@/.])(?:pic\.twitter\.com|t\.co|bit\.ly|youtu\.be|t\.me|fb\.me)/[\w+-]{1,80}"),
        "They withdrew. pic.twitter.com/a1B2",
        "They withdrew to t.com/a1B2",
    ),
)
# What a text must hold for the rule of the same number to be worth its search.
_HINTS: Final = (("://",), ("www.",), ("r.com/", "t.co/", "t.me/", "b.me/", "t.ly/", "u.be/"))
_ACCOUNT: Final = re.compile(r"@(?<![\w@/.]@)[A-Za-z0-9_]{2,30}\b(?![.@]\w)")
_MAIL_BEFORE: Final = re.compile(r"[\w.+-]{1,64}\Z")
_MAIL_AFTER: Final = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_ENDS: Final = (".", "!", "?", "…", '"', "”", ":", "\n")
_REACH: Final = 40
_BEFORE_STROKE: Final = of_bytes(b"moey")
_POINT: Final = ord(".")


def addresses(scan: Scan) -> Iterator[Found]:
    """Yield the marks of addresses; inside a sentence each is read as a word.

    >>> [mark.instead for mark in Scan(["Write to us@example.org. See (https://example.org)."]).marks(addresses)]
    ['', 'x']
    """
    data, strokes, points = scan.bytes, scan.where(b"/"), scan.where(b".")
    short = _BEFORE_STROKE[data[strokes - 1]] & ((data[strokes - 3] == _POINT) | (data[strokes - 4] == _POINT))
    short |= data[strokes + 1] == data[strokes]
    wide = (data[points - 1] == ord("w")) & (data[points - 2] == ord("w"))
    at = np.concatenate([strokes[short], points[wide], scan.where(b"@")])
    return scan.marked(np.sort(at), lambda text, _: _addresses(text))


def _addresses(text: str) -> Iterator[Mark]:
    stroke = "/" in text
    for hints, rule in zip(_HINTS, RULES, strict=True):
        if (stroke or "/" not in hints[0]) and any(hint in text for hint in hints):
            for found in rule.pattern.finditer(text):
                yield _read(text, *found.span())
    if "@" in text:
        yield from _mails(text)
        for found in _ACCOUNT.finditer(text):
            yield _read(text, *found.span())


def _mails(text: str) -> Iterator[Mark]:
    for found in _MAIL_AFTER.finditer(text):
        before = _MAIL_BEFORE.search(text[max(0, found.start() - 64) : found.start()])
        if before:
            yield _read(text, found.start() - len(before[0]), found.end())


def _read(text: str, start: int, end: int) -> Mark:
    """An address is read as a word where a sentence needs one, as nothing in parentheses or between sentences."""
    if (text[start - 1 : start], text[end : end + 1]) in (("(", ")"), ("[", "]"), ("<", ">")):
        before = text[max(0, start - _REACH) : start - 1]
        return Mark(start - 1 - len(before) + len(before.rstrip(" ")), end + 1, "boilerplate", "")
    before = text[max(0, start - _REACH) : start].rstrip(" ")
    after = text[end : end + _REACH].lstrip(" ")
    ends_line = not after or after[0] == "\n"
    if not before or before.endswith(_ENDS):
        return Mark(start, end, "boilerplate", " " if ends_line or after[0].isupper() else "x")
    return Mark(start, end, "boilerplate", "x")
