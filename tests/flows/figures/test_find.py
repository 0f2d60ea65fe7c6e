import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.figures import find_figures
from karabakh.flows.figures.kinds import KINDS, MASSES
from karabakh.flows.text.span import Span


def find(text, taken=()):
    layout = lay_out(text)
    return find_figures(layout.view.text, layout.read, taken=taken, marks=layout.kept)


def read(text):
    return [(figure.surface, figure.kind) for figure in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Some 7,000 Greeks living on the coast fled to the isles or abroad and a further 900 came from inland.",
            [("Some 7,000", "displaced"), ("900", "displaced")],
        ),
        ("They shot dead 40 men in one village and 12 in another.", [("40", "killed"), ("12", "killed")]),
        (
            "It killed 40 villagers, among them 12 women and 7 children.",
            [(n, "killed") for n in ("40", "12", "7")],
        ),
        ("Over 90 men, 12 women and 7 children were deported.", [(n, "displaced") for n in ("Over 90", "12", "7")]),
        ("In all 300 Kurds, 80 of them children, were killed.", [("300", "killed"), ("80", "killed")]),
        ("In all 300 Kurds were expelled, 80 of them on foot.", [("300", "displaced"), ("80", "displaced")]),
        ("When it ended, 60 people had died and 200 were hurt.", [("60", "killed"), ("200", "wounded")]),
        ("It left 60 dead, 200 wounded and nine missing.", [("60", "killed"), ("200", "wounded"), ("nine", "missing")]),
        ("The 500 soldiers who crossed into Georgia killed two guards.", [("500", "troops"), ("two", "killed")]),
        ("The number of refugees fell from 900 in May to 700.", [("900", "displaced"), ("700", "displaced")]),
        (
            "The population of Xtown grew from 9,300 (first count) to over 11,000 (second).",
            [("9,300", "population"), ("over 11,000", "population")],
        ),
        (
            "They lost 60 men killed and 200 men and two women wounded.",
            [("60", "killed"), ("200", "wounded"), ("two", "wounded")],
        ),
        (
            "They lost 60 men killed, among them nine boys, and two women were wounded.",
            [("60", "killed"), ("nine", "killed"), ("two", "wounded")],
        ),
        ("Nine of the 60 prisoners were killed.", [("Nine", "killed"), ("60", "captured")]),
        (
            "More than a third of the 8,400 inhabitants fled.",
            [("More than a third", "percent"), ("8,400", "population")],
        ),
        ("Six were killed and a further 70 hurt in a fire.", [("Six", "killed"), ("70", "wounded")]),
        ("Some 90,000 people had left by nightfall.", [("Some 90,000", "displaced")]),
        (
            "About 300,000 Kurds - some 5 per cent of all - became refugees.",
            [("About 300,000", "displaced"), ("some 5 per cent", "percent")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_word_may_tell_the_kind_of_several_numbers(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 40 tanks and 12 helicopters were captured.",
        "They killed 40 cows.",
        "The 12 000 civilian houses were burned.",
        "The party lost 40 seats.",
        "In 1915 they were deported.",
        "They fled within 40 days.",
        "One hundred years ago, Armenian refugees came to Syria.",
        "One was killed by chance; two leaders met.",
        "The 3 Greek refugee camps closed.",
        "Maria Rossi, 47, was wounded.",
        "Five of the 60 houses burned.",
        "Poets sang of forty thousand dead windows.",
        "Haste is one reason why casualties fell.",
        "Of the ships two were lost to mines.",
        "After two raids, one of which failed, many fled.",
    ],
)
def test_what_counts_no_people_is_no_figure(text):
    assert read(text) == []


def test_units_are_given_in_those_of_the_table():
    figures = find("The enclave, 20 miles wide, has 4,400 hectares of forest and earned $3 million.")
    assert [(f.kind, f.low, f.unit) for f in figures] == [
        ("distance", 32.18688, "km"),
        ("area", 44.0, "km2"),
        ("money", 3e6, "USD"),
    ]


def test_dates_and_marks_are_left_out():
    text = "In 1990 people fled.[12] They killed 30 people."
    assert [figure.surface for figure in find(text, taken=[Span(3, 7)])] == ["30"]


def test_the_number_behind_a_date_is_no_day_of_it():
    text = "By 8 March 60 sailors had drowned."
    assert [figure.surface for figure in find(text, taken=[Span(3, 10)])] == ["60"]


def test_a_table_of_numbers_is_no_sentence():
    assert find("people killed " + "17 people " * 500) == []


WORDS = sorted({word for kind in KINDS for text in (*kind.examples, *kind.counter_examples) for word in text.split()})
PIECES = st.sampled_from(
    [*WORDS, "$", "%", "\n\n", ".", ",", "(", "–", "12,5", "1 000", "km2", "half", "of them", "[4]"]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60), st.sampled_from(["", " "]))
def test_whatever_the_text_figures_are_sound(pieces, glue):
    text = glue.join(pieces)
    layout = lay_out(text)
    text, sentences = layout.view.text, layout.read
    figures = find_figures(text, sentences, marks=layout.kept)
    kinds = {kind.name for kind in KINDS} | {MASSES, "area", "distance", "money", "percent"}
    for figure in figures:
        assert figure.surface == text[figure.start : figure.end] != ""
        assert any(sentence.start <= figure.start and figure.end <= sentence.end for sentence in sentences)
        assert figure.kind in kinds
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.group is None or figure.group.strip()
    assert all(left.end <= right.start for left, right in itertools.pairwise(figures))


@pytest.mark.parametrize(
    "unit",
    ["a", "1", "(", "1,", "one ", "hundred ", "20 people killed ", "more than ", "half of the ", "$1", "20-"],
)
def test_hostile_texts_take_linear_time(unit):
    def seconds(length):
        text = unit * (length // len(unit))
        started = time.process_time()
        find_figures(text, [Span(0, len(text))])
        return time.process_time() - started

    assert seconds(200_000) < max(1.0, 40 * seconds(20_000))
