"""Whatever bytes come, readers and checks end with what they find, within bounds; what fuzzing found stays found."""

import os
import random
import signal
import time
from pathlib import Path

import fuzz_engine
import fuzz_mutations
import fuzz_targets
import pytest

CASES = sorted(path for path in Path(__file__).parent.joinpath("cases").glob("*/*") if path.is_file())
SECONDS = 5


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet and workbooks are read here: each of many files in a process of its own would take long."""
    monkeypatch.setattr("karabakh.schemas.reading.file.read_apart", fuzz_targets.read_here)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once_is_mended(case: Path) -> None:
    assert fuzz_engine.attempt(case.parent.name, case.read_bytes())[1] is None


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.slow] * (n == "check_and_report")) for n in fuzz_targets.TARGETS]
)
def test_the_seeds_are_taken(name: str) -> None:
    outcomes = [fuzz_engine.attempt(name, seed) for seed in fuzz_targets.TARGETS[name].seeds()]
    assert [told for _, told in outcomes if told] == []
    assert any(taken for taken, _ in outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("name", fuzz_targets.TARGETS)
def test_mutations_find_nothing(name: str) -> None:
    outcome = fuzz_engine.run(name, SECONDS, seed=1992)
    assert outcome.runs > 0
    assert [found.told for found in outcome.found.values()] == []


def planted(data: bytes) -> None:
    if data == b"error":
        raise ZeroDivisionError
    if data == b"killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if data == b"slow":
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
    if data == b"refused":
        raise fuzz_targets.UnreadableError("rule", "what would be right")


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"error", "ZeroDivisionError"), (b"killed", "ended with"), (b"slow", "it took"), (b"refused", "")],
)
def test_the_engine_finds_what_is_planted(monkeypatch: pytest.MonkeyPatch, data: bytes, word: str) -> None:
    target = fuzz_targets.Target(planted, fuzz_targets.OURS, lambda: [data])
    monkeypatch.setitem(fuzz_targets.TARGETS, "planted", target)
    monkeypatch.setattr(fuzz_mutations, "mutated", lambda dice, seeds, kind: seeds[0])
    monkeypatch.setattr(fuzz_engine, "SECONDS", 0.1)
    monkeypatch.setattr(fuzz_engine, "BATCH", 3)
    outcome = fuzz_engine.run("planted", 0.5)
    assert outcome.runs > 0
    assert len(outcome.found) == (1 if word else 0)
    assert all(word in found.told and found.data == data for found in outcome.found.values())


def test_mutations_are_many_and_the_same_for_the_same_seed() -> None:
    for target in fuzz_targets.TARGETS.values():
        seeds = target.seeds()
        made, again = (
            [fuzz_mutations.mutated(random.Random(number), seeds, target.kind) for number in range(50)] for _ in "ab"
        )
        assert len(set(made)) > 25
        assert all(len(data) <= fuzz_mutations.LONGEST for data in made)
        assert target.kind in {"archive", "any"} or made == again  # archives have the time in them
