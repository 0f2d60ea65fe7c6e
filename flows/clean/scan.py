"""Texts in; as one stretch of bytes, with arrays of where its signs, numbers, letters and lines stand, out.

The finders ask these arrays where they could find something, and look at the texts themselves only there. Places in
the stretch count in bytes; `Scan.each` gives them in the texts, in code points.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from karabakh.flows.clean.characters import ODD_LETTERS
from karabakh.flows.text.span import Mark

Array = NDArray[Any]
Found = tuple[int, Iterable[Mark]]
"""The number of a text and what is marked in it."""
Finder = Callable[["Scan"], Iterator[Found]]

_PAD: Final = b"\n" * 16  # so that what stands around a place can be asked for at both ends
_SPACE, _LINE_END, _RETURN, _ZERO = b" \n\r0"
_ODD: Final = {**dict.fromkeys(b"\t\x1f", _SPACE), **dict.fromkeys(b"\v\f\x1c\x1d\x1e", _LINE_END)}
_CONTROLS: Final = bytes({*range(32), 127} - {_LINE_END})
_SIGNS: Final = bytes(byte in b"&#<>[](){/@:.!?" or byte in _CONTROLS or byte >= 0xC0 for byte in range(256))
_READ: Final = np.array([_ODD.get(byte, byte) for byte in range(256)], np.uint8)
_TOP: Final = 0xFFFF  # what is beyond stands for this, which is no character
_STEPS: Final = 4


def among(characters: str) -> Array:
    """Return a table that says of each code point below U+FFFF whether it is one of ``characters``."""
    table = np.zeros(_TOP + 1, bool)
    table[np.frombuffer(characters.encode("utf-32-le"), np.uint32)] = True
    return table


def within(table: Array, points: Array) -> Array:
    """Say of each code point whether it is in a table of `among`."""
    held: Array = table[np.minimum(points, _TOP)]
    return held


def of_bytes(signs: bytes) -> Array:
    """Return a table that says of each byte whether it is one of ``signs``."""
    table = np.zeros(256, bool)
    table[list(signs)] = True
    return table


_ODD_LETTERS: Final = among(ODD_LETTERS)
_WHITE: Final = among("".join(letter for letter in ODD_LETTERS if letter.isspace()))


class Scan:
    """Texts, one behind the other, a line end behind each; all spaces and line ends of ASCII are plain ones."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.data = bytearray("\n".join(texts).encode("utf-8", "surrogatepass"))
        self.size = len(self.data) + 1
        self.data += _PAD
        self.bytes = np.frombuffer(self.data, np.uint8)
        self.at = np.flatnonzero(np.frombuffer(self.data.translate(_SIGNS), bool))
        self.signs = self.bytes[self.at]
        self._letters()
        self._starts([len(text) for text in texts])
        self._uneven = self._even()
        self._evened: dict[int, str] = {}
        self.left = np.zeros(len(texts), bool)
        """Of each text, whether it is read otherwise by now, so that nothing is to be looked for in it here."""

    def _letters(self) -> None:
        """Where the letters beyond ASCII stand, their code points, and how many bytes more than code points."""
        self.leads = self.at[self.signs >= 0xC0]
        first, size = self.bytes[self.leads].astype(np.int32), np.ones(len(self.leads), np.int32)
        size += (first >= 0xE0).astype(np.int32) + (first >= 0xF0)
        points = first & (0x3F >> size)
        for number in (1, 2, 3):
            points = np.where(size >= number, points << 6 | self.bytes[self.leads + number] & 0x3F, points)
        self.points = points
        self.lengths = size + 1
        self._extra = np.concatenate([[0], np.cumsum(size)])

    def _starts(self, lengths: Sequence[int]) -> None:
        self.firsts = np.concatenate([[0], np.cumsum(np.array(lengths, np.int64) + 1)])
        """Where the texts begin, in code points, and the end."""
        self.starts = self.firsts + self._extra[np.searchsorted(self.leads - self._extra[:-1], self.firsts)]
        """Where the texts begin, in bytes, and the end."""

    def _even(self) -> frozenset[int]:
        """Put plain spaces and line ends for the others of ASCII; the texts in which there are some."""
        odd = self.at[_READ[self.signs] != self.signs]
        returns = self.at[self.signs == _RETURN]
        if not len(odd) and not len(returns):
            return frozenset()
        before_end = (self.bytes[returns + 1] == _LINE_END) & ~np.isin(returns + 2, self.starts)
        self.bytes[returns] = np.where(before_end, _SPACE, _LINE_END)
        self.bytes[odd] = _READ[self.bytes[odd]]
        return frozenset(np.unique(self.of(np.concatenate([odd, returns]))).tolist())

    @cached_property
    def unread(self) -> list[int]:
        """The texts with letters that `spaces` reads otherwise."""
        return [int(number) for number in np.unique(self.of(self.letters(_ODD_LETTERS)))]

    def text(self, number: int) -> str:
        """Return a text as it stands here."""
        if number not in self._uneven:
            return self._texts[number]
        if number not in self._evened:
            self._evened[number] = self.decoded(self.bytes, number)
        return self._evened[number]

    def decoded(self, data: Array, number: int) -> str:
        """Return a text as it stands in other bytes, of the same number."""
        return data[self.starts[number] : self.starts[number + 1] - 1].tobytes().decode("utf-8", "surrogatepass")

    def is_uneven(self, number: int) -> bool:
        """Whether a text stands here otherwise than it was given."""
        return number in self._uneven

    def of(self, at: Array) -> Array:
        """Return for each place the number of the text that it is in."""
        texts: Array = np.searchsorted(self.starts, at, "right") - 1
        return texts

    def characters(self, at: Array) -> Array:
        """Return for each place how many code points stand before it."""
        before: Array = at - self._extra[np.searchsorted(self.leads, at)]
        return before

    def where(self, signs: bytes) -> Array:
        """Return the places of some signs."""
        found = self.signs == signs[0] if len(signs) == 1 else of_bytes(signs)[self.signs]
        places: Array = self.at[found]
        return places

    def letters(self, table: Array) -> Array:
        """Return the places of the letters beyond ASCII that are in a table of `among`."""
        places: Array = self.leads[within(table, self.points)]
        return places

    @cached_property
    def numbers(self) -> Array:
        """The places of the first digits of numbers."""
        digits = (self.bytes - _ZERO) < np.uint8(10)
        digits[1:] &= ~digits[:-1]
        return np.flatnonzero(digits)

    @cached_property
    def eights(self) -> Array:
        """The eight bytes from each place on as one number, the first lowest."""
        return np.ndarray((len(self.data) - 7,), "<u8", self.data, strides=(1,))

    def each(self, at: Array) -> Iterator[tuple[int, list[int]]]:
        """Yield for each text in which there are places their offsets in it, in code points."""
        if not len(at):
            return
        texts = self.of(at)
        if self.left.any():
            kept = ~self.left[texts]
            at, texts = at[kept], texts[kept]
        places = (self.characters(at) - self.firsts[texts]).tolist()
        cuts = [0, *(np.flatnonzero(np.diff(texts)) + 1).tolist(), len(places)]
        for start, end in pairwise(cuts):
            if end > start:
                yield int(texts[start]), places[start:end]

    @cached_property
    def unwrapped(self) -> Array:
        """The bytes with a space for each line end at which a paragraph goes on."""
        from karabakh.flows.clean.wrapping import going_on

        joined = self.bytes.copy()
        joined[going_on(self)] = _SPACE
        return joined

    def plain(self, number: int) -> str:
        """Return a text with a space for each line end at which a paragraph goes on."""
        return self.decoded(self.unwrapped, number)

    def marked(self, at: Array, find: Callable[[str, list[int]], Iterable[Mark]]) -> Iterator[Found]:
        """Yield what ``find`` makes of each text in which there are places, and of those places."""
        for number, places in self.each(at):
            yield number, find(self.text(number), places)

    def marks(self, finder: Finder) -> list[Mark]:
        """Return what a finder marks in the texts, one after the other."""
        return [mark for _, marks in finder(self) for mark in marks]

    @cached_property
    def lines(self) -> "Lines":
        """The lines of the texts."""
        return Lines(self)


