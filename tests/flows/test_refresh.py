"""The main job from end to end, under Prefect: what goes in, what comes out, and what hostile input becomes."""

import hashlib
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.publish.index import NAME, Index, read_index
from karabakh.flows.run.report import Refreshed
from karabakh.flows.settings.model import Settings

pytestmark = pytest.mark.usefixtures("prefect_server")


def refresh(texts: Path, data: Path, **options: object) -> Refreshed:
    from karabakh.flows.refresh import refresh as run

    return run(Settings(texts=[str(texts)], data=data, **options))  # type: ignore[arg-type]


def table(data: Path, name: str) -> pa.Table:
    version = (data / "latest").read_text(encoding="utf-8").strip()
    return pq.read_table(data / version / "parquet" / f"{name}.parquet")


def tree(folder: Path) -> dict[str, str]:
    """Return the checksum of every file by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def texts(tmp_path: Path, root: Path) -> Path:
    return Path(shutil.copytree(root / "seeds" / "texts", tmp_path / "texts"))


def test_the_published_version_is_what_the_texts_give(root: Path, tmp_path: Path) -> None:
    index = read_index(root / "data")
    assert index
    *before, newest = index.versions
    for release in before:  # it is made upon those
        shutil.copytree(root / "data" / release.version, tmp_path / "data" / release.version)
        (tmp_path / "data" / NAME).write_text(Index(tuple(before)).text(), encoding="utf-8", newline="\n")
    sources = root / "seeds" / "sources.csv"
    made = refresh(root / "seeds" / "texts", tmp_path / "data", sources=sources, strict=True, allow_drop=True)
    assert made.published.version == newest.version
    assert tree(tmp_path / "data" / newest.version) == tree(root / "data" / newest.version)


def test_a_second_run_publishes_nothing_and_touches_nothing(texts: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = refresh(texts, data)
    assert first.report.outcome == f"published 1.0.0 {data / '1.0.0'}"
    before = tree(data)
    assert any(note.startswith("batches taken from the cache: ") for note in first.report.notes)
    second = refresh(texts, data)
    assert second.report.outcome == f"unchanged 1.0.0 {data / '1.0.0'}"
    assert second.report.rows == first.report.rows
    assert "extract" not in second.report.seconds  # the inputs are the same, so nothing is done again
    assert any("byte for byte" in note for note in second.report.notes)
    third = refresh(texts, data, cache="off")
    assert third.report.outcome == second.report.outcome
    assert "extract" in third.report.seconds
    assert tree(data) == before


def test_where_batches_are_cut_changes_no_byte(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(texts, tmp_path / "whole", workers=1, cache="off")
    monkeypatch.setattr("karabakh.flows.batches.batch.BATCH_CHARACTERS", 3_000)
    refresh(texts, tmp_path / "cut", workers=1, cache="off")
    assert tree(tmp_path / "whole" / "1.0.0") == tree(tmp_path / "cut" / "1.0.0")


@pytest.mark.slow
def test_the_number_of_processes_changes_no_byte(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karabakh.flows.batches.batch.BATCH_CHARACTERS", 3_000)
    refresh(texts, tmp_path / "one", workers=1, cache="off")
    refresh(texts, tmp_path / "two", workers=2, cache="off")
    assert tree(tmp_path / "one" / "1.0.0") == tree(tmp_path / "two" / "1.0.0")


def test_every_input_is_a_document_or_a_rejected_row(texts: Path, tmp_path: Path) -> None:
    given = len(list(texts.iterdir()))
    (texts / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (texts / "latin.txt").write_bytes(
        "Le 8 mai 1992, Besan\xe7on: a caf\xe9 in Goris, as Ren\xe9 said.".encode("latin-1")
    )
    (texts / "nothing.txt").write_bytes(b"")
    (texts / "endless.txt").write_bytes(b"a" * 5_000_000)
    (texts / "digits.txt").write_bytes(b"1" * 5_000_000)
    corpus = tmp_path / "corpus.jsonl"
    cells = [
        ("../x", "Goris"),
        ("twin", "One text."),
        ("twin", "Another text."),
        ("fine", "Shelling near Goris in May 1992."),
    ]
    corpus.write_text("".join(json.dumps({"document_id": i, "text": t}) + "\n" for i, t in cells), encoding="utf-8")
    from karabakh.flows.refresh import refresh as run

    made = run(Settings(texts=[str(texts), str(corpus)], data=tmp_path / "data"))
    documents = {row["document_id"]: row for row in table(tmp_path / "data", "documents").to_pylist()}
    rejected = {(row["key"], row["rule"]) for row in table(tmp_path / "data", "rejected").to_pylist()}
    assert made.report.inputs == given + 9
    assert made.report.documents_lost == 0
    assert documents["latin"]["encoding"] != "utf-8"
    assert documents["nothing"]["status"] == "empty"
    assert documents["endless"]["n_characters"] == 5_000_000
    assert documents["fine"]["n_place_mentions"] == 1
    assert {rule for _, rule in rejected} == {"undecodable", "invalid_document_id", "duplicate_id"}
    assert len(documents) + len(rejected) >= given + 8  # the twins may share a row's key but not a row
    assert sum(row["key"] == "twin" for row in table(tmp_path / "data", "rejected").to_pylist()) == 2


def test_every_mention_stands_where_it_says(texts: Path, tmp_path: Path) -> None:
    refresh(texts, tmp_path / "data")
    raw = {path.stem: path.read_bytes().decode() for path in texts.iterdir()}
    for name in ("place_mentions", "date_mentions", "figures"):
        rows = table(tmp_path / "data", name).to_pylist()
        assert rows
        assert all(raw[row["document_id"]][row["start"] : row["end"]] == row["surface"] for row in rows)


def test_an_input_without_a_document_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CallError, match="empty"):
        refresh(tmp_path / "empty", tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_where_every_document_is_rejected_nothing_is_published(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "binary.txt").write_bytes(bytes(range(256)) * 64)
    with pytest.raises(DataError, match="undecodable"):
        refresh(tmp_path / "texts", tmp_path / "data")
    assert not (tmp_path / "data" / "versions.json").exists()


def test_a_gazetteer_that_is_not_valid_stops_the_run_and_names_the_row(texts: Path, tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    for name in ("places", "place_names", "place_links"):
        shutil.copy(root / "seeds" / f"{name}.csv", folder)
    with (folder / "place_names.csv").open("a", encoding="utf-8") as names:
        names.write("K9999,Nowhere,en,international,press,,,usage: none,false\n")
    with pytest.raises(DataError, match="K9999"):
        refresh(texts, tmp_path / "data", gazetteer=folder)


def test_the_report_is_kept_as_an_artifact(texts: Path, tmp_path: Path) -> None:
    made = refresh(texts, tmp_path / "data")
    from prefect.artifacts import Artifact

    kept = Artifact.get("refresh-report")
    assert kept is not None
    assert kept.data == made.report.markdown()
    assert {"ingest", "extract", "validate", "publish"} <= set(made.report.seconds)


CORRECTIONS = """correction_id,table,key,column,expected,corrected,reason,contributor,text_sha256
right,figures,a:f9-20,low,12,14,The figure was mended by the source later.,Somebody,
gone,figures,a:f1-2,low,1,2,It was there once.,Somebody,
"""


def test_a_correction_is_carried_into_statements_and_one_that_fails_is_told(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("In Goris at least 12 people were killed in May 1992.", encoding="utf-8")
    corrections = tmp_path / "corrections.csv"
    corrections.write_text(CORRECTIONS, encoding="utf-8")
    made = refresh(tmp_path / "texts", tmp_path / "data", corrections=corrections)
    assert table(tmp_path / "data", "figures")["low"].to_pylist() == [14]
    (rejected,) = table(tmp_path / "data", "rejected").to_pylist()
    assert (rejected["table"], rejected["key"], rejected["rule"]) == ("corrections", "gone", "correction_key")
    assert "corrections that do not apply: 1" in made.report.markdown()
    assert made.report.documents_lost == 0
    with pytest.raises(DataError, match="gone"):
        refresh(tmp_path / "texts", tmp_path / "strict", corrections=corrections, strict=True)
    assert not (tmp_path / "strict" / "latest").exists()
