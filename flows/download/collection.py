"""A folder of downloads in, held by this run alone; a complete version, or some files of one, put in it out.

It is laid out as a publisher's data folder: versions.json is what readers trust, and is replaced last. A version has
its name only when it is complete and verified. Of a version of which only some files were wanted these lie in
``<version>-partial``, and versions.json lists it apart from the versions.
"""

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from karabakh.flows.console.progress import transfer
from karabakh.flows.download import sums
from karabakh.flows.download.cache import kept
from karabakh.flows.download.errors import ChangedError, StorageError
from karabakh.flows.download.fetch import PARTS, made_room
from karabakh.flows.download.part import storing
from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish import checksums, durable
from karabakh.flows.publish.errors import FolderError
from karabakh.flows.publish.folder import DOWNLOADING, LOCK, PENDING, refuse_others
from karabakh.flows.publish.index import LATEST, NAME, PARTIAL, Index, Release, read_index
from karabakh.flows.publish.number import order

log = logging.getLogger(__name__)


@dataclass
class Collection:
    """A folder of downloads, and what its versions.json lists."""

    folder: Path
    index: Index

    def agree(self, listed: Index, shown: str) -> None:
        """Hold the versions of an origin against those that are here, and say where its list is an old one.

        Raises ChangedError where one number stands for two contents.
        """
        here = {release.version: release for release in self.index.all}
        for there in listed.all:
            mine = here.get(there.version, there)
            if mine.sha256sums != there.sha256sums:
                raise ChangedError(
                    f"version {there.version} at {shown} is not the version {there.version} in {self.folder}: the "
                    f"SHA-256 of its SHA256SUMS is {there.sha256sums} there and {mine.sha256sums} here. A published "
                    "version never changes, so nothing was downloaded: ask whoever publishes which is right, or "
                    "download into another folder with --to"
                )
        newest, latest = (index.all[-1] if index.all else None for index in (listed, self.index))
        if newest and latest and order(newest.version) < order(latest.version):
            log.warning(
                "%s lists nothing newer than version %s, and %s has %s: it is an old list, or another's. What is here "
                "stays, and so does its latest",
                *(shown, newest.version, self.folder, latest.version),
            )

    def whole(self, release: Release) -> Path | None:
        """Return the folder of a version that is here whole, or None; FolderError where other content has its name."""
        path = self.folder / release.version
        if release.version in {known.version for known in self.index.versions} and path.exists():
            return path
        if not path.exists():
            return None
        try:  # a run that was killed gave it its name and did not list it any more
            verify(path, release)
        except KarabakhError as error:
            raise FolderError(
                f"{path} is there, but {NAME} does not list it, and it is not the version as it was published "
                f"({error}); move it away"
            ) from None
        with storing(path):
            self._list(replace(release, files=None))
        return path

    def partial(self, release: Release) -> Release | None:
        """Return the entry of a version of which some files are here, or None."""
        return next((known for known in self.index.partial if known.version == release.version), None)

    def hidden(self, release: Release, part: bool) -> Path:
        """Return the folder in which files of a version are until all are there."""
        return self.folder / f"{DOWNLOADING}{release.version}{PARTIAL if part else ''}"

    def at_hand(self, release: Release) -> list[Path]:
        """Return the local folders that may have files of a version, so that they need not come from far."""
        others = sorted(self.index.versions, key=lambda known: order(known.version), reverse=True)
        return [
            self.folder / f"{release.version}{PARTIAL}",
            self.hidden(release, True),
            self.hidden(release, False),
            kept(release),
            *(self.folder / other.version for other in others),
        ]

    def room(self, release: Release) -> None:
        """Raise StorageError where a whole version would not find room."""
        there = sum(path.stat().st_size for path in self.hidden(release, False).rglob("*") if path.is_file())
        with storing(self.folder):
            free = shutil.disk_usage(self.folder).free
        if free < release.bytes - there:
            raise StorageError(
                f"version {release.version} has {release.bytes:,} bytes, and {self.folder} has room for {free:,}; make "
                "room, name another folder with --to, or download some tables with --table"
            )

    def add(self, release: Release, names: Iterable[str]) -> Path:
        """Give a complete version its name and list it."""
        staged, path = self.hidden(release, False), self.folder / release.version
        with storing(path):
            _keep_only(staged, {sums.NAME, *names})
            # should this run be killed before versions.json names it
            durable.replace_text(self.folder / PENDING, f"{release.version}\n")
            durable.move_folder(staged, path)
            self._list(replace(release, files=None))
            self.settle(release)
        return path

    def add_part(self, release: Release, names: Iterable[str]) -> Path:
        """Add files to those that are here of a version, and list them."""
        path, staged = self.folder / f"{release.version}{PARTIAL}", self.hidden(release, True)
        before = self.partial(release)
        with storing(path):
            path.mkdir(exist_ok=True)
            for name in (sums.NAME, *names):
                made_room(path, name)
                os.replace(staged / name, path / name)  # noqa: PTH105
            durable.sync_tree(path)
            files = sorted({*names, *((before.files or ()) if before else ())})
            self._list(replace(release, files=tuple(files)))
        self.sweep(release)
        return path

    def sweep(self, release: Release) -> None:
        """Remove what is left of the way to files that are here, unless others are on their way."""
        staged = self.hidden(release, True)
        with storing(staged):
            if not (staged / PARTS).exists():
                durable.remove(staged)

    def settle(self, release: Release) -> None:
        """Bring to an end what a run that was killed had left to do, or this one has, for a version that is here."""
        line = f"{self.index.latest.version}\n".encode() if self.index.latest else b""
        left = [self.hidden(release, True), self.hidden(release, False), self.folder / f"{release.version}{PARTIAL}"]
        with storing(self.folder):
            if _content(self.folder / LATEST) != line:
                durable.replace_text(self.folder / LATEST, line.decode())
            if _content(self.folder / PENDING).strip() == release.version.encode():
                durable.remove(self.folder / PENDING)
            for path in left:
                durable.remove(path)

    def _list(self, release: Release) -> None:
        self.index = self.index.adding(release)
        durable.replace_text(self.folder / NAME, self.index.text())


@contextmanager
def held(folder: Path) -> Iterator[Collection]:
    """Hold a folder of downloads for this run alone, made if missing; another run that has it is waited for.

    Raises FolderError for a folder with other content, StorageError for one that cannot be written.
    """
    refuse_others(folder)
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            log.warning("another run is writing into %s; waiting for it to end", folder)
            lock.acquire()
    try:
        refuse_others(folder)
        yield Collection(folder, read_index(folder) or Index())
    finally:
        lock.release()


def _content(path: Path) -> bytes:
    """Return the content of a line's file; nothing where it is not there or no file."""
    if path.is_symlink() or not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(100)


def verify(folder: Path, release: Release) -> None:
    """Raise DamagedError unless a whole version is as it was published."""
    known = sums.read(folder, release)
    with transfer(f"verifying {release.version}", release.bytes) as tell:
        sums.require(folder, known, known, tell)


def _keep_only(folder: Path, names: set[str]) -> None:
    """Remove what does not belong to the version, such as what came of files before its list was another."""
    durable.remove(folder / PARTS)
    for path, _ in list(durable.strangers(folder)):
        durable.remove(path)
    for name in set(checksums.files(folder)) - names:
        durable.remove(folder / name)
