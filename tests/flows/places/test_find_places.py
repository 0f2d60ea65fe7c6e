"""Which stretches of a text are places, and which place each is."""

from collections.abc import Callable

import pytest

from karabakh.flows.places import Gazetteer, PlaceMention, find_places
from karabakh.flows.text.span import Mark, Span

Meant = Callable[[str], list[tuple[str, str | None]]]
Find = Callable[[str], list[PlaceMention]]


@pytest.mark.parametrize(
    ("surface", "place"),
    [
        ("Xankəndi", "T2"),
        ("XANKƏNDİ", "T2"),
        ("Xankǝndi", "T2"),  # U+01DD
        ("Хankəndi", None),  # a Cyrillic capital Kha is another letter
        ("S\u0327us\u0327a", "T1"),
        ("Şu\u00adşa", "T1"),
        ("Nagorno\u2011Karabakh", "R2"),
        ("Nagorno\u2013Karabakh", "R2"),
        ("Nagorno Karabakh", "R2"),
        ("Nagorno\u00a0Karabakh", "R2"),
        ("Nagorno-\n  Karabakh", "R2"),
        ("Nagorno\r\nKarabakh", "R2"),
        ("Stepana-\nkert", "T2"),
        ("Ste\u200bpanakert", "T2"),
        ("Step\u2019anakert", "T2"),
        ("Շուշի", "T1"),
        ("Шуша", "T1"),
        ("Lacin", "T3"),
        ("STEPANAKERT", "T2"),
        ("stepanakert", None),
    ],
)
def test_one_name_in_many_hands(meant: Meant, surface: str, place: str | None) -> None:
    assert meant(f"People left {surface} at night.") == ([(surface, place)] if place else [])


@pytest.mark.parametrize(
    ("surface", "place", "method"),
    [
        ("Kelbadzhar", "T4", "transliterated"),
        ("Dzhebrail", "T5", "transliterated"),
        ("Gubadly", "T6", "transliterated"),
        ("Shoushi", "T1", "transliterated"),
        ("Mardakert", "T7", "transliterated"),
        ("Djabrayil", "T5", "transliterated"),
        ("Stepanakart", "T2", "fuzzy"),
        ("Stepankaert", "T2", "fuzzy"),
        ("Nogorno-Karabakh", "R2", "fuzzy"),
        ("Nagornyi Karabakh", "R2", "transliterated"),
    ],
)
def test_unseen_spellings_are_read_as_the_name_they_stand_for(
    find: Find, surface: str, place: str, method: str
) -> None:
    (mention,) = find(f"The road to {surface} was closed.")
    assert (mention.surface, mention.place_id, mention.method) == (surface, place, method)
    assert mention.confidence < 0.9


def test_two_wrong_letters_need_another_place_of_the_region(meant: Meant) -> None:
    assert meant("He left Zangzegur for Shusha.") == [("Zangzegur", "R5"), ("Shusha", "T1")]


def test_a_word_that_the_text_also_writes_small_is_no_misspelt_name(meant: Meant) -> None:
    assert meant("Kelbadzhar is a dish; a kelbadzhar takes an hour.") == []


@pytest.mark.parametrize("ending", ["'s", "’s", "ʼs", "'", ""])
def test_a_possessive_is_outside_the_mention(meant: Meant, ending: str) -> None:
    assert meant(f"They knew Goris{ending} walls.") == [("Goris", "G1")]


def test_the_possessive_of_a_name_is_not_the_longer_name(meant: Meant) -> None:
    assert meant("We saw Gori's castle.") == [("Gori", "G2")]


@pytest.mark.parametrize(
    "text",
    [
        "Armenian and Karabakhi guests",
        "the Minsk Group met",
        "the Geneva Conventions hold",
        "a Geneva\nprotocol was signed",
        "the Washington Post wrote",
        "Baku State University",
        "Goris FC won",
        "FK Karabakh won",
        "the football club Karabakh won",
        "Neftchi Baku won",
        "Lachin the perfume sold",
        "Indo-Armenia trade",
        "Mr. Xyz Goris spoke",
        "the Treaty of Goris",
        "the Security and Co-operation in Europe file",
        "the Council of Europe",
        "Karen Goris spoke",
        "Dr. Goris spoke",
        "A. Goris spoke",
        "U.S. officials came",
        "the US State Department",
        "Baku Street",
        "Stepanakertsi",
    ],
)
def test_what_merely_carries_a_name_is_no_place(meant: Meant, text: str) -> None:
    assert meant(f"Yesterday {text}.") == []


