"""A path in, the data folder that one publisher alone may write to out, rid of what a killed run left behind."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from karabakh.flows.publish import durable
from karabakh.flows.publish.errors import BusyError, FolderError
from karabakh.flows.publish.index import LATEST, NAME, Index, read_index
from karabakh.flows.publish.number import is_number, order

LOCK = ".lock"
PENDING = f"{durable.STAGING}pending"  # names the version whose folder a run was about to put in place
_BARE = frozenset({LOCK, ".gitkeep", ".gitignore", ".gitattributes"})  # what a folder without a version may hold


@contextmanager
def claimed(data: Path) -> Iterator[Index]:
    """Hold ``data`` for this publisher alone and give what it lists, made and mended where that is needed.

    Raises FolderError for a folder that is not ours or cannot be written, BusyError where another publisher holds it.
    """
    _make(data)
    _refuse_others(data)
    try:
        lock = FileLock(data / LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise BusyError(f"{data}: another run is publishing into it; wait for that one to end") from None
    except OSError as error:
        raise FolderError(f"{data} cannot be written: {_said(error)}") from error
    try:
        index = _refuse_others(data)
        _clean(data, index)
        yield index
    finally:
        lock.release()


def check(data: Path) -> None:
    """Raise FolderError where ``data`` is there and is not a data folder; nothing is made, locked or changed."""
    if data.is_symlink() or data.exists():
        _refuse_symlink(data)
        _refuse_others(data)


def _make(data: Path) -> None:
    _refuse_symlink(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError(f"{data} cannot be made or is not a folder: {_said(error)}") from error


def _refuse_symlink(data: Path) -> None:
    if data.is_symlink():
        raise FolderError(f"{data} is a symbolic link; name the folder itself")


def _said(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return f"{error.filename} is a symbolic link"
    return error.strerror or str(error)


def _refuse_others(data: Path) -> Index:
    """Return what the folder lists, or raise FolderError where its content is not a publisher's."""
    try:
        entries = {path.name: path for path in sorted(data.iterdir())}
    except OSError as error:
        raise FolderError(f"{data} cannot be read: {_said(error)}") from error
    for name, path in entries.items():
        if (name in {NAME, LATEST, LOCK} or is_number(name)) and path.is_symlink():
            raise FolderError(f"{path} is a symbolic link; put the file or folder itself in its place")
        if is_number(name) and not path.is_dir():
            raise FolderError(f"{path} has a version's name and is not a folder; move it away")
    index = read_index(data)
    if index is None:
        _refuse_unlisted(data, entries)
    return index or Index()


def _refuse_unlisted(data: Path, entries: dict[str, Path]) -> None:
    made = {_pending(data)} - {None}
    others = [name for name in entries if name not in _BARE | made and not name.startswith(durable.STAGING)]
    if others:
        shown = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        raise FolderError(
            f"{data} holds other things ({shown}) and no {NAME}, so it is not a data folder; "
            f"name an empty or a new one, or put {NAME} back"
        )


def announce(data: Path, version: str) -> None:
    """Note on disk which version's folder is about to get its name, so that it is known should this run be killed."""
    durable.replace_text(data / PENDING, f"{version}\n")


def conclude(data: Path) -> None:
    """Forget the note: the version is listed."""
    durable.remove(data / PENDING)


def _pending(data: Path) -> str | None:
    """Return the version that a killed run had announced, if any."""
    path = data / PENDING
    if path.is_symlink() or not path.is_file():
        return None
    version = path.read_bytes()[:100].decode("utf-8", "replace").strip()
    return version if is_number(version) else None


def _clean(data: Path, index: Index) -> None:
    """Remove what a killed run left, and make data/latest say what versions.json says."""
    try:
        _remove_unlisted(data, index)
        for path in sorted(data.glob(f"{durable.STAGING}*")):
            durable.remove(path)
        settle_latest(data, index)
    except OSError as error:
        raise FolderError(f"{data} cannot be written: {_said(error)}") from error


def _remove_unlisted(data: Path, index: Index) -> None:
    """Remove the version folder of a run that was killed before versions.json named it; no reader has trusted it.

    Only what such a run announced is removed. Any other version newer than all that are listed came otherwise, as
    with an older versions.json put back, and is somebody's data.
    """
    newest = order(index.latest.version) if index.latest else ()
    unlisted = {path.name for path in data.iterdir() if is_number(path.name) and order(path.name) > newest}
    pending = _pending(data)
    others = sorted(unlisted - {pending}, key=order)
    if others:
        raise FolderError(
            f"{data / NAME} does not list {', '.join(others)}, which {'is' if len(others) == 1 else 'are'} there; "
            "put the right versions.json back, or move what it does not list away"
        )
    if pending in unlisted:
        staged = data / f"{durable.STAGING}{pending}"
        durable.remove(staged)
        (data / pending).rename(staged)  # first, so that a reader never meets half a version
        durable.remove(staged)


def settle_latest(data: Path, index: Index) -> None:
    """Make data/latest name the newest version; a file that does so already is left alone."""
    path = data / LATEST
    if index.latest is None:
        return
    line = f"{index.latest.version}\n"
    if not (path.is_file() and path.read_bytes() == line.encode()):
        durable.replace_text(path, line)
