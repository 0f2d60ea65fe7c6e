"""A host and a port in, a socket that listens there and its address out."""

import errno
import os
import socket
from dataclasses import dataclass
from typing import Any, Final

from karabakh.flows.errors import CallError, KarabakhError

_TAKEN: Final = {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, getattr(errno, "WSAEACCES", errno.EACCES)}
_WAITING: Final = 256


class PortError(KarabakhError):
    """The port cannot be had."""


@dataclass(frozen=True)
class Listening:
    """A socket that listens, and the address of what is served there."""

    socket: socket.socket
    url: str


def listen(host: str, port: int) -> Listening:
    """Return a socket that listens at a host; port 0 is any that is free.

    Raises PortError where the port is taken or not allowed, CallError where the host is not this computer's.
    """
    family, where = _resolved(host, port)
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(where)
        made.listen(_WAITING)
    except OSError as error:
        made.close()
        raise _refusal(host, port, error) from error
    return Listening(made, f"http://{_called(host)}:{made.getsockname()[1]}/")


def _resolved(host: str, port: int) -> tuple[int, Any]:
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise CallError(f"--host {host}: there is no such host; 127.0.0.1 is this computer") from error
    family, _, _, _, where = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, where


def _refusal(host: str, port: int, error: OSError) -> KarabakhError:
    if error.errno in _TAKEN:
        return PortError(
            f"port {port} of {host} is taken, perhaps by another `karabakh serve`; end that one, or name another port: "
            "--port 0 takes any that is free"
        )
    if error.errno in _FORBIDDEN:
        return PortError(f"port {port} is not for everybody; name one above 1023, or --port 0 for any that is free")
    return CallError(f"--host {host}: this computer has no such address ({error.strerror}); 127.0.0.1 is its own")


def _called(host: str) -> str:
    """Return how a browser on this computer calls a host."""
    plain = host.strip("[]")
    if plain in ("0.0.0.0", ""):  # noqa: S104 - only compared
        return "127.0.0.1"
    if plain == "::":
        return "[::1]"
    return f"[{plain}]" if ":" in plain else plain
