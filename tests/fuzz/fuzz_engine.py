"""Targets, seconds and a seed in; how often each ran, and what was found, out.

    python tests/fuzz/fuzz_engine.py [--seconds 60] [--seed 0] [--keep FOLDER] [TARGET]...

Mutations run in a process of their own with bounds of memory; a mutation that ends the process, takes longer than
`SECONDS` or ends in an error that is not its reader's own is a finding. What is found is told once for each place in
our code, and kept as a file where ``--keep`` says.
"""

import argparse
import hashlib
import mmap
import os
import random
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fuzz_mutations
import fuzz_targets

SECONDS = 10
MEMORY = 6 << 30
BATCH = 400
_ROOM = fuzz_mutations.LONGEST + 8


@dataclass
class Found:
    """What is wrong with a target: where, what with, and the traceback."""

    target: str
    place: str
    data: bytes
    told: str


@dataclass
class Outcome:
    """How often a target ran, how often it took what it was given, and what was found."""

    runs: int = 0
    taken: int = 0
    found: dict[str, Found] = field(default_factory=dict)


def attempt(name: str, data: bytes) -> tuple[bool, str | None]:
    """Run a target; return whether it took the data, and the traceback of what is a finding."""
    target = fuzz_targets.TARGETS[name]
    start = time.process_time()
    try:
        target.run(data)
        taken = True
    except target.allowed:
        taken = False
    except BaseException:
        return False, traceback.format_exc()
    spent = time.process_time() - start
    return taken, f"it took {spent:.1f} s" if spent > SECONDS else None


def _place(told: str) -> str:
    """Return the last line of our code in a traceback, and the kind of error: one finding is told once."""
    if told.startswith("it took"):
        return "slow"
    lines = [line.strip() for line in told.splitlines()]
    ours = [line for line in lines if line.startswith("File") and ("/schemas/" in line or "/flows/" in line)]
    return f"{(ours or lines[:1])[-1].rpartition('/')[2]} {lines[-1].split(':')[0]}"[:200]


def run(name: str, seconds: float, seed: int = 0) -> Outcome:
    """Fuzz one target; what ends its process is a finding like others."""
    outcome, end, batch = Outcome(), time.monotonic() + seconds, 0
    with mmap.mmap(-1, _ROOM) as shared:
        while time.monotonic() < end:
            batch += 1
            _batch(name, seed * 1_000_003 + batch, shared, outcome, end)
    return outcome


def _batch(name: str, seed: int, shared: mmap.mmap, outcome: Outcome, end: float) -> None:
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(reading)
            _work(name, seed, shared, writing, end)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as told:
        reports = told.read().split("\1")
    _, status = os.waitpid(process, 0)
    runs, taken = int.from_bytes(shared[-8:-4], "little"), int.from_bytes(shared[-4:], "little")
    outcome.runs += runs
    outcome.taken += taken
    last = shared[4 : 4 + int.from_bytes(shared[:4], "little")]
    # calamine ends its process where it cannot have the memory it wants, which is why it is given one of its own
    if status and not (status == signal.SIGABRT and last[:2] == b"PK"):
        reports.append(f"{last.hex()}\2the process ended with {status}\n")
    for report in filter(None, reports):
        data, _, text = report.partition("\2")
        place = _place(text)
        outcome.found.setdefault(place, Found(name, place, bytes.fromhex(data), text))


def _work(name: str, seed: int, shared: mmap.mmap, writing: int, end: float) -> None:
    """Run a batch of mutations; the data stands in shared memory before it is used."""
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)
    warnings.simplefilter("ignore")
    fuzz_targets.here()
    dice, target = random.Random(seed), fuzz_targets.TARGETS[name]
    seeds, taken = target.seeds(), 0
    for runs in range(1, BATCH + 1):
        data = fuzz_mutations.mutated(dice, seeds, target.kind)
        shared[:4] = len(data).to_bytes(4, "little")
        shared[4 : 4 + len(data)] = data
        shared[-8:] = runs.to_bytes(4, "little") + taken.to_bytes(4, "little")
        signal.alarm(int(6 * SECONDS) + 10)  # of wall time, which other processes may take
        was_taken, told = attempt(name, data)
        taken += was_taken
        shared[-4:] = taken.to_bytes(4, "little")
        if told is not None:
            os.write(writing, f"{data.hex()}\2{told}\1".encode(errors="replace"))
        if time.monotonic() > end:
            break


def keep(found: Found, folder: Path) -> Path:
    """Write what was found as a case, which the tests run from then on."""
    path = folder / found.target / hashlib.sha256(found.data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found.data)
    return path


def main(arguments: Sequence[str]) -> int:
    """Fuzz the targets named, or all, and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *fuzz_targets.TARGETS], metavar="TARGET")
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    call = parser.parse_args(arguments)
    wrong = 0
    for name in call.targets or fuzz_targets.TARGETS:
        outcome = run(name, call.seconds, call.seed)
        print(f"{name}: {outcome.runs:,} runs, {outcome.taken:,} taken, {len(outcome.found)} findings", flush=True)
        for found in outcome.found.values():
            print(f"  {found.place}\n    {found.told.strip().splitlines()[-1][:300]}", flush=True)
            if call.keep:
                print(f"    kept as {keep(found, call.keep)}", flush=True)
        wrong += len(outcome.found)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
