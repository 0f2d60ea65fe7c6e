"""What the gazetteer cites of GeoNames and Who's On First, compared with extracts that lie beside the project."""

import csv
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTRACTS = ROOT / "../shared/gazetteer"
SEEDS = ROOT / "seeds"
Row = dict[str, str]

pytestmark = pytest.mark.skipif(not EXTRACTS.exists(), reason="the extracts are not beside the project")

# GeoNames' feature classes of each type of place.
CLASSES = {
    "A": "country district province region",
    "H": "lake reservoir river site",
    "L": "region",
    "P": "city quarter site town village",
    "S": "fortress monastery site",
    "T": "mountain pass region valley",
}
LANGUAGES = {"az-Latn": "aze", "fa": "fas", "hy": "hye", "ru": "rus", "tr": "tur"}

# Names that a source has in another snapshot than the extract.
with (Path(__file__).parent / "other_snapshots.csv").open(encoding="utf-8", newline="") as table:
    ELSEWHERE = {(row["place_id"], row["name"], row["source"]) for row in csv.DictReader(table)}


def plain(name: str) -> str:
    """NFC, and one apostrophe for the three in use."""
    name = unicodedata.normalize("NFC", name).strip()
    return name.translate({ord(mark): "'" for mark in "’ʼʻ"})


@cache
def geonames() -> dict[str, list[str]]:
    lines = (EXTRACTS / "geonames-AZ.txt").read_text("utf-8").split("\n")
    return {row[0]: row for row in (line.split("\t") for line in lines if line)}


@cache
def whosonfirst() -> dict[str, Row]:
    with (EXTRACTS / "whosonfirst-az-am.tsv").open(encoding="utf-8", newline="") as file:
        return {row["wof_id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


@cache
def said(source: str) -> frozenset[str] | None:
    """Every name that the extract has under the identifier, None where it does not have the identifier."""
    kind, _, number = source.partition(":")
    if kind == "geonames" and number in geonames():
        row = geonames()[number]
        return frozenset(map(plain, (row[1], row[2], *row[3].split(","))))
    if kind == "whosonfirst" and number in whosonfirst():
        one = whosonfirst()[number]
        listed = [entry.split(":", 2)[-1] for entry in (one["names"] or "").split(" | ")]
        return frozenset(map(plain, (one["name"], *listed)))
    return None


def read(table: str) -> list[Row]:
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_cited_name_stands_in_the_source() -> None:
    missing, looked_at = [], 0
    for row in read("place_names"):
        source = row["source"].split("; ")[0]
        names = said(source)
        if names is not None and (row["place_id"], row["name"], source) not in ELSEWHERE:
            looked_at += 1
            if plain(row["name"]) not in names:
                missing.append((row["place_id"], row["name"], source))
    assert not missing
    assert looked_at >= 4000


def test_an_exception_is_one() -> None:
    rows = {(row["place_id"], row["name"], row["source"].split("; ")[0]) for row in read("place_names")}
    assert rows >= ELSEWHERE
    assert not [one for one in ELSEWHERE if plain(one[1]) in (said(one[2]) or ())]


def test_a_name_that_who_s_on_first_gives_one_language_has_that_language() -> None:
    for row in read("place_names"):
        kind, _, number = row["source"].split("; ")[0].partition(":")
        if kind == "whosonfirst" and row["language"] in LANGUAGES and number in whosonfirst():
            given: dict[str, set[str]] = defaultdict(set)
            for entry in (whosonfirst()[number]["names"] or "").split(" | "):
                language, _, name = entry.split(":", 2) if entry.count(":") >= 2 else ("", "", "")
                given[plain(name)].add(language)
            languages = given.get(plain(row["name"]), set())
            assert len(languages) != 1 or languages == {LANGUAGES[row["language"]]} or "eng" in languages, row


def test_labels_and_coordinates_are_those_of_the_source() -> None:
    for row in read("places"):
        label, location = said(row["label_source"]), row["location_source"]
        assert label is None or plain(row["label"]) in label, row
        kind, _, number = location.partition(":")
        if kind == "geonames" and number in geonames():
            assert (row["lat"], row["lon"]) == (geonames()[number][4], geonames()[number][5]), row
        if kind == "whosonfirst" and number in whosonfirst():
            found = whosonfirst()[number]
            assert abs(float(row["lat"]) - float(found["lat"])) < 1e-4, row
            assert abs(float(row["lon"]) - float(found["lon"])) < 1e-4, row


def test_a_geonames_identifier_is_of_a_feature_of_that_type_and_country() -> None:
    for row in read("places"):
        if row["geonames_id"] in geonames():
            feature = geonames()[row["geonames_id"]]
            assert row["type"] in CLASSES[feature[6]].split(), row
            assert row["country"] in {feature[8], ""} or not feature[8], row


def test_a_name_is_not_cited_from_another_place_s_record() -> None:
    owner = {}
    for row in read("places"):
        if row["geonames_id"] and row["type"] != "country":
            owner[f"geonames:{row['geonames_id']}"] = row["place_id"]
        if row["label_source"].startswith("whosonfirst:"):
            owner[row["label_source"]] = row["place_id"]
    for row in read("place_names"):
        source = row["source"].split("; ")[0]
        assert owner.get(source, row["place_id"]) == row["place_id"], row


def test_a_record_is_cited_by_one_place_but_for_towns_and_districts_in_one_record() -> None:
    citing: dict[str, set[str]] = defaultdict(set)
    for row in read("place_names"):
        source = row["source"].split("; ")[0]
        if said(source) is not None:
            citing[source].add(row["place_id"])
    assert {source: sorted(places) for source, places in citing.items() if len(places) > 1} == {
        "geonames:409432": ["K0024", "K0025"],
        "geonames:587116": ["K0001", "K0020"],
        "whosonfirst:1092000705": ["K0051", "K0052"],
        "whosonfirst:85668199": ["K0100", "K0101"],
        "whosonfirst:85668683": ["K0112", "K0974"],
    }


def test_a_who_s_on_first_record_is_of_that_type_and_country() -> None:
    types = {
        "county": "district province town",
        "localadmin": "city quarter town village",
        "locality": "city quarter site town village",
        "neighbourhood": "quarter site",
        "region": "district province",
    }
    records: dict[str, list[Row]] = defaultdict(list)
    for found in whosonfirst().values():
        records[found["geonames_id"]].append(found)
    for row in read("places"):
        kind, _, number = row["label_source"].partition(":")
        one = [whosonfirst()[number]] if kind == "whosonfirst" and number in whosonfirst() else []
        found = one or (records[row["geonames_id"]] if row["geonames_id"] else [])
        if found and row["tier"] != "world":
            kinds = {record["placetype"] for record in found} & set(types)
            assert not kinds or any(row["type"] in types[kind].split() for kind in kinds), row
            assert row["country"] in {record["country"] for record in found} | {""}, row
