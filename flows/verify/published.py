"""The place of published versions in; a local data folder to read and what is wrong with a version in it out."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from karabakh.flows.console.progress import transfer
from karabakh.flows.errors import CallError, KarabakhError
from karabakh.flows.publish import checksums, files, remote
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import LATEST, NAME, Index, Release, read_index
from karabakh.flows.publish.store import Store, opened
from karabakh.flows.publish.version import Version
from karabakh.flows.verify.room import room


class ListError(DamagedError):
    """versions.json, which vouches for everything, cannot be read."""


@dataclass(frozen=True)
class Listed:
    """A version that versions.json lists, and where its folder is; of the version before it, whether it is at hand."""

    release: Release
    data: Path
    faults: tuple[str, ...] = ()
    previous: Version | None = None  # the version it was made upon, where that was asked for and is there whole
    notes: tuple[str, ...] = ()  # what is wrong beside the version itself

    @property
    def version(self) -> Version:
        """The version itself."""
        return Version(self.release, self.data / self.release.version)

    @property
    def lacks_previous(self) -> bool:
        """Whether it was made upon a version that is not there."""
        return self.release.previous is not None and self.previous is None


@contextmanager
def listed(version: str, data: Path | str, *, with_previous: bool) -> Iterator[Listed]:
    """Give a version and what is wrong with its files; nothing in the place itself is written.

    What is at an address is fetched into a folder that goes again. Raises CallError where there is no such version,
    ListError where versions.json cannot be read.
    """
    if isinstance(data, Path):
        yield _here(version, data, with_previous)
        return
    with room() as folder:
        yield _fetched(version, opened(data), folder / "data", with_previous)


def _here(version: str, data: Path, with_previous: bool) -> Listed:
    with _reading():
        index = read_index(data)
    release, before = _find(version, index, str(data))
    faults, notes = tuple(_damage(release, data)), list(_misnamed(data, index))
    if faults or not with_previous:
        return Listed(release, data, faults, notes=tuple(notes))
    faulty = next(_damage(before, data), None) if before else None
    if release.previous and (faulty or not before):
        notes += _without(release.previous, faulty, str(data))
        notes.append(_fetching(release.previous, data))
    whole = Version(before, data / before.version) if before and not faulty else None
    return Listed(release, data, (), whole, tuple(notes))


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except DamagedError as error:
        raise ListError(
            f"{error}; put {NAME} back as it was published, or download the version into another folder"
        ) from error


def _find(version: str, index: Index | None, where: str) -> tuple[Release, Release | None]:
    """Return a version and the one it was made upon, if that is listed."""
    if index is None:
        raise CallError(f"{where}/{NAME} is not there; name a folder or an address that holds published versions")
    numbers = [release.version for release in index.versions]
    wanted = numbers[-1] if version == LATEST and numbers else version
    if wanted not in numbers:
        part = index.find(version)  # of a version that is here in part, as every reader understands `latest`
        if part is not None:
            raise CallError(
                f"{where} has only a part of version {part.version}, and only a whole one can be verified; `karabakh "
                f"download {part.version} --from ADDRESS --to {where}` completes it"
            )
        known = ", ".join(numbers[-20:]) or "none"
        raise CallError(f"{where} has no version {version!r}; it has {known}, and {LATEST} for the newest")
    at = numbers.index(wanted)
    release = index.versions[at]
    return release, next((before for before in index.versions[:at] if before.version == release.previous), None)


def _without(previous: str, fault: str | None, where: str) -> Iterator[str]:
    """Say that the version before is not there, and what follows from that."""
    if fault:
        yield fault
    yield (
        f"the version before it, {previous}, is not {'as it was published' if fault else f'in {where}'}: so tables and "
        "pages were compared, and not what tells of the step from there (the number, CHANGES.md, changes.parquet)"
    )


def _fetching(previous: str, data: Path) -> str:
    there = (data / previous).exists()
    first = f"move {data / previous} away, and then " if there else ""
    return f"to compare these, too: {first}karabakh download {previous} --from ADDRESS --to {shlex.quote(str(data))}"


def _damage(release: Release, data: Path) -> Iterator[str]:
    """Yield what is wrong between versions.json, SHA256SUMS and the files of a version."""
    with transfer(f"checking {release.version}", release.bytes) as tell:
        try:
            yield from _faults(release, data / release.version, tell)
        except DamagedError as error:
            yield str(error)


def _faults(release: Release, folder: Path, tell: Callable[[int], None]) -> Iterator[str]:
    found = list(checksums.damage(folder, release.sha256sums, tell))
    if found:
        yield from found
        return
    for name in checksums.unlisted(folder):
        yield f"{folder / name} is there, and {checksums.NAME} does not list it"
    size = sum((folder / name).stat().st_size for name in (*checksums.read(folder), checksums.NAME))
    if size != release.bytes:
        yield f"{folder} has {size:,} bytes, and {NAME} says {release.bytes:,}"
    unreadable = list(_unreadable(folder))
    yield from unreadable or _miscounted(Version(release, folder))


def _unreadable(folder: Path) -> Iterator[str]:
    """Name the Parquet files that are none, though they are what was published."""
    for name in sorted(name for name in checksums.read(folder) if name.endswith(".parquet")):
        try:
            pq.read_metadata(folder / name)
        except (pa.ArrowException, OSError) as error:
            yield f"{folder / name} cannot be read as Parquet: {error}"


def _miscounted(version: Version) -> Iterator[str]:
    for name, rows in version.rows.items():
        if not files.of_table(version.files, name, "parquet"):
            yield f"{version.path} has no Parquet file of the table {name}, and {NAME} says it has {rows:,} rows"
            continue
        there = version.stream(name).num_rows
        if there != rows:
            yield f"{name} has {there:,} rows, and {NAME} says {rows:,}"


def _misnamed(data: Path, index: Index | None) -> Iterator[str]:
    """Say where data/latest names another version than versions.json, which the next refresh mends."""
    newest = index.latest if index else None
    path = data / LATEST
    if newest and not (path.is_file() and path.read_bytes() == f"{newest.version}\n".encode()):
        yield f"{path} does not say {newest.version}, the newest version that {NAME} lists; the next refresh mends that"


def _fetched(version: str, there: Store, data: Path, with_previous: bool) -> Listed:
    with remote.failing(there):
        with _reading():
            _, index = remote.read_versions(there)
        release, before = _find(version, index, there.shown)
        try:
            _fetch(there, release, data)
        except KarabakhError as error:
            return Listed(release, data, (str(error),))
        faults = tuple(_damage(release, data))
        if faults or not with_previous or release.previous is None:
            return Listed(release, data, faults)
        faulty = _fetch_previous(there, before, data) if before else None
        if before and not faulty:
            return Listed(release, data, (), Version(before, data / before.version))
        return Listed(release, data, notes=tuple(_without(release.previous, faulty, there.shown)))


def _fetch(there: Store, release: Release, data: Path) -> None:
    """Fetch a version; raise DamagedError where a file is not as published, or is no part of it."""
    folder = remote.fetch(there, release, data)
    there_too = there.sizes(release.version).keys() if there.can_list else set()
    for name in sorted(there_too - set(checksums.files(folder))):
        raise DamagedError(f"{there.shown}/{release.version}/{name} is there, and no list has it")


def _fetch_previous(there: Store, before: Release, data: Path) -> str | None:
    """Fetch the version before, and return what is wrong with it."""
    try:
        _fetch(there, before, data)
    except DamagedError as error:
        return str(error)
    return next(_damage(before, data), None)
