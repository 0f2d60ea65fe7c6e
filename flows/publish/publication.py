"""The run's tables in, a complete new version in the data folder out, or none where nothing changed.

A reader sees the old version or the new one, whatever kills the writer. The version is made in a hidden folder inside
the data folder and forced to the disk, gets its name, and only then is listed in versions.json, which readers trust,
and named in latest. What a killed run leaves is removed by the next one.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.publish import checksums, durable
from karabakh.flows.publish.edition import Edition, settled
from karabakh.flows.publish.errors import WriteError
from karabakh.flows.publish.files import PART_ROWS
from karabakh.flows.publish.folder import claimed, install
from karabakh.flows.publish.index import Index, Release
from karabakh.flows.publish.number import FIRST, Change, following
from karabakh.flows.publish.previous import Previous
from karabakh.flows.publish.resources import measure
from karabakh.flows.publish.rows import Rows
from karabakh.flows.publish.segments import summed
from karabakh.flows.publish.sorting import in_key_order
from karabakh.flows.publish.step import Step
from karabakh.flows.publish.trace import Memory, Trace, keep, recalled
from karabakh.flows.publish.verdict import UNCHANGED, guard, judge
from karabakh.flows.publish.writers import WRITERS, Writer
from karabakh.schemas.limits import MAX_DROP


@dataclass(frozen=True, slots=True)
class Published:
    """The newest version after a run: a new one where ``changed``, else the one there was."""

    version: str
    path: Path | str  # its folder, or where it is at an address
    changed: bool
    change: Change | None  # None for the first version, and where nothing changed
    reason: str  # what differs from the version before, for people, and what is left to the next run, if anything


def publish(
    tables: Mapping[str, pa.Table | Rows],
    data: str | Path,
    *,
    released: datetime | None = None,
    max_drop: float = MAX_DROP,
    allow_drop: bool = False,
    writers: Sequence[Writer] = WRITERS,
    part_rows: int = PART_ROWS,
    memory: Memory | None = None,
) -> Published:
    """Publish tables as the next version in the folder ``data``, which is made if missing.

    ``tables`` are published tables by name, valid and with unique keys; one that is no table in memory but a stream
    (`Rows`) is read several times and never held whole. ``released`` is the time that versions.json gives, in UTC to
    the second: by default SOURCE_DATE_EPOCH if that is set, else now. ``max_drop`` is the share of a table's previous
    rows that may disappear, unless ``allow_drop``. A table of more rows than ``part_rows`` is written in parts.
    ``memory`` is where runs keep what versions were made of, which spares the next one work and changes nothing else.

    Raises DataError for tables that cannot be published, DropError, FolderError for a folder that is not ours,
    BusyError where another run publishes there, DamagedError where the previous version is not as it was, WriteError.
    """
    data, time = Path(data), _utc(released)
    if not 0 <= max_drop <= 1:
        raise CallError(f"max_drop is a share between 0 and 1, not {max_drop}")
    content = settled(tables)
    memory = memory if writers is WRITERS else None  # files of other writers are not what these would write
    with claimed(data) as listed, _traced(content, data, listed, part_rows, memory) as edition:
        if listed.latest is None:
            return _add(edition, data, listed, time, writers, memory)
        previous = Previous(listed.latest, data / listed.latest.version)
        previous.verify()
        verdict = judge(edition, previous, writers)
        if verdict.change is None:
            return Published(listed.latest.version, previous.path, False, None, verdict.reason)
        if not allow_drop:
            guard(verdict, previous, max_drop)
        step = Step(previous, verdict.change, verdict.reason, verdict.differences)
        edition = replace(edition, version=following(listed.latest.version, step.change), step=step)
        return _add(edition, data, listed, time, writers, memory)


@contextmanager
def _traced(
    content: Mapping[str, pa.Table | Rows], data: Path, listed: Index, part_rows: int, memory: Memory | None
) -> Iterator[Edition]:
    """Give the edition of sorted tables, with what is known of the version before and of these tables."""
    before = recalled(memory, listed.latest.sha256sums, part_rows) if listed.latest else {}
    rising = {one.sha256 for some in before.values() for one in some if one.sha256}
    with in_key_order(content, data, rising) as rows:
        now = {name: summed(some) for name, some in rows.items()} if memory is not None else {}
        yield Edition(FIRST, rows, part_rows, trace=Trace(now, before))


def standing(data: Path, sha256sums: str) -> Published | None:
    """Return the newest version, every file of it checked, where it is the one with these checksums; else None.

    ``sha256sums`` is the SHA-256 of its file SHA256SUMS. What a killed run left in the folder is removed, as `publish`
    does where nothing changed. Raises FolderError, BusyError and DamagedError as that does.
    """
    with claimed(data) as listed:
        if listed.latest is None or listed.latest.sha256sums != sha256sums:
            return None
        previous = Previous(listed.latest, data / listed.latest.version)
        previous.verify()
        return Published(listed.latest.version, previous.path, False, None, UNCHANGED)


def _utc(released: datetime | None) -> str:
    """Return a time as versions.json writes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if released is None and epoch:
        try:
            released = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise CallError(f"SOURCE_DATE_EPOCH is a number of seconds since 1970, not {epoch!r}") from error
    released = released or datetime.now(UTC)
    if released.tzinfo is None:
        raise CallError(f"released needs a time zone: {released.isoformat()}")
    return released.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(
    edition: Edition,
    data: Path,
    listed: Index,
    time: str,
    writers: Sequence[Writer],
    memory: Memory | None,
) -> Published:
    path = data / edition.version
    try:
        staged = _stage(edition, data, writers)
        release = Release(
            version=edition.version,
            released=time,
            previous=listed.latest.version if listed.latest else None,
            change=edition.step.change if edition.step else None,
            tables=edition.rows,
            sha256sums=checksums.sha256(staged / checksums.NAME),
            bytes=sum((staged / name).stat().st_size for name in checksums.files(staged)),
        )
        left = install(data, staged, listed.adding(release))
    except OSError as error:
        raise WriteError(f"version {edition.version} could not be written into {data}: {error}") from error
    keep(memory, release.sha256sums, edition.part_rows, edition.trace)
    change, reason = (edition.step.change, edition.step.reason) if edition.step else (None, "first version")
    return Published(edition.version, path, True, change, f"{reason}; {left}" if left else reason)


def _stage(edition: Edition, data: Path, writers: Sequence[Writer]) -> Path:
    """Write all files of a version into a hidden folder and return it."""
    staged = data / f"{durable.STAGING}{edition.version}"
    staged.mkdir()
    try:
        for writer in writers:
            writer.write(edition, staged)
        checksums.write(staged, lambda path: measure(path).sha256)
    except ValueError as error:  # a value that a format cannot hold, such as an empty text in CSV
        durable.remove(staged)
        raise DataError(f"version {edition.version} cannot be written: {error}") from error
    except BaseException:
        durable.remove(staged)
        raise
    return staged
