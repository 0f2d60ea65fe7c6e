"""A path or an fsspec URL in; the files to be read, each with its name and a way to open it, out.

The name is relative to the input and never absolute. What is in a folder and cannot be a text comes out too, with the
reason, so that nothing is left out in silence; hidden files and folders are listed apart.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.compression import decompressed
from karabakh.flows.ingest.errors import BrokenFileError, InputError, UndecodableError
from karabakh.flows.ingest.format import CORPUS, FORMATS, Format, format_of
from karabakh.flows.ingest.identifier import escaped

_CHUNK = 1 << 20
_IN_ANY_ORDER: Final = (".parquet", ".pq")
_SECRET = re.compile(r"(?<=://)[^\s/@]{1,500}@|\?[^\s'\"]+")
# What the programs that write a table in parts lay beside them.
_BESIDE_PARTS: Final = re.compile(r"_(?:SUCCESS|metadata|common_metadata|started_.*|committed_.*)")
# What must be installed for a kind of address that fsspec knows and cannot open by itself.
_EXTRAS: Final = {"s3": "s3", "s3a": "s3"}


@dataclass(frozen=True, slots=True)
class Input:
    """One file: ``name`` for people and the dataset, ``open`` for its bytes, or the rule it breaks and why."""

    name: str
    open: Callable[[], BinaryIO]
    rule: str | None = None
    why: str = ""
    remote: bool = False

    @property
    def form(self) -> Format:
        """What the endings of its name say."""
        return format_of(self.name)

    def read(self) -> bytes:
        """Return all bytes; ``InputError`` where that fails, be it for a while."""
        with self._failing(), self.open() as stream:
            return stream.read()

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """Open what is in the file: to be read in any order, or, if it is a compressed table of lines, from its start.

        Of a file from elsewhere a copy is read, so that it is complete, and of compressed Parquet the file in it.
        """
        with ExitStack() as stack:
            with self._failing():
                stream = stack.enter_context(self.open())
                if self.remote:
                    stream = stack.enter_context(_copy(stream))
            compression = self.form.compression
            if compression:
                try:
                    stream = stack.enter_context(decompressed(stream, compression))
                    if self.form.suffix in _IN_ANY_ORDER:
                        stream = stack.enter_context(_copy(stream))
                except UndecodableError as error:
                    raise BrokenFileError(f"{escaped(self.name)}: {error}") from None
                except OSError as error:
                    raise InputError(f"{escaped(self.name)}: {said(error)}") from None
            yield stream

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if self.remote or isinstance(error, OSError):  # each remote file system has errors of its own
                raise InputError(f"{escaped(self.name)}: {said(error)}") from None
            raise


def _copy(stream: BinaryIO) -> BinaryIO:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for it closes it
    try:
        shutil.copyfileobj(stream, copy, _CHUNK)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return cast("BinaryIO", copy)


@dataclass(frozen=True, slots=True)
class Listing:
    """What an input path holds: files by name, and the names of hidden files and folders that were passed over."""

    files: Sequence[Input]
    hidden: Sequence[str] = ()


def find(source: str | Path) -> Listing:
    """Return the files of a folder, or the one file, that a path or URL names.

    Raises ``CallError`` where there is nothing, and ``InputError`` where a folder cannot be listed.
    """
    if _is_url(source):
        return _remote(str(source))
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise CallError(f"{masked(source)}: there is no such file or folder of texts") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{masked(source)}: {error}") from error
    try:
        return _folder(path) if stat.S_ISDIR(mode) else Listing([_checked(path.name, path, mode)])
    except OSError as error:
        raise InputError(f"{masked(source)}: {error}") from error


def _is_url(source: str | Path) -> bool:
    return isinstance(source, str) and "://" in source


def _folder(root: Path) -> Listing:
    """List a folder and all below it, by relative path; links to folders are not followed."""
    files: list[Input] = []
    hidden: list[str] = []
    inside = root.resolve()
    for folder, folders, names in os.walk(root, onerror=_raise):
        below = Path(folder)
        links = [name for name in folders if (below / name).is_symlink()]
        for name in [*names, *links]:
            path = below / name
            relative = path.relative_to(root).as_posix()
            if _is_hidden(name):
                hidden.append(escaped(relative))
            else:
                files.append(_in_folder(relative, path, inside))
        hidden += [escaped((below / name).relative_to(root).as_posix()) + "/" for name in folders if name[0] == "."]
        folders[:] = [name for name in folders if name[0] != "." and name not in links]
    return _told_apart(sorted(files, key=lambda file: file.name), sorted(hidden))


def _told_apart(files: Sequence[Input], hidden: Sequence[str]) -> Listing:
    """Tell what a folder is: texts, among which a corpus is refused, or the parts of one corpus."""
    beside = {file.name for file in files if _BESIDE_PARTS.fullmatch(PurePosixPath(file.name).name)}
    texts = [file for file in files if file.rule is None and file.form.kind != CORPUS and file.name not in beside]
    if not texts and any(file.rule is None and file.form.kind == CORPUS for file in files):
        parts = [file for file in files if file.name not in beside]
        return Listing(parts, sorted([*hidden, *map(escaped, beside)]))
    return Listing([_text_only(file) for file in files], hidden)


def _raise(error: OSError) -> None:
    raise error


def _is_hidden(name: str) -> bool:
    """Whether a file is a program's own; a hidden text is none, its id is refused instead."""
    form = format_of(name)
    return name.startswith(".") and (not form.suffix or form.kind in (None, CORPUS))


