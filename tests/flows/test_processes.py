"""Processes: what they give is what this process gives, also where some of them are killed."""

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows import processes as module
from karabakh.flows.batch import Batch
from karabakh.flows.harvest import Harvest
from karabakh.flows.ingest.document import Document
from karabakh.flows.processes import KilledError, Processes

TEXTS = ["Shelling near Goris on 8 May 1992.", "", "In 1993 at least 23 people were killed in Agdam and Barda."]


def todo(folder: Path) -> list[Batch]:
    made = []
    for number, text in enumerate(TEXTS * 2):
        checksum = sha256(text.encode()).hexdigest()
        name, status = f"d{number}", "ok" if text else "empty"
        one = Document(name, text, f"{name}.txt", "utf-8", None, checksum, status)
        made.append(Batch([one], folder / name))
    return made


def held(given: Harvest) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(given.folder.iterdir())}


def test_processes_give_what_this_process_gives_and_a_killed_one_costs_one_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = dict(Processes(1).harvests(todo(tmp_path / "here")))
    pools: list[ProcessPoolExecutor] = []

    class Pool(ProcessPoolExecutor):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            pools.append(self)

    monkeypatch.setattr(module, "ProcessPoolExecutor", Pool)
    there: dict[int, Harvest] = {}
    with Processes(2) as processes:
        for number, harvest in processes.harvests(todo(tmp_path / "there")):
            assert number not in there
            there[number] = harvest
            if len(pools) == 1:
                for process in list(pools[0]._processes.values()):
                    os.kill(process.pid, signal.SIGKILL)
    assert len(pools) == 2
    assert sorted(there) == sorted(here) == list(range(6))
    for number, harvest in here.items():
        assert held(there[number]) == held(harvest)
        assert (there[number].extracted, there[number].rejected) == (harvest.extracted, harvest.rejected)
    assert sum(harvest.extracted["date_mentions"] for harvest in there.values()) == 4


def test_processes_that_are_killed_again_and_again_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def submit(*_given: Any) -> Future[Harvest]:
        future: Future[Harvest] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    with Processes(2) as processes, pytest.raises(KilledError, match="--workers 1"):
        list(processes.harvests(todo(tmp_path)))


def test_few_pieces_are_done_here_and_all_in_their_order() -> None:
    with Processes(2) as processes:
        assert list(processes.spread(told, range(3))) == [(os.getpid(), n) for n in range(3)]


def told(number: int) -> tuple[int, int]:
    return os.getpid(), number
