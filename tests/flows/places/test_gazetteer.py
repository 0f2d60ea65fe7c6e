"""The gazetteer's files: what they give, and how an error names its place."""

import shutil
from pathlib import Path

import pytest

from karabakh.flows.places import Gazetteer, GazetteerError, find_places, load_gazetteer
from karabakh.flows.text.span import Span


def test_the_files_become_places_names_and_links(gazetteer: Gazetteer) -> None:
    assert gazetteer.labels["T1"] == "Shusha"
    assert gazetteer.types["D3"] == "district"
    assert {name.name for name in gazetteer.names if name.place_id == "T2"} >= {"Khankendi", "Stepanakert"}
    assert {(link.place_id, link.relation, link.other_id) for link in gazetteer.links} >= {("T3", "capital_of", "D3")}


def test_the_same_bytes_are_the_same_object(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    assert load_gazetteer(copy) is load_gazetteer(folder)
    (copy / "places.csv").write_text((copy / "places.csv").read_text("utf-8") + "N1,New,town,,,,,,core,,,,\n", "utf-8")
    assert load_gazetteer(copy).checksum != load_gazetteer(folder).checksum


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        ("places.csv", "N1,New,town,91,0,AZ,,,core,,,,", r"places\.csv row \d+ column lat: '91'"),
        ("places.csv", "N1,New,town,x,0,AZ,,,core,,,,", r"places\.csv row \d+ column lat: 'x'"),
        ("places.csv", "N1,New,town,,,AZ,,,middle,,,,", r"places\.csv row \d+ column tier: 'middle'"),
        ("places.csv", "N1,,town,,,AZ,,,core,,,,", r"places\.csv row \d+ column label"),
        ("places.csv", "T1,New,town,,,AZ,,,core,,,,", r"places\.csv row \d+ column place_id: 'T1'"),
        ("places.csv", "N1,New", r"places\.csv row \d+: not 13 columns"),
        ("place_names.csv", "N9,New,en,armenian,official,,,t,false", r"place_names\.csv row \d+ column place_id: 'N9'"),
        ("place_names.csv", "T1,,en,armenian,official,,,t,false", r"place_names\.csv row \d+ column name"),
        ("place_links.csv", "T1,part_of,N9,azerbaijan,,,t", r"place_links\.csv row \d+ column other_id: 'N9'"),
    ],
)
def test_an_error_names_file_row_and_column(folder: Path, tmp_path: Path, file: str, row: str, message: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / file).write_text((copy / file).read_text("utf-8") + row + "\n", "utf-8")
    with pytest.raises(GazetteerError, match=message):
        load_gazetteer(copy)


def test_a_missing_file_or_column_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"places\.csv"):
        load_gazetteer(tmp_path)
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "places.csv").write_text("place_id,label\n", "utf-8")
    with pytest.raises(GazetteerError, match=r"places\.csv row 1: column type"):
        load_gazetteer(copy)


@pytest.mark.parametrize(
    ("text", "label_of"),
    [
        ("Agdam, Aghdam and Akna", "Agdam"),
        ("Khankendi, Stepanakert and Xankəndi", "Khankendi"),
        ("Shusha, Shushi and Şuşa", "Shusha"),
        ("Berdzor, Lacin and Lachin", "Lachin"),
    ],
)
def test_the_packaged_names_of_one_place_meet(text: str, label_of: str) -> None:
    gazetteer = load_gazetteer()
    found = {mention.place_id for mention in find_places(text, [Span(0, len(text))], gazetteer)}
    assert len(found) == 1
    (place_id,) = found
    assert label_of in {name.name for name in gazetteer.names if name.place_id == place_id}


def test_a_retired_place_matches_no_more(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    with (copy / "places.csv").open("a", encoding="utf-8") as file:
        file.write("N1,Oldtown,town,,,AZ,,,core,,,T1,\n")
    with (copy / "place_names.csv").open("a", encoding="utf-8") as file:
        file.write("N1,Oldtown,en,international,official,,,t,false\n")
    assert find_places("Oldtown", [Span(0, 7)], load_gazetteer(copy)) == []
