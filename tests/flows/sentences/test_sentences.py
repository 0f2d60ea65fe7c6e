import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.sentences import split

CASES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
"""A case a ``|``-separated line of sentences; white space beside a bar stands in the text, and ⏎ is a line's end."""

BEYOND = {"He signed as X.", "Photo: A. Karimov", "The Int. Committee came", "iPhone users left"}
"""Beginnings of cases that are cut wrongly: a letter that is no initial; rare abbreviations; lower case."""


def sentences(text):
    return [span.of(text) for span in lay_out(text).sentences]


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_cut_where_a_reader_cuts_it(case):
    expected = [sentence.strip() for sentence in case.replace("⏎", "\n").split("|")]
    found = sentences(case.replace("⏎", "\n").replace("|", ""))
    assert (found == expected) is not case.startswith(tuple(BEYOND))


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Petrov and Lt. Col. Mammadov met Mr. X at No. 5.", "Nobody else came."],
        ["J. F. Smith met Amb. Brown, Pres. White and Dr. A. B. Green.", "They spoke."],
        ["See vol. 3, p. 12 and Fig. 4 of Res. 62.", "It is Art. 5, para. 4."],
        ["About 1.9 million people fled.", "Some 2.5 per cent came back."],
        ["The U.S. Army left at 5 a.m. on Monday.", "The U.N. stayed."],
        ["They came from abroad, i.e. Georgia, approx. 5 km away.", "It was far."],
        ["He came in May.", "20,000 people fled.", "5 stayed."],
        ["“The road is ours.”", "Then he left."],
        ['"The road is ours," he said.', '"We keep it."', "Nobody answered."],
        ["“Is the road ours?” he asked.", "Nobody answered."],
        ["(The road was closed.)", "Nobody passed."],
        ["They waited…", "Nobody came."],
        ["The road was closed.[4][5]", "Nobody passed. [6]", "They waited."],
        ["1. The first point.", "2. The second point."],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    assert sentences(" ".join(expected)) == expected


def test_a_full_stop_without_a_space_ends_a_sentence():
    assert sentences("They left within a month.The road was closed.") == [
        "They left within a month.",
        "The road was closed.",
    ]


def test_a_citation_and_the_comma_after_it_stay_with_the_sentence_before():
    text = 'The road was closed. [7], Nobody passed. "[8], They waited. [9] Then they left.'
    assert sentences(text) == [
        "The road was closed. [7],",
        'Nobody passed. "[8],',
        "They waited. [9]",
        "Then they left.",
    ]


def test_a_citation_inside_a_sentence_ends_nothing():
    text = "The road was closed,[7] and nobody[8], Russians aside, passed."
    assert sentences(text) == [text]


def test_the_header_is_in_no_sentence():
    assert sentences(" date 2022-09-13 The road was closed. Nobody passed.") == [
        "The road was closed.",
        "Nobody passed.",
    ]


def test_a_stub_is_a_sentence_of_its_own():
    assert sentences("Nobody passed. Read more… They waited.") == ["Nobody passed.", "Read more…", "They waited."]


def test_paragraphs_and_list_items_end_sentences_and_line_breaks_do_not():
    text = "Aftermath\n\nThe road\nwas closed.\r\n\r\nNobody passed\n- item one\n- item two"
    assert sentences(text) == [
        "Aftermath",
        "The road\nwas closed.",
        "Nobody passed",
        "- item one",
        "- item two",
    ]


@pytest.mark.parametrize("label", ["12. ", "12) ", "(12) ", "a) ", "(iv) ", "• ", "12.\t"])
def test_the_sentences_of_a_numbered_paragraph_are_told_apart(label):
    paragraph = ["The road was closed.", "Nobody passed.", "They waited."]
    text = "\n".join(f"{label}{' '.join(paragraph)}" for _ in range(3))
    assert sentences(text) == [label + paragraph[0], *paragraph[1:]] * 3


@pytest.mark.parametrize("noise", ["(", "[", " ' "])
def test_a_bracket_left_open_swallows_no_sentence(noise):
    text = f"The road {noise}was closed. Nobody passed. They waited."
    assert len(sentences(text)) == 3


_ALPHABET = st.sampled_from("aB1.,;!?…\"“”'()[] \n\r\t\u00a0") | st.characters(codec="utf-8")


@given(st.text(alphabet=_ALPHABET, max_size=300))
def test_every_character_but_white_space_is_in_just_one_sentence(text):
    layout = lay_out(text)
    text, spans = layout.view.text, layout.read
    header = max((mark.end for mark in layout.kept if mark.reason == "header"), default=0)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text[header:].split())
    assert all(span.start < span.end for span in spans)
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_is_never_split(whole, part):
    text = f"In all {whole:,}.{part:02d} hectares burned. They were {whole:,} before."
    assert len(sentences(text)) == 2


@pytest.mark.parametrize("unit", ["a", "1", ".", "\n", "(", '"', "[1], The", ". ", ".)", "1. ", "“ A. “", "a\n\n"])
def test_hostile_texts_take_linear_time(unit):
    text = unit * (500_000 // len(unit))
    started = time.process_time()
    split(text)
    assert time.process_time() - started < 10
