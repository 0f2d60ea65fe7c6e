"""The place of published versions in; a local data folder to read and what is wrong with a version in it out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from karabakh.flows.errors import CallError, KarabakhError
from karabakh.flows.publish import checksums, remote
from karabakh.flows.publish.index import LATEST, NAME, Index, Release, read_index
from karabakh.flows.publish.store import Store, opened
from karabakh.flows.publish.version import Version


@dataclass(frozen=True)
class Listed:
    """A version that versions.json lists, the one before it, and where the folders of both are."""

    release: Release
    before: tuple[Release, ...]  # all that are listed before it, the oldest first
    data: Path
    faults: tuple[str, ...]

    @property
    def version(self) -> Version:
        """The version itself."""
        return Version(self.release, self.data / self.release.version)

    @property
    def previous(self) -> Version | None:
        """The version before it."""
        return Version(self.before[-1], self.data / self.before[-1].version) if self.before else None


@contextmanager
def listed(version: str, data: Path | str, *, with_previous: bool) -> Iterator[Listed]:
    """Give a version and what is wrong with its files; nothing in the place itself is written.

    What is at an address is fetched into a folder that goes again. Raises CallError where there is no such version.
    """
    if isinstance(data, Path):
        release, before = _find(version, read_index(data), str(data))
        found = [*_damage(release, data), *_misnamed(data, read_index(data))]
        if with_previous and before and not found:
            found += _damage(before[-1], data)
        yield Listed(release, before, data, tuple(found))
        return
    with TemporaryDirectory(prefix="karabakh-") as folder:
        yield _fetched(version, opened(data), Path(folder, "data"), with_previous)


def _find(version: str, index: Index | None, where: str) -> tuple[Release, tuple[Release, ...]]:
    if index is None:
        raise CallError(f"{where}/{NAME} is not there; name a folder or an address that holds published versions")
    numbers = [release.version for release in index.versions]
    wanted = numbers[-1] if version == LATEST and numbers else version
    if wanted not in numbers:
        known = ", ".join(numbers[-20:]) or "none"
        raise CallError(f"{where} has no version {version!r}; it has {known}, and {LATEST} for the newest")
    at = numbers.index(wanted)
    return index.versions[at], index.versions[:at]


def _damage(release: Release, data: Path) -> Iterator[str]:
    """Yield what is wrong between versions.json, SHA256SUMS and the files of a version."""
    folder = data / release.version
    found = False
    for fault in checksums.damage(folder, release.sha256sums):
        found = True
        yield fault
    if found:
        return
    for name in checksums.unlisted(folder):
        yield f"{folder / name} is there, and {checksums.NAME} does not list it"
    size = sum((folder / name).stat().st_size for name in (*checksums.read(folder), checksums.NAME))
    if size != release.bytes:
        yield f"{folder} has {size:,} bytes, and {NAME} says {release.bytes:,}"
    yield from _miscounted(Version(release, folder))


def _miscounted(version: Version) -> Iterator[str]:
    for name, rows in version.rows.items():
        there = version.stream(name).num_rows
        if there != rows:
            yield f"{name} has {there:,} rows, and {NAME} says {rows:,}"


def _misnamed(data: Path, index: Index | None) -> Iterator[str]:
    """Say where data/latest names another version than versions.json, which the next refresh mends."""
    newest = index.latest if index else None
    path = data / LATEST
    if newest and not (path.is_file() and path.read_bytes() == f"{newest.version}\n".encode()):
        yield f"{path} does not say {newest.version}, the newest version that {NAME} lists"


def _fetched(version: str, there: Store, data: Path, with_previous: bool) -> Listed:
    with remote.failing(there):
        _, index = remote.read_versions(there)
        release, before = _find(version, index, there.shown)
        try:
            for one in (release, *before[-1:]) if with_previous else (release,):
                folder = remote.fetch(there, one, data)
                there_too = there.sizes(one.version).keys() if there.can_list else set()
                for name in sorted(there_too - set(checksums.files(folder))):
                    raise _UnlistedError(f"{there.shown}/{one.version}/{name} is there, and no list has it")
        except KarabakhError as error:
            return Listed(release, before, data, (str(error),))
        return Listed(release, before, data, tuple(_damage(release, data)))


class _UnlistedError(KarabakhError):
    """A file that is no part of a version lies in its folder."""
