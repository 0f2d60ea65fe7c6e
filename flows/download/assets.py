"""A published version in; a folder with all that a release of it has, to be attached as it is, out.

In it lie the version's files, by the names that they have in a release (see releases.py), and versions.json, which
lists this version and all that were released before: so that the latest release alone says what there is.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from karabakh.flows.download import sums
from karabakh.flows.download.address import origin
from karabakh.flows.download.cache import fetched
from karabakh.flows.download.errors import ChangedError
from karabakh.flows.download.origins import Origin
from karabakh.flows.download.part import storing
from karabakh.flows.download.releases import asset, tag
from karabakh.flows.errors import CallError
from karabakh.flows.publish.index import LATEST, NAME, Index, Release


@dataclass(frozen=True, slots=True)
class Assets:
    """What was laid out: the version, the tag of its release, and the folder."""

    version: str
    tag: str
    path: Path


def assets(
    version: str = LATEST,
    data: str | Path | Origin | None = None,
    to: str | Path = "assets",
    after: str | Path | Origin | None = None,
) -> Assets:
    """Lay out a version as a release has it, every file verified; ``after``: where those released before are listed.

    Raises CallError for a version that is not there and a folder that is not empty, ChangedError where the same number
    was released with another content, and what reading fails with.
    """
    source, folder = origin(data), Path(to)
    release = source.release(version)
    listed = Index((release,)) if after is None else _after(origin(after), release)
    known = fetched(source, release, lambda _: True)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallError(f"{folder} is there already; name an empty or a new folder with --to")
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in (sums.NAME, *sums.read(known, release)):
            shutil.copyfile(known / name, folder / asset(name))
        (folder / NAME).write_text(listed.text(), encoding="utf-8", newline="\n")
    return Assets(release.version, tag(release.version), folder)


def _after(before: Origin, release: Release) -> Index:
    """Return the list of what was released before, with this version."""
    index = before.index()
    same = index.find(release.version)
    if same is not None and same.sha256sums != release.sha256sums:
        raise ChangedError(
            f"{before.shown} has a version {release.version} already, and it is another: a published version never "
            "changes, so nothing was laid out"
        )
    return index.adding(release)
