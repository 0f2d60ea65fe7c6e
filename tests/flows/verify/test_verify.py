"""Is a published version whole, and do its inputs still give it? The run is a stand-in here; see test_same.py."""

import errno
import hashlib
import json
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from karabakh.flows.cli import main
from karabakh.flows.errors import CallError
from karabakh.flows.publish import publish, remote
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.verify import verify
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table


def document(document_id, **cells):
    counts = dict.fromkeys(("n_sentences", "n_place_mentions", "n_date_mentions", "n_figures"), 0)
    return {
        "document_id": document_id,
        "source_file": f"{document_id}.txt",
        "redistributable": True,
        "encoding": "utf-8",
        "n_characters": 40,
        "text_sha256": hashlib.sha256(document_id.encode()).hexdigest(),
        "status": "ok",
        **counts,
        **cells,
    }


def place(place_id, **cells):
    return {"place_id": place_id, "label": "Goris", "type": "town", "tier": "core", "label_source": "made up", **cells}


def made(*documents, **cells):
    """Return the tables of some documents and one place."""
    return {
        "documents": table(TABLES["documents"], documents),
        "places": table(TABLES["places"], [place("K0001", **cells)]),
    }


ONE, TWO, THREE = (document(name) for name in ("one", "two", "three"))


@pytest.fixture
def texts(tmp_path):
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "data"
    publish(made(ONE), folder)
    publish(made(ONE, TWO), folder)
    return folder


@pytest.fixture
def data(published, tmp_path):
    """A data folder with the versions 1.0.0 (document one) and 1.1.0 (documents one and two)."""
    return Path(shutil.copytree(published, tmp_path / "data"))


@pytest.fixture
def again(monkeypatch, texts, data):
    """Verify where the inputs give some tables now; whatever comes out, the data folder is as it was before."""

    def again(tables, version="latest", **options):
        def refresh(_texts, data, **inputs):
            assert inputs.pop("allow_drop")
            return SimpleNamespace(published=publish(tables, data, allow_drop=True))

        monkeypatch.setattr("karabakh.flows.api.refresh", refresh)
        before = snapshot(data)
        found = verify(version, options.pop("data", data), texts=texts, **options)
        assert snapshot(data) == before
        return found

    return again


def snapshot(folder):
    paths = sorted(folder.rglob("*"))
    return [(path, path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in paths]


def test_the_same_inputs_give_the_same(again):
    found = again(made(ONE, TWO))
    assert (found.text(), found.good) == ("same 1.1.0", True)


def test_an_older_version_is_made_upon_the_one_before_it(again):
    assert again(made(ONE), "1.0.0").text() == "same 1.0.0"


def test_inputs_that_are_missing_new_or_other_are_named(again):
    changed = made(ONE | {"text_sha256": "f" * 64}, THREE)
    found = again(changed)
    assert found.inputs == (
        "inputs: 1 document not among the inputs now: two",
        "inputs: 1 document only among the inputs now: three",
        "inputs: 1 document with another file or text now: one",
    )
    assert not found.good
    assert found.text().endswith("\ndiffers 1.1.0")


def test_values_that_differ_are_counted_and_shown_by_key(again):
    found = again(made(ONE, TWO, label="Kapan"))
    assert not found.inputs
    assert any(said.startswith("places: 1 row changed") and "label changed: K0001" in said for said in found.tables)
    assert found.text().endswith("differs 1.1.0")


def test_another_number_is_told(again):
    found = again(made(ONE))
    assert found.tables[0] == "what the inputs give now is not 1.1.0: the version before it 1.0.0"
    assert found.inputs == ("inputs: 1 document not among the inputs now: two",)


def rewritten(data, path, content):
    """Put another file into the newest version as if it had been published so."""
    folder = data / "1.1.0"
    content(folder / path)
    sums = folder / "SHA256SUMS"
    lines = [line.split("  ") for line in sums.read_text(encoding="utf-8").splitlines()]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for _, name in lines]
    sums.write_text("".join(lines), encoding="utf-8")
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"][-1]["sha256sums"] = hashlib.sha256(sums.read_bytes()).hexdigest()
    index["versions"][-1]["bytes"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")


def test_equal_values_in_other_bytes_are_no_difference(again, data):
    rewritten(data, "parquet/documents.parquet", lambda path: pq.write_table(pq.read_table(path), path))
    rewritten(data, "datapackage.json", lambda path: path.write_text(path.read_text("utf-8") + "\n", "utf-8"))
    found = again(made(ONE, TWO))
    assert [said.split()[0] for said in found.bytes] == ["datapackage.json", "parquet/documents.parquet"]
    assert found.good
    assert found.text().endswith("\nequal 1.1.0")


def test_a_page_or_a_csv_that_says_something_else_is_a_difference(again, data):
    for name in ("README.md", "csv/places.csv"):
        rewritten(data, name, lambda path: path.write_text(path.read_text("utf-8").replace("Goris", "Kapan"), "utf-8"))
    rewritten(data, "README.md", lambda path: path.write_text("Other words.", "utf-8"))
    found = again(made(ONE, TWO))
    assert found.files == ("README.md says something else", "csv/places.csv says something else")
    assert not found.good


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
def test_what_is_wrong_beside_the_version_is_told_and_is_no_damage_to_it(again, data, damage):
    damage(data / "latest")
    found = again(made(ONE, TWO))
    assert [said.split(" ", 1)[1] for said in found.notes] == [
        "does not say 1.1.0, the newest version that versions.json lists; the next refresh mends that"
    ]
    assert found.text().endswith("\nsame 1.1.0")
    assert verify(data=data, files_only=True).text() == "\n".join([*found.notes, "whole 1.1.0"])


def unlist(data, *versions):
    """Take versions away, as where only the others were downloaded."""
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"] = [entry for entry in index["versions"] if entry["version"] not in versions]
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")
    for version in versions:
        shutil.rmtree(data / version)


def test_without_the_version_before_it_tables_and_pages_are_compared(again, data):
    unlist(data, "1.0.0")
    found = again(made(ONE, TWO))
    assert found.good
    assert found.text().splitlines() == [
        f"the version before it, 1.0.0, is not in {data}: so tables and pages were compared, and not what tells of the "
        "step from there (the number, CHANGES.md, changes.parquet)",
        f"to compare these, too: karabakh download 1.0.0 --from ADDRESS --to {data}",
        "equal 1.1.0",
    ]
    assert verify(data=data, files_only=True).text() == "whole 1.1.0"  # there the version before matters to nothing


def test_without_the_version_before_it_other_inputs_and_values_are_told(again, data):
    unlist(data, "1.0.0")
    found = again(made(ONE, TWO, THREE))
    assert found.inputs == ("inputs: 1 document only among the inputs now: three",)
    assert found.tables[0].startswith("documents: 1 row added")
    assert found.text().endswith("\ndiffers 1.1.0")
    found = again(made(ONE, TWO, label="Kapan"))
    assert any("label changed: K0001" in said for said in found.tables)


def test_without_the_version_before_it_another_page_is_told(again, data):
    unlist(data, "1.0.0")
    rewritten(data, "README.md", lambda path: path.write_text("Other words.", "utf-8"))
    found = again(made(ONE, TWO))
    assert found.files == ("made again upon itself it is not the same: README.md changed",)
    assert found.text().endswith("\ndiffers 1.1.0")


def test_where_versions_between_are_not_there_it_is_made_upon_none_of_the_others(again, data):
    publish(made(ONE, TWO, THREE), data)
    unlist(data, "1.1.0")
    found = again(made(ONE, TWO, THREE))
    assert "the version before it, 1.1.0, is not in" in found.notes[0]
    assert found.text().endswith("\nequal 1.2.0")


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("README.md", spoil, "1.0.0/README.md is not what SHA256SUMS says"),
        ("", shutil.rmtree, "1.0.0 is missing"),
    ],
)
def test_a_version_before_it_that_is_damaged_is_as_good_as_none(again, data, name, damage, said):
    damage(data / "1.0.0" / name)
    found = again(made(ONE, TWO))
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
def test_garbage_that_was_published_so_is_damage_and_named(data, name, said):
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


