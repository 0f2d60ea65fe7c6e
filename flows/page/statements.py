"""An edition's statements in, what is counted of them and those that a page shows out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.figures.words import bound
from karabakh.flows.page import marks
from karabakh.flows.page.blocks import blocks
from karabakh.flows.page.budget import MARKS, TEXT_CHARACTERS
from karabakh.flows.page.choice import Choice, choice
from karabakh.flows.page.documents import Documents, Shelf
from karabakh.flows.page.jsontext import as_columns, size
from karabakh.flows.page.numbering import Numbering, Numbers
from karabakh.flows.page.shorten import Shortener
from karabakh.flows.page.spans import SPAN, Shown, Spans, spans
from karabakh.flows.publish.edition import Edition

COLUMNS: Final = (
    *("document", "start", "end", "places", "span", "edtf", "date_prec", "where_prec", "published", "figures"),
    *("text", "marks"),
)
FIGURES: Final = (
    *("kind", "low", "high", "approximate", "unit", "group", "surface", "document", "statement", "start", "end"),
    "published",
)
_READ: Final = (
    *("statement_id", "document_id", "place_ids", "edtf", "date_start", "date_end", "date_prec", "where_prec"),
    *("published", "figure_ids"),
)
_POINTERS: Final = 24  # bytes of the numbers by which statements and figures point at one another
_STRETCH: Final = re.compile(r":s([0-9]+)-([0-9]+)\Z")


@dataclass(frozen=True)
class Counted:
    """What is counted of all statements, and those of them that may be shown."""

    spans: Spans
    choice: Choice


def counted(edition: Edition, numbering: Numbering, mentions: Numbers) -> Counted:
    """Read the statements of an edition once."""
    found = Counted(spans(), choice(edition, numbering.places, mentions))
    for block in blocks(edition, "statements", _READ):
        at = pc.list_parent_indices(block["place_ids"]).combine_chunks()
        places = numbering.of_places(pc.list_flatten(block["place_ids"])).combine_chunks()
        at, places = at.filter(places.is_valid()), places.drop_null()
        found.spans.add(span_columns(block), at, places)
        found.choice.add(block, at, places)
    return found


def span_columns(statements: pa.Table) -> pa.Table:
    """Return the spans that statements have, as days since 1970-01-01."""
    read = ("date_start", "date_end", "date_prec")
    return pa.table([statements[name].cast(pa.int32()) for name in read], schema=SPAN)


Row = dict[str, Any]


@dataclass
class Evidence:
    """Makes the rows of statements that were chosen."""

    edition: Edition
    numbering: Numbering
    documents: Documents
    spans: Shown
    places: dict[str, int]  # by identifier which of the page's places it is
    labels: dict[str, str]
    cut: Shortener

    def rows(self, chosen: pa.Table) -> list[Row]:
        """Return a row for each statement, in their order; its figures are rows in it, its document is a number."""
        stretches = [_stretch(each) for each in chosen["statement_id"].to_pylist()]
        numbers = self.numbering.of_documents(chosen["document_id"]).to_pylist()
        self.documents.read(numbers)
        sentences = marks.sentences(chosen["document_id"], stretches)
        found = marks.marked(self.edition, sentences, self.labels, self.places, self.cut)
        said = self._texts(chosen["statement_id"].to_pylist(), numbers)
        days = span_columns(chosen).to_pydict() | {"published": chosen["published"].cast(pa.int32()).to_pylist()}
        spans = self.spans.numbers(span_columns(chosen))
        return [
            {
                "document": numbers[at],
                "start": stretches[at][0],
                "end": stretches[at][1],
                "places": [self.places[place] for place in row["place_ids"] if place in self.places],
                "span": spans[at],
                "edtf": [self.cut.cell(each) for each in row["edtf"]],
                "date_prec": row["date_prec"],
                "where_prec": row["where_prec"],
                "published": days["published"][at],
                **self._evidence(said.get(row["statement_id"]), found.marks.get(at, [])),
                "figures": [
                    self._figure(figure, [days[name][at] for name in ("start", "end", "published")])
                    for figure in found.figures.get(at, [])
                ],
            }
            for at, row in enumerate(chosen.to_pylist())
        ]

    def _texts(self, statements: Sequence[str], numbers: Sequence[int]) -> dict[str, str]:
        """Return the words of the statements whose documents may be passed on."""
        free = [
            statement
            for statement, number in zip(statements, numbers, strict=True)
            if self.documents.row(number)["redistributable"]
        ]
        return texts(self.edition, free)

    def _evidence(self, text: str | None, marked: list[list[Any]]) -> Row:
        """Return the words of a sentence and its marks; of a text that is cut the marks that stand in what is left.

        ``found`` is how many marks the sentence has.
        """
        found = len(marked)
        if text is not None and len(text) > TEXT_CHARACTERS:
            text = self.cut.text(text, TEXT_CHARACTERS)
            marked = [mark for mark in marked if mark[1] < TEXT_CHARACTERS]
        return {"text": text, "marks": marked[:MARKS], "found": found}

    def _figure(self, figure: Row, days: Sequence[int | None]) -> Row:
        start, end, published = days
        return {
            "kind": figure["kind"],
            "low": bound(figure["low"]),
            "high": bound(figure["high"]),
            "approximate": figure["approximate"],
            "unit": figure["unit"],
            "group": None if figure["group"] is None else self.cut.cell(figure["group"]),
            "surface": self.cut.cell(figure["surface"]),
            "start": start,
            "end": end,
            "published": published,
        }


def texts(edition: Edition, statements: Sequence[str]) -> dict[str, str]:
    """Return the text of statements by identifier, where the table of sentences has it."""
    found: dict[str, str] = {}
    if not statements:
        return found
    wanted = pa.array(statements, pa.string())
    for block in blocks(edition, "sentences", ["sentence_id", "text"]):
        if block["text"].null_count < block.num_rows:
            rows = block.filter(pc.and_(block["text"].is_valid(), pc.is_in(block["sentence_id"], value_set=wanted)))
            columns = rows.to_pydict()
            found.update(zip(columns["sentence_id"], columns["text"], strict=True))
    return found


def _stretch(statement_id: str) -> tuple[int, int]:
    """Return where a statement begins and ends, as its identifier says.

    >>> _stretch("000_ea24fa6412025f7d:s17-120")
    (17, 120)
    """
    found = _STRETCH.search(statement_id)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def fitted(rows: Sequence[Row], shelf: Shelf, room: int) -> list[Row]:
    """Return the first rows that fit into so many bytes, with their figures and their documents, put on the shelf."""
    kept = []
    for row in rows:
        room -= _cost(row) + shelf.cost(row["document"])
        if room < 0:
            break
        shelf.put(row["document"])
        kept.append(row)
    return sorted(kept, key=lambda row: (row["document"], row["start"]))


def _cost(row: Row) -> int:
    """Return how many bytes a statement and its figures take at most."""
    own = size([row[name] for name in COLUMNS if name != "figures"])
    return own + sum(size(list(figure.values())) + _POINTERS for figure in row["figures"]) + _POINTERS


def columns(rows: Sequence[Row], documents: Mapping[int, int]) -> tuple[Row, Row]:
    """Return statements and their figures as columns; ``documents`` gives by number which of the page's it is."""
    statements: list[Row] = []
    figures: list[Row] = []
    for number, row in enumerate(rows):
        document = documents[row["document"]]
        own = list(range(len(figures), len(figures) + len(row["figures"])))
        figures += [{**figure, "document": document, "statement": number} for figure in row["figures"]]
        pointed = [[*mark[:5], own[mark[5]] if mark[2] == marks.FIGURE else mark[5]] for mark in row["marks"]]
        statements.append({**row, "document": document, "figures": own, "marks": pointed})
    return as_columns(statements, COLUMNS), as_columns(figures, FIGURES)
