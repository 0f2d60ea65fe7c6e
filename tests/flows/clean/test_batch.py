"""Many texts are cleaned at once as each is cleaned alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh.flows.clean import cleaned, cleaned_all, marks, plain
from karabakh.flows.clean.eights import first_words, of_words, repeated
from karabakh.flows.clean.scan import Scan
from karabakh.flows.header import FORMS, may_have_header
from karabakh.flows.header.dateline import EXAMPLES

PIECES = [
    "The road to Agdam was shut", "In May 1992 they left. ", "they went on", "AGDAM, March 14 (Reuters) - It fell. ",
    "date 2021-05-12 ", "12 comments", "Advertisement", "[12]", "[the army]", "(Raffi 1987, 454)", "\u00ad", "\u200b",
    "&nbsp;", "&#601;", "XankÉ™ndi", "â€œ", "ﬁ", "<b>", "</p>", "\n", "\n\n", " \n", "\n  ", "  ", "\t",
    "\r\n", "\r", "\x0b", "\u00a0", "\u2003", "\u2028", "\uff21", "\n> ", "\n## ", "- ", "\n- ", "\n• ", "\n1) ",
    "\n12 ", "-\n", "¹²", "1992.12 Then ", "month.The ", "https://example.org/a",
    "us@example.org", "Read more… ", "© 2020 Example News. ", "[00:01:07] ",
    "Xankəndi Şuşa ", "Кәнддә мәктәб ачылды, ушаглар дәрсә башлады.", "\U0001f600", ". ", "a", " of ", "\ud800",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT, max_size=7))
def test_a_text_among_others_is_cleaned_as_alone(texts):
    assert cleaned_all(texts) == [cleaned(text) for text in texts]


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=7))
def test_how_a_text_reads_is_as_plain_says(texts):
    assert [one.plain for one in cleaned_all(texts)] == [plain(text) for text in texts]


def test_no_texts_and_empty_ones():
    assert cleaned_all([]) == []
    assert [one.marks for one in cleaned_all(["", "\n", "They left.[7]", ""])] == [
        [],
        [],
        cleaned("They left.[7]").marks,
        [],
    ]


def test_texts_are_taken_in_portions(monkeypatch):
    monkeypatch.setattr(marks, "_PORTION", 100)
    long = "They left Agdam in May.[12] " * 30
    several = cleaned_all([long, "It fell.[3]", long, "It fell.[3]"])
    assert several[0] == several[2]
    assert several[1] == several[3] == cleaned("It fell.[3]")


@settings(deadline=None)
@given(st.lists(st.text("a[\nəԱ\U0001f600&", max_size=9), min_size=1, max_size=6))
def test_places_count_in_code_points_of_each_text(texts):
    found = dict(Scan(texts).each(Scan(texts).where(b"[")))
    assert found == {
        number: [at for at, sign in enumerate(text) if sign == "["] for number, text in enumerate(texts) if "[" in text
    }


@settings(deadline=None)
@given(st.lists(st.text("ab \nəԱ", max_size=9), min_size=1, max_size=6))
def test_lines_are_those_of_each_text_without_spaces_around_them(texts):
    scan = Scan(texts)
    lines = [
        bytes(scan.bytes[first:last]).decode() for first, last in zip(scan.lines.first, scan.lines.last, strict=True)
    ]
    assert lines == [line.strip(" ") for text in texts for line in text.split("\n")]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_what_is_repeated(pairs):
    found = repeated(np.array([one for one, _ in pairs]), np.array([two for _, two in pairs]))
    assert found.tolist() == [pairs.count(pair) > 1 for pair in pairs]


@pytest.mark.parametrize(
    ("line", "opening"), [("Share on", "share"), ("Photos: AFP", "photos"), ("Advertisements", "advertis")]
)
def test_first_words_are_compared_in_small_letters_and_by_eight_of_them(line, opening):
    assert first_words(Scan([line]), np.array([0]), b" \n:.,") == of_words([opening])


@pytest.mark.parametrize("text", [*(form.example for form in FORMS), *EXAMPLES])
def test_what_has_a_header_may_have_one_however_it_is_broken(text):
    assert may_have_header(text)
    assert may_have_header(text.replace(" ", "\n", 2))
    assert may_have_header(f"A title of the report\n\n{text}")
