"""A published version in; the rows of its tables that a contribution speaks of, and no others, out."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.accept.draft import Row
from karabakh.flows.contribute.version import Version
from karabakh.schemas import TABLES, fields
from karabakh.schemas.arrow import arrow_schema


class Published:
    """The newest version; ``number`` is None, and no row is ever found, where nothing is published."""

    def __init__(self, version: Version | None) -> None:
        self._version = version
        self.number = version.number if version else None

    def table(self, name: str, keys: Iterable[str]) -> pa.Table:
        """Return the rows with these keys of a table whose key is one column."""
        (key,) = fields.key(TABLES[name])
        wanted = pc.field(key).isin(pa.array(dict.fromkeys(keys), pa.string()))
        rows = self._version.rows(name, None, wanted) if self._version else None
        return arrow_schema(TABLES[name]).empty_table() if rows is None else rows

    def rows(self, name: str, keys: Iterable[str]) -> dict[str, Row]:
        """Return the same by key."""
        return by_key(name, self.table(name, keys))

    def places(self) -> dict[str, Row]:
        """Return all places by place_id."""
        rows = self._version.rows("places") if self._version else None
        return {} if rows is None else by_key("places", rows)


def by_key(name: str, table: pa.Table) -> dict[str, Row]:
    """Return the rows of a table whose key is one column, by that."""
    (key,) = fields.key(TABLES[name])
    return {row[key]: row for row in table.to_pylist()}
