"""Names that only look like places: persons, organisations, documents, things, and other places named after one."""

from collections.abc import Callable

import pytest

from karabakh.flows.places import PlaceMention

Meant = Callable[[str], list[tuple[str, str | None]]]
Find = Callable[[str], list[PlaceMention]]


@pytest.mark.parametrize(
    "text",
    [
        "Goris Petrosyan sang",  # a place as a given name before a surname
        "Lachin Hasanov sang",
        "Mr Goris sang",
        "Ambassador Goris sang",
        "the boxer Goris sang",
        "a brother called Goris sang",
        "they visited a ship named Shusha",
        "Booker Washington sang",
        "they heard old Denny Washington sing",
        "Mary Talish, 34, sang",
        "they met Talish, 34, a baker",
        "“No,” Talish said",
        "they met Talish Underwood",
        "they met Underwood Talish",
        "Israel Underwood sang",
    ],
)
def test_persons_are_no_places(meant: Meant, text: str) -> None:
    assert meant(f"Then {text}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Talish said goodbye to nobody in Shusha",  # nobody says so of a village, but for its people
    ],
)
def test_a_village_does_not_speak(meant: Meant, text: str) -> None:
    assert [surface for surface, _ in meant(f"Then {text}.")] == ["Shusha"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Baku said no", "W7"),  # a government by its seat
        ("Mr. President, Armenia is small", "W2"),
        ("Mr. President Armenia is small", "W2"),
        ("he walked from Talish", "V1"),
        ("Armenian Talish was quiet", "V1"),
        ("the Yerevan Government agreed", "W8"),
        ("the Shusha Armenians left", "T1"),
        ("the Shusha Mayor left", "T1"),
        ("Armenia Defence Minister Xyz left", "W2"),
        ("the Goris school burned", "G1"),
        ("the Geneva airport was shut", "W5"),
        ("the so-called “Nagorno-Karabakh” was named", "R2"),
        ("after Monday Washington paid", "W6"),
        ("it rained in Israel Monday", "W11"),
        ("it rained in Israel Thanksgiving morning", "W11"),
        ("the Israel Xyz war began", "W11"),
    ],
)
def test_what_a_place_has_or_does_leaves_it_a_place(meant: Meant, text: str, place: str) -> None:
    assert [found for _, found in meant(f"Then {text}.")] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "the Popular Front of Azerbaijan",
        "the Republican Party of Armenia",
        "the Football Federation of Armenia",
        "the Fund for Karabakh",
        "the Defence Army of Karabakh",
        "the Bakers' Society-Goris",
        "the Diocese of Karabakh",
        "the Sputnik Armenia correspondent",
        "the Agence Russia-Xyz",
        "the Azerbaijan National Liberation Front",
        "the Goris Farmers' Union",
        "the Baku Conservatory",
        "the Russia Pavilion",
        "Baku Defence Army Commander Xyz",
        "the United States Navy",
        "the Baku Olympic Games",
    ],
)
def test_organisations_are_no_places(meant: Meant, text: str) -> None:
    assert meant(f"They saw {text}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "the Geneva peace talks",
        "the Minsk ceasefire agreement",
        "a Minsk framework agreement",
        "the second Geneva meeting",
        "the Geneva II conference",
        "the Final Act of Geneva",
        "the Yerevan Manifesto",
        "the Armenia Strategy",
        "the Treaty on Conventional Armed Forces in Europe",
        "the Minsk Understandings",
        "the Baku Ghetto",  # article, seat and a capital: whatever it is, it is named after the town
    ],
)
def test_documents_and_meetings_named_after_their_seat_are_no_places(meant: Meant, text: str) -> None:
    assert meant(f"They read of {text}.") == []


@pytest.mark.parametrize(
    "text",
    ["Karabakh talks", "the conference in Geneva", "the agreement with Armenia", "the Armenia talks", "Geneva's talks"],
)
def test_what_a_meeting_is_about_or_where_it_sits_is_a_place(meant: Meant, text: str) -> None:
    assert len(meant(f"They read of {text}.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "the new opera “Shusha”",
        "the hotel “Karabakh”",
        "Shusha Street",
        "a Shusha avenue",
    ],
)
def test_works_and_streets_are_no_places(meant: Meant, text: str) -> None:
    assert meant(f"They saw {text}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "New Shusha",
        "the Gulf of Baku",
        "South Armenia",
        "South-Eastern Europe",  # by itself no name here
        "the Washington Valley",
        "the Minsk River",
    ],
)
def test_a_place_named_after_another_is_not_that_one(meant: Meant, text: str) -> None:
    assert meant(f"They saw {text}.") in ([], [("Europe", "W10")])


def test_southern_and_eastern_parts_of_a_place_are_in_it(meant: Meant) -> None:
    assert meant("In Eastern Armenia and southern Russia.") == [("Armenia", "W2"), ("Russia", "W9")]


def test_the_head_of_a_state_is_no_state_of_that_name(meant: Meant) -> None:
    assert meant("The Secretary of State of the United States came.") == [("United States", "W3")]
    assert meant("The Heads of State of Armenia came.") == [("Armenia", "W2")]
    assert meant("The State of Armenia is small.") == [("State of Armenia", "W2")]
    assert meant("The painters' union of Armenia met.") == [("Armenia", "W2")]


def test_two_countries_of_a_name_are_no_country(meant: Meant) -> None:
    assert meant("They spoke of the two Armenias.") == []
    assert meant("They spoke of the two Gorises in Armenia.")[-1:] == [("Armenia", "W2")]


def test_a_country_stays_a_country_where_a_person_is_named_so(meant: Meant) -> None:
    assert meant("Karen Goris and George Washington met. Washington agreed, Goris not.") == [("Washington", "W6")]


def test_an_attribute_of_capitals_may_own_something(meant: Meant) -> None:
    assert meant("They like the U.S. army and the US's lakes.") == [("US", "W3")]


def test_a_spelling_heard_once_beside_a_capital_is_no_village(find: Find) -> None:
    assert [mention.surface for mention in find("Ould Kelbadzhar came.")] == []
    assert [mention.surface for mention in find("He left Kelbadzhar.")] == ["Kelbadzhar"]


@pytest.mark.parametrize(
    "text",
    [
        "Shusha FC lost. Nobody beats Shusha twice",
        "the football club Shusha lost. Shusha plays on",
        "the “Shusha” football club lost. Shusha plays on",
        "FK Shusha lost. Shusha plays on",
        "Shusha's Champions League game was lost. They beat Shusha",
    ],
)
def test_a_club_named_once_in_full_stays_a_club(meant: Meant, text: str) -> None:
    assert meant(f"They say {text}, but in Shusha.") == [("Shusha", "T1")]
