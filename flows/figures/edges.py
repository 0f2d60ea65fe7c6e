"""A pattern of the table of kinds in; out its alternatives, and the letters that what each matches begins or ends with.

Reads what the table is written in: letters, classes, groups, alternatives, repeats and what looks around.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

MOST: Final = 8
"""Letters of a word at most that an edge holds."""

FARTHEST: Final = 14
"""Letters and spaces at most that an opening holds."""

_NEAREST: Final = 32
"""Characters at most that mostly hold as many."""

END: Final = " "
"""Stands behind the letters of a whole word, which is shorter than that."""

ANY: Final = "*"
"""Stands behind letters behind which any others may follow."""

_PIECE: Final = re.compile(
    r"(?P<around>\(\?(?:=|!|<!|<=))|(?P<open>\((?:\?(?:-?[a-z]*:))?)|(?P<close>\))|(?P<bar>\|)|(?P<set>\[\^?\]?[^\]]*\])"
    r"|(?P<nothing>\\[AbBZ])|(?P<space>\\s)|(?P<any>\\[A-Za-z]|\.)|\\?(?P<letter>.)",
    re.DOTALL,
)
_PLAIN: Final = re.compile(rf"[a-z]{{{MOST}}}(?=[a-z ])|[a-z]+(?=\\s(?:\{{1|[a-z])|\Z)")
"""What needs no closer look: a word's first letters, or a whole word."""

_NO_WORD: Final = re.compile(r"\W+")
_REPEAT: Final = re.compile(r"(?P<none>[?*]|\{0?,[0-9]*\})|(?P<some>\+|\{[0-9,]+\})")


class _Piece(NamedTuple):
    """A letter, several of which one stands there, or a group's ways; None is anything."""

    content: "str | list[_Way] | None"
    optional: bool = False
    repeated: bool = False


_Way = list[_Piece]


def alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern, as they are written.

    >>> alternatives(r"shot(?: dead| at)?|slain[|]")
    ['shot(?: dead| at)?', 'slain[|]']
    """
    found, depth = [""], 0
    for piece in _PIECE.finditer(pattern):
        depth += {"around": 1, "open": 1, "close": -1}.get(piece.lastgroup or "", 0)
        if piece.lastgroup == "bar" and not depth:
            found.append("")
        else:
            found[-1] += piece[0]
    return found


@cache
def edges(pattern: str) -> frozenset[str]:
    """Return the first letters of the first words that a pattern matches, in lower case.

    Of what stands before the first word's letters and is none itself nothing is said.

    >>> sorted(edges("(?:was )?shot(?! at)|hand(?:ed|ing)? over|dying")), sorted(edges("d[a-z]*d|dies?"))
    (['dying ', 'hand ', 'handed ', 'handing ', 'shot ', 'was '], ['d*', 'dd ', 'die ', 'dies '])
    """
    return _Grower(backwards=False, across=False, most=MOST).edges(pattern)


def edges_of(word: str) -> Iterator[str]:
    """Yield the edges of patterns that may match where ``word``, in lower case, begins."""
    yield word[:MOST] if len(word) >= MOST else word + END
    for length in range(min(MOST, len(word) + 1)):
        yield word[:length] + ANY


def ends(pattern: str) -> frozenset[str]:
    """Return the last letters that a pattern matches, backwards, with a space for whatever parts its words.

    >>> sorted(ends("killings?(?: of)?"))
    ['fo gnillik ', 'fo sgnillik ', 'gnillik ', 'sgnillik ']
    """
    return _Grower(backwards=True, across=True, most=FARTHEST).edges(pattern)


def ends_of(words: str) -> Iterator[str]:
    """Yield the ends of patterns that may match where ``words``, in lower case, end.

    >>> sorted(ends_of("the killing"))[-3:]
    ['gnillik eht *', 'gnillik eht*', 'gnillik*']
    """
    letters = _NO_WORD.sub(END, words[: -_NEAREST - 1 : -1]).lstrip()
    if len(letters) <= FARTHEST:
        letters = _NO_WORD.sub(END, words[::-1]).lstrip()
    letters += END
    for length in range(min(FARTHEST, len(letters)) + 1):
        if length == FARTHEST or letters[:length].endswith(END):
            yield letters[:length]
        yield letters[:length] + ANY


@cache
def openings(pattern: str) -> frozenset[str]:
    """Return texts of which every match of a pattern holds one, in lower case, a space for whatever parts its words.

    They are what the matches begin with, the space before them included; else what they end with.

    >>> sorted(openings("(?:in|into) captivity|lives,? (?:and|or) homes"))
    [' in captivity ', ' into captivity', ' lives and home', ' lives or homes']
    >>> sorted(openings("[A-Z]+ (?:fell|died)"))
    [' died', ' fell']
    """
    found = {f" {edge.rstrip(ANY)}" for edge in _Grower(backwards=False, across=True, most=FARTHEST).edges(pattern)}
    if min(map(len, found)) > 1:
        return frozenset(found)
    grown = _Grower(backwards=True, across=True, most=FARTHEST).edges(pattern)
    return frozenset(edge.rstrip(ANY)[::-1] for edge in grown)


def _pieces(pattern: str) -> Iterator[tuple[str, str, str]]:
    """The names and texts of the pieces, each with the name of its repeat, if any."""
    at = 0
    while piece := _PIECE.match(pattern, at):
        name = piece.lastgroup or ""
        at = piece.end()
        repeat = _REPEAT.match(pattern, at) if name not in ("around", "open", "bar") else None
        at = repeat.end() if repeat else at
        yield name, piece[name], (repeat.lastgroup or "") if repeat else ""


def _ways(pieces: list[tuple[str, str, str]], at: int) -> tuple[list[_Way], int]:
    """The alternatives from ``at`` to the end of their group, and where that is."""
    ways: list[_Way] = [[]]
    while at < len(pieces) and pieces[at][0] != "close":
        name, text, repeat = pieces[at]
        at += 1
        if name == "bar":
            ways.append([])
        elif name in ("open", "around"):
            inside, at = _ways(pieces, at)
            repeat = pieces[at][2] if at < len(pieces) else ""
            at += 1
            if name == "open":
                ways[-1].append(_piece(inside, repeat))
        elif name != "nothing":
            ways[-1].append(_piece(_content(name, text), repeat))
    return ways, at


def _piece(content: "str | list[_Way] | None", repeat: str) -> _Piece:
    return _Piece(content, optional=repeat == "none", repeated=repeat == "some")


def _content(name: str, text: str) -> str | None:
    if name == "space":
        return END
    if name == "letter":
        return text.lower()
    letters = text[1:-1]
    if name == "set" and letters.isalpha():
        return letters.lower()
    return None


class _Grower(NamedTuple):
    """Grows edges letter by letter, in one direction, ``across`` the words or to the end of the first."""

    backwards: bool
    across: bool
    most: int

    def edges(self, pattern: str) -> frozenset[str]:
        if not self.backwards and not self.across and (word := _PLAIN.match(pattern)):
            return frozenset([word[0][: self.most] if len(word[0]) >= self.most else word[0] + END])
        ways, _ = _ways(list(_pieces(pattern)), 0)
        grown = self._grown({""}, ways)
        return frozenset(edge if self._closed(edge) else edge.rstrip(END) + (END if edge else ANY) for edge in grown)

    def _grown(self, edges: set[str], ways: Iterable[_Way]) -> set[str]:
        """The edges that ``edges`` become by any of the ways."""
        found: set[str] = set()
        for way in ways:
            grown = edges
            for piece in reversed(way) if self.backwards else way:
                if all(map(self._closed, grown)):
                    break
                grown = self._with(grown, piece)
            found |= grown
        return found

    def _with(self, edges: set[str], piece: _Piece) -> set[str]:
        closed = {edge for edge in edges if self._closed(edge)}
        growing = edges - closed
        if isinstance(piece.content, list):
            grown = self._grown(growing, piece.content)
        else:
            grown = {self._added(edge, letter) for edge in growing for letter in piece.content or ANY}
        if piece.repeated and piece.content != END:
            grown = {edge if self._closed(edge) or not edge else edge + ANY for edge in grown}
        return closed | grown | (growing if piece.optional else set())

    def _added(self, edge: str, letter: str) -> str:
        if letter.isalnum() or letter in ("_", ANY):
            return edge + letter
        return edge if not edge or edge.endswith(END) else edge + END

    def _closed(self, edge: str) -> bool:
        return len(edge) >= self.most or edge[-1:] == ANY or (edge[-1:] == END and not self.across)
