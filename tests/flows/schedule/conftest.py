"""A schedule in a process of its own, with a home, texts and a data folder of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

LONG = 180.0


class Running:
    """A command that goes on; what it says is kept in files, so that it never waits for a reader."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str], name: str) -> None:
        self.out, self.err = folder / f"{name}.out", folder / f"{name}.err"
        with self.out.open("ab") as out, self.err.open("ab") as err:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=err)

    @property
    def outcomes(self) -> list[str]:
        """The lines on standard output: one for each run that has ended."""
        return self.out.read_text(encoding="utf-8").splitlines()

    @property
    def said(self) -> str:
        """What stands on standard error."""
        return self.err.read_text(encoding="utf-8", errors="replace")

    def wait(self, seen: Callable[[], Any], seconds: float = LONG) -> Any:
        """Wait until something is so."""
        until = time.monotonic() + seconds
        while not (found := seen()):
            ended = self.process.poll()
            assert ended is None, f"it ended with {ended}:\n{self.said}"
            assert time.monotonic() < until, f"not in {seconds} s:\n{self.outcomes}\n{self.said}"
            time.sleep(0.2)
        return found

    def runs(self, number: int) -> list[str]:
        """Wait until so many runs have ended, and return how."""
        self.wait(lambda: len(self.outcomes) >= number)
        return self.outcomes

    def says(self, pattern: str, times: int = 1) -> list[str]:
        """Wait until it has said something so often."""
        self.wait(lambda: len(re.findall(pattern, self.said)) >= times)
        return re.findall(pattern, self.said)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end, and return what it ended with."""
        self.process.send_signal(number)
        return self.process.wait(30)


class Place:
    """A folder to work in: ``texts``, ``data``, and Prefect's ``home``."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.texts, self.data, self.home = (folder, *(folder / name for name in ("texts", "data", "home")))
        self.texts.mkdir()
        self.add("first", "Shelling went on near Goris on 8 May 1992.")
        self.environment = _clean() | {"PREFECT_HOME": str(self.home), "KARABAKH_CACHE": str(folder / "cache")}
        self.started: list[Running] = []

    def add(self, name: str, text: str) -> None:
        """Add a text to the input."""
        (self.texts / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")

    def schedule(self, *options: str, name: str = "schedule", **environment: str) -> Running:
        """Start a schedule of this folder."""
        command = ["schedule", "--texts", "texts", "--data", "data", "--workers", "1", *options]
        return self.run([sys.executable, "-m", "karabakh.flows.cli", *command], name, **environment)

    def run(self, command: list[str], name: str, **environment: str) -> Running:
        """Start a command in this folder."""
        running = Running(command, self.folder, self.environment | environment, name)
        self.started.append(running)
        return running

    def processes(self, holding: str = "") -> list[int]:
        """Return the processes of this home, or those of them whose command holds a word."""
        marks = f"PREFECT_HOME={self.home}".encode()
        found = []
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    mine = marks in (process / "environ").read_bytes().split(b"\0")
                    if mine and holding.encode() in (process / "cmdline").read_bytes().replace(b"\0", b" "):
                        found.append(int(process.name))
                except OSError:
                    continue
        return found

    def is_quiet(self, seconds: float = 10) -> bool:
        """Whether every process of this home is gone, or goes within some seconds."""
        until = time.monotonic() + seconds
        while self.processes() and time.monotonic() < until:
            time.sleep(0.2)
        return not self.processes()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of Prefect's server, which takes it long to make."""
    home = tmp_path_factory.mktemp("database")
    making = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
    subprocess.run(making, env=_clean() | {"PREFECT_HOME": str(home)}, check=True, capture_output=True)
    return home / "prefect.db"


@pytest.fixture(scope="session")
def server(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the API of a Prefect server that is somebody else's, one for all tests."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(database, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    starting = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    running = Running(starting, folder, _clean() | {"PREFECT_HOME": str(folder)}, "server")
    running.wait(lambda: "Check out the dashboard" in running.out.read_text(encoding="utf-8"))
    yield f"http://127.0.0.1:{port}/api"
    running.process.kill()
    running.process.wait()


def _clean() -> dict[str, str]:
    """Return the environment without settings of Prefect's or ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KARABAKH_"))}
    return kept | {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "NO_PROXY": "*"}


@pytest.fixture
def place(tmp_path: Path, database: Path) -> Iterator[Place]:
    """A folder to work in; nothing that was started there is left running."""
    place = Place(tmp_path)
    place.home.mkdir()
    shutil.copy(database, place.home)
    yield place
    for running in place.started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
    for process in place.processes():
        os.kill(process, signal.SIGKILL)
