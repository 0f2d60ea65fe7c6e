"""Settings, a timetable and a Prefect server in; refreshes when they are due out, one at a time, each with its line.

Whatever fails - the server, the network, a run - the service goes on: what was missed meanwhile is made up for.
"""

import hashlib
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.inputs import masked, said
from karabakh.flows.operate.webhook import tell
from karabakh.flows.publish import folder
from karabakh.flows.publish.errors import BusyError
from karabakh.flows.schedule.history import Plan, of_prefect, plan
from karabakh.flows.schedule.outcome import outcome
from karabakh.flows.schedule.process import Process, ended
from karabakh.flows.schedule.say import say
from karabakh.flows.schedule.server import PATIENCE, Server
from karabakh.flows.schedule.timetable import Timetable
from karabakh.flows.settings.model import Settings
from karabakh.schemas.visible import visible

LOOK: Final = 5.0
"""The most seconds between two looks at what is due."""

BUSY: Final = 900.0
"""Seconds that a run waits for another that publishes into the same folder."""

_MADE_UP: Final = "made-up"
_RECENT: Final = 200
_SOON: Final = 0.5
_NEVER: Final = 120
_LAST_WORD: Final = 5.0


class Service:
    """Refreshes by the timetable, for as long as ``run`` is let."""

    def __init__(self, settings: Settings, timetable: Timetable, server: Server) -> None:
        self._settings, self._timetable, self._server = settings, timetable, server
        self.name = deployment_name(settings.data)
        self._deployment: Any = None
        self._process: Process | None = None
        self._told: datetime | None = None
        self._empty = 0  # looks in a row at which nothing was planned
        self._client: Any = None

    def run(self) -> None:
        """Do what is due, look what is next, and wait, for ever; what fails from the first on for minutes is raised."""
        starting, pause, until = True, LOOK, time.monotonic() + PATIENCE
        while True:
            try:
                if self._server.ready() or self._client is None:
                    self._meet()
                self._turn(starting)
                starting, pause = False, LOOK
                time.sleep(self._rest())
            except Exception as error:  # each server, network and database has errors of its own
                if starting and (isinstance(error, KarabakhError) or time.monotonic() > until):
                    raise
                say(f"the schedule cannot be kept now: {type(error).__name__}: {said(error)}; again in {pause:g} s")
                time.sleep(pause)
                pause = min(pause * 2, 60)

    def end(self, why: str) -> None:
        """End what is running, and our own server; it may be called in the midst of anything."""
        process = self._process
        if process is not None:
            process.kill()
            # with a client and a thread of its own, since the signal may have come while the other client holds a lock
            telling = threading.Thread(target=self._say_ended, args=(process.run, why), daemon=True)
            telling.start()
            telling.join(_LAST_WORD)
        self._server.end()

    def _say_ended(self, run: Any, why: str) -> None:
        with suppress(Exception), _client(self._server.address) as client:  # else the next start sees that it is lost
            client.set_flow_run_state(run, ended("Crashed", why), force=True)

    def _meet(self) -> None:
        """Speak to the server, which is another than before, and tell it of the schedule."""
        from prefect.settings import PREFECT_API_URL, temporary_settings

        with temporary_settings({PREFECT_API_URL: self._server.address}):
            self._deployment = _deployed(self.name, self._timetable)
        self._client = _client(self._server.address)
        whose = f"its own, database in PREFECT_HOME, log {self._server.log}" if self._server.is_own else "another's"
        say(f"schedule refresh/{self.name}: {self._timetable}; Prefect server {masked(self._server.address)} ({whose})")

    def _turn(self, starting: bool) -> None:
        """Do what is due now."""
        todo = self._plan(starting)
        for run in todo.lost:
            why = f"the process of the run that was due at {self._shown(run.due)} is gone; the next one makes up for it"
            self._give_up(run, "Crashed", why)
            tell(self._settings, "crashed", why, str(run.key))
            click.echo(f"crashed: {visible(why)}")
        for run in todo.skipped:
            self._give_up(run, "Skipped", "missed; a later run makes up for it")
        if todo.skipped:
            say(f"ticks missed: {len(todo.skipped)}; one run makes up for them")
        if todo.make_up:
            made = self._client.create_flow_run_from_deployment(self._deployment, tags=[_MADE_UP])
            say("the last run did not come to its end: it is made up for now")
            self._do(made.id)
        for run in todo.due:
            self._do(run.key)

    def _plan(self, starting: bool) -> Plan:
        runs = self._runs("EXPECTED_START_TIME_DESC", before=datetime.now(UTC))
        return plan([of_prefect(run, _MADE_UP) for run in runs], datetime.now(UTC), starting)

    def _runs(self, sort: str, limit: int = _RECENT, **due: datetime) -> Any:
        from prefect.client.schemas import filters
        from prefect.client.schemas.sorting import FlowRunSort

        sides: dict[str, Any] = {f"{side}_": moment for side, moment in due.items()}
        when = filters.FlowRunFilterExpectedStartTime(**sides)
        return self._client.read_flow_runs(
            flow_run_filter=filters.FlowRunFilter(
                deployment_id=filters.FlowRunFilterDeploymentId(any_=[self._deployment]), expected_start_time=when
            ),
            sort=FlowRunSort[sort],
            limit=limit,
        )

    def _give_up(self, run: Any, name: str, why: str) -> None:
        self._client.set_flow_run_state(run.key, ended(name, why), force=True)

    def _do(self, run: Any) -> None:
        """Run a flow run, and say in one line how it ended."""
        from prefect.states import Pending

        answer = self._client.set_flow_run_state(run, Pending())
        if answer.status.value != "ACCEPT":
            say(f"Prefect does not let the run begin now: {answer.details.reason or answer.status.value}")
            return
        state = self._busy(run)
        if state is None:
            self._process = Process(self._client, run, self._server.address)
            try:
                state = self._process.wait()
            finally:
                self._process = None
        if state.is_crashed():
            tell(self._settings, "crashed", str(state.message), str(run))
        click.echo(visible(outcome(self._client, run, state)))

    def _busy(self, run: Any) -> Any:
        """Wait while another publishes into the folder; the state of a run that has waited too long, else None."""
        until = time.monotonic() + BUSY
        why = _held(self._settings.data)
        if why:
            say(f"{why}; the run waits")
        while why and time.monotonic() < until:
            time.sleep(1)
            why = _held(self._settings.data)
        if not why:
            return None
        state = ended("Failed", f"{why} ({BUSY:g} s)")
        self._client.set_flow_run_state(run, state, force=True)
        return state

    def _rest(self) -> float:
        """Return how many seconds nothing is due, and say when the next run is if that is new."""
        now = datetime.now(UTC)
        coming = self._runs("EXPECTED_START_TIME_ASC", limit=1, after=now)
        if not coming:
            return self._unplanned()
        self._empty = 0
        due: datetime = coming[0].expected_start_time
        if due != self._told:
            say(f"next run {self._shown(due)}")
            self._told = due
        return min(LOOK, max(0.0, (due - now).total_seconds()))

    def _unplanned(self) -> float:
        """Return how long to wait where nothing is planned: the server reads a timetable within seconds, if at all."""
        self._empty += 1
        if self._empty == _NEVER:
            say("no run is planned: is the schedule paused on the server?")
        return _SOON if self._empty < _NEVER else LOOK

    def _shown(self, moment: datetime) -> str:
        here = moment.astimezone(ZoneInfo(self._timetable.timezone))
        return f"{here:%Y-%m-%d %H:%M:%S} {self._timetable.timezone}"


