"""An origin and a version in, the files that are wanted of it out in a local folder, every one verified.

versions.json vouches for SHA256SUMS, and that for each file. What came of a file before is continued; the checksum
decides whether that was right, and what is wrong begins anew, once. Nothing takes its name that does not match.
"""

import logging
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from karabakh.flows.download import sums
from karabakh.flows.download.errors import (
    AGAIN,
    KEPT,
    MismatchError,
    MissingError,
    OversizeError,
    StorageError,
    UnreachableError,
)
from karabakh.flows.download.folder import regular
from karabakh.flows.download.origins import Origin
from karabakh.flows.download.part import Part, Tell, storing
from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish import checksums, durable
from karabakh.flows.publish.index import Release
from karabakh.schemas.visible import visible

log = logging.getLogger(__name__)

PARTS: Final = ".part"
"""The folder beside the files for what is not complete; a part is named by the checksum that it is to have."""

PAUSES: Sequence[float] = (0.5, 1, 2, 4, 8)
"""Seconds before each further try, where the cause may pass."""

WORTH: Final = 1 << 20
"""After so many bytes more, tries are counted from the first again: a bad line still brings a large file."""


FIRST: Final = 2
"""How many further tries there are where nobody is met by the first request of a run: mostly the address is wrong."""


class Patience:
    """How often a thing is tried that may pass; ``advice``: what to do in the end; ``first``: nothing came before."""

    def __init__(self, advice: str = "", *, first: bool = False) -> None:
        self._advice, self._first = advice, first
        self._tries, self._furthest = 1, 0

    def wait(self, error: KarabakhError, size: int = 0) -> None:
        """Wait before the next try, or raise the error where none is left or none would help."""
        if not error.passing:
            raise error
        if size >= self._furthest + WORTH:
            self._tries, self._furthest = 1, size
        pauses = PAUSES[:FIRST] if self._first and not getattr(error, "met", True) else PAUSES
        if self._tries > len(pauses):
            raise UnreachableError("; ".join(filter(None, [f"{error} ({self._tries} tries)", self._advice]))) from error
        pause = max(pauses[self._tries - 1], getattr(error, "after", 0))
        self._tries += 1
        told = visible(str(error))
        log.warning("%s; trying again in %g s (%s of %s)", told, pause, self._tries, len(pauses) + 1)
        time.sleep(pause)


def content(source: Origin, name: str, limit: int) -> bytes:
    """Return a small file, the first of a run; OversizeError where it has more than ``limit`` bytes."""
    patience = Patience(first=True)
    while True:
        came = bytearray()
        try:
            with source.stream(name) as stream:
                for chunk in stream.chunks:
                    came += chunk
                    if len(came) > limit:
                        raise OversizeError(f"{source.where(name)} has more than {limit:,} bytes, and was cut off")
            return bytes(came)
        except KarabakhError as error:
            patience.wait(error)


