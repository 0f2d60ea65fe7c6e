"""The version that is committed: whole, valid, the same in both forms, and true to the texts it was made from."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from karabakh.flows.download.load import versions
from karabakh.schemas import TABLES
from karabakh.schemas.csv import read_csv
from karabakh.schemas.validation import check_tables


@pytest.fixture(scope="module")
def version(root: Path) -> Path:
    return root / "data" / (root / "data" / "latest").read_text(encoding="utf-8").strip()


def test_every_table_is_valid_and_refers_to_what_is_there(version: Path) -> None:
    tables = {name: pq.read_table(version / "parquet" / f"{name}.parquet") for name in TABLES}
    assert check_tables(tables) == []


@pytest.mark.parametrize("name", list(TABLES))
def test_csv_and_parquet_hold_the_same_rows(name: str, version: Path) -> None:
    assert read_csv(version / "csv" / f"{name}.csv", TABLES[name]) == pq.read_table(
        version / "parquet" / f"{name}.parquet"
    )


def test_the_descriptor_is_valid_under_frictionless(version: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=version, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert report["stats"]["tasks"] >= len(TABLES)


def test_every_file_has_the_checksum_that_is_listed(version: Path, root: Path) -> None:
    listed = dict(
        reversed(line.split("  ")) for line in (version / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    there = {str(path.relative_to(version)) for path in version.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(listed) == there
    assert all(hashlib.sha256((version / name).read_bytes()).hexdigest() == listed[name] for name in there)
    release = versions(root / "data")[-1]
    assert hashlib.sha256((version / "SHA256SUMS").read_bytes()).hexdigest() == release.sha256sums


def test_surfaces_stand_in_the_texts_where_the_data_say(version: Path, root: Path) -> None:
    documents = pq.read_table(version / "parquet" / "documents.parquet").to_pylist()
    texts = {path.stem: path.read_bytes().decode() for path in (root / "seeds" / "texts").iterdir()}
    assert {row["document_id"]: row["text_sha256"] for row in documents} == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()
    }
    for name in ("place_mentions", "date_mentions", "figures"):
        for row in pq.read_table(version / "parquet" / f"{name}.parquet").to_pylist():
            assert texts[row["document_id"]][row["start"] : row["end"]] == row["surface"]


def test_no_sentence_of_a_text_that_is_not_free_is_published(version: Path, root: Path) -> None:
    cells = [path.read_text(encoding="utf-8") for path in version.rglob("*") if path.suffix in {".json", ".md"}]
    for name, model in TABLES.items():
        for column in read_csv(version / "csv" / f"{name}.csv", model).columns:
            cells += {str(value) for value in column.to_pylist()}
    held = "\n".join(cells)
    sentences = pq.read_table(version / "parquet" / "sentences.parquet").to_pylist()
    assert {row["text"] for row in sentences} == {None}
    texts = {path.stem: path.read_bytes().decode() for path in (root / "seeds" / "texts").iterdir()}
    for row in sentences:
        words = texts[row["document_id"]][row["start"] : row["end"]]
        assert words not in held
