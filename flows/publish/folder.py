"""A path in, the data folder that one publisher alone may write to out, rid of what a killed run left behind."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from filelock import FileLock, Timeout

from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish import durable
from karabakh.flows.publish.errors import BusyError, FolderError, WriteError
from karabakh.flows.publish.index import LATEST, NAME, PARTIAL, Index, read_index
from karabakh.flows.publish.number import is_number, order
from karabakh.flows.publish.previous import Previous

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
    lock = _lock(data)
    try:
        if not os.access(data, os.W_OK | os.X_OK):  # though the lock file may be written
            raise FolderError(f"{data} cannot be written: {os.strerror(errno.EACCES)}")
        index = _refuse_others(data)
        refuse_downloads(str(data), index)
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
    """Raise what `claimed` or the look at the previous version would, as far as it costs little to know.

    Nothing is made or changed. Of the version before it is seen that all files are there in their size.
    """
    _refuse_symlink(data)
    try:
        there = data.exists()
        _try_to_write(_nearest(data))
    except OSError as error:
        wrong = "cannot be written" if data.is_dir() else "cannot be made or is not a folder"
        raise FolderError(f"{data} {wrong}: {_said(error)}") from error
    if not there:
        return
    index = _refuse_others(data)
    _refuse_held(data)
    refuse_downloads(str(data), index)
    _unlisted(data, index)
    if index.latest is not None:
        Previous(index.latest, data / index.latest.version).glance()


def refuse_others(data: Path) -> None:
    """Raise FolderError where ``data`` is there and is not a data folder, be it one of downloads."""
    _refuse_symlink(data)
    if data.exists():
        _refuse_others(data)


def _nearest(data: Path) -> Path:
    """Return the folder itself, or the nearest above it that is there."""
    return next(path for path in (data, *data.absolute().parents) if path.exists())


def _try_to_write(folder: Path) -> None:
    """Raise OSError where no file can be made in a folder; the one that is made has no name where the system allows."""
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, f"{folder} is a file")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with TemporaryFile(dir=folder):
        pass


def _refuse_held(data: Path) -> None:
    """Raise BusyError where another run holds the folder; a lock that nobody has made is held by nobody."""
    if (data / LOCK).exists():
        _lock(data).release()


def _lock(data: Path) -> FileLock:
    """Return the lock of a data folder, taken."""
    lock = FileLock(data / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(f"{data}: another run is publishing into it; wait for that one to end") from None
    except OSError as error:
        raise _unwritable(data, error) from error
    return lock


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


def refuse_downloads(where: str, index: Index) -> None:
    """Raise FolderError where some of what a data folder lists was downloaded in part."""
    if index.partial:
        names = ", ".join(release.folder for release in index.partial)
        raise FolderError(f"{where} holds what was downloaded in part ({names}); publish into another folder")


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


def install(data: Path, staged: Path, listed: Index) -> str | None:
    """Put the complete folder of the newest version that ``listed`` has in its place, and the list after it.

    All that needs room on the disk is done before anything shows. Which folder is about to get its name is noted first,
    so that it is known should this run be killed before versions.json names it. Once that does, the version is
    published, and what fails after it is no failure: it is said, for people, and done by the next run.

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
    left = _listed(data, index, listed)
    return _named(data, latest, version) or left


def _listed(data: Path, staged: Path, listed: Index) -> str | None:
    """Put the list in its place; say where it is there, and the disk would not promise to keep it."""
    try:
        durable.put(staged, data / NAME)
    except OSError as error:
        if (data / NAME).read_bytes() != listed.text().encode():
            raise
        return f"{data / NAME} is in its place, but the disk failed after that: {_said(error)}"
    return None


def _named(data: Path, staged: Path, version: str) -> str | None:
    """Make data/latest name the version that is published, and say where that cannot be done in two tries."""
    try:
        try:
            durable.put(staged, data / LATEST)
        except OSError:
            durable.replace_text(data / LATEST, f"{version}\n")
        durable.remove(data / PENDING)
    except OSError as error:
        return f"{data / LATEST} could not be written ({_said(error)}), and the next run does it"
    return None


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
    ours = _unlisted(data, index)
    if ours:
        staged = data / f"{durable.STAGING}{ours}"
        durable.remove(staged)
        (data / ours).rename(staged)  # first, so that a reader never meets half a version
        durable.remove(staged)


def _unlisted(data: Path, index: Index) -> str | None:
    """Return the version that a killed run had announced and left; FolderError for others that are not listed."""
    others, ours = unlisted_versions((path.name for path in data.iterdir()), index, _pending(data))
    if others:
        raise FolderError(
            f"{data / NAME} does not list {', '.join(others)}, which {'is' if len(others) == 1 else 'are'} there; "
            "put the right versions.json back, or move what it does not list away"
        )
    return ours


def _settle_latest(data: Path, index: Index) -> None:
    """Make data/latest name the newest version; a file that does so already is left alone."""
    path = data / LATEST
    if index.latest is None:
        return
    line = f"{index.latest.version}\n"
    if not (path.is_file() and path.read_bytes() == line.encode()):
        durable.replace_text(path, line)
