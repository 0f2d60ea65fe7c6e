"""What the places promise: identifiers for ever, positions, countries, types, and that those of reports are there."""

import math
import re
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
# Least and greatest latitude and longitude, rounded outward.
BOXES = {
    "AM": (38.8, 41.4, 43.4, 46.7),
    "AZ": (38.3, 41.95, 44.7, 50.7),
    "FR": (41.3, 51.2, -5.2, 9.7),
    "GE": (41.0, 43.6, 39.9, 46.8),
    "IR": (25.0, 39.8, 44.0, 63.4),
    "RU": (41.1, 82.0, 19.6, 180.0),
    "TR": (35.8, 42.2, 25.6, 44.9),
    "US": (18.9, 71.5, -179.2, -66.9),
}


def test_ids_are_opaque_numbers_in_the_order_of_creation(places) -> None:
    created = [place for place in places if place.startswith("K")]
    assert created == [f"K{number:04d}" for number in range(1, len(created) + 1)]
    assert all(re.fullmatch(r"G[1-9]\d*", place) for place in places if not place.startswith("K"))


@pytest.mark.parametrize(("column", "form"), [("geonames_id", r"[1-9]\d*"), ("wikidata_id", r"Q[1-9]\d*")])
def test_no_two_places_share_an_outside_identifier(column: str, form: str, rows) -> None:
    used = [row[column] for row in rows("places") if row[column]]
    assert len(used) == len(set(used))
    assert all(re.fullmatch(form, value) for value in used)


def test_retired_places_name_a_place_in_use(rows, places) -> None:
    for row in rows("places"):
        if row["replaced_by"]:
            assert not places[row["replaced_by"]]["replaced_by"], row


def test_the_gazetteer_is_large_enough(rows) -> None:
    core = {row["place_id"] for row in rows("places") if row["tier"] == "core"}
    assert len(core) >= 1000
    assert sum(row["place_id"] in core for row in rows("place_names")) >= 7000


def test_a_published_identifier_is_still_the_same_place(places, names_of) -> None:
    latest = ROOT / "data" / "latest"
    if not latest.exists():
        pytest.skip("no version has been published here")
    folder = ROOT / "data" / latest.read_text("utf-8").strip() / "parquet"
    published: dict[str, set[str]] = defaultdict(set)
    for name in pq.read_table(folder / "place_names.parquet", columns=["place_id", "name"]).to_pylist():
        published[name["place_id"]].add(name["name"])
    for row in pq.read_table(folder / "places.parquet").to_pylist():
        now = places.get(row["place_id"])
        assert now, f"{row['place_id']} {row['label']} is gone; a retired place keeps its row and names its replacement"
        for column in ("geonames_id", "wikidata_id", "country"):
            assert not row[column] or now[column] in {row[column], ""}, (row["place_id"], column)
        names = {name["name"] for name in names_of[row["place_id"]]}
        assert row["label"] in names, row["place_id"]
        assert len(names & published[row["place_id"]]) >= len(published[row["place_id"]]) / 2, row["place_id"]
        if row["lat"] is not None and now["lat"]:
            assert abs(row["lat"] - float(now["lat"])) < 0.3, row["place_id"]
            assert abs(row["lon"] - float(now["lon"])) < 0.3, row["place_id"]


def test_a_place_has_both_coordinates_and_their_source_or_none(rows) -> None:
    for row in rows("places"):
        assert len({bool(row[column]) for column in ("lat", "lon", "location_source")}) == 1, row
        if row["location_source"].startswith("geonames:"):
            assert row["location_source"] == f"geonames:{row['geonames_id']}", row


def test_coordinates_lie_in_the_country(rows) -> None:
    for row in rows("places"):
        if not row["lat"]:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        south, north, west, east = BOXES.get(row["country"], (-55.0, 72.0, -180.0, 180.0))
        assert south <= lat <= north, row
        assert west <= lon <= east, row
        assert (lat, lon) != (0, 0), row
        if row["tier"] == "core":
            assert 37.5 <= lat <= 42, row
            assert 43 <= lon <= 51, row


