"""What the process that checked a file left in; the answer to whoever sent it out."""

import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.responses import Response

SLOW: Final = "to check the file takes more than {:.0f} s"
LARGE: Final = "to check the file takes more memory than it may have"
REMEDY: Final = "; split it, or check it with `karabakh validate FILE`"
BROKEN: Final = "the check broke off ({}){}; send the file again, or check it with `karabakh validate FILE`"
_NO_MEMORY: Final = ("MemoryError", "bad_alloc", "memory allocation of", "out of memory", "Cannot allocate memory")
"""What Python, Arrow, C++, Rust and C say where there is no memory left."""
_STATUS: Final = {"valid": 200, "invalid": 200, "refused": 422, "failed": 500}


@dataclass(frozen=True)
class Answer:
    """What came of a file: ``status`` is valid, invalid, refused (it is too much) or failed, which is our fault.

    ``report``, where there is one, is what `karabakh validate --format json` prints.
    """

    status: str
    exit_code: int | None = None
    message: str | None = None
    report: Mapping[str, Any] = field(default_factory=dict)

    def response(self, name: str, given: str, code: int | None = None) -> Response:
        """Return the answer as JSON; ``name`` is what the file is called here, ``given`` what its sender called it."""
        content = {
            "status": self.status,
            "exit_code": self.exit_code,
            "message": self.message,
            "name": name,
            "renamed": name != given,
            **self.report,
        }
        return Response(
            json.dumps(content, ensure_ascii=True),  # which also holds what is no Unicode
            code or _STATUS[self.status],
            {"cache-control": "no-store"},
            "application/json",
        )


def answer(status: int | None, printed: bytes, told: str, folder: str, seconds: float) -> Answer:
    """Return the answer for an exit code (None: it was too slow), what was printed, and what was said of a failure.

    ``folder`` is where the file lay, which is nobody's concern.
    """
    if status is None or ending(status) == "SIGXCPU":
        return Answer("refused", status, SLOW.format(seconds) + REMEDY)
    if status in (0, 1):
        try:
            report = _without(folder, json.loads(printed))
        except ValueError:
            return Answer("failed", status, "the report cannot be read")
        if status == int(not report["valid"]):
            return Answer("invalid" if status else "valid", status, None, report)
    if ending(status) == "SIGKILL" or any(words in told for words in _NO_MEMORY):
        return Answer("refused", status, LARGE + REMEDY)
    why = told.replace(folder, "").strip().removeprefix("karabakh: ")
    if status < 0:
        return Answer("failed", status, BROKEN.format(ending(status), why and f": {why}"))
    return Answer("failed", status, why or "the check failed and did not say why")


def ending(status: int) -> str:
    """Return what a process ended with.

    >>> ending(3), ending(-6)
    ('exit code 3', 'SIGABRT')
    """
    try:
        return f"exit code {status}" if status >= 0 else signal.Signals(-status).name
    except ValueError:  # a signal without a name
        return f"signal {-status}"


def _without(folder: str, value: Any) -> Any:
    """Return a value of JSON in whose texts no path begins with the folder."""
    if isinstance(value, str):
        return value.replace(folder, "")
    if isinstance(value, list):
        return [_without(folder, one) for one in value]
    if isinstance(value, dict):
        return {name: _without(folder, one) for name, one in value.items()}
    return value
