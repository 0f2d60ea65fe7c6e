"""A Dask scheduler and workers as processes of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[..., subprocess.Popen[bytes]]


def started(program: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", f"distributed.cli.dask_{program}", "--no-dashboard", "--host", "127.0.0.1"]
    return subprocess.Popen(
        [*call, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[bytes]]]:
    pytest.importorskip("distributed")
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in reversed(running):
        process.kill()
        process.wait(timeout=60)


@pytest.fixture
def scheduler(processes: list[subprocess.Popen[bytes]], tmp_path: Path) -> str:
    """The address of a scheduler without workers."""
    about = tmp_path / "scheduler.json"
    processes.append(started("scheduler", "--port", "0", "--scheduler-file", str(about)))
    until = time.monotonic() + 60
    while not about.is_file() or not about.read_bytes().strip():
        assert time.monotonic() < until, "the scheduler did not start"
        time.sleep(0.1)
    return str(json.loads(about.read_text(encoding="utf-8"))["address"])


@pytest.fixture
def worker(processes: list[subprocess.Popen[bytes]], scheduler: str, tmp_path: Path) -> Start:
    """Starts a worker; what is given by name is put in its environment."""

    def start(**environment: str) -> subprocess.Popen[bytes]:
        folder = tmp_path / f"worker-{len(processes)}"
        folder.mkdir()
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        processes.append(started("worker", scheduler, *options, **environment))
        return processes[-1]

    return start
