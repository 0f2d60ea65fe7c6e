"""What is remembered of the words around a name is what the rules say of them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.places import Gazetteer, Laid, find_all_places, find_places, load_gazetteer
from karabakh.flows.places.answers import Answers
from karabakh.flows.places.contexts import classes
from karabakh.flows.places.cues import beside
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import index_of
from karabakh.flows.places.nonplaces import in_event, no_place
from karabakh.flows.span import Span

LISTED = sorted(classes())
PLAIN = [
    "garden",
    "Petrosyan",
    "Otto",
    "Aliyeva",
    "J.",
    "1992",
    "12",
    "NATO",
    "it",
    "Harvest",
    "e.g.",
    "well-known",
    "X",
    "Harrod's",
]
SIGNS = [",", ".", "(", "-", "“", ";", "'s", "$"]
words = st.one_of(
    st.sampled_from([*LISTED, *(form.title() for form in LISTED), *(form.upper() for form in LISTED)]),
    st.sampled_from(PLAIN),
    st.sampled_from(SIGNS),
)
ANSWERS = Answers()  # one memory for all examples, so that what one taught is used for the next


@pytest.fixture(scope="module")
def packaged() -> Gazetteer:
    return load_gazetteer()


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(words, max_size=5),
    st.sampled_from(["Goris", "Geneva", "Georgia", "Jordan", "US", "Nagorno-Karabakh", "Lachin", "Washington"]),
    st.lists(words, max_size=5),
    st.booleans(),
)
def test_a_remembered_answer_is_the_rules_own(
    packaged: Gazetteer, before: list[str], name: str, after: list[str], spaced: bool
) -> None:
    start = len(" ".join([*before, ""]))
    text = " ".join([*before, name]) + (" " if spaced else "") + " ".join(after)
    entry = index_of(packaged).by_form[name.lower().replace("-", " ").encode()]
    hit = Hit(text, start, start + len(name), Span(0, len(text)), entry)
    around, answer = hit.around, ANSWERS.of(hit)
    rules = tuple(beside(around)), no_place(hit, hit.surface, around), in_event(around)
    assert (answer.own, answer.no_place, answer.event) == rules


def test_texts_found_at_once_are_found_as_one_by_one(packaged: Gazetteer) -> None:
    parts = ["In the Lachin district", "Shushi (Shusha) fell", "U.S.", "", "Stepana-\nkert's Karen Goris", "Şuşa\u00ad"]
    texts = [" ".join(pair) for pair in itertools.permutations(parts, 2)]
    laid = [Laid(text, [Span(0, len(text))] if text else []) for text in texts]
    alone = [find_places(text, sentences, packaged) for text, sentences, _ in laid]
    assert list(find_all_places(laid, packaged)) == alone
    assert sum(map(len, alone)) > len(texts)
