"""What holds for every text: offsets, order, no overlap, no exception, bounded time, no side taken."""

import itertools
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.places import Gazetteer, PlaceMention, find_places
from karabakh.flows.places.fold import fold
from karabakh.flows.text.span import Span

NAMES = ["Shusha", "Şuşa", "Shushi", "Stepanakert", "Lachin", "Nagorno-Karabakh", "Martuni", "U.S.", "Gori", "Armenia"]
GLUE = [
    " and ",
    ", ",
    " ",
    "-",
    "–",
    "'s ",
    ". ",
    " district",
    " of ",
    "town of ",
    " war",
    "\n",
    "\u00ad",
    "\u0301",
    "-\n",
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(st.sampled_from(NAMES + GLUE), max_size=30).map("".join),
)


@given(texts)
def test_a_folded_text_has_a_byte_for_each_code_point(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=300)
@given(texts, st.data())
def test_mentions_slice_to_their_surface_and_do_not_overlap(
    gazetteer: Gazetteer, text: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=3)) | {0, len(text)})
    sentences = [Span(start, end) for start, end in itertools.pairwise(cuts)]
    mentions = find_places(text, sentences, gazetteer)
    last = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert last <= mention.start < mention.end
        assert any(sentence.start <= mention.start and mention.end <= sentence.end for sentence in sentences)
        assert (mention.place_id is None) == bool(mention.candidates)
        assert 0 < mention.confidence < 1
        last = mention.end


PAIRS = [
    ("Shusha", "Shushi"),
    ("Khankendi", "Stepanakert"),
    ("Kalbajar", "Karvachar"),
    ("Lachin", "Berdzor"),
    ("Aghdara", "Martakert"),
]
FRAMES = [
    "They left {} at dawn.",
    "The {} district fell.",
    "the town of {}",
    "{} and Goris, two towns,",
    "the {} corridor",
    "{}'s mayor",
    "the {} war",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_another_traditions_name_means_the_same_place(
    meant: Callable[[str], list[tuple[str, str | None]]], frame: str, one: str, other: str
) -> None:
    assert [place for _, place in meant(frame.format(one))] == [place for _, place in meant(frame.format(other))]
    assert meant(frame.format(one))


LETTERS = ["a", "A", "1", "(", "'", "-", "- ", "\u00ad", "\u0301", "Ա", "漢", "\0"]
WORDS = ["-\n", "Aa", "Ab-\n", "Nagorno-", "Qaqaqaqaq ", "Shusha ", "Martuni, "]


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        *((unit, 5_000_000) for unit in LETTERS),
        *((unit, 100_000) for unit in WORDS),
        *((unit, 600_000) for unit in ("Talish ", "Stepanakart ")),  # of which each needs a look at the whole text
    ],
)
def test_a_hostile_text_takes_bounded_time(gazetteer: Gazetteer, unit: str, size: int) -> None:
    text = unit * (size // len(unit))
    start = time.process_time()
    mentions: list[PlaceMention] = find_places(text, [Span(0, len(text))], gazetteer)
    assert time.process_time() - start < 15
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions[:10])
