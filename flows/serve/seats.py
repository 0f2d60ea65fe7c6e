"""How many files may be here at once in; a seat for a file, or the news that all are taken, out."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager


class FullError(Exception):
    """As many files are here as may be."""


class Seats:
    """At most ``all_`` files are here, and of these ``at_once`` are checked while the others wait."""

    def __init__(self, all_: int, at_once: int) -> None:
        self._free = all_
        self._desks = asyncio.Semaphore(at_once)

    @contextmanager
    def seat(self) -> Iterator[None]:
        """Take a seat for as long as a file is here; FullError where there is none."""
        if not self._free:
            raise FullError
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[None]:
        """Wait until a file may be checked, in the order in which they came."""
        async with self._desks:
            yield
