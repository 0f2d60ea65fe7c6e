"""Bytes in; the text they stand for and the name of the encoding out. Nothing is replaced, dropped or translated.

UTF-8 first and strictly, then whatever a byte order mark says, then one of the legacy encodings that the WHATWG
Encoding Standard knows, guessed from a bounded sample around the bytes outside ASCII.
"""

import codecs
import re
from typing import BinaryIO, Final, NamedTuple

from karabakh.flows.ingest.errors import UndecodableError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python's codec to the name that is published (WHATWG, lower case), likeliest first: it decides between guesses that
# the sample cannot tell apart, as windows-1252 and windows-1250 in an English text with curly quotes.
_LEGACY: Final = {
    "cp1252": "windows-1252",
    "cp1254": "windows-1254",
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "cp866": "ibm866",
    "iso8859_5": "iso-8859-5",
    "mac_cyrillic": "x-mac-cyrillic",
    "mac_roman": "macintosh",
    "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2",
    "cp1253": "windows-1253",
    "cp1256": "windows-1256",
    "cp1255": "windows-1255",
    "gb18030": "gb18030",
    "euc_jp": "euc-jp",
    "shift_jis": "shift_jis",
    "big5": "big5",
    "euc_kr": "euc-kr",
}
# What browsers read a narrower encoding as (WHATWG Encoding Standard, labels).
_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_DECLARED: Final = re.compile(
    rb"<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD: Final = 1 << 13
# How much more mess is allowed to the encodings of nearly all English and Turkish text that is not in UTF-8.
_LIKELY: Final = {"cp1252": 0.06, "cp1254": 0.06}
# Where windows-1252 has the letters of Icelandic, windows-1254 has those of Turkish; our texts name Turkish places.
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_C1 = re.compile(rb"[\x80-\x9f]")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTERS = re.compile(rb"(?<![\xc0-\xff])[\xc0-\xff]{4,30}(?![\xc0-\xffA-Za-z])")
_LETTER = re.compile(rb"[\xc0-\xff]+")
_NUL = "it holds NUL characters, so it is not a text"
_AROUND = 80
_SAMPLE = 16_384
_CHUNK = 1 << 20
# Text has no control characters to speak of; of random bytes they are a tenth.
_MAX_CONTROLS = 0.01


_LONE = re.compile(r"[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """Return text that did not come as bytes with a U+FFFD for each half of a character, which no encoding holds.

    >>> well_formed("Agdam \\udcff fell") == "Agdam \\ufffd fell"
    True
    """
    return _LONE.sub("\ufffd", text)


class Decoded(NamedTuple):
    """A text and the lower-case name of its encoding, as the WHATWG and IANA registers have it."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    r"""Return the text of a file; raise ``UndecodableError`` with the reason where there is none.

    ``declared`` is the codec that the file itself names; a byte order mark and sound UTF-8 go before it.

    >>> decode("Şuşa".encode("utf-8-sig"))
    Decoded(text='Şuşa', encoding='utf-8')
    >>> decode("the café — closed".encode("cp1252")).encoding
    'windows-1252'
    """
    marked = _marked(data)
    decoded = Decoded(_strictly(data, marked), marked) if marked else _unmarked(data, declared)
    if "\0" in decoded.text:
        raise UndecodableError(_NUL)
    return decoded


def codec(stream: BinaryIO) -> str:
    """Return the Python codec for a seekable stream, left at its start; ``UndecodableError`` where none fits."""
    stream.seek(0)
    marked = _marked(stream.read(4))
    stream.seek(0)
    broken = None if marked else _first_broken(stream)
    stream.seek(0)
    if broken is None:
        return "utf-8-sig" if marked in (None, "utf-8") else str(marked)
    if _damaged(broken):
        raise UndecodableError("it is UTF-8 but for a few bytes")
    return _python_name(_guess(broken))


def _first_broken(stream: BinaryIO) -> bytes | None:
    """Return the first megabyte that is not UTF-8, where possible up to the end of a line."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    while chunk := stream.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            end = chunk.rfind(b"\n")
            return chunk if end < error.start else chunk[:end]
    return None


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig" if name == "utf-8" else name)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"byte {error.start} is not {name}, which its byte order mark says it is") from None


def declared(data: bytes) -> str | None:
    """Return the codec that a page names in its first kilobytes, if it is one that we know.

    >>> declared(b'<html><head><meta charset="windows-1251">'), declared(b"<meta charset=utf-8>")
    ('cp1251', None)
    """
    named = _DECLARED.search(data, 0, _HEAD)
    if not named:
        return None
    try:
        name = codecs.lookup(named[1].decode("ascii")).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    return next((python for python in _LEGACY if codecs.lookup(python).name == name), None)


def _unmarked(data: bytes, declared: str | None) -> Decoded:
    if b"\0" in data:
        raise UndecodableError(_NUL)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        where = error.start
    if _damaged(data):
        raise UndecodableError(f"it is UTF-8 but for byte {where}")
    name = _narrowed(data, declared) if declared and _fits(data, declared) else _guess(data)
    return Decoded(data.decode(_python_name(name)), name)


def _damaged(data: bytes) -> bool:
    """Whether most of what is not ASCII is sound UTF-8: then another encoding would spoil it without a word."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    return sum(not character.isascii() for character in lenient) > 2 * broken


def _guess(data: bytes) -> str:
    """Return the published name of the legacy encoding that ``data`` is in."""
    sample = _sampled(data)
    if b"\0" in data or len(_CONTROLS.findall(sample)) > _MAX_CONTROLS * len(sample):
        raise UndecodableError("it is not a text")
    for name in _candidates(sample):
        if _fits(data, name):
            return _narrowed(data, name)
    raise UndecodableError("it is in no encoding we know; save it as UTF-8")


def _candidates(sample: bytes) -> list[str]:
    """Return the codecs that read the sample with the least mess, likeliest first."""
    from charset_normalizer import from_bytes

    chaos: dict[str, float] = {}
    for match in from_bytes(sample, cp_isolation=list(_LEGACY), enable_fallback=False):
        for name in match.could_be_from_charset:
            chaos[name] = min(match.chaos, chaos.get(name, 1.0))
    if "cp1252" in chaos and _TURKISH.search(sample):
        chaos["cp1252"], chaos["cp1254"] = 1.0, min(chaos["cp1252"], chaos.get("cp1254", 1.0))
    cyrillic = _inset(sample)
    likeliest = {**_LIKELY, **({cyrillic: 1.0} if cyrillic else {})}
    known = [name for name in _LEGACY if name in chaos or name == cyrillic]
    return sorted(known, key=lambda name: chaos.get(name, 0.0) - likeliest.get(name, 0.0))


def _inset(sample: bytes) -> str | None:
    """Return the Cyrillic codec that the words outside ASCII of an English text are in, too few for a guess by letters.

    Words of four letters and more, none of them ASCII, are in no other alphabet of names in our texts; the two codecs
    have small and capital letters the other way round, and words have few capitals.
    """
    if len(sample) < 3 * sum(map(len, _HIGH.findall(sample))):
        return None
    inner = b"".join(word[1:] for word in _LETTERS.findall(sample))
    small = sum(byte >= 0xE0 for byte in inner)
    if len(inner) < 3 or len(inner) < 0.5 * len(b"".join(_LETTER.findall(sample))):
        return None
    return "cp1251" if small > 0.8 * len(inner) else "koi8_r" if small < 0.2 * len(inner) else None


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _narrowed(data: bytes, name: str) -> str:
    """Return the ISO standard's name where the bytes use nothing that Windows added to it."""
    narrower = {"cp1252": "iso-8859-1", "cp1254": "iso-8859-9"}.get(name)
    return narrower if narrower and not _C1.search(data) else _LEGACY[name]


def published_name(python: str) -> str:
    """Return the name that is published for a Python codec.

    >>> published_name("utf-8-sig"), published_name("cp1251")
    ('utf-8', 'windows-1251')
    """
    name = codecs.lookup(python).name
    return {"utf-8-sig": "utf-8", "iso8859-1": "iso-8859-1", "iso8859-9": "iso-8859-9"}.get(name) or next(
        (shown for known, shown in _LEGACY.items() if codecs.lookup(known).name == name), name
    )


def _python_name(name: str) -> str:
    return codecs.lookup({"x-mac-cyrillic": "mac_cyrillic"}.get(name, name)).name


def _sampled(data: bytes) -> bytes:
    """Return up to 16 KB of the lines' parts around what is not ASCII: the rest says nothing of the encoding."""
    parts, size, end = [], 0, 0
    for match in _HIGH.finditer(data):
        start = max(match.start() - _AROUND, end)
        end = max(min(match.end(), match.start() + _SAMPLE) + _AROUND, end)
        parts.append(data[start:end])
        size += len(parts[-1])
        if size > _SAMPLE:
            break
    return b"".join(parts)
