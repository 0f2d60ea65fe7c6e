"""Places that are there already, under a taken identifier, or where they cannot be, are told."""

from collections.abc import Callable

import pytest


def rules(findings: list) -> list[tuple[str, str | None, str]]:
    return [(one.rule, one.column, one.severity) for one in findings]


def test_a_new_place_is_valid(found: Callable[..., list]) -> None:
    assert found("places", {}) == []


def test_an_identifier_that_another_place_has_is_taken_and_a_free_one_is_named(found: Callable[..., list]) -> None:
    findings = found("places", {"place_id": "K0001"})
    assert rules(findings) == [("taken", "place_id", "error")]
    assert findings[0].detail == "K0001 (Azerbaijan)"
    assert findings[0].suggestion.startswith("K")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"lat": "46.9", "lon": "39.9"}, ("swapped", "error", "lat 39.9, lon 46.9")),
        ({"lat": "-39.9", "lon": "46.9"}, ("location", "warning", None)),
    ],
)
def test_coordinates_outside_the_country(
    found: Callable[..., list], cells: dict[str, str], expected: tuple[str, str, str | None]
) -> None:
    told = [(one.rule, one.severity, one.suggestion) for one in found("places", cells)]
    assert [one for one in told if one[0] in ("swapped", "location")] == [expected]


def test_a_place_of_the_same_name_and_type_nearby_may_be_the_same(found: Callable[..., list]) -> None:
    near = {"label": "ağdam", "type": "town", "lat": "39.99", "lon": "46.93"}
    (finding,) = found("places", near)
    assert (finding.rule, finding.suggestion) == ("double", "K0041")
    assert found("places", {**near, "lat": "41.2"}) == []
    assert found("places", {**near, "type": "river"}) == []


def test_a_number_of_geonames_that_another_place_has(found: Callable[..., list]) -> None:
    (finding,) = found("places", {"geonames_id": "148619"})
    assert (finding.rule, finding.column, finding.suggestion) == ("double", "geonames_id", "K0041")


def test_a_place_may_be_replaced_by_a_known_one_or_by_one_of_the_file(found: Callable[..., list], free) -> None:
    assert found("places", {"replaced_by": "K0041"}) == []
    assert found("places", {"replaced_by": free[1]}, {"place_id": free[1], "label": "Otherplace"}) == []
    assert rules(found("places", {"replaced_by": free[1]})) == [("foreign_key", "replaced_by", "error")]


def test_a_place_is_near_what_it_is_part_of(write, check, free) -> None:
    places = write("places", {"lat": "41.5", "lon": "48.5"}, {"place_id": free[1], "label": "Otherplace"})
    names = write("place_names", *[{"place_id": free[at], "name": ("Newplace", "Otherplace")[at]} for at in (0, 1)])
    links = write("place_links", *[{"place_id": one, "other_id": "K0042"} for one in free[:2]])
    (finding,) = check(places, names, links).findings
    assert (finding.rule, finding.row, finding.severity) == ("location", 2, "warning")
    assert finding.detail.startswith("K0042 (Agdam) is ")
