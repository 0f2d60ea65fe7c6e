"""Is a published version whole, and do its inputs still give it? The run is a stand-in here; see test_same.py."""

import errno
import json
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.errors import CallError
from karabakh.flows.publish import publish, remote
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.verify import verify


def test_the_same_inputs_give_the_same(again, made, one, two):
    found = again(made(one, two))
    assert (found.text(), found.good) == ("same 1.1.0", True)


def test_an_older_version_is_made_upon_the_one_before_it(again, made, one):
    assert again(made(one), "1.0.0").text() == "same 1.0.0"


def test_inputs_that_are_missing_new_or_other_are_named(again, made, three, one):
    changed = made(one | {"text_sha256": "f" * 64}, three)
    found = again(changed)
    assert found.inputs == (
        "inputs: 1 document not among the inputs now: two",
        "inputs: 1 document only among the inputs now: three",
        "inputs: 1 document with another file or text now: one",
    )
    assert not found.good
    assert found.text().endswith("\ndiffers 1.1.0")


def test_values_that_differ_are_counted_and_shown_by_key(again, made, one, two):
    found = again(made(one, two, label="Kapan"))
    assert not found.inputs
    assert any(said.startswith("places: 1 row changed") and "label changed: K0001" in said for said in found.tables)
    assert found.text().endswith("differs 1.1.0")


def test_another_number_is_told(again, made, one):
    found = again(made(one))
    assert found.tables[0] == "what the inputs give now is not 1.1.0: the version before it 1.0.0"
    assert found.inputs == ("inputs: 1 document not among the inputs now: two",)


def test_equal_values_in_other_bytes_are_no_difference(again, data, rewritten, made, one, two):
    rewritten(data, "parquet/documents.parquet", lambda path: pq.write_table(pq.read_table(path), path))
    rewritten(data, "datapackage.json", lambda path: path.write_text(path.read_text("utf-8") + "\n", "utf-8"))
    found = again(made(one, two))
    assert [said.split()[0] for said in found.bytes] == ["datapackage.json", "parquet/documents.parquet"]
    assert found.good
    assert found.text().endswith("\nequal 1.1.0")


def test_a_page_or_a_csv_that_says_something_else_is_a_difference(again, data, rewritten, made, one, two):
    for name in ("README.md", "csv/places.csv"):
        rewritten(data, name, lambda path: path.write_text(path.read_text("utf-8").replace("Goris", "Kapan"), "utf-8"))
    rewritten(data, "README.md", lambda path: path.write_text("Other words.", "utf-8"))
    found = again(made(one, two))
    assert found.files == ("README.md says something else", "csv/places.csv says something else")
    assert not found.good


def unlist(data, *versions):
    """Take versions away, as where only the others were downloaded."""
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"] = [entry for entry in index["versions"] if entry["version"] not in versions]
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")
    for version in versions:
        shutil.rmtree(data / version)


def test_without_the_version_before_it_tables_and_pages_are_compared(again, data, made, one, two):
    unlist(data, "1.0.0")
    found = again(made(one, two))
    assert found.good
    assert found.text().splitlines() == [
        f"the version before it, 1.0.0, is not in {data}: so tables and pages were compared, and not what tells of the "
        "step from there (the number, CHANGES.md, changes.parquet)",
        f"to compare these, too: karabakh download 1.0.0 --from ADDRESS --to {data}",
        "equal 1.1.0",
    ]
    assert verify(data=data, files_only=True).text() == "whole 1.1.0"  # there the version before matters to nothing


def test_without_the_version_before_it_other_inputs_and_values_are_told(again, data, made, one, two, three):
    unlist(data, "1.0.0")
    found = again(made(one, two, three))
    assert found.inputs == ("inputs: 1 document only among the inputs now: three",)
    assert found.tables[0].startswith("documents: 1 row added")
    assert found.text().endswith("\ndiffers 1.1.0")
    found = again(made(one, two, label="Kapan"))
    assert any("label changed: K0001" in said for said in found.tables)


def test_without_the_version_before_it_another_page_is_told(again, data, rewritten, made, one, two):
    unlist(data, "1.0.0")
    rewritten(data, "README.md", lambda path: path.write_text("Other words.", "utf-8"))
    found = again(made(one, two))
    assert found.files == ("made again upon itself it is not the same: README.md changed",)
    assert found.text().endswith("\ndiffers 1.1.0")


def test_where_versions_between_are_not_there_it_is_made_upon_none_of_the_others(again, data, made, one, two, three):
    publish(made(one, two, three), data)
    unlist(data, "1.1.0")
    found = again(made(one, two, three))
    assert "the version before it, 1.1.0, is not in" in found.notes[0]
    assert found.text().endswith("\nequal 1.2.0")


