"""What the links between places promise: who can be part of what, one parent and one seat a system, no far ones."""

import csv
import math
from collections import defaultdict
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Row = dict[str, str]
SETTLEMENTS = {"city", "town", "village", "quarter"}
# What an undated place may be part of, by system, and how far from its middle or seat, in km.
PARENTS = {
    "armenia": {"city", "country", "province"},
    "artsakh": {"de_facto_state", "district", "province"},
    "azerbaijan": {"city", "country", "district", "province", "town"},
    "russian_empire": {"historic_state", "province"},
    "soviet": {"district", "historic_state", "province"},
}
FAR = {
    ("capital_of", "district"): 35,
    ("capital_of", "province"): 35,
    ("part_of", "district"): 45,
    ("part_of", "province"): 85,
}
STATES = {"AM": "armenia", "AZ": "azerbaijan"}
PROVINCE_OF_ARMENIA = 60  # km, in Armenia's provinces


def read(table: str) -> list[Row]:
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {row["place_id"]: row for row in read("places")}
LINKS = read("place_links")
CURATED = {place for place, row in PLACES.items() if row["tier"] != "world"}


def seats() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in LINKS:
        if row["relation"] == "capital_of":
            found[row["other_id"]].append(row["place_id"])
    return found


def spot(place: str, seats: dict[str, list[str]]) -> tuple[float, float] | None:
    """Return the place's latitude and longitude, or those of its seat."""
    for one in (place, *seats.get(place, ())):
        if PLACES[one]["lat"]:
            return float(PLACES[one]["lat"]), float(PLACES[one]["lon"])
    return None


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = math.cos(math.radians(one[0])) * (one[1] - other[1])
    return 111 * math.hypot(one[0] - other[0], east)


def test_every_system_has_its_own_kinds_of_area() -> None:
    for row in LINKS:
        if row["relation"] == "part_of" and row["system"]:
            assert PLACES[row["other_id"]]["type"] in PARENTS[row["system"]], row


def test_provinces_of_the_de_facto_republic_are_in_its_own_system() -> None:
    republic = {row["place_id"] for row in LINKS if row["relation"] == "part_of" and row["system"] == "artsakh"} & {
        place for place, row in PLACES.items() if row["type"] == "province"
    }
    assert len(republic) == 6
    for row in LINKS:
        if row["relation"] == "part_of" and row["other_id"] in republic:
            assert row["system"] == "artsakh", row
        if row["relation"] == "part_of" and row["system"] == "artsakh":
            assert row["source"].startswith("usage: publications of the Nagorno-Karabakh Republic"), row


def test_only_a_state_is_in_no_system() -> None:
    """A settlement is part of a district in somebody's system; a mountain may lie in a country in nobody's."""
    for row in LINKS:
        if not row["system"] and row["place_id"] in CURATED and row["relation"] == "part_of":
            assert PLACES[row["place_id"]]["type"] not in SETTLEMENTS - {"city", "quarter"}, row


def test_a_settlement_has_one_district_or_province_at_a_time_in_a_system() -> None:
    parents: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in LINKS:
        if row["relation"] == "part_of" and row["place_id"] in CURATED and not row["valid_to"]:
            kind = PLACES[row["other_id"]]["type"]
            if row["system"] and PLACES[row["place_id"]]["type"] in SETTLEMENTS:
                parents[row["place_id"], row["system"], kind].append(row["other_id"])
    # Martakert: the GeoNames district, and the one created in December 2023.
    assert [key for key, found in parents.items() if len(found) > 1] == [("K0064", "azerbaijan", "district")]


def test_an_area_has_one_seat_in_a_system() -> None:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in LINKS:
        if row["relation"] == "capital_of" and row["system"]:
            found[row["other_id"], row["system"]].append(row["place_id"])
    assert not {area: places for area, places in found.items() if len(places) > 1}


def test_a_settlement_of_the_two_states_is_part_of_something_in_that_state() -> None:
    inside = {(row["place_id"], row["system"]) for row in LINKS if row["relation"] == "part_of"}
    for place in sorted(CURATED):
        row = PLACES[place]
        if row["type"] in SETTLEMENTS and row["country"] in STATES:
            assert {(place, STATES[row["country"]]), (place, "")} & inside, row


