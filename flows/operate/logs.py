"""Log records in; lines of JSON, each with the run's id, on standard error out."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final

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


def write_json() -> None:
    """Let every handler that writes for people write JSON to standard error; Prefect has been imported before.

    A handler stays in its place, so that what goes to Prefect's server still does.
    """
    from prefect.logging.handlers import PrefectConsoleHandler

    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    for logger in loggers:
        for handler in list(logger.handlers):
            if isinstance(handler, PrefectConsoleHandler):
                lines = logging.StreamHandler(sys.stderr)
                lines.setLevel(handler.level)
                lines.setFormatter(JsonLines())
                logger.removeHandler(handler)
                logger.addHandler(lines)
