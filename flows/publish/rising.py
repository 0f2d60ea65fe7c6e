"""Rows from elsewhere in, the same rows out as long as each has a greater key than the one before it.

What compares versions goes through both in the order of their keys. Rows in another order, as other software may have
written them, would all look removed and added, so they are refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from karabakh.flows.publish.errors import DamagedError
from karabakh.flows.publish.match import flags
from karabakh.flows.publish.order import rises, stays
from karabakh.flows.publish.rows import Rows, batches
from karabakh.schemas.visible import visible


@dataclass(frozen=True)
class Rising:
    """Rows that must be sorted by the columns ``names``, in which no key stands twice; ``where`` is for the error."""

    rows: pa.Table | Rows
    names: tuple[str, ...]
    where: str = "a published table"

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return self.rows.schema

    @property
    def num_rows(self) -> int:
        """How many rows there are in all."""
        return self.rows.num_rows

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows; DamagedError names the first that does not follow the one before it."""
        before, seen = self.schema.empty_table().select(self.names).to_batches(), 0
        for batch in batches(self.rows):
            keys = batch.select(self.names)
            self._check(pa.Table.from_batches([*before, keys]).combine_chunks(), seen - sum(map(len, before)))
            yield batch
            before, seen = [keys.slice(len(keys) - 1)], seen + len(batch)

    def _check(self, keys: pa.Table, first: int) -> None:
        key = visible(", ".join(self.names))
        try:
            rising = flags(rises(keys, self.names)) if len(keys) > 1 else np.ones(0, dtype=bool)
            if rising.all():
                return
            twice = flags(stays(keys, self.names))
        except pa.ArrowNotImplementedError:
            raise DamagedError(f"{self.where}: its key ({key}) is of a type that has no order") from None
        at = int(np.argmin(rising))
        if twice[at]:
            raise DamagedError(f"{self.where}: a key ({key}) stands twice, in row {first + at + 2:,} again; {_REMEDY}")
        raise DamagedError(
            f"{self.where}: the rows are not in the order of the key ({key}) from row {first + at + 2:,} on; {_REMEDY}"
        )


_REMEDY = "so its rows cannot be compared; tell whoever publishes it"
