"""data/versions.json in, the list of published versions out, and back. It is what readers trust.

Format 1: ``{"format": 1, "latest": …, "versions": [{version, released, previous, change, tables: {name: rows},
sha256sums, bytes}]}``, the oldest version first. ``sha256sums`` is the SHA-256 of the version's file SHA256SUMS, and so
vouches for every file; ``bytes`` is the size of all files of the version, SHA256SUMS among them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.number import is_number

FORMAT = 1
NAME = "versions.json"
LATEST = "latest"
_HEX = re.compile(r"[0-9a-f]{64}")


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

    @classmethod
    def from_json(cls, entry: Any) -> Self:
        """Return the release an entry describes; unknown members are left to newer readers.

        Raises ValueError for an entry that lacks something or could not be a version.
        """
        if not isinstance(entry, dict):
            raise ValueError(f"a version is an object, not {type(entry).__name__}")
        missing = [name for name in cls.__slots__ if name not in entry]
        if missing:
            raise ValueError(f"version {entry.get('version')!r} lacks {', '.join(missing)}")
        release = cls(**{name: entry[name] for name in cls.__slots__})
        if not (isinstance(release.version, str) and is_number(release.version)):
            raise ValueError(f"{release.version!r} is not a version number")
        if not (isinstance(release.sha256sums, str) and _HEX.fullmatch(release.sha256sums)):
            raise ValueError(f"version {release.version} has no SHA-256 in sha256sums")
        if not (isinstance(release.tables, dict) and all(type(rows) is int for rows in release.tables.values())):
            raise ValueError(f"version {release.version} has no numbers of rows in tables")
        if not (isinstance(release.released, str) and type(release.bytes) is int):
            raise ValueError(f"version {release.version} has no time in released or no number in bytes")
        return release


@dataclass(frozen=True, slots=True)
class Index:
    """All published versions, the oldest first."""

    versions: tuple[Release, ...] = ()

    @property
    def latest(self) -> Release | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    def find(self, version: str) -> Release | None:
        """Return the version of that number; ``latest`` is the newest."""
        if version == LATEST:
            return self.latest
        return next((release for release in self.versions if release.version == version), None)

    def text(self) -> str:
        """Return the index as it is written."""
        latest = self.latest.version if self.latest else None
        content = {"format": FORMAT, "latest": latest, "versions": [asdict(release) for release in self.versions]}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def parse_index(text: str, where: str) -> Index:
    """Return the index written in ``text``; ``where`` is what an error calls it.

    Raises DamagedError for anything that is not an index this reader knows.
    """
    try:
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise ValueError(f'it does not say "format": {FORMAT}; a newer release of this software may read it')
        versions = tuple(Release.from_json(entry) for entry in content["versions"])
        numbers = [release.version for release in versions]
        if len(set(numbers)) < len(numbers):
            raise ValueError("it lists a version twice")
        if not numbers or content.get("latest") != numbers[-1]:
            raise ValueError(f"latest is {content.get('latest')!r}, not the last version listed")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedError(f"{where} cannot be read as a list of versions: {error}") from error
    return Index(versions)


def read_index(data: Path) -> Index | None:
    """Return the versions of a data folder, or None where there is no versions.json."""
    path = data / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{path} cannot be read: {error}") from error
    return parse_index(text, str(path))
