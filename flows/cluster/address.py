"""The address of a scheduler in; an error out where nobody answers there, or what speaks to it is not installed."""

import socket
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit

from karabakh.flows.cluster.errors import SchedulerError
from karabakh.flows.errors import CallError

PORT: Final = 8786  # a scheduler's own, where the address names none
_SECONDS: Final = 5.0


def check(address: str) -> None:
    """Raise what connecting would, as far as it can be told at once, before Prefect has started."""
    if find_spec("distributed") is None:
        raise CallError("--scheduler needs pip install 'karabakh-open-data[cluster]'")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or PORT
    except ValueError as error:
        raise CallError(f"--scheduler {address}: {error}; an address is tcp://HOST:PORT") from None
    if not host or parts.scheme not in ("tcp", "tls"):
        raise CallError(f"--scheduler {address}: an address is tcp://HOST:PORT, or tls://HOST:PORT")
    try:
        socket.create_connection((host, port), timeout=_SECONDS).close()
    except OSError as error:
        raise SchedulerError(f"--scheduler {address}: no scheduler answers there ({error.strerror or error})") from None