def _in_folder(name: str, path: Path, inside: Path) -> Input:
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (FileNotFoundError, RuntimeError, OSError):
            return _refused(name, "symlink", "a link that leads nowhere")
        if not target.is_relative_to(inside):
            return _refused(name, "symlink", "a link out of the folder of texts, which is not followed")
        if target.is_dir():
            return _refused(name, "symlink", "a link to a folder, which is not followed")
    return _checked(name, path, path.stat().st_mode)


def _text_only(file: Input) -> Input:
    if file.rule is None and file.form.kind == CORPUS:
        return _refused(file.name, "unsupported_format", "a corpus among texts; name it as an input of its own")
    return file


def _checked(name: str, path: Path, mode: int) -> Input:
    if not stat.S_ISREG(mode):
        return _refused(name, "unsupported_format", "neither a file nor a folder")
    return _known(Input(name, lambda: path.open("rb")))


def _known(file: Input) -> Input:
    if file.form.kind:
        return file
    endings = ", ".join(ending for ending in FORMATS if ending)
    why = f"{file.form.suffix} files are not read; those that are: {endings}, also with .gz or .zst after it"
    return _refused(file.name, "unsupported_format", why)


def _refused(name: str, rule: str, why: str) -> Input:
    return Input(name, _closed, rule, why)


def _closed() -> BinaryIO:
    raise AssertionError("a refused input is not opened")


def masked(source: str | Path) -> str:
    """Return a path or a URL for messages: without user, password and query.

    >>> masked("https://me:secret@example.org/a.csv?token=1")
    'https://example.org/a.csv'
    """
    if not _is_url(source):
        return escaped(str(source))
    try:
        parts = urlsplit(str(source))
    except ValueError:  # it is no URL
        return escaped(_SECRET.sub("", str(source)))
    # an address may hold another: zip://a.csv::https://me:secret@host/a.zip
    return escaped(_SECRET.sub("", f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"))


def _remote(url: str) -> Listing:
    """List what an fsspec URL names, the same way."""
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url)
        file = _known(_remote_file(PurePosixPath(urlsplit(path).path).name, system, path))
        # the name decides where it can: over HTTP, asking whether a file is a folder fetches all of it
        if (not file.form.suffix or not file.form.kind) and system.isdir(path):
            return _remote_folder(system, path)
        if _is_there(system, path):
            return Listing([file])
    except ImportError as error:
        raise CallError(f"{masked(url)}: it cannot be opened: {wanting(url, error)}") from None
    except ValueError as error:
        raise CallError(f"{masked(url)}: it cannot be opened: {said(error)}") from None
    except Exception as error:  # each file system has errors of its own
        raise InputError(f"{masked(url)}: {said(error)}") from None
    raise CallError(f"{masked(url)}: there is no such file or folder of texts")


def _is_there(system: Any, path: str) -> bool:
    """Whether a file is there; a server that does not answer fails, where ``exists`` would only say no."""
    try:
        system.info(path)
    except FileNotFoundError as error:
        cause = error.__cause__
        # over HTTP every answer but a file is told so, be it of a server that is overloaded
        if isinstance(cause, OSError) or getattr(cause, "status", 404) not in {404, 410}:
            raise cause or error from None
        return False
    return True


def wanting(url: str, error: ImportError) -> str:
    """Return what to install for a kind of address that cannot be opened without it."""
    scheme = urlsplit(url).scheme.lower()
    extra = _EXTRAS.get(scheme)
    return f"{scheme}:// addresses need pip install 'karabakh-open-data[{extra}]'" if extra else said(error)


def _remote_folder(system: Any, root: str) -> Listing:
    files: list[Input] = []
    hidden: list[str] = []
    for path in sorted(system.find(root)):
        name = path[len(root) :].strip("/")
        if not name:
            continue
        *folders, last = name.split("/")
        if _is_hidden(last) or any(folder.startswith(".") for folder in folders):
            hidden.append(escaped(name))
            continue
        files.append(_known(_remote_file(name, system, path)))
    return _told_apart(files, hidden)


def _remote_file(name: str, system: Any, path: str) -> Input:
    return Input(name, lambda: cast("BinaryIO", system.open(path, "rb")), remote=True)


def said(error: Exception) -> str:
    """Return what an error says, without the users, passwords and queries of the URLs in it."""
    return escaped(_SECRET.sub("", str(error))) or type(error).__name__
