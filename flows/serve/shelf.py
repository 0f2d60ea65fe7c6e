"""A data folder in; its published versions, and of each the files that its SHA256SUMS lists, out.

A name is looked up in that list and never put together to a path, so no name leads elsewhere. versions.json vouches for
SHA256SUMS; both are read anew when they change, so that a version published meanwhile is there.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from karabakh.flows.download.folder import regular
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import LATEST, NAME, Index, Release, read_index
from karabakh.flows.publish.number import is_number
from karabakh.flows.publish.store import is_address

_MOST: Final = 64 << 20  # bytes of a SHA256SUMS: some half a million files
_PAGE: Final = 32 << 20  # bytes of a page; those that are made have less than 5 MB


def folder(data: Path | str) -> Path:
    """Return the folder that is to be served; CallError where an address is named, which is to be fetched first."""
    if not is_address(data):
        return Path(data)
    if str(data).lower().startswith(("file://", "local://")):
        return Path(urlsplit(str(data)).path)
    where = masked(str(data))
    raise CallError(
        f"--data {where}: what is served lies on this computer; fetch it with `karabakh download --from {where} --to "
        "data`, then `karabakh serve --data data`"
    )


class Shelf:
    """The published versions in a folder. Nothing is written."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._sums = lru_cache(16)(self._read_sums)
        self._content = lru_cache(2)(self._read_content)

    def index(self) -> Index:
        """Return the list of versions; CallError where there is none, DamagedError where it cannot be read."""
        found = read_index(self.data)
        if found is None or not found.all:
            raise CallError(
                f"--data {self.data}: there is no {NAME}; name a folder that holds published versions, make one "
                "(`karabakh refresh`) or fetch one (`karabakh download --from ADDRESS`)"
            )
        return found

    def newest(self) -> Release:
        """Return the newest version; CallError where there is none."""
        index = self.index()
        return index.find(LATEST) or index.all[-1]

    def find(self, number: str) -> Release | None:
        """Return the version of a number."""
        return self.index().find(number) if is_number(number) else None

    def sums(self, release: Release) -> dict[str, str]:
        """Return the SHA-256 of every file of a version that is there, by path, SHA256SUMS itself among them.

        Raises DamagedError where SHA256SUMS is not the one that was published.
        """
        listed = self._sums(release.folder, release.sha256sums)
        if release.files is None:
            return listed
        return {name: listed[name] for name in listed if (self.data / release.folder / name).is_file()}

    def path(self, release: Release, name: str) -> Path:
        """Return where a listed file is; KarabakhError where a link, a folder or nothing is in its place."""
        return regular(self.data, f"{release.folder}/{name}")

    def content(self, release: Release, name: str) -> bytes:
        """Return what is in a listed file; DamagedError where it is not what was published."""
        return self._content(release.folder, name, self.sums(release)[name])

    def _read_sums(self, folder: str, expected: str) -> dict[str, str]:
        content = self._read_content(folder, checksums.NAME, expected, _MOST)
        try:
            return {**checksums.parse(content.decode("utf-8")), checksums.NAME: expected}
        except ValueError as error:
            raise DamagedError(f"{folder}/{checksums.NAME} cannot be read as checksums: {error}") from error

    def _read_content(self, folder: str, name: str, expected: str, most: int = _PAGE) -> bytes:
        with regular(self.data, f"{folder}/{name}").open("rb") as file:
            content = file.read(most + 1)
        if hashlib.sha256(content).hexdigest() != expected:
            raise DamagedError(f"{folder}/{name} is not what was published; `karabakh verify` says what else is not")
        return content
