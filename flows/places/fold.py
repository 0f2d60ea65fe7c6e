"""Text in, bytes to search out: one byte a code point, so that position i of the one is position i of the other.

Case, diacritics and look-alike letters fold to one letter, every hyphen and every space to a space, every apostrophe to
``'``; combining marks, soft hyphens and zero-width characters to a byte that is left out when names are compared.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from karabakh.flows.text.codepoints import code_points

SKIP, OTHER, MARK = 0, 1, 2  # left out; a letter of no script the gazetteer uses; punctuation
APOSTROPHE, SPACE, SMALL_S = b"' s"
APOSTROPHES = "'`´‘’‚‛ʹʻʼʽʾʿˈ՚′ʹ＇"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u1806\ufe63\uff0d"
# Letters that Unicode does not decompose, or that stand for one another in Azerbaijani, Polish, Nordic, Turkish print.
ALIKE = {"ə": "a", "ǝ": "a", "ә": "a", "ɘ": "a", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ß": "s",
         "æ": "a", "œ": "o", "ħ": "h", "ŧ": "t", "ŋ": "n", "ё": "е", "й": "и", "ӂ": "ж"}  # fmt: skip
# Scripts beside Latin: each letter gets a byte of its own above 127. Azerbaijani Cyrillic letters follow the Russian.
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяғҝҹһөүјіїєґ"
ARMENIAN = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև"
ARABIC = "ءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
LETTERS = {letter: 128 + number for number, letter in enumerate(CYRILLIC + ARMENIAN + ARABIC)}
ARABIC_ALIKE = {"ك": "ک", "ي": "ی", "ى": "ی", "ة": "ه", "آ": "ا", "أ": "ا", "إ": "ا", "ؤ": "و", "ئ": "ی"}

WORD = bytes((chr(byte).isalnum() and byte < 128) or byte >= 128 or byte == OTHER for byte in range(256))
LETTER = bytes(bool(WORD[byte]) and not 48 <= byte <= 57 for byte in range(256))
LEFT_OUT = b"\x00'"  # of a name: what stands inside its words without being a letter
IS_WORD = np.frombuffer(bytes(WORD), np.bool_)
UNKNOWN = ord("?")  # in Latin-1, of a character that it lacks
_SPACES = re.compile(rb" {2,}")
_PLANE, _LATIN, _LAST_ASCII = 0x10000, 0x100, 0x7F
Array = NDArray[Any]


class Characters:
    """What each character is searched as, worked out when first met: its byte, and whether it is a small letter."""

    def __init__(self) -> None:
        self._bytes = np.zeros(_PLANE, np.uint8)
        self._small = np.zeros(_PLANE, np.bool_)
        self._known = np.zeros(_PLANE, np.bool_)

    def of(self, points: Array) -> tuple[Array, Array]:
        """Return the byte of each code point, and whether it is a small letter."""
        if len(points) and points.max() >= _PLANE:
            return self._beyond(points)
        if not self._known[points].all():
            new = np.unique(points[~self._known[points]])
            self._bytes[new] = [_byte(chr(point)) for point in new.tolist()]
            self._small[new] = [chr(point).islower() for point in new.tolist()]
            self._known[new] = True
        return self._bytes[points], self._small[points]

    def _beyond(self, points: Array) -> tuple[Array, Array]:
        """Return the same where some code points are too high for a table; nothing is remembered of these."""
        distinct, number = np.unique(points, return_inverse=True)
        chars = [chr(point) for point in distinct.tolist()]
        found = np.array([_byte(char) for char in chars], np.uint8), np.array([char.islower() for char in chars])
        return found[0][number], found[1][number]


_CHARACTERS = Characters()


class Folded(NamedTuple):
    """A text as arrays and bytes, each with as many items as it has code points.

    ``raw``: its Latin-1 bytes, ``UNKNOWN`` for other characters; ``folded``: a byte each to search by; ``word``: which
    are letters or figures; ``capital``: which of these are not small letters.
    """

    raw: Array
    folded: Array
    word: Array
    capital: Array


def fold_array(text: str) -> Folded:
    """Return ``text`` folded; what is not ASCII is looked at by itself, so that an English text costs least."""
    if text.isascii():
        raw = np.frombuffer(bytearray(text, "ascii"), np.uint8)
        return Folded(raw, _ascii(raw), *_kinds(raw))
    points = code_points(text)
    beyond = np.flatnonzero(points > _LAST_ASCII)
    codes, raw = points[beyond].astype(np.uint32), points.astype(np.uint8)
    folded, (word, capital) = _ascii(raw), _kinds(raw)
    raw[beyond] = np.where(codes < _LATIN, codes, UNKNOWN)
    folded[beyond], small = _CHARACTERS.of(codes)
    word[beyond] = letters = IS_WORD[folded[beyond]]
    capital[beyond] = letters & ~small
    return Folded(raw, folded, word, capital)


def _ascii(raw: Array) -> Array:
    return np.frombuffer(bytearray(raw.tobytes().translate(_ASCII)), np.uint8)


def _kinds(raw: Array) -> tuple[Array, Array]:
    """Say which ASCII bytes are letters or figures, and which capitals or figures."""
    capital: Array = raw - np.uint8(ord("0")) < 10
    capital |= raw - np.uint8(ord("A")) < 26
    word: Array = raw - np.uint8(ord("a")) < 26
    word |= capital
    return word, capital


@lru_cache(maxsize=1 << 12)
def _byte(char: str) -> int:
    if char in APOSTROPHES:
        return ord("'")
    if char in HYPHENS:
        return ord(" ")
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return SKIP
    if category[0] == "Z" or char.isspace():
        return ord(" ")
    return _letter(char) if category[0] in "LN" else ord(".") if char == "." else MARK


def _letter(char: str) -> int:
    small = char.lower()[0]
    base = ALIKE.get(small) or unicodedata.normalize("NFKD", small)[0].lower()
    base = ARABIC_ALIKE.get(base) or ALIKE.get(base, base)
    return ord(base) if base.isascii() and base.isalnum() else LETTERS.get(base, OTHER)


_ASCII = bytes(_byte(chr(byte)) for byte in range(128)) + bytes(128)


def fold(text: str) -> bytes:
    """Return one byte for each code point of ``text``.

    >>> fold("S\u0327uşa – Qara\u00adba\u011f")
    b's\\x00usa   qara\\x00bag'
    """
    if text.isascii():
        return text.encode("ascii").translate(_ASCII)
    return bytes(map(_byte, text))


def squeeze(folded: bytes) -> bytes:
    """Leave out what names are compared without: apostrophes and invisible characters, and all spaces of a run but one.

    >>> squeeze(fold("S\u0327uşa –\\n Qara\u00adba\u011f"))
    b'susa qarabag'
    """
    return _SPACES.sub(b" ", folded.translate(None, LEFT_OUT))


def fold_name(name: str) -> bytes:
    """Return the bytes that ``name`` is searched by.

    >>> fold_name("Nagorno‑Karabakh") == fold_name("NAGORNO KARABAKH") == b"nagorno karabakh"
    True
    """
    return squeeze(fold(name)).strip()
