"""The run's tables and an address in (s3://bucket/prefix, any that fsspec can write to), the next version there out.

The previous version is fetched into a local data folder for a while and held against its checksums; the new one is made
and checked there as any other is, and then uploaded. A reader never sees half of it: files that versions.json does not
list are no version, and versions.json is written when all of them are there and right, latest after it. What a killed
upload left is removed by the next one, which knows it by the announcement made before the first file.

Whether an object is there wholly or not at all is up to the store: S3 and its like keep that promise. Two publishers at
the same address at the same time are out of scope: there is no lock. Should versions.json change meanwhile, the run
stops before it is replaced.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from karabakh.flows.console.progress import progress
from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.inputs import said
from karabakh.flows.process.scratch import scratch
from karabakh.flows.publish import checksums
from karabakh.flows.publish.errors import BusyError, DamagedError, FolderError, WriteError
from karabakh.flows.publish.folder import PENDING, refuse_downloads, unlisted_others, unlisted_versions
from karabakh.flows.publish.index import LATEST, NAME, Index, Release, parse_index
from karabakh.flows.publish.number import is_number
from karabakh.flows.publish.rows import Rows
from karabakh.flows.publish.store import Store, store, will_last
from karabakh.schemas.limits import MAX_DROP

if TYPE_CHECKING:
    from karabakh.flows.publish.publication import Published


def check(address: str) -> None:
    """Raise what `publish` would before it writes, as far as it costs little to know; nothing is changed.

    Of the version before it is seen that all files are there in their size.
    """
    there = replace(store(address), waits=())
    with failing(there):
        if not there.has_bucket():
            raise FolderError(f"{there.shown} cannot be used: the bucket does not exist")
        _, listed = _listed(there)
        refuse_downloads(there.shown, listed)
        if listed.latest is not None:
            _glance(there, listed.latest)


def _glance(there: Store, release: Release) -> None:
    """Raise DamagedError where SHA256SUMS is not as it was published, or the files have not the size they had."""
    where = f"{there.shown}/{release.version}"
    sums = there.read(f"{release.version}/{checksums.NAME}")
    if sums is None:
        raise DamagedError(f"{where}/{checksums.NAME} is missing, and {NAME} lists version {release.version}")
    if hashlib.sha256(sums).hexdigest() != release.sha256sums:
        raise _other(where, checksums.NAME, release.version)
    sizes = there.sizes(release.version)
    try:
        names = [*checksums.parse(sums.decode()), checksums.NAME]
    except ValueError as error:
        raise DamagedError(f"{where}/{checksums.NAME} cannot be read as checksums: {error}") from error
    for name in names:
        if name not in sizes:
            raise DamagedError(f"{where}/{name} is missing, and {NAME} lists version {release.version}")
    size = sum(sizes[name] for name in names)
    if size != release.bytes:
        raise DamagedError(
            f"{where} has {size:,} bytes, and {release.bytes:,} were published; put version {release.version} back as "
            "it was"
        )


def _other(where: str, name: str, version: str) -> DamagedError:
    return DamagedError(f"{where}/{name} is not what was published; put version {version} back as it was")


def publish(
    tables: Mapping[str, pa.Table | Rows],
    address: str,
    *,
    released: datetime | None = None,
    max_drop: float = MAX_DROP,
    allow_drop: bool = False,
    **options: Any,
) -> "Published":
    """Publish tables as the next version at an address; see `publication.publish`, which makes it.

    Where nothing changed nothing is written, other than what a killed upload left undone. One publisher at a time.

    Raises what `publication.publish` raises; WriteError also where the store fails for longer than three tries take,
    BusyError where versions.json changed meanwhile.
    """
    from karabakh.flows.publish.publication import publish as publish_here

    there = store(address)
    with scratch() as folder, failing(there):
        before, listed = _listed(there)
        _clean(there, listed)
        data = folder / "data"
        data.mkdir()
        if listed.latest is not None:
            fetch(there, listed.latest, data)
            (data / NAME).write_bytes(before or b"")
        options = {"released": released, "max_drop": max_drop, "allow_drop": allow_drop, **options}
        published = publish_here(tables, data, **options)
        if published.changed:
            left = _upload(there, published.version, data, before)
            if left:
                published = replace(published, reason=f"{published.reason}; {left}")
        return replace(published, path=f"{there.shown}/{published.version}")


def standing(address: str, sha256sums: str) -> "Published | None":
    """Return the newest version there, fetched and checked, where it is the one with these checksums; else None.

    See `publication.standing`.
    """
    from karabakh.flows.publish.publication import standing as standing_here

    there = store(address)
    with scratch() as folder, failing(there):
        before, index = _listed(there)
        if index.latest is None or index.latest.sha256sums != sha256sums:
            return None
        _clean(there, index)
        data = folder / "data"
        data.mkdir()
        fetch(there, index.latest, data)
        (data / NAME).write_bytes(before or b"")
        published = standing_here(data, sha256sums)
        return published and replace(published, path=f"{there.shown}/{published.version}")


def index_of(address: str) -> Index:
    """Return the versions that are listed at an address."""
    there = store(address)
    with failing(there):
        return _listed(there)[1]


@contextmanager
def failing(there: Store) -> Iterator[None]:
    """Say where and what failed, without what is secret in an address."""
    try:
        yield
    except KarabakhError:
        raise
    except Exception as error:  # each file system has errors of its own
        if will_last(error):
            raise FolderError(f"{there.shown} cannot be used: {said(error)}") from None
        raise WriteError(f"{there.shown} cannot be read or written now: {said(error)}") from None


def _listed(there: Store) -> tuple[bytes | None, Index]:
    """Return versions.json as it is and what it lists; FolderError where other people's things are at the address."""
    text, index = read_versions(there)
    names, pending = there.names(), _pending(there)
    others = unlisted_others(names, pending) if index is None else []
    if others:
        raise FolderError(
            f"{there.shown} holds other things ({', '.join(others[:5])}{', …' if len(others) > 5 else ''}) and no "
            f"{NAME}; name an empty or a new place, or put {NAME} back"
        )
    strange, _ = unlisted_versions(names, index or Index(), pending)
    if strange:
        raise FolderError(
            f"{there.shown}/{NAME} does not list {', '.join(strange)}, which {'is' if len(strange) == 1 else 'are'} "
            "there; put the right versions.json back, or move what it does not list away"
        )
    return text, index or Index()


