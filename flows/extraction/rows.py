"""What was found in many documents in, the rows of the tables out: those of all documents at once, column by column."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.extraction.corrections import MENTIONS
from karabakh.flows.extraction.find import Found
from karabakh.flows.extraction.usage import usage
from karabakh.flows.ingest.document import Document
from karabakh.flows.statements import NONE, Held, Lists, stated
from karabakh.flows.text.stretches import Numbers, Stretches, held_by, stretches
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema

_EPOCH: Final = 719_163  # the ordinal of the day from which Arrow counts


class Searched(NamedTuple):
    """A document and what was found in it."""

    document: Document
    found: Found


def rows(searched: Sequence[Searched], types: Mapping[str, str]) -> dict[str, pa.Table]:
    """Return by name the tables of what was found, rows in the order of the documents.

    ``types`` gives a place's type by its id. Duplicates have mentions, and neither statements nor name usage.
    """
    return _Rows(searched, types).tables()


class _Mentions(NamedTuple):
    """Mentions of one kind, where each stands, the number of the sentence it begins in, and their table."""

    every: Sequence[Any]
    where: Stretches
    sentence: Numbers
    table: pa.Table


class _Rows:
    """The rows of some documents, whose number among these is what a stretch of text has for its text."""

    def __init__(self, searched: Sequence[Searched], types: Mapping[str, str]) -> None:
        self._documents = [one.document for one in searched]
        self._found = [one.found for one in searched]
        self._types = types
        self._sentences = stretches([found.sentences for found in self._found])

    def tables(self) -> dict[str, pa.Table]:
        """Return the tables by name."""
        mentions = {table: self._mentions(table, part, letter) for table, (part, letter) in MENTIONS.items()}
        sentences = self._sentence_rows()
        return {
            "sentences": sentences,
            **{name: some.table for name, some in mentions.items()},
            "statements": self._statements(sentences["sentence_id"], *mentions.values()),
            "name_usage": self._usage(mentions["place_mentions"]),
        }

    @cached_property
    def _ids(self) -> pa.Array:
        return pa.array([document.document_id for document in self._documents], pa.string())

    @cached_property
    def _published(self) -> pa.Array:
        return pa.array([document.published for document in self._documents], pa.date32())

    def _spans(self, letter: str, where: Stretches) -> dict[str, pa.Array]:
        """Return the columns that stretches of text have in common; ``id`` is made of the others."""
        start, end = (pa.array(side, pa.int32()) for side in (where.start, where.end))
        document = self._ids.take(pa.array(where.text))
        offsets = start.cast(pa.string()), end.cast(pa.string())
        own = pc.binary_join_element_wise(document, f":{letter}", offsets[0], "-", offsets[1], "")
        return {"id": own, "document_id": document, "start": start, "end": end}

    def _sentence_rows(self) -> pa.Table:
        where = self._sentences
        columns = self._spans("s", where)
        first = np.searchsorted(where.text, np.arange(len(self._documents)))
        columns["sentence_id"] = columns.pop("id")
        columns["ordinal"] = pa.array(np.arange(1, len(where.text) + 1) - first[where.text], pa.int32())
        columns["text"] = self._texts()
        return _table("sentences", columns)

    def _texts(self) -> pa.Array:
        """Return the sentences of the documents that may be passed on, and nulls for the others."""
        if not any(document.redistributable for document in self._documents):
            return pa.nulls(len(self._sentences.text), pa.string())
        told = (
            [document.text[start:end] for start, end in found.sentences]
            if document.redistributable
            else [None] * len(found.sentences)
            for document, found in zip(self._documents, self._found, strict=True)
        )
        return pa.array(list(chain.from_iterable(told)), pa.string())

    def _mentions(self, name: str, part: str, letter: str) -> _Mentions:
        """Return the places, dates or figures of all documents."""
        lists = [getattr(found, part) for found in self._found]
        every = list(chain.from_iterable(lists))
        where = stretches(lists)
        sentence = held_by(self._sentences, where)
        schema = arrow_schema(TABLES[name])
        key, _, _, _, _, *own = schema.names  # after id, document, sentence, start and end a mention's own columns
        values = zip(*map(attrgetter(*own), every), strict=True) if every else [()] * len(own)
        columns = self._spans(letter, where)
        columns[key] = columns.pop("id")
        columns["sentence"] = self._starts(sentence, where)
        columns |= {
            column: pa.array(cells, schema.field(column).type) for column, cells in zip(own, values, strict=True)
        }
        return _Mentions(every, where, sentence, _table(name, columns))

    def _starts(self, sentence: Numbers, where: Stretches) -> pa.Array:
        """Return the start of the sentence that holds each stretch, null where none holds all of it."""
        if not len(self._sentences.text):
            return pa.nulls(len(sentence), pa.int32())
        outside = (sentence < 0) | (where.end > self._sentences.end[sentence])
        return pa.array(self._sentences.start[sentence].astype(np.int32), mask=outside)

    @cached_property
    def _repeats(self) -> Stretches:
        """The paragraphs that repeat another of their text: what they say is not stated twice."""
        return stretches([[mark for mark in found.marks if mark.reason == "repeat"] for found in self._found])

    def _counts(self, where: Stretches) -> Any:
        """Say of each stretch whether it is in a document that states something, and not in a repeat."""
        original = np.array([document.status == "ok" for document in self._documents], bool)
        return original[where.text] & (held_by(self._repeats, where) < 0)

    def _statements(
        self, sentence_ids: pa.ChunkedArray, places: _Mentions, dates: _Mentions, figures: _Mentions
    ) -> pa.Table:
        told = np.append(self._counts(self._sentences), False)  # the last is for what stands in no sentence
        where, when, how_many = (
            Held(some.every, np.where(told[some.sentence] & self._counts(some.where), some.sentence, -1))
            for some in (places, dates, figures)
        )
        texts = [document.text for document in self._documents]
        said = stated(texts, self._sentences, where, when, how_many, self._types)
        document = pa.array(self._sentences.text[said.sentence])
        figure_ids = figures.table["figure_id"].combine_chunks().take(pa.array(said.figures.values))
        columns = {
            "statement_id": sentence_ids.combine_chunks().take(pa.array(said.sentence)),
            "document_id": self._ids.take(document),
            "place_ids": _lists(said.place_ids),
            "edtf": _lists(said.edtf),
            "date_start": _days(said.date_start),
            "date_end": _days(said.date_end),
            "date_prec": _codes(said.date_prec),
            "where_prec": _codes(said.where_prec),
            "published": self._published.take(document),
            "figure_ids": pa.ListArray.from_arrays(pa.array(said.figures.bounds, pa.int32()), figure_ids),
        }
        return _table("statements", columns)

    def _usage(self, places: _Mentions) -> pa.Table:
        kept = np.flatnonzero(self._counts(places.where))
        used = usage([places.every[at] for at in kept.tolist()], places.where.text[kept])
        document = pa.array(used.text)
        columns = {
            "document_id": self._ids.take(document),
            "place_id": pa.array(used.place_id, pa.string()),
            "name": pa.array(used.name, pa.string()),
            "tradition": pa.array(used.tradition, pa.string()),
            "publisher": pa.array([one.publisher for one in self._documents], pa.string()).take(document),
            "published": self._published.take(document),
            "count": pa.array(used.times, pa.int32()),
        }
        return _table("name_usage", columns)


def _table(name: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    return pa.table(columns, schema=arrow_schema(TABLES[name]))


def _lists(lists: Lists) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(lists.bounds, pa.int32()), pa.array(lists.values, pa.string()))


def _codes(codes: Numbers) -> pa.Array:
    return pa.array(codes.astype(np.int32), mask=codes == NONE)


def _days(ordinals: Numbers) -> pa.Array:
    return pa.array((ordinals - _EPOCH).astype(np.int32), mask=ordinals == NONE).cast(pa.date32())
