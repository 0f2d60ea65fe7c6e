"""A folder for what a run needs for a while: gone when the run ends, however it ends.

Texts that may not be passed on lie in it. A run that is told to stop removes it on its way out (`discard`), and what a
killed one left is removed by the next: whoever works in such a folder holds its lock.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Final

from filelock import FileLock, Timeout

_PREFIX: Final = "karabakh-"
_LOCK: Final = ".lock"
_YOUNG: Final = 60.0  # seconds in which a folder may not be locked yet
_OPEN: Final[set[Path]] = set()


@contextmanager
def scratch(home: Path | str | None = None) -> Iterator[Path]:
    """Give a new folder in the folder ``home``, and remove it afterwards.

    Where ``home`` is None, or an address, it lies among the system's temporary ones (TMPDIR).
    """
    within = home.absolute() if isinstance(home, Path) else Path(gettempdir())
    within.mkdir(parents=True, exist_ok=True)
    _sweep(within)
    folder = Path(mkdtemp(prefix=_PREFIX, dir=within))
    _OPEN.add(folder)
    try:
        with FileLock(folder / _LOCK):
            yield folder
    finally:
        _OPEN.discard(folder)
        shutil.rmtree(folder, ignore_errors=True)


def discard() -> None:
    """Remove the folders that are in use; the process is about to end."""
    for folder in list(_OPEN):
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    """Remove the folders of this user's runs that were killed."""
    for folder in home.glob(f"{_PREFIX}*"):
        with suppress(OSError, Timeout):
            if _abandoned(folder):
                with FileLock(folder / _LOCK, timeout=0):
                    shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    status = folder.lstat()
    ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    old = time.time() - status.st_mtime > _YOUNG
    return ours and old and not folder.is_symlink() and (folder / _LOCK).is_file()