def _held(data: Path | str) -> str:
    """Return why a run cannot publish now, if another does; what else is wrong with the folder, the run says itself."""
    if isinstance(data, Path) and data.is_dir():
        try:
            folder.check(data)
        except BusyError as error:
            return str(error)
        except KarabakhError:
            pass
    return ""


def _client(address: str) -> Any:
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: address}):
        return get_client(sync_client=True)


def _deployed(name: str, timetable: Timetable) -> Any:
    from prefect.types.entrypoint import EntrypointType

    from karabakh.flows.refresh import refresh

    deployment: Any = refresh.to_deployment(
        name,
        schedule=timetable.schedule,
        entrypoint_type=EntrypointType.MODULE_PATH,
        description="karabakh schedule: its settings are those of the command",
        tags=["karabakh"],
    )
    return deployment.apply()


def deployment_name(data: Path | str) -> str:
    """Return the name of the deployment that refreshes a data folder of this computer, or an address from it."""
    place = data.resolve().as_uri() if isinstance(data, Path) else data
    last = "".join(letter if letter.isalnum() else "-" for letter in place.rstrip("/").rpartition("/")[2])
    return f"{last or 'data'}-{hashlib.sha256(f'{socket.gethostname()} {place}'.encode()).hexdigest()[:8]}"
