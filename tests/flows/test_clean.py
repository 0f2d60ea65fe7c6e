import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.clean import RULES, clean


def marked(text):
    return [(mark.reason, text[mark.start : mark.end]) for mark in clean(text)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_every_rule_marks_its_example_and_not_its_counter_example(rule):
    assert rule.pattern.search(rule.example)
    assert rule.reason in {mark.reason for mark in clean(rule.example)}
    assert not rule.pattern.search(rule.counter_example)
    assert clean(rule.counter_example) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2022-09-13 It fell.", [("header", "date 2022-09-13")]),
        ("It fell.[3][17] They fled.", [("citation", "[3]"), ("citation", "[17]")]),
        ('"It fell. "[204], They fled.', [("citation", "[204]")]),
        (
            "It fell.[citation needed] They[who?] fled.[a]",
            [("citation", "[citation needed]"), ("citation", "[who?]"), ("citation", "[a]")],
        ),
        ("It fell.[note 2][4, 6–8]", [("citation", "[note 2]"), ("citation", "[4, 6–8]")]),
        ("He said [a] town [Shusha] fell in [1992] and [sic].", [("citation", "[sic]")]),
        (
            "See https://example.org/x?y=1, and (www.example.org).",
            [("boilerplate", "https://example.org/x?y=1"), ("boilerplate", "www.example.org")],
        ),
        (
            "Skip to main content It fell. Learn … They fled.",
            [("boilerplate", "Skip to main content"), ("boilerplate", "Learn …")],
        ),
    ],
)
def test_only_what_is_no_running_text_is_marked(text, expected):
    assert marked(text) == expected


def test_the_later_copies_of_a_paragraph_are_marked():
    paragraph = "The two sides met at the border again and agreed on nothing but the next meeting, which was put off."
    text = f"{paragraph}\n\nA refrain.\n\n{paragraph}\n\nA refrain.\n\n{paragraph}\n"
    starts = [mark.start for mark in clean(text)]
    assert starts == [text.index(paragraph, 5), text.rindex(paragraph)]
    assert [reason for reason, _ in marked(text)] == ["repeat", "repeat"]


def test_a_repeated_line_counts_where_there_is_no_blank_line():
    line = "The two sides met at the border again and agreed on nothing but the next meeting."
    assert marked(f"{line}\nThen they left.\n{line}") == [("repeat", line)]


@given(st.text(alphabet=st.sampled_from('ab1[],. \n"…') | st.characters(codec="utf-8"), max_size=200))
def test_marks_are_sorted_and_do_not_overlap_whatever_the_text(text):
    marks = clean(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(left.end <= right.start for left, right in itertools.pairwise(marks))


@pytest.mark.parametrize("unit", ["a", "1", "[", "[1", "[1,", "(", "\n", "\n ", " ", "www.", "https://", "Learn "])
def test_hostile_texts_take_linear_time(unit):
    started = time.process_time()
    clean(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 5