def test_a_disk_that_is_full_while_files_are_fetched_is_told_once(texts, monkeypatch):
    address = "memory://karabakh-verify-full/data"
    remote.publish(made(ONE), address)
    monkeypatch.setattr("time.sleep", lambda _: None)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(remote.Store, "download", full)
    with pytest.raises(WriteError, match="TMPDIR") as error:
        verify(data=address, files_only=True)
    assert str(error.value).count("TMPDIR") == 1


@pytest.mark.parametrize(("member", "value"), [("bytes", 1), ("tables", {"documents": 7, "places": 1})])
def test_a_list_that_says_something_else_than_the_files_is_damage(again, data, member, value):
    index = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    index["versions"][-1][member] = value
    (data / "versions.json").write_text(json.dumps(index), encoding="utf-8")
    assert len(again(made(ONE, TWO)).faults) == 1


def test_files_alone_need_no_inputs(data, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    found = verify(data=data, files_only=True)
    assert (found.text(), found.good) == ("whole 1.1.0", True)
    spoil(data / "1.0.0" / "README.md")
    assert verify(data=data, files_only=True).good  # another version
    assert not verify("1.0.0", data, files_only=True).good


def test_a_wrong_call_is_told_before_anything_is_done(data, tmp_path):
    with pytest.raises(CallError, match=r"no version '3\.0\.0'; it has 1\.0\.0, 1\.1\.0"):
        verify("3.0.0", data, files_only=True)
    with pytest.raises(CallError, match=r"versions\.json is not there"):
        verify(data=tmp_path / "none", files_only=True)
    assert not (tmp_path / "none").exists()
    with pytest.raises(CallError, match="no such file or folder"):
        verify(data=data, texts=tmp_path / "none")


def test_at_an_address(monkeypatch, texts, tmp_path):
    import fsspec

    address = "memory://karabakh-verify/data"
    remote.publish(made(ONE), address)
    remote.publish(made(ONE, TWO), address)
    assert verify(data=address, files_only=True).text() == "whole 1.1.0"
    monkeypatch.setattr(
        "karabakh.flows.api.refresh",
        lambda _texts, data, **_: SimpleNamespace(published=publish(made(ONE, TWO), data)),
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
            spoil(data / "1.1.0" / "README.md")
            assert "README.md is not what was published" in verify(data=address, files_only=True).text()
        finally:
            server.terminate()


def test_the_command_ends_with_what_it_found(data):
    run = CliRunner().invoke(main, ["verify", "--files-only", "--data", str(data)])
    assert (run.exit_code, run.stdout) == (0, "whole 1.1.0\n")
    spoil(data / "1.1.0" / "README.md")
    run = CliRunner().invoke(main, ["verify", "1.1.0", "--files-only", "--data", str(data)])
    assert run.exit_code == 1
    assert run.stdout.splitlines()[-1] == "damaged 1.1.0"
    assert CliRunner().invoke(main, ["verify", "9.9.9", "--files-only", "--data", str(data)]).exit_code == 2
