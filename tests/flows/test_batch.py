"""Batches: every document once, in order; and a pool that outlives a killed process."""

import os
import signal
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.batch import Processes, batches, harvest_here
from karabakh.flows.harvest import Harvest
from karabakh.flows.ingest.document import Document
from karabakh.flows.places import GazetteerError

TEXTS = ["Shelling near Goris on 8 May 1992.", "", "In 1993 at least 23 people were killed in Agdam and Barda."]


def documents(texts: list[str]) -> list[Document]:
    return [
        Document(
            document_id=f"d{number}",
            text=text,
            source_file=f"d{number}.txt",
            encoding="utf-8",
            source_sha256=None,
            text_sha256=sha256(text.encode()).hexdigest(),
            status="ok" if text.strip() else "empty",
        )
        for number, text in enumerate(texts)
    ]


@given(st.lists(st.integers(0, 9)), st.integers(1, 12))
def test_batches_keep_every_document_in_order_within_their_size(sizes: list[int], limit: int) -> None:
    todo = documents(["x" * size for size in sizes])
    made = list(batches(todo, limit))
    assert [document for batch in made for document in batch] == todo
    assert all(len(batch) == 1 or sum(len(document.text) for document in batch) <= limit for batch in made)


def held(given: Harvest) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(given.folder.iterdir())}


def test_processes_give_what_this_process_gives(tmp_path: Path) -> None:
    batch = documents(TEXTS)
    with Processes(2) as processes:
        there, here = processes.harvest(batch, tmp_path / "there"), harvest_here(batch, tmp_path / "here")
    assert held(there) == held(here)
    assert (there.extracted, there.rejected) == (here.extracted, here.rejected)
    assert there.extracted["date_mentions"] == 2


def test_a_killed_process_costs_one_try(tmp_path: Path) -> None:
    batch = documents(TEXTS)
    with Processes(2) as processes:
        expected = held(processes.harvest(batch, tmp_path))
        assert processes._pool is not None
        for process in list(processes._pool._processes.values()):
            os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(BrokenProcessPool):
            until_it_fails(processes, batch, tmp_path)
        assert held(processes.harvest(batch, tmp_path)) == expected


def until_it_fails(processes: Processes, batch: list[Document], folder: Path) -> None:
    for _ in range(100):
        processes.harvest(batch, folder)


def test_a_gazetteer_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"places\.csv"):
        harvest_here(documents(["Goris"]), tmp_path, tmp_path / "none")
