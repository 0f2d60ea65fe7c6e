"""Where the lines of a sentence end."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from karabakh.flows.explain.strip import Strip
from karabakh.flows.explain.wrapping import ROOM, Under, wrapped
from karabakh.flows.text.span import Span


def lines(text: str, width: int, *marked: tuple[str, str]) -> list[str]:
    strip = Strip.of(text, Span(0, len(text)))
    unders = []
    for surface, told in marked:
        start = text.index(surface)
        unders.append(Under(strip.signs(Span(start, start + len(surface))), told, "place", 2 + cell_len(told)))
    return [strip.text(*line) for line in wrapped(strip, unders, width)]


def test_lines_end_at_spaces() -> None:
    assert lines("It rained on the hills.", 12) == ["It rained on", "the hills."]


def test_a_word_longer_than_a_line_is_cut_but_no_sign_is() -> None:
    assert lines("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]
    assert lines("東京東京", 3) == ["東", "京", "東", "京"]


def test_a_mention_stays_in_one_line() -> None:
    assert lines("It was on 8 May 1992.", 16, ("8 May 1992", "x")) == ["It was on", "8 May 1992."]


def test_a_mention_without_room_for_what_stands_under_it_begins_a_line() -> None:
    text = "They fled on foot to Goris."
    assert lines(text, 40, ("Goris", "Goris K0169")) == [text]
    assert lines(text, 30, ("Goris", "Goris K0169")) == ["They fled on foot to", "Goris."]
    assert lines("abc/Goris", 20, ("Goris", "x" * 30)) == ["abc/Goris"]  # half of a line is enough
    assert lines("abcdefghijk/Goris", 20, ("Goris", "x" * 30)) == ["abcdefghijk/", "Goris"]


def test_no_more_room_is_kept_than_is_said() -> None:
    text = "a" * (100 - ROOM - 1) + " Goris"
    assert lines(text, 100, ("Goris", "x" * 90)) == [text]
    assert lines("a" + text, 100, ("Goris", "x" * 90)) == ["a" + text.removesuffix(" Goris"), "Goris"]


PARTS = st.sampled_from([" ", "a", "abcdefg", "東", "e\u0301", "\x1b", "(", "Goris", "\n"])


@given(st.lists(PARTS, max_size=60).map("".join), st.integers(10, 60), st.data())
def test_lines_are_narrow_enough_and_lose_nothing(text: str, width: int, data: st.DataObject) -> None:
    strip = Strip.of(text, Span(0, len(text)))
    unders = []
    if strip.shown:
        for start in data.draw(st.lists(st.integers(0, len(strip.shown) - 1), unique=True, max_size=5).map(sorted)):
            end = data.draw(st.integers(start + 1, len(strip.shown)))
            unders.append(Under(Span(start, end), "told", "place", data.draw(st.integers(3, 50))))
    found = wrapped(strip, unders, width)
    assert all(0 < strip.width(*line) <= width for line in found if strip.text(*line).strip("\u0301"))
    assert "".join(strip.text(*line) for line in found).replace(" ", "") == "".join(strip.shown).replace(" ", "")
    for under in unders:
        (line,) = [line for line in found if line.start <= under.signs.start < line.end] or [None]
        if line is not None:  # a mention of white space is in none
            assert strip.width(line.start, under.signs.start) + min(under.cells, width // 2, ROOM) <= width