@pytest.mark.parametrize(("relation", "kind"), list(FAR))
def test_what_belongs_together_lies_together(relation: str, kind: str) -> None:
    """The middle of a district or province, or its seat where the middle is not known, is not far off."""
    capitals, looked_at = seats(), 0
    for row in LINKS:
        one, other = spot(row["place_id"], {}), spot(row["other_id"], capitals)
        if row["relation"] == relation and PLACES[row["other_id"]]["type"] == kind and one and other:
            far = PROVINCE_OF_ARMENIA if row["system"] == "armenia" and relation == "part_of" else FAR[relation, kind]
            assert kilometres(one, other) <= far, (row, PLACES[row["place_id"]]["label"])
            looked_at += 1
    assert looked_at >= 20


def test_settlements_of_the_former_oblast_are_in_three_systems() -> None:
    oblast = {row["place_id"] for row in LINKS if row["relation"] == "part_of" and row["other_id"] == "K0024"}
    soviet = {row["place_id"] for row in LINKS if row["relation"] == "part_of" and row["other_id"] in oblast}
    systems: dict[str, set[str]] = defaultdict(set)
    for row in LINKS:
        if row["relation"] == "part_of":
            systems[row["place_id"]].add(row["system"])
    inside = [place for place in soviet if PLACES[place]["type"] in SETTLEMENTS]
    assert len(inside) >= 170
    assert all({"azerbaijan", "soviet"} <= systems[place] for place in inside)
    assert sum("artsakh" in systems[place] for place in inside) >= 0.9 * len(inside)


def test_a_reason_is_given_where_a_link_is_dated() -> None:
    for row in LINKS:
        if row["valid_from"] or row["valid_to"]:
            assert "act: " in row["source"] or "reference: " in row["source"] or "UN " in row["source"], row


def test_sites_that_are_one_are_near_each_other() -> None:
    for row in LINKS:
        one, other = spot(row["place_id"], {}), spot(row["other_id"], {})
        if row["relation"] == "same_site" and one and other:
            assert kilometres(one, other) <= 5, row


def test_states_and_areas_succeed_their_like() -> None:
    states = {"country", "de_facto_state", "historic_state", "province"}
    for row in LINKS:
        kinds = {PLACES[row["place_id"]]["type"], PLACES[row["other_id"]]["type"]}
        if row["relation"] == "succeeds":
            assert kinds <= states or len(kinds) == 1, row


def test_what_has_a_system_is_a_part_or_a_seat() -> None:
    for row in LINKS:
        if row["relation"] in {"same_site", "succeeds"}:
            assert not row["system"], row


def test_a_settlement_or_an_uezd_is_first_part_of_what_is_right_above_it() -> None:
    above = {
        ("armenia", "town"): {"country", "province"},
        ("armenia", "village"): {"province"},
        ("artsakh", "town"): {"district", "province"},
        ("artsakh", "village"): {"district", "province"},
        ("azerbaijan", "village"): {"district", "province"},
        ("russian_empire", "district"): {"province"},
        ("soviet", "town"): {"district", "province"},
        ("soviet", "village"): {"district"},
    }
    for row in LINKS:
        key = (row["system"], PLACES[row["place_id"]]["type"])
        if row["relation"] == "part_of" and key in above:
            assert PLACES[row["other_id"]]["type"] in above[key], row
        if row["relation"] == "part_of" and row["system"] == "artsakh" and key in above:
            assert row["other_id"] == "K0040" or PLACES[row["other_id"]]["type"] == "province", row


