"""A text in; marks out on line ends within words, and on white space that is more than one character."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise, repeat
from typing import Final

import numpy as np

from karabakh.flows.clean.rule import listed, matches
from karabakh.flows.clean.scan import Array, Found, Scan, among, within
from karabakh.flows.text.span import Mark

_WRAP: Final = re.compile(r"[-\u2010\u00ac–—/](?<=\w.)([ \t]*\n[ \t]*)(?=\w)")
_HYPHENS: Final = "-\u2010\u00ac"
_BEFORE: Final = re.compile(r"[^\W_]{1,30}\Z")
_AFTER: Final = re.compile(r"[^\W_]{1,30}")
_BROKEN: Final = re.compile(r"[-\u2010\u00ac][ \t]*\n[ \t]*\w++")
_MOST_LOOKED_UP: Final = 100
_WORD: Final = re.compile(r"\w+(?:-\w+)*")
_ENDS_WORD: Final = re.compile(r"(?:\w|\w-)\Z")
_GOES_ON: Final = re.compile(r"-?\w")
_AT_END: Final = among(f"{_HYPHENS}–—/")
# What ends a sentence, or a line: white space behind it is no white space within a sentence.
_STOPS: Final = np.array([byte not in b'.!?")\n' for byte in range(256)])
_WIDE_STOPS: Final = [int.from_bytes(stop.encode(), "little") for stop in "…”’"]
_SPACE, _LINE_END = b" \n"
_MARK: Final[Callable[[Iterable[object]], Mark]] = partial(tuple.__new__, Mark)  # these are many, and `_make` is slow

# First halves of words that keep their hyphen, where the text has neither form elsewhere.
_FIRSTS: Final = listed(
    "self non anti pro cease well north south east west mid semi ex vice half multi long short high low large small"
    " wide first second third fourth fifth so far near one two three four five six seven eight nine ten eleven twelve"
    " twenty"
    " thirty forty fifty sixty seventy eighty ninety cross follow full hard ill late major mass middle much never"
    " newly old open peace quasi right soft then time war wounded year day week month hour early ethnic"
)
# Second halves of such words.
_SECONDS: Final = listed(
    "based born controlled held led backed inhabited speaking occupied building wide old style in out up off on made"
    " administered friendly related sponsored trained majority ruled populated dominated free like term scale range"
    " fire year years day days week month man member kilometre kilometer metre meter long mile minute hour proclaimed"
    " determination defence defense operation governmental called ordinated standing general chief law elect"
)


def wraps(scan: Scan) -> Iterator[Found]:
    r"""Yield the marks of line ends behind a hyphen or dash within a word, with the hyphen where it only parted it.

    >>> [(mark.start, mark.end) for mark in Scan(["Nagorno-\nKarabakh and Stepana-\nkert"]).marks(wraps)]
    [(8, 9), (29, 31)]
    """
    return scan.marked(_hyphens(scan), _wraps)


def _wraps(text: str, places: Sequence[int]) -> Iterator[Mark]:
    wordings: _Wordings | None = None
    for found in matches(_WRAP, text, places):
        if wordings is None:
            wordings = _Wordings(text, places)
        hyphen = found.start()
        parts = text[hyphen] in _HYPHENS and _parts(text, hyphen, found.end(), wordings)
        yield Mark(hyphen if parts else found.start(1), found.end(), "wrap", "")


def _hyphens(scan: Scan) -> Array:
    """Return the places of the hyphens, strokes and dashes that lines end with."""
    lines = scan.lines
    ending = np.flatnonzero(within(_AT_END, lines.last_points))
    last, points = lines.last[ending], lines.last_points[ending]
    places: Array = last - 1 - (points >= 0x80) - (points >= 0x800)
    return places


def runs(scan: Scan) -> Iterator[Found]:
    """Yield the marks of white space longer than a space within a sentence, where lines that go on are joined."""
    even = scan.unwrapped
    space = even == _SPACE
    space[1:] &= space[:-1]
    double = np.flatnonzero(space)
    if not len(double):
        return
    edges = np.flatnonzero(np.diff(double) != 1)
    starts = np.concatenate([double[:1], double[edges + 1]]) - 1
    ends = np.concatenate([double[edges], double[-1:]]) + 1
    inside = _STOPS[even[starts - 1]] & (even[ends] != _LINE_END)
    inside &= ~np.isin(scan.eights[starts - 3] & np.uint64(0xFFFFFF), _WIDE_STOPS)
    starts, ends = starts[inside], ends[inside]
    texts = scan.of(starts)
    inside = ~scan.left[texts]
    starts, ends, texts = starts[inside], ends[inside], texts[inside]
    starts, ends = (scan.characters(at) - scan.firsts[texts] for at in (starts, ends))
    cuts = [0, *(np.flatnonzero(np.diff(texts)) + 1).tolist(), len(texts)]
    whole = zip(starts.tolist(), ends.tolist(), repeat("space"), repeat(" "), strict=False)
    for start, end in pairwise(cuts):
        if end > start:
            yield int(texts[start]), map(_MARK, islice(whole, end - start))


class _Wordings:
    """The words of a text, but those that the end of a line parts; a few are looked up, many are listed once."""

    def __init__(self, text: str, places: Iterable[int]) -> None:
        self._text = " ".join(_unbroken(text, places))
        self._every: frozenset[str] | None = None
        self._left = _MOST_LOOKED_UP

    def __contains__(self, word: object) -> bool:
        text, at = self._text, -1
        while self._left and isinstance(word, str):
            self._left -= 1
            at = text.find(word, at + 1)
            if at < 0:
                return False
            if not (_ENDS_WORD.search(text[max(0, at - 2) : at]) or _GOES_ON.match(text, at + len(word))):
                return True
        if self._every is None:
            self._every = frozenset(_WORD.findall(text))
        return word in self._every


def _unbroken(text: str, places: Iterable[int]) -> Iterator[str]:
    """The text without the words that a hyphen parts at the end of a line."""
    at = 0
    for found in matches(_BROKEN, text, places):
        start = found.start()
        while start > at and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        if start < found.start():
            yield text[at:start]
            at = found.end()
    yield text[at:]


def _parts(text: str, hyphen: int, following: int, wordings: Container[str]) -> bool:
    """Whether the hyphen parts one word (Stepana-/kert); else it is part of the word (Nagorno-/Karabakh).

    The text itself decides where it has either form elsewhere, then whether both halves are words of it.
    """
    before = _BEFORE.search(text[max(0, hyphen - 30) : hyphen])
    after = _AFTER.match(text, following)
    if not before or not after:
        return False
    left, right = before[0], after[0]
    if text[hyphen] == "\u00ac" or (not left[-1].isdigit() and f"{left}{right}" in wordings):
        return True
    if not right[0].islower() or left[-1].isdigit() or f"{left}-{right}" in wordings:
        return False
    if left.casefold() in _FIRSTS or (right in _SECONDS and (left[0].isupper() or left in wordings)):
        return False
    return not (len(left) > 2 and len(right) > 2 and left in wordings and right in wordings)
