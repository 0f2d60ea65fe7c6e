"""A process that starts another in; the other's end, when the first is gone, out: nothing is left running alone.

``python -m karabakh.flows.schedule.parent MODULE ARGUMENTS...`` runs a module so. A process that is killed tells
nobody, so each looks for itself whether the one that started it is still there.
"""

import multiprocessing
import os
import runpy
import signal
import sys
import threading
import time
from typing import Final

VARIABLE: Final = "KARABAKH_PARENT"
"""The environment variable in which a process is told by which it is started."""

_PAUSE: Final = 0.25


def of_this_process() -> dict[str, str]:
    """Return what to put into the environment of processes that are to end with this one."""
    return {VARIABLE: str(os.getpid())}


def end_with_it() -> None:
    """End this process, and those it started, as soon as the one that is named in the environment is gone.

    On Windows, where a process cannot be asked for without harm, nothing is done.
    """
    named = os.environ.get(VARIABLE, "")
    if named.isdigit() and os.name == "posix":
        threading.Thread(target=_watch, args=(int(named),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while is_there(parent):
        time.sleep(_PAUSE)
    end()


def end() -> None:
    """End this process at once, with the processes it started and the folder it worked in."""
    from karabakh.flows.process.scratch import discard

    for process in multiprocessing.active_children():
        process.kill()
    discard()
    if os.getpgrp() == os.getpid():  # all that this process has started, and what they have
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def is_there(process: int) -> bool:
    """Whether a process is running; one that has ended and that nobody has looked after yet is not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_ended(process)


def _is_ended(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", "rb") as file:  # noqa: PTH123 - no path of ours
            return file.read().rpartition(b")")[2].split()[0] in (b"Z", b"X")
    except (OSError, IndexError):  # a system without /proc
        return False


if __name__ == "__main__":
    end_with_it()
    del sys.argv[0]
    # this module stays __main__, which is what a process pool imports in its processes
    runpy.run_module(sys.argv[0], run_name="__main__")
