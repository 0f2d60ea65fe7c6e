"""A folder and the new contents of files in it in; all of them in their places out, or none, whatever stops the run.

The contents are written beside the files first, with a list of what each file held before. Giving that folder its final
name is the moment from which the change is made: a run that is killed before leaves everything as it was, one that is
killed later is completed by the next (`settle`). What a run left is told from what a commit or an archive brought by an
empty file in it, whose number on the disk and time of change the list names: neither can be carried elsewhere. Nothing
here follows a link.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from karabakh.flows.contribute.accept.errors import SeedsError
from karabakh.flows.publish import durable

STAGED: Final = f"{durable.STAGING}accept"
PENDING: Final = ".pending-accept"
LIST: Final = "files.json"
STAMP: Final = "stamp"


def replace_all(folder: Path, contents: Mapping[str, bytes], ours: Callable[[str], bool]) -> None:
    """Give files of ``folder`` (names relative to it, at most one folder deep) their new contents.

    ``ours`` says which names may be written at all, for the list on disk is read back by another run. Raises SeedsError
    for another name, before anything is written.
    """
    strange = [name for name in contents if not ours(name)]
    if strange:
        raise SeedsError(f"{folder} cannot hold a file named {strange[0]!a}; nothing is written")
    staged = folder / STAGED
    durable.remove(staged)
    staged.mkdir()
    for number, content in enumerate(contents.values()):
        (staged / str(number)).write_bytes(content)
    files = {name: [digest(folder / name), hashlib.sha256(content).hexdigest()] for name, content in contents.items()}
    (staged / STAMP).touch()
    listed = {"stamp": stamp(staged), "files": files}
    durable.write_text(staged / LIST, json.dumps(listed, ensure_ascii=False))
    durable.move_folder(staged, folder / PENDING)
    settle(folder, ours)


def stamp(staged: Path) -> list[int]:
    """Return the number on the disk of the stamp in a folder, and when it was last changed, in nanoseconds."""
    found = (staged / STAMP).lstat()
    return [found.st_ino, found.st_ctime_ns]


def waits(folder: Path, ours: Callable[[str], bool]) -> bool:
    """Whether a killed run left something to complete; SeedsError where what is there is of no run of this machine."""
    pending = folder / PENDING
    if pending.is_symlink() or not pending.is_dir():
        return False
    _listed(pending, ours)
    return True


def settle(folder: Path, ours: Callable[[str], bool]) -> tuple[str, ...]:
    """Complete what a killed run had begun, or remove what it had not; return the names of the files it was to write.

    Raises SeedsError, and changes nothing, where a file is neither as it was before that run nor as the run made it, or
    where no run on this machine made the list.
    """
    pending = folder / PENDING
    if not waits(folder, ours):
        durable.remove(folder / STAGED)
        return ()
    files = _listed(pending, ours)
    for number, (name, (before, after)) in enumerate(files.items()):
        _refuse_others(folder, name, {before, after}, pending)
        if digest(folder / name) != after and digest(pending / str(number)) != after:
            raise SeedsError(f"{pending} lacks the content of {name}; remove it, and accept the contribution again")
    for number, (name, (before, after)) in enumerate(files.items()):
        if digest(folder / name) != after:
            _place(pending / str(number), folder / name, new=before is None)
    staged = folder / STAGED
    durable.remove(staged)
    pending.rename(staged)  # first, so that a list without its contents is never taken for one to complete
    durable.remove(staged)
    durable.sync_folder(folder)
    return tuple(files)


def _listed(pending: Path, ours: Callable[[str], bool]) -> dict[str, tuple[str | None, str]]:
    try:
        listed = json.loads((pending / LIST).read_text("utf-8"))
        files = {str(name): (before, str(after)) for name, (before, after) in listed["files"].items()}
        own = listed["stamp"] == stamp(pending)
    except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        raise SeedsError(f"{pending} is not what a stopped accept leaves; look at it and remove it") from None
    if not own:
        raise SeedsError(
            f"{pending} was made by no accept on this machine: it came with a commit or a copy; look at it and remove "
            "it. If it was copied from where an accept was stopped, put the seeds back (git checkout), and accept again"
        )
    strange = [name for name in files if not ours(name)]
    if strange:
        raise SeedsError(f"{pending} names {strange[0]!a}, which accept never writes; look at it and remove it")
    return files


def _refuse_others(folder: Path, name: str, known: set[str | None], pending: Path) -> None:
    for path in (folder / name, (folder / name).parent):
        if path.is_symlink():
            raise SeedsError(f"{path} is a symbolic link; put the file or folder itself in its place")
    if digest(folder / name) not in known:
        raise SeedsError(
            f"{folder / name} changed since an accept was stopped; put it back (git checkout), or remove {pending} to "
            "forget that contribution"
        )


def _place(staged: Path, path: Path, *, new: bool) -> None:
    path.parent.mkdir(exist_ok=True)
    if new:  # a file that somebody else put there in between is not written over
        try:
            os.link(staged, path)
        except FileExistsError:
            raise SeedsError(f"{path} is there by now; move it away") from None
        except OSError:  # a file system without hard links
            os.replace(staged, path)  # noqa: PTH105
    else:
        os.replace(staged, path)  # noqa: PTH105
    durable.sync_folder(path.parent)


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's bytes; None where there is no file."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
