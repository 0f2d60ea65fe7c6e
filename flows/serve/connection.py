"""A connection in, requests out, as uvicorn reads them, but from nobody who takes for ever.

uvicorn waits without end for the head of a request, for the rest of a body that nobody wants any more, and for a client
that does not read its answer. A body that is wanted has its own time, see upload.py.
"""

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from karabakh.flows.serve.policy import HEADERS, NOTHING

MOST: Final = 512
"""How many connections there may be at once; more are closed."""
_TICK: Final = 1.0
_PATIENCE: Final = {"head": 10.0, "rest": 10.0, "unread": 60.0, "kept": 60.0}
"""Seconds for the head of a request, for the rest of a body after its answer, for a client to read some of that, and
for the next request, where uvicorn does not count."""


class Connection(H11Protocol):
    """A connection that is closed when it stands still."""

    _phase, _since = "", 0.0
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._since = self.loop.time()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._watch:
            self._watch.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Go on, because the client has read what was there for it; so it does not stand still."""
        self._since = self.loop.time()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Say that what came is no request, with the headers of every answer, if it can still be said."""
        told: list[Any] = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        told += [(b"content-security-policy", NOTHING.encode()), (b"content-type", b"text/plain; charset=utf-8")]
        told += [(b"connection", b"close"), (b"content-length", b"%d" % len(msg))]
        try:
            for event in (h11.Response(status_code=400, headers=told, reason=b"Bad Request"),
                          h11.Data(data=msg.encode()), h11.EndOfMessage()):  # fmt: skip
                self.transport.write(self.conn.send(event) or b"")
        except h11.LocalProtocolError:  # in the middle of an answer
            pass
        self.transport.close()

    def _look(self) -> None:
        """Look every second what the client is at, and close where it has been at that for too long."""
        now, phase = self.loop.time(), self._at()
        if phase != self._phase:
            self._phase, self._since = phase, now
        if now - self._since > _PATIENCE.get(phase, float("inf")):
            self.transport.abort()
        else:
            self._watch = self.loop.call_later(_TICK, self._look)

    def _at(self) -> str:
        if self.flow.write_paused:
            return "unread"
        answered = self.cycle is None or self.cycle.response_complete
        if not answered:
            return "answer"
        if self.conn.their_state is h11.SEND_BODY:
            return "rest"
        kept = self.cycle is not None and not self.conn.trailing_data[0]
        return "kept" if kept else "head"