def test_a_person_named_once_in_full_stays_a_person(meant: Meant) -> None:
    assert meant("Karen Goris came; Goris smiled, then drove to Goris.") == [("Goris", "G1")]


@pytest.mark.parametrize(
    ("text", "mention", "place"),
    [
        ("the Lachin district fell", "Lachin district", "D3"),
        ("the Lachin region fell", "Lachin region", "D3"),
        ("the Berdzor district fell", "Berdzor district", "D3"),
        ("the Lachin corridor was shut", "Lachin corridor", "C3"),
        ("the town of Lachin fell", "Lachin", "T3"),
        ("the district of Lachin fell", "Lachin", "D3"),
        ("the hamlet of the Lachin district fell", "Lachin district", "D3"),
        ("Lachin, another district, fell", "Lachin", "D3"),
        ("Lachin fell", "Lachin", "T3"),
        ("the Nagorno-Karabakh region", "Nagorno-Karabakh", "R2"),
        ("the Nagorny Karabakh autonomous region", "Nagorny Karabakh autonomous region", "R3"),
        ("the Nagorno-Karabakh Republic", "Nagorno-Karabakh Republic", "R4"),
        ("the Republic of Armenia", "Republic of Armenia", "W2"),
        ("Soviet Azerbaijan", "Soviet Azerbaijan", "H1"),
        ("Lake Sevan", "Lake Sevan", "L1"),
        ("the village of Vank", "Vank", "V2"),
        ("the U.S. agreed", "U.S.", "W3"),
    ],
)
def test_the_designator_selects_and_joins_what_it_selects(meant: Meant, text: str, mention: str, place: str) -> None:
    assert meant(f"They say {text}.") == [(mention, place)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the districts of Lachin, Kalbajar and Jabrayil", ["D3", "D4", "D5"]),
        ("Lachin and Kalbajar, two districts in the west", ["D3", "D4"]),
        ("the Lachin, Kalbajar and Jabrayil districts", ["D3", "D4", "D5"]),
        ("five regions: Lachin, Kalbajar", ["D3", "D4"]),
        ("the Lachin (Berdzor) district", ["D3", "D3"]),
        ("the Lachin (Armenian: Berdzor) district", ["D3", "D3"]),
        ("Lachin (Berdzor), a district", ["T3", "T3"]),
        ("the towns of Lachin and Kalbajar", ["T3", "T4"]),
        ("Lachin, Kalbajar and other cities", ["T3", "T4"]),
    ],
)
def test_a_list_is_of_one_kind(meant: Meant, text: str, places: list[str]) -> None:
    assert [place for _, place in meant(f"They took {text}.")] == places


def test_a_designator_in_the_plural_is_no_part_of_a_name(meant: Meant) -> None:
    text = "Between the Lachin and Berdzor corridors lie Kalbajar and Jabrayil Districts."
    assert [surface for surface, _ in meant(text)] == ["Lachin", "Berdzor", "Kalbajar", "Jabrayil"]


def test_homonyms_are_told_apart_by_the_places_beside_them(find: Find) -> None:
    assert [m.place_id for m in find("From Khojavend to Martuni is no way.")] == ["T8", "M1"]
    assert [m.place_id for m in find("From Sevan to Martuni is a way along the lake.")] == ["L2", "M2"]
    (mention,) = find("Martuni is quiet.")
    assert mention.place_id is None
    assert mention.candidates == ("M1", "M2")


def test_a_name_in_brackets_is_another_name_of_the_same_place(meant: Meant) -> None:
    assert meant("They say Martuni (Khojavend) is quiet.") == [("Martuni", "M1"), ("Khojavend", "T8")]
    text = "They left the Lachin (Berdzor) district. Lachin burned."
    assert meant(text)[-1] == ("Lachin", "T3")


def test_a_bare_name_means_what_the_text_says_it_means_elsewhere(meant: Meant) -> None:
    text = "They gave back the districts of Lachin and Kalbajar. Kalbajar came first."
    assert meant(text)[-1] == ("Kalbajar", "D4")
    assert meant("They left the Kalbajar district. Kalbajar burned.")[-1] == ("Kalbajar", "T4")
    assert meant("Lachin, another district, fell; they left Lachin, and the town burned.")[-1] == ("Lachin", "T3")


def test_a_village_of_a_district_lies_in_it(meant: Meant) -> None:
    assert meant("They came to Abcd village of Lachin district.") == [("Lachin district", "D3")]
    assert meant("They came to a village of Lachin district.") == [("Lachin district", "D3")]


