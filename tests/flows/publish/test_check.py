"""What is known of the place before anything is read: a run that could not publish is told so at once."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from karabakh.flows.publish import checksums, folder, publish, remote
from karabakh.flows.publish.errors import BusyError, DamagedError, FolderError
from karabakh.flows.publish.index import Index, read_index


def entries(path):
    return sorted((found.relative_to(path).as_posix(), found.lstat().st_mtime_ns) for found in path.rglob("*"))


@pytest.fixture
def refused(tmp_path):
    """Assert that a check refuses a folder and leaves everything as it was."""

    def refused(data, kind, match):
        before = entries(tmp_path)
        with pytest.raises(kind, match=match):
            folder.check(data)
        assert entries(tmp_path) == before

    return refused


def test_nothing_is_made_where_all_is_well(put, tables, data, tmp_path):
    folder.check(data / "below" / "that")
    assert entries(tmp_path) == []
    put(tables)
    (data / ".lock").unlink()
    before = entries(tmp_path)
    folder.check(data)
    assert entries(tmp_path) == before


def test_a_relative_folder_that_is_not_there_is_looked_for_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder.check(Path("data"))
    folder.check(Path("some/where/else"))
    assert entries(tmp_path) == []


def test_a_file_in_the_way_is_refused(data, refused):
    data.write_bytes(b"")
    refused(data, FolderError, "cannot be made or is not a folder")
    refused(data / "below" / "that", FolderError, "cannot be made or is not a folder")


def test_where_no_file_can_be_made_is_refused(put, tables, data, refused, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("karabakh.flows.publish.folder.TemporaryFile", refuse)
    refused(data / "below", FolderError, "cannot be made .*Permission denied")
    data.mkdir()
    refused(data, FolderError, "cannot be written: Permission denied")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_folder_in_one_that_cannot_be_written_is_refused(tmp_path, refused):
    (tmp_path / "closed").mkdir(mode=0o555)
    refused(tmp_path / "closed" / "data", FolderError, "cannot be made")


def test_a_folder_that_another_run_holds_is_busy_and_free_after_that(put, tables, data, refused):
    put(tables)
    with FileLock(data / ".lock"):
        refused(data, BusyError, "another run is publishing")
    folder.check(data)
    with FileLock(data / ".lock", timeout=0):  # and the check does not hold it either
        pass


def in_part(data):
    """Let the list say that the newest version was downloaded in part."""
    index = read_index(data)
    part = replace(index.latest, files=("parquet/places.parquet",))
    (data / "versions.json").write_text(Index(index.versions[:-1], (part,)).text(), encoding="utf-8")
    (data / part.version).rename(data / part.folder)


def test_a_folder_of_partial_downloads_is_refused(put, tables, rows, build, data, refused):
    put(tables)
    rows["places"][0]["note"] = "new"
    put(build(rows))
    in_part(data)
    refused(data, FolderError, r"downloaded in part \(1\.0\.1-partial\)")


def test_a_version_that_is_not_listed_is_refused(put, tables, data, refused):
    put(tables)
    shutil.copytree(data / "1.0.0", data / "1.1.0")
    refused(data, FolderError, r"does not list 1\.1\.0")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("README.md", None, r"README\.md is missing"),
        ("README.md", b"shorter", r"1\.0\.0 has .* bytes, and .* were published"),
        ("SHA256SUMS", None, "SHA256SUMS is missing"),
        ("SHA256SUMS", b"other", "SHA256SUMS is not the one that was published"),
    ],
)
def test_a_previous_version_that_lacks_something_is_damaged(put, tables, data, refused, name, content, said):
    put(tables)
    if content is None:
        (data / "1.0.0" / name).unlink()
    else:
        (data / "1.0.0" / name).write_bytes(content)
    refused(data, DamagedError, said)


def test_a_previous_version_that_is_not_there_is_damaged(put, tables, data, refused):
    put(tables)
    shutil.rmtree(data / "1.0.0")
    refused(data, DamagedError, "1.0.0 is missing")


def test_the_check_reads_no_file_but_the_checksums(put, tables, data, monkeypatch):
    put(tables)
    read, sha256 = [], checksums.sha256

    def seen(path):
        read.append(path.name)
        return sha256(path)

    monkeypatch.setattr(checksums, "sha256", seen)
    monkeypatch.setattr(checksums, "_sha256", lambda *_: pytest.fail("read"))
    folder.check(data)
    assert read == ["SHA256SUMS"]


@pytest.fixture
def memory(tables):
    import fsspec

    address = "memory://karabakh-check/data"
    system = fsspec.filesystem("memory")
    if system.exists("/karabakh-check"):
        system.rm("/karabakh-check", recursive=True)
    remote.publish(tables, address)
    remote.check(address)
    return address, system


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("README.md", None, r"README\.md is missing"),
        ("README.md", b"shorter", r"1\.0\.0 has .* bytes, and .* were published"),
        ("SHA256SUMS", None, "SHA256SUMS is missing"),
        ("SHA256SUMS", b"other", "SHA256SUMS is not what was published"),
    ],
)
def test_a_previous_version_at_an_address_that_lacks_something_is_damaged(memory, name, content, said):
    address, system = memory
    path = f"/karabakh-check/data/1.0.0/{name}"
    if content is None:
        system.rm_file(path)
    else:
        system.pipe_file(path, content)
    with pytest.raises(DamagedError, match=said):
        remote.check(address)


def test_partial_downloads_at_an_address_are_refused(memory, tables, tmp_path):
    address, system = memory
    publish(tables, tmp_path / "data")
    in_part(tmp_path / "data")
    system.pipe_file("/karabakh-check/data/versions.json", (tmp_path / "data" / "versions.json").read_bytes())
    system.mv("/karabakh-check/data/1.0.0", "/karabakh-check/data/1.0.0-partial", recursive=True)
    with pytest.raises(FolderError, match="downloaded in part"):
        remote.check(address)


def test_a_refresh_checks_the_place_before_it_begins(put, tables, data, root, monkeypatch):
    from karabakh.flows.api import refresh

    monkeypatch.setattr("karabakh.flows.refresh.refresh", lambda _: pytest.fail("begun"))
    put(tables)
    (data / "1.0.0" / "README.md").unlink()
    with pytest.raises(DamagedError, match="README"):
        refresh(root / "seeds" / "texts", data=data)
