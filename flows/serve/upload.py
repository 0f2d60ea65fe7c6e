"""The body of a request in; a file with it out, or a refusal of what is too long or takes too long."""

import asyncio
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request

from karabakh.flows.size import shown

_SILENT: Final = 20.0
"""Seconds without a byte after which nobody waits for more."""
_WHOLE: Final = 300.0
"""Seconds that a whole file may take to come."""


_DIGITS: Final = 20
"""The longest number of bytes that is read; Python refuses to read very long ones."""


class RefusedError(Exception):
    """What was sent is not taken: the status of the answer, and why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def too_large(limit: int) -> RefusedError:
    """Return the refusal of a file that is larger than the limit."""
    return RefusedError(
        413,
        f"the file has more than {shown(limit)}; send it in parts, check it with `karabakh validate FILE`, or let "
        "whoever runs this server start it with a larger --max-upload",
    )


def demand_length(request: Request, limit: int) -> None:
    """Raise RefusedError where a request says that its body is larger than the limit."""
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or len(length) > _DIGITS:
        raise RefusedError(400, "the length of what is sent is no number")
    if int(length) > limit:
        raise too_large(limit)


async def receive(request: Request, path: Path, limit: int) -> None:
    """Write the body into a new file; RefusedError where it is larger than the limit or does not come."""
    try:
        async with asyncio.timeout(_WHOLE):
            await _receive(request, path, limit)
    except TimeoutError:
        raise RefusedError(408, "the file did not come in time; send it again") from None


async def _receive(request: Request, path: Path, limit: int) -> None:
    size = 0
    with path.open("xb") as file:
        while True:
            message = await asyncio.wait_for(request.receive(), _SILENT)
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            file.write(chunk)
            if not message.get("more_body", False):
                return


async def gone(request: Request) -> None:
    """Wait until whoever sent the request is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
