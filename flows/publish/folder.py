"""A path in, the data folder that one publisher alone may write to out, rid of what a killed run left behind."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish import durable
from karabakh.flows.publish.errors import BusyError, FolderError, WriteError
from karabakh.flows.publish.index import LATEST, NAME, PARTIAL, Index, read_index
from karabakh.flows.publish.number import is_number, order

LOCK = ".lock"
PENDING = f"{durable.STAGING}pending"  # names the version whose folder a run was about to put in place
DOWNLOADING = ".download-"  # how everything begins that is being downloaded
_BARE = frozenset({LOCK, ".gitkeep", ".gitignore", ".gitattributes"})  # what a folder without a version may hold
_DISK: Final = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
_HELD: Final[dict[Path, tuple[int, int]]] = {}  # the lock file, as the system knows it, of each folder that is claimed


@contextmanager
def claimed(data: Path) -> Iterator[Index]:
    """Hold ``data`` for this publisher alone and give what it lists, made and mended where that is needed.

    Where publishing fails, what it had begun is removed again at once, as far as the disk allows.

    Raises FolderError for a folder that is not ours or may not be written, BusyError where another publisher holds it,
    WriteError where the disk is full.
    """
    _make(data)
    _refuse_others(data)
    try:
        lock = FileLock(data / LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise BusyError(f"{data}: another run is publishing into it; wait for that one to end") from None
    except OSError as error:
        raise _unwritable(data, error) from error
    try:
        if not os.access(data, os.W_OK | os.X_OK):  # though the lock file may be written
            raise FolderError(f"{data} cannot be written: {os.strerror(errno.EACCES)}")
        index = _refuse_others(data)
        _refuse_downloads(data, index)
        _HELD[data] = _identity(data / LOCK)
        _clean(data, index)
        with _undone(data):
            yield index
    finally:
        _HELD.pop(data, None)
        lock.release()


@contextmanager
def _undone(data: Path) -> Iterator[None]:
    """Where what is done inside fails, remove what it left, unless versions.json names it already."""
    try:
        yield
    except BaseException as error:
        with suppress(OSError, KarabakhError):  # the failure itself is what matters; the next run cleans up, too
            _hold(data)
            _clean(data, _refuse_others(data))
        if isinstance(error, OSError) and error.errno in _DISK:
            raise _unwritable(data, error) from error
        raise


def _identity(path: Path) -> tuple[int, int]:
    found = path.lstat()
    return found.st_dev, found.st_ino


def _hold(data: Path) -> None:
    """Raise FolderError where the folder of that name is no longer the one this publisher has claimed."""
    if data in _HELD and (data.is_symlink() or _HELD[data] != _identity(data / LOCK)):
        raise FolderError(f"{data} was replaced while it was being published into")


def check(data: Path) -> None:
    """Raise FolderError where ``data`` is there and is not a data folder; nothing is made, locked or changed."""
    _refuse_symlink(data)
    if data.exists():
        _refuse_others(data)


def _make(data: Path) -> None:
    _refuse_symlink(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in _DISK:
            raise _unwritable(data, error) from error
        raise FolderError(f"{data} cannot be made or is not a folder: {_said(error)}") from error
    except ValueError as error:
        raise FolderError(f"{data} cannot be made: {error}") from error


def _refuse_symlink(data: Path) -> None:
    try:
        is_link = stat.S_ISLNK(data.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:  # a name that is too long, or one with a NUL
        raise FolderError(f"{data} cannot be a folder: {_said(error)}") from error
    if is_link:
        raise FolderError(f"{data} is a symbolic link; name the folder itself")


def _unwritable(data: Path, error: OSError) -> KarabakhError:
    """Return what to raise: a disk that is full or broken now is no fault of the folder that was named."""
    kind = WriteError if error.errno in _DISK else FolderError
    return kind(f"{data} cannot be written: {_said(error)}")


def _said(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return str(error)
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
        if name in {NAME, LATEST, LOCK} and not path.is_file():  # to read a pipe would take for ever
            raise FolderError(f"{path} is not a file; move it away")
    index = read_index(data)
    if index is None:
        _refuse_unlisted(data, entries)
    return index or Index()


def _refuse_downloads(data: Path, index: Index) -> None:
    if index.partial:
        names = ", ".join(release.folder for release in index.partial)
        raise FolderError(f"{data} holds what was downloaded in part ({names}); publish into another folder")


def _refuse_unlisted(data: Path, entries: dict[str, Path]) -> None:
    others = unlisted_others(entries, _pending(data))
    if others:
        shown = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        raise FolderError(
            f"{data} holds other things ({shown}) and no {NAME}, so it is not a data folder; "
            f"name an empty or a new one, or put {NAME} back"
        )


def unlisted_others(names: Iterable[str], pending: str | None) -> list[str]:
    """Return which of the names in a data folder without versions.json are not a publisher's own."""
    made = _BARE | {pending}
    return [name for name in names if name not in made and not _is_on_its_way(name)]