def test_who_waits_is_told_of_every_byte_of_the_files(data, monkeypatch):
    told = {}

    @contextmanager
    def transfer(title, total):
        told[title] = [total]
        yield told[title].append

    monkeypatch.setattr("karabakh.flows.verify.published.transfer", transfer)
    assert verify(data=data, files_only=True).good
    [(title, (total, *counts))] = told.items()
    assert title == "checking 1.1.0"
    assert total == sum(counts) + (data / "1.1.0" / "SHA256SUMS").stat().st_size


@pytest.mark.parametrize("cause", [None, WriteError("somewhere cannot be written: No space left on device")])
def test_a_full_disk_is_told_with_the_folder_and_what_names_another(data, texts, monkeypatch, cause, tmp_path):
    def refresh(*_, **__):
        full = OSError(errno.ENOSPC, "No space left on device")
        if cause:
            raise cause from full
        raise full

    monkeypatch.setattr("karabakh.flows.api.refresh", refresh)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(WriteError, match=r"no room left \(.*No space left on device\); make some in .*TMPDIR") as error:
        verify(data=data, texts=texts)
    assert str(tmp_path) in str(error.value)
    assert str(error.value).count("TMPDIR") == 1


def test_a_disk_that_is_full_while_files_are_fetched_is_told_once(texts, monkeypatch, made, one):
    address = "memory://karabakh-verify-full/data"
    remote.publish(made(one), address)
    monkeypatch.setattr("time.sleep", lambda _: None)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(remote.Store, "download", full)
    with pytest.raises(WriteError, match="TMPDIR") as error:
        verify(data=address, files_only=True)
    assert str(error.value).count("TMPDIR") == 1


def test_a_wrong_call_is_told_before_anything_is_done(data, tmp_path):
    with pytest.raises(CallError, match=r"no version '3\.0\.0'; it has 1\.0\.0, 1\.1\.0"):
        verify("3.0.0", data, files_only=True)
    with pytest.raises(CallError, match=r"versions\.json is not there"):
        verify(data=tmp_path / "none", files_only=True)
    assert not (tmp_path / "none").exists()
    with pytest.raises(CallError, match="no such file or folder"):
        verify(data=data, texts=tmp_path / "none")


def test_at_an_address(monkeypatch, texts, tmp_path, made, one, two):
    import fsspec

    address = "memory://karabakh-verify/data"
    remote.publish(made(one), address)
    remote.publish(made(one, two), address)
    assert verify(data=address, files_only=True).text() == "whole 1.1.0"
    monkeypatch.setattr(
        "karabakh.flows.api.refresh",
        lambda _texts, data, **_: SimpleNamespace(published=publish(made(one, two), data)),
    )
    assert verify(data=address, texts=texts).text() == "same 1.1.0"
    system = fsspec.filesystem("memory")
    system.pipe_file("/karabakh-verify/data/1.0.0/README.md", b"other")
    alone = verify(data=address, texts=texts)
    assert (alone.good, alone.text().splitlines()[-1]) == (True, "equal 1.1.0")
    assert "README.md is not what was published" in alone.notes[0]
    system.pipe_file("/karabakh-verify/data/1.1.0/notes.txt", b"other")
    assert "notes.txt is there" in verify(data=address, files_only=True).text()
    system.pipe_file("/karabakh-verify/data/1.1.0/README.md", b"other")
    assert "README.md is not what was published" in verify(data=address, files_only=True).text()


def test_over_http(data):
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", data.parent],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            port = re.search(r"port ([0-9]+)", server.stdout.readline())[1]
            address = f"http://127.0.0.1:{port}/data"
            assert verify(data=address, files_only=True).text() == "whole 1.1.0"
            (data / "1.1.0" / "README.md").write_bytes(b"other")
            assert "README.md is not what was published" in verify(data=address, files_only=True).text()
        finally:
            server.terminate()


def test_the_command_ends_with_what_it_found(data):
    run = CliRunner().invoke(main, ["verify", "--files-only", "--data", str(data)])
    assert (run.exit_code, run.stdout) == (0, "whole 1.1.0\n")
    (data / "1.1.0" / "README.md").write_bytes(b"other")
    run = CliRunner().invoke(main, ["verify", "1.1.0", "--files-only", "--data", str(data)])
    assert run.exit_code == 1
    assert run.stdout.splitlines()[-1] == "damaged 1.1.0"
    assert CliRunner().invoke(main, ["verify", "9.9.9", "--files-only", "--data", str(data)]).exit_code == 2
