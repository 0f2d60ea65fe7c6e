"""An application and a socket in; it is served there until somebody ends it."""

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from karabakh.flows.serve.connection import Connection
from karabakh.flows.serve.listening import Listening

_HEAD: Final = 1 << 14  # bytes of the head of a request
_KEPT: Final = 15  # seconds that a connection without a request is kept
_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_LEAVING: Final = 2  # seconds for answers that are on their way when the server ends


class _Server(uvicorn.Server):
    """A server that says when it serves, and by which signal it was ended."""

    ended_by: int | None = None
    begun: Callable[[], None] | None = None

    async def startup(self, sockets: Any = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        if self.begun:
            self.begun()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """End, at once where somebody asks twice."""
        self.ended_by = self.ended_by or sig
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals as long as this serves; uvicorn would send itself each again at the end."""
        known = [number for name in _SIGNALS if (number := getattr(signal, name, None)) is not None]
        heard = [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]  # as nohup has it
        before = {number: signal.signal(number, self.handle_exit) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(application: ASGIApp, listening: Listening, begun: Callable[[], None]) -> None:
    """Serve until Ctrl-C, which raises KeyboardInterrupt, or SIGTERM; ``begun`` is called when it serves."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # what must be told, the application tells
    server = _Server(
        uvicorn.Config(
            application,
            http=Connection,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            h11_max_incomplete_event_size=_HEAD,
            timeout_keep_alive=_KEPT,
            timeout_graceful_shutdown=_LEAVING,
        )
    )
    server.begun = begun
    server.run(sockets=[listening.socket])
    if server.ended_by == signal.SIGINT:
        raise KeyboardInterrupt
