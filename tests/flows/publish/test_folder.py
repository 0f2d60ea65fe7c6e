"""Which folders can be published into, and what is mended there."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from filelock import FileLock

from karabakh.flows.errors import CallError
from karabakh.flows.publish.errors import BusyError, DamagedError, FolderError
from karabakh.flows.publish.writers import WRITERS, Page


def versions(data):
    return [entry["version"] for entry in json.loads((data / "versions.json").read_text(encoding="utf-8"))["versions"]]


def test_a_missing_folder_is_made_with_its_parents(put, tables, data):
    assert not data.exists()
    assert put(tables).path.is_dir()


def test_an_empty_folder_and_one_kept_by_git_will_do(put, tables, data):
    data.mkdir()
    (data / ".gitkeep").touch()
    assert put(tables).changed


def test_a_folder_with_other_content_is_refused_and_left_alone(put, tables, data, snapshot):
    data.mkdir()
    (data / "thesis.docx").write_bytes(b"years of work")
    before = snapshot(data)
    with pytest.raises(FolderError, match=r"thesis\.docx.*no versions\.json") as error:
        put(tables)
    assert isinstance(error.value, CallError)
    assert error.value.exit_code == 2
    assert snapshot(data) == before
    assert not (data / ".lock").exists()


def test_versions_without_their_list_are_refused_and_left_alone(put, tables, data):
    put(tables)
    (data / "versions.json").unlink()
    with pytest.raises(FolderError, match="latest"):
        put(tables)
    assert (data / "1.0.0" / "SHA256SUMS").exists()


def test_what_else_lies_beside_the_list_is_left_alone(put, tables, rows, build, data):
    put(tables)
    (data / "NOTES.md").write_text("mine", encoding="utf-8")
    rows["places"][0]["note"] = "new"
    put(build(rows))
    assert (data / "NOTES.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["versions.json", "latest", "1.0.0", ".lock"])
def test_links_in_the_folder_are_refused(put, tables, data, tmp_path, name):
    put(tables)
    outside = tmp_path / "outside"
    (data / name).rename(outside)
    (data / name).symlink_to(outside)
    with pytest.raises(FolderError, match="symbolic link"):
        put(tables)


def test_a_link_as_the_folder_is_refused(put, tables, data, tmp_path):
    (tmp_path / "real").mkdir()
    data.symlink_to(tmp_path / "real", target_is_directory=True)
    with pytest.raises(FolderError, match="symbolic link"):
        put(tables)
    assert list((tmp_path / "real").iterdir()) == []


def test_a_file_as_the_folder_or_its_parent_is_refused(put, tables, data):
    data.write_bytes(b"")
    with pytest.raises(FolderError, match="not a folder"):
        put(tables)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_folder_that_cannot_be_written_is_refused(put, tables, data):
    data.mkdir(mode=0o555)
    with pytest.raises(FolderError, match="cannot be written"):
        put(tables)


def test_a_folder_where_no_file_can_be_made_is_refused(put, tables, data, monkeypatch):
    data.mkdir()
    opened = os.open

    def refuse(path, flags, *arguments, **options):
        if str(path).endswith(".lock"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FolderError, match=r"cannot be written: Permission denied"):
        put(tables)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"format": 2, "latest": "1.0.0", "versions": []}',
        '{"format": 1, "latest": null, "versions": []}',
        '{"format": 1, "latest": "1.0.0", "versions": [{"version": "1.0.0"}]}',
        '{"format": 1, "latest": "../up", "versions": [{"version": "../up", "released": "", "previous": null, '
        '"change": null, "tables": {}, "sha256sums": "' + "0" * 64 + '", "bytes": 1}]}',
    ],
)
def test_a_list_that_cannot_be_read_stops_the_run(put, tables, data, text):
    put(tables)
    (data / "versions.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedError, match=r"versions\.json cannot be read as a list of versions"):
        put(tables)
    assert (data / "1.0.0").is_dir()


def test_what_a_killed_run_was_writing_is_removed(put, tables, data, tmp_path):
    put(tables)
    staged = data / ".staging-1.1.0"
    (staged / "csv").mkdir(parents=True)
    (staged / "csv" / "places.csv").write_text("half", encoding="utf-8")
    (tmp_path / "precious").write_text("outside", encoding="utf-8")
    (data / ".staging-link").symlink_to(tmp_path, target_is_directory=True)
    assert not put(tables).changed
    assert not list(data.glob(".staging-*"))
    assert (tmp_path / "precious").exists()


def announce(data, version):
    (data / ".staging-pending").write_text(f"{version}\n", encoding="utf-8")


def test_a_first_version_that_a_killed_run_announced_is_made_anew(put, tables, data):
    put(tables)
    (data / "versions.json").unlink()
    (data / "latest").unlink()
    (data / "1.0.0" / "README.md").write_text("of other inputs", encoding="utf-8")
    announce(data, "1.0.0")
    assert put(tables).version == "1.0.0"
    assert "of other inputs" not in (data / "1.0.0" / "README.md").read_text(encoding="utf-8")


def test_a_later_version_that_a_killed_run_announced_is_made_anew(put, tables, rows, build, data):
    put(tables)
    shutil.copytree(data / "1.0.0", data / "1.1.0")
    announce(data, "1.1.0")
    del rows["rejected"][0]
    assert put(build(rows)).version == "1.1.0"
    assert versions(data) == ["1.0.0", "1.1.0"]


@pytest.mark.parametrize("announced", [None, "3.0.0", "../..", "latest"])
def test_a_version_that_nobody_announced_is_somebodys_and_stays(put, tables, data, announced):
    put(tables)
    (data / "1.1.0").mkdir()
    (data / "1.1.0" / "thesis.docx").write_bytes(b"years of work")
    if announced:
        announce(data, announced)
    with pytest.raises(FolderError, match=r"does not list 1\.1\.0"):
        put(tables)
    assert (data / "1.1.0" / "thesis.docx").read_bytes() == b"years of work"


def test_a_folder_that_only_has_a_versions_name_is_not_ours(put, tables, data):
    (data / "1.0.0").mkdir(parents=True)
    (data / "1.0.0" / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(FolderError, match=r"1\.0\.0"):
        put(tables)
    assert (data / "1.0.0" / "thesis.docx").exists()


@pytest.mark.parametrize("content", [None, b"", b"0.9.0\n", b"\xff"])
def test_latest_is_mended_from_the_list(put, tables, data, content):
    put(tables)
    (data / "latest").unlink()
    if content is not None:
        (data / "latest").write_bytes(content)
    assert not put(tables).changed
    assert (data / "latest").read_bytes() == b"1.0.0\n"


@pytest.mark.parametrize("name", ["README.md", "SHA256SUMS", "parquet/places.parquet"])
def test_a_previous_version_that_was_changed_or_lost_stops_the_run(put, tables, data, name):
    put(tables)
    (data / "1.0.0" / name).write_bytes(b"other")
    with pytest.raises(DamagedError, match=name):
        put(tables)
    (data / "1.0.0" / name).unlink()
    with pytest.raises(DamagedError, match=f"{name} is missing"):
        put(tables)


def test_a_second_publisher_is_told_so(put, tables, data):
    put(tables)
    with FileLock(data / ".lock"), pytest.raises(BusyError, match="another run is publishing"):
        put(tables)
    assert not put(tables).changed


def test_a_publisher_that_begins_while_another_writes_is_told_so(put, tables):
    def render(edition, folder):
        with pytest.raises(BusyError):
            put(tables)
        return "alone"

    published = put(tables, writers=(*WRITERS, Page("note.txt", render)))
    assert (published.path / "note.txt").read_text(encoding="utf-8") == "alone"


@pytest.mark.slow
def test_of_publishers_at_the_same_time_every_one_publishes_or_is_told_so(put, tables, rows, build, data):
    put(tables)
    script = (
        "import sys, pathlib, pyarrow.parquet as pq, pyarrow.compute as pc\n"
        "from karabakh.flows.publish import publish\n"
        "from karabakh.flows.publish.errors import BusyError\n"
        "folder, note = pathlib.Path(sys.argv[1]), sys.argv[2]\n"
        "tables = {path.stem: pq.read_table(path) for path in sorted((folder / '1.0.0' / 'parquet').iterdir())}\n"
        "places = tables['places'].to_pylist()\n"
        "places[0]['note'] = note\n"
        "tables['places'] = type(tables['places']).from_pylist(places, tables['places'].schema)\n"
        "sys.stdin.readline()\n"
        "try:\n"
        "    publish(tables, folder)\n"
        "except BusyError:\n"
        "    print('busy')\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, data, note], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for note in ("first", "second", "third")
    ]
    for run in runs:
        run.stdin.write("\n")
        run.stdin.flush()
    busy = [run.communicate(timeout=60)[0] for run in runs].count("busy\n")
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert versions(data) == [f"1.0.{patch}" for patch in range(4 - busy)]
    assert not put(tables).changed or versions(data)[-1] == f"1.0.{4 - busy}"
