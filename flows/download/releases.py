"""The page of a repository's releases in (https://github.com/OWNER/REPO/releases), the versions attached to them out.

A release has the tag ``data-<version>`` and the files of that version, whose folders stand in their names, since a
release has none: ``parquet/places.parquet`` is ``parquet--places.parquet``. The latest release also has versions.json,
which lists all versions. Forges that took over GitHub's addresses (Forgejo, Gitea, GitHub Enterprise) work alike.
"""

import re
from typing import Final
from urllib.parse import quote, urlunsplit

from karabakh.flows.download.errors import MissingError, RefusedError
from karabakh.flows.download.fetch import content
from karabakh.flows.download.web import Web
from karabakh.flows.errors import CallError
from karabakh.flows.publish.index import MAX_BYTES, NAME, Index, decoded

HOST: Final = "github.com"
TAG: Final = "data-"
_SEPARATOR: Final = "--"
_PAGE: Final = re.compile(r"(/[^/]+/[^/]+/releases)(?:/latest|/tag/[^/]+)?")
_FLAT: Final = re.compile(r"[A-Za-z0-9_]+(?:[.-]?[A-Za-z0-9_]+)*")


def page(path: str) -> str | None:
    """Return the path of a page of releases, where the path of an address is that of one, else None.

    >>> page("/owner/repo/releases/latest"), page("/owner/repo")
    ('/owner/repo/releases', None)
    """
    found = _PAGE.fullmatch(path)
    return found[1] if found else None


def tag(version: str) -> str:
    """Return the tag of the release that has a version.

    >>> tag("1.0.0")
    'data-1.0.0'
    """
    return f"{TAG}{version}"


def asset(path: str) -> str:
    """Return the name that a version's file has in a release; no two files have one.

    >>> asset("parquet/place_names/part-00001.parquet")
    'parquet--place_names--part-00001.parquet'

    Raises RefusedError for a path that a release cannot keep: GitHub changes other characters.
    """
    parts = path.split("/")
    if not all(_FLAT.fullmatch(part) for part in parts):
        raise RefusedError(f"{path[:200]!r} cannot be the name of a file in a release")
    return _SEPARATOR.join(parts)


class Releases(Web):
    """Published versions attached to releases. ``known``: the address is surely one of releases, and no mere folder."""

    def __init__(self, address: str, *, known: bool) -> None:
        self._known, self._flat = known, known
        super().__init__(address)

    def index(self) -> Index:
        """Return the versions that the versions.json of the latest release lists."""
        if not self._known:
            self._flat = False
            try:
                return decoded(content(self, NAME, MAX_BYTES), self.where(NAME))
            except (MissingError, RefusedError):  # no folder of versions, then
                self._flat = True
        try:
            return decoded(content(self, NAME, MAX_BYTES), self.where(NAME))
        except MissingError:
            raise CallError(
                f"{self.where(NAME)} is not there: no release has been made, the latest one is not a release of data, "
                "or the repository is not public"
            ) from None
        except RefusedError as error:
            raise CallError(str(error)) from None

    def where(self, name: str) -> str:
        """Return the address of a file for messages."""
        return f"{self.shown}/{self._place(name)}"

    def _url(self, name: str) -> str:
        return urlunsplit(self._base._replace(path=f"{self._base.path}/{quote(self._place(name))}"))

    def _place(self, name: str) -> str:
        """Return where a file is, below the page of releases, by its path beside versions.json."""
        if not self._flat:
            return name
        version, _, path = name.partition("/")
        return f"download/{tag(version)}/{asset(path)}" if path else f"latest/download/{name}"
