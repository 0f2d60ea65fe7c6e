"""Whom a figure counts: the people as named, else the side that lost them, else the noun."""

import pytest

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.figures import find_figures


def groups(text):
    layout = lay_out(text)
    return [figure.group for figure in find_figures(layout.view.text, layout.read)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("They deported 300 Armenians.", "Armenians"),
        ("They deported 300 Azerbaijanis.", "Azerbaijanis"),
        ("They killed dozens of unarmed civilians.", "unarmed civilians"),
        ("They deported 300 women and children.", "women and children"),
        ("They sent 300\u00a0Turkish soldiers.", "Turkish soldiers"),
        ("It left 300 miners injured.", "miners"),
        ("They took 60 wounded Greek soldiers to Piraeus.", "Greek soldiers"),
        ("Some 500 refugees from Smyrna were housed.", "refugees from Smyrna"),
        ("They took 300 residents of Smyrna hostage.", "residents of Smyrna"),
    ],
)
def test_the_people_counted_are_the_group_as_the_text_names_them(text, group):
    assert groups(text) == [group]


@pytest.mark.parametrize("text", ["They killed 300 people.", "It left 300 dead.", "In all 300 were wounded."])
def test_words_that_tell_nothing_are_no_group(text):
    assert groups(text) == [None]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("That day Georgia lost 40 men.", ["Georgia"]),
        ("Georgia, for its part, has lost 40 soldiers.", ["Georgia"]),
        ("The Georgian army suffered the loss of 40 soldiers.", ["Georgian army"]),
        ("Georgia's losses were 40 killed.", ["Georgia"]),
        ("There were 40 dead on the Georgian side.", ["Georgian"]),
        ("Tbilisi wrote that Georgia had seen 40 of its soldiers killed.", ["Georgia"]),
        ("Georgia lost 40 killed, 90 wounded and two missing.", ["Georgia"] * 3),
        ("Georgia admitted 40 dead, Ossetia 30.", ["Georgia", "Ossetia"]),
        ("The number of Georgian troops killed has risen to 40.", ["Georgian troops"]),
        ("They counted: Georgia – 40 soldiers killed.", ["Georgia"]),
    ],
)
def test_else_it_is_the_side_that_the_sentence_says_lost_them(text, side):
    assert groups(text) == side


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Georgian guards killed 40 Turkish soldiers.", ["Turkish soldiers"]),
        ("The battalion lost 40 soldiers.", ["soldiers"]),
        ("On Sunday Georgia opened a school for 40 children.", ["children"]),
    ],
)
def test_a_side_that_did_not_lose_them_is_not_the_group(text, expected):
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In all 40 soldiers were killed and 60 wounded.", ["soldiers", "soldiers"]),
        ("They killed 140 villagers, 23 of them children.", ["villagers", "children"]),
        ("They deported 900 Greeks, 80 of them on foot.", ["Greeks", "Greeks"]),
        ("They deported 900, of whom 80 were Greeks.", [None, "Greeks"]),
        ("There died 40 Greeks and 30 Turks, and 60 were wounded.", ["Greeks", "Turks", None]),
    ],
)
def test_a_number_that_stands_alone_takes_the_group_of_the_one_it_is_joined_to(text, expected):
    assert groups(text) == expected
