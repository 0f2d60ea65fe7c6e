"""How many bytes something may have, as people write it, in; the number of bytes out."""

import re
from typing import Any, Final

import click

from karabakh.flows.size import shown

_UNITS: Final = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_SIZE: Final = re.compile(r"([0-9]{1,12})(?:\s*([kmg])?b?)", re.IGNORECASE)


class Size(click.ParamType[int]):
    """A number of bytes, at most ``most``: 64MB, 500kB, 1GB or 4096."""

    name = "size"

    def __init__(self, most: int) -> None:
        self._most = most

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        """Return the number of bytes."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        if not found or not int(found[1]):
            self.fail(f"{str(value)[:40]!r} is no size; write 64MB, 500kB or 1GB", parameter, context)
        size = int(found[1]) * _UNITS[(found[2] or "").lower()]
        if size > self._most:
            self.fail(f"{value} is more than can be checked; {shown(self._most)} is the most", parameter, context)
        return size
