"""Documents in the order they were read in; the same with ids made unique and repeated texts marked, out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from karabakh.flows.clean import cleaned_all
from karabakh.flows.header import read_header
from karabakh.flows.header.dateline import LONGEST, read_dateline
from karabakh.flows.ingest.document import Document, Rejection
from karabakh.flows.ingest.provenance import place
from karabakh.flows.text.view import View
from karabakh.schemas.limits import VALUE_CHARACTERS

SHORT: Final = 8_000
"""Characters of a text that is cleaned before it is compared."""


class Placed(NamedTuple):
    """A document and its row in the corpus; null for a file of its own."""

    document: Document
    row: int | None

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text


class Signed(NamedTuple):
    """A document, its row, and the signature of its text, which is null where it is not searched."""

    document: Document
    row: int | None
    signature: bytes | None


class Known(NamedTuple):
    """What must be known of a document to tell whether it repeats another: a few hundred bytes; see `signed`."""

    document_id: str
    published: date | None
    text_sha256: str
    signature: bytes


def settle(documents: Iterable[Signed], text_of: Callable[[Document], str]) -> tuple[list[Document], list[Rejection]]:
    """Return the documents by id, and a rejection for each that cannot keep its id.

    Of equal ids with the same text the first is kept, of equal ids with different texts none. Of texts under different
    ids that are the same, or near the same, the earliest published, then the least id, is the original and the others
    are its duplicates; one without a day of publication comes last. Texts that are not searched (empty, or in another
    language) are no duplicates. ``text_of`` gives the text of a document.
    """
    by_id: dict[str, list[Signed]] = defaultdict(list)
    for one in documents:
        by_id[one.document.document_id].append(one)
    kept: dict[str, Signed] = {}
    rejected: list[Rejection] = []
    for name in sorted(by_id):
        group = by_id.pop(name)
        same = len({one.document.text_sha256 for one in group}) == 1
        if same:
            kept[name] = group[0]
        rejected += [_rejection(one.document, one.row, group, same) for one in group[1 if same else 0 :]]
    known = [
        Known(document.document_id, document.published, document.text_sha256, signature)
        for document, _, signature in kept.values()
        if signature is not None
    ]
    originals = duplicates(known, lambda name: text_of(kept[name].document))
    return [_marked(one.document, originals) for one in kept.values()], rejected


def signed(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield the signature of each text, which `duplicates` compares; the header and the dateline are no part of it."""
    from karabakh.flows.ingest.nearness import signatures  # not above: who reads one text needs no NumPy

    return signatures(_bodies(list(texts)))


def duplicates(known: Iterable[Known], text_of: Callable[[str], str]) -> dict[str, str]:
    """Return for each document that repeats another, whole or but for a few words, the id of its original.

    The order of ``known`` does not matter. ``text_of`` gives the text of a document, and is asked for few. No original
    is a duplicate itself.
    """
    from karabakh.flows.ingest.nearness import near

    first: dict[str, Known] = {}
    same: dict[str, str] = {}
    for document in sorted(known, key=_age):
        original = first.setdefault(document.text_sha256, document)
        if original is not document:
            same[document.document_id] = original.document_id
    firsts = [(document.document_id, document.signature) for document in first.values()]
    nearly = near(firsts, lambda name: next(_bodies([text_of(name)])))
    return {**nearly, **{name: nearly.get(original, original) for name, original in same.items()}}


def _bodies(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts without their headers and datelines, in which the copies of a dispatch differ.

    Short texts also without their share bars and citations, which may be more than a tenth of the words.
    """
    cleaned = iter(cleaned_all([text for text in texts if len(text) <= SHORT]))
    for text in texts:
        yield _body(View(text, next(cleaned).marks).text if len(text) <= SHORT else text)


def _body(text: str) -> str:
    header = read_header(text)
    body = text[header.span.end if header else 0 :].lstrip()
    dateline = read_dateline(body[:LONGEST].partition("\n")[0])
    return body[dateline.end :] if dateline else body


def _age(document: Known) -> tuple[bool, date, str]:
    return document.published is None, document.published or date.min, document.document_id


def _marked(document: Document, originals: Mapping[str, str]) -> Document:
    original = originals.get(document.document_id)
    return replace(document, status="duplicate", duplicate_of=original) if original else document


def _rejection(document: Document, row: int | None, group: Sequence[Signed], same: bool) -> Rejection:
    others = sorted({place(other.source_file, at) for other, at, _ in group if (other, at) != (document, row)})
    what = "the same text, which is kept there" if same else "another text; give each document an id of its own"
    listed = others[:3] if not same else [place(group[0].document.source_file, group[0].row)]
    where = ", ".join(listed) or "the same place, read twice"
    return Rejection(
        key=document.document_id,
        rule="duplicate_id",
        column="document_id",
        ordinal=row,
        value=document.document_id[:VALUE_CHARACTERS],
        message=f"{place(document.source_file, row)}: its id is also that of {where}, with {what}",
    )


def numbered(rejections: Iterable[Rejection]) -> list[Rejection]:
    """Return the rejections by key; those that would share a key are counted in reading order instead."""
    groups: dict[tuple[str, str, str, str], list[Rejection]] = defaultdict(list)
    for rejection in rejections:
        groups[rejection.table, rejection.key, rejection.rule, rejection.column or ""].append(rejection)
    result: list[Rejection] = []
    for _, group in sorted(groups.items()):
        if len({rejection.ordinal for rejection in group}) < len(group):
            group = [replace(rejection, ordinal=number) for number, rejection in enumerate(group, 1)]
        result += sorted(group, key=lambda rejection: rejection.ordinal or 0)
    return result
