import pytest

from karabakh.flows.figures.modifiers import BEFORE, Bound
from karabakh.flows.figures.quantities import quantities
from karabakh.flows.text.span import Span

SIDES = {
    Bound.LEAST: (70, None, False),
    Bound.MOST: (None, 70, False),
    Bound.ABOUT: (70, 70, True),
    Bound.NONE: (70, 70, False),
}


def read(text):
    return [(text[q.start : q.end], q.low, q.high, q.approximate) for q in quantities(text)]


@pytest.mark.parametrize(
    ("bound", "phrase"), [(bound, phrase) for bound, phrases in BEFORE.items() for phrase in phrases]
)
def test_every_modifier_sets_the_bounds_of_its_table(bound, phrase):
    assert [row[1:] for row in read(f"They counted {phrase} 70 men.")] == [SIDES[bound]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least another 70 men", ("at least another 70", 70, None, False)),
        ("more than an estimated 70 men", ("more than an estimated 70", 70, None, True)),
        ("No more than 70 men", ("No more than 70", None, 70, False)),
        ("almost a million men", ("almost a million", 1e6, 1e6, True)),
        ("70 or more men", ("70 or more", 70, None, False)),
        ("70+ men", ("70+", 70, None, False)),
        ("70-odd men", ("70-odd", 70, 70, True)),
        ("handsome 70 men", ("70", 70, 70, False)),
        ("It exceeds 70 men", ("70", 70, None, False)),
    ],
)
def test_modifiers_may_stand_together_and_behind(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("60–70 men", 60, 70),
        ("60-70 men", 60, 70),
        ("60 to 70 men", 60, 70),
        ("between 60 and 70 men", 60, 70),
        ("two or three hundred men", 200, 300),
        ("2 to 3 million men", 2e6, 3e6),
        ("2–3m refugees", 2e6, 3e6),
        ("40–50,000 men", 40_000, 50_000),
        ("20%–30% of them", 20, 30),
        ("$4-5 million", 4e6, 5e6),
    ],
)
def test_two_ends_are_one_quantity(text, low, high):
    assert [row[1:3] for row in read(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "60 men and 70 women",
        "60, 70",
        "70 and 60",
        "It grew from 60 to 70",
        "It nearly doubled, from 60 to 110",
        "It fell steadily from 70 to 60",
    ],
)
def test_two_numbers_without_a_range_are_two_quantities(text):
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 941",
        "page 70",
        "No. 70",
        "Article 7",
        "aged 70",
        "70-year-old",
        "70 years old",
        "the 70th day",
        "the 70s",
        "at 14:30",
        "the T-70",
        "a 3-2 win",
        "on 14 July",
        "on July 14",
        "a 120mm mortar",
        "a 12-point plan",
        "one in every 70",
        "one in 70",
        "aged 7, 12 and 70",
        "resolutions 941, 943 and 947",
        "most of them 70",
        "a Class 70 locomotive",
        "Hill 70",
        "70°",
    ],
)
def test_names_ages_times_and_places_in_documents_are_no_quantities(text):
    assert [row for row in read(text) if row[1] != 1] == []


@pytest.mark.parametrize(
    ("text", "surface", "kind", "unit", "factor"),
    [
        ("70% fled", "70%", "percent", "percent", 1),
        ("70 per cent", "70 per cent", "percent", "percent", 1),
        ("more than 70 percent", "more than 70 percent", "percent", "percent", 1),
        ("70 km²", "70 km²", "area", "km2", 1),
        ("70 square kilometres", "70 square kilometres", "area", "km2", 1),
        ("70 hectares", "70 hectares", "area", "km2", 0.01),
        ("70 km away", "70 km", "distance", "km", 1),
        ("70-kilometre-long", "70-kilometre", "distance", "km", 1),
        ("70 miles", "70 miles", "distance", "km", 1.609344),
        ("70 m", "70 m", "distance", "m", 1),
        ("over $70 million", "over $70 million", "money", "USD", 1),
        ("US$ 70m", "US$ 70m", "money", "USD", 1),
        ("70 million dollars", "70 million dollars", "money", "USD", 1),
        ("€70", "€70", "money", "EUR", 1),
        ("70 manats", "70 manats", "money", "AZN", 1),
        ("70 billion drams", "70 billion drams", "money", "AMD", 1),
        ("70 roubles", "70 roubles", "money", "RUB", 1),
        ("70 United States dollars", "70 United States dollars", "money", "USD", 1),
        ("DM 70", "DM 70", "money", "DEM", 1),
        ("70 million francs", "70 million francs", "money", None, 1),
        ("70 square metres", "70 square metres", "area", "km2", 1e-6),
    ],
)
def test_units_belong_to_the_span(text, surface, kind, unit, factor):
    quantity = next(quantities(text))
    assert text[quantity.start : quantity.end] == surface
    assert quantity.unit is not None
    assert (quantity.unit.kind, quantity.unit.unit, quantity.unit.factor) == (kind, unit, factor)


@pytest.mark.parametrize("text", ["70 km/h", "70 people", "70 mice", "70 hamlets", "70 pounds"])
def test_words_that_are_no_unit_leave_the_number_without_one(text):
    assert [quantity.unit for quantity in quantities(text)] == [None]


@pytest.mark.parametrize(
    ("text", "surface", "percent"),
    [
        ("almost one fifth of its territory", "almost one fifth", 20),
        ("a third of the population", "a third", 33.3),
        ("half the country", "half", 50),
        ("a quarter of the workforce", "a quarter", 25),
        ("three quarters of all houses", "three quarters", 75),
        ("half of the $60 million", "half", 50),
        ("two-thirds of the town's inhabitants", "two-thirds", 66.7),
    ],
)
def test_a_fraction_is_in_percent_where_the_text_says_of_what(text, surface, percent):
    quantity = next(quantities(text))
    assert text[quantity.start : quantity.end] == surface
    assert quantity.value == percent
    assert quantity.unit is not None
    assert quantity.unit.kind == "percent"


@pytest.mark.parametrize(
    "text",
    [
        "half an hour",
        "the second half of May",
        "a third party",
        "a quarter of them",
        "a quarter of them women",
        "half of the century",
        "the other half of the world",
        "the northern half of the island",
    ],
)
def test_a_fraction_of_nothing_named_is_no_quantity(text):
    assert [quantity for quantity in quantities(text) if quantity.unit] == []


def test_numbers_in_spans_that_are_taken_are_left_out():
    assert read("In 1992 about 70 men") == [("1992", 1992, 1992, False), ("about 70", 70, 70, True)]
    assert [q.low for q in quantities("In 1992 about 70 men", [Span(3, 7)])] == [70]


def test_a_share_that_changes_is_two_quantities_of_one_unit():
    assert [(q.low, q.unit.unit if q.unit else None) for q in quantities("It fell from 49 to 5.4 per cent")] == [
        (49, "percent"),
        (5.4, "percent"),
    ]


@pytest.mark.parametrize("text", ["Twelve may have drowned", "12 may have drowned"])
def test_may_is_a_verb_unless_it_is_written_as_a_month(text):
    assert [row[1] for row in read(text)] == [12]
    assert read("on 12 May") == []
