"""What is not as it was published is named, and nothing is made again upon it."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.verify import verify


def spoil(path):
    path.write_bytes(b"other")


def link(path):
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("1.1.0/README.md", spoil, "README.md is not what SHA256SUMS says"),
        ("1.1.0/README.md", Path.unlink, "README.md is missing"),
        ("1.1.0/SHA256SUMS", spoil, "SHA256SUMS is not the one that was published"),
        ("1.1.0/SHA256SUMS", Path.unlink, "SHA256SUMS is missing"),
        ("1.1.0", shutil.rmtree, "1.1.0 is missing"),
        ("1.1.0/parquet", link, "parquet is a symbolic link"),
        ("1.1.0/csv/notes.txt", spoil, "csv/notes.txt is there, and SHA256SUMS does not list it"),
    ],
)
def test_what_is_not_as_it_was_published_is_named_and_nothing_is_made(again, data, name, damage, said):
    damage(data / name)
    found = again({})  # nothing could be published of this
    assert any(said in fault for fault in found.faults)
    assert not found.good
    assert found.text().endswith("damaged 1.1.0")


@pytest.mark.parametrize("damage", [spoil, Path.unlink])
def test_what_is_wrong_beside_the_version_is_told_and_is_no_damage_to_it(again, data, damage, made, one, two):
    damage(data / "latest")
    found = again(made(one, two))
    assert [said.split(" ", 1)[1] for said in found.notes] == [
        "does not say 1.1.0, the newest version that versions.json lists; the next refresh mends that"
    ]
    assert found.text().endswith("\nsame 1.1.0")
    assert verify(data=data, files_only=True).text() == "\n".join([*found.notes, "whole 1.1.0"])


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("README.md", spoil, "1.0.0/README.md is not what SHA256SUMS says"),
        ("", shutil.rmtree, "1.0.0 is missing"),
    ],
)
def test_a_version_before_it_that_is_damaged_is_as_good_as_none(again, data, name, damage, said, made, one, two):
    damage(data / "1.0.0" / name)
    found = again(made(one, two))
    assert said in found.notes[0]
    assert "is not as it was published" in found.notes[1]
    assert (f"move {data / '1.0.0'} away" in found.notes[2]) is bool(name)
    assert (found.good, found.text().splitlines()[-1]) == (True, "equal 1.1.0")
    assert verify("1.1.0", data, files_only=True).text() == "whole 1.1.0"


@pytest.mark.parametrize("files_only", [True, False])
def test_a_list_that_cannot_be_read_is_damage_and_says_what_to_do(data, texts, files_only):
    (data / "versions.json").write_text("{", encoding="utf-8")
    found = verify(data=data, files_only=files_only, texts=texts)
    assert "versions.json cannot be read as a list of versions" in found.text()
    assert "put versions.json back as it was published, or download the version into another folder" in found.text()
    assert (found.good, found.text().splitlines()[-1]) == (False, "damaged latest")
    run = CliRunner().invoke(main, ["verify", "1.0.0", "--files-only", "--data", str(data)])
    assert (run.exit_code, run.stdout.splitlines()[-1]) == (1, "damaged 1.0.0")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("parquet/documents.parquet", "documents.parquet cannot be read as Parquet"),
        ("changes.parquet", "changes.parquet cannot be read as Parquet"),
    ],
)
def test_garbage_that_was_published_so_is_damage_and_named(data, name, said, rewritten):
    rewritten(data, name, spoil)
    found = verify(data=data, files_only=True)
    assert [said in fault for fault in found.faults] == [True]
    assert found.text().endswith("\ndamaged 1.1.0")


def test_a_table_of_which_there_is_no_file_is_damage(data):
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"][-1]["tables"]["figures"] = 3
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")
    found = verify(data=data, files_only=True)
    assert found.faults == (
        f"{data / '1.1.0'} has no Parquet file of the table figures, and versions.json says it has 3 rows",
    )


def test_checksums_that_cannot_be_read_are_damage(data):
    folder = data / "1.1.0"
    (folder / "SHA256SUMS").write_text("nothing of the kind\n", encoding="utf-8")
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"][-1]["sha256sums"] = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")
    found = verify(data=data, files_only=True)
    assert "SHA256SUMS cannot be read as checksums" in found.text()
    assert not found.good


@pytest.mark.parametrize(("member", "value"), [("bytes", 1), ("tables", {"documents": 7, "places": 1})])
def test_a_list_that_says_something_else_than_the_files_is_damage(again, data, member, value, made, one, two):
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"][-1][member] = value
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")
    assert len(again(made(one, two)).faults) == 1


def test_files_alone_need_no_inputs(data, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    found = verify(data=data, files_only=True)
    assert (found.text(), found.good) == ("whole 1.1.0", True)
    spoil(data / "1.0.0" / "README.md")
    assert verify(data=data, files_only=True).good  # another version
    assert not verify("1.0.0", data, files_only=True).good
