"""What the command was given in; a service that runs until a signal ends it out.

All that can be wrong with the call is seen before the first server starts: settings, timetable, data folder.
"""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, Final

from filelock import FileLock, Timeout

from karabakh.flows.api import PREFECT_SETTINGS
from karabakh.flows.console.options import variable
from karabakh.flows.errors import CallError, DataError
from karabakh.flows.operate.logs import write_json
from karabakh.flows.publish import folder, remote
from karabakh.flows.publish.errors import BusyError
from karabakh.flows.schedule.timetable import Timetable
from karabakh.flows.settings.model import Settings, public

_LOOPBACK: Final = "127.0.0.1,localhost"


def start(given: Mapping[str, Any]) -> None:
    """Refresh with these settings by their timetable until a signal ends it.

    Raises CallError for what is wrong with the call, BusyError where another schedule of this user has the folder.
    """
    settings = Settings(**given)
    timetable = Timetable(settings.cron, settings.timezone, settings.every)
    with suppress(BusyError):
        check(settings.data)
    os.environ.update(PREFECT_SETTINGS | dict(os.environ) | variables(given))
    os.environ[variable("log-format")] = settings.log_format
    if settings.log_format == "json":
        write_json()
    for name in ("NO_PROXY", "no_proxy"):  # or the way to our own server would lead through the proxy
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), _LOOPBACK]))
    _serve(settings, timetable)


def check(data: Path | str) -> None:
    """Raise what is wrong with the data folder, or the address, and will not pass."""
    if isinstance(data, Path):
        folder.check(data)
        return
    try:
        remote.check(data)
    except (CallError, DataError):
        raise
    except Exception:  # noqa: S110 - a store that does not answer now may do so when the run is due, and that says why
        pass


def variables(given: Mapping[str, Any]) -> dict[str, str]:
    """Return settings as the environment gives them to a run.

    >>> variables({"texts": ("a", "b"), "max_drop": 0.5, "strict": True})
    {'KARABAKH_TEXTS': 'a\\nb', 'KARABAKH_MAX_DROP': '0.5', 'KARABAKH_STRICT': 'True'}
    """
    return {
        variable(public(name)): "\n".join(value) if isinstance(value, tuple | list) else str(value)
        for name, value in given.items()
    }


def _serve(settings: Settings, timetable: Timetable) -> None:
    from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, PREFECT_HOME, temporary_settings

    import_module("karabakh.flows.refresh")  # where that fails, no wait would help
    from karabakh.flows.schedule.server import Server
    from karabakh.flows.schedule.service import Service, deployment_name

    home = Path(PREFECT_HOME.value())
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / f"karabakh-{deployment_name(settings.data)}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(f"another schedule refreshes {settings.data} already; end that one first") from None
    service = Service(settings, timetable, Server(PREFECT_API_URL.value(), home))

    def stop(number: int, _frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):  # a second Ctrl-C ends at once
            signal.signal(one, signal.SIG_DFL)
        name = signal.Signals(number).name
        os.write(2, f"\nkarabakh: stopped by {name}; what was published stays as it is\n".encode())
        service.end(f"the schedule was stopped by {name}; its next start makes up for the run")
        # a service that is told to end has done so rightly; for Ctrl-C a shell looks at the signal's number
        os._exit(0 if number == signal.SIGTERM else 128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # the service tries again by itself; Prefect's client would be silent for a minute where its server is gone
    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
        service.run()
