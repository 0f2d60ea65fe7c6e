"""Text in, bytes to search out: one byte a code point, with the exact way back to the code points of the raw text.

Case, diacritics and look-alike letters fold to one letter, every hyphen to ``-``, every space to a space, every
apostrophe to ``'``; combining marks, soft hyphens and zero-width characters to a byte that is left out. Because every
code point becomes exactly one byte, position i of the one is position i of the other until bytes are left out.
"""

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

SKIP, OTHER, MARK = 0, 1, 2  # left out; a letter of no script the gazetteer uses; punctuation
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
_HYPHEN_TO_SPACE = bytes.maketrans(b"-", b" ")
# What is left out: "Nagorno-\n 'Karabakh" is "nagorno karabakh". Of a run the first byte stays if it separates.
_LEFT_OUT = re.compile(rb"[ \-][ \-\x00']+|[\x00']+")


class _Table(dict[int, str]):
    """Code point to its byte (as the Latin-1 character of that number), worked out when first met."""

    def __missing__(self, point: int) -> str:
        byte = chr(_byte(chr(point)))
        if point < 0x10000:  # bounded, whatever the text
            self[point] = byte
        return byte


_TABLE = _Table()


def _beyond_ascii(error: UnicodeError) -> tuple[bytes, int]:
    """Fold a run of characters that ASCII lacks; the codec copies the rest, which is most of an English text."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end].translate(_TABLE).encode("latin-1")
    return run.translate(_SAFE), error.end


# Bytes 0 to 2 stand for something here, but may be control characters in a text: so they go by others meanwhile.
_SAFE, _CODEC = bytes.maketrans(b"\x00\x01\x02", b"\xff\xfe\xfd"), "karabakh-fold"
codecs.register_error(_CODEC, _beyond_ascii)


def _byte(char: str) -> int:
    if char in APOSTROPHES:
        return ord("'")
    if char in HYPHENS:
        return ord("-")
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


_ASCII = bytes(_byte(chr(byte)) if byte < 128 else byte for byte in range(253)) + bytes((MARK, OTHER, SKIP))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``plain`` has one byte a code point of ``raw``; ``compact`` is what is searched."""

    raw: str
    plain: bytes
    compact: bytes
    _cuts: list[int] = field(default_factory=list)  # index in compact from which on …
    _shift: list[int] = field(default_factory=list)  # … so many bytes were left out

    def start(self, index: int) -> int:
        """Return the position in ``raw`` of the byte ``index`` of ``compact``."""
        cut = bisect_right(self._cuts, index)
        return index + self._shift[cut - 1] if cut else index

    def end(self, index: int) -> int:
        """Return where in ``raw`` the stretch ends whose end in ``compact`` is ``index``, combining marks included."""
        end = self.start(index - 1) + 1
        while end < len(self.plain) and self.plain[end] == SKIP and unicodedata.combining(self.raw[end]):
            end += 1
        return end


def fold(text: str, leave_out: Iterable[tuple[int, int]] = ()) -> Folded:
    """Fold ``text``; the stretches ``leave_out`` (start, end) are read as if they were not there.

    >>> folded = fold("S\u0327uşa – Qara\u00adba\u011f")
    >>> folded.compact, folded.raw[folded.start(5) : folded.end(12)]
    (b'susa qarabag', 'Qara\\xadbağ')
    """
    plain = text.encode("ascii", _CODEC).translate(_ASCII)
    holes = list(leave_out)
    if holes:
        writable = bytearray(plain)
        for start, end in holes:
            writable[start:end] = bytes(len(writable[start:end]))
        plain = bytes(writable)
    cuts, shift, removed, kept, last = [], [], 0, [], 0
    for found in _LEFT_OUT.finditer(plain):
        start, end = found.span()
        start += plain[start] in b" -"
        cuts.append(start - removed)
        removed += end - start
        shift.append(removed)
        kept.append(plain[last:start])
        last = end
    kept.append(plain[last:])
    return Folded(text, plain, b"".join(kept).translate(_HYPHEN_TO_SPACE), cuts, shift)


def fold_name(name: str) -> bytes:
    """Return the bytes that ``name`` is searched by.

    >>> fold_name("Nagorno‑Karabakh") == fold_name("NAGORNO KARABAKH") == b"nagorno karabakh"
    True
    """
    return fold(name.strip()).compact.strip()
