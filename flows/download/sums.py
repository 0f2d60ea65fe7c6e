"""A version's SHA256SUMS in, the checksum of each of its files out: no path that leads anywhere else, on any system."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from karabakh.flows.download.errors import UnfetchedError
from karabakh.flows.download.folder import regular
from karabakh.flows.errors import CallError, KarabakhError
from karabakh.flows.publish import checksums, files
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import Release
from karabakh.schemas.limits import DEVICES

NAME: Final = checksums.NAME
MAX_BYTES: Final = 16 << 20
MAX_DEPTH: Final = 6
# Letters, digits and . _ - + in between: what every file system and every URL takes as it stands.
_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._+-]{0,98}[A-Za-z0-9_])?")
_DEVICE: Final = re.compile(rf"{DEVICES}(?:\..*)?")

Wanted = Callable[[str], bool] | Iterable[str]


def parse(text: str, where: str) -> dict[str, str]:
    """Return the SHA-256 of every file by path; ``where`` is what an error calls the list.

    Raises DamagedError for a line in another form and for a path that is absolute, leads out of the folder, is hidden,
    is a device's or a drive's on some system, is the list itself, stands there twice where capitals do not count, or
    is a folder of another one.
    """
    try:
        sums = checksums.parse(text)
        for path in sums:
            _check(path)
        _check_together(sums)
    except ValueError as error:
        raise DamagedError(f"{where} cannot be read as the checksums of a version: {error}") from error
    return sums


def _check(path: str) -> None:
    parts = path.split("/")
    if len(parts) > MAX_DEPTH or not all(_NAME.fullmatch(part) for part in parts):
        raise ValueError(f"{path[:200]!r} is no path in a version's folder")
    if any(_DEVICE.fullmatch(part.lower()) for part in parts):
        raise ValueError(f"{path[:200]!r} is the name of a device on some systems")
    if path.lower() == NAME.lower():
        raise ValueError("it lists itself")


def _check_together(paths: Iterable[str]) -> None:
    seen = {path.lower(): path for path in paths}
    for path in paths:
        folder = path.lower()
        if seen[folder] != path:
            raise ValueError(f"{path!r} and {seen[folder]!r} are one file on some systems")
        while folder := folder.rpartition("/")[0]:
            if folder in seen:
                raise ValueError(f"{seen[folder]!r} is a file and a folder")


def read(folder: Path, release: Release) -> dict[str, str]:
    """Return the checksums of a version in a folder, held against versions.json; DamagedError where they differ."""
    try:
        path = regular(folder, NAME)
        found = checksums.sha256(path)
    except (KarabakhError, OSError) as error:
        raise DamagedError(
            f"version {release.version} is listed in versions.json and cannot be read: {error}; {remedy(folder)}"
        ) from None
    if found != release.sha256sums:
        raise DamagedError(
            f"{path} is not the one that was published as version {release.version}: its SHA-256 is {found}, "
            f"versions.json says {release.sha256sums}; {remedy(folder)}"
        )
    return listed(path)


def listed(path: Path) -> dict[str, str]:
    """Return the checksums that a file lists, whoever wrote it; DamagedError for one that cannot be what it should."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    return parse(text(content, str(path)), str(path))


def text(content: bytes, where: str) -> str:
    """Return SHA256SUMS as text; DamagedError for one that is too long or no text."""
    if len(content) > MAX_BYTES:
        raise DamagedError(f"{where} has more than {MAX_BYTES >> 20} MB")
    try:
        return content.decode("ascii")
    except UnicodeDecodeError as error:
        raise DamagedError(f"{where} cannot be read as the checksums of a version: {error}") from error


def chosen(sums: Iterable[str], wanted: Wanted, release: Release, place: str) -> tuple[str, ...]:
    """Return which files are wanted of those that a version has, in order.

    Raises CallError for a name the version does not have, UnfetchedError where ``place`` has the version only in part
    and without one of them.
    """
    if callable(wanted):
        names = tuple(sorted(filter(wanted, sums)))
    else:
        names = tuple(sorted(set(wanted)))
        unknown = sorted(set(names) - set(sums))
        if unknown:
            raise CallError(f"version {release.version} has no file {unknown[0]!r}")
    left = [] if release.files is None else [name for name in names if name not in release.files]
    if left:
        raise UnfetchedError(_unfetched(release, left[0], place))
    return names


def _unfetched(release: Release, name: str, place: str) -> str:
    table = files.table_of(name)
    only = f" --table {table[0]} --format {table[1]}" if table else ""
    return (
        f"{place} has only a part of version {release.version}, and {name} is not in it; "
        f"`karabakh download {release.version} --from ADDRESS --to {place}{only}` gets it, "
        "where ADDRESS is that of the whole version"
    )


def intact(folder: Path, name: str, digest: str) -> bool:
    """Whether a file is there, is no link, and has this SHA-256."""
    try:
        return checksums.sha256(regular(folder, name)) == digest
    except (KarabakhError, OSError):
        return False


def require(
    folder: Path, names: Iterable[str], sums: dict[str, str], tell: Callable[[int], object] = lambda _: None
) -> None:
    """Raise DamagedError for the first file that is not as it was published; ``tell`` is told of bytes that are."""
    for name in names:
        try:
            path = regular(folder, name)
            found = checksums.sha256(path)
            tell(path.stat().st_size)
        except (KarabakhError, OSError) as error:
            raise DamagedError(f"{error}; {remedy(folder)}") from None
        if found != sums[name]:
            raise DamagedError(
                f"{folder / name} is not what was published: its SHA-256 is {found}, {NAME} says {sums[name]}; "
                f"{remedy(folder)}"
            )


def remedy(folder: Path) -> str:
    """Return what to do about a damaged version in a folder of this computer."""
    return f"move {folder} away and download the version again, or put it back as it was"
