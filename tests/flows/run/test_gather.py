"""Batches come from the cache or from whoever works on them: the same bytes, and nothing that anything else decided."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.batches.batch import Batch
from karabakh.flows.batches.harvest import Harvest
from karabakh.flows.batches.processes import Processes
from karabakh.flows.cache.rules import rules
from karabakh.flows.cache.store import Cache
from karabakh.flows.extraction.corrections import Correction, Corrections
from karabakh.flows.ingest.document import Document
from karabakh.flows.run.gather import Gathered, gather

PLACES = ("Agdam", "Barda", "Goris", "Hadrut", "Lachin")


def document(number: int, text: str) -> Document:
    name = f"d{number:03}"
    return Document(name, text, f"{name}.txt", "utf-8", None, sha256(text.encode()).hexdigest(), "ok", publisher="AFP")


CORPUS = [
    document(number, f"On {number % 28 + 1} May 1992 at least {number + 2} people left {PLACES[number % 5]}, they say.")
    for number in range(40)
]
RIGHT = Correction("right", "figures", "d003:f13-23", "low", "5", "7", "It was mended.", "Somebody")


NEW = "On 9 May 1992 nobody left Goris, it is said today."


def changed_at(number: int) -> list[Document]:
    return [*CORPUS[:number], document(number, NEW), *CORPUS[number + 1 :]]


class Counting:
    """Workers that count the batches they are asked for."""

    def __init__(self, gazetteer: Path | None = None) -> None:
        self.asked = 0
        self.documents: list[list[str]] = []
        self.processes = Processes(1, gazetteer)

    def harvests(self, batches: Sequence[Batch]) -> Iterator[tuple[int, Harvest]]:
        self.asked += len(batches)
        self.documents += [[one.document_id for one in batch.documents] for batch in batches]
        yield from self.processes.harvests(batches)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karabakh.flows.batches.batch.BATCH_CHARACTERS", 600)


def run(
    folder: Path,
    cache: Cache | None,
    documents: Sequence[Document] = CORPUS,
    corrections: Corrections | None = None,
    gazetteer: Path | None = None,
) -> tuple[Gathered, int]:
    """Return what was gathered, and how many batches had to be harvested."""
    workers = Counting(gazetteer)
    made = gather(documents, corrections or Corrections(), gazetteer, folder, workers, cache)
    return made, workers.asked


def held(made: Gathered) -> list[object]:
    return [
        (one.extracted, one.rejected, {path.name: path.read_bytes() for path in one.folder.iterdir()})
        for one in made.harvests
    ]


def test_a_hit_gives_the_same_bytes_as_no_cache(tmp_path: Path, cache: Cache) -> None:
    without, asked = run(tmp_path / "none", None)
    first, missed = run(tmp_path / "first", cache)
    second, again = run(tmp_path / "second", cache)
    assert held(without) == held(first) == held(second)
    assert (asked, missed, again) == (len(without.harvests), asked, 0)
    assert asked > 4
    assert (first.cached, second.cached) == (0, asked)
    assert second.told == f"batches taken from the cache: {asked} of {asked}"


def test_a_changed_document_costs_its_own_batch(tmp_path: Path, cache: Cache) -> None:
    run(tmp_path / "first", cache)
    changed = changed_at(20)
    made, asked = run(tmp_path / "second", cache, changed)
    assert asked == 1
    assert held(made) == held(run(tmp_path / "none", None, changed)[0])


def first_and_last(folder: Path, cache: Cache) -> tuple[int, int]:
    """Return the numbers of the first and of the last document of a batch of several."""
    workers = Counting()
    gather(CORPUS, Corrections(), None, folder, workers, cache)
    names = next(names for names in workers.documents[1:] if len(names) > 2)
    return int(names[0][1:]), int(names[-1][1:])


@pytest.mark.parametrize("at", ["first", "second", "last"])
def test_of_a_batch_that_is_known_but_for_a_document_that_one_is_harvested(
    tmp_path: Path, cache: Cache, at: str
) -> None:
    first, last = first_and_last(tmp_path / "before", cache)
    number = {"first": first, "second": first + 1, "last": last}[at]
    workers = Counting()
    made = gather(changed_at(number), Corrections(), None, tmp_path / "after", workers, cache)
    assert workers.documents == [[f"d{number:03}"]]
    assert held(made) == held(run(tmp_path / "none", None, changed_at(number))[0])
    again, asked = run(tmp_path / "again", cache, changed_at(number))
    assert (asked, held(again)) == (0, held(made))


def test_where_a_document_is_gone_none_is_harvested(tmp_path: Path, cache: Cache) -> None:
    first, _ = first_and_last(tmp_path / "before", cache)
    fewer = [*CORPUS[: first + 1], *CORPUS[first + 2 :]]
    workers = Counting()
    made = gather(fewer, Corrections(), None, tmp_path / "after", workers, cache)
    assert workers.documents == []
    assert held(made) == held(run(tmp_path / "none", None, fewer)[0])


def test_a_batch_with_a_row_that_is_rejected_is_harvested_whole(tmp_path: Path, cache: Cache) -> None:
    first, _ = first_and_last(tmp_path / "before", cache)
    corrected = Corrections({f"d{first + 1:03}": [replace(RIGHT, key=f"d{first + 1:03}:f13-23")]})
    made, asked = run(tmp_path / "after", cache, CORPUS, corrected)
    assert asked == 1
    assert any(one.rejected.num_rows for one in made.harvests)
    workers = Counting()
    gather(changed_at(first), corrected, None, tmp_path / "next", workers, cache)
    assert [len(names) > 2 for names in workers.documents] == [True]


def test_a_note_of_a_batch_that_is_no_note_is_a_miss(tmp_path: Path, cache: Cache) -> None:
    first, _ = first_and_last(tmp_path / "before", cache)
    for path in cache.folder.glob("??/*"):
        if b"[" in path.read_bytes()[43:44]:
            cache.put(path.name, b'[3, {"d001": 4}]')
    made, asked = run(tmp_path / "after", cache, changed_at(first))
    assert asked == 1
    assert held(made) == held(run(tmp_path / "none", None, changed_at(first))[0])


OTHERS: list[dict[str, Any]] = [
    {"publisher": "Reuters"},
    {"published": date(1993, 1, 1)},
    {"redistributable": True},
    {"date_order": "mdy"},
    {"sentence_order": "shuffled"},
    {"status": "duplicate", "duplicate_of": "d001"},
    {"source_file": "elsewhere.txt"},
    {"language": "en-GB"},
]


def test_whatever_is_known_of_a_document_counts(tmp_path: Path, cache: Cache) -> None:
    run(tmp_path / "first", cache)
    for number, other in enumerate(OTHERS):
        documents = [*CORPUS[:3], replace(CORPUS[3], **other), *CORPUS[4:]]
        assert run(tmp_path / f"{number}", cache, documents)[1] == 1


def test_a_correction_counts_for_its_batch_alone(tmp_path: Path, cache: Cache) -> None:
    plain, _ = run(tmp_path / "first", cache)
    corrected = Corrections({"d003": [RIGHT]})
    made, asked = run(tmp_path / "second", cache, corrections=corrected)
    assert asked == 1
    assert held(made) != held(plain)
    assert held(made) == held(run(tmp_path / "none", None, corrections=corrected)[0])
    _, asked = run(tmp_path / "third", cache, corrections=Corrections({"d003": [replace(RIGHT, corrected="8")]}))
    assert asked == 1


def test_a_cell_of_the_gazetteer_counts(tmp_path: Path, cache: Cache, root: Path) -> None:
    _, every = run(tmp_path / "packaged", cache)
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    for name in ("places.csv", "place_names.csv", "place_links.csv"):
        shutil.copy(root / "seeds" / name, folder)
    assert run(tmp_path / "same", cache, gazetteer=folder)[1] == 0  # wherever it stands
    names = folder / "place_names.csv"
    names.write_text(names.read_text(encoding="utf-8").replace(",Goris,", ",Gorris,"), encoding="utf-8")
    assert run(tmp_path / "other", cache, gazetteer=folder)[1] == every


def test_a_rule_counts(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    _, every = run(tmp_path / "first", cache)
    monkeypatch.setattr("karabakh.flows.cache.key.rules", lambda: f"{rules()[:-1]}x")
    assert run(tmp_path / "second", cache)[1] == every


def test_a_cache_that_is_deleted_in_mid_run_costs_work_and_nothing_else(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, every = run(tmp_path / "first", cache)
    plain, left = Cache.get, [3]

    def get(self: Cache, key: str) -> bytes | None:
        left[0] -= 1
        if not left[0]:
            shutil.rmtree(self.folder)
        return plain(self, key)

    monkeypatch.setattr(Cache, "get", get)
    made, asked = run(tmp_path / "second", cache)
    assert asked == every - 2
    assert held(made) == held(whole)


def test_runs_at_the_same_time_share_a_cache(tmp_path: Path, cache: Cache) -> None:
    whole = held(run(tmp_path / "none", None)[0])
    with ThreadPoolExecutor(3) as runs:
        made = list(runs.map(lambda number: run(tmp_path / f"run-{number}", cache)[0], range(3)))
    assert all(held(one) == whole for one in made)
    assert run(tmp_path / "last", cache)[1] == 0


def test_an_entry_that_is_whole_and_no_harvest_is_a_miss(tmp_path: Path, cache: Cache) -> None:
    whole, every = run(tmp_path / "first", cache)
    for path in list(cache.folder.glob("??/*")):
        cache.put(path.name, b"something else")
    made, asked = run(tmp_path / "second", cache)
    assert asked == every
    assert held(made) == held(whole)
    assert run(tmp_path / "third", cache)[1] == 0
