"""Bytes become text without a change, or are refused."""

import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.ingest import UndecodableError, decode
from karabakh.flows.ingest.encoding import codec

CURLY = "The mayor’s café in the old town was “closed” — nobody knew why. The road was open for the day. "
TURKISH = "The village of Ağdaş lies near Şuşa, said Mr Kılıç. The road was closed and the people left the town. "
RUSSIAN = "Глава города сообщил, что дорога закрыта и автобусы сегодня не пойдут. "


@pytest.mark.parametrize(
    ("text", "python", "name"),
    [
        (CURLY, "cp1252", "windows-1252"),
        ("The café was closed for the day, said François.", "latin-1", "iso-8859-1"),
        (TURKISH + "“Yes”", "cp1254", "windows-1254"),
        (TURKISH, "iso8859-9", "iso-8859-9"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp866", "ibm866"),
        (CURLY, "mac-roman", "macintosh"),
        ("", "utf-8", "utf-8"),
        ("Xankəndi, Şuşa", "utf-8", "utf-8"),
        ("Xankəndi, Şuşa", "utf-8-sig", "utf-8"),
        ("Xankəndi, Şuşa", "utf-16", "utf-16"),
        ("Xankəndi, Şuşa", "utf-32", "utf-32"),
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_legacy_encodings_are_decoded_and_named(text: str, python: str, name: str, times: int) -> None:
    assert decode((text * times).encode(python)) == (text * times, name)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_newlines_stay_as_they_are(newline: str) -> None:
    assert decode(f"one{newline}two{newline}".encode()).text == f"one{newline}two{newline}"


def test_one_byte_order_mark_is_removed_and_no_more() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa").text == "\ufeffa"


def test_big_endian_marks_are_known() -> None:
    assert decode(b"\xfe\xff\x00A").text == "A"
    assert decode(b"\x00\x00\xfe\xff\x00\x00\x00A").text == "A"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"a text\0 with a NUL",
        b"\xff\xfea",
        bytes(range(1, 256)) * 4,
        b"\xef\xbb\xbfa\xff",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def test_damaged_utf8_is_refused_rather_than_read_as_something_else() -> None:
    with pytest.raises(UndecodableError, match="UTF-8 but for byte 28"):
        decode("Xankəndi, Şuşa və Ağdam".encode() + b"\xff")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_without_nul_or_are_refused(data: bytes) -> None:
    try:
        text, name = decode(data)
    except UndecodableError:
        return
    assert "\0" not in text
    assert text.encode() is not None
    assert name == name.lower()


@pytest.mark.parametrize("unit", [b"a", b"(", "ə".encode(), b"\xe9", b"a\xe9", "Ш".encode("cp1251")])
def test_five_megabytes_without_a_space_take_bounded_time(unit: bytes) -> None:
    data = unit * (5_000_000 // len(unit))
    began = time.perf_counter()
    with suppress(UndecodableError):
        decode(data + b"\xe9")
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"a,b\n", "utf-8-sig"),
        (b"\xef\xbb\xbfa", "utf-8-sig"),
        (b"\xff\xfea\0", "utf-16"),
        (CURLY.encode("cp1252"), "cp1252"),
        (b"plain\nlines\n" + CURLY.encode("cp1252"), "cp1252"),
        (b"x" * 2_000_000 + "\nÜber the café\n".encode("cp1252"), "iso8859-1"),
    ],
)
def test_a_stream_has_one_codec_and_is_left_at_its_start(data: bytes, name: str) -> None:
    stream = io.BytesIO(data)
    assert codec(stream) == name
    assert stream.tell() == 0


@pytest.mark.parametrize(("codec", "name"), [("cp1251", "windows-1251"), ("koi8_r", "koi8-r")])
def test_a_name_in_cyrillic_letters_tells_the_encoding_of_an_english_text(codec: str, name: str) -> None:
    text = "The city of Khankendi, which they call Stepanakert (Степанакерт), was hit."
    assert decode(text.encode(codec)) == (text, name)
