"""An address in (s3://bucket/prefix, any store that fsspec can write to), its objects as bytes and files in and out."""

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.inputs import masked, said, wanting
from karabakh.flows.publish.errors import WriteError

_READ_ONLY: Final = frozenset({"http", "https", "data", "github", "zip", "tar", "reference"})
_FOLDERS: Final = frozenset({"sftp", "ssh", "ftp", "smb", "hdfs", "webhdfs", "webdav", "dav", "memory"})
_BUCKETS: Final = frozenset({"s3", "s3a", "gs", "gcs"})  # nothing can be put where there is no bucket
_WAITS: Final = (0.5, 2.0, 8.0)  # seconds before another try
_WHOLE: Final = 64 << 20  # bytes of a file that is read back whole; of a longer one both ends are
_END: Final = 1 << 20
_LAST: Final = (FileNotFoundError, PermissionError, NotImplementedError, IsADirectoryError, NotADirectoryError)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Store:
    """A place for versions: an fsspec file system and the path of what is the data folder there."""

    shown: str  # the address for people, without user, password and query
    system: Any
    root: str
    waits: tuple[float, ...] = _WAITS  # before another try, where an operation fails for what may pass

    def read(self, name: str) -> bytes | None:
        """Return an object, or None where there is none."""
        with suppress(FileNotFoundError):
            return self._done(lambda: bytes(self.system.cat_file(f"{self.root}/{name}")))
        return None

    def names(self) -> list[str]:
        """Return what stands directly below the address; nothing where there is no such place yet."""
        try:
            found = self._done(lambda: self.system.ls(self.root, detail=False))
        except FileNotFoundError:
            return []
        names = {str(path).rstrip("/").removeprefix(self.root.rstrip("/")).strip("/") for path in found}
        return sorted(names - {""})

    def has_bucket(self) -> bool:
        """Whether the bucket is there, where the store has such; yes where one may not ask for it."""
        if _BUCKETS.isdisjoint(_names(self.system)):
            return True
        try:
            self._done(lambda: self.system.ls(self.root.partition("/")[0], detail=False))
        except FileNotFoundError:
            return False
        except PermissionError:  # who may see a prefix need not be allowed to see all
            return True
        return True

    @property
    def can_list(self) -> bool:
        """Whether it can be asked what is there; a web server at best has a page with links."""
        return {"http", "https"}.isdisjoint(_names(self.system))

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the sizes of all files below a folder by their paths in it."""
        try:
            found = self._done(lambda: self.system.find(f"{self.root}/{folder}", detail=True))
        except FileNotFoundError:
            return {}
        below = f"{self.root}/{folder}/"
        return {
            str(path).removeprefix(below): int(about["size"] or 0)
            for path, about in found.items()
            if str(path).startswith(below)  # a prefix need not end where a name does
        }

    def write(self, name: str, content: bytes) -> None:
        """Put an object in its place."""
        self._make_folder(name)
        self._done(lambda: self.system.pipe_file(f"{self.root}/{name}", content))

    def upload(self, path: Path, name: str) -> None:
        """Put a file in its place, and read back what stands there.

        Raises WriteError where it is something else: all of it up to 64 MB, of a longer one size, beginning and end.
        """
        self._make_folder(name)
        self._done(lambda: self.system.put_file(str(path), f"{self.root}/{name}"))
        for start, end in _looked_at(path.stat().st_size):
            if self._part(name, start, end) != _part(path, start, end):
                raise WriteError(f"{self.shown}/{name} is not what was uploaded; the next run begins anew")

    def _part(self, name: str, start: int, end: int) -> str:
        """Return the SHA-256 of a part of an object."""
        if start == end:  # some stores know no empty range
            return hashlib.sha256(self.read(name) or b"").hexdigest()
        there = self._done(lambda: self.system.cat_file(f"{self.root}/{name}", start=start, end=end))
        return hashlib.sha256(there).hexdigest()

    def download(self, name: str, path: Path) -> None:
        """Fetch an object into a new file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._done(lambda: self.system.get_file(f"{self.root}/{name}", str(path)))

    def remove(self, name: str) -> None:
        """Remove an object; nothing there is fine."""
        with suppress(FileNotFoundError):
            self._done(lambda: self.system.rm_file(f"{self.root}/{name}"))

    def _make_folder(self, name: str) -> None:
        """Make the folders of a file, where the store has folders; object stores have none, and would make a bucket."""
        if _FOLDERS.isdisjoint(_names(self.system)):
            return
        with suppress(FileExistsError):
            self.system.makedirs(f"{self.root}/{name}".rpartition("/")[0], exist_ok=True)

    def _done(self, operation: Callable[[], _T]) -> _T:
        """Do it, again where it fails for what may pass."""
        for wait in (*self.waits, None):
            self.system.invalidate_cache()
            try:
                return operation()
            except Exception as error:  # each file system has errors of its own
                if wait is None or will_last(error):
                    raise
                time.sleep(wait)
        raise AssertionError("not reached")


def will_last(error: Exception) -> bool:
    """Whether another try would end the same: there is no such thing, it is not allowed, or nobody said who we are."""
    # each library has its own errors about keys: botocore's NoCredentialsError, Google's DefaultCredentialsError
    return isinstance(error, _LAST) or type(error).__name__.endswith(("CredentialsError", "ProfileNotFound"))


def _names(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)


def _looked_at(size: int) -> list[tuple[int, int]]:
    return [(0, size)] if size <= _WHOLE else [(0, _END), (size - _END, size)]


def _part(path: Path, start: int, end: int) -> str:
    with path.open("rb") as file:
        file.seek(start)
        return hashlib.sha256(file.read(end - start)).hexdigest()


def is_address(data: str | Path) -> bool:
    """Whether a data folder is named by an address and not by a path.

    >>> is_address("s3://bucket/data"), is_address("data"), is_address(Path("s3://bucket"))
    (True, False, False)
    """
    return isinstance(data, str) and "://" in data


def refuse_unwritable(address: str) -> None:
    """Raise CallError for an address that nothing can be published at, by what it says alone."""
    try:
        parts = urlsplit(address)
        secret = parts.password or (parts.username and parts.scheme in {"s3", "s3a"})
    except ValueError as error:
        raise CallError(f"--data {masked(address)} is no address: {said(error)}") from None
    where = f"--data {masked(address)}"
    if parts.scheme.lower() in _READ_ONLY:
        raise CallError(f"{where}: what is at {parts.scheme}:// can only be read; name a folder or s3://BUCKET/PREFIX")
    if secret or parts.query or parts.fragment or "::" in address:
        raise CallError(
            f"{where}: the address has more than a place in it; passwords and keys belong in the environment or in the "
            "settings of the store's own tools"
        )
    if not parts.netloc and parts.scheme in _BUCKETS:
        raise CallError(f"{where}: there is no bucket in it")


def store(address: str) -> Store:
    """Return the store at an address, to be written to; nothing is yet. Raises CallError where there is none."""
    refuse_unwritable(address)
    return opened(address)


def opened(address: str) -> Store:
    """Return the store at an address, to be read from; nothing is yet. Raises CallError where there is none."""
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(address.rstrip("/"))
    except ImportError as error:
        raise CallError(f"{masked(address)}: it cannot be opened: {wanting(address, error)}") from None
    except Exception as error:  # each file system has errors of its own
        raise CallError(f"{masked(address)}: it cannot be opened: {said(error)}") from None
    return Store(masked(address.rstrip("/")), system, str(root).rstrip("/"))
