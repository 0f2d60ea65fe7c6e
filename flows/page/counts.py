"""An edition in, everything that is counted over the whole of it out: each table is read once."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.mentioned import Mentioned, mentioned
from karabakh.flows.page.numbering import Numbering, numbering
from karabakh.flows.page.places import Named, named
from karabakh.flows.page.publication import Publication, publication
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.statements import Counted, counted
from karabakh.flows.page.usage import Usage, usage
from karabakh.flows.publish.edition import Edition

_COUNTED: Final = ("documents", "statements", "place_mentions", "date_mentions", "figures")


@dataclass(frozen=True)
class Counts:
    """What is counted; places and documents go by their numbers."""

    numbering: Numbering
    mentioned: Mentioned
    statements: Counted
    usage: Usage
    published: Publication
    named: Named


def counts(edition: Edition, cut: Shortener) -> Counts:
    """Count what an edition has."""
    numbers = numbering(edition)
    found = mentioned(edition, numbers)
    stated = counted(edition, numbers, found.mentions)
    used = usage(edition, numbers, cut)
    others = [place for place, _ in used.uses] + stated.spans.places()
    return Counts(numbers, found, stated, used, publication(edition), named(numbers, found, others))


def totals(edition: Edition) -> dict[str, int | None]:
    """Return the number of rows of tables, and of publishers; None of what the edition has no table of."""
    found: dict[str, int | None] = {name: edition.rows.get(name) for name in _COUNTED}
    return found | {"publishers": _publishers(edition) if "documents" in edition.content else None}


def _publishers(edition: Edition) -> int:
    found = pa.array([], pa.string())
    for block in blocks(edition, "documents", ["publisher"]):
        found = pa.chunked_array([found, pc.unique(block["publisher"])], pa.string()).unique()
    return len(found.drop_null())
