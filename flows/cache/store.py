"""Bytes in, kept by a key in a folder of bounded size; the same bytes out, or nothing."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from karabakh.flows.cache.seal import seal, unseal
from karabakh.flows.settings.model import Settings

FOLDER: Final = "extraction"
OFF: Final = "off"
_MEGABYTE: Final = 1_000_000
_TEMPORARY: Final = ".new-"
_FORGOTTEN: Final = 86_400.0  # seconds after which what was being written is being written no more
_KEPT: Final = 0.9  # the share of the limit that is left, so that not every run must remove something


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of entries, each a file of its own that is checked when it is read.

    Several runs may use it at the same time, and anybody may delete any of it at any moment. ``limit`` is in bytes.
    Only the user can look into it.
    """

    folder: Path
    limit: int

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where nothing is, or not what was put there."""
        path = self._path(key)
        try:
            content = unseal(path.read_bytes(), key)
        except OSError:
            return None
        with suppress(OSError):
            if content is None:
                path.unlink()
            else:
                os.utime(path)  # used now: the least recently used goes first
        return content

    def put(self, key: str, content: bytes) -> bool:
        """Keep bytes under a key; say whether that was possible. A reader sees all of them or none."""
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        except OSError:
            return False
        staged = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(seal(content, key))
            staged.replace(path)
        except OSError:  # a full disk, or a folder that somebody has just deleted
            with suppress(OSError):
                staged.unlink()
            return False
        return True

    def prune(self) -> None:
        """Remove the least recently used entries, where all together take more than the limit."""
        entries = sorted(self._entries())
        size = sum(size for _, size, _ in entries)
        if size <= self.limit:
            return
        for _, freed, path in entries:
            if size <= self.limit * _KEPT:
                return
            with suppress(OSError):
                path.unlink()
            size -= freed

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield of each entry when it was used last, its bytes and its path; remove what killed runs left."""
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                status = path.stat()
                if path.name.startswith(_TEMPORARY) and time.time() - status.st_mtime > _FORGOTTEN:
                    path.unlink()
                    continue
                yield status.st_mtime, status.st_size, path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def wanted(settings: Settings) -> bool:
    """Whether a run is to have a cache."""
    return str(settings.cache) != OFF and settings.cache_size > 0


def opened(settings: Settings) -> Cache | None:
    """Return the cache of a run, its folder made; None where there is to be none, or there can be none."""
    if not wanted(settings):
        return None
    home = settings.cache or platformdirs.user_cache_path("karabakh-open-data", appauthor=False)
    folder = home.expanduser() / FOLDER
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return Cache(folder, settings.cache_size * _MEGABYTE) if os.access(folder, os.W_OK | os.X_OK) else None
