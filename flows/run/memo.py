"""The settings of a run in; what a run of the same inputs ended with out, as long as nothing has changed since."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, Final, cast

from karabakh.flows.cache.key import gazetteer_checksum
from karabakh.flows.cache.rules import rules
from karabakh.flows.cache.store import Cache
from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.inputs import Input, find
from karabakh.flows.places.gazetteer import FILES
from karabakh.flows.publish import publication, remote
from karabakh.flows.publish.index import read_index
from karabakh.flows.publish.publication import Published
from karabakh.flows.run.gather import CACHED
from karabakh.flows.run.report import Report
from karabakh.flows.settings.model import Settings

SAME: Final = "the inputs are those of the run before, byte for byte, so nothing was read again"
_FACTS: Final = ("inputs", "rows", "statuses")
_PAIRS: Final = ("rejections", "examples")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What decides the result of a run: ``key`` is a checksum of all of it, ``state`` how its files stand."""

    key: str
    state: tuple[Any, ...]


def inputs(settings: Settings) -> Inputs | None:
    """Return what a run with these settings reads; None where that cannot be told without running it.

    Every byte counts, and nothing else: no time, no path. What comes from other machines is not asked for twice.
    """
    if any("://" in text for text in settings.texts):
        return None
    with suppress(KarabakhError, OSError):  # the run itself will say what is wrong
        state = _state(settings)
        digest = hashlib.sha256(f"run\n{rules()}\n{settings.strict}\n".encode())
        for line in _lines(settings):
            digest.update(f"{line}\n".encode())
        return Inputs(digest.hexdigest(), state)
    return None


def _lines(settings: Settings) -> Iterator[str]:
    """Yield a line for each thing that is read."""
    yield f"gazetteer {gazetteer_checksum(settings.gazetteer)}"
    for path in (settings.sources, settings.corrections):
        yield f"sheet {hashlib.sha256(path.read_bytes()).hexdigest() if path else None}"
    for text in settings.texts:
        listing = find(text)
        yield f"texts {len(listing.files)} {listing.hidden!r}"
        for file in listing.files:
            yield f"{file.name!r} {file.rule} {file.why!r} {'' if file.rule else _checksum(file)}"


def _checksum(file: Input) -> str:
    with file.open() as stream:
        return hashlib.file_digest(cast("BufferedReader", stream), "sha256").hexdigest()


def _state(settings: Settings) -> tuple[Any, ...]:
    """Return of every file that is read which it is, how large, and when it was written last."""
    files = [file for text in settings.texts for file in find(text).files]
    named = [settings.gazetteer / name for name in FILES] if settings.gazetteer else []
    sheets = [path for path in (settings.sources, settings.corrections, *named) if path]
    texts = [(file.name, None if file.rule else _opened(file)) for file in files]
    return (*texts, *((str(path), _standing(path.stat())) for path in sheets))


def _opened(file: Input) -> tuple[int, int, int]:
    with file.open() as stream:
        return _standing(os.fstat(stream.fileno()))


def _standing(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def recall(settings: Settings, known: Inputs, cache: Cache, report: Report) -> Published | None:
    """Return the newest version, every file of it checked, where a run of the same inputs ended with just that one.

    The ``report`` is then that run's, but for the time it took. None where there is no such run.
    """
    latest = _latest(settings.data)
    kept = cache.get(_key(known, latest)) if latest else None
    if kept is None or latest is None:
        return None
    data = settings.data
    published = remote.standing(data, latest) if isinstance(data, str) else publication.standing(data, latest)
    if published is not None:
        try:
            _restore(report, json.loads(kept), published)
        except (ValueError, KeyError, TypeError):  # another release's form, or somebody's own
            return None
    return published


def keep(settings: Settings, known: Inputs, cache: Cache, report: Report, published: Published) -> None:
    """Keep what a run has ended with, unless what it read changed meanwhile."""
    with suppress(KarabakhError, OSError):
        latest = _latest(settings.data)
        if latest and _state(settings) == known.state:
            cache.put(_key(known, latest), json.dumps(_told(report, published)).encode())


def _key(known: Inputs, sha256sums: str) -> str:
    return hashlib.sha256(f"{known.key} {sha256sums}".encode()).hexdigest()


def _latest(data: Path | str) -> str | None:
    """Return the SHA-256 of the newest version's SHA256SUMS."""
    index = remote.index_of(data) if isinstance(data, str) else read_index(data)
    return index.latest.sha256sums if index and index.latest else None


def _told(report: Report, published: Published) -> dict[str, Any]:
    """Return the record of a run, its times left out; null stands in for the reason why it published or did not."""
    told: dict[str, Any] = {name: getattr(report, name) for name in _FACTS}
    told |= {name: [[*pair, value] for pair, value in getattr(report, name).items()] for name in _PAIRS}
    notes = [note for note in report.notes if not note.startswith(CACHED)]
    return told | {"notes": [None if note == published.reason else note for note in notes]}


def _restore(report: Report, told: dict[str, Any], published: Published) -> None:
    for name in _FACTS:
        setattr(report, name, told[name])
    for name in _PAIRS:
        setattr(report, name, {(table, rule): value for table, rule, value in told[name]})
    report.notes += [published.reason if note is None else note for note in told["notes"]]
    report.notes.append(SAME)
    report.end(published)
