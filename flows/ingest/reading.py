"""The paths of texts and of sources.csv in; documents and rejections, one after the other or all together, out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from karabakh.flows.clean import header_of
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.content import read_content
from karabakh.flows.ingest.corpus import Row, rows
from karabakh.flows.ingest.document import Ingested, Rejection
from karabakh.flows.ingest.errors import UndecodableError, UnparsableError
from karabakh.flows.ingest.format import CORPUS
from karabakh.flows.ingest.identifier import document_id, escaped
from karabakh.flows.ingest.inputs import Input, find, masked
from karabakh.flows.ingest.portion import Documented, Portion, documented
from karabakh.flows.ingest.provenance import Found, document, place
from karabakh.flows.ingest.repeats import Placed, Signed, numbered, settle
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.ingest.sources import Source, read_sources
from karabakh.flows.process.garbage import seldom_collected
from karabakh.flows.text.portions import portions
from karabakh.schemas.limits import VALUE_CHARACTERS

# An input path with nothing but these holds no document at all.
_NO_DOCUMENT = ("unsupported_format", "symlink")
_SHOWN = 10
PORTION = 1 << 21  # characters that are read at a time


Spread = Callable[[Callable[[Portion], Documented], Iterable[Portion]], Iterable[Documented]]


def read(
    texts: Sequence[str | Path],
    sources: Path | None = None,
    shelf: Shelf | None = None,
    spread: Spread | None = None,
) -> Ingested:
    """Read folders of texts, single texts, corpora and fsspec URLs of them, with what ``sources`` says about each.

    Every input is a document or a rejection. The texts are put on the ``shelf``, if there is one, and no more than a
    portion of them is in memory; else the documents hold them. ``spread`` has portions done elsewhere, as the ``map``
    of an executor of processes does, and yields what they give in their order; it takes a shelf, which those processes
    read. Raises ``CallError`` where a path does not exist, holds no document or lacks a column, ``SourcesError`` where
    sources.csv is not valid, ``InputError`` where anything cannot be read.
    """
    account = Account()
    known = read_sources(sources)
    rejected: list[Rejection] = []
    elsewhere = spread is not None and shelf is not None
    every = _shelved(_documents(_every(texts, account), rejected), shelf, elsewhere)
    found = portions(every, PORTION, _characters, _checksum)
    documents: list[Signed] = []
    if spread and shelf:
        parts = spread(documented, _sent(found, known, shelf))
    else:
        parts = map(documented, (Portion(some, known) for some in found))
    with seldom_collected():
        for done in parts:
            documents += done.documents
            account.take(done.account)
    _note_unused(known, account)
    settled, repeated = settle(documents, lambda one: shelf.text(one.shelved) if shelf and one.shelved else one.text)
    return Ingested(settled, numbered([*rejected, *repeated]), account.files, account.cells, account.notes)


def _documents(items: Iterable[Found | Rejection], rejected: list[Rejection]) -> Iterator[Found]:
    for item in items:
        if isinstance(item, Rejection):
            rejected.append(item)
        else:
            yield item


def _shelved(found: Iterable[Found], shelf: Shelf | None, elsewhere: bool) -> Iterator[Found]:
    """Yield texts with where they stand on the shelf, if there is one; without the text, if it is read elsewhere."""
    for one in found:
        shelved = shelf.put(one.text, one.data) if shelf else None
        yield replace(one, text="" if elsewhere else one.text, shelved=shelved, data=None)


def _characters(found: Found) -> int:
    return found.shelved.characters if found.shelved else len(found.text)


def _checksum(found: Found) -> str:
    """Return the checksum of a text that stands on a shelf; of any other none, as nobody will look for it again."""
    return found.shelved.sha256 if found.shelved else "f" * 64


def _sent(portions: Iterable[list[Found]], known: Mapping[str, Source], shelf: Shelf) -> Iterator[Portion]:
    """Yield portions of texts on a shelf, and with no more of sources.csv than they need."""
    for found in portions:
        shelf.flush()
        names = known.keys() & {one.document_id for one in found}
        yield Portion(found, {name: known[name] for name in names}, shelf.path)


def stream(
    texts: Sequence[str | Path], sources: Mapping[str, Source], account: Account
) -> Iterator[Placed | Rejection]:
    """Yield each document with its row in its corpus, or its rejection, in reading order; ``account`` adds up.

    Ids may still repeat and no text is marked as a duplicate yet: ``settle`` does both.
    """
    for item in _every(texts, account):
        if isinstance(item, Rejection):
            yield item
        else:
            header = header_of(item.text)
            yield Placed(document(item, sources.get(item.document_id), header, account), item.row)


def _every(texts: Sequence[str | Path], account: Account) -> Iterator[Found | Rejection]:
    if not texts:
        raise CallError("there is no input: name a folder of texts or a corpus")
    for source in texts:
        yield from _input(source, account)


def _input(source: str | Path, account: Account) -> Iterator[Found | Rejection]:
    listing = find(source)
    if listing.hidden:
        more = f" and {len(listing.hidden) - _SHOWN} more" if len(listing.hidden) > _SHOWN else ""
        account.note("hidden", f"hidden, so not read: {', '.join(listing.hidden[:_SHOWN])}{more}")
    found = False
    for file in listing.files:
        for item in _items(file, account):
            found = found or not isinstance(item, Rejection) or item.rule not in _NO_DOCUMENT
            yield item
    if not found:
        why = next((f" ({escaped(file.name)}: {file.why})" for file in listing.files if file.rule), "")
        raise CallError(f"{masked(source)}: there is no document in it{why}")


def _items(file: Input, account: Account) -> Iterator[Found | Rejection]:
    if file.rule is None and file.form.kind == CORPUS:
        yield from _corpus(file, account)
    else:
        account.files += 1
        yield _text(file)


def _text(file: Input) -> Found | Rejection:
    name = escaped(file.name)
    if file.rule:
        return Rejection(name, file.rule, f"{name}: {file.why}")
    try:
        identifier = document_id(file.form.stem)
    except ValueError as error:
        return _bad_id(name, None, file.form.stem, error)
    data = file.read()
    try:
        content = read_content(file.name, data)
    except (UndecodableError, UnparsableError) as error:
        return Rejection(identifier, error.rule, f"{name}: {error}", "text")
    checksum = hashlib.sha256(data).hexdigest()
    return Found(identifier, content.text, name, content.encoding, checksum, content.values, content.language)


def _corpus(file: Input, account: Account) -> Iterator[Found | Rejection]:
    name = escaped(file.name)
    with file.seekable() as opened:
        for row in rows(name, file.form.suffix, opened):
            account.cells += 1
            yield _cell(name, row)


def _cell(name: str, row: Row) -> Found | Rejection:
    where = place(name, row.number)
    if row.rule:
        return Rejection(name, row.rule, f"{where}: {row.why}", row.column, row.number)
    try:
        identifier = document_id(row.document_id)
    except ValueError as error:
        return _bad_id(name, row.number, row.document_id, error)
    if not _is_text(row):
        why = "its text holds NUL characters or is not valid Unicode"
        return Rejection(identifier, "undecodable", f"{where}: {why}", "text", row.number)
    return Found(identifier, row.text, name, row.encoding, None, row.values, row=row.number, data=row.data)


def _bad_id(name: str, row: int | None, value: object, error: ValueError) -> Rejection:
    shown = escaped(str(value)[:VALUE_CHARACTERS])[:VALUE_CHARACTERS] if value is not None else None
    return Rejection(name, "invalid_document_id", f"{place(name, row)}: {error}", "document_id", row, shown or None)


def _is_text(row: Row) -> bool:
    if row.data is not None:  # UTF-8, so it is Unicode
        return b"\0" not in row.data
    try:
        row.text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in row.text


def _note_unused(sources: Mapping[str, Source], account: Account) -> None:
    unused = sorted(sources.keys() - account.used)
    if unused:
        more = f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else ""
        account.note("unused", f"sources.csv has rows for texts that are not there: {', '.join(unused[:_SHOWN])}{more}")
