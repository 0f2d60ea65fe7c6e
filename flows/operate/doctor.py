"""Options of a refresh in; what of this machine it needs, each thing looked at, with a verdict and a remedy, out.

Nothing is changed. A look that fails is a finding and not the end of the others.
"""

import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

from packaging.requirements import Requirement

from karabakh.flows import size
from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.operate import servers
from karabakh.flows.operate.listing import unknown
from karabakh.flows.operate.seen import Seen
from karabakh.flows.operate.timetable import check
from karabakh.flows.settings.model import Settings

PACKAGE: Final = "karabakh-open-data"
_SHOWN: Final = ("prefect", "pandas", "pandera", "pyarrow", "fastapi", "sqlalchemy")
_LOW: Final = 2_000_000_000  # bytes of a disk below which a large refresh may fill it
_NONE: Final = 50_000_000  # and below which even a small one does


def examine(options: Mapping[str, Any]) -> list[Seen]:
    """Return what was seen, in the order in which one would look."""
    seen = [Seen("Python", "fine", f"{platform.python_version()} on {platform.platform()}"), *libraries()]
    try:
        settings = Settings(**options)
    except KarabakhError as error:
        return [*seen, Seen("settings", "wrong", str(error), "`karabakh settings` says where each one comes from")]
    seen.append(Seen("settings", "fine", "`karabakh settings` lists them"))
    looks: tuple[Callable[[Settings], Iterator[Seen]], ...] = (
        _environment, _timetable, _texts, _gazetteer, _data, _disks,
        servers.prefect_server, servers.scheduler, servers.webhook,
    )  # fmt: skip
    return [*seen, *(one for look in looks for one in _tried(look, settings))]


def _tried(look: Callable[[Settings], Iterator[Seen]], settings: Settings) -> list[Seen]:
    name = look.__name__.strip("_").replace("_", " ")
    try:
        return list(look(settings))
    except KarabakhError as error:
        return [Seen(name, "wrong", str(error))]
    except Exception as error:  # the doctor goes on to the next thing, whatever this one has
        return [Seen(name, "wrong", f"{type(error).__name__}: {error}")]


def libraries() -> Iterator[Seen]:
    """Say whether each library that the package asks for is there, in a version that is known to work."""
    try:
        wanted = [Requirement(line) for line in requires(PACKAGE) or ()]
    except PackageNotFoundError:
        yield Seen(PACKAGE, "wrong", "not installed", "pip install .")
        return
    yield Seen(PACKAGE, "fine", version(PACKAGE))
    others = 0
    for one in wanted:
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        found = _library(one)
        if found.verdict != "fine" or one.name in _SHOWN:
            yield found
        else:
            others += 1
    yield Seen("other libraries", "fine", f"{others}, all in the versions that are asked for")


def _library(wanted: Requirement) -> Seen:
    remedy = f"pip install '{wanted.name}{wanted.specifier}'"
    try:
        there = version(wanted.name)
    except PackageNotFoundError:
        return Seen(wanted.name, "wrong", "not installed", remedy)
    if wanted.specifier.contains(there, prereleases=True):
        return Seen(wanted.name, "fine", there)
    why = _TRAPS.get(wanted.name, "")
    return Seen(wanted.name, "wrong", f"{there}, but {wanted.specifier} is asked for{why}", remedy)


_TRAPS: Final = {
    "fastapi": ": with a newer one Prefect fails at the first run",
    "sqlalchemy": ": with a newer one Prefect never starts what is scheduled",
}


def _environment(_settings: Settings) -> Iterator[Seen]:
    for name in unknown():
        yield Seen("environment", "warning", f"{name} is no setting, and is not read", "`karabakh settings` lists all")


def _timetable(settings: Settings) -> Iterator[Seen]:
    check(settings)
    told = f"every {settings.every:g} s" if settings.every else f"{settings.cron} in {settings.timezone}"
    yield Seen("timetable", "fine", f"{told}, for `karabakh schedule`")


def _texts(settings: Settings) -> Iterator[Seen]:
    from karabakh.flows.ingest.inputs import find

    for text in settings.texts:
        files = [file for file in find(text).files if file.rule is None]
        if files:
            yield Seen(f"texts {masked(text)}", "fine", f"{len(files):,} files that can be read")
        else:
            yield Seen(
                f"texts {masked(text)}", "wrong", "no file that can be read", "`karabakh refresh --help` says what can"
            )


def _gazetteer(settings: Settings) -> Iterator[Seen]:
    from karabakh.flows.places.tables import gazetteer_tables

    rows = {name: table.num_rows for name, table in gazetteer_tables(settings.gazetteer).items()}
    where = settings.gazetteer or "the one that comes with the package"
    yield Seen("gazetteer", "fine", f"{where}: " + ", ".join(f"{name} {count:,}" for name, count in rows.items()))


def _data(settings: Settings) -> Iterator[Seen]:
    from karabakh.flows.publish import folder, remote
    from karabakh.flows.publish.index import read_index

    if isinstance(settings.data, str):
        remote.check(settings.data)
        yield Seen(f"data {settings.data}", "fine", "can be reached")
        return
    folder.check(settings.data)
    index = read_index(settings.data)
    if index is None or index.latest is None:
        yield Seen(f"data {settings.data}", "fine", "no version yet; the first will be 1.0.0")
        return
    many = f"{len(index.versions):,} version{'s' if len(index.versions) > 1 else ''}"
    newest = f"the newest is {index.latest.version}, released {index.latest.released}"
    yield Seen(f"data {settings.data}", "fine", f"{many}; {newest}")


def _disks(settings: Settings) -> Iterator[Seen]:
    from karabakh.flows.download.cache import cache

    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    places = {"temporary folder": Path(gettempdir()), "Prefect's folder": home, "cache": cache()}
    if isinstance(settings.data, Path):
        places["data folder"] = settings.data
    if isinstance(settings.scratch, Path):
        places["scratch folder"] = settings.scratch
    for what, path in places.items():
        there = next(one for one in (path.absolute(), *path.absolute().parents) if one.exists())
        free = shutil.disk_usage(there).free
        room = f"{path}: {size.shown(free)} free"
        if not os.access(there, os.W_OK | os.X_OK):
            yield Seen(what, "wrong", f"{path} cannot be written", "let this user write there, or name another")
        elif free < _LOW:
            yield Seen(what, "wrong" if free < _NONE else "warning", room, "make room, or name another disk")
        else:
            yield Seen(what, "fine", room)


def shown(seen: list[Seen], form: str) -> str:
    """Return what was seen as a table (``text``) or as an object (``json``)."""
    if form == "json":
        return json.dumps([one._asdict() for one in seen], ensure_ascii=False, indent=1)
    width = max(len(one.what) for one in seen)
    lines = []
    for one in seen:
        sign = {"fine": "  ok   ", "warning": "  WARN ", "wrong": "  WRONG"}[one.verdict]
        lines.append(f"{sign} {one.what:{width}}  {one.seen}")
        if one.remedy:
            lines.append(f"{'':{width + 10}}-> {one.remedy}")
    wrong = sum(one.verdict == "wrong" for one in seen)
    return "\n".join([*lines, "", "all is well" if not wrong else f"{wrong} to be mended"])
