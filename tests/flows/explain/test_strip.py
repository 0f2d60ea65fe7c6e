"""What a terminal shows of a text, sign by sign with its cells."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from karabakh.flows.explain.strip import MARKS, Strip
from karabakh.flows.text.span import Span


def strip(text: str) -> Strip:
    return Strip.of(text, Span(0, len(text)))


def test_white_space_is_one_space_and_none_at_the_ends() -> None:
    shown = strip(" \n a\r\n\t b\u00a0c \u2028")
    assert "".join(shown.shown) == "a b c"
    assert [shown.places[place] for place in (0, 2, 4)] == [3, 8, 10]


def test_what_would_be_obeyed_is_an_escape_and_takes_its_cells() -> None:
    shown = strip("a\x1b\u202eb")
    assert "".join(shown.shown) == r"a\x1b\u202eb"
    assert shown.width(0, len(shown.shown)) == 12
    assert shown.signs(Span(1, 2)) == Span(1, 5)
    assert shown.signs(Span(3, 4)) == Span(11, 12)


def test_a_mark_belongs_to_its_letter_and_a_wide_sign_takes_two_cells() -> None:
    shown = strip("e\u0301東x")
    assert shown.shown == ["e\u0301", "東", "x"]
    assert shown.cells == [0, 1, 3, 4]
    assert shown.signs(Span(1, 2)) == Span(0, 1)  # the mark alone: the letter that bears it
    assert shown.signs(Span(3, 4)) == Span(2, 3)


def test_letters_from_right_to_left_keep_their_place() -> None:
    assert strip("in שושה now").shown == list("in שושה now")


def test_marks_without_end_take_no_time_without_end() -> None:
    shown = strip("a" + "\u0301" * 200_000)
    assert shown.cells[-1] == 1
    assert max(map(len, shown.shown)) <= MARKS + 1


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
@example("\u0301", None)
def test_any_text_can_be_shown(text: str, data: st.DataObject | None) -> None:
    shown = strip(text)
    whole = "".join(shown.shown)
    assert whole.isprintable()
    assert shown.cells[-1] == sum(map(cell_len, shown.shown))
    assert shown.places == sorted(shown.places)
    if not any(unicodedata.category(sign)[0] == "C" for sign in text):
        assert whole == " ".join(text.split())
    if data and shown.shown:
        start = data.draw(st.integers(0, len(text) - 1))
        signs = shown.signs(Span(start, data.draw(st.integers(start + 1, len(text)))))
        assert 0 <= signs.start < signs.end <= len(shown.shown)
