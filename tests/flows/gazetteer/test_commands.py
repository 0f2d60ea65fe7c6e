"""``karabakh gazetteer import geonames``: a folder of one's own, or a reason why not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from karabakh.flows.cli import main
from karabakh.flows.places import find_places, load_gazetteer
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.sentences import split

Line = Callable[..., str]
Dump = Callable[..., Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["gazetteer", "import", "geonames", *map(str, arguments)])


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_folder_is_a_valid_gazetteer_of_one_s_own(dump: Dump, line: Line, tmp_path: Path) -> None:
    done = run(dump(line()), "--to", tmp_path / "mine")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("1 places taken, by type\n      1  village (9000001 Ağbulaqlı)\n")
    assert done.output.endswith(f"written {tmp_path / 'mine'}\n")
    assert set(content(tmp_path / "mine")) == {"places.csv", "place_names.csv", "place_links.csv"}
    assert "G9000001" in gazetteer_tables(tmp_path / "mine")["places"]["place_id"].to_pylist()


def test_a_text_is_searched_for_the_new_village_where_a_place_of_the_region_is_near(
    dump: Dump, line: Line, tmp_path: Path
) -> None:
    run(dump(line()), "--to", tmp_path / "mine")
    gazetteer = load_gazetteer(tmp_path / "mine")

    def found(text: str) -> list[str | None]:
        return [mention.place_id for mention in find_places(text, split(text, []), gazetteer)]

    assert "G9000001" in found("People fled from Agdam to Agbulaqli on foot.")
    assert "G9000001" in found("They moved on to the village of Ağbulaqlı.")
    assert found("The prize went to Agbulaqli, a painter.") == []


def test_the_same_call_again_changes_nothing(dump: Dump, line: Line, tmp_path: Path) -> None:
    file = dump(line(), line(geonameid="9000002", name="Zəngəzürlü", latitude="40.1"))
    run(file, "--to", tmp_path / "mine")
    before = content(tmp_path / "mine")
    assert run(file, "--to", tmp_path / "mine").output.endswith(f"unchanged {tmp_path / 'mine'}\n")
    again = run(file, "--to", tmp_path / "mine", "--gazetteer", tmp_path / "mine")
    assert again.exit_code == 0, again.output
    assert content(tmp_path / "mine") == before
    run(file, "--to", tmp_path / "other")
    assert content(tmp_path / "other") == before


def test_a_second_dump_is_added_to_the_first(dump: Dump, line: Line, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    run(dump(line()), "--to", mine)
    second = dump(line(geonameid="9000002", name="Zəngəzürlü", latitude="40.1"), name="second.txt")
    refused = run(second, "--to", mine)
    assert refused.exit_code == 2
    assert f"--gazetteer {mine}" in refused.output
    done = run(second, "--to", mine, "--gazetteer", mine)
    assert done.exit_code == 0, done.output
    assert {"G9000001", "G9000002"} <= set(load_gazetteer(mine).places)


def test_a_folder_with_other_things_is_refused(dump: Dump, line: Line, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.doc").write_text("mine", "utf-8")
    refused = run(dump(line()), "--to", other)
    assert refused.exit_code == 2
    assert "thesis.doc" in refused.output
    assert (other / "thesis.doc").read_text("utf-8") == "mine"
    (tmp_path / "link").symlink_to(other)
    assert "symbolic link" in run(dump(line()), "--to", tmp_path / "link").output


@pytest.mark.parametrize(
    ("cells", "said"),
    [({"name": "Yeni"}, "no place of it can be taken, nothing is written"), ({"latitude": "far"}, "column latitude")],
)
def test_a_dump_that_gives_nothing_or_is_wrong_writes_nothing(
    dump: Dump, line: Line, tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    refused = run(dump(line(cells)), "--to", tmp_path / "mine")
    assert refused.exit_code == 1
    assert said in refused.output
    assert not (tmp_path / "mine").exists()


def test_a_file_or_base_that_is_not_there_is_a_wrong_call(dump: Dump, line: Line, tmp_path: Path) -> None:
    assert run(tmp_path / "no.txt").exit_code == 2
    assert run(dump(line()), "--gazetteer", tmp_path / "no").exit_code == 2
    (tmp_path / "empty").mkdir()
    assert run(dump(line()), "--gazetteer", tmp_path / "empty", "--to", tmp_path / "mine").exit_code == 1


def test_help_teaches() -> None:
    text = CliRunner().invoke(main, ["gazetteer", "import", "geonames", "--help"]).output
    for word in ("19 columns", "CC BY 4.0", "--to", "--gazetteer", "KARABAKH_GAZETTEER", "refresh"):
        assert word in text
    assert "gazetteer" in CliRunner().invoke(main, ["--help"]).output


def test_the_public_dump_of_azerbaijan_is_imported(shared: Path, tmp_path: Path) -> None:
    """The extract of the country; the numbers are those of the day it was made, give or take the curated places."""
    done = run(shared / "gazetteer" / "geonames-AZ.txt", "--to", tmp_path / "mine")
    assert done.exit_code == 0, done.output
    gazetteer = load_gazetteer(tmp_path / "mine")
    tail = [place for place in gazetteer.places.values() if place.place_id.startswith("G")]
    assert 5000 <= len(tail) <= 7000
    assert all(place.tier == "tail" and place.country == "AZ" for place in tail)
    gazetteer_tables(tmp_path / "mine")
    bearers = {place.place_id: place.tier for place in gazetteer.places.values()}
    core = {name.name for name in gazetteer.names if bearers[name.place_id] != "tail"}
    assert not core & {name.name for name in gazetteer.names if name.place_id.startswith("G")}


def test_with_the_tail_the_texts_of_the_gold_files_read_as_before(shared: Path, tmp_path: Path) -> None:
    run(shared / "gazetteer" / "geonames-AZ.txt", "--to", tmp_path / "mine")
    with_tail, without = load_gazetteer(tmp_path / "mine"), load_gazetteer()
    for path in sorted((shared / "gold" / "texts").iterdir()):
        text = path.read_text("utf-8")
        sentences = split(text, [])
        before = {(one.start, one.end): one.place_id for one in find_places(text, sentences, without)}
        after = {(one.start, one.end): one.place_id for one in find_places(text, sentences, with_tail)}
        assert {span: after.get(span) for span in before} == before, path.name
