"""Files and folders in, the same on disk for good: after a power cut there is the old or the new, never a half.

Nothing here follows a link at the path it is given.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

STAGING = ".staging-"  # how everything begins that is not published yet
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def sync_file(path: Path) -> None:
    """Force a file's bytes to the disk."""
    handle = os.open(path, os.O_RDONLY | _NO_LINK)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Force a folder's list of names to the disk, where the system knows such a thing."""
    if os.name != "nt":
        sync_file(path)


def sync_tree(folder: Path) -> None:
    """Force every file and folder below ``folder``, and itself, to the disk, the innermost first."""
    for root, _, files in os.walk(folder, topdown=False):
        for name in sorted(files):
            sync_file(Path(root, name))
        sync_folder(Path(root))


def write_text(path: Path, text: str) -> None:
    """Write a new file in UTF-8 with `\\n` line ends; one that is already there is an error."""
    write_lines(path, (text,))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a new file as `write_text` does, from lines that are made as they are needed; its folder is made, too."""
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def replace_text(path: Path, text: str) -> None:
    """Put ``text`` in the place of a file at once: a reader sees the old text or the new."""
    put(stage_text(path, text), path)


def stage_text(path: Path, text: str) -> Path:
    """Force ``text`` to the disk beside the place that it is for; return where it waits."""
    staged = path.with_name(f"{STAGING}{path.name}")
    remove(staged)
    write_text(staged, text)
    sync_file(staged)
    return staged


def put(staged: Path, path: Path) -> None:
    """Put a file that waits in its place at once."""
    os.replace(staged, path)  # noqa: PTH105 - the one name for it that every reader of POSIX knows
    sync_folder(path.parent)


def move_folder(staged: Path, path: Path) -> None:
    """Give a complete folder its name in the same parent; an entry with content at ``path`` is an error.

    So is anything in it that is neither a file nor a folder, above all a link, and a link in its place.
    """
    for stranger, kind in strangers(staged):
        raise OSError(errno.ELOOP, f"{kind} has come into what was being written", str(stranger))
    sync_tree(staged)
    os.rename(staged, path)  # noqa: PTH104
    sync_folder(path.parent)


def strangers(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what is neither a file nor a folder at ``folder`` and below it, and what it is; no link is followed."""
    if not stat.S_ISDIR(folder.lstat().st_mode):
        yield folder, _kind(folder.lstat().st_mode)
        return
    for root, folders, files in os.walk(folder, onerror=_raise):
        for name in sorted([*folders, *files]):
            mode = Path(root, name).lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                yield Path(root, name), _kind(mode)


def _raise(error: OSError) -> None:
    raise error  # a folder that cannot be looked into may hold anything


def _kind(mode: int) -> str:
    kinds = {stat.S_IFLNK: "a symbolic link", stat.S_IFREG: "a file", stat.S_IFDIR: "a folder"}
    return kinds.get(stat.S_IFMT(mode), "neither a file nor a folder")


def remove(path: Path) -> None:
    """Remove a file, a link (not what it points to) or a folder with all it holds; nothing there is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
