"""The base map: whole, sourced, small, with recognised borders only and the former oblast where its towns are."""

import csv
import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Point, shape

from karabakh.flows.page.base_map import base_map

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
FILE = SEEDS / "base_map.geojson"
STATES = {"AM", "AZ", "GE", "IQ", "IR", "KZ", "RU", "SY", "TM", "TR"}
DE_FACTO = {"Abkhazia", "Artsakh", "Nagorno-Karabakh", "Nagorno-Karabakh Republic", "South Ossetia"}
OBLAST_AREA = 4388  # km², as reference works have it
EARTH = 6371.0


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {row["place_id"]: row for row in rows("places")}
LINKS = rows("place_links")


@pytest.fixture(scope="module")
def base() -> dict[str, Any]:
    return base_map()


def of(base: dict[str, Any], layer: str) -> list[dict[str, Any]]:
    return [each for each in base["features"] if each["properties"]["layer"] == layer]


def outlines(base: dict[str, Any]) -> dict[str, Any]:
    """The states' polygons by code."""
    return {each["properties"]["country"]: shape(each["geometry"]) for each in of(base, "land")}


def oblast(base: dict[str, Any]) -> Any:
    (feature,) = of(base, "oblast")
    return shape(feature["geometry"])


def polygons(feature: dict[str, Any]) -> list[Any]:
    geometry = feature["geometry"]
    return {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(geometry["type"], [])


def rings(features: list[dict[str, Any]]) -> Iterator[tuple[bool, Any]]:
    """The rings of all polygons, each with whether it is an exterior one."""
    for feature in features:
        for polygon in polygons(feature):
            yield from ((number == 0, ring) for number, ring in enumerate(polygon))


def clockwise(ring: Any) -> bool:
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) > 0


def numbers(coordinates: Any) -> Iterator[float]:
    if isinstance(coordinates, list):
        for each in coordinates:
            yield from numbers(each)
    else:
        yield coordinates


def square_km(ring: Any) -> float:
    """The area of a ring on a sphere."""
    radians = [(math.radians(lon), math.sin(math.radians(lat))) for lon, lat in ring]
    double = sum((b[0] - a[0]) * (2 + a[1] + b[1]) for a, b in pairwise(radians))
    return abs(double) * EARTH**2 / 2


def test_every_feature_is_a_valid_shape_within_the_region(base: dict[str, Any]) -> None:
    region = shapely.box(*base["bbox"])
    for feature in base["features"]:
        geometry = shape(feature["geometry"])
        assert geometry.is_valid, shapely.is_valid_reason(geometry)
        assert not geometry.is_empty
        assert region.covers(geometry), feature["properties"]["name"]


def test_every_feature_says_what_it_is_and_where_it_is_from(base: dict[str, Any]) -> None:
    layers = {each["layer"] for each in base["layers"]}
    assert {each["properties"]["layer"] for each in base["features"]} == layers
    for feature in base["features"]:
        properties = feature["properties"]
        assert properties["name"]
        assert properties["source"].startswith("Natural Earth 1:10m, ne_10m_")
        assert properties["licence"] == "public domain"
        assert {"place_id", "valid_from", "valid_to"} <= set(properties)


def test_the_page_can_afford_it(base: dict[str, Any]) -> None:
    assert len(json.dumps(base, ensure_ascii=False, separators=(",", ":")).encode()) < 150_000
    for feature in base["features"]:
        assert all(round(number, 4) == number for number in numbers(feature["geometry"]["coordinates"]))


def test_exterior_rings_run_clockwise_for_d3_and_anticlockwise_in_the_file(base: dict[str, Any]) -> None:
    drawn, kept = list(rings(base["features"])), list(rings(json.loads(FILE.read_text("utf-8"))["features"]))
    assert all(clockwise(ring) is exterior for exterior, ring in drawn)
    assert all(clockwise(ring) is not exterior for exterior, ring in kept)
    assert len(drawn) == len(kept) > len(STATES)


def test_states_are_the_recognised_ones(base: dict[str, Any]) -> None:
    assert sorted(outlines(base)) == sorted(STATES)
    assert len(of(base, "land")) == len(STATES)
    assert not {each["properties"]["name"] for each in base["features"]} & DE_FACTO


@pytest.mark.parametrize(
    ("town", "state"),
    [("K0038", "AZ"), ("K0041", "AZ"), ("K0047", "AZ"), ("K0049", "AZ"), ("K0053", "AZ"), ("K0184", "AM")],
)
def test_towns_are_in_the_state_that_the_gazetteer_has_them_in(base: dict[str, Any], town: str, state: str) -> None:
    assert PLACES[town]["country"] == state
    at = Point(float(PLACES[town]["lon"]), float(PLACES[town]["lat"]))
    assert [code for code, outline in outlines(base).items() if outline.contains(at)] == [state]


