"""A text in UTF-8 in, its lines out, one after the other, with where each stands."""

import csv
import re
from typing import Final, Self

from karabakh.schemas.limits import LINE_BYTES

_END: Final = re.compile(rb"\r\n?|\n")


class Lines:
    r"""The lines of a text from a byte on, with their ends; ``at`` is where the next begins, ``number`` how many went.

    >>> lines = Lines(b"a\r\nb\rc")
    >>> list(lines), lines.at, lines.number
    (['a\r\n', 'b\r', 'c'], 6, 3)
    """

    def __init__(self, data: bytes, at: int = 0, number: int = 0) -> None:
        self.data, self.at, self.number = data, at, number
        self._returns = has_lone_returns(data)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        start = self.at
        if start >= len(self.data):
            raise StopIteration
        self.at = self._end(start)
        self.number += 1
        if self.at - start > LINE_BYTES:  # the error that whoever reads records expects
            raise csv.Error(f"line {self.number} has more than {LINE_BYTES >> 20} MB")
        return self.data[start : self.at].decode()

    def _end(self, start: int) -> int:
        if self._returns:
            found = _END.search(self.data, start)
            return found.end() if found else len(self.data)
        return self.data.find(b"\n", start) + 1 or len(self.data)


def has_lone_returns(data: bytes) -> bool:
    """Say whether some lines end with a carriage return alone, as they did on old Macs."""
    return b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
