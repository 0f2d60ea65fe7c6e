import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.figures.numerals import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("47", 47),
        ("5,200", 5200),
        ("5.200.000", 5_200_000),
        ("5 200", 5200),
        ("5\u202f200\u202f000", 5_200_000),
        ("2.7 million", 2_700_000),
        ("2,7 million", 2_700_000),
        ("2.7million", 2_700_000),
        ("3bn", 3e9),
        ("6 hundred thousand", 600_000),
        ("forty-seven", 47),
        ("Forty seven", 47),
        ("two hundred and sixty thousand", 260_000),
        ("one hundred and one", 101),
        ("three thousand two hundred", 3200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a hundred thousand", 100_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("one and a half million", 1_500_000),
        ("a million and a half", 1_500_000),
        ("a\nmillion", 1_000_000),
        ("half a \nmillion", 500_000),
        ("140 millions", 140_000_000),
        ("twenty-\nfive", 25),
        ("7½ thousand", 7500),
        ("seven millions", 7_000_000),
    ],
)
def test_a_number_is_read_as_it_is_written(text, value):
    assert [(n.start, n.end, n.value, n.vague) for n in numerals(text)] == [(0, len(text), value, False)]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("dozens", 24),
        ("scores", 40),
        ("hundreds", 200),
        ("thousands", 2000),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("millions", 2_000_000),
        ("several hundred", 200),
        ("a few thousand", 2000),
        ("several hundreds of thousands", 200_000),
        ("thousands upon thousands", 2000),
        ("hundred of thousands", 200_000),
    ],
)
def test_a_vague_word_stands_for_two_of_what_it_names_at_least(text, least):
    assert [(n.start, n.end, n.value, n.vague) for n in numerals(text)] == [(0, len(text), least, True)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The town had 12.400 people.", 12_400),
        ("The town had 12.400 people, the other 3,100.", 12.4),
        ("The town had 12.400 million people.", 12_400_000),
    ],
)
def test_a_point_before_three_digits_follows_the_other_numbers_of_the_text(text, value):
    assert next(numerals(text)).value == value


@pytest.mark.parametrize(
    "text", ["often", "stone", "a half-built road", "million", "T72", "weight", "1.2.3", "12,34,5"]
)
def test_what_only_looks_like_a_number_is_none(text):
    assert list(numerals(text)) == []


@given(st.integers(0, 999_999_999))
def test_digits_with_separators_are_read_back(number):
    for separator in (",", "\u00a0"):
        assert [n.value for n in numerals(f"{number:,}".replace(",", separator))] == [number]
