"""The command ``schedule``: options in, refreshes by a timetable out, until it is told to stop.

Only click is imported until the command runs.
"""

from typing import Any

import click

from karabakh.flows.console.options import Configured


@click.command(cls=Configured, more=("cron", "timezone", "every"))
def schedule(**options: Any) -> None:
    """Refresh by a timetable, again and again, until Ctrl-C or SIGTERM.

    \b
    karabakh schedule                                             each day at 6 o'clock UTC
    karabakh schedule --cron "30 5 * * 1-5" --timezone Asia/Baku  on working days at half past five in Baku

    Each run is one line on standard output: `published VERSION PATH`, `unchanged VERSION PATH` (nothing is new),
    `failed: why` or `crashed: why`. When the next run is due, and the logs of the runs, go to standard error.

    The runs are those of a Prefect server: the one that PREFECT_API_URL names, else one of its own at 127.0.0.1, whose
    address is told, whose database is in PREFECT_HOME, and which ends with the schedule. Two runs never overlap. Ticks
    that were missed while the machine slept or the schedule was down are made up for by one run at the next start, and
    so is a run that was killed. A run that meets another that publishes into the same folder waits for it, a quarter of
    an hour at most. A second schedule of one PREFECT_HOME for the same folder is
    refused.

    Exit codes: 0 ended by SIGTERM, 130 by Ctrl-C, 2 the call is wrong, 3 no server answers, or there is another
    schedule.
    """
    from karabakh.flows.schedule.start import start

    start({name: value for name, value in options.items() if value not in (None, ())})
