"""Sentences that are not looked at: with them and without them the figures are the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.figures import FigureQuery, find_all_figures, find_figures, promising
from karabakh.flows.figures.kinds import KINDS, MASSES_EXAMPLES
from karabakh.flows.text.span import Span

EXAMPLES = [
    text.replace("[", "").replace("]", "")
    for examples in (*(kind.examples for kind in KINDS), MASSES_EXAMPLES)
    for text in examples
]
MEASURED = [
    "It cost US$ a million.",
    "It cost $ several million.",
    "They paid hundreds of  U.S. dollars.",
    "It is 5\u00a0km away.",
    "It is 5 or so km away.",
    "It has 9 per\n cent.",
    "It has 7 sq. km.",
    "It has half the town.",
    "It costs €\u00a05.",
]
BARE = ["He spoke for 15 minutes.", "The two met.", "It has 3 parts and 40 pages.", "They were there on 5 occasions."]


def query(sentences):
    """A text of the sentences, far from each other."""
    text, spans = "", []
    for sentence in sentences:
        text += " " * 120
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence
    return FigureQuery(text, spans)


@pytest.fixture
def every(monkeypatch):
    """Read every number, or look the sentences over first, however few they are."""
    return lambda fewest: monkeypatch.setattr(promising, "_FEWEST", fewest)


@pytest.mark.parametrize("sentence", [*EXAMPLES, *MEASURED])
def test_a_sentence_with_a_figure_is_read(sentence, every):
    asked = [query([*BARE, sentence])]
    every(10**9)
    expected = find_all_figures(asked)
    every(0)
    assert find_all_figures(asked) == expected != [[]]


@pytest.mark.parametrize("sentence", BARE)
def test_a_sentence_in_which_nothing_tells_what_is_counted_is_not_read(sentence, every, monkeypatch):
    every(0)
    read = []
    chosen = promising.promising

    def noted(*given):
        read.append(chosen(*given))
        return read[-1]

    monkeypatch.setattr("karabakh.flows.figures.find.promising", noted)
    find_all_figures([query([sentence])])
    assert not np.any(read[0].tokens)


@given(st.lists(st.lists(st.sampled_from([*EXAMPLES, *MEASURED, *BARE]), max_size=4), max_size=5))
def test_a_batch_finds_what_each_text_gives_by_itself(texts):
    queries = [query(sentences) for sentences in texts]
    assert find_all_figures(queries) == [find_figures(each.text, each.sentences) for each in queries]
