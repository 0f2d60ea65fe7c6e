"""Texts in; all their characters as one array, each text behind the one before it, out.

What holds of most characters, lines or sentences is told by arrays; a pattern then looks at a text only where they say.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from karabakh.flows.text.codepoints import code_points

Places = npt.NDArray[np.int64]
"""Where something stands among the characters of all texts."""
Truths = npt.NDArray[np.bool_]

QUOTES: Final = '"“”„«»‟'
"""Quote marks; where sentences are told apart they are read as spaces."""
OTHER: Final = 128
"""What stands for a character beyond ASCII where characters are bytes."""

_MARGIN: Final = 64  # so many characters on either side of any place may be looked at
_LAST_SPACE: Final = 0x3000
_IS_SPACE: Final = np.array([*(chr(code).isspace() for code in range(_LAST_SPACE + 1)), False])
_WANTED: Final = bytes(code == OTHER or chr(code) in "\n.!?:;()[]'\"@`" for code in range(256))


class Seen(NamedTuple):
    """A place in a text: which of the texts, its words, where they begin among all, and where in them the place is."""

    number: int
    text: str
    offset: int
    at: int


class Joined:
    """The characters of some texts that each begin, behind a header of blanks, at their ``bodies``.

    ``codes`` are their code points, and ``view`` is the same in bytes, where a quote mark is a space. ``marks`` are the
    places of punctuation and of what is not ASCII.

    >>> joined = Joined(["Baku.", "Ağdam"])
    >>> [(seen.text, seen.at) for seen in joined.seen(joined.marks)]
    [('Baku.', 4), ('Ağdam', 1)]
    """

    def __init__(self, texts: Sequence[str], bodies: Sequence[int] = ()) -> None:
        self.texts = texts
        margin = "\0" * _MARGIN
        joined = "".join([margin, "\0".join(texts), margin])
        self.codes = code_points(joined)
        self.view: npt.NDArray[np.uint8] = self.codes.astype(np.uint8)
        self.view[self.codes >= OTHER] = OTHER
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self.ends: Places = np.cumsum(lengths + 1) + (_MARGIN - 1)
        self.starts: Places = self.ends - lengths
        self.bodies: Places = self.starts + np.array(bodies, np.int64) if bodies else self.starts
        wanted = self.view.tobytes().translate(_WANTED)
        self.marks: Places = np.flatnonzero(np.frombuffer(wanted, np.bool_))
        self.signs: npt.NDArray[Any] = self.codes[self.marks]
        self.view[self.marks_of(QUOTES)] = ord(" ")

    def marks_of(self, characters: str) -> Places:
        """Return the places of some of the characters that are marks."""
        return self.marks[self.is_one_of(self.signs, characters)]

    @staticmethod
    def is_one_of(codes: npt.NDArray[Any], characters: str) -> Truths:
        """Return which codes are those of some characters."""
        first, *others = map(ord, characters)
        one: Truths = codes == first
        for code in others:
            one |= codes == code
        return one

    def numbers(self, places: Places) -> Places:
        """Return the number of the text in which each place is."""
        numbers: Places = np.searchsorted(self.starts, places, "right") - 1
        return numbers

    def low(self, places: Places) -> npt.NDArray[Any]:
        """Return the characters in these places as ASCII, and ``OTHER`` for others."""
        codes: npt.NDArray[Any] = np.minimum(self.codes[places], OTHER)
        return codes

    def is_space(self, places: Places) -> Truths:
        """Return whether there is white space in these places."""
        spaces: Truths = _IS_SPACE[np.minimum(self.codes[places].astype(np.int32), _LAST_SPACE + 1)]
        return spaces

    def is_gap(self, places: Places) -> Truths:
        """Return whether there is white space, or a quote mark, in these places."""
        gaps: Truths = self.is_space(places) | (self.view[places] == ord(" "))
        return gaps

    def seen(self, places: Places) -> Iterator[Seen]:
        """Yield each place with its text."""
        numbers = self.numbers(places)
        offsets = self.starts[numbers]
        for number, offset, at in zip(numbers.tolist(), offsets.tolist(), (places - offsets).tolist(), strict=True):
            yield Seen(number, self.texts[number], offset, at)
