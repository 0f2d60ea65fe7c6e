"""Texts in; out where the words and digits of numbers stand in them: one pass over the joined bytes of all.

Positions are characters of the joined texts, with a sign before each and one behind the last. What is neither a number
word nor a digit costs nothing but that pass.
"""

from collections.abc import Sequence
from itertools import chain
from math import isnan
from typing import Any, Final, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from karabakh.flows.figures.tokens import ATTACHED, DENOMINATORS, WORDS, Digits, Token
from karabakh.flows.text.span import Span

Numbers = np.ndarray[Any, np.dtype[Any]]

DIGITS: Final = -1
"""What stands for digits where a number word has its place in `WORDS`."""

_SIGN: Final = b"\n"
_BEHIND: Final = 16
"""Signs behind the last text, so that whoever looks behind a number need not ask whether the bytes end there."""

_NONE: Final[Numbers] = np.zeros(0, np.int64)
_FORMS: Final = [
    *((word, form) for word in WORDS for form in (word, word.capitalize(), word.upper())),
    *((part, form) for part in DENOMINATORS if part not in WORDS for form in (part, part.capitalize())),
]
_SEARCH: Final = BytesAhoCorasick(
    [form.encode() for _, form in _FORMS], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
)
_WORD_OF: Final = np.array([WORDS.index(word) if word in WORDS else len(WORDS) for word, _ in _FORMS])
_IS_PART: Final = np.array([word in DENOMINATORS and not form.isupper() for word, form in _FORMS])
_IS_ATTACHED: Final = np.array([word in ATTACHED for word, _ in _FORMS])

_JOINS: Final = np.array([code < 128 and chr(code).isalnum() for code in range(256)])
"""Bytes beside which there is no edge of a word; of characters beyond ASCII they themselves must tell."""

_IS_DIGIT: Final = np.isin(np.arange(256), list(b"0123456789"))
_PARTS_DIGITS: Final = np.isin(np.arange(256), list(b" .,"))
_FOREIGN: Final = 128
_GOES_ON: Final = -64
"""Bytes that do not begin a character are, read with their sign, less than this."""

_MOST_DIGITS: Final = 15
_BASE: Final = 10


class Scan(NamedTuple):
    """Where numbers are written.

    The tokens are sorted by their ``starts``; ``words`` are places in `WORDS`, or `DIGITS`, of which ``values`` are
    NaN where they are read as they stand. ``parts`` are starts and ends of what may be the denominators of fractions,
    ``runs`` those of digits without a sign between, ``offsets`` where the texts begin, and one more text would.
    ``raw`` are the bytes, ``behind`` the place in them of each that does not begin a character.
    """

    starts: Numbers
    ends: Numbers
    words: Numbers
    values: Numbers
    parts: Numbers
    runs: Numbers
    offsets: Numbers
    raw: bytes
    behind: Numbers

    def bytes_at(self, places: Numbers) -> Numbers:
        """Return where characters stand in ``raw``."""
        if not len(self.behind):
            return places
        found: Numbers = places + np.searchsorted(self.behind - np.arange(len(self.behind)), places, "right")
        return found

    def placed(self, spans: Sequence[Sequence[Span]]) -> Numbers:
        """Return starts and ends, two columns, of the spans of every text among the joined ones."""
        counts = np.fromiter(map(len, spans), np.int64, len(spans))
        flat = np.fromiter(chain.from_iterable(chain.from_iterable(spans)), np.int64, 2 * int(counts.sum()))
        flat = flat.reshape(-1, 2)
        flat += np.repeat(self.offsets[:-1], counts)[:, None]
        return flat

    def texts_of(self, places: Numbers) -> Numbers:
        """Return the numbers of the texts in which characters stand."""
        return np.searchsorted(self.offsets, places, "right") - 1

    def tokens(self, chosen: Numbers, text: str, offset: int) -> list[Token]:
        """Return the tokens of these numbers, all of one text, as it has them; ``offset`` is where it begins."""
        found: list[Token] = []
        columns = (self.starts[chosen] - offset, self.ends[chosen] - offset, self.words[chosen], self.values[chosen])
        for start, end, word, value in zip(*(column.tolist() for column in columns), strict=True):
            if word != DIGITS:
                found.append(Token(start, end, WORDS[word], 0.0))
            else:
                found.append(Token(start, end, "", float(text[start:end]) if isnan(value) else value))
        return found


def scanned(texts: Sequence[str]) -> Scan:
    """Return where numbers are written in the texts.

    >>> scan = scanned(["two of 1,500 million", "a tent"])
    >>> (scan.starts - 1).tolist(), [WORDS[word] for word in scan.words if word != DIGITS]
    ([0, 7, 13], ['two', 'million'])
    """
    return _Scanner(texts).scan()


def numbers_of(text: str) -> tuple[list[Token], list[Span]]:
    """Return the tokens of one text, and what may be the denominators of fractions there.

    >>> [(token.word, token.value) for token in numbers_of("two of 1,500 million")[0]]
    [('two', 0.0), ('', 1500.0), ('million', 0.0)]
    """
    scan = scanned([text])
    parts = (scan.parts - scan.offsets[0]).tolist()
    return scan.tokens(np.arange(len(scan.starts)), text, int(scan.offsets[0])), [Span(*part) for part in parts]


