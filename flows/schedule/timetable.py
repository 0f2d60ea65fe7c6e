"""A cron expression and a time zone, or a number of seconds, in; when a refresh is due out."""

import asyncio
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import available_timezones

from karabakh.flows.errors import CallError

CRON: Final = "0 6 * * *"
TIMEZONE: Final = "UTC"
_EXAMPLES: Final = "'0 6 * * *' (each day at six), '30 5 * * 1' (Mondays at 5:30), '*/15 * * * *' (each quarter)"


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a refresh is due: as cron says, in a time zone; or every so many seconds, if that is not None.

    Raises CallError for what is no cron expression, for one that no day ever meets, and for an unknown time zone.
    """

    cron: str = CRON
    timezone: str = TIMEZONE
    every: float | None = None

    def __post_init__(self) -> None:
        if self.timezone not in available_timezones():
            raise CallError(f"--timezone {self.timezone!r} is no time zone of the IANA's list{_meant(self.timezone)}")
        if self.every is None:
            self._check_cron()
        elif not 1 <= self.every <= timedelta(days=3650).total_seconds():
            raise CallError(f"--every {self.every:g}: seconds are wanted, 1 or more")

    def _check_cron(self) -> None:
        fields = len(self.cron.split())
        if fields != 5 and not self.cron.startswith("@"):  # a sixth is seconds to some and years to others
            raise CallError(
                f"--cron {self.cron!r} has {fields} fields, and minute, hour, day, month and day of the week are "
                f"wanted: {_EXAMPLES}"
            )
        try:
            self.following(datetime.now(UTC), 1)
        except ValueError as error:
            why = "is never due: there is no such day" if "next date" in str(error) else "is no cron expression"
            raise CallError(f"--cron {self.cron!r} {why}; right are {_EXAMPLES}") from None

    def following(self, moment: datetime, number: int) -> Sequence[datetime]:
        """Return the next times from a moment on, at most so many; in the time zone of the timetable."""
        from prefect.server.schemas.schedules import CronSchedule

        schedule: Any = CronSchedule(cron=self.cron, timezone=self.timezone)
        return [*asyncio.run(schedule.get_dates(number, moment))]

    @property
    def schedule(self) -> Any:
        """The timetable as Prefect has it."""
        from prefect.schedules import Cron, Interval

        if self.every is not None:
            return Interval(timedelta(seconds=self.every), timezone=self.timezone)
        return Cron(self.cron, timezone=self.timezone)

    def __str__(self) -> str:
        if self.every is not None:
            return f"every {self.every:g} s"
        return f"cron {self.cron!r} in {self.timezone}"


def _meant(name: str) -> str:
    known = {zone.casefold(): zone for zone in sorted(available_timezones())}
    cities = {zone.rpartition("/")[2]: zone for zone in known.values()}
    asked = name.strip().replace(" ", "_")
    near = [known[one] for one in difflib.get_close_matches(asked.casefold(), known, n=2)]
    near += [cities[one] for one in difflib.get_close_matches(asked.title(), cities, n=2)]
    if near:
        return f"; is {' or '.join(dict.fromkeys(near))} meant?"
    return ", such as Asia/Baku, Asia/Yerevan, Europe/Paris or UTC"
