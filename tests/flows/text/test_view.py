"""A view is the text with what its marks say instead, and every place in it has its place in the text."""

from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.text.span import Mark, Span
from karabakh.flows.text.view import View

TEXTS = st.text(alphabet="abc dəş\n\u00ad", max_size=30)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    instead = st.sampled_from([None, "", " ", "x", "\n\n", "ffi"])
    return text, [Mark(start, end, "noise", draw(instead)) for start, end in pairs]


@given(marked())
def test_the_view_is_the_text_with_what_is_read_instead(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    pieces, at = [], 0
    for start, end, _, instead in marks:
        pieces += [text[at:start], text[start:end] if instead is None else instead]
        at = end
    assert View(text, marks).text == "".join([*pieces, text[at:]])


@given(marked())
def test_every_place_of_the_view_is_one_of_the_text(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    view = View(text, marks)
    replaced = {(mark.start, mark.end) for mark in marks if mark.instead}
    last = Span(0, 0)
    for at, character in enumerate(view.text):
        span = view.back(at, at + 1)
        assert span in replaced or text[span.start : span.end] == character
        assert last.start <= span.start
        assert last.end <= span.end
        last = span


@given(marked(), st.data())
def test_a_stretch_of_the_view_covers_what_it_was_read_from(given: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = given
    view = View(text, marks)
    if view.text:
        start = data.draw(st.integers(0, len(view.text) - 1))
        end = data.draw(st.integers(start + 1, len(view.text)))
        span = view.back(start, end)
        assert 0 <= span.start < span.end <= len(text)
        assert span == (view.back(start, start + 1).start, view.back(end - 1, end).end)


@given(marked())
def test_a_mark_that_is_read_as_it_stands_has_its_words_in_the_view(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    view = View(text, marks)
    standing = [mark for mark in marks if mark.instead is None]
    for mark, there in zip(standing, view.forth(standing), strict=True):
        assert view.text[there.start : there.end] == text[mark.start : mark.end]