class _Scanner:
    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._raw = _SIGN.join([b"", *(text.encode("utf-8", "surrogatepass") for text in texts), _SIGN * _BEHIND])
        self._bytes = np.frombuffer(self._raw, np.uint8)
        self._offsets = np.cumsum([1, *(len(text) + 1 for text in texts)])
        self._behind = _NONE if self._raw.isascii() else np.flatnonzero(self._bytes.view(np.int8) < _GOES_ON)
        self._readers: dict[int, Digits] = {}

    def scan(self) -> Scan:
        runs, digits = self._digits()
        words, parts = self._words(set(digits[1].tolist()))
        starts, ends, kinds, values = (np.concatenate(both) for both in zip(words, digits, strict=True))
        order = np.argsort(starts, kind="stable")
        return Scan(
            starts[order], ends[order], kinds[order], values[order], parts, runs, self._offsets, self._raw, self._behind
        )

    def _places(self, at: Numbers) -> Numbers:
        """Characters for bytes."""
        return at - np.searchsorted(self._behind, at) if len(self._behind) else at

    def _text(self, place: int) -> tuple[int, int]:
        """The number of the text in which a character stands, and where in it."""
        number = int(np.searchsorted(self._offsets, place, "right")) - 1
        return number, place - int(self._offsets[number])

    def _words(self, ends_of_digits: set[int]) -> tuple[tuple[Numbers, ...], Numbers]:
        """Number words, as four columns of `Scan`, and parts."""
        found = np.array(self._search(), np.int64).reshape(-1, 3)
        forms, first, last = found.T
        before, after = self._bytes[first - 1], self._bytes[last]
        parts = self._places(found[_IS_PART[forms] & ~_JOINS[before], 1:])
        may = ~_JOINS[after] & (~_JOINS[before] | (_IS_ATTACHED[forms] & _IS_DIGIT[before]))
        forms, before, after = forms[may], before[may], after[may]
        starts, ends = self._places(first[may]), self._places(last[may])
        words = _WORD_OF[forms]
        sure = (before < _FOREIGN) & (after < _FOREIGN) & ~_IS_DIGIT[before]
        for at in np.flatnonzero(~sure).tolist():
            sure[at] = self._is_word(int(starts[at]), int(ends[at]), int(words[at]), ends_of_digits)
        sure &= words < len(WORDS)
        return (starts[sure], ends[sure], words[sure], np.full(int(sure.sum()), np.nan)), parts

    def _search(self) -> list[tuple[int, int, int]]:
        return _SEARCH.find_matches_as_indexes(self._raw)

    def _is_word(self, start: int, end: int, word: int, ends_of_digits: set[int]) -> bool:
        number, at = self._text(start)
        text = self._texts[number]
        behind = at + end - start
        if word == len(WORDS) or text[behind : behind + 1].isalnum():
            return False
        return not text[at - 1 : at].isalnum() or (WORDS[word] in ATTACHED and start in ends_of_digits)

    def _digits(self) -> tuple[Numbers, tuple[Numbers, ...]]:
        """Where digits begin, and the numbers that they are, as four columns of `Scan`."""
        is_digit = (self._bytes - ord("0")) < _BASE
        digits = np.flatnonzero(is_digit)
        begins = np.diff(digits, prepend=-2) > 1
        first, last = digits[begins], digits[np.append(begins[1:], True)[: len(digits)]] + 1
        before, after = self._bytes[first - 1], self._bytes[last]
        starts, ends = self._places(first), self._places(last)
        go_on = (after >= _FOREIGN) | (_PARTS_DIGITS[after] & is_digit[last + 1])
        read, tokens = self._read(starts[go_on].tolist())
        plain = ~go_on & ~_JOINS[before] & (last - first <= _MOST_DIGITS)
        if len(read):
            behind = np.searchsorted(read[:, 0], starts, "right") - 1
            plain &= (behind < 0) | (read[behind, 1] <= starts)
        for at in np.flatnonzero(plain & (before >= _FOREIGN)).tolist():
            number, place = self._text(int(starts[at]))
            plain[at] = not self._texts[number][place - 1 : place].isalnum()
        values = np.concatenate([np.full(int(plain.sum()), np.nan), tokens[:, 2]])
        starts_of, ends_of = (
            np.concatenate([column[plain], tokens[:, at].astype(np.int64)]) for at, column in enumerate((starts, ends))
        )
        return np.stack([starts, ends], axis=1), (starts_of, ends_of, np.full(len(values), DIGITS), values)

    def _read(self, starts: Sequence[int]) -> tuple[Numbers, Numbers]:
        """What is read from ``starts`` on, the digits of one number being parted; and the numbers that it gives."""
        read: list[tuple[int, int]] = []
        tokens: list[tuple[float, float, float]] = []
        reached = 0
        for start in starts:
            if start < reached:
                continue
            number, place = self._text(start)
            if number not in self._readers:
                self._readers[number] = Digits(self._texts[number])
            end, token = self._readers[number].at(place)
            reached = start + end - place
            read.append((start, reached))
            if token:
                tokens.append((start, start + token.end - place, token.value))
        return np.array(read, np.int64).reshape(-1, 2), np.array(tokens, np.float64).reshape(-1, 3)
