"""data/versions.json in, the list of published versions out, and back. It is what readers trust.

Format 1: ``{"format": 1, "latest": …, "versions": [{version, released, previous, change, tables: {name: rows},
sha256sums, bytes}]}``, the oldest version first. ``sha256sums`` is the SHA-256 of the version's file SHA256SUMS, and so
vouches for every file; ``bytes`` is the size of all files of the version, SHA256SUMS among them.

A folder of downloads may also have ``"partial": [{…, files: […]}]``: versions of which only these files are there, in
the folder ``<version>-partial``. They are no versions to whoever does not look for them, and ``latest`` names none of
them. Readers take ``latest`` for the newest whole version, and only where there is none for the newest of these: to
fetch one table of a newer version does not change what is read of a whole one.
"""

import json
import re
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.files import table_of
from karabakh.flows.publish.number import Change, is_number, order

FORMAT: Final = 1
NAME: Final = "versions.json"
LATEST: Final = "latest"
PARTIAL: Final = "-partial"
MAX_BYTES: Final = 16 << 20
"""The longest versions.json that is read: room for some twenty thousand versions."""

_HEX: Final = re.compile(r"[0-9a-f]{64}")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TABLE: Final = re.compile(r"[a-z][a-z0-9_]{0,99}")
_MOST: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class Release:
    """One published version, as versions.json lists it."""

    version: str
    released: str  # UTC, ISO 8601 to the second
    previous: str | None
    change: str | None  # major, minor or patch; None for the first
    tables: Mapping[str, int]  # rows by table
    sha256sums: str
    bytes: int
    files: tuple[str, ...] | None = None  # the only files that are there; None: all

    @property
    def folder(self) -> str:
        """The name of its folder in the data folder."""
        return self.version if self.files is None else f"{self.version}{PARTIAL}"

    @classmethod
    def from_json(cls, entry: Any, partial: bool = False) -> Self:
        """Return the release an entry describes; unknown members are left to newer readers.

        Raises ValueError for an entry that lacks something or could not be a version.
        """
        if not isinstance(entry, dict):
            raise ValueError(f"a version is an object, not {type(entry).__name__}")
        wanted = [field.name for field in fields(cls) if partial or field.name != "files"]
        missing = [name for name in wanted if name not in entry]
        if missing:
            raise ValueError(f"version {_shown(entry.get('version'))} lacks {', '.join(missing)}")
        files = {"files": tuple(entry["files"])} if partial else {}
        release = cls(**{name: entry[name] for name in wanted} | files)
        fault = release._fault()
        if fault:
            raise ValueError(fault)
        return release

    def _fault(self) -> str | None:
        """Return what is wrong with a member, the first; a fault of the number before all."""
        if not _is_version(self.version):
            return f"{_shown(self.version)} is not a version number"
        wrong = [name for name, right in self._right().items() if not right]
        if not wrong:
            return None
        value = _shown(getattr(self, wrong[0]))
        return f"version {self.version} has in {wrong[0]} what cannot stand there: {value}"

    def _right(self) -> dict[str, bool]:
        return {
            "sha256sums": isinstance(self.sha256sums, str) and bool(_HEX.fullmatch(self.sha256sums)),
            "released": isinstance(self.released, str) and bool(_TIME.fullmatch(self.released)),
            "previous": self.previous is None or _is_version(self.previous),
            "change": self.change is None or (isinstance(self.change, str) and self.change in set(Change)),
            "tables": isinstance(self.tables, dict)
            and all(_TABLE.fullmatch(name) and _is_count(rows) for name, rows in self.tables.items()),
            "bytes": _is_count(self.bytes),
            "files": all(isinstance(name, str) for name in self.files or ()),
        }


def _is_version(value: object) -> bool:
    return isinstance(value, str) and is_number(value)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _shown(value: object) -> str:
    """Return what stands in the file as a message can show it, however long it is."""
    return reprlib.repr(value)


def entry_of(release: Release) -> dict[str, Any]:
    """Return a release as versions.json has it; the files only where not all are there."""
    entry = asdict(release)
    if release.files is None:
        del entry["files"]
    return entry


