"""What of a dump becomes the tail of a gazetteer, and what is left out for which reason."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from karabakh.flows.gazetteer.dump import Feature, read_dump
from karabakh.flows.gazetteer.rows import Rows, read_rows, written
from karabakh.flows.gazetteer.tail import MOST, Imported, add_tail

Line = Callable[..., str]
Dump = Callable[..., Path]


@pytest.fixture(scope="module")
def base() -> Rows:
    return read_rows()


@pytest.fixture
def imported(dump: Dump, line: Line, base: Rows) -> Callable[..., Imported]:
    """What becomes of lines, each given by the cells that are not the usual ones."""

    def made(*cells: dict[str, str]) -> Imported:
        lines = (line({"geonameid": str(9000001 + number), **one}) for number, one in enumerate(cells))
        return add_tail(read_dump(dump(*lines)), base)

    return made


def tail(done: Imported) -> list[dict[str, str]]:
    return [one for one in done.rows["places"] if one["place_id"].startswith("G9")]


def names(done: Imported) -> list[tuple[str, str]]:
    return [(one["name"], one["language"]) for one in done.rows["place_names"] if one["place_id"].startswith("G9")]


def test_a_village_becomes_a_place_of_the_tail(imported: Callable[..., Imported]) -> None:
    done = imported({})
    (place,) = tail(done)
    assert place == {
        "place_id": "G9000001", "label": "Ağbulaqlı", "type": "village", "lat": "39.91234", "lon": "47.10001",
        "country": "AZ", "geonames_id": "9000001", "wikidata_id": "", "tier": "tail",
        "label_source": "geonames:9000001", "location_source": "geonames:9000001", "replaced_by": "", "note": "",
    }  # fmt: skip
    assert done.taken.counts == {"village": 1}


def test_its_names_are_those_whose_language_is_sure(imported: Callable[..., Imported]) -> None:
    done = imported({"alternatenames": "Agbulakhly,Агбулахлы,Աղբուլաղլու,აღბულახლი,GBQ,AZ5700,Kichik\u01ddl\u01ddr,аг"})
    assert names(done) == [
        ("Ağbulaqlı", "az-Latn"), ("Kichikələr", "az-Latn"), ("Агбулахлы", "ru"), ("Աղբուլաղլու", "hy"),
    ]  # fmt: skip
    assert sum(done.names_left_out.counts.values()) == 5


def test_the_base_stays_as_it_is(imported: Callable[..., Imported], base: Rows) -> None:
    done = imported({})
    assert [one for one in done.rows["places"] if not one["place_id"].startswith("G9")] == base["places"]
    assert len(done.rows["place_names"]) == len(base["place_names"]) + 1


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"feature class": "S", "feature code": "SCH"}, "S: buildings"),
        ({"feature class": "V", "feature code": "FRST"}, "V: woods"),
        ({"feature class": "", "feature code": ""}, "no class: a kind that the table of features does not have"),
        ({"latitude": "48.2"}, "outside AZ (38.3 to 41.95 north, 44.7 to 50.9 east)"),
        ({"country code": ""}, "no bounds are known for the country (empty)"),
        ({"name": "Bala"}, "its name is too short"),
        ({"name": "Paris"}, "its name is the name of a place elsewhere in the world"),
        ({"name": "Lachin"}, "its name is the name of a curated place"),
        ({"name": "Qarabağ"}, "its name is the name of a curated place"),
        ({"name": "Azərbaycan"}, "its name is the name of a curated place"),
        ({"name": "Վարանդաբերդ"}, ""),
        ({"name": "Көкшетау"}, "its name is in a language that its letters do not tell"),
        ({"name": "../evil"}, "its name is digits or signs that no name has"),
    ],
)
def test_what_is_left_out_has_a_reason(imported: Callable[..., Imported], cells: dict[str, str], reason: str) -> None:
    done = imported(cells)
    assert len(tail(done)) == (0 if reason else 1)
    assert all(said.startswith(reason) for said in done.places_left_out.counts)


def test_what_the_gazetteer_has_is_not_taken_twice(imported: Callable[..., Imported], base: Rows) -> None:
    known = next(one for one in base["places"] if one["type"] == "village" and one["geonames_id"] and one["lat"])
    spot = {"latitude": known["lat"], "longitude": known["lon"]}
    near = {"name": known["label"], "latitude": f"{float(known['lat']) + 0.02:.5f}", "longitude": known["lon"]}
    done = imported({"geonameid": known["geonames_id"], **spot}, {"name": "Zəngəzürlü", **spot}, near)
    assert tail(done) == []
    assert set(done.places_left_out.counts) == {
        "in the gazetteer already, by its GeoNames identifier",
        "in the gazetteer already, by name, type and distance",
        "on the very spot of another settlement",
    }


def test_the_dump_itself_may_say_a_place_twice(imported: Callable[..., Imported]) -> None:
    done = imported({}, {"latitude": "39.92"}, {"latitude": "40.9"}, {"geonameid": "9000001"})
    assert [one["place_id"] for one in tail(done)] == ["G9000001", "G9000003"]


def test_homonyms_in_the_tail_are_ambiguous(imported: Callable[..., Imported]) -> None:
    done = imported({}, {"latitude": "40.9"}, {"name": "Zəngəzürlü", "latitude": "40.5"})
    marked = {one["place_id"]: one["ambiguous"] for one in done.rows["place_names"] if one["place_id"] > "G9"}
    assert [marked[f"G900000{number}"] for number in (1, 2, 3)] == ["true", "true", "false"]


def test_a_code_of_a_known_district_makes_a_link(imported: Callable[..., Imported], base: Rows) -> None:
    wanted = (one for one in base["places"] if one["type"] == "district" and one["country"] == "AZ" and one["lat"])
    district = next(one for one in wanted if one["geonames_id"] and one["tier"] == "core")
    spot = {"latitude": district["lat"], "longitude": district["lon"], "admin1 code": "99"}
    division = {"feature class": "A", "feature code": "ADM1", "name": "Rayon"}
    far = {"name": "Zəngəzürlü", "latitude": f"{float(district['lat']) + 0.6:.5f}", "admin1 code": "99"}
    done = imported({"geonameid": district["geonames_id"], **division, **spot}, spot, far, {"admin1 code": "98"})
    links = [one for one in done.rows["place_links"] if one["place_id"].startswith("G9")]
    assert [(one["place_id"], one["relation"], one["other_id"], one["system"]) for one in links] == [
        ("G9000002", "part_of", district["place_id"], "azerbaijan")
    ]


def test_the_order_of_lines_changes_nothing(dump: Dump, line: Line, base: Rows) -> None:
    cells = [{"geonameid": str(9000000 + n), "latitude": f"{39.2 + n / 10:.2f}"} for n in range(1, 9)]
    lines = [line(one, name=f"Ağbulaql{'ı' * number}") for number, one in enumerate(cells, start=1)]
    features: list[Feature] = list(read_dump(dump(*lines)))
    texts = []
    for seed in range(3):
        random.Random(seed).shuffle(features)
        rows = add_tail(features, base).rows
        texts.append([written(name, rows[name]) for name in rows])
    assert texts[0] == texts[1] == texts[2]


def test_a_name_that_a_whole_country_shares_is_taken_a_few_times_and_in_no_time(line: Line, dump: Dump) -> None:
    lines = (line(geonameid=str(9000000 + n), latitude=f"{39 + n / 10000:.4f}", longitude="46.5") for n in range(20000))
    done = add_tail(read_dump(dump(*lines)), {"places": [], "place_names": [], "place_links": []})
    assert len(done.rows["places"]) == MOST
    assert done.places_left_out.counts["its name is the name of too many places to tell one by"] > 1000
