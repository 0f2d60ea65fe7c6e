"""Bytes of one file in, as they come; on disk what came of it so far, with its SHA-256, for this run or the next."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from karabakh.flows.download.errors import KEPT, OversizeError, StorageError

CHUNK = 1 << 20

Tell = Callable[[int], object]
"""Is told of so many bytes more that are there; fewer than none where a file begins anew."""


class Part:
    """The beginning of a file. What an earlier run left of it is kept and counted."""

    def __init__(self, path: Path, limit: int, tell: Tell) -> None:
        self.path, self.size = path, 0
        self._limit, self._tell, self._hash = limit, tell, hashlib.sha256()
        with storing(path):
            # not through a link, and not into anything that is no file
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            self._file = os.fdopen(os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666), "r+b")
        try:
            self._read()
        except BaseException:
            self._file.close()
            raise

    def _read(self) -> None:
        with storing(self.path):
            status = os.fstat(self._file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise StorageError(f"{self.path} is not a file; remove it")
            if status.st_size > self._limit:
                self.restart()
            for chunk in iter(lambda: self._file.read(CHUNK), b""):
                self._count(chunk)

    def _count(self, chunk: bytes) -> None:
        self._hash.update(chunk)
        self.size += len(chunk)
        self._tell(len(chunk))

    @property
    def digest(self) -> str:
        """The SHA-256 of what is there, in hexadecimal digits."""
        return self._hash.hexdigest()

    def add(self, chunk: bytes, name: str) -> None:
        """Append bytes; OversizeError where the file ``name`` would become larger than the limit."""
        self.allow(self.size + len(chunk), name)
        with storing(self.path):
            self._file.write(chunk)
            self._file.flush()  # what came is kept, even if this process is killed
        self._count(chunk)

    def allow(self, size: int | None, name: str) -> None:
        """Raise OversizeError for a size that is over the limit, and keep nothing of such a file."""
        if size is not None and size > self._limit:
            self.restart()
            raise OversizeError(
                f"{name} is larger than the {self._limit:,} bytes that versions.json leaves for it, and was cut off; "
                "tell whoever publishes there"
            )

    def restart(self) -> None:
        """Forget what came, so that the file begins anew."""
        with storing(self.path):
            self._file.seek(0)
            self._file.truncate()
        self._tell(-self.size)
        self.size, self._hash = 0, hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._file.close()


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn a failure of the disk into a message that says what to do."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}; make room or mend that, and {KEPT}"
        ) from error
