"""An edition in, how much there is of everything out; what the edition has no table of is null."""

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks
from karabakh.flows.publish.edition import Edition

_ROWS = {
    "documents": "documents",
    "statements": "statements",
    "place_mentions": "place_mentions",
    "date_mentions": "date_mentions",
    "figures": "figures",
}


def totals(edition: Edition) -> dict[str, int | None]:
    """Return the number of rows of the tables that a page speaks of, and of publishers."""
    found: dict[str, int | None] = {name: edition.rows.get(table) for name, table in _ROWS.items()}
    return found | {"publishers": _publishers(edition) if "documents" in edition.content else None}


def _publishers(edition: Edition) -> int:
    found = pa.array([], pa.string())
    for block in blocks(edition, "documents", ["publisher"]):
        found = pa.chunked_array([found, pc.unique(block["publisher"])], pa.string()).unique()
    return len(found.drop_null())
