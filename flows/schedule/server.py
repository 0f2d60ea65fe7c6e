"""Nothing, or the address of a Prefect server, in; a server that answers out: that one, or one of our own.

Our own is a whole ``prefect server`` on this computer's loopback, with its database in PREFECT_HOME. It lives as long
as the process that started it, however that ends. Several schedules of one PREFECT_HOME share one server, since two at
one database get in each other's way: who comes second finds the address of the first, and starts a server of its own
when that one is gone.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.schedule import parent
from karabakh.flows.schedule.say import say

PATIENCE: Final = 180.0
"""Seconds in which a server must answer: on a slow machine it makes its database for half a minute."""

_LOCK: Final = "karabakh-server.lock"
_FOUND: Final = "karabakh-server.json"
_LOG: Final = "karabakh-server.log"
_PAUSE: Final = 0.25


class ServerError(KarabakhError):
    """The Prefect server does not answer, or our own does not start."""

    passing = True


class Server:
    """A Prefect server. ``address``: of the API of one that others run; None: one of our own, or another schedule's."""

    def __init__(self, address: str | None, home: Path) -> None:
        self._given, self._home = address, home
        self._lock = FileLock(home / _LOCK)
        self._process: subprocess.Popen[bytes] | None = None
        self.address = address or ""

    def ready(self) -> bool:
        """See to it that a server answers, and return whether it is another, or was started anew, since the last time.

        Raises ServerError where none does.
        """
        if self._answers(self.address):
            return False
        if self._given:
            say(f"no Prefect server answers at {masked(self._given)} yet; waiting for it for {PATIENCE:g} s")
            _wait(self._given, PATIENCE, f"no Prefect server answers at {masked(self._given)} (PREFECT_API_URL)")
            return False
        self._home.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._is_ours():
                self._start()
                return True
            self.address = self._others()
            if self._answers(self.address):
                return True
            time.sleep(_PAUSE)
        raise ServerError(f"another schedule holds {self._home / _LOCK}, and its server does not answer")

    def end(self) -> None:
        """End our own server, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self._lock.release()

    @property
    def is_own(self) -> bool:
        """Whether we run it."""
        return self._process is not None

    @property
    def log(self) -> Path:
        """Where our own server writes what it has to say."""
        return self._home / _LOG

    def _answers(self, address: str) -> bool:
        if self._process is not None and self._process.poll() is not None:
            return False
        return bool(address) and answers(address)

    def _is_ours(self) -> bool:
        """Whether nobody else runs a server for this home; from then on nobody will."""
        with suppress(Timeout):
            self._lock.acquire(timeout=0)
        return self._lock.is_locked

    def _others(self) -> str:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return str(json.loads((self._home / _FOUND).read_text(encoding="utf-8"))["address"])
        return ""

    def _start(self) -> None:
        if self._process is not None:  # it ended, or does not answer any more
            self._process.kill()
            self._process.wait()
        port = _port(self._others())
        self.address = f"http://127.0.0.1:{port}/api"
        command = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", parent.__name__, *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=_environment(),
                start_new_session=True,  # so that Ctrl-C does not end it before the run that speaks to it
            )
        _wait(self.address, PATIENCE, f"the Prefect server does not start; see {self.log}", self._process)
        (self._home / _FOUND).write_text(json.dumps({"address": self.address}) + "\n", encoding="utf-8")


def answers(address: str) -> bool:
    """Whether a Prefect server answers at the address of its API."""
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: address}), get_client(sync_client=True) as client:
        return client.api_healthcheck() is None


def _wait(address: str, seconds: float, why: str, process: "subprocess.Popen[bytes] | None" = None) -> None:
    until = time.monotonic() + seconds
    while not answers(address):
        if time.monotonic() > until or (process is not None and process.poll() is not None):
            raise ServerError(why)
        time.sleep(_PAUSE)


def _port(before: str) -> int:
    """Return a free port: that of the server before, whom a run may still be trying to reach, or any other."""
    last = before.rpartition(":")[2].partition("/")[0]
    for port in (int(last) if last.isdigit() else 0, 0):
        with suppress(OSError, OverflowError), socket.socket() as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("127.0.0.1", port))
            return int(listening.getsockname()[1])
    raise ServerError("there is no free port on this computer")


def _environment() -> dict[str, str]:
    others = {"PREFECT_API_URL", "PREFECT_API_KEY"}
    return {name: value for name, value in os.environ.items() if name not in others} | parent.of_this_process()
