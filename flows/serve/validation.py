"""A file that somebody sends in; the report on it out. Nothing of it is kept, whatever happens."""

import asyncio
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from karabakh.flows.serve.answer import Answer, ending
from karabakh.flows.serve.check import check
from karabakh.flows.serve.name import safe_name
from karabakh.flows.serve.seats import FullError, Seats
from karabakh.flows.serve.upload import RefusedError, demand_length, gone, receive
from karabakh.schemas import INPUTS, TABLES

SEATS: Final = 8
AT_ONCE: Final = 2
_AGAIN: Final = "5"
_NAME: Final = 1_000
"""Characters of a name that are looked at."""


class Validation:
    """Checks the files that are sent, each in a folder of its own within ``home``, a few at once."""

    def __init__(self, data: Path, home: Path, limit: int, seconds: float) -> None:
        self._data, self._home, self.limit, self._seconds = data, home, limit, seconds
        self._seats = Seats(SEATS, AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """Answer with the report, or say why there is none."""
        given = request.query_params.get("name", "")[:_NAME]
        name = safe_name(given)
        try:
            found = await self._answered(request, name)
        except RefusedError as error:
            return Answer("refused", None, str(error)).response(name, given, error.status)
        except FullError:
            full = Answer("refused", None, "other files are being checked; send it again in a while")
            response = full.response(name, given, 503)
            response.headers["retry-after"] = _AGAIN
            return response
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody
        if found.status == "failed" and found.exit_code is not None:
            # why is only told to whoever sent the file, of which it may say something
            click.echo(f"karabakh: the check of a file failed ({ending(found.exit_code)})", err=True)
        return found.response(name, given)

    async def _answered(self, request: Request, name: str) -> Answer:
        table = request.query_params.get("table") or None
        if table is not None and table not in {*TABLES, *INPUTS}:
            raise RefusedError(400, "there is no table of that name")
        demand_length(request, self.limit)
        with self._seats.seat(), TemporaryDirectory(dir=self._home, ignore_cleanup_errors=True) as made:
            room = Path(made).resolve()
            path = room / "given" / name
            path.parent.mkdir()
            await receive(request, path, self.limit)
            return await _unless_gone(request, self._checked(path, table, room))

    async def _checked(self, path: Path, table: str | None, room: Path) -> Answer:
        async with self._seats.desk():
            return await check(path, table, self._data, room, self._seconds)


async def _unless_gone(request: Request, work: Any) -> Answer:
    """Return what comes of the work; end it, and raise ClientDisconnect, when nobody waits for it any more."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        answer: Answer = working.result()
        return answer
    finally:
        for task in (working, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
