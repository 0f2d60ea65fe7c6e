"""A pattern in; out literals of which one stands in every text that it matches, so that most texts need no closer look.

Reads what the table of kinds is written in: letters, classes, groups, alternatives, repeats and what looks around.
"""

import re
from collections.abc import Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick

_Parts = list[frozenset[str] | str]
_PIECE: Final = re.compile(
    r"(?P<around>\(\?(?:=|!|<!|<=))|(?P<open>\((?:\?(?:-?[a-z]*:))?)|(?P<close>\))|(?P<bar>\|)|(?P<any>\[[^\]]*\]"
    r"|\\[A-Za-z]|\.)"
    r"|\\?(?P<letter>.)",
    re.DOTALL,
)
_REPEAT: Final = re.compile(r"(?P<none>[?*]|\{0?,[0-9]*\})|(?P<some>\+|\{[0-9,]+\})")


def literals(pattern: str) -> frozenset[str]:
    """Return literals in lower case of which every match of ``pattern`` holds one; an empty one if it need hold none.

    >>> sorted(literals("(?:was |were )?shot(?! at)|hand(?:ed|ing)? over"))
    ['hand', 'shot']
    """
    found, _ = _read(list(_pieces(pattern)), 0)
    return found


def hints(*patterns: str) -> AhoCorasick:
    """Return what finds in a text in lower case whether any of the patterns can match there."""
    return AhoCorasick(sorted(frozenset().union(*(literals(pattern) for pattern in patterns if pattern))))


def _pieces(pattern: str) -> Iterator[tuple[str, str]]:
    """The names and texts of the pieces, each with its repeat behind it, if any."""
    at = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:  # a backslash at the end, which is no pattern
            raise ValueError(pattern)
        yield piece.lastgroup or "", piece[piece.lastgroup or 0]
        at = piece.end()
        if piece.lastgroup not in ("around", "open", "bar") and (repeat := _REPEAT.match(pattern, at)):
            yield repeat.lastgroup or "", repeat[0]
            at = repeat.end()


def _read(pieces: list[tuple[str, str]], at: int) -> tuple[frozenset[str], int]:
    """The literals of the alternatives from ``at`` to the end of their group, and where that is."""
    ways: list[frozenset[str]] = []
    parts: _Parts = [""]
    while at < len(pieces) and pieces[at][0] != "close":
        name, text = pieces[at]
        at += 1
        if name == "bar":
            ways.append(_best(parts))
            parts = [""]
        elif name in ("open", "around"):
            inside, at = _read(pieces, at)
            at += 1
            parts += [inside if name == "open" else "", ""]
        elif name == "letter":
            parts[-1] = f"{parts[-1]}{text.lower()}"
        elif name == "none":
            parts = _without_last(parts)
        elif name == "any":
            parts += ["", ""]
        else:
            parts.append("")
    ways.append(_best(parts))
    return frozenset().union(*ways), at


def _without_last(parts: _Parts) -> _Parts:
    """The parts where the last letter or group may be left out."""
    if parts[-1]:
        return [*parts[:-1], str(parts[-1])[:-1], ""]
    return [*parts[:-2], "", ""]


def _best(parts: _Parts) -> frozenset[str]:
    """The part whose shortest literal is longest; of a run of words the longest one, as spaces may be of any sort."""
    sets = [frozenset({max(part.split() or [""], key=len)}) if isinstance(part, str) else part for part in parts]
    return max(sets, key=lambda each: min(map(len, each)))
