"""Texts in; a hash of each of their words, which depends on its letters alone, out.

Words are runs of letters, marks and numbers in Unicode's form NFKC, whatever their case; what is not seen is in none.
Letters of ASCII are looked at as bytes, eight at a time, as nearly all letters of nearly all words are such; another
letter stands there as a byte of its own and adds what it is to the hash.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from karabakh.flows.text.codepoints import code_points

Hashes = np.ndarray[Any, np.dtype[np.uint64]]

_SMALL: Final = 0x20  # makes small letters of ASCII letters
_LETTERS: Final = 26
_DIGITS: Final = 10
_OTHER: Final = 0x80  # stands for a letter beyond ASCII
_UNSEEN: Final = 1
_UNKNOWN: Final = 2
_AT_ONCE: Final = 8
_LONGEST: Final = 64  # letters of a word that is looked at with all others; longer ones are few
# odd, without pattern: the fractional parts of the golden ratio and of the square root of 2
_BASE: Final = 0x9E3779B97F4A7C15
FACTOR: Final = np.uint64(0x6A09E667F3BCC909)
_FACTORS: Final = [np.uint64(pow(_BASE, power, 1 << 64)) for power in range(1, _LONGEST // _AT_ONCE + 1)]
_MASKS: Final = np.array([(1 << 8 * letters) - 1 for letters in range(_AT_ONCE + 1)], np.uint64)


def hashed(texts: Sequence[str]) -> tuple[Hashes, Any]:
    """Return the hashes of the words of all texts, and which word is the first of each, and the end.

    >>> words, firsts = hashed(["Şuşa fell", "ŞUŞA — rose"])
    >>> firsts.tolist(), bool(words[0] == words[2])
    ([0, 2, 4], True)
    """
    letters = _letters(texts)
    edges = np.flatnonzero(letters.inside[1:] != letters.inside[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    words = _of_bytes(letters.low, starts, ends - starts)
    if len(letters.far):
        owner = np.searchsorted(starts, letters.far, "right") - 1
        places = (letters.far - starts[owner]).astype(np.uint64)
        np.add.at(words, owner, mixed(letters.codes * FACTOR + places))
    return mixed(words), np.searchsorted(starts, letters.bounds)


def mixed(hashes: Hashes) -> Hashes:
    """Return whole numbers of which every bit depends on every bit of the given (the finaliser of SplitMix64)."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * np.uint64(factor)
    return hashes ^ (hashes >> np.uint64(31))


def _of_bytes(low: Any, starts: Any, lengths: Any) -> Hashes:
    """Return for each word a number of its bytes: the sum of each eight of them, as a number, times a factor."""
    raw = low.tobytes() + bytes(_LONGEST)
    eights: Hashes = np.ndarray((len(raw) - _AT_ONCE + 1,), "<u8", raw, strides=(1,))
    words: Hashes = (eights[starts] & _MASKS[np.minimum(lengths, _AT_ONCE)]) * _FACTORS[0]
    longer = np.flatnonzero(lengths > _AT_ONCE)
    at, left = starts[longer], lengths[longer]
    for factor in _FACTORS[1:]:
        if not len(longer):
            break
        at, left = at + _AT_ONCE, left - _AT_ONCE
        words[longer] += (eights[at] & _MASKS[np.minimum(left, _AT_ONCE)]) * factor
        kept = left > _AT_ONCE
        longer, at, left = longer[kept], at[kept], left[kept]
    for word in np.flatnonzero(lengths > _LONGEST).tolist():
        start = int(starts[word])
        letters = hashlib.sha256(raw[start : start + int(lengths[word])])
        words[word] = int.from_bytes(letters.digest()[:8], "little")
    return words


class _Letters(NamedTuple):
    """Texts as bytes, letters in lower case, and which are letters; where those beyond ASCII stand, and which they are.

    ``bounds`` are where the texts begin, and the end.
    """

    low: Any
    inside: Any
    far: Any
    codes: Hashes
    bounds: Any


def _letters(texts: Sequence[str]) -> _Letters:
    points, bounds, far = _points(texts)
    doubtful = far[~_are_sure(points[far])]
    if len(doubtful):
        texts = list(texts)
        for at in np.unique(np.searchsorted(bounds, doubtful, "right") - 1).tolist():
            texts[at] = unicodedata.normalize("NFKC", texts[at])
        points, bounds, far = _points(texts)
    low = points.astype(np.uint8) | np.uint8(_SMALL)  # of signs it makes other signs, of digits themselves
    inside = (low - np.uint8(ord("a")) < _LETTERS) | (points - np.uint8(ord("0")) < _DIGITS)
    codes = _codes(points[far])
    low[far], inside[far] = np.minimum(codes, _OTHER), codes > _UNSEEN
    others = codes >= _OTHER
    far, codes, unseen = far[others], codes[others], far[codes == _UNSEEN]
    if len(unseen):
        low, inside = np.delete(low, unseen), np.delete(inside, unseen)
        far, bounds = (places - np.searchsorted(unseen, places) for places in (far, bounds))
    return _Letters(low, inside, far, codes.astype(np.uint64), bounds)


def _points(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    """Return the code points of all texts, with spaces around; where each begins, and the end; what is no ASCII."""
    joined = f" {' '.join(texts)} "
    bounds = np.cumsum([1, *(len(text) + 1 for text in texts)])
    points = code_points(joined)
    return points, bounds, np.flatnonzero(points > 0x7F)


def _codes(points: Any) -> Any:
    """Return the numbers of characters."""
    table = _table()
    for point in np.unique(points[table[points] == _UNKNOWN]).tolist():
        table[point] = _code(chr(point))
    return table[points]


@cache
def _table() -> Any:
    return np.full(0x110000, _UNKNOWN, np.uint32)


def _code(character: str) -> int:
    """Return the number of a character: 0 for what parts words, 1 for what is not seen, else its lower-case letter's.

    >>> _code("A") == _code("a"), _code("-"), _code("\\u00ad")
    (True, 0, 1)
    """
    category = unicodedata.category(character)
    if category == "Cf":
        return _UNSEEN
    return ord(character.casefold()[0]) if category[0] in "LMN" else 0


_UNTRIED: Final = 2


def _are_sure(points: Any) -> Any:
    """Say of code points which stay as they are in Unicode's form NFKC; few texts have any others."""
    sure = _sure()
    for point in np.unique(points[sure[points] == _UNTRIED]).tolist():
        sure[point] = _is_sure(chr(point))
    return sure[points] == 1


@cache
def _sure() -> Any:
    return np.full(0x110000, _UNTRIED, dtype=np.uint8)


def _is_sure(character: str) -> bool:
    """Say whether a character is the same in NFKC whatever stands around it: it is no mark and no part of a syllable.

    >>> _is_sure("ə"), _is_sure("\\u0301"), _is_sure("½")
    (True, False, False)
    """
    part = unicodedata.category(character)[0] == "M" or "\\u1100" <= character <= "\\u11ff"
    return not part and unicodedata.is_normalized("NFKC", character)
