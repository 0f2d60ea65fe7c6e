"""Texts read together are cut as each by itself, and as sentencex cuts them with every letter that is written."""

import time
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.extraction.find import Found, Query, find_all
from karabakh.flows.places import load_gazetteer
from karabakh.flows.sentences import boundaries, sentences, spans, split, split_all

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


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u2028", "\u3000", "\x85"])
def test_an_initial_with_a_rare_space_behind_it_is_read(space: str) -> None:
    text = f"At 9 A.M{space}. Shusha fell. It rained."
    assert [sentence.of(text) for sentence in split(text)] == [
        sentence.of(text) for sentence in split(text.replace(space, " "))
    ]


@pytest.mark.parametrize("mark", ["'", "‘", "`"])
def test_a_long_row_of_quote_marks_takes_linear_time(mark: str) -> None:
    started = time.process_time()
    assert split("It fell. " + mark * 1_000_000)[0] == (0, 8)
    assert time.process_time() - started < 20


class PanicException(BaseException):
    """As PyO3's, which no module has to offer."""


def test_where_sentencex_panics_one_text_is_lost_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    segment = boundaries.segment

    def panics(language: str, text: str) -> list[str]:
        if "initial" in text:
            raise PanicException("byte index 6 is out of bounds")
        return list(segment(language, text))

    monkeypatch.setattr(boundaries, "segment", panics)
    texts = ["Shusha fell.", "An initial I fell.", "Goris was shelled."]
    found = find_all([Query(text) for text in texts], load_gazetteer())
    assert [isinstance(one, Found) for one in found] == [True, False, True]
    assert "byte index 6" in str(found[1])


def test_what_stops_a_run_is_not_taken_for_a_panic(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(language: str, text: str) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(boundaries, "segment", stopped)
    with pytest.raises(KeyboardInterrupt):
        split("Shusha fell.")
