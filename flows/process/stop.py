"""A signal that asks the run to stop in, its end within seconds out; whatever was published before stays whole.

Prefect would first tell its server, which the same Ctrl-C has ended, and try again for minutes. A killed run is nothing
that the data folder does not stand, so it ends at once, and takes along the processes it started and the folder it
worked in.
"""

import multiprocessing
import os
import signal
import sys
from types import FrameType

from karabakh.flows.process.scratch import discard

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def end_on_signal() -> None:
    """From here on Ctrl-C and SIGTERM end this process with 128 and the signal's number, as shells count."""
    for number in SIGNALS:
        signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    os.write(2, f"\nkarabakh: stopped by {signal.Signals(number).name}; what was published stays as it is\n".encode())
    for process in multiprocessing.active_children():
        process.kill()
    _end_server()
    discard()
    os._exit(128 + number)


def _end_server() -> None:
    """End the server that Prefect started for this run; it would outlive the run otherwise."""
    module = sys.modules.get("prefect.server.api.server")
    servers = getattr(getattr(module, "SubprocessASGIServer", None), "_instances", {})
    for server in list(servers.values()):
        if getattr(server, "server_process", None) is not None:
            server.server_process.kill()
