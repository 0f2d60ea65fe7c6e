"""What the doctor says of one thing."""

from typing import NamedTuple


class Seen(NamedTuple):
    """One thing that was looked at; ``verdict`` is fine, warning or wrong, ``remedy`` empty where none is needed."""

    what: str
    verdict: str
    seen: str
    remedy: str = ""
