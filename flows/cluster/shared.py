"""Names and bytes in, kept where all machines of a cluster see them: in a folder they share, or a store such as S3."""

import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyarrow as pa

from karabakh.flows.cache.seal import seal, unseal
from karabakh.flows.publish.store import opened

HELLO: Final = "hello"  # says that a run works here, and when it last did
_PREFIX: Final = "karabakh-"
_FORGOTTEN: Final = 86_400.0  # seconds after which a run that says nothing has been killed
_SIZE: Final = 8


@dataclass(frozen=True, slots=True)
class Shared:
    """A place for what goes from machine to machine: the path of a folder, or an address.

    What is read was written wholly, or is not there.
    """

    where: str

    def put(self, name: str, content: bytes) -> None:
        """Keep bytes, compressed, under a name; what had that name is replaced at once."""
        packed = len(content).to_bytes(_SIZE) + pa.compress(content, "zstd", asbytes=True)
        sealed = b"".join(seal(packed, name))
        if _is_address(self.where):
            opened(self.where).write(name, sealed)
            return
        path = Path(self.where, name)
        staged = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        try:
            staged.write_bytes(sealed)
            staged.replace(path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise

    def get(self, name: str) -> bytes:
        """Return what is kept under a name; FileNotFoundError where nothing is, or it is damaged."""
        path = Path(self.where, name)
        sealed = opened(self.where).read(name) if _is_address(self.where) else path.read_bytes()
        content = None if sealed is None else unseal(sealed, name)
        if content is None:
            raise FileNotFoundError(f"{name} is not there, or damaged")
        size = int.from_bytes(content[:_SIZE])
        return bytes(pa.decompress(content[_SIZE:], size, "zstd", asbytes=True))

    def look(self) -> None:
        """Raise whatever comes of looking at what is here, once: where it cannot be seen, soon."""
        if _is_address(self.where):
            found = replace(opened(self.where), waits=()).read(HELLO)
            if found is None:
                raise FileNotFoundError(f"there is no {HELLO}")
        else:
            Path(self.where, HELLO).read_bytes()

    def remove(self, name: str) -> None:
        """Remove what is kept under a name; nothing there is fine."""
        if _is_address(self.where):
            opened(self.where).remove(name)
        else:
            Path(self.where, name).unlink(missing_ok=True)

    def greet(self) -> None:
        """Say that somebody works here."""
        self.put(HELLO, str(time.time()).encode())


@contextmanager
def shared(scratch: Path | str | None, folder: Path) -> Iterator[Shared]:
    """Give a new place at the address ``scratch``, or in the run's own ``folder``; what is in it goes away after."""
    if not isinstance(scratch, str):
        yield _greeted(tempfile.mkdtemp(prefix="shared-", dir=folder))
        return
    _sweep(scratch)
    name = f"{_PREFIX}{secrets.token_hex(8)}"
    try:
        yield _greeted(f"{scratch.rstrip('/')}/{name}")
    finally:
        _remove(scratch, name)


def _greeted(where: str) -> Shared:
    place = Shared(where)
    place.greet()
    return place


def _sweep(address: str) -> None:
    """Remove what runs left at an address that were killed."""
    for name in opened(address).names():
        if name.startswith(_PREFIX) and _is_forgotten(Shared(f"{address.rstrip('/')}/{name}")):
            _remove(address, name)


def _is_forgotten(place: Shared) -> bool:
    """Whether nobody works at a place: who does, greets it before all else, and again and again."""
    try:
        return time.time() - float(place.get(HELLO)) > _FORGOTTEN
    except FileNotFoundError:
        return True


def _remove(address: str, name: str) -> None:
    there = opened(address)
    for path in there.sizes(name):
        there.remove(f"{name}/{path}")


def _is_address(where: str) -> bool:
    return "://" in where
