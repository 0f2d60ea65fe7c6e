"""Where published versions lie: the name of a file in, its bytes from any place on out; and the list of versions.

What comes from an origin is not trusted. versions.json is read strictly, and every other file is held against the
checksum that follows from it (see fetch.py); an origin only says how bytes are got.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from karabakh.flows.errors import CallError
from karabakh.flows.publish.index import LATEST, NAME, Index, Release

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes of a file that come as they are read: where they begin in it, and its size where that was said."""

    start: int
    size: int | None
    chunks: Iterator[bytes]


class Origin(ABC):
    """A place that holds published versions: versions.json, and beside it a folder for each version."""

    shown: str
    """Its address for messages: without user, password and query."""
    root: Path | None = None
    """The folder, where it is one on this computer."""

    @abstractmethod
    def index(self) -> Index:
        """Return the versions that there are; CallError where there is no versions.json."""

    @abstractmethod
    def stream(self, name: str, start: int = 0) -> AbstractContextManager[Stream]:
        """Open a file, by its path beside versions.json, from byte ``start`` on, or from 0 where that cannot be.

        Opening and reading raise UnreachableError for what may pass, MissingError or RefusedError for what will not.
        """

    def release(self, version: str = LATEST) -> Release:
        """Return a version by its number, or ``latest`` as `Index.find`; CallError names the versions there are."""
        return self.pick(self.index(), version)

    def pick(self, index: Index, version: str) -> Release:
        """Return a version out of the list that the origin gave; CallError as `release`."""
        release = index.find(version)
        if release is None:
            numbers = [f"{known.version}{' (in part)' if known.files is not None else ''}" for known in index.all]
            known = ", ".join(["…"] * (len(numbers) > SHOWN) + numbers[-SHOWN:])
            raise CallError(f"{self.shown} has no version {version!r}; it has {known}, and {LATEST} for the newest")
        return release

    def where(self, name: str) -> str:
        """Return the address of a file for messages."""
        return f"{self.shown}/{name}"

    def _unlisted(self) -> CallError:
        return CallError(f"{self.where(NAME)} is not there; name a folder or an address that holds published versions")
