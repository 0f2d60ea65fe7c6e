"""What tells the kind of a number: its clause, its neighbours, the sentence before, or the census it stands in."""

import pytest

from karabakh.flows.extraction.layout import lay_out
from karabakh.flows.figures import find_figures


def read(text):
    layout = lay_out(text)
    return [(figure.surface, figure.kind) for figure in find_figures(layout.view.text, layout.read)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended in 90 miners, including 7 boys being killed.", [("90", "killed"), ("7", "killed")]),
        ("The camp held 90 miners, including 7 wounded.", [("90", "other_people"), ("7", "wounded")]),
        ("At first 60 miners were killed, up from 40 before.", [("60", "killed"), ("40", "killed")]),
        ("Two monks were killed and one was wounded.", [("Two", "killed"), ("one", "wounded")]),
        ("One villager died.", [("One", "killed")]),
        ("They lost four galleys and 60 men.", [("60", "killed")]),
        ("They captured two guns, 12 carts and 60 men.", [("60", "captured")]),
        ("They freed 60 captives and kept 75.", [("60", "captured"), ("75", "captured")]),
        ("Malta freed 60 captives in return for 75.", [("60", "captured"), ("75", "captured")]),
        ("Malta had 60 dead and Cyprus 75.", [("60", "killed"), ("75", "killed")]),
        ("The blast killed 60 people. Malta speaks of 75.", [("60", "killed"), ("75", "killed")]),
        ("Some 900 Greeks fled. Only 75 settled in the port.", [("Some 900", "displaced"), ("75", "displaced")]),
        ("They hold 60 prisoners. Monks have seen 12 of them.", [("60", "captured"), ("12", "captured")]),
        ("They counted 60 wounded, among the latter 12 boys.", [("60", "wounded"), ("12", "wounded")]),
        ("In the square 900 pilgrims waited, 75 of them women.", [("900", "other_people"), ("75", "other_people")]),
        ("The population, which had stood at 900, vanished.", [("900", "population")]),
        ("The islanders' regiment lost 60 in a day.", [("60", "killed")]),
        ("The refugees, some 900, slept in barns.", [("some 900", "displaced")]),
        ("The garrison, 900 Greeks, held out.", [("900", "troops")]),
        ("The division was reduced from 900 to 400 men.", [("900", "troops"), ("400", "troops")]),
        ("By noon the toll had passed 60.", [("60", "killed")]),
        ("The fire forced some 900 to leave.", [("some 900", "displaced")]),
        ("By now 900 servicemen of the armed forces died.", [("900", "killed")]),
        ("The killing by bandits of 60 people shocked all.", [("60", "killed")]),
        ("Some 900 Greeks fought in the French army.", [("Some 900", "troops")]),
        ("By now 60 people have fallen victim to mines.", [("60", "casualties")]),
        ("By now 60 people have already fallen.", [("60", "killed")]),
        ("In all 60 sailors fell to typhus.", [("60", "killed")]),
        ("The war cost 60 soldiers their lives.", [("60", "killed")]),
        ("In all 60 soldiers were to be exchanged.", [("60", "captured")]),
        ("In all 60 rebels laid down their arms.", [("60", "captured")]),
        (
            "The wolves caused 60 deaths, and it is said that half of the 900 residents fled.",
            [("60", "killed"), ("half", "percent"), ("900", "population")],
        ),
        ("By dusk 60 nurses had suffered severe burns.", [("60", "wounded")]),
        ("The islanders had 60 killed, wounded and missing.", [("60", "casualties")]),
        ("Two trains carrying Greek deportees came.", []),
        ("Some 900 Greeks were deprived of their homes.", [("Some 900", "displaced")]),
        ("The islands mobilised 900 men.", [("900", "troops")]),
        ("Its dead were put at 60, later raised to 75.", [("60", "killed"), ("75", "killed")]),
        ("One side lost 60 men; the other's figure is 75.", [("60", "killed"), ("75", "killed")]),
        ("Malta lost 60 men; Cyprus 75.", [("60", "killed"), ("75", "killed")]),
        ("They took 60 prisoners, 20 Greeks among them.", [("60", "captured"), ("20", "captured")]),
        ("Of the 60 prisoners, 20 were Greeks.", [("60", "captured"), ("20", "captured")]),
        ("It had 900 inhabitants out of a total of 4,000.", [("900", "population"), ("4,000", "population")]),
        ("Xtown (pop. 900) is near Ytown, population 4,000.", [("900", "population"), ("4,000", "population")]),
        ("Estimates of the dead range from 60 to 90.", [("60 to 90", "killed")]),
        ("At least 60 people, mostly women, were taken hostage.", [("At least 60", "captured")]),
        ("The heavy casualties: 60 Greek and 90 Turkish soldiers were killed.", [("60", "killed"), ("90", "killed")]),
        ("Over 60 women, 90 children were deported.", [("Over 60", "displaced"), ("90", "displaced")]),
        ("The bomber killed himself and 12 guards.", [("12", "killed")]),
        ("The war claimed 60 Greek and 90 Turkish soldiers.", [("60", "killed"), ("90", "killed")]),
        ("Half of the 60-strong community fled.", [("Half", "percent"), ("60", "population")]),
        ("Among 60 injured were seven nurses.", [("60", "wounded"), ("seven", "wounded")]),
        ("They dug out 60 bodies; a further 12 were in the well.", [("60", "killed"), ("12", "killed")]),
        (
            "The town had 900 inhabitants: 500 in the port, fewer than 300 in the fort and from 90 to 120 in huts.",
            [(n, "population") for n in ("900", "500", "fewer than 300", "90 to 120")],
        ),
    ],
)
def test_a_number_may_take_the_kind_of_the_one_before(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They expelled 900 Greeks. Of these, 80 were ill.", [("900", "displaced"), ("80", "displaced")]),
        ("They shot 60 men. By another count the number was 75.", [("60", "killed"), ("75", "killed")]),
        ("They shot 60 men. A further 12 in the next village.", [("60", "killed"), ("12", "killed")]),
        ("They shot 60 men. The road has 75 bends.", [("60", "killed")]),
    ],
)
def test_a_number_may_take_the_kind_of_the_sentence_before(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the census of that year Xtown had 300 Kurds.", [("300", "population")]),
        ("Census of Xtown: Kurds: 1,300 (76.5%).", [("1,300", "population"), ("76.5%", "percent")]),
        ("The village counted 340 souls.", [("340", "population")]),
        ("The village held some 2,000 people.", [("some 2,000", "population")]),
        ("The village lost 340 souls.", [("340", "killed")]),
        ("The village had 340 goats.", []),
    ],
)
def test_what_a_place_has_is_its_population(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It saved 300 lives.", []),
        ("It improved the lives of 300 people.", [("300", "other_people")]),
        ("It cost the lives of 300 people.", [("300", "killed")]),
        ("The two bodies met in Geneva.", []),
        ("They found 42 bodies.", [("42", "killed")]),
        ("A crowd of 40,000 stood in the square.", [("40,000", "other_people")]),
    ],
)
def test_what_is_said_of_lives_bodies_and_crowds(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three men, most of them 18 or 19, came by.",
        "He cited articles 5, 7 and 12.",
        "12. The Assembly met.",
        "The company employs 14 deminers.",
        "She spoke of the Group of 77.",
    ],
)
def test_ages_articles_and_paragraphs_are_no_figures(text):
    assert read(text) == []
