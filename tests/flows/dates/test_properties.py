"""What must hold for every text: offsets, order, no overlap, no exception, linear work."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.dates import find_dates, find_timexes
from karabakh.flows.dates.classes import WORDS
from karabakh.flows.dates.edtf import read
from karabakh.flows.span import Span

SHAPES = [
    "1992",
    "3",
    "31",
    "1918",
    "18",
    "480",
    "26.12.1991",
    "15:00",
    "1990s",
    "25th",
    "May",
    "June",
    "Sunday",
    ",",
    "-",
    "–",
    "(",
    ")",
    "/",
    ".",
    "İ",
    "9999",
    "0000",
]
PIECES = [*sorted(WORDS), *SHAPES, " – ", "\n\n"]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)
DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS, st.booleans(), st.sampled_from([None, "dmy", "mdy", "ymd"]), st.data())
def test_mentions_are_sound(
    text: str, published: date | None, shuffled: bool, order: str | None, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(text)))
    sentences = [Span(a, b) for a, b in ((0, cut), (cut, len(text))) if a < b]
    place = 0
    for mention in find_dates(text, sentences, published=published, shuffled=shuffled, date_order=order):
        assert place <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.surface
        assert any(s.start <= mention.start and mention.end <= s.end for s in sentences)
        assert mention.edtf is None or read(mention.edtf).earliest == mention.earliest
        assert (mention.precision == "interval") <= (mention.edtf is None or "/" in mention.edtf)
        assert mention.earliest is None or mention.latest is None or mention.earliest <= mention.latest
        assert all(mention.start <= part.start < part.end <= mention.end for part in mention.parts)
        assert (mention.anchor is None) or mention.basis in ("document_date", "narrative")
        place = mention.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_timexes_are_sound_and_hold_the_parts_of_the_mentions(text: str) -> None:
    sentences = [Span(0, len(text))]
    timexes = find_timexes(text, sentences, None)
    place = 0
    for timex in timexes:
        assert place <= timex.start < timex.end <= len(text)
        place = timex.end
    for mention in find_dates(text, sentences):
        assert {(part.start, part.end) for part in mention.parts} <= {(timex.start, timex.end) for timex in timexes}


NASTY = {
    "digits": "1" * 20,
    "years": "1992 ",
    "years without spaces": "1992-",
    "months": "May ",
    "months and dashes": "May–",
    "days": "3, ",
    "nested ranges": "from 3 to ",
    "brackets": "(",
    "letters": "a",
    "early": "the early ",
    "and": "1992 and ",
    "units": "two years or ",
    "spaces": "May" + " " * 30,
    "newlines": "\n 1992",
    "dots": "1.1.",
    "ordinals": "first and ",
}


@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
def test_work_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        begin = time.process_time()
        find_dates(text, [Span(0, len(text))])
        return time.process_time() - begin

    seconds(2_000)
    small, large = seconds(20_000), seconds(160_000)
    assert large < 8 * 4 * max(small, 0.01), (small, large)
