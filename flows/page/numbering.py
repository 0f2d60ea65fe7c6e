"""An edition in, its places and documents numbered out, so that all that is counted of them is counted by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks
from karabakh.flows.publish.edition import Edition

Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Numbering:
    """The identifiers of places and of documents, each sorted: the number of one is where it stands.

    Of documents only this and their year is held in memory, whatever else there is of them.
    """

    places: pa.Array
    documents: pa.Array
    years: pa.Array  # in which each document was published, null where that is unknown

    def of_places(self, ids: Any) -> Any:
        """Return the numbers of places, null for null and for a place that is not known."""
        return pc.index_in(ids, value_set=self.places)

    def of_documents(self, ids: Any) -> Any:
        """Return the numbers of documents."""
        return pc.index_in(ids, value_set=self.documents)


def numbering(edition: Edition) -> Numbering:
    """Return the numbers of an edition's places and documents, also of those that only other tables name."""
    places = _distinct(_place_ids(edition))
    if "documents" not in edition.content:
        documents = _distinct(_document_ids(edition))
        return Numbering(places, documents, pa.nulls(len(documents), pa.int64()))
    parts = [
        (block["document_id"].combine_chunks(), pc.year(block["published"]).combine_chunks())
        for block in blocks(edition, "documents", ["document_id", "published"])
    ]
    ids = pa.concat_arrays([pa.array([], pa.string()), *(part[0] for part in parts)])
    return Numbering(places, ids, pa.concat_arrays([pa.array([], pa.int64()), *(part[1] for part in parts)]))


def _place_ids(edition: Edition) -> Iterator[Any]:
    """Yield the identifiers of the gazetteer, or where there is none of the places that other tables name."""
    if "places" in edition.content:
        yield edition.table("places")["place_id"]
        return
    for name in ("place_mentions", "name_usage"):
        for block in blocks(edition, name, ["place_id"]):
            yield block["place_id"]
    for block in blocks(edition, "statements", ["place_ids"]):
        yield pc.list_flatten(block["place_ids"])


def _document_ids(edition: Edition) -> Iterator[Any]:
    for name in ("statements", "place_mentions"):
        for block in blocks(edition, name, ["document_id"]):
            yield block["document_id"]


def _distinct(parts: Iterator[Any]) -> pa.Array:
    found = pa.array([], pa.string())
    for part in parts:
        found = pa.chunked_array([found, pc.unique(part)], pa.string()).unique()
    return found.drop_null().take(pc.sort_indices(found.drop_null()))


def ranks(groups: Numbers) -> Numbers:
    """Return of rows, those of a group next to one another, which of its group each is.

    >>> ranks(np.array([7, 7, 7, -1, 4, 4])).tolist()
    [0, 1, 2, 0, 0, 1]
    """
    starts = np.flatnonzero(np.diff(groups, prepend=groups[:1] - 1))
    found: Numbers = np.arange(len(groups)) - np.repeat(starts, np.diff(starts, append=len(groups)))
    return found
