"""A folder on this computer in, the published versions in it out."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from karabakh.flows.download.errors import MissingError, RefusedError
from karabakh.flows.download.origins import Origin, Stream
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.publish.index import Index, read_index

CHUNK = 1 << 20


class Folder(Origin):
    """A data folder, of a publisher or of downloads."""

    def __init__(self, root: Path) -> None:
        self.root: Path = root
        self.shown = masked(root)

    def index(self) -> Index:
        """Return the versions that versions.json lists."""
        index = read_index(self.root)
        if index is None:
            raise self._unlisted()
        return index

    @contextmanager
    def stream(self, name: str, start: int = 0) -> Iterator[Stream]:
        """Open a file; links are not followed."""
        path = regular(self.root, name)
        try:
            with path.open("rb") as file:
                file.seek(start)
                yield Stream(start, path.stat().st_size, _chunks(file, path))
        except OSError as error:
            raise RefusedError(f"{path} cannot be read: {error}") from error


def _chunks(file: BinaryIO, path: Path) -> Iterator[bytes]:
    try:
        yield from iter(lambda: file.read(CHUNK), b"")
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error}") from error


def regular(root: Path, name: str) -> Path:
    """Return the path of a file below a folder; MissingError, or RefusedError where a link or no file is on the way."""
    path = root
    try:
        for part in PurePosixPath(name).parts:
            path /= part
            mode = path.lstat().st_mode
            if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
                raise RefusedError(f"{path} is a link or no file; put the file or folder itself in its place")
        if not stat.S_ISREG(path.lstat().st_mode):
            raise RefusedError(f"{path} is a folder, where a file should be")
    except (FileNotFoundError, NotADirectoryError):
        raise MissingError(f"{root / name} is not there") from None
    except (OSError, ValueError) as error:
        raise RefusedError(f"{root / name} cannot be read: {error}") from error
    return path
