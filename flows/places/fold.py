"""Text in, bytes to search out: one byte a code point, so that position i of the one is position i of the other.

Case, diacritics and look-alike letters fold to one letter, every hyphen and every space to a space, every apostrophe to
``'``; combining marks, soft hyphens and zero-width characters to a byte that is left out when names are compared.
"""

import codecs
import re
import unicodedata

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
_SPACES = re.compile(rb" {2,}")


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


_ASCII = bytes(_byte(chr(byte)) if byte < 128 else byte for byte in range(253)) + bytes((MARK, OTHER, SKIP))


def fold(text: str) -> bytes:
    """Return one byte for each code point of ``text``.

    >>> fold("S\u0327uşa – Qara\u00adba\u011f")
    b's\\x00usa   qara\\x00bag'
    """
    return text.encode("ascii", _CODEC).translate(_ASCII)


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
