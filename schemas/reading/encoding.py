"""Bytes of a text in whatever encoding in, the same text in UTF-8 out, with a remark where it had to be found out."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, starmap
from typing import Final

from karabakh.schemas.reading.refusal import UnreadableError, warning

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Likeliest first: the order decides where two read the same bytes as words.
_LEGACY: Final = {
    "cp1252": "windows-1252",
    "cp1254": "windows-1254",
    "cp1251": "windows-1251",
    "koi8_r": "KOI8-R",
    "cp866": "IBM866",
    "cp1253": "windows-1253",
    "iso8859_5": "ISO-8859-5",
    "mac_cyrillic": "x-mac-cyrillic",
    "cp1250": "windows-1250",
    "iso8859_2": "ISO-8859-2",
    "iso8859_15": "ISO-8859-15",
    "iso8859_7": "ISO-8859-7",
    "cp1255": "windows-1255",
    "iso8859_8": "ISO-8859-8",
    "cp1256": "windows-1256",
    "iso8859_6": "ISO-8859-6",
    "cp1257": "windows-1257",
    "iso8859_4": "ISO-8859-4",
    "iso8859_13": "ISO-8859-13",
    "iso8859_10": "ISO-8859-10",
    "cp1258": "windows-1258",
    "iso8859_3": "ISO-8859-3",
    "iso8859_16": "ISO-8859-16",
}
_CHUNK: Final = 1 << 24
_SAMPLE: Final = 1 << 16
_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]{1,200}")
_BROKEN_SHOWN: Final = 20
_MAX_NUL: Final = 0.01  # of the bytes of a text in UTF-8; of one in UTF-16 they are up to a half
_MAX_CONTROLS: Final = 0.02
_VOWELS: Final = {
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё": "аеёиоуыэюя",
    "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ": "αεηιουωάέήίόύώ",
}
_RARE: Final = "ђѓѕљњћќџґ"
_USUAL_VOWELS: Final = 0.44
_CLEARLY: Final = 0.02
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def in_utf8(data: bytes) -> tuple[bytes, list[UnreadableError]]:
    """Return a text in UTF-8 without a byte order mark, and what was remarked; UnreadableError where it is no text.

    >>> in_utf8("Şuşa".encode("utf-8-sig"))[0].decode()
    'Şuşa'
    """
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is not None and marked[1] != "utf-8":
        return _recoded(data[len(marked[0]) :], marked[1]), [_told(marked[1])]
    content = data[3:] if marked else data
    wide = _wide(content)
    if wide is not None:
        return _recoded(content, wide), [_told(wide)]
    _look_like_text(content)
    broken = _first_broken(content)
    if broken is None:
        return content, []
    if marked or _nearly_utf8(content):
        return _mended(content)
    name = _guessed(content)
    return _recoded(content, name), [_told(_LEGACY[name], "which is a guess")]


def _told(name: str, how: str = "as its bytes say") -> UnreadableError:
    return warning("encoding", f"the encoding should be UTF-8; read as {name.upper() if '-' in name else name}, {how}")


def _recoded(data: bytes, name: str) -> bytes:
    decoder = codecs.getincrementaldecoder(name)("strict")
    parts: list[bytes] = []
    try:
        for start in range(0, len(data), _CHUNK):
            end = min(start + _CHUNK, len(data))
            parts.append(decoder.decode(data[start:end], end == len(data)).encode())
    except UnicodeError as error:
        raise UnreadableError("encoding", f"the file is not {name.upper()} throughout; save it as UTF-8") from error
    return b"".join(parts)


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 or UTF-32 a text without a byte order mark is in, told by where its NUL bytes stand."""
    head = data[: _SAMPLE - _SAMPLE % 4]
    share = [head[place::4].count(0) / max(1, len(head) // 4) for place in range(4)]
    if not head.strip(b"\0"):
        return None
    if min(share[1:]) > 0.9 or min(share[:3]) > 0.9:
        return "utf-32-le" if share[0] < share[3] else "utf-32-be"
    odd, even = (share[1] + share[3]) / 2, (share[0] + share[2]) / 2
    if abs(odd - even) < 0.3:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _look_like_text(data: bytes) -> None:
    head = data[:_SAMPLE]
    odd = len(_CONTROLS.findall(head)) / _MAX_CONTROLS + head.count(0) / _MAX_NUL
    if len(head) > 100 and odd > len(head):
        raise UnreadableError("encoding", "the file is not text; save the table as CSV (UTF-8)")


def _first_broken(data: bytes) -> int | None:
    """Return the place of the first byte that is not UTF-8."""
    if data.isascii():
        return None
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    for start in range(0, len(data), _CHUNK):
        try:
            decoder.decode(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return start + error.start
    return None


def _samples(data: bytes) -> bytes:
    """Return the words that are not ASCII, up to some ten thousand bytes of them."""
    words: list[bytes] = []
    size = 0
    for match in _WORD.finditer(data):
        if match[0].isascii():
            continue
        words.append(match[0])
        size += len(words[-1])
        if size > _SAMPLE:
            break
    return b" ".join(words)


def _nearly_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is sound UTF-8: then another encoding would spoil it without a word."""
    lenient = _samples(data).decode("utf-8", "replace")
    return sum(not character.isascii() for character in lenient) > 2 * lenient.count("\ufffd")


def _mended(data: bytes) -> tuple[bytes, list[UnreadableError]]:
    """Return a text with U+FFFD for what is not UTF-8, and the lines where that is."""
    whole = b"".join(piece.encode() for piece in codecs.iterdecode(_chunks(data), "utf-8", errors="replace"))
    remarks: list[UnreadableError] = []
    at, line = 0, 1
    while (found := whole.find("\ufffd".encode(), at)) >= 0 and len(remarks) < _BROKEN_SHOWN:
        line += whole.count(b"\n", at, found)
        if not remarks or remarks[-1].line != line:
            message = "a byte is not UTF-8, though the file is; save it anew as UTF-8 and write the letter again"
            remarks.append(UnreadableError("encoding", message, line=line))
        at = found + 1
    return whole, remarks


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


def _guessed(data: bytes) -> str:
    """Return the codec in which the words that are not ASCII look most like words."""
    sample = _samples(data)
    best, least = None, 1.0
    for name in _LEGACY:
        oddity = _oddity(sample, name)
        if oddity < least - _CLEARLY and _decodes(data, name):
            best, least = name, oddity
    if best is None:
        raise UnreadableError("encoding", "the file is in no encoding that we know; save the table as CSV (UTF-8)")
    return best


def _decodes(data: bytes, name: str) -> bool:
    table = _table(name)
    missing = bytes(byte for byte in range(256) if table[byte] == "\ufffe")
    return not missing or not re.search(b"[" + re.escape(missing) + b"]", data)


@cache
def _table(name: str) -> str:
    return bytes(range(256)).decode(name, "replace").replace("\ufffd", "\ufffe")


def _oddity(sample: bytes, name: str) -> float:
    """Return how unlike words the sample is when read in an encoding: 0 is like words throughout.

    What is odd in a word: what is no letter, two scripts, a capital behind a small letter, Latin letters with marks
    side by side, too few or too many vowels, Cyrillic that is not Russian; and the letters of Icelandic where
    windows-1254 has those of Turkish, since our texts name Turkish and Azerbaijani places.
    """
    text = sample.decode(name, "replace")
    odd = text.count("\ufffd") * 5.0 + sum(starmap(_odd_pair, pairwise(f" {text} ")))
    if name in ("cp1252", "iso8859_15"):
        odd += sum(text.count(sign) for sign in "ðþýÐÞÝ")
    odd += 0.2 * sum(map(text.lower().count, _RARE))
    return odd / max(1, sum(not sign.isascii() for sign in text)) + _voicing(text.lower())


@cache
def _odd_pair(before: str, sign: str) -> float:
    if before.isascii() and sign.isascii():
        return 0.0
    first, second = _kind(before), _kind(sign)
    if " " in (before, sign):
        return 0.3 if not _outer(before + sign) else 0.0
    if "other" in (first, second):
        return 0.1 if _outer(before + sign) else 0.6
    if first != second:
        return 1.0
    if first == "LATIN" and not before.isascii() and not sign.isascii():
        return 0.4
    return 0.7 if before.islower() and sign.isupper() else 0.0


def _outer(pair: str) -> bool:
    """Whether what stands at the edge of a word may stand there: a letter or a mark of punctuation."""
    return all(sign == " " or _kind(sign) != "other" or unicodedata.category(sign).startswith("P") for sign in pair)


def _voicing(text: str) -> float:
    """Return how far the share of vowels among the Cyrillic or Greek letters is from what it is in these languages."""
    for alphabet, vowels in _VOWELS.items():
        letters = sum(map(text.count, alphabet))
        if letters > len(text) / 3:
            return max(0.0, abs(sum(map(text.count, vowels)) / letters - _USUAL_VOWELS) - 0.1)
    return 0.1


@cache
def _kind(sign: str) -> str:
    """Return the script of a letter, "other" for what is none."""
    if not sign.isalpha() and unicodedata.category(sign) != "Mn":
        return "other"
    return unicodedata.name(sign, "OTHER").split()[0] if not sign.isascii() else "LATIN"
