"""A folder in, its SHA256SUMS out; a published folder and its SHA256SUMS in, what is missing or changed out."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from karabakh.flows.publish import durable
from karabakh.flows.publish.errors import DamagedError

NAME = "SHA256SUMS"
_BLOCK: Final = 1 << 20
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\:]{1,1000})")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sha256(path: Path, tell: Callable[[int], None]) -> str:
    """Return the SHA-256 of a file, and tell of every so many bytes that were read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            tell(len(block))
    return digest.hexdigest()


def _nobody(_: int) -> None:
    """Be told of bytes that nobody counts."""


def files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, in POSIX form, sorted by code point; links are none."""
    found = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_file() and not path.is_symlink())


def write(folder: Path, digest: Callable[[Path], str] = sha256) -> None:
    """Write SHA256SUMS over every file of a folder, as ``sha256sum -c`` reads it.

    ``digest`` returns the SHA-256 of a file; it may know that of one which has not changed since it was read.
    """
    lines = [f"{digest(folder / name)}  {name}\n" for name in files(folder)]
    durable.write_text(folder / NAME, "".join(lines))


def parse(text: str) -> dict[str, str]:
    """Return the SHA-256 of every file by path, as a text in the form of SHA256SUMS has it.

    Raises ValueError for a line in another form and for a path that could lead out of the version's folder.

    >>> parse("0" * 64 + "  ../x")
    Traceback (most recent call last):
    ...
    ValueError: line 1: '../x' is no path in a version's folder
    """
    sums: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        found = _LINE.fullmatch(line)
        if not found:
            raise ValueError(f"line {number} is no SHA-256, two spaces and a path: {line[:80]!r}")
        if not {"", ".", ".."}.isdisjoint(found[2].split("/")):
            raise ValueError(f"line {number}: {found[2]!r} is no path in a version's folder")
        if found[2] in sums:
            raise ValueError(f"line {number}: {found[2]!r} stands there twice")
        sums[found[2]] = found[1]
    return sums


def read(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file, by path, as a version's SHA256SUMS has it; DamagedError where it is none."""
    try:
        return parse((folder / NAME).read_bytes().decode("utf-8"))
    except ValueError as error:
        raise DamagedError(f"{folder / NAME} cannot be read as checksums: {error}") from error


def damage(folder: Path, expected: str, tell: Callable[[int], None] = _nobody) -> Iterator[str]:
    """Yield what is wrong with a published folder whose SHA256SUMS should have the SHA-256 ``expected``.

    A link is wrong wherever it stands, because what it leads to is not part of the version. What is not listed in
    SHA256SUMS is not looked for; see `unlisted`. ``tell`` is told of every so many bytes more of the listed files.
    """
    yield from _damage(folder, expected, lambda sums: _changed(folder, sums, tell))


def glance(folder: Path, expected: str, size: int) -> Iterator[str]:
    """Yield what `damage` would and can be seen without reading the files: ``size`` is how many bytes they all have."""
    yield from _damage(folder, expected, lambda sums: _resized(folder, sums, size))


def _damage(folder: Path, expected: str, look: Callable[[dict[str, str]], Iterator[str]]) -> Iterator[str]:
    """Yield what is wrong with the folder and with SHA256SUMS, or else with what this lists."""
    try:
        yield from _outside(folder, expected, look)
    except OSError as error:
        yield f"{error.filename or folder} cannot be read: {error.strerror or error}"


def _outside(folder: Path, expected: str, look: Callable[[dict[str, str]], Iterator[str]]) -> Iterator[str]:
    if not folder.is_symlink() and not folder.is_dir():
        yield f"{folder} is missing"
        return
    strangers = [f"{path} is {kind}" for path, kind in durable.strangers(folder)]
    yield from strangers
    if strangers:
        return
    if not (folder / NAME).is_file():
        yield f"{folder / NAME} is missing"
    elif sha256(folder / NAME) != expected:
        yield f"{folder / NAME} is not the one that was published"
    else:
        yield from look(read(folder))


def _changed(folder: Path, sums: Mapping[str, str], tell: Callable[[int], None]) -> Iterator[str]:
    for name, digest in sums.items():
        if not (folder / name).is_file():
            yield f"{folder / name} is missing"
        elif _sha256(folder / name, tell) != digest:
            yield f"{folder / name} is not what {NAME} says"


def _resized(folder: Path, sums: Mapping[str, str], size: int) -> Iterator[str]:
    missing = [name for name in sums if not (folder / name).is_file()]
    yield from (f"{folder / name} is missing" for name in missing)
    there = 0 if missing else sum((folder / name).stat().st_size for name in (*sums, NAME))
    if not missing and there != size:
        yield f"{folder} has {there:,} bytes, and {size:,} were published"


def unlisted(folder: Path) -> list[str]:
    """Return the paths of the files in a published folder that its SHA256SUMS does not list."""
    return sorted(set(files(folder)) - set(read(folder)) - {NAME})