def test_districts_of_two_systems_have_more_than_one_settlement_in_common() -> None:
    """A single village that two systems put into places far from each other is a mistake, or one of these."""
    single = {"K0064", "K0241", "K1145"}  # Martakert, Kosalar, Armenikend
    parents: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in LINKS:
        place = PLACES[row["place_id"]]
        here = row["place_id"] in CURATED and place["country"] == "AZ"
        if here and row["relation"] == "part_of" and place["type"] in SETTLEMENTS:
            parents[row["place_id"]].add((row["system"], row["other_id"]))
    common: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for place, areas in parents.items():
        for one in areas:
            for other in areas:
                if one[0] < other[0]:
                    common[one, other] |= {place}
    seats = {(row["place_id"], row["other_id"]) for row in LINKS if row["relation"] == "capital_of"}
    for pair, both in common.items():
        for place in both:
            seat = any((place, area) in seats for _, area in pair)
            assert len(both) > 1 or seat or place in single, (pair, PLACES[place]["label"])


def test_a_seat_lies_in_its_district() -> None:
    inside = {(row["place_id"], row["other_id"]) for row in LINKS if row["relation"] == "part_of"}
    for row in LINKS:
        district = PLACES[row["other_id"]]["type"] == "district"
        if row["relation"] == "capital_of" and district and row["system"] in {"azerbaijan", "soviet"}:
            assert (row["place_id"], row["other_id"]) in inside, row


def test_a_soviet_district_with_settlements_has_a_seat() -> None:
    soviet = [row for row in LINKS if row["system"] == "soviet" and PLACES[row["other_id"]]["type"] == "district"]
    areas = {row["other_id"] for row in soviet if row["relation"] == "part_of"}
    assert areas == {row["other_id"] for row in soviet if row["relation"] == "capital_of"}


def test_an_uezd_is_called_after_its_seat_but_for_some() -> None:
    called: dict[str, set[str]] = defaultdict(set)
    for row in read("place_names"):
        called[row["place_id"]] |= {row["name"].split()[0].split("-")[0]}
    others = {"Aresh uezd", "Jevanshir uezd", "Javad uezd", "Sharur-Daralagez uezd", "Surmalu uezd", "Zangezur uezd"}
    for row in LINKS:
        area = PLACES[row["other_id"]]
        if row["relation"] == "capital_of" and row["system"] == "russian_empire" and area["type"] == "district":
            assert called[row["place_id"]] & called[row["other_id"]] or area["label"] in others, row


def test_a_seat_is_of_an_area_of_that_system() -> None:
    countries = {"armenia": "AM", "azerbaijan": "AZ"}
    kinds = {"artsakh": {"de_facto_state", "province"}, "russian_empire": {"district", "province", "historic_state"}}
    for row in LINKS:
        if row["relation"] == "capital_of" and row["system"]:
            area = PLACES[row["other_id"]]
            assert area["type"] in kinds.get(row["system"], {area["type"]}), row
            assert area["country"] == countries.get(row["system"], area["country"]), row
            if row["system"] in {"artsakh", "russian_empire"}:
                assert not area["country"], row


def test_links_join_two_known_places() -> None:
    for row in LINKS:
        assert {row["place_id"], row["other_id"]} <= set(PLACES), row
        assert row["place_id"] != row["other_id"], row


@pytest.mark.parametrize("relation", ["part_of", "succeeds"])
def test_no_place_is_part_of_itself_or_succeeds_itself(relation: str) -> None:
    above: dict[str, set[str]] = defaultdict(set)
    for row in LINKS:
        if row["relation"] == relation:
            above[row["place_id"]].add(row["other_id"])
    for place in list(above):
        seen: set[str] = set()
        todo = set(above[place])
        while todo:
            seen |= todo
            todo = {other for at in todo for other in above.get(at, ())} - seen
        assert place not in seen, PLACES[place]


def test_capitals_are_settlements() -> None:
    for row in LINKS:
        if row["relation"] == "capital_of":
            assert PLACES[row["place_id"]]["type"] in {"city", "town", "village"}, row
            assert PLACES[row["other_id"]]["type"] not in {"city", "town", "village"}, row


def test_what_a_recognised_state_has_lies_in_that_state() -> None:
    codes = {"azerbaijan": "AZ", "armenia": "AM"}
    for row in LINKS:
        if row["system"] in codes:
            assert PLACES[row["place_id"]]["country"] == codes[row["system"]], row
            assert PLACES[row["other_id"]]["country"] == codes[row["system"]], row
