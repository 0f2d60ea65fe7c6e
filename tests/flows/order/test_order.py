"""Running text is never called out of order for how it is worded; an extract is told by its joints or its wording."""

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.order import MOST_SENTENCES, disorder, pairs
from karabakh.flows.order.content import contents

STORY = """
The village of Arpalik stood above a river, and its people kept sheep and sold wool in the market of the town.
In the spring of 1903 the river rose and took away the bridge that led to the market.
Without the bridge no wool could be sold, and the people sent a teacher, Anna Weber, to ask the governor for help.
Weber walked for three days and found the governor in the capital.
The governor promised her an engineer and a hundred beams of oak.
The engineer came in June 1904, but the beams of oak did not.
He measured the river, drew a plan and went back to the capital with it.
The plan lay in an office of the capital for a year.
In 1905 the people lost patience and cut the beams in their own forest.
They built a bridge of beech and pine where the old one had stood.
The new bridge carried the first load of wool to the market that autumn.
A merchant at the market paid twice the old price for the wool.
With the merchant's money the village opened a school.
The school had one room, and Weber taught forty children in it.
Two of these children later became engineers themselves.
One of the two engineers built a bridge of stone in 1931, beside the one of beech and pine.
The bridge of stone still carries the road to the town.
Every spring, when the river rises, the people look at its stones and speak of the teacher.
"""
SENTENCES = [line for line in STORY.splitlines() if line]


def out_of_order(text):
    return lay_out(text).shuffled


def mixed(sentences, seed):
    return random.Random(seed).sample(sentences, len(sentences))


def test_a_story_in_one_paragraph_is_running():
    assert not out_of_order(" ".join(SENTENCES))


@pytest.mark.parametrize("layout", [" ", "\n", "\n\n"])
def test_its_sentences_in_chance_order_are_mostly_known_for_what_they_are(layout):
    assert sum(out_of_order(layout.join(mixed(SENTENCES, seed))) for seed in range(20)) >= 12


def test_a_story_of_one_sentence_a_line_is_running():
    assert not out_of_order("\n".join(SENTENCES))


def test_paragraphs_of_several_sentences_are_running_whatever_they_say():
    some = mixed(SENTENCES, 3)
    assert not out_of_order("\n\n".join([" ".join(some[:9]), " ".join(some[9:])]))


def test_wrapped_lines_are_no_paragraphs():
    words = " ".join(mixed(SENTENCES, 3)).split()
    lines = [" ".join(words[at : at + 11]) for at in range(0, len(words), 11)]
    assert out_of_order("\n".join(lines)) == out_of_order(" ".join(words))


def test_an_extract_joined_at_citation_marks_is_out_of_order():
    assert out_of_order("They left. [7], The road was closed. Nobody passed. [3], Then it rained.")


def test_citation_marks_alone_are_no_sign():
    assert not out_of_order("They left. [7] The road was closed. Nobody passed. [8] Then it rained. It stopped.[9]")


@pytest.mark.parametrize(("order", "expected"), [(sorted, False), (reversed, True)])
def test_numbered_sentences_are_in_the_order_of_their_numbers(order, expected):
    text = " ".join(f"({number}) {SENTENCES[number]}" for number in order(range(12)))
    assert out_of_order(text) is expected


def test_a_chronicle_is_in_the_order_of_its_dates_however_it_is_worded():
    years = [
        f"In {1900 + 3 * at} {thing} came." for at, thing in enumerate("wool salt iron tea corn rice oil coal".split())
    ]
    assert not out_of_order(" ".join([*years, "Then came tin.", "Then came gold."]))


def test_a_list_is_not_out_of_order():
    names = "wool salt iron tea corn rice oil coal tin gold silver copper lead zinc".split()
    assert not out_of_order("\n".join(f"{name} {3 * len(name)}" for name in names))


@pytest.mark.parametrize("size", range(10))
def test_a_few_sentences_say_nothing(size):
    assert not out_of_order(" ".join(mixed(SENTENCES, 3)[:size]))


def test_what_is_called_out_of_order_does_not_depend_on_noise():
    text = " ".join(mixed(SENTENCES, 3))
    assert out_of_order(text.replace("wool", "wo\u00adol").replace(" and ", "&nbsp;and ")) == out_of_order(text)


def test_the_words_of_the_next_sentence_are_worth_more_than_those_of_any():
    (grid,) = pairs.worth(contents([SENTENCES]))
    near = [grid[at, at + 1] for at in range(len(grid) - 1)]
    every = [grid[left, right] for left, right in itertools.permutations(range(len(grid)), 2)]
    assert sum(near) / len(near) > sum(every) / len(every)


def test_what_two_sentences_share_is_counted_alike_however_many_are_looked_at_together(monkeypatch):
    held = contents([SENTENCES, mixed(SENTENCES, 1)])
    together = pairs.worth(held)
    monkeypatch.setattr(pairs, "_MOST", 1)
    assert pairs.worth(held) == pytest.approx(together)


def test_a_sentence_of_many_years_is_as_near_to_another_as_the_nearest_of_them():
    only = pairs.Signs(*[float(name == "years_apart") for name in pairs.Signs._fields])
    many = " ".join(f"In {year} it rained." for year in range(1901, 1990))
    (grid,) = pairs.worth(contents([[many, "It snowed in 1999.", "Nothing fell.", *SENTENCES[:3]]]), only)
    assert grid[0, 1] == grid[1, 0] == pytest.approx(math.log1p(10))
    assert grid[0, 2] == 0


def test_dates_that_go_up_and_down_alike_are_in_no_order():
    assert disorder.forward([1, 2, 3, 4, 5]) == -disorder.forward([5, 4, 3, 2, 1]) > 2
    assert disorder.forward([3, 3, 3]) == 0


@given(st.lists(st.text(max_size=40), min_size=6, max_size=MOST_SENTENCES))
def test_every_text_has_a_score(wordings):
    held = contents([wordings])
    assert disorder.score(held) == disorder.score(held)
    assert all(abs(sign) < 1e6 for sign in disorder.evidence(held))
