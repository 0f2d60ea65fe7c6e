"""A text in; marks out on characters that are not seen, entities and ligatures, each with what is read instead."""

import html
import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from typing import Final

import numpy as np

from karabakh.flows.clean.characters import members, spaces
from karabakh.flows.clean.rule import matches
from karabakh.flows.clean.scan import Found, Scan, among, within
from karabakh.flows.text.mojibake import FIRST, NEXT, mojibake
from karabakh.flows.text.span import Mark

_INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f"
)
LIGATURES: Final = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\ufb13": "մն",
    "\ufb14": "մե",
    "\ufb15": "մի",
    "\ufb16": "վն",
    "\ufb17": "մխ",
}
_UNSEEN: Final = re.compile(f"[{_INVISIBLE}]")
# A soft hyphen at the end of a line takes the line's end with it: the word goes on behind it.
_UNSEEN_RUN: Final = re.compile(f"[{_INVISIBLE}]+(?:(?<=\u00ad)[ \t]*\r?\n[ \t]*)?")
INVISIBLE: Final = frozenset(members(_INVISIBLE))
_CONTROLS: Final = bytes(ord(letter) for letter in INVISIBLE if letter.isascii())
_INVISIBLE_LETTERS: Final = among("".join(letter for letter in INVISIBLE if "\x7f" < letter < "\uffff"))
_OF_LIGATURES: Final = among("".join(LIGATURES))
_BROKEN_FIRST: Final = among(FIRST)
_BROKEN_NEXT: Final = among(NEXT)
_ENTITY: Final = re.compile(
    r"&(?:amp;){0,3}(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};|(?:nbsp|quot|shy|amp)(?![\w=;]))"
)
_NAME: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*;?)")
_DEEPEST: Final = 4


def broken(scan: Scan) -> Iterator[Found]:
    """Yield the marks of characters that were read in a wrong encoding; two of certain ones stand together there."""
    first = within(_BROKEN_FIRST, scan.points[:-1]) & within(_BROKEN_NEXT, scan.points[1:])
    first &= scan.leads[:-1] + scan.lengths[:-1] == scan.leads[1:]
    return scan.marked(scan.leads[:-1][first], lambda text, _: mojibake(text))


def unseen(scan: Scan) -> Iterator[Found]:
    """Yield the marks of characters that nobody sees: soft hyphens, directions of writing, controls."""
    letters = within(_INVISIBLE_LETTERS, scan.points) | ((scan.points >= 0xE0000) & (scan.points < 0xE0080))
    at = np.union1d(scan.where(_CONTROLS), scan.leads[letters])
    return scan.marked(at, _unseen)


def _unseen(text: str, places: Sequence[int]) -> Iterator[Mark]:
    return (Mark(*found.span(), "invisible", "") for found in matches(_UNSEEN_RUN, text, places))


def ligatures(scan: Scan) -> Iterator[Found]:
    """Yield the marks of letters that are printed as one."""
    return scan.marked(scan.letters(_OF_LIGATURES), _ligatures)


def _ligatures(text: str, places: Sequence[int]) -> Iterator[Mark]:
    return (Mark(place, place + 1, "ligature", LIGATURES[text[place]]) for place in places)


def entities(scan: Scan) -> Iterator[Found]:
    """Yield the marks of characters that are written as HTML writes them.

    >>> Scan(["Xank&#601;ndi fell"]).marks(entities)
    [Mark(start=4, end=10, reason='entity', instead='ə')]
    """
    return scan.marked(scan.where(b"&"), _entities)


def _entities(text: str, places: Sequence[int]) -> Iterator[Mark]:
    for found in matches(_ENTITY, text, places):
        meant = _unescaped(found[0])
        if meant != found[0]:
            yield Mark(*found.span(), "entity", _UNSEEN.sub("", spaces(meant)).replace("\n", " "))


def _unescaped(entity: str) -> str:
    """Return what an entity stands for, however often it was escaped; a name that HTML does not know stays."""
    for _ in range(_DEEPEST):
        name = _NAME.match(entity)
        if name and name[1] not in html5 and f"{name[1]};" not in html5:
            return entity
        entity, before = html.unescape(entity), entity
        if entity == before:
            break
    return entity
