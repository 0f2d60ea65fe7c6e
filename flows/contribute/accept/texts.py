"""Contributed texts in, as files or as rows of a corpus; new files for the folder of texts, and rows of sources, out.

A file that is there is never written over, and a text of which nobody knows a licence is taken only where whoever
accepts it says so.
"""

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from karabakh.flows.contribute.accept.draft import Draft, Row, blank
from karabakh.flows.contribute.accept.incoming import Incoming
from karabakh.flows.contribute.accept.published import Published
from karabakh.flows.contribute.filename import unfit
from karabakh.flows.errors import CallError
from karabakh.flows.ingest import Account, Document, Rejection, stream
from karabakh.flows.ingest.format import format_of
from karabakh.schemas.visible import visible

OF_ITS_OWN: Final = ("publisher", "url", "licence", "language", "published")


@dataclass(slots=True)
class Shelf:
    """The folder of texts: its files by document_id, and the published documents by theirs, as far as asked for."""

    folder: Path
    published: Published
    unlicensed: bool
    licence: str | None
    _names: list[str] = field(init=False)
    _documents: dict[str, Row] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []

    def documents(self, ids: Iterable[str]) -> Mapping[str, Row]:
        """Return those of the published documents that have one of these ids, and that were asked for before."""
        new = set(ids) - self._asked
        if new:
            self._asked |= new
            self._documents |= self.published.rows("documents", new)
        return self._documents

    def same_id(self, document_id: str) -> list[Path]:
        """Return the files there whose document has this identifier."""
        wanted = unicodedata.normalize("NFC", document_id)
        ids = ((name, unicodedata.normalize("NFC", format_of(name).stem)) for name in self._names)
        return [self.folder / name for name, own in ids if own == wanted]

    def clashing(self, name: str) -> str | None:
        """Return a file there whose name only differs in case, which some file systems take for the same."""
        folded = unicodedata.normalize("NFC", name).casefold()
        return next((other for other in self._names if unicodedata.normalize("NFC", other).casefold() == folded), None)

    def add(self, name: str) -> None:
        """Count a file among those that are there."""
        self._names.append(name)


def add_text(draft: Draft, file: Incoming, shelf: Shelf) -> None:
    """Put a contributed text into the draft, under its own name."""
    document = _only(file.path)
    if isinstance(document, str):
        draft.problems.append(document)
        return
    content = file.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise CallError(f"{file.path} changed while it was read; try again")
    own = {name: getattr(document, name) for name in OF_ITS_OWN}
    _add(draft, shelf, file.path.name, document, content, own, file.number)


def add_corpus(draft: Draft, rows: Iterable[Row], file: Incoming, shelf: Shelf) -> None:
    """Put each row of a corpus into the draft, as a file of its own in UTF-8."""
    rows = list(rows)
    shelf.documents(row["document_id"] for row in rows)
    for row in rows:
        name, text = f"{row['document_id']}.txt", row["text"] or ""
        with tempfile.TemporaryDirectory() as folder:
            if unfit(name):
                draft.problems.append(_unfit(name))
                continue
            staged = Path(folder, name)
            staged.write_bytes(text.encode())
            document = _only(staged)
        if isinstance(document, str):
            draft.problems.append(document)
        elif (document.document_id, document.text) != (row["document_id"], text):
            draft.problems.append(f"corpus {row['document_id']}: the text would not be read back as it was sent")
        else:
            _add(draft, shelf, name, document, text.encode(), row, file.number)


def _only(path: Path) -> Document | str:
    """Return the document of a file as a refresh reads it, or why it is none."""
    (item,) = stream([str(path)], {}, Account())
    return f"{item.key}: {item.message} [{item.rule}]" if isinstance(item, Rejection) else item[0]


def _unfit(name: str) -> str:
    return f"{visible(name)[:80]} cannot be the name of a text's file: {unfit(name)}; give the document another id"


def _add(
    draft: Draft, shelf: Shelf, name: str, document: Document, content: bytes, own: Mapping[str, Any], file: int
) -> None:
    there = shelf.same_id(document.document_id)
    published = shelf.documents([document.document_id]).get(document.document_id)
    if unfit(name):
        draft.problems.append(_unfit(name))
    elif published and published["text_sha256"] != document.text_sha256:
        draft.problems.append(
            f"document {document.document_id} is published with another text; its positions would no longer hold. "
            "Give the new text another id"
        )
    elif there or document.document_id in {format_of(text).stem for text in draft.texts}:
        _same_or_refused(draft, there, document)
    elif shelf.clashing(name):
        draft.problems.append(f"{name}: {shelf.clashing(name)} is there, which some systems take for the same name")
    elif _source(draft, shelf, document, own, file):
        draft.texts[name] = content, file
        shelf.add(name)


def _same_or_refused(draft: Draft, there: list[Path], document: Document) -> None:
    read = [_only(path) for path in there]
    if read and all(not isinstance(one, str) and one.text_sha256 == document.text_sha256 for one in read):
        draft.skipped["texts"] += 1
        return
    where = there[0].name if there else "another of the files that were sent"
    draft.problems.append(
        f"document {document.document_id}: {where} has this id and another text; texts are never written over. "
        "Give the new one another id"
    )


def _source(draft: Draft, shelf: Shelf, document: Document, own: Mapping[str, Any], file: int) -> bool:
    """Say in sources.csv what is known of a text; what stands there goes before what the text says of itself."""
    there = draft.rows["sources"].get((document.document_id,))
    row = dict(there or {**blank("sources"), "document_id": document.document_id})
    if shelf.licence and row["licence"] is None:
        row["licence"] = shelf.licence
    for column in OF_ITS_OWN:
        if row[column] is None:
            row[column] = own[column]
        elif own[column] not in (None, row[column]):
            draft.notes.append(
                f"{document.document_id}: sources.csv says {column} {row[column]}; {own[column]} is not taken"
            )
    if row["licence"] is None and not shelf.unlicensed:
        draft.problems.append(
            f"document {document.document_id}: nothing says under which licence the text is; name it with "
            "--licence, send a row of sources with it, or say --licence-unknown (no sentence of it is published then)"
        )
        return False
    change = draft.changes.get(("sources", (document.document_id,)))
    if row != there:
        draft.put("sources", row, file, because=None if there is None and change is None else "what the text says")
    return True