def read_versions(there: Store) -> tuple[bytes | None, Index | None]:
    """Return versions.json as it is and what it lists; None where there is none."""
    text = there.read(NAME)
    return text, None if text is None else parse_index(text.decode("utf-8", "replace"), f"{there.shown}/{NAME}")


def _pending(there: Store) -> str | None:
    """Return the version that a killed upload had announced, if any."""
    version = (there.read(PENDING) or b"")[:100].decode("utf-8", "replace").strip()
    return version if is_number(version) else None


def _clean(there: Store, listed: Index) -> None:
    """Remove what a killed upload left, and make latest say what versions.json says."""
    _, ours = unlisted_versions(there.names(), listed, _pending(there))
    if ours:
        _remove_folder(there, ours)
    if listed.latest is not None:
        line = f"{listed.latest.version}\n".encode()
        if there.read(LATEST) != line:
            there.write(LATEST, line)
    if there.read(PENDING) is not None:
        there.remove(PENDING)


def _remove_folder(there: Store, version: str) -> None:
    for name in there.sizes(version):
        there.remove(f"{version}/{name}")


def fetch(there: Store, release: Release, data: Path) -> Path:
    """Fetch a version into a local data folder and return its folder; DamagedError where a file is not as published."""
    folder = data / release.version
    where = f"{there.shown}/{release.version}"
    _fetch(there, release.version, checksums.NAME, folder, release.sha256sums, where)
    sums = checksums.read(folder)
    with progress("download", len(sums)) as advance:
        for name, digest in sums.items():
            _fetch(there, release.version, name, folder, digest, where)
            advance(1)
    return folder


def _fetch(there: Store, version: str, name: str, folder: Path, digest: str, where: str) -> None:
    try:
        there.download(f"{version}/{name}", folder / name)
    except FileNotFoundError:
        raise DamagedError(f"{where}/{name} is missing, and {NAME} lists version {version}") from None
    if checksums.sha256(folder / name) != digest:
        raise _other(where, name, version)


def _upload(there: Store, version: str, data: Path, before: bytes | None) -> str | None:
    """Upload a version that was made in a local data folder, and only then the list that names it.

    Where that fails, and the version is not listed, its files are removed again as far as the store allows. Once it is
    listed it is published, and what fails after it is no failure: it is said, for people, and done by the next run.
    """
    there.write(PENDING, f"{version}\n".encode())
    try:
        _upload_files(there, version, data / version)
        if there.read(NAME) != before:
            raise BusyError(f"{there.shown}/{NAME} changed meanwhile: another run has published there")
        _list(there, (data / NAME).read_bytes())
    except BaseException:
        with suppress(Exception):  # the failure itself is what matters; the next run cleans up, too
            _clean(there, _listed(there)[1])
        raise
    try:
        there.write(LATEST, f"{version}\n".encode())
        there.remove(PENDING)
    except Exception as error:  # each file system has errors of its own
        return f"{there.shown}/{LATEST} could not be written ({said(error)}), and the next run does it"
    return None


def _list(there: Store, text: bytes) -> None:
    """Put the list in its place; that it is there counts, and not what the store answered."""
    try:
        there.write(NAME, text)
    except Exception:  # each file system has errors of its own
        if there.read(NAME) != text:
            raise


def _upload_files(there: Store, version: str, folder: Path) -> None:
    names = sorted(checksums.files(folder), key=lambda name: (name == checksums.NAME, name))
    with progress("upload", len(names)) as advance:
        for name in names:
            there.upload(folder / name, f"{version}/{name}")
            advance(1)
    sizes = there.sizes(version)
    for name in sorted(set(sizes) - set(names)):
        there.remove(f"{version}/{name}")
    wrong = [name for name in names if sizes.get(name) != (folder / name).stat().st_size]
    if wrong:
        raise WriteError(f"{there.shown}/{version}/{wrong[0]} is not as it was uploaded; the next run begins anew")
