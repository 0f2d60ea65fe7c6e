"""A folder in, its SHA256SUMS out; a published folder and its SHA256SUMS in, what is missing or changed out."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from karabakh.flows.publish import durable

NAME = "SHA256SUMS"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, in POSIX form, sorted by code point."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def write(folder: Path) -> None:
    """Write SHA256SUMS over every file of a folder, as ``sha256sum -c`` reads it."""
    lines = [f"{sha256(folder / name)}  {name}\n" for name in files(folder)]
    durable.write_text(folder / NAME, "".join(lines))


def read(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file, by path, as SHA256SUMS has it."""
    text = (folder / NAME).read_text(encoding="utf-8")
    sums = (line.split("  ", 1) for line in text.splitlines())
    return {name: digest for digest, name in sums}


def damage(folder: Path, expected: str) -> Iterator[str]:
    """Yield what is wrong with a published folder whose SHA256SUMS should have the SHA-256 ``expected``."""
    if not (folder / NAME).is_file():
        yield f"{folder / NAME} is missing"
        return
    if sha256(folder / NAME) != expected:
        yield f"{folder / NAME} is not the one that was published"
        return
    for name, digest in read(folder).items():
        if not (folder / name).is_file():
            yield f"{folder / name} is missing"
        elif sha256(folder / name) != digest:
            yield f"{folder / name} is not what {NAME} says"
