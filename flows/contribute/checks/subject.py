"""What is checked: a contributed table, what is known already, and what else is contributed with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from karabakh.flows.contribute.known import Known
from karabakh.flows.contribute.near.references import Near
from karabakh.flows.contribute.present import Present, present
from karabakh.schemas import fields, model


@dataclass(frozen=True)
class Subject:
    """A contributed table in its declared types, null where a cell is of no such type.

    ``given`` are the tables of all files of the contribution by name; ``texts`` the ids of the raw texts among them.
    """

    table: str
    rows: pa.Table
    known: Known
    given: Mapping[str, pa.Table] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()

    @property
    def near(self) -> Near:
        """What is near a name or an identifier that is not known."""
        return self.known.near

    @cached_property
    def whole(self) -> pa.Table | None:
        """The same table as it is known, with all its columns; None where none is."""
        return self.known.whole(self.table)

    @cached_property
    def present(self) -> Present:
        """The rows whose key is known already."""
        if self.whole is None:
            nothing = np.empty(0, dtype=np.int64)
            return Present(nothing, nothing, np.empty(0, dtype=bool))
        return present(fields.key(model(self.table)), self.rows, self.whole)

    @cached_property
    def new(self) -> Any:
        """The mask of the rows that are not known cell for cell: those worth a look."""
        return self.present.new(self.rows.num_rows)

    def only_new(self, mask: Any) -> Any:
        """Return the positions of the new rows at which a mask, of Arrow or NumPy, is true."""
        if isinstance(mask, pa.ChunkedArray):
            mask = mask.combine_chunks()
        if isinstance(mask, pa.Array):
            mask = mask.fill_null(False).to_numpy(zero_copy_only=False)
        return np.flatnonzero(mask & self.new)

    def cell(self, column: str, row: int) -> Any:
        """Return the value of a cell, None where it is null."""
        return self.rows[column][row].as_py()
