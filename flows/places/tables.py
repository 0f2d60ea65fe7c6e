"""A gazetteer folder in, its three tables out, valid."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pyarrow as pa

from karabakh.flows.places.gazetteer import FILES, GazetteerError
from karabakh.schemas import model
from karabakh.schemas.arrow import sort
from karabakh.schemas.contribution import read_lenient
from karabakh.schemas.findings import Finding
from karabakh.schemas.validation import check_tables

SHOWN = 20
GAZETTEER = tuple(Path(file).stem for file in FILES)


def gazetteer_tables(folder: Path | None = None) -> dict[str, pa.Table]:
    """Return places, place_names and place_links of ``folder``, or of the packaged gazetteer, each sorted by its key.

    Raises GazetteerError, a DataError, that lists what is wrong: file, row, column, value and what would be right.
    """
    tables: dict[str, pa.Table] = {}
    wrong: list[Finding] = []
    for name in GAZETTEER:
        tables[name], found = _read(folder, name)
        wrong += [finding for finding in found if finding.severity == "error"]
    wrong = wrong or check_tables(tables)
    if wrong:
        shown = [str(finding) for finding in wrong[:SHOWN]]
        more = [f"and {len(wrong) - SHOWN:,} more"] if len(wrong) > SHOWN else []
        raise GazetteerError("\n".join(["the gazetteer is not valid:", *shown, *more]))
    return {name: sort(model(name), table) for name, table in tables.items()}


def _read(folder: Path | None, name: str) -> tuple[pa.Table, list[Finding]]:
    with as_file(folder if folder else files("karabakh.seeds")) as home:
        return read_lenient(home / f"{name}.csv", model(name))


class References(Mapping[str, pa.Table]):
    """The tables of a gazetteer as what other tables refer to: each is read when it is first looked at, unchecked."""

    def __init__(self, folder: Path | None = None) -> None:
        self._read = cache(lambda name: _read(folder, name)[0])

    def __getitem__(self, name: str) -> pa.Table:
        if name not in GAZETTEER:
            raise KeyError(name)
        return self._read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(GAZETTEER)

    def __len__(self) -> int:
        return len(GAZETTEER)