@dataclass
class Fetching:
    """One version on its way from an origin into a folder; ``supplies`` are local folders that may have its files."""

    source: Origin
    release: Release
    folder: Path
    supplies: Sequence[Path] = ()
    tell: Tell = lambda _: None
    advice: str = AGAIN
    _spent: int = 0
    _at_hand: dict[str, Path] = field(default_factory=dict)

    def fetch(self, wanted: sums.Wanted) -> tuple[str, ...]:
        """Make the folder hold SHA256SUMS and the files wanted, and return their paths.

        Raises UnreachableError, MissingError or RefusedError where a file cannot be had, MismatchError where it is not
        what was published, OversizeError, StorageError, DamagedError for a list of checksums that is none.
        """
        with storing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        made_room(self.folder, f"{PARTS}/of-a-file")
        self._at_hand = dict(_files_of(self.supplies))
        self._get(sums.NAME, self.release.sha256sums, min(sums.MAX_BYTES, self.release.bytes))
        known = sums.read(self.folder, self.release)
        names = sums.chosen(known, wanted, self.release, self.source.shown)
        for name in names:
            self._get(name, known[name], self.release.bytes - self._spent)
        with suppress(OSError):  # there are parts of files that are not wanted now
            (self.folder / PARTS).rmdir()
        return names

    def _get(self, name: str, digest: str, limit: int) -> None:
        target = self.folder / name
        if sums.intact(self.folder, name, digest):
            self.tell(target.stat().st_size)
        else:
            made_room(self.folder, name)
            part = self.folder / PARTS / digest
            if not self._taken(digest, part, limit):
                self._receive(name, digest, part, limit)
            with storing(target):
                durable.sync_file(part)
                os.replace(part, target)  # noqa: PTH105
            if not sums.intact(self.folder, name, digest):
                raise StorageError(f"{target} reads otherwise than it was written; {KEPT}")
        with storing(target):
            self._spent += target.stat().st_size

    def _taken(self, digest: str, part: Path, limit: int) -> bool:
        """Whether a folder at hand has this file: then it is copied from there."""
        there = self._at_hand.get(digest)
        with suppress(OSError):
            if there and there.stat().st_size <= limit and sums.intact(there.parent, there.name, digest):
                durable.remove(part)
                shutil.copyfile(there, part)
                self.tell(there.stat().st_size)
                return True
        return False

    def _receive(self, name: str, digest: str, path: Path, limit: int) -> None:
        """Fetch a file from the origin: what is there of it is continued, and if that does not match, begun anew."""
        with Part(path, limit, self.tell) as part:
            for _ in range(2):
                self._complete(name, digest, part)
                found = part.digest
                if found == digest:
                    return
                part.restart()
            raise MismatchError(self._mismatch(name, digest, found))

    def _complete(self, name: str, digest: str, part: Part) -> None:
        """Read on to the end of a file, past what may pass; what is complete needs nothing.

        Where the server does not say how long the file is, its end may be a cut: then it is read on for as long as more
        comes.
        """
        patience = Patience(self.advice)
        while part.digest != digest:
            before = part.size
            try:
                sized = self._read_on(name, part)
                if sized or part.digest == digest or part.size <= before:
                    return
                where = self.source.where(f"{self.release.folder}/{name}")
                raise UnreachableError(f"{where} ended after {part.size:,} bytes, and that is not all of it")
            except KarabakhError as error:
                if part.digest == digest:  # all came, whatever the server said of the length
                    return
                patience.wait(error, part.size)

    def _read_on(self, name: str, part: Part) -> bool:
        """Read until a stream ends, and return whether it said how long the file is."""
        try:
            return self._stream(f"{self.release.folder}/{name}", part)
        except MissingError as error:
            raise MissingError(
                f"{error}, though versions.json lists version {self.release.version}: try again later, for it may be "
                "on its way; if it stays so, tell whoever publishes there"
            ) from None

    def _stream(self, where: str, part: Part) -> bool:
        with self.source.stream(where, part.size) as stream:
            if stream.start != part.size:
                part.restart()
            part.allow(stream.size, self.source.where(where))
            for chunk in stream.chunks:
                part.add(chunk, self.source.where(where))
            return stream.size is not None

    def _mismatch(self, name: str, digest: str, found: str) -> str:
        listed = "versions.json" if name == sums.NAME else sums.NAME
        return (
            f"{self.source.where(f'{self.release.folder}/{name}')} is not what was published, in two tries: {listed} "
            f"says SHA-256 {digest}, the file that came has {found}. It was not kept. Try again later, for an old copy "
            "may be on the way; if it stays so, use another address, and tell whoever publishes at this one"
        )


def made_room(folder: Path, name: str) -> None:
    """Make the folders above a file; none of them may be a link, which could lead elsewhere."""
    paths = [folder / above for above in reversed(PurePosixPath(name).parents)]
    with storing(folder / name):
        for path in paths:
            if path.is_symlink():
                raise StorageError(f"{path} is a symbolic link; remove it")
            path.mkdir(exist_ok=True)
        if (folder / name).is_dir():
            raise StorageError(f"{folder / name} is a folder, where a file should be; remove it")


def _files_of(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield checksum and path of what folders of versions say they have; whether it is so is seen when it is taken."""
    for folder in folders:
        with suppress(KarabakhError, OSError, ValueError):
            listed = regular(folder, sums.NAME)
            known = sums.listed(listed)
            yield checksums.sha256(listed), listed
            yield from ((digest, folder / name) for name, digest in known.items() if (folder / name).is_file())
