"""An edition's place mentions in, for each place how many there are, in which documents and of which traditions out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks, whole_documents
from karabakh.flows.page.budget import TOP_DOCUMENTS
from karabakh.flows.page.numbering import Numbering, Numbers, ranks
from karabakh.flows.page.tally import Tally
from karabakh.flows.publish.edition import Edition

_COLUMNS = ("document_id", "place_id", "tradition")
_BY_TRADITION = pa.schema({"place": pa.int32(), "tradition": pa.string()})
_BY_YEAR = pa.schema({"place": pa.int32(), "year": pa.int64()})


@dataclass
class Mentioned:
    """What is counted of the mentions of each place, by the number of the place.

    ``top`` has the documents that name a place most often, as rows of place, document and count: of each place
    at most as many as a page ever shows, most first, then by number of the document.
    """

    mentions: Numbers
    documents: Numbers
    by_tradition: Tally = field(default_factory=lambda: Tally(_BY_TRADITION))
    by_year: Tally = field(default_factory=lambda: Tally(_BY_YEAR))
    top: Numbers = field(default_factory=lambda: np.empty((0, 3), np.int64))

    def add(self, places: pa.Array, documents: pa.Array, traditions: Any, years: pa.Array) -> None:
        """Count mentions, all those of a document at once."""
        self.by_tradition.add(pa.table({"place": places, "tradition": traditions}))
        self.by_year.add(pa.table({"place": places, "year": years}))
        pairs = documents.to_numpy().astype(np.int64) * len(self.mentions) + places.to_numpy()
        pairs, counts = np.unique(pairs, return_counts=True)
        document, place = np.divmod(pairs, len(self.mentions))
        self.mentions += np.bincount(place, counts, len(self.mentions)).astype(np.int64)
        self.documents += np.bincount(place, minlength=len(self.documents))
        self.top = _top(np.vstack([self.top, np.column_stack([place, document, counts])]))


def mentioned(edition: Edition, numbering: Numbering) -> Mentioned:
    """Count the mentions of an edition whose place is decided."""
    count = len(numbering.places)
    found = Mentioned(np.zeros(count, np.int64), np.zeros(count, np.int64))
    for block in _decided(edition, numbering):
        documents = numbering.of_documents(block["document_id"]).combine_chunks()
        places = numbering.of_places(block["place_id"]).combine_chunks()
        found.add(places, documents, block["tradition"], numbering.years.take(documents))
    return found


def _decided(edition: Edition, numbering: Numbering) -> Iterator[pa.Table]:
    """Yield the mentions of a place, as far as that place and its document are rows of the edition."""
    for block in whole_documents(blocks(edition, "place_mentions", _COLUMNS)):
        known = pc.is_in(block["place_id"], value_set=numbering.places)
        decided = block.filter(pc.and_(known, pc.is_in(block["document_id"], value_set=numbering.documents)))
        if decided.num_rows:
            yield decided


def _top(rows: Numbers) -> Numbers:
    """Return of each place the rows with the greatest counts."""
    rows = rows[np.lexsort((rows[:, 1], -rows[:, 2], rows[:, 0]))]
    return rows[ranks(rows[:, 0]) < max(TOP_DOCUMENTS)]
