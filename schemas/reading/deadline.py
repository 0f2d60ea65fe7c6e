"""How long a file may be read: whoever reads one row after the other asks, and is refused when it takes too long."""

import time

from karabakh.schemas.limits import READ_SECONDS
from karabakh.schemas.reading.refusal import UnreadableError


class Deadline:
    """The time until which a file may be read, in seconds of computing, for others may use the machine."""

    def __init__(self, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._end = time.process_time() + seconds

    def check(self) -> None:
        """Raise UnreadableError where it is over."""
        if time.process_time() > self._end:
            raise UnreadableError("too_large", f"the file takes more than {self._seconds:g} s to read; split it")
