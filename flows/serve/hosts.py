"""The Host that a request names in; whether it may mean this server out.

A page on the web can have its own name point at this computer (DNS rebinding) and would then be taken for ours; its
requests still say its name. So a name must be one of ours. An address of digits cannot be pointed elsewhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final, Self

_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_-][A-Za-z0-9._-]{0,252})(?::[0-9]{1,5})?")
LOOPBACK: Final = "localhost"


@dataclass(frozen=True)
class Hosts:
    """The names by which this server may be called; ``abroad``: also any address of digits, as others call it by."""

    names: frozenset[str]
    abroad: bool = False

    @classmethod
    def of(cls, host: str, more: Iterable[str] = ()) -> Self:
        """Return the names of a server that listens at ``host`` and is also called ``more``."""
        return cls(frozenset(map(_plain, (LOOPBACK, host, *more))), not is_loopback(host))

    def mean_us(self, header: str) -> bool:
        """Return whether a Host header names this server; the port may be another, as a tunnel has it.

        >>> ours = Hosts.of("127.0.0.1")
        >>> [ours.mean_us(host) for host in ("localhost:8000", "[::1]", "evil.example", "10.0.0.1", "")]
        [True, True, False, False, False]
        """
        found = _HOST.fullmatch(header)
        if not found:
            return False
        name = _plain(found[1])
        address = _address(name)
        return name in self.names or (address is not None and (self.abroad or address.is_loopback))


def is_loopback(host: str) -> bool:
    """Return whether only this computer reaches what listens at a host.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    address = _address(_plain(host))
    return address.is_loopback if address else _plain(host) == LOOPBACK


def _plain(host: str) -> str:
    return host.strip().strip("[]").lower().removesuffix(".")


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None
