"""What stands under a line: strokes, hooks and words, each under what it is of."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from karabakh.flows.explain.gloss import Note, folded, gloss, laid


def drawn(*notes: Note) -> list[str]:
    return ["".join(text for text, _ in laid(pieces)) for pieces in gloss(notes)]


def test_what_fits_stands_side_by_side() -> None:
    assert drawn(Note(2, 7, ("Goris K0169",), "place"), Note(20, 30, ("1992-05-08",), "date")) == [
        "  ┬────             ┬─────────",
        "  ╰ Goris K0169     ╰ 1992-05-08",
    ]


def test_what_does_not_fit_hangs_lower() -> None:
    notes = Note(0, 5, ("Goris K0169",), "place"), Note(6, 16, ("1992-05-08",), "date"), Note(17, 19, ("5",), "figure")
    assert drawn(*notes) == [
        "┬──── ┬───────── ┬─",
        "│     │          ╰ 5",
        "│     ╰ 1992-05-08",
        "╰ Goris K0169",
    ]


def test_a_long_word_has_lines_and_what_is_left_of_it_still_its_place() -> None:
    assert drawn(Note(0, 1, ("b",), "date"), Note(8, 9, ("Agdam K0001 or", "Agdam K0002"), "place")) == [
        "┬       ┬",
        "╰ b     ╰ Agdam K0001 or",
        "          Agdam K0002",
    ]


def test_what_began_on_the_line_before_has_a_stroke_alone() -> None:
    assert drawn(Note(0, 4, (), "date")) == ["────"]
    assert drawn() == []


def test_words_are_folded_at_spaces_and_cut_where_there_are_none() -> None:
    assert folded("one two three", 7) == ("one two", "three")
    assert folded("abcdefgh", 3) == ("abc", "def", "gh")
    assert folded("x 東京東", 3) == ("x", "東", "京", "東")
    assert folded("", 5) == ("",)


LINES = st.lists(st.sampled_from(["a", "bcdef", "東 gh"]), max_size=3)


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 6), LINES), max_size=12))
def test_nothing_lies_on_anything_else(given_notes: list[tuple[int, int, list[str]]]) -> None:
    notes, at = [], 0
    for length, gap, lines in given_notes:
        notes.append(Note(at, at + length, tuple(lines), "place"))
        at += length + gap
    rows = list(gloss(notes))
    for row in rows:
        ends = [0, *(piece.cell + cell_len(piece.text) for piece in row)]
        assert all(end <= piece.cell for end, piece in zip(ends, row, strict=False))
    for note in notes:
        own = [[piece.text for piece in row if piece.cell == note.start] for row in rows[1:]]
        told = [text for texts in own for text in texts]
        hooks = told.index(f"╰ {note.lines[0]}") if note.lines else 0
        assert told[:hooks] == ["│"] * hooks
        assert own[:hooks] == [["│"]] * hooks  # and no row is left out between
        assert [text[2:] for text in told[hooks:]] == list(note.lines)
