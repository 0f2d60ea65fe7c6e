"""Texts read together are cut as each by itself, and as sentencex cuts them with every letter that is written."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows import boundaries, sentences
from karabakh.flows.sentences import spans, split, split_all

_WORDS = (
    "The the of He it I Don't don't o'clock peoples' 'quoted word' ‘single’ café Émile Şen N° p.m A.M B.C etc U.S Mr."
    ' Gen. x no May 5 12 1992 10. III (see [3] a) (1) 2) b.) iv) • - “ ” " « » ` a@b.org . ? ! … ... !? , ; : — – ) ]'
    " ' ’ ° £ . [4],"
).split()
_GAPS = ("", " ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0")
_TEXTS = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=40).map(
    lambda words: "".join(map("".join, words))
)


def test_texts_are_cut_alike_however_many_are_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["It fell. The rest fled.", "", "He left. They stayed. No one came.", "It rained."]
    together = spans(split_all(texts, [()] * len(texts)), len(texts))
    monkeypatch.setattr(sentences, "_PORTION", 30)
    assert spans(split_all(texts, [()] * len(texts)), len(texts)) == together == list(map(split, texts))


@settings(max_examples=40)
@given(st.lists(_TEXTS, max_size=4))
def test_texts_are_cut_together_as_each_by_itself(texts: list[str]) -> None:
    assert spans(split_all(texts, [()] * len(texts)), len(texts)) == list(map(split, texts))


@settings(max_examples=40)
@given(_TEXTS)
def test_what_is_written_in_simpler_letters_for_sentencex_is_cut_alike(text: str) -> None:
    with patch.object(boundaries, "_simplify", lambda joined, given: None):
        as_written = split(text)
    assert split(text) == as_written


def test_a_long_text_of_paragraphs_is_cut_as_its_paragraphs() -> None:
    paragraph = "The road was closed. Nobody passed (it was late). They waited."
    (cut,) = spans(split_all(["\n\n".join([paragraph] * 400)], [()]), 1)
    assert [sentence.end - sentence.start for sentence in cut] == [20, 28, 12] * 400