class Lines:
    """The lines of texts: where they start and end, without the spaces around them, and in which texts."""

    def __init__(self, scan: Scan) -> None:
        data = scan.bytes
        self.ends = np.flatnonzero(data[: scan.size] == _LINE_END)
        self.starts = np.concatenate([[0], self.ends[:-1] + 1])
        self.first = _past_spaces(data, self.starts, 1)
        self.last = np.maximum(_past_spaces(data, self.ends - 1, -1) + 1, self.first)
        self.openings = np.searchsorted(self.starts, scan.starts)
        """Of each text the number of its first line, and the end."""
        self.texts = np.repeat(np.arange(len(self.openings) - 1), np.diff(self.openings))
        self.blank = self.first == self.ends
        self.first_points = data[self.first].astype(np.int32)
        self.last_points = data[self.last - 1].astype(np.int32)
        self._points(scan)
        self._trim(scan)

    def _points(self, scan: Scan) -> None:
        """Put the code points of the first and last characters that are no ASCII."""
        wide = np.flatnonzero(scan.bytes[self.first] >= 0x80)
        self.first_points[wide] = scan.points[np.searchsorted(scan.leads, self.first[wide])]
        wide = np.flatnonzero(scan.bytes[self.last - 1] >= 0x80)
        self.last_points[wide] = scan.points[np.searchsorted(scan.leads, self.last[wide]) - 1]

    def _trim(self, scan: Scan) -> None:
        """Take white space beyond ASCII from lines; only a text whose broken characters are mended has some."""
        odd = np.flatnonzero(within(_WHITE, self.first_points) | within(_WHITE, self.last_points))
        for line in odd.tolist():
            start, end = int(self.first[line]), int(self.last[line])
            words = scan.data[start:end].decode("utf-8", "surrogatepass")
            kept = words.lstrip()
            self.first[line] = end - len(kept.encode("utf-8", "surrogatepass")) if kept else self.ends[line]
            self.last[line] = int(self.first[line]) + len(kept.rstrip().encode("utf-8", "surrogatepass"))
        if len(odd):
            self.blank = self.first == self.ends
            self.first_points[odd] = scan.bytes[self.first[odd]]
            self.last_points[odd] = scan.bytes[self.last[odd] - 1]
            self._points(scan)


def _past_spaces(data: Array, at: Array, step: int) -> Array:
    """Return the nearest place from each on, forwards or backwards, that is no space."""
    at = at.copy()
    loose = np.flatnonzero(data[at] == _SPACE)
    for _ in range(_STEPS):
        at[loose] += step
        loose = loose[data[at[loose]] == _SPACE]
    if len(loose):
        full = np.flatnonzero(data != _SPACE)
        found = np.searchsorted(full, at[loose], "left" if step > 0 else "right")
        at[loose] = full[found] if step > 0 else np.where(found > 0, full[found - 1], -1)
    return at
