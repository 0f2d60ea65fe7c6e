"""An edition and some of its statements in, the mentions in them out: what is marked in a sentence, and its figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.figures.words import in_words
from karabakh.flows.page import words
from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.numbering import Numbers
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.publish.edition import Edition

PLACE, DATE, FIGURE = "p", "d", "f"
_ALL: Final = ("document_id", "sentence", "start", "end", "surface")
_COLUMNS: Final = {
    PLACE: ("place_mentions", ("place_id", "candidates", "in_event_name")),
    DATE: ("date_mentions", ("edtf", "timex_type", "timex_value")),
    FIGURE: ("figures", ("figure_id", "kind", "low", "high", "approximate", "unit", "group")),
}


@dataclass(frozen=True)
class Sentences:
    """Where the sentences of some statements stand: their documents by number, and their first and last places."""

    documents: pa.Array  # identifiers, sorted
    document: Numbers
    start: Numbers
    end: Numbers

    def holding(self, rows: pa.Table) -> Numbers:
        """Return for each row the number of the sentence that it stands in, -1 where that is none of these."""
        documents = pc.index_in(rows["document_id"], value_set=self.documents)
        known = pc.and_(documents.is_valid(), rows["sentence"].is_valid())
        asked = _packed(*(pc.fill_null(each, 0).to_numpy() for each in (documents, rows["sentence"])))
        keys = _packed(self.document, self.start)
        order = np.argsort(keys)
        at = np.searchsorted(keys[order], asked).clip(max=len(keys) - 1)
        found = order[at]
        inside = rows["end"].to_numpy() <= self.end[found]
        return np.where(known.to_numpy() & (keys[found] == asked) & inside, found, -1)


def sentences(document_ids: Any, stretches: Sequence[tuple[int, int]]) -> Sentences:
    """Return the sentences at these places of these documents."""
    documents = pc.unique(document_ids)
    documents = documents.take(pc.sort_indices(documents))
    numbers = pc.index_in(document_ids, value_set=documents).to_numpy().astype(np.int64)
    start, end = np.array(stretches, np.int64).reshape(-1, 2).T
    return Sentences(documents, numbers, start, end)


def _packed(documents: Numbers, starts: Numbers) -> Numbers:
    packed: Numbers = documents.astype(np.int64) << 32 | starts.astype(np.int64)
    return packed


@dataclass
class Marked:
    """The marks of each sentence by its number, each as a page has it, and the rows of its figures."""

    marks: dict[int, list[list[Any]]] = field(default_factory=dict)
    figures: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


def marked(
    edition: Edition, sentences: Sentences, labels: Mapping[str, str], places: Mapping[str, int], cut: Shortener
) -> Marked:
    """Return the marks of sentences, in order; ``places`` gives the number that the page has for a place.

    Of a figure a mark gives which of the figures of its sentence it is.
    """
    found = Marked()
    for kind, number, row in _rows(edition, sentences):
        index: int | None = None
        if kind == PLACE:
            value, index = words.place(row, labels), places.get(row["place_id"])
        elif kind == DATE:
            value = words.date(row)
        else:
            figures = found.figures.setdefault(number, [])
            value, index = in_words(row), len(figures)
            figures.append(row)
        first = int(sentences.start[number])
        mark = [row["start"] - first, row["end"] - first, kind, cut.cell(row["surface"]), cut.words(value), index]
        found.marks.setdefault(number, []).append(mark)
    for marks in found.marks.values():
        marks.sort(key=lambda mark: mark[:3])
    return found


def _rows(edition: Edition, sentences: Sentences) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the mentions in sentences: what kind each is, the number of its sentence, and its row."""
    if not len(sentences.start):
        return
    for kind, (table, columns) in _COLUMNS.items():
        for block in blocks(edition, table, [*_ALL, *columns]):
            numbers = sentences.holding(block)
            kept = np.flatnonzero(numbers >= 0)
            rows: Sequence[dict[str, Any]] = block.take(pa.array(kept)).to_pylist()
            yield from zip([kind] * len(rows), numbers[kept].tolist(), rows, strict=True)
