"""What is drawn at a terminal: the text, under it what its words mean, then why."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from karabakh.flows.console.terminal import Terminal
from karabakh.flows.explain.explanation import explanation
from karabakh.flows.explain.glossed import glossed
from karabakh.flows.places import Gazetteer

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TEXT = "It rained. In Khankendi at least 12 people were killed on 8 May 1992 and many fled."


def draw(
    text: str, gazetteer: Gazetteer, width: int = 80, *, details: bool = False, colours: bool = False
) -> list[str]:
    return list(glossed(explanation(text, gazetteer), Terminal(colours, width, many=True), details))


def test_what_a_word_means_stands_under_it(gazetteer: Gazetteer) -> None:
    assert draw(TEXT, gazetteer) == [
        "83 characters, 2 sentences in order, no date of publication",
        "",
        " 0 │ It rained.",
        "",
        "11 │ In Khankendi at least 12 people were killed on 8 May 1992 and many fled.",
        "   │    ┬──────── ┬──────────                       ┬─────────",
        "   │    │         ╰ killed at least 12 people       ╰ 1992-05-08",
        "   │    ╰ Khankendi K0038",
    ]


def test_a_line_is_no_wider_than_the_terminal_and_has_its_notes_under_it(gazetteer: Gazetteer) -> None:
    assert draw(TEXT, gazetteer, 40)[5:] == [
        "11 │ In Khankendi at least 12 people",
        "   │    ┬──────── ┬──────────",
        "   │    │         ╰ killed at least 12",
        "   │    │           people",
        "   │    ╰ Khankendi K0038",
        "43 │ were killed on 8 May 1992 and many",
        "   │                ┬─────────",
        "   │                ╰ 1992-05-08",
        "78 │ fled.",
    ]


def test_each_kind_has_its_colour_in_the_text_and_under_it(gazetteer: Gazetteer) -> None:
    lines = draw(TEXT, gazetteer, colours=True)
    assert "\x1b[1;38;5;31mKhankendi\x1b[0m \x1b[1;38;5;162mat least 12\x1b[0m people" in lines[4]
    assert lines[4].count("\x1b[1;38;5;130m8 May 1992") == 1
    assert lines[-1].endswith("\x1b[38;5;31m╰ Khankendi K0038\x1b[0m")
    assert [COLOUR.sub("", line) for line in lines] == draw(TEXT, gazetteer)


def test_why_is_told_below_if_wanted(gazetteer: Gazetteer) -> None:
    lines = draw(TEXT, gazetteer, details=True)
    below = lines[lines.index("   │    ╰ Khankendi K0038") + 1 :]
    assert below[:2] == ["", "  place     'Khankendi' [14:23] -> K0038 Khankendi (city)"]
    assert below[2].startswith("            name 'Khankendi', azerbaijani, exact")
    assert any(line.startswith("  statement place_ids K0038") for line in below)
    assert "  place" in draw(TEXT, gazetteer, 40, details=True)


def test_wide_signs_and_marks_keep_what_stands_under_them_in_place(gazetteer: Gazetteer) -> None:
    lines = draw("東京 e\u0301 Goris.", gazetteer)
    assert lines[2:4] == [" 0 │ 東京 e\u0301 Goris.", "   │        ┬────"]


def test_what_a_terminal_would_obey_takes_the_cells_of_its_escape(gazetteer: Gazetteer) -> None:
    lines = draw("To \x1b[2J Goris.", gazetteer)
    assert lines[2:4] == [r" 0 │ To \x1b[2J Goris.", "   │            ┬────"]


def test_a_mention_over_several_lines_has_a_stroke_on_each(gazetteer: Gazetteer) -> None:
    lines = draw("On the twenty-sixth of December nineteen ninety-one it rained; on 26 December 1991.", gazetteer, 20)
    strokes = [line for line in lines if re.search("[┬─]", line)]
    assert strokes
    assert all(cell_len(line) <= 20 for line in lines)


WORDS = ["Goris", " ", "8 May 1992", "at least 12 people were killed", "東", "\x1b[2J", "\u202e", "e\u0301", "\n", ". ",
         "Agdam/Lachin", "x" * 50, "First Karabakh War", "(", "in May", "\u2028", "[red]", "שושה"]  # fmt: skip


PIECES = st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


@settings(max_examples=30)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.integers(20, 200), st.booleans())
def test_nothing_moves_the_cursor_or_leaves_the_terminal(
    gazetteer: Gazetteer, text: str, width: int, details: bool
) -> None:
    for line in draw(text, gazetteer, width, details=details, colours=True):
        bare = COLOUR.sub("", line)
        assert bare.isprintable()
        assert cell_len(bare) <= width


@pytest.mark.parametrize("letter", ["a", "(", "e\u0301", "東", "\x1b", "Goris ", "8 May 1992 "])
def test_a_long_text_takes_a_bounded_time(letter: str, gazetteer: Gazetteer) -> None:
    assert draw(letter * 2_000, gazetteer)