def test_a_settlement_lies_in_or_near_the_district_that_it_is_part_of(rows, places) -> None:
    """A homonym elsewhere in the country is the usual mistake; the middle of a district is at most 45 km off."""
    looked_at = 0
    for row in rows("place_links"):
        place, area = places[row["place_id"]], places[row["other_id"]]
        if row["relation"] == "part_of" and area["type"] == "district" and place["lat"] and area["lat"]:
            north = 111 * (float(place["lat"]) - float(area["lat"]))
            east = 111 * math.cos(math.radians(float(area["lat"]))) * (float(place["lon"]) - float(area["lon"]))
            assert math.hypot(north, east) <= 45, (place["place_id"], place["label"], area["label"])
            looked_at += 1
    assert looked_at >= 200


def test_settlements_of_one_country_do_not_lie_on_the_same_spot(rows) -> None:
    spots = [
        (row["lat"], row["lon"]) for row in rows("places") if row["lat"] and row["type"] in {"city", "town", "village"}
    ]
    assert len(spots) == len(set(spots))


def test_countries_are_iso_codes_and_historic_or_de_facto_states_have_none(rows) -> None:
    for row in rows("places"):
        assert re.fullmatch(r"([A-Z]{2})?", row["country"]), row
        if row["type"] in {"historic_state", "de_facto_state", "sea", "continent"}:
            assert not row["country"], row
    states = [row["country"] for row in rows("places") if row["type"] == "country"]
    assert len(states) == len(set(states))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Baku–Supsa pipeline", "site"),
        ("Borchaly uezd", "district"),
        ("Chinari", "village"),
        ("Chiragli", "village"),
        ("Gazakh-Tovuz Economic Region", "region"),
        ("Imarat Cemetery", "site"),
        ("Kashen mine", "site"),
        ("Khachen valley", "valley"),
        ("Koti", "village"),
        ("Lele Tepe", "mountain"),
        ("Mil plain", "valley"),
        ("Omar Pass", "pass"),
        ("Sarsang Reservoir", "reservoir"),
        ("Sotk Pass", "pass"),
        ("Sotk gold mine", "site"),
        ("Yerablur", "site"),
        ("Zabukhchay Reservoir", "reservoir"),
        ("Zangibasar", "region"),
    ],
)
def test_places_that_reports_name_are_there(name: str, kind: str, rows, places) -> None:
    assert kind in {places[row["place_id"]]["type"] for row in rows("place_names") if row["name"] == name}


@pytest.mark.parametrize(
    "name", ["Agdam", "Fuzuli", "Jabrayil", "Kalbajar", "Khojaly", "Lachin", "Qubadli", "Shusha", "Zangilan"]
)
def test_a_town_and_its_district_are_two_places_of_one_name(name: str, rows, places) -> None:
    types = {places[row["place_id"]]["type"] for row in rows("place_names") if row["name"] == name}
    assert "district" in types
    assert types & {"city", "town"}


@pytest.mark.parametrize(
    ("ending", "types"),
    [
        (r"(uezd|uyezd|county|qəzası|уезд|գավառ)$", "district"),
        (r"(Rayon|District|Raion|[Rr]ayonu|район)$", "district province"),
        (r"(Governorate|quberniyası|губерния|նահանգ)$", "province"),
        (r"([Kk]hanate|xanlığı|ханство|խանություն)$", "historic_state"),
        (r"[Mm]onastery$", "monastery"),
        (r"([Rr]eservoir|[Ss]u [Aa]nbarı|водохранилище|[Ջջ]րամբար)$", "reservoir"),
        (r"([Aa]irport|[Hh]ava [Ll]imanı|օդանավակայան)$", "site"),
    ],
)
def test_what_a_name_says_the_place_is_is_its_type(ending: str, types: str, rows, places) -> None:
    looked_at = 0
    for row in rows("place_names"):
        economic = re.search("[Ee]conomic|iqtisadi|экономический", row["name"])
        if re.search(ending, row["name"]) and places[row["place_id"]]["tier"] == "core" and not economic:
            assert places[row["place_id"]]["type"] in types.split(), row
            looked_at += 1
    assert looked_at >= 5
