"""A GeoNames country dump in (the text, or zipped as GeoNames publishes it), its features out, one a line.

The columns are those of GeoNames' readme.txt. Lines are read one by one and are of bounded length; nothing is ever
unpacked to disk.
"""

import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from karabakh.flows.errors import CallError, DataError

COLUMNS = ("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
           "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation",
           "dem", "timezone", "modification date")  # fmt: skip
MAX_LINE = 1 << 17  # bytes; alternatenames has at most 10,000 characters
MAX_BYTES = 1 << 32  # of the text; that of all countries together is 1.7 GB
SHOWN = 60
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[1-9][0-9]{0,11}")
_CODES = {"feature class": re.compile(r"[A-Z]?"), "feature code": re.compile(r"[A-Z0-9]{0,10}"),
          "country code": re.compile(r"([A-Z]{2})?")}  # fmt: skip
_REMEDY = "take the country's file, such as AZ.zip, from GeoNames' export of dumps, and give it as it is"


class DumpError(DataError, ValueError):
    """The dump cannot be read as one; the message names file, line, column, value and what would be right."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A line of a dump; ``lat`` and ``lon`` in degrees, ``kind`` is feature class and code (P, PPL)."""

    geonameid: str
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    kind: tuple[str, str]
    country: str
    admin1: str
    admin2: str


def read_dump(path: Path) -> Iterator[Feature]:
    """Yield the features of a dump. Raises DumpError, or CallError where a zip holds several dumps."""
    features = 0
    with _opened(path) as file:
        for number, line in enumerate(_lines(file, path), start=1):
            if line.strip():
                yield _feature(line, f"{path} line {number}")
                features += 1
    if not features:
        raise DumpError(f"{path}: there is no line in it; {_REMEDY}")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not path.is_file():  # opening a pipe that nobody writes to would wait for ever
        raise CallError(f"{path} is no file; {_REMEDY}")
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                file.seek(0)
                yield file
                return
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as member:
            yield member
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DumpError(
            f"{path}: the zip file is damaged, cut short or encrypted ({error}); download it again"
        ) from error
    except OSError as error:
        raise DumpError(f"{path}: cannot be read ({error.strerror or error})") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the one text of the zip beside GeoNames' readme.txt."""
    found = [info for info in archive.infolist() if info.filename.lower().endswith(".txt")]
    found = [info for info in found if info.filename.lower().rsplit("/")[-1] != "readme.txt"]
    if not found:
        raise DumpError(f"{path}: the zip file holds no dump (a .txt beside readme.txt); {_REMEDY}")
    if len(found) > 1:
        names = ", ".join(ascii(info.filename) for info in found[:5])
        raise CallError(f"{path}: the zip file holds several texts ({names}); unpack it and name one")
    return found[0]


def _lines(file: IO[bytes], path: Path) -> Iterator[str]:
    read = 0
    number = 0
    while raw := file.readline(MAX_LINE + 1):
        number += 1
        read += len(raw)
        if len(raw) > MAX_LINE or read > MAX_BYTES:
            what = f"the line has over {MAX_LINE:,} bytes" if len(raw) > MAX_LINE else f"over {MAX_BYTES:,} bytes"
            raise DumpError(f"{path} line {number}: {what}, so this is no GeoNames dump; {_REMEDY}")
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            said = raw[error.start : error.start + 8]
            raise DumpError(f"{path} line {number} byte {error.start + 1}: {said!r} is not UTF-8; {_REMEDY}") from error
        yield line.removesuffix("\n").removesuffix("\r")


def _feature(line: str, where: str) -> Feature:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise DumpError(f"{where}: {len(cells)} columns, not {len(COLUMNS)} with tabs between them, the first being "
                        f"{_shown(cells[0])}; {_REMEDY}")  # fmt: skip
    row = dict(zip(COLUMNS, cells, strict=True))
    if _CONTROL.search(line):
        column, value = next((column, value) for column, value in row.items() if _CONTROL.search(value))
        raise _error(where, column, value, "free of control characters; remove them, or download the dump again")
    if not _NUMBER.fullmatch(row["geonameid"]):
        raise _error(where, "geonameid", row["geonameid"], f"a GeoNames identifier, digits only; {_REMEDY}")
    for column, form in _CODES.items():
        if not form.fullmatch(row[column]):
            raise _error(where, column, row[column], f"a code of capital letters; {_REMEDY}")
    if not row["name"].strip():
        raise _error(where, "name", row["name"], "a name; the column is required")
    return Feature(
        geonameid=row["geonameid"],
        name=row["name"],
        alternates=tuple(name for name in row["alternatenames"].split(",") if name.strip()),
        lat=_degrees(row, "latitude", 90, where),
        lon=_degrees(row, "longitude", 180, where),
        kind=(row["feature class"], row["feature code"]),
        country=row["country code"],
        admin1=row["admin1 code"],
        admin2=row["admin2 code"],
    )


def _degrees(row: dict[str, str], column: str, limit: int, where: str) -> float:
    value = float(row[column]) if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,15})?", row[column]) else math.nan
    if not -limit <= value <= limit:
        raise _error(where, column, row[column], f"a number of degrees from -{limit} to {limit}")
    return value


def _error(where: str, column: str, value: str, right: str) -> DumpError:
    return DumpError(f"{where} column {column}: {_shown(value)} is not {right}")


def _shown(value: str) -> str:
    return ascii(value[:SHOWN] + "…" * (len(value) > SHOWN)) if _CONTROL.search(value) else repr(value[:SHOWN])
