"""A text in; marks out on characters that are not seen, entities and ligatures, each with what is read instead."""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from karabakh.flows.clean.characters import spaces
from karabakh.flows.span import Mark

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
INVISIBLE: Final = frozenset(filter(_UNSEEN.match, map(chr, (*range(0x10000), *range(0xE0000, 0xE0080)))))
_LIGATURE: Final = re.compile("[\ufb00-\ufb06\ufb13-\ufb17]")
_ENTITY: Final = re.compile(
    r"&(?:amp;){0,3}(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};|(?:nbsp|quot|shy|amp)(?![\w=;]))"
)
_NAME: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*;?)")
_DEEPEST: Final = 4


def unseen(text: str) -> Iterator[Mark]:
    """Yield the marks of characters that nobody sees: soft hyphens, directions of writing, controls."""
    return (Mark(*found.span(), "invisible", "") for found in _UNSEEN_RUN.finditer(text))


def ligatures(text: str) -> Iterator[Mark]:
    """Yield the marks of letters that are printed as one."""
    return (Mark(*found.span(), "ligature", LIGATURES[found[0]]) for found in _LIGATURE.finditer(text))


def entities(text: str) -> Iterator[Mark]:
    """Yield the marks of characters that are written as HTML writes them.

    >>> list(entities("Xank&#601;ndi fell"))
    [Mark(start=4, end=10, reason='entity', instead='ə')]
    """
    for found in _ENTITY.finditer(text):
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
