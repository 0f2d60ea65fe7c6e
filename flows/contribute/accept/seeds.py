"""A folder of seeds in, its tables out, valid, held by this run alone; and back to disk, all at once."""

import errno
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
from filelock import FileLock, Timeout

from karabakh.flows.contribute.accept import staging
from karabakh.flows.contribute.accept.errors import BusyError, RefusedError, SeedsError, WriteError
from karabakh.flows.contribute.filename import unfit
from karabakh.flows.errors import DataError
from karabakh.flows.extraction.corrections import read_corrections
from karabakh.flows.ingest.sheet import read_sheet
from karabakh.flows.places import load_gazetteer
from karabakh.flows.places.tables import GAZETTEER, gazetteer_tables
from karabakh.schemas import model
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.csv import csv_bytes

CONTRIBUTIONS: Final = "contributions"
SHEETS: Final = ("sources", "corrections", CONTRIBUTIONS)
TEXTS: Final = "texts"
INBOX: Final = CONTRIBUTIONS
LOCK: Final = ".lock"
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
WAIT: Final = 60.0  # seconds for another accept to end, which takes a second or two


@dataclass(frozen=True, slots=True)
class Seeds:
    """The tables of a folder of seeds by name, each sorted by its key; those without a file are empty."""

    folder: Path
    tables: Mapping[str, pa.Table]

    @property
    def texts(self) -> Path:
        """The folder of texts."""
        return self.folder / TEXTS

    def holds(self, path: Path) -> bool:
        """Whether a file lies in the inbox, and not only a link to it or from it."""
        inbox = self.folder / INBOX
        return not path.is_symlink() and path.resolve().is_relative_to(inbox) and path.resolve() != inbox


@contextmanager
def held(
    folder: Path,
    waiting: Callable[[], None],
    wait: float = WAIT,
    *,
    completed: Callable[[Sequence[str]], None] = lambda names: None,
    dry_run: bool = False,
) -> Iterator[Seeds]:
    """Hold the folder for this run alone, complete what a killed one began, and give what the folder holds.

    ``waiting`` is called where another run holds it, ``completed`` with the names of the files where something was
    completed. With ``dry_run`` nothing is, and SeedsError is raised where something waits for it. Raises SeedsError for
    a folder that is none, BusyError where the other does not end, and GazetteerError or SourcesError where what is
    there is not valid already.
    """
    home = folder.resolve()
    missing = [name for name in GAZETTEER if not (home / f"{name}.csv").is_file()]
    if missing:
        raise SeedsError(f"{folder} has no {missing[0]}.csv, so it is no folder of seeds; name it with --seeds")
    _refuse_links(home)
    lock = FileLock(home / LOCK)
    try:
        _acquire(lock, waiting, wait)
    except Timeout:
        raise BusyError(f"{folder}: another accept has been at work for {wait:g} seconds; try again later") from None
    except OSError as error:
        raise SeedsError(f"{folder} cannot be written: {error.strerror or error}") from error
    try:
        with writing(home):
            _settle(home, completed, dry_run=dry_run)
        yield Seeds(home, _read(home))
    finally:
        lock.release()


def _settle(home: Path, completed: Callable[[Sequence[str]], None], *, dry_run: bool) -> None:
    if not dry_run:
        names = staging.settle(home, ours)
        if names:
            completed(names)
    elif staging.waits(home, ours):
        raise SeedsError(
            f"{home}: an accept was stopped before its end, and --dry-run completes nothing; accept something without "
            f"it, which completes that first, or remove {home / staging.PENDING} and put the seeds back (git checkout)"
        )


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the disk or the file system says into what the user is told."""
    try:
        yield
    except OSError as error:
        kind = SeedsError if error.errno in _REFUSED else WriteError
        raise kind(f"{folder} cannot be written: {error.strerror or error}") from error


def _acquire(lock: FileLock, waiting: Callable[[], None], wait: float) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire(timeout=wait)


def _refuse_links(home: Path) -> None:
    names = [*(f"{name}.csv" for name in (*GAZETTEER, *SHEETS)), TEXTS, INBOX, LOCK, staging.PENDING, staging.STAGED]
    for name in names:
        if (home / name).is_symlink():
            raise SeedsError(f"{home / name} is a symbolic link; put the file or folder itself in its place")


def _read(home: Path) -> dict[str, pa.Table]:
    sheets = {name: home / f"{name}.csv" for name in SHEETS}
    return gazetteer_tables(home) | {
        name: read_sheet(path, name) if path.is_file() else arrow_schema(model(name)).empty_table()
        for name, path in sheets.items()
    }


def ours(name: str) -> bool:
    """Whether accept may write a file of that name, relative to the folder of seeds."""
    folder, _, rest = name.rpartition("/")
    if folder == TEXTS:
        return unfit(rest) is None
    return not folder and name.removesuffix(".csv") in {*GAZETTEER, *SHEETS} and name.endswith(".csv")


def check(tables: Mapping[str, pa.Table]) -> dict[str, bytes]:
    """Return the bytes of each table's file, having read the folder as it will be as a refresh reads it.

    Raises RefusedError where what comes of it is not valid.
    """
    contents = {name: b"".join(csv_bytes(table)) for name, table in tables.items()}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, content in contents.items():
            (folder / f"{name}.csv").write_bytes(content)
        try:
            load_gazetteer(folder)
            read = _read(folder)
            refused = read_corrections(folder / "corrections.csv").refused
        except DataError as error:
            why = str(error).replace(f"{folder}/", "")
            raise RefusedError(why.splitlines(), "with the contribution the seeds would not be valid") from error
    if refused:
        raise RefusedError([f"{one.key}: {one.message}" for one in refused])
    if any(not read[name].equals(table) for name, table in tables.items()):
        raise AssertionError("the seeds do not read back as they were written")
    return contents
