"""Documents in the order they were read in; the same with ids made unique and repeated texts marked, out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from karabakh.flows.ingest.document import Document, Rejection
from karabakh.schemas.limits import VALUE_CHARACTERS

Placed = tuple[Document, int | None]
"""A document and its row in the corpus; null for a file of its own."""


def settle(documents: Iterable[Placed]) -> tuple[list[Document], list[Rejection]]:
    """Return the documents by id, and a rejection for each that cannot keep its id.

    Of equal ids with the same text the first is kept, of equal ids with different texts none. Of the same text under
    different ids the earliest published, then the least id, is the original and the others are its duplicates; one
    without a day of publication comes last, and empty texts are no duplicates.
    """
    by_id: dict[str, list[Placed]] = defaultdict(list)
    for placed in documents:
        by_id[placed[0].document_id].append(placed)
    kept: list[Document] = []
    rejected: list[Rejection] = []
    for name in sorted(by_id):
        group = by_id.pop(name)
        same = len({document.text_sha256 for document, _ in group}) == 1
        kept += [document for document, _ in group[:1] if same]
        rejected += [_rejection(document, row, group, same) for document, row in group[1 if same else 0 :]]
    originals = _originals(kept)
    return [_marked(document, originals) for document in kept], rejected


def _originals(documents: Sequence[Document]) -> Mapping[str, str]:
    """Return the id of the original by the checksum of the text; ``documents`` are sorted by id."""
    first: dict[str, Document] = {}
    for document in documents:
        known = first.get(document.text_sha256)
        if document.status == "ok" and (known is None or _age(document) < _age(known)):
            first[document.text_sha256] = document
    return {checksum: document.document_id for checksum, document in first.items()}


def _age(document: Document) -> tuple[bool, str]:
    return document.published is None, document.published.isoformat() if document.published else ""


def _marked(document: Document, originals: Mapping[str, str]) -> Document:
    original = originals.get(document.text_sha256, document.document_id)
    if document.status != "ok":
        return document
    if original == document.document_id:
        return document
    return replace(document, status="duplicate", duplicate_of=original)


def _rejection(document: Document, row: int | None, group: Sequence[Placed], same: bool) -> Rejection:
    others = sorted({place(other.source_file, at) for other, at in group if (other, at) != (document, row)})
    what = "the same text, which is kept there" if same else "another text; give each document an id of its own"
    listed = others[:3] if not same else [place(group[0][0].source_file, group[0][1])]
    where = ", ".join(listed) or "the same place, read twice"
    return Rejection(
        key=document.document_id,
        rule="duplicate_id",
        column="document_id",
        ordinal=row,
        value=document.document_id[:VALUE_CHARACTERS],
        message=f"{place(document.source_file, row)}: its id is also that of {where}, with {what}",
    )


def place(source_file: str, row: int | None) -> str:
    """Return where a document stands, for messages."""
    return source_file if row is None else f"{source_file}, row {row}"


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
