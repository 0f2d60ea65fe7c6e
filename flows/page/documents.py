"""An edition and the numbers of documents in, what the page says of them out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.budget import DOCUMENTS_BYTES, TOP_DOCUMENTS
from karabakh.flows.page.jsontext import size
from karabakh.flows.page.numbering import Numbering, Numbers, ranks
from karabakh.flows.page.shorten import Shortener, whole
from karabakh.flows.publish.edition import Edition

COLUMNS: Final = ("id", "publisher", "url", "published", "redistributable")
_READ: Final = ("document_id", *COLUMNS[1:])
_POINTER: Final = 14  # bytes of a document's number and a count

Row = dict[str, Any]


@dataclass
class Documents:
    """Documents of an edition by number, read when they are first asked for."""

    edition: Edition
    numbering: Numbering
    cut: Shortener
    _rows: dict[int, Row] = field(default_factory=dict)

    def read(self, numbers: Collection[int]) -> None:
        """Read what is told of these documents, all in one pass."""
        missing = np.array(sorted(set(numbers) - self._rows.keys()), np.int64)
        if len(missing):
            for number, row in self._found(missing):
                self._rows[number] = self._told(row)

    def row(self, number: int) -> Row:
        """Return what is told of a document that was read; publisher and licence in words."""
        return self._rows[number]

    def _found(self, missing: Numbers) -> Iterator[tuple[int, Row]]:
        if "documents" not in self.edition.content:
            ids = self.numbering.documents.take(pa.array(missing)).to_pylist()
            yield from ((number, {"document_id": one}) for number, one in zip(missing.tolist(), ids, strict=True))
            return
        first = 0
        for block in blocks(self.edition, "documents", _READ):
            here = missing[(missing >= first) & (missing < first + block.num_rows)]
            rows = block.take(pa.array(here - first)).to_pylist()
            yield from zip(here.tolist(), rows, strict=True)
            first += block.num_rows

    def _told(self, row: Row) -> Row:
        publisher, address = row.get("publisher"), row.get("url")
        return {
            "id": row["document_id"],
            "publisher": None if publisher is None else self.cut.cell(publisher),
            "url": address if whole(address) else None,
            "whole": whole(address),
            "published": None if row.get("published") is None else _day(row["published"]),
            "redistributable": bool(row.get("redistributable")),
        }


def _day(published: Any) -> int:
    day: int = pc.cast(pa.scalar(published, pa.date32()), pa.int32()).as_py()
    return day


@dataclass
class Shelf:
    """The documents that a page has, each once, and how many bytes they and their publishers take."""

    documents: Documents
    numbers: set[int] = field(default_factory=set)
    bytes: int = 0
    _publishers: set[str | None] = field(default_factory=lambda: {None})

    def cost(self, number: int) -> int:
        """Return how many bytes a document takes that is put here; nothing where it is here already."""
        if number in self.numbers:
            return 0
        row = self.documents.row(number)
        publisher = 0 if row["publisher"] in self._publishers else size(row["publisher"]) + 1
        return size([row[name] for name in COLUMNS if name != "publisher"]) + 6 + publisher

    def put(self, number: int) -> None:
        """Put a document here."""
        self.bytes += self.cost(number)
        self.numbers.add(number)
        self._publishers.add(self.documents.row(number)["publisher"])


def shelf(documents: Documents, top: Numbers) -> tuple[Shelf, Numbers]:
    """Return the documents that places point at, and the pointers: rows of place, document and count.

    Each place points at as many as all can, so that they fit. Where all documents do, all are there.
    """
    every = range(len(documents.numbering.documents))
    if len(every) * len(COLUMNS) * 2 <= DOCUMENTS_BYTES:
        documents.read(every)
        filled = _filled(documents, every)
        if filled.bytes <= DOCUMENTS_BYTES:
            return filled, _pointers(top)
    documents.read(top[:, 1].tolist())
    for most in TOP_DOCUMENTS:
        rows = top[ranks(top[:, 0]) < most]
        filled = _filled(documents, sorted(set(rows[:, 1].tolist())))
        if filled.bytes + len(rows) * _POINTER <= DOCUMENTS_BYTES:
            break
    return filled, rows


def _pointers(top: Numbers) -> Numbers:
    """Return as many pointers of each place as all can have, so that they fit."""
    rank = ranks(top[:, 0])
    fitting = (top[rank < most] for most in TOP_DOCUMENTS)
    return next(rows for rows in fitting if len(rows) * _POINTER <= DOCUMENTS_BYTES)


def _filled(documents: Documents, numbers: Collection[int]) -> Shelf:
    made = Shelf(documents)
    for number in numbers:
        made.put(number)
    return made
