"""The files of a version are described once, measured once, and by every descriptor in the same words."""

import json
import platform
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from karabakh.flows.publish import checksums, resources
from karabakh.flows.publish.edition import Edition, settled

DESCRIPTORS = ("CITATION.cff", "README.md", "croissant.json", "datapackage.json", "dataset.jsonld")


def data(folder: Path) -> set[str]:
    """The paths of a version's files that hold data."""
    return set(checksums.read(folder)) - {*DESCRIPTORS, "CHANGES.md", "index.html"}


def test_every_file_of_the_data_is_told_of_by_every_descriptor(version: Path) -> None:
    package, croissant, dataset = (
        json.loads((version / name).read_text(encoding="utf-8"))
        for name in ("datapackage.json", "croissant.json", "dataset.jsonld")
    )
    listed = [resource.get("parts", [resource]) for resource in package["resources"]]
    in_package = {file["path"]: file for files in listed for file in files}
    in_croissant = {file["@id"]: file for file in croissant["distribution"] if "contentUrl" in file}
    in_dataset = {file["contentUrl"]: file for file in dataset["distribution"]}
    assert data(version) == set(in_croissant) == set(in_dataset) == set(in_package) - {*DESCRIPTORS}
    for path, digest in checksums.read(version).items():
        if path in in_dataset:
            sizes = {file["contentSize"] for file in (in_croissant[path], in_dataset[path])}
            assert sizes == {f"{in_package[path]['bytes']} B"} == {f"{(version / path).stat().st_size} B"}
            assert in_package[path]["hash"] == f"sha256:{digest}"
            assert in_croissant[path]["sha256"] == in_dataset[path]["sha256"] == digest


def test_a_descriptor_does_not_tell_of_itself(version: Path) -> None:
    for name in DESCRIPTORS:
        if name != "README.md":  # a page for people, which explains what the others are
            assert f'"{name}"' not in (version / name).read_text(encoding="utf-8")


def test_a_file_is_read_once_for_all_descriptors(
    tables: dict[str, pa.Table], monkeypatch: pytest.MonkeyPatch, put: Any
) -> None:
    read: list[str] = []

    def counted(path: Path) -> str:
        read.append(path.name)
        return checksums.sha256(path)

    monkeypatch.setattr(resources, "sha256", counted)
    put(tables)
    assert len(read) == len(set(read)) > 2 * len(tables)


def test_a_file_that_changed_is_measured_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    first = resources.measure(path)
    path.unlink()
    path.write_bytes(b"two")
    assert resources.measure(path) != first
    assert resources.measure(path) == (3, checksums.sha256(path))


def test_no_descriptor_holds_a_time_a_place_or_a_name_of_the_machine(version: Path) -> None:
    for name in DESCRIPTORS:
        text = (version / name).read_text(encoding="utf-8")
        assert str(version) not in text
        assert platform.node() not in re.findall(r"[\w.-]+", text)
        assert not re.search(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", text)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_no_value_of_a_table_is_in_a_descriptor(version: Path) -> None:
    for name in DESCRIPTORS:  # every text in these tables is hostile: it would break out of any of these formats
        text = (version / name).read_text(encoding="utf-8")
        assert "SUM(A1)" not in text
        assert "\u202e" not in text


def test_the_same_tables_give_the_same_descriptors(filled: dict[str, pa.Table], version: Path, tmp_path: Path) -> None:
    from karabakh.flows.publish.writers import WRITERS

    part_rows = 2 if (version / "parquet" / "places").is_dir() else 10
    edition = Edition("1.0.0", settled(filled), part_rows=part_rows)
    for writer in WRITERS:
        writer.write(edition, tmp_path)
    for name in DESCRIPTORS:
        assert (tmp_path / name).read_bytes() == (version / name).read_bytes()


def test_a_change_of_sizes_alone_makes_no_version(put: Any, tables: dict[str, pa.Table], data: Path) -> None:
    """As when another library version writes the same rows in other bytes, and SHA256SUMS is right about them."""
    folder = put(tables).path
    for name in ("croissant.json", "dataset.jsonld", "datapackage.json"):
        path = folder / name
        text = re.sub(r'("contentSize": "|"bytes": )\d+', r"\g<1>1", path.read_text(encoding="utf-8"))
        path.write_text(re.sub("[0-9a-f]{64}", "0" * 64, text), encoding="utf-8")
    (folder / checksums.NAME).unlink()
    checksums.write(folder)
    index = data / "versions.json"
    entry = json.loads(index.read_text(encoding="utf-8"))
    entry["versions"][0]["sha256sums"] = checksums.sha256(folder / checksums.NAME)
    index.write_text(json.dumps(entry), encoding="utf-8")
    assert not put(tables).changed


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils' sha256sum is not installed")
class TestSha256sum:
    def run(self, folder: Path) -> subprocess.CompletedProcess[str]:
        run = ["sha256sum", "--check", "--strict", "--quiet", checksums.NAME]
        return subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)

    def test_it_verifies_every_file_of_a_version(self, version: Path) -> None:
        done = self.run(version)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        files = {path.relative_to(version).as_posix() for path in version.rglob("*") if path.is_file()}
        assert set(checksums.read(version)) == files - {checksums.NAME}

    def test_it_sees_a_changed_and_a_missing_file(self, put: Any, tables: dict[str, pa.Table]) -> None:
        folder = put(tables).path
        (folder / "README.md").write_text("another", encoding="utf-8")
        (folder / "CITATION.cff").unlink()
        done = self.run(folder)
        assert done.returncode == 1
        assert "README.md: FAILED" in done.stdout
        assert "CITATION.cff: FAILED open or read" in done.stdout

    def test_it_verifies_files_with_odd_names(self, tmp_path: Path) -> None:
        for name in ("a b", "*c", "-d", "Şuşa", "Շուշի", "e'f\"g", "h  i", "$j", "(k)", "~l"):
            (tmp_path / name).write_bytes(name.encode())
        checksums.write(tmp_path)
        done = self.run(tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert len(checksums.read(tmp_path)) == 10
