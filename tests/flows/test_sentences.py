import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.clean import clean
from karabakh.flows.sentences import shuffled, split


def sentences(text):
    return [span.of(text) for span in split(text, clean(text))]


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
    assert sentences("Aftermath\n\nThe road\nwas closed.\r\n\r\nNobody passed\n- item one\n- item two") == [
        "Aftermath",
        "The road\nwas closed.",
        "Nobody passed",
        "- item one",
        "- item two",
    ]


_ALPHABET = st.sampled_from("aB1.,;!?…\"“”'()[] \n\r\t\u00a0") | st.characters(codec="utf-8")


@given(st.text(alphabet=_ALPHABET, max_size=300))
def test_every_character_but_white_space_is_in_just_one_sentence(text):
    spans = split(text, clean(text))
    header = max((mark.end for mark in clean(text) if mark.reason == "header"), default=0)
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
    marks = clean(text)
    shuffled(text, split(text, marks), marks)
    assert time.process_time() - started < 10


def is_shuffled(text):
    marks = clean(text)
    return shuffled(text, split(text, marks), marks)


def test_an_extract_joined_at_citation_marks_is_out_of_order():
    assert is_shuffled("They left. [7], The road was closed. Nobody passed. [3], Then it rained.")


def test_citation_marks_alone_are_no_sign():
    assert not is_shuffled("They left. [7] The road was closed. Nobody passed. [8] Then it rained. It stopped.[9]")


def chain():
    """Sentences of which each takes up a word of the one before it."""
    words = [
        f"{first}{second}ster"
        for first in ("bar", "cor", "del", "fen", "gil")
        for second in ("ma", "no", "pu", "ri", "ta")
    ]
    return [f"The {left} saw a {right}." for left, right in itertools.pairwise(words)]


def test_running_text_in_one_paragraph_is_not_called_out_of_order():
    assert not is_shuffled(" ".join(chain()))


def test_sentences_that_share_nothing_with_their_neighbours_are_out_of_order():
    sentences = chain()
    assert is_shuffled(" ".join(sentences[::2] + sentences[1::2]))


def test_a_text_with_paragraphs_is_never_called_out_of_order():
    sentences = chain()
    random.Random(3).shuffle(sentences)
    assert not is_shuffled("\n\n".join([" ".join(sentences[:12]), " ".join(sentences[12:])]))
