"""A version's number and an origin in, that version in a folder of downloads out: whole, or some of its tables."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from karabakh.flows.console.progress import transfer
from karabakh.flows.download import sums
from karabakh.flows.download.address import origin
from karabakh.flows.download.cache import fetched
from karabakh.flows.download.collection import Collection, held, verify
from karabakh.flows.download.fetch import Fetching
from karabakh.flows.download.origins import Origin
from karabakh.flows.errors import CallError, KarabakhError
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.publish import files
from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.index import LATEST, Release

TO: Final = Path("data")
BESIDE: Final = frozenset({"README.md", "CITATION.cff", "datapackage.json"})
"""What comes with a table that is downloaded alone: what its columns mean, under which licence it stands, and its key,
by which it can be compared with the same table of another version."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A version after a download, or the part of it that was wanted; ``new`` unless all of it was there before."""

    version: str
    path: Path
    new: bool


def download(
    version: str = LATEST,
    data: str | Path | Origin | None = None,
    to: str | Path = TO,
    *,
    tables: Sequence[str] = (),
    format: str | None = None,
) -> Downloaded:
    """Download a version into the folder ``to`` and verify every file.

    ``version`` is a number or ``latest``; ``data`` the address of the versions (None: KARABAKH_FROM, else ./data).
    ``tables`` and ``format`` (parquet or csv) choose files; without them all files of the version come. What was
    fetched of a file before is continued. The version has its name in ``to`` only when it is complete; some tables of
    it lie in ``<version>-partial``.

    Raises CallError for a version or a table that is not there, FolderError for a folder with other content,
    ChangedError where ``to`` has another version of that number, MismatchError for a file that is not what was
    published, UnreachableError where the origin does not answer.
    """
    if "://" in str(to):
        raise CallError(f"{masked(str(to))} is an address; a download goes into a folder of this computer")
    source, folder = origin(data), Path(to)
    listed = source.index()
    release = source.pick(listed, version)
    wanted = _wanted(release, [tables] if isinstance(tables, str) else tables, format)
    if source.root is not None:
        there, target = source.root.resolve(), folder.resolve()
        if there == target:
            return Downloaded(release.version, fetched(source, release, wanted or _all), False)
        if target.is_relative_to(there):
            raise CallError(f"{folder} lies in {source.shown}, from where is downloaded; name another folder with --to")
    with held(folder) as collection:
        collection.agree(listed, source.shown)
        get = _part if wanted else _whole
        return get(collection, source, release, wanted or _all)


def _all(_: str) -> bool:
    return True


def _wanted(release: Release, tables: Sequence[str], form: str | None) -> Callable[[str], bool] | None:
    """Return which paths are wanted, or None for all of them."""
    if form not in {None, *files.FORMS}:
        raise CallError(f"there is no format {form!r}; there are {', '.join(files.FORMS)}")
    for table in tables:
        if table not in release.tables:
            raise CallError(f"version {release.version} has no table {table!r}; it has {', '.join(release.tables)}")
    if not tables and form is None:
        return None

    def wanted(path: str) -> bool:
        found = files.table_of(path)
        if found is None:
            return path in BESIDE
        return (not tables or found[0] in tables) and form in {None, found[1]}

    return wanted


def _whole(collection: Collection, source: Origin, release: Release, wanted: Callable[[str], bool]) -> Downloaded:
    path = collection.whole(release)
    if path:
        verify(path, release)
        collection.settle(release)
        return Downloaded(release.version, path, False)
    collection.room(release)
    names = _fetched(collection, source, release, wanted, part=False)
    return Downloaded(release.version, collection.add(release, names), True)


def _part(collection: Collection, source: Origin, release: Release, wanted: Callable[[str], bool]) -> Downloaded:
    path = collection.whole(release)
    if path:
        known = sums.read(path, release)
        sums.require(path, filter(wanted, known), known)
        return Downloaded(release.version, path, False)
    mine = collection.partial(release)
    if mine:
        path = collection.folder / mine.folder
        with suppress(KarabakhError):
            known = sums.read(path, mine)
            sums.require(path, sums.chosen(known, wanted, mine, str(path)), known)
            collection.sweep(release)
            return Downloaded(release.version, path, False)
    names = _fetched(collection, source, release, wanted, part=True)
    return Downloaded(release.version, collection.add_part(release, names), True)


def _fetched(
    collection: Collection, source: Origin, release: Release, wanted: Callable[[str], bool], *, part: bool
) -> tuple[str, ...]:
    """Bring files of a version into the hidden folder beside the versions, and return their paths."""
    hidden = collection.hidden(release, part)
    with transfer(f"downloading {release.version}", None if part else release.bytes) as tell:
        names = Fetching(source, release, hidden, collection.at_hand(release), tell).fetch(wanted)
    if not any(map(files.table_of, names)):
        raise DamagedError(f"{source.shown} lists tables in version {release.version}, and has no file of them")
    return names