@pytest.mark.parametrize(
    ("town", "at", "state"),
    [("Naxçıvan", (45.41, 39.21), "AZ"), ("Sukhumi", (41.02, 43.0), "GE"), ("Tskhinvali", (43.97, 42.23), "GE")],
)
def test_states_are_whole(base: dict[str, Any], town: str, at: tuple[float, float], state: str) -> None:
    assert [code for code, outline in outlines(base).items() if outline.contains(Point(at))] == [state], town


def test_neighbours_have_one_line_between_them(base: dict[str, Any]) -> None:
    assert shapely.coverage_is_valid(list(outlines(base).values()))


def test_borders_and_coasts_close_every_state(base: dict[str, Any]) -> None:
    lines = [shape(each["geometry"]) for layer in ("border", "coast") for each in of(base, layer)]
    frame = shapely.box(*base["bbox"]).boundary
    drawn = shapely.union_all([*lines, frame])
    for code, outline in outlines(base).items():
        assert outline.boundary.difference(drawn).length == pytest.approx(0, abs=1e-9), code
    faces = shapely.polygonize([shapely.node(drawn)])
    inside = sum(face.area for face in faces.geoms if any(one.covers(face) for one in outlines(base).values()))
    assert inside == pytest.approx(sum(one.area for one in outlines(base).values()))


def test_a_border_is_named_for_its_two_states_in_alphabetical_order(base: dict[str, Any]) -> None:
    states = {each["properties"]["name"]: shape(each["geometry"]) for each in of(base, "land")}
    for feature in of(base, "border"):
        pair = feature["properties"]["name"].split("–")
        assert pair == sorted(pair)
        line = shape(feature["geometry"])
        assert all(states[name].boundary.covers(line) for name in pair)


def test_a_name_is_the_neutral_label_of_the_gazetteer(base: dict[str, Any]) -> None:
    of_places = [each["properties"] for each in base["features"] if each["properties"]["place_id"]]
    assert len(of_places) > len(STATES)
    for properties in of_places:
        assert properties["name"] == PLACES[properties["place_id"]]["label"]


def test_sea_and_lakes_are_where_they_are(base: dict[str, Any]) -> None:
    for at in ((50.5, 39.0), (41.0, 42.0)):  # Caspian, Black Sea
        assert not any(outline.contains(Point(at)) for outline in outlines(base).values())
    lakes = {each["properties"]["place_id"]: shape(each["geometry"]) for each in of(base, "lake")}
    assert lakes["K0210"].contains(Point(45.3, 40.35))
    assert {"K0204", "K0205"} <= {each["properties"]["place_id"] for each in of(base, "river")}


def test_the_oblast_has_the_dates_that_the_gazetteer_has(base: dict[str, Any]) -> None:
    (feature,) = of(base, "oblast")
    (link,) = [row for row in LINKS if (row["place_id"], row["relation"]) == ("K0024", "part_of")]
    properties = feature["properties"]
    assert (properties["valid_from"], properties["valid_to"]) == (link["valid_from"], link["valid_to"])
    assert properties["valid_from"].startswith("1923")
    assert properties["valid_to"].startswith("1991")
    assert all(each["properties"]["valid_to"] is None for each in base["features"] if each is not feature)


def test_the_oblast_is_in_azerbaijan_and_about_as_large_as_it_was(base: dict[str, Any]) -> None:
    assert outlines(base)["AZ"].contains(oblast(base))
    assert square_km(list(oblast(base).exterior.coords)) == pytest.approx(OBLAST_AREA, rel=0.03)


@pytest.mark.parametrize("place_id", ["K0038", "K0039", "K0057", "K0060", "K0062", "K0064"])
def test_towns_of_the_oblast_are_inside(base: dict[str, Any], place_id: str) -> None:
    row = PLACES[place_id]
    assert oblast(base).contains(Point(float(row["lon"]), float(row["lat"]))), row["label"]


@pytest.mark.parametrize("place_id", ["K0041", "K0043", "K0045", "K0047", "K0049", "K0051", "K0053", "K0066"])
def test_towns_around_the_oblast_are_outside(base: dict[str, Any], place_id: str) -> None:
    row = PLACES[place_id]
    assert not oblast(base).contains(Point(float(row["lon"]), float(row["lat"]))), row["label"]


def test_the_settlements_that_its_soviet_districts_had_are_inside(base: dict[str, Any]) -> None:
    within = [
        (row["place_id"], row["other_id"]) for row in LINKS if (row["relation"], row["system"]) == ("part_of", "soviet")
    ]
    districts = {place for place, whole in within if whole == "K0024"}
    settlements = {place for place, whole in within if whole in districts and PLACES[place]["lat"]}
    inside = [row for row in map(PLACES.__getitem__, settlements)
              if oblast(base).contains(Point(float(row["lon"]), float(row["lat"])))]  # fmt: skip
    assert len(settlements) > 100
    assert len(inside) / len(settlements) > 0.97
