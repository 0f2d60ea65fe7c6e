"""A gazetteer and a published version in; what a contribution may refer to, and what is there already, out."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.near.references import Near
from karabakh.flows.contribute.present import key_texts
from karabakh.flows.contribute.version import Version, newest
from karabakh.schemas import INPUTS, TABLES, fields, model
from karabakh.schemas.contribution import read_lenient

GAZETTEER: Final = ("places", "place_names", "place_links")
SEEDS: Final = {"sources": Path("seeds/sources.csv"), "corrections": Path("seeds/corrections.csv")}
"""The tables that people write beside the gazetteer, where `karabakh refresh` finds them; those in the folder of a
gazetteer go before them."""

NO_VERSION = (
    "there is no published version here: whether documents and rows exist is not checked (--from names where versions "
    "are published)"
)


class Known(Mapping[str, pa.Table]):
    """The tables to which rows may refer, each read when it is first looked at; but for the gazetteer, only the columns
    to which others refer.

    ``gazetteer`` is a folder (None: the packaged gazetteer), ``address`` where versions are published (None: ./data, if
    there are any); without ``published`` none is looked for. A place is known that the gazetteer or the newest version
    has.
    """

    def __init__(
        self, gazetteer: Path | None = None, address: str | Path | None = None, *, published: bool = True
    ) -> None:
        self.folder = gazetteer
        self._address = address
        self._published = published
        self._tables = cache(self._read)

    @cached_property
    def near(self) -> Near:
        """What is near a name or an identifier that is not known."""
        return Near(self)

    @cached_property
    def version(self) -> Version | None:
        """The newest version; None where there is none."""
        return newest(self._address) if self._published else None

    def __getitem__(self, name: str) -> pa.Table:
        found = self._tables(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in GAZETTEER or (self.version is not None and name in self.version.tables)

    def __iter__(self) -> Iterator[str]:
        return (name for name in TABLES if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def whole(self, name: str) -> pa.Table | None:
        """Return all columns of a table, those of the tables that people write too; None where there is none."""
        if name in GAZETTEER:
            return self[name]
        if name in SEEDS:
            beside = self.folder / SEEDS[name].name if self.folder else SEEDS[name]
            path = beside if beside.is_file() else SEEDS[name]
            return read_lenient(path, INPUTS[name])[0] if path.is_file() else None
        return self.version.rows(name) if self.version and name in TABLES else None

    def _read(self, name: str) -> pa.Table | None:
        if name in GAZETTEER:
            return self._of_gazetteer(name)
        return self.version.rows(name, sorted(REFERRED[name])) if self.version and name in REFERRED else None

    def _of_gazetteer(self, name: str) -> pa.Table:
        """Return the rows of the gazetteer, and after them those that only the version has."""
        with as_file(self.folder or files("karabakh.seeds")) as home:
            own = read_lenient(home / f"{name}.csv", TABLES[name])[0]
        published = self.version.rows(name) if self.version else None
        if published is None:
            return own
        key = fields.key(model(name))
        more = pc.invert(pc.is_in(key_texts(key, published), value_set=key_texts(key, own)))
        return pa.concat_tables([own, published.filter(more)])


def _referred() -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for table in TABLES.values():
        for link in fields.foreign_keys(table):
            wanted.setdefault(link.other, set()).update(link.other_columns)
    return wanted


REFERRED = _referred()
