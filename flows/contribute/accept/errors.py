"""The ways a contribution can be refused; each message says what was seen and what would be right."""

from collections.abc import Sequence
from typing import Final

from karabakh.flows.errors import CallError, DataError, KarabakhError
from karabakh.schemas.visible import visible

SHOWN: Final = 20


class RefusedError(DataError):
    """The contribution is not valid, or would break what is published; nothing was written."""

    def __init__(self, reasons: Sequence[str], why: str = "nothing is accepted") -> None:
        self.reasons = tuple(reasons)
        more = [f"... and {len(reasons) - SHOWN:,} more"] if len(reasons) > SHOWN else []
        super().__init__("\n".join([f"{why}:", *map(visible, reasons[:SHOWN]), *more]))


class SeedsError(CallError):
    """The folder of seeds is none, or holds what this command does not write through, such as a link."""


class WriteError(KarabakhError):
    """The disk or the file system failed; the seeds are as they were, or the next accept completes what was begun."""

    passing = True


class BusyError(KarabakhError):
    """Another accept holds the folder of seeds."""

    passing = True