def test_a_road_through_several_places_is_not_that_of_the_last(meant: Meant) -> None:
    chain = [("Goris", "G1"), ("Shusha", "T1"), ("Lachin", "T3")]
    assert meant("They built the Goris–Shusha–Lachin highway.") == chain
    assert meant("They built the Lachin highway.") == [("Lachin highway", "C3")]


def test_the_heights_of_a_village_are_no_mountains_elsewhere(meant: Meant) -> None:
    assert meant("They took the Talish heights.") == [("Talish", "V1")]
    assert meant("They crossed the Talish Mountains.") == [("Talish Mountains", "Q1")]


def test_the_centres_of_something_are_no_towns(meant: Meant) -> None:
    assert meant("They saw the centres of Ganzak; they love Zangezur and Ganzak.")[-1] == ("Ganzak", "P9")


def test_a_name_that_says_what_it_names_means_it_wherever_it_stands(meant: Meant) -> None:
    found = [("Ganzak", "P9"), ("Ganzak City", "T9"), ("Ganzak", "P9")]
    assert meant("The exclave of Ganzak, and Ganzak City in it. Then Ganzak grew.") == found


@pytest.mark.parametrize(
    "text",
    ["whose centre was Lachin", "the capital is Lachin", "its administrative centre, Lachin", "the main port, Lachin"],
)
def test_what_is_a_capital_or_centre_is_a_town(meant: Meant, text: str) -> None:
    assert meant(f"The districts of Kalbajar and Lachin grew; {text}.")[-1] == ("Lachin", "T3")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The exclave of Ganzak was poor", "P9"),
        ("They spoke of Zangezur and Ganzak", "P9"),
        ("They spoke of Ganzak, Zangezur and Karabakh", "P9"),
        ("They spoke of Zangezur, Goris and Ganzak", "T9"),
        ("They spoke of Ganzak", "T9"),
    ],
)
def test_a_town_and_a_region_of_one_name_are_told_apart_by_their_list(meant: Meant, text: str, place: str) -> None:
    assert ("Ganzak", place) in meant(f"{text}.")


def test_contradicting_cues_leave_both(find: Find) -> None:
    (mention,) = find("They say the town of Lachin district.")
    assert (mention.place_id, mention.candidates) == (None, ("D3", "T3"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the First Karabakh War", ["Karabakh"]),
        ("the Sumgait pogrom", ["Sumgait"]),
        ("the Armenia-\nAzerbaijan war", ["Armenia", "Azerbaijan"]),
        ("the Armenia – Azerbaijan war", ["Armenia", "Azerbaijan"]),
        ("the Battle of Talish", ["Talish"]),
        ("the Armenia–Azerbaijan border crisis", ["Armenia", "Azerbaijan"]),
        ("the Shusha, Sumgait and Baku pogroms", ["Shusha", "Sumgait", "Baku"]),
        ("Armenia and the Karabakh wars", ["Karabakh"]),
        ("Armenia and Karabakh war", ["Karabakh"]),
        ("the conflict over Karabakh", []),
        ("the Karabakh question", []),
        ("Karabakh's war", []),
    ],
)
def test_a_place_in_an_events_name_says_so(find: Find, text: str, names: list[str]) -> None:
    assert [mention.surface for mention in find(f"After {text} ended") if mention.in_event_name] == names


def test_the_tradition_is_that_of_the_written_form(find: Find) -> None:
    text = "Shusha, Shushi, Stepanakert, Khankendi, SHUSHI, Qarabag"
    assert [mention.tradition for mention in find(text)] == [
        "azerbaijani", "armenian", "shared", "azerbaijani", "armenian", "azerbaijani",
    ]  # fmt: skip


def test_a_village_of_the_tail_needs_a_sign(meant: Meant) -> None:
    assert meant("He came from Vank.") == []
    assert meant("He came from Vank to Kalbajar.") == [("Vank", "V2"), ("Kalbajar", "T4")]


def test_a_name_never_joins_across_a_sentence_or_a_mark(gazetteer: Gazetteer) -> None:
    text = "He spoke of Nagorno\n\nKarabakh is quiet."
    mentions = find_places(text, [Span(0, 19), Span(21, len(text))], gazetteer)
    assert [mention.surface for mention in mentions] == ["Karabakh"]
    marked = "BAKU SHUSHA Lachin[12] district"
    (mention,) = find_places(
        marked, [Span(0, len(marked))], gazetteer, [Mark(0, 12, "boilerplate"), Mark(18, 22, "citation")]
    )
    assert (mention.surface, mention.place_id) == ("Lachin[12] district", "D3")


def test_evidence_says_why(find: Find) -> None:
    (mention,) = find("the district of Lachin")
    assert mention.method == "context"
    assert mention.evidence == ("the name Lachin", "“district” before it")
