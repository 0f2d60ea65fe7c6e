"""A flow run that is due in; the process that runs it, and the state it ended in, out.

It is what a worker of Prefect does, with two things more: the process never outlives the schedule, and whatever it
started ends with it.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from karabakh.flows.schedule import parent

_PAUSE: Final = 0.25
_LOOK: Final = 5.0  # seconds between two looks at whether somebody has cancelled the run


class Process:
    """The process of a flow run, at the address of a Prefect server's API."""

    def __init__(self, client: Any, run: UUID, address: str) -> None:
        self._client, self.run = client, run
        own = parent.of_this_process() | {"PREFECT_API_URL": address, "PREFECT__FLOW_RUN_ID": str(run)}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", parent.__name__, "prefect.engine"],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),  # what is said of a run is for people; its outcome is ours to say
            env=os.environ | own,
            start_new_session=True,  # so that all it starts can be ended with it, and Ctrl-C ends it in order
        )

    def wait(self) -> Any:
        """Wait for its end and return the state of the run, which is final: crashed, where the process said nothing."""
        looked = time.monotonic()
        while self._process.poll() is None:
            time.sleep(_PAUSE)
            if time.monotonic() - looked > _LOOK:
                looked = time.monotonic()
                with suppress(Exception):  # the server may be away for a while; the run has its own word with it
                    if self._client.read_flow_run(self.run).state.is_cancelling():
                        return self.end("Cancelled", "cancelled by hand")
        code = self._process.returncode
        self.kill()
        state = self._client.read_flow_run(self.run).state
        if state.is_final():
            return state
        why = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return self._say("Crashed", f"the process of the run ended ({why}) before the run did")

    def end(self, name: str, why: str) -> Any:
        """End it at once, with all it started, and say so to the server."""
        self.kill()
        return self._say(name, why)

    def kill(self) -> None:
        """End it at once, with all it started."""
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()

    def _say(self, name: str, why: str) -> Any:
        state = ended(name, why)
        self._client.set_flow_run_state(self.run, state, force=True)
        return state


def ended(name: str, why: str) -> Any:
    """Return a state in which a run ends: Cancelled, Crashed, Failed, or Skipped, which Prefect counts as cancelled."""
    from prefect import states

    if name == "Skipped":
        return states.Cancelled(name=name, message=why)
    made: Any = getattr(states, name)
    return made(message=why)