@dataclass(frozen=True, slots=True)
class Index:
    """All published versions, the oldest first, and those of which a folder of downloads has only some files."""

    versions: tuple[Release, ...] = ()
    partial: tuple[Release, ...] = ()

    @property
    def latest(self) -> Release | None:
        """The newest whole version."""
        return self.versions[-1] if self.versions else None

    @property
    def all(self) -> tuple[Release, ...]:
        """Whole and partial versions, the oldest first."""
        return _by_age([*self.versions, *self.partial])

    def find(self, version: str) -> Release | None:
        """Return the version of that number; ``latest`` is the newest whole one, or if there is none the newest."""
        if version == LATEST:
            return self.latest or (self.partial[-1] if self.partial else None)
        return next((release for release in self.all if release.version == version), None)

    def in_part(self, table: str) -> Release | None:
        """Return the newest of the versions of which only some files are there that has files of a table."""
        has = (one for one in reversed(self.partial) if any(_is_of(name, table) for name in one.files or ()))
        return next(has, None)

    def adding(self, release: Release) -> Self:
        """Return the index with this release in the place of the one of that number, if there is one."""
        others = [other for other in self.versions if other.version != release.version]
        partial = [other for other in self.partial if other.version != release.version]
        (others if release.files is None else partial).append(release)
        return type(self)(_by_age(others), _by_age(partial))

    def text(self) -> str:
        """Return the index as it is written."""
        latest = self.latest.version if self.latest else None
        content = {"format": FORMAT, "latest": latest, "versions": [entry_of(release) for release in self.versions]}
        if self.partial:
            content["partial"] = [entry_of(release) for release in self.partial]
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _is_of(path: str, table: str) -> bool:
    found = table_of(path)
    return found is not None and found[0] == table


def _by_age(releases: Iterable[Release]) -> tuple[Release, ...]:
    return tuple(sorted(releases, key=lambda release: order(release.version)))


def parse_index(text: str, where: str) -> Index:
    """Return the index written in ``text``; ``where`` is what an error calls it.

    Raises DamagedError for anything that is not an index this reader knows.
    """
    try:
        return _parsed(text)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedError(f"{where} cannot be read as a list of versions: {error}") from error


def _parsed(text: str) -> Index:
    content = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    if not isinstance(content, dict) or type(content.get("format")) is not int or content["format"] != FORMAT:
        raise ValueError(f'it does not say "format": {FORMAT}; a newer release of this software may read it')
    index = Index(
        tuple(map(Release.from_json, content["versions"])),
        tuple(Release.from_json(entry, partial=True) for entry in content.get("partial", ())),
    )
    numbers = [release.version for release in index.all]
    if len(set(numbers)) < len(numbers):
        raise ValueError("it lists a version twice")
    if index.versions != _by_age(index.versions):
        raise ValueError("its versions do not stand in order, the oldest first")
    latest = index.latest.version if index.latest else None
    if content.get("latest") != latest or not numbers:
        raise ValueError(f"latest is {_shown(content.get('latest'))}, not the last version listed")
    return index


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; of two members of one name, readers do not agree which counts."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("an object has two members of the same name")
    return made


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def read_index(data: Path) -> Index | None:
    """Return the versions of a data folder, or None where there is no versions.json."""
    path = data / NAME
    try:
        if path.exists() and not path.is_file():
            raise DamagedError(f"{path} is not a file")
        with path.open("rb") as file:
            return decoded(file.read(MAX_BYTES + 1), str(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DamagedError(f"{path} cannot be read: {error}") from error


def decoded(content: bytes, where: str) -> Index:
    """Return the index that a file's bytes are; DamagedError as in `parse_index`."""
    if len(content) > MAX_BYTES:
        raise DamagedError(f"{where} cannot be read as a list of versions: it has more than {MAX_BYTES >> 20} MB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DamagedError(f"{where} cannot be read as a list of versions: {error}") from error
    return parse_index(text, where)
