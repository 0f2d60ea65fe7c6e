"""Settings in; nothing out where a schedule could keep their timetable, else what is wrong with it."""

from karabakh.flows.settings.model import Settings, origin

FIELDS = ("cron", "timezone", "every")


def check(settings: Settings) -> None:
    """Raise CallError for a timetable that cannot be kept; one that nobody set is not looked at, which takes long."""
    if any(origin(name, {}) for name in FIELDS):
        from karabakh.flows.schedule.timetable import Timetable

        Timetable(settings.cron, settings.timezone, settings.every)
