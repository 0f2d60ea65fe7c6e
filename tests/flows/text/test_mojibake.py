"""What was read in a wrong encoding is told from what was meant, and repaired where that is sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.text.mojibake import mojibake

WORDS = (
    "Xankəndi Şuşa Ağdərə Kəlbəcər İğdır “shut” it’s — Шуша Շուշի Ստեփանակերտ შუშა café Zürich naïve 40€ ŞUŞA".split()
)
READ_AS = ["cp1252", "latin-1", "cp1254", "cp1251"]


def spoilt(words: str, codec: str) -> str:
    """UTF-8 read in another encoding, as browsers do: a byte that it does not know stays as it is."""
    return "".join(bytes([byte]).decode(codec) if _knows(codec, byte) else chr(byte) for byte in words.encode())


def _knows(codec: str, byte: int) -> bool:
    try:
        bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def repaired(text: str) -> str:
    for mark in reversed(mojibake(text)):
        if mark.instead is not None:
            text = text[: mark.start] + mark.instead + text[mark.end :]
    return text


@pytest.mark.parametrize("codec", READ_AS)
@pytest.mark.parametrize("word", WORDS)
def test_what_was_written_is_found_again(word: str, codec: str) -> None:
    assert repaired(f"They came to {spoilt(word, codec)} on Monday.") == f"They came to {word} on Monday."


@pytest.mark.parametrize("word", WORDS)
def test_also_what_was_spoilt_twice(word: str) -> None:
    twice = spoilt(spoilt(word, "cp1252"), "cp1252")
    assert repaired(f"They came to {twice} on Monday.") == f"They came to {word} on Monday."


def test_a_closing_quotation_mark_whose_last_byte_was_lost() -> None:
    assert repaired("They said “yes” and â€œnoâ€ to it.") == "They said “yes” and “no” to it."


@pytest.mark.parametrize(
    "text",
    [
        "Xankəndi, Şuşa, Ağdərə, İrəvan and Kəlbəcər’s “old” town…",
        "the CAFÉ” he opened", "“É”", "Äußerung”", "São Tomé…", "Łódź’s", "à “la”", "Ñ… x", "ŞUŞA—İRƏVAN", "Šuša",
        "Город Шуша № 5 – «да»…", "Շուշի՝", "შუშა", "", "plain",
    ],
)  # fmt: skip
def test_what_was_meant_is_left_alone(text: str) -> None:
    assert mojibake(text) == []


@given(st.text(st.sampled_from("aş ÃÅÉâ€œ™žŸ°Ð¨\x9d\ufffdЙЕљ”")))
def test_marks_are_in_order_and_never_meet(text: str) -> None:
    end = 0
    for mark in mojibake(text):
        assert end <= mark.start < mark.end <= len(text)
        assert mark.reason == "mojibake"
        end = mark.end


@given(st.text(st.sampled_from("aş ÃÅÉâ€œ™Ð¨😀")))
def test_a_long_text_is_marked_as_a_short_one(text: str) -> None:
    before = "word " * 500
    marks = mojibake(before + text)
    assert [mark._replace(start=mark.start - len(before), end=mark.end - len(before)) for mark in marks] == mojibake(
        text
    )


@pytest.mark.parametrize("unit", ["É™", "É™ ", "Ã", "â€", "ə", "Åž", "Ð¨Ñƒ "])
def test_a_megabyte_of_it_ends(unit: str) -> None:
    mojibake(unit * (1_000_000 // len(unit)))
