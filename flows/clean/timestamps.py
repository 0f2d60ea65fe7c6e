"""A text in; marks out on the stamps of recordings: of transcripts, ``[00:12:41]``, and of subtitles.

A stamp says where in a recording something is heard, not when it happened. A time in running text is not in brackets,
or it is the only one; stamps come at least twice and mount, or are of the first hour.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from karabakh.flows.clean.scan import Found, Scan, of_bytes
from karabakh.flows.text.span import Mark

_TIME: Final = r"[0-9]{1,2}:[0-5][0-9]:[0-5][0-9](?:[.,][0-9]{1,3})?"
_SUBTITLE: Final = re.compile(
    r"(?:[0-9]{1,2}:)?[0-5][0-9]:[0-5][0-9][.,][0-9]{3}[ ]{0,3}-->"
    r"[ ]{0,3}(?:[0-9]{1,2}:)?[0-5][0-9]:[0-5][0-9][.,][0-9]{3}"
    r"[^\n]{0,80}(?:\n|\Z)"
)
_BEFORE_SUBTITLE: Final = re.compile(r"(?:\A(?:WEBVTT[^\n]{0,40})?\s{0,5}|\n\s{0,5})(?:[0-9]{1,5}[ ]{0,3}\n)?\Z|\n\Z")
_BRACKETED: Final = re.compile(
    rf"[\[(](?P<time>{_TIME})(?:[ ]?(?:[-–—]|-->)[ ]?{_TIME})?[\])][ ]{{0,3}}"
    r"|(?<![^\s])\[(?P<short>[0-9]{1,3}:[0-5][0-9])\][ ]{0,3}"
)
_BARE: Final = re.compile(rf"(?:\n|\A)[ ]{{0,3}}(?P<time>{_TIME})(?=\s)[ ]{{0,3}}(?:[-–—:|][ ])?")
_SECONDS: Final = re.compile(r":[0-5][0-9](?:\]|:[0-5][0-9])")
_ZERO: Final = re.compile(r"0{1,2}:")
_REACH: Final = 60
_FIRST_OF_SIXTY, _DIGIT, _BEHIND = of_bytes(b"012345"), of_bytes(b"0123456789"), of_bytes(b":]")


def timestamps(scan: Scan) -> Iterator[Found]:
    """Yield the marks of stamps; the words of a sentence go on behind them.

    >>> text = "[00:01:07] We left. [00:01:12] It rained."
    >>> [text[mark.start : mark.end] for mark in Scan([text]).marks(timestamps)]
    ['[00:01:07] ', '[00:01:12] ']
    """
    data, colons, arrows = scan.bytes, scan.where(b":"), scan.where(b">")
    seconds = colons[_FIRST_OF_SIXTY[data[colons + 1]] & _DIGIT[data[colons + 2]] & _BEHIND[data[colons + 3]]]
    between = arrows[(data[arrows - 1] == data[arrows - 2]) & (data[arrows - 1] == ord("-"))]
    return scan.marked(np.union1d(seconds, between), lambda text, _: _timestamps(text))


def _timestamps(text: str) -> Iterator[Mark]:
    if "-->" in text:
        for found in _SUBTITLE.finditer(text):
            before = text[max(0, found.start() - _REACH) : found.start()]
            opening = _BEFORE_SUBTITLE.search(before)
            if opening:
                start = found.start() - len(before) + opening.start()
                yield Mark(start, found.end(), "timestamp", " " if start else "")
    if not _SECONDS.search(text):
        return
    for pattern, may_be_clock in ((_BRACKETED, True), (_BARE, False)):
        stamps = list(pattern.finditer(text))
        from_zero = bool(stamps and _ZERO.match(stamps[0]["time"] or ""))
        if len(stamps) > 1 and _mount(stamps) and (may_be_clock or from_zero):
            yield from (_stamp(text, found) for found in stamps)
        elif may_be_clock and from_zero:
            yield _stamp(text, stamps[0])


def _mount(stamps: list[re.Match[str]]) -> bool:
    """Whether stamps come in the order of a recording: of those that follow each other few go back."""
    moments = [_seconds(found) for found in stamps]
    back = sum(before > after for before, after in pairwise(moments))
    return 10 * back <= len(moments)


def _seconds(found: re.Match[str]) -> float:
    parts = found.groupdict()
    value = 0.0
    for part in (parts["time"] or parts.get("short") or "0").replace(",", ".").split(":"):
        value = 60 * value + float(part)
    return value


def _stamp(text: str, found: re.Match[str]) -> Mark:
    start, end = found.span()
    if found[0].startswith("\n"):
        return Mark(start, end, "timestamp", "\n")
    glued = start and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()
    ended = start and text[start - 1] in '.!?…"”' and text[end : end + 1].strip()
    return Mark(start, end, "timestamp", " " if glued or ended else "")
