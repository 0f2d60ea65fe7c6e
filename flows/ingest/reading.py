"""The paths of texts and of sources.csv in; documents and rejections, one after the other or all together, out."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.content import read_content
from karabakh.flows.ingest.corpus import Row, rows
from karabakh.flows.ingest.document import Ingested, Rejection
from karabakh.flows.ingest.errors import UndecodableError, UnparsableError
from karabakh.flows.ingest.format import CORPUS
from karabakh.flows.ingest.identifier import document_id, escaped
from karabakh.flows.ingest.inputs import Input, find, masked
from karabakh.flows.ingest.provenance import Found, document, parsed
from karabakh.flows.ingest.repeats import Placed, Signed, numbered, place, settle, signed
from karabakh.flows.ingest.shelf import Shelf
from karabakh.flows.ingest.sources import Source, read_sources
from karabakh.flows.portions import portions
from karabakh.schemas.limits import VALUE_CHARACTERS

# An input path with nothing but these holds no document at all.
_NO_DOCUMENT = ("unsupported_format", "symlink")
_SHOWN = 10
PORTION = 1 << 20  # characters that are read at a time


def read(texts: Sequence[str | Path], sources: Path | None = None, shelf: Shelf | None = None) -> Ingested:
    """Read folders of texts, single texts, corpora and fsspec URLs of them, with what ``sources`` says about each.

    Every input is a document or a rejection. The texts are put on the ``shelf``, if there is one, and no more than a
    portion of them is in memory; else the documents hold them. Raises ``CallError`` where a path does not exist, holds
    no document or lacks a column, ``SourcesError`` where sources.csv is not valid, ``InputError`` where anything
    cannot be read.
    """
    account = Account()
    known = read_sources(sources)
    rejected: list[Rejection] = []
    portion = portions(_documents(stream(texts, known, account), rejected), PORTION)
    documents = [one for placed in portion for one in _put_aside(placed, shelf)]
    _note_unused(known, account)
    settled, repeated = settle(documents, lambda one: shelf.text(one.shelved) if shelf and one.shelved else one.text)
    return Ingested(settled, numbered([*rejected, *repeated]), account.files, account.cells, account.notes)


def _documents(items: Iterable[Placed | Rejection], rejected: list[Rejection]) -> Iterator[Placed]:
    for item in items:
        if isinstance(item, Rejection):
            rejected.append(item)
        else:
            yield item


def _put_aside(portion: Sequence[Placed], shelf: Shelf | None) -> Iterator[Signed]:
    """Sign the texts that are searched, by which repeats are told, and put all of them on the shelf."""
    signatures = signed(one.text for one, _ in portion if one.status == "ok")
    for one, row in portion:
        signature = next(signatures) if one.status == "ok" else None
        put = replace(one, text="", shelved=shelf.put(one.text)) if shelf else one
        yield Signed(put, row, signature)


def stream(
    texts: Sequence[str | Path], sources: Mapping[str, Source], account: Account
) -> Iterator[Placed | Rejection]:
    """Yield each document with its row in its corpus, or its rejection, in reading order; ``account`` adds up.

    Ids may still repeat and no text is marked as a duplicate yet: ``settle`` does both.
    """
    if not texts:
        raise CallError("there is no input: name a folder of texts or a corpus")
    for source in texts:
        yield from _input(source, sources, account)


def _input(source: str | Path, sources: Mapping[str, Source], account: Account) -> Iterator[Placed | Rejection]:
    listing = find(source)
    if listing.hidden:
        more = f" and {len(listing.hidden) - _SHOWN} more" if len(listing.hidden) > _SHOWN else ""
        account.note("hidden", f"hidden, so not read: {', '.join(listing.hidden[:_SHOWN])}{more}")
    found = False
    for file in listing.files:
        for item in _items(file, sources, account):
            found = found or not isinstance(item, Rejection) or item.rule not in _NO_DOCUMENT
            yield item
    if not found:
        why = next((f" ({escaped(file.name)}: {file.why})" for file in listing.files if file.rule), "")
        raise CallError(f"{masked(source)}: there is no document in it{why}")


def _items(file: Input, sources: Mapping[str, Source], account: Account) -> Iterator[Placed | Rejection]:
    if file.rule is None and file.form.kind == CORPUS:
        yield from _corpus(file, sources, account)
    else:
        account.files += 1
        yield _text(file, sources, account)


def _text(file: Input, sources: Mapping[str, Source], account: Account) -> Placed | Rejection:
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
    found = Found(
        identifier, content.text, name, content.encoding, hashlib.sha256(data).hexdigest(),
        parsed(name, content.values, account), content.language,
    )  # fmt: skip
    return Placed(document(found, sources.get(identifier), account), None)


def _corpus(file: Input, sources: Mapping[str, Source], account: Account) -> Iterator[Placed | Rejection]:
    name = escaped(file.name)
    with file.seekable() as opened:
        for row in rows(name, file.form.suffix, opened):
            account.cells += 1
            yield _cell(name, row, sources, account)


def _cell(name: str, row: Row, sources: Mapping[str, Source], account: Account) -> Placed | Rejection:
    where = place(name, row.number)
    if row.rule:
        return Rejection(name, row.rule, f"{where}: {row.why}", row.column, row.number)
    try:
        identifier = document_id(row.document_id)
    except ValueError as error:
        return _bad_id(name, row.number, row.document_id, error)
    if not _is_text(row.text):
        why = "its text holds NUL characters or is not valid Unicode"
        return Rejection(identifier, "undecodable", f"{where}: {why}", "text", row.number)
    found = Found(identifier, row.text, name, row.encoding, None, parsed(where, row.values, account))
    return Placed(document(found, sources.get(identifier), account), row.number)


def _bad_id(name: str, row: int | None, value: object, error: ValueError) -> Rejection:
    shown = escaped(str(value)[:VALUE_CHARACTERS])[:VALUE_CHARACTERS] if value is not None else None
    return Rejection(name, "invalid_document_id", f"{place(name, row)}: {error}", "document_id", row, shown or None)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _note_unused(sources: Mapping[str, Source], account: Account) -> None:
    unused = sorted(sources.keys() - account.used)
    if unused:
        more = f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else ""
        account.note("unused", f"sources.csv has rows for texts that are not there: {', '.join(unused[:_SHOWN])}{more}")
