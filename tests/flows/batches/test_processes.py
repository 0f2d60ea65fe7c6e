"""Processes: every piece once and in its order, also where some of them are killed."""

import math
import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from karabakh.flows.batches import processes as module
from karabakh.flows.batches.processes import KilledError, Processes


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[ProcessPoolExecutor]:
    """All pools of processes that are started."""
    started: list[ProcessPoolExecutor] = []

    class Pool(ProcessPoolExecutor):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            started.append(self)

    monkeypatch.setattr(module, "ProcessPoolExecutor", Pool)
    return started


def test_a_killed_process_costs_one_try(pools: list[ProcessPoolExecutor]) -> None:
    done: list[float] = []
    with Processes(2) as processes:
        for root in processes.spread(math.sqrt, (number**2 for number in range(60))):
            done.append(root)
            if len(done) == 7:
                for process in list(pools[0]._processes.values()):
                    process.kill()
        assert len(pools) == 2
        assert list(processes.spread(math.sqrt, [4] * 9)) == [2.0] * 9  # by those that are there
        assert len(pools) == 2
    assert done == list(range(60))


def test_an_error_of_the_work_itself_is_raised(pools: list[ProcessPoolExecutor]) -> None:
    with Processes(2) as processes, pytest.raises(ValueError, match="math domain error"):
        list(processes.spread(math.sqrt, [1, 4, 9, -1, 16]))
    assert len(pools) == 1


def test_processes_that_are_killed_again_and_again_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def submit(*_given: Any) -> Future[float]:
        future: Future[float] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    with Processes(2) as processes, pytest.raises(KilledError, match="--workers 1"):
        list(processes.spread(math.sqrt, range(9)))


def test_few_pieces_are_done_here(pools: list[ProcessPoolExecutor]) -> None:
    with Processes(2) as processes:
        assert list(processes.spread(lambda number: (os.getpid(), number), range(3))) == [
            (os.getpid(), number) for number in range(3)
        ]
    assert pools == []


def test_with_one_process_all_is_done_here(pools: list[ProcessPoolExecutor]) -> None:
    with Processes(1) as processes:
        assert list(processes.spread(math.sqrt, (number**2 for number in range(60)))) == list(range(60))
    assert pools == []
