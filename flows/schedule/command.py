"""The command ``schedule``: options in, refreshes by a timetable out, until it is told to stop.

Only click is imported until the command runs.
"""

from typing import Any

import click

from karabakh.flows.options import Configured


@click.command(cls=Configured, more=("cron", "timezone"))
@click.option("--every", type=click.FloatRange(min=1), metavar="SECONDS", envvar="KARABAKH_EVERY", show_envvar=True,
              help="Refresh every so many seconds instead, whatever --cron says.")  # fmt: skip
def schedule(every: float | None, **options: Any) -> None:
    """Refresh by a timetable, again and again, until Ctrl-C or SIGTERM.

    \b
    karabakh schedule                                            each day at 6 o'clock UTC
    karabakh schedule --cron "30 5 * * 1-5" --timezone Asia/Baku  on working days at half past five in Baku
    """
    from karabakh.flows.schedule.start import start

    start({name: value for name, value in options.items() if value not in (None, ())}, every)
