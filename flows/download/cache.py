"""An origin, a version and which of its files in; a local folder that holds these files, every one verified, out.

The cache holds a folder for each version, named by the SHA-256 of its SHA256SUMS, so that it may be shared between
origins and processes. It may be deleted at any time: what is missing is fetched again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import platformdirs
from filelock import FileLock

from karabakh.flows.console.progress import transfer
from karabakh.flows.download import sums
from karabakh.flows.download.errors import KEPT, StorageError
from karabakh.flows.download.fetch import Fetching
from karabakh.flows.download.origins import Origin
from karabakh.flows.download.part import storing
from karabakh.flows.errors import KarabakhError
from karabakh.flows.publish.index import Release

VARIABLE: Final = "KARABAKH_CACHE"


def cache() -> Path:
    """Return the folder of the cache: what KARABAKH_CACHE names, else the user's cache folder.

    So also where it is `off`, which is said to a refresh: what is downloaded must lie somewhere.
    """
    named = os.environ.get(VARIABLE)
    if named and named != "off":
        return Path(named).expanduser()
    return platformdirs.user_cache_path("karabakh-open-data", appauthor=False)


def kept(release: Release) -> Path:
    """Return the folder in which the cache keeps files of a version."""
    return cache() / release.sha256sums


def fetched(source: Origin, release: Release, wanted: sums.Wanted) -> Path:
    """Return a local folder that holds these files of a version, and its SHA256SUMS, all as they were published.

    ``wanted`` are paths in the version's folder, or what says of each path whether it is wanted. The folder is the
    version's own where the origin is a local folder, else one of the cache; others may read it and nobody write to it.

    Raises DamagedError for a file in a local folder that is not as it was published, UnfetchedError for one that was
    not downloaded, CallError for one that the version does not have, and what `Fetching.fetch` raises.
    """
    if source.root is not None:
        folder = source.root / release.folder
        known = sums.read(folder, release)
        sums.require(folder, sums.chosen(known, wanted, release, source.shown), known)
        return folder
    names = wanted if callable(wanted) else tuple(wanted)
    if not _there(release, names):
        _fill(source, release, names)
    return kept(release)


def _there(release: Release, wanted: sums.Wanted) -> bool:
    try:
        known = sums.read(kept(release), release)
    except (KarabakhError, OSError):
        return False
    folder = kept(release)
    return all(sums.intact(folder, name, known[name]) for name in sums.chosen(known, wanted, release, str(folder)))


def _fill(source: Origin, release: Release, wanted: sums.Wanted) -> None:
    """Fetch into the cache; once more where somebody deletes it at that moment."""
    for last in (False, True):
        try:
            with _alone(release), transfer(f"fetching {release.version}", None) as tell:
                Fetching(source, release, kept(release), tell=tell, advice=KEPT).fetch(wanted)
            return
        except StorageError as error:
            if last or kept(release).is_dir():
                raise StorageError(f"{error} ({VARIABLE} names another folder for the cache)") from error


@contextmanager
def _alone(release: Release) -> Iterator[None]:
    """Hold a version in the cache for this process alone; others wait for what it fetches."""
    with storing(cache()):
        cache().mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache() / f"{release.sha256sums}.lock")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
