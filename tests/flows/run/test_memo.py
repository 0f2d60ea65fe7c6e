"""A run whose inputs are those of a run before says so at once, and no other run does."""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.batches.batch import batches, harvest_here
from karabakh.flows.cache.store import Cache
from karabakh.flows.ingest import read
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish import Published, publish, remote
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.run import memo
from karabakh.flows.run.assemble import assemble
from karabakh.flows.run.report import Report
from karabakh.flows.settings.model import Settings

SOURCES = (
    "document_id,publisher,url,licence,redistributable,language,published,retrieved,date_order,sentence_order,note\n"
)
CORRECTIONS = "correction_id,table,key,column,expected,corrected,reason,contributor,text_sha256\n"


@pytest.fixture
def settings(tmp_path: Path, root: Path) -> Settings:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("On 8 May 1992 shelling began near Goris.", encoding="utf-8")
    (texts / "b.txt").write_text("In June 1993 many people left Agdam.", encoding="utf-8")
    (texts / "c.txt").write_bytes(bytes(range(256)))
    (texts / ".hidden").touch()
    (tmp_path / "sources.csv").write_text(f"{SOURCES}a,AFP,,,,,,,,,\n", encoding="utf-8")
    (tmp_path / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    for name in ("places.csv", "place_names.csv", "place_links.csv"):
        shutil.copy(root / "seeds" / name, folder)
    return Settings(
        texts=[str(texts)],
        sources=tmp_path / "sources.csv",
        corrections=tmp_path / "corrections.csv",
        gazetteer=folder,
        data=tmp_path / "data",
    )


def run(settings: Settings, cache: Cache) -> tuple[Published, Report]:
    """Publish as a refresh does that remembers nothing, and remember it."""
    known, report = memo.inputs(settings), Report()
    ingested = read(settings.texts, settings.sources)
    folder = Path(f"{cache.folder}-harvest")
    harvests = [
        harvest_here(batch, folder / f"{number}", settings.gazetteer)
        for number, batch in enumerate(batches(ingested.documents))
    ]
    tables = assemble(ingested, harvests, gazetteer_tables(settings.gazetteer))
    data = settings.data
    place: Any = remote.publish if isinstance(data, str) else publish
    published = place(tables, data, allow_drop=True)
    report.close(ingested, tables, published)
    assert known
    memo.keep(settings, known, cache, report, published)
    return published, report


def recalled(settings: Settings, cache: Cache) -> tuple[Published | None, Report]:
    known, report = memo.inputs(settings), Report()
    assert known
    return memo.recall(settings, known, cache, report), report


def test_the_same_inputs_give_the_same_version_and_the_same_report(settings: Settings, cache: Cache) -> None:
    assert recalled(settings, cache)[0] is None
    first, before = run(settings, cache)
    assert first.changed
    published, report = recalled(settings, cache)
    assert published == Published("1.0.0", first.path, False, None, "nothing changed")
    assert report.outcome == f"unchanged 1.0.0 {first.path}"
    for name in ("inputs", "rows", "statuses", "rejections", "examples", "documents_lost"):
        assert getattr(report, name) == getattr(before, name)
    assert report.rejections
    assert report.notes == [*before.notes[:-1], "nothing changed", memo.SAME]
    assert before.notes[:-1]  # of what is hidden


def touched(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("Goris", "Gorris"), encoding="utf-8")


CHANGES: dict[str, Any] = {
    "a text": lambda folder: touched(folder / "texts" / "a.txt"),
    "a name": lambda folder: (folder / "texts" / "a.txt").rename(folder / "texts" / "z.txt"),
    "one more": lambda folder: (folder / "texts" / "d.txt").write_text("Barda", encoding="utf-8"),
    "one fewer": lambda folder: (folder / "texts" / "b.txt").unlink(),
    "one hidden": lambda folder: (folder / "texts" / ".more").touch(),
    "a source": lambda folder: (folder / "sources.csv").write_text(f"{SOURCES}a,Reuters,,,,,,,,,\n", encoding="utf-8"),
    "a correction": lambda folder: (folder / "corrections.csv").write_text(
        f"{CORRECTIONS}x,figures,a:f1-2,low,1,2,It was wrong.,Somebody,\n", encoding="utf-8"
    ),
    "a cell of the gazetteer": lambda folder: touched(folder / "gazetteer" / "place_names.csv"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_read_counts(settings: Settings, cache: Cache, tmp_path: Path, change: str) -> None:
    before = memo.inputs(settings)
    assert memo.inputs(settings) == before
    CHANGES[change](tmp_path)
    after = memo.inputs(settings)
    assert before
    assert after
    assert after.key != before.key


def test_rules_and_strictness_count(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [memo.inputs(settings), memo.inputs(settings.model_copy(update={"strict": True}))]
    monkeypatch.setattr("karabakh.flows.run.memo.rules", lambda: "other")
    keys.append(memo.inputs(settings))
    assert len({one.key for one in keys if one}) == 3


def test_neither_a_time_nor_a_place_counts(settings: Settings, tmp_path: Path) -> None:
    before = memo.inputs(settings)
    for path in (tmp_path / "texts").iterdir():
        os.utime(path, (1, 1))
    shutil.copytree(tmp_path / "texts", tmp_path / "elsewhere")
    after = memo.inputs(settings.model_copy(update={"texts": (str(tmp_path / "elsewhere"),)}))
    assert before
    assert after
    assert after.key == before.key


def test_another_newest_version_or_a_damaged_one_is_not_taken_for_it(
    settings: Settings, cache: Cache, tmp_path: Path
) -> None:
    run(settings, cache)
    (tmp_path / "texts" / "b.txt").write_text("In July 1993 many people left Barda.", encoding="utf-8")
    assert recalled(settings, cache)[0] is None
    second, _ = run(settings, cache)
    assert recalled(settings, cache)[0] == replace(second, changed=False, change=None, reason="nothing changed")
    (tmp_path / "texts" / "b.txt").write_text("In June 1993 many people left Agdam.", encoding="utf-8")
    assert recalled(settings, cache)[0] is None  # though there was such a run: upon another version
    third, _ = run(settings, cache)
    Path(third.path, "README.md").write_text("mended", encoding="utf-8")
    with pytest.raises(DamagedError, match=r"README\.md"):
        recalled(settings, cache)


def test_texts_that_change_while_they_are_read_are_not_remembered(
    settings: Settings, cache: Cache, tmp_path: Path
) -> None:
    known = memo.inputs(settings)
    assert known
    touched(tmp_path / "texts" / "a.txt")
    published = publish(gazetteer_tables(), tmp_path / "data")
    memo.keep(settings, known, cache, Report(), published)
    assert not list(cache.folder.glob("??/*"))


def test_what_lies_on_other_machines_is_not_read_twice(settings: Settings) -> None:
    assert memo.inputs(settings.model_copy(update={"texts": ("https://example.org/a.csv",)})) is None


def test_a_version_at_an_address_is_fetched_and_checked(settings: Settings, cache: Cache, s3: Any) -> None:
    s3.mkdir("memo-of-runs")
    there = settings.model_copy(update={"data": "s3://memo-of-runs/data"})
    run(there, cache)
    assert recalled(there, cache)[0] == Published(
        "1.0.0", "s3://memo-of-runs/data/1.0.0", False, None, "nothing changed"
    )
    s3.pipe_file("memo-of-runs/data/1.0.0/README.md", b"mended")
    with pytest.raises(DamagedError, match=r"README\.md"):
        recalled(there, cache)
