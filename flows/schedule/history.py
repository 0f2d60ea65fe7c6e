"""The runs that a deployment has had and is to have in; which are given up, and whether one is made up for, out.

A tick is made up for by any run that begins after it, since that reads what there is then. So of several ticks that
were missed one run is left, the newest. A run whose process is gone without a word is lost, and is made up for when the
schedule starts again; but only once, so that a run that takes the machine down with it does not do so for ever.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Phase(StrEnum):
    """How far a run is."""

    AWAITED = "awaited"
    OPEN = "open"
    ENDED = "ended"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Run:
    """A run: when it is ``due``, when it ``began``, whether a tick of the ``timetable`` or somebody asked for it."""

    key: Hashable
    phase: Phase
    due: datetime
    began: datetime | None = None
    timetable: bool = True
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: ``lost`` and ``skipped`` are given up; ``due`` are run in turn; ``make_up``: and one more."""

    lost: Sequence[Run]
    skipped: Sequence[Run]
    due: Sequence[Run]
    make_up: bool


def plan(runs: Iterable[Run], now: datetime, starting: bool) -> Plan:
    """Return what is to be done with these runs, none of which is running here; ``starting``: for the first time."""
    by_time = sorted(runs, key=lambda run: (run.began or run.due, run.due))
    lost = [run for run in by_time if run.phase is Phase.OPEN]
    due = [run for run in by_time if run.phase is Phase.AWAITED and run.due <= now]
    ticks = [run for run in due if run.timetable]
    last = max((run.began for run in by_time if run.began), default=None)
    skipped = [run for run in ticks if run is not ticks[-1] or (last and last >= run.due)]
    left = [run for run in due if run not in skipped]
    before = [run for run in by_time if run.phase is not Phase.AWAITED]
    failed = bool(before) and before[-1].phase in {Phase.OPEN, Phase.CRASHED} and not before[-1].made_up
    return Plan(lost, skipped, left, starting and failed and not left)


def of_prefect(run: Any, made_up: str) -> Run:
    """Return what Prefect says of a flow run; ``made_up``: the tag of those that make up for others."""
    state = run.state
    phase = Phase.ENDED
    if state is None or state.is_scheduled():
        phase = Phase.AWAITED
    elif state.is_crashed():
        phase = Phase.CRASHED
    elif not state.is_final():
        phase = Phase.OPEN
    due = run.next_scheduled_start_time or run.expected_start_time or run.created
    # a run that crashed before its flow began has no start time: its state has
    began = None if phase is Phase.AWAITED else run.start_time or getattr(state, "timestamp", None)
    return Run(run.id, phase, due, began, bool(run.auto_scheduled), made_up in run.tags)
