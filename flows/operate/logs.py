"""Log records in; lines of JSON, each with the run's id, on standard error out."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from karabakh.flows.console.options import variable

_RUN: Final = ("flow_run_id", "flow_run_name", "task_run_id", "task_run_name")


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, of a run its ids and names, and the error.

    >>> record = logging.LogRecord("prefect.flow_runs", logging.INFO, "", 0, "unchanged %s", ("1.0.0",), None)
    >>> record.flow_run_id = "3f2b"
    >>> said = json.loads(JsonLines().format(record))
    >>> said["level"], said["message"], said["flow_run_id"]
    ('INFO', 'unchanged 1.0.0', '3f2b')
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        said |= {name: str(value) for name in _RUN if (value := getattr(record, name, None))}
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def as_json() -> bool:
    """Whether logs are to be JSON, as the environment says."""
    return os.environ.get(variable("log-format")) == "json"


def write_json() -> None:
    """Let this process write JSON to standard error.

    Where Prefect has not been imported yet, which would write its first lines for people, it is told by its own
    setting, as are the processes that it starts; else the handlers that write for people are changed. What goes to
    Prefect's server goes there as before.
    """
    if "prefect.logging.handlers" in sys.modules:
        _change_handlers()
    else:
        os.environ.setdefault("PREFECT_LOGGING_SETTINGS_PATH", str(Path(__file__).with_name("logging.yml")))


def _change_handlers() -> None:
    from prefect.logging.configuration import setup_logging
    from prefect.logging.handlers import PrefectConsoleHandler

    setup_logging()  # which Prefect does at the first run otherwise, and then writes that run's first lines for people
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    for logger in loggers:
        for handler in list(logger.handlers):
            if isinstance(handler, PrefectConsoleHandler):
                lines = logging.StreamHandler(sys.stderr)
                lines.setLevel(handler.level)
                lines.setFormatter(JsonLines())
                logger.removeHandler(handler)
                logger.addHandler(lines)