def _is_on_its_way(name: str) -> bool:
    """Whether something in the folder is no version yet: being published, or being downloaded."""
    part = name.endswith(PARTIAL) and is_number(name.removesuffix(PARTIAL))
    return part or name.startswith((durable.STAGING, DOWNLOADING))


def unlisted_versions(names: Iterable[str], index: Index, pending: str | None) -> tuple[list[str], str | None]:
    """Return which of the names are versions newer than all that are listed: somebody's, and the one that is ours.

    Ours is the one that a run announced and was killed before it was listed. Any other came otherwise, as with an older
    versions.json put back, and is somebody's data.
    """
    newest = order(index.latest.version) if index.latest else ()
    newer = {name for name in names if is_number(name) and order(name) > newest}
    return sorted(newer - {pending}, key=order), pending if pending in newer else None


def install(data: Path, staged: Path, listed: Index) -> None:
    """Put the complete folder of the newest version that ``listed`` has in its place, and the list after it.

    All that needs room on the disk is done before anything shows. Which folder is about to get its name is noted first,
    so that it is known should this run be killed before versions.json names it.

    Raises FolderError where the data folder was replaced since it was claimed, OSError where the disk fails.
    """
    if listed.latest is None:
        raise ValueError("a list without a version has none to put in place")
    version = listed.latest.version
    _hold(data)
    durable.replace_text(data / PENDING, f"{version}\n")
    index = durable.stage_text(data / NAME, listed.text())
    latest = durable.stage_text(data / LATEST, f"{version}\n")
    durable.move_folder(staged, data / version)
    durable.put(index, data / NAME)
    durable.put(latest, data / LATEST)
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
        _settle_latest(data, index)
    except OSError as error:
        raise _unwritable(data, error) from error


def _remove_unlisted(data: Path, index: Index) -> None:
    """Remove the version folder of a run that was killed before versions.json named it; no reader has trusted it.

    Only what such a run announced is removed.
    """
    others, ours = unlisted_versions((path.name for path in data.iterdir()), index, _pending(data))
    if others:
        raise FolderError(
            f"{data / NAME} does not list {', '.join(others)}, which {'is' if len(others) == 1 else 'are'} there; "
            "put the right versions.json back, or move what it does not list away"
        )
    if ours:
        staged = data / f"{durable.STAGING}{ours}"
        durable.remove(staged)
        (data / ours).rename(staged)  # first, so that a reader never meets half a version
        durable.remove(staged)


def _settle_latest(data: Path, index: Index) -> None:
    """Make data/latest name the newest version; a file that does so already is left alone."""
    path = data / LATEST
    if index.latest is None:
        return
    line = f"{index.latest.version}\n"
    if not (path.is_file() and path.read_bytes() == line.encode()):
        durable.replace_text(path, line)
