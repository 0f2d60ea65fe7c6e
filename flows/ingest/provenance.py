"""A text with its id, and what sources.csv, the corpus and the text itself say about it, in; the document out."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from karabakh.flows.header import read_header
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.corpus import KNOWN
from karabakh.flows.ingest.document import Document
from karabakh.flows.ingest.language import UNDETERMINED, detect, is_english
from karabakh.flows.ingest.sources import Source


@dataclass(frozen=True, slots=True)
class Found:
    """A text with its id; ``values`` are the known columns of its row, if it is a cell of a corpus."""

    document_id: str
    text: str
    source_file: str
    encoding: str
    source_sha256: str | None
    values: Mapping[str, Any] = field(default_factory=dict)


def document(found: Found, source: Source | None, account: Account) -> Document:
    """Return the document: sources.csv goes before the corpus, the corpus before the text; differences are noted."""
    if source:
        account.used.add(source.document_id)
    values = {column: _agreed(found.document_id, column, said, account) for column, said in _said(found, source)}
    empty = not found.text.strip()
    given = values.pop("language")
    language = given if given not in (None, UNDETERMINED) else None if empty else detect(found.text)
    return Document(
        document_id=found.document_id,
        text=found.text,
        source_file=found.source_file,
        encoding=found.encoding,
        source_sha256=found.source_sha256,
        text_sha256=hashlib.sha256(found.text.encode()).hexdigest(),
        status=_status(empty, language),
        redistributable=bool(source and source.redistributable),
        language=language,
        date_order=source.date_order if source else None,
        sentence_order=source.sentence_order if source else None,
        **values,
    )


def _status(empty: bool, language: str | None) -> str:
    if empty:
        return "empty"
    return "ok" if language and is_english(language) else "unsupported_language"


def _said(found: Found, source: Source | None) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield each column with what is said about it and by whom, the strongest first."""
    header = read_header(found.text)
    for column in KNOWN:
        said = [
            ("sources.csv", getattr(source, column, None)),
            (found.source_file, found.values.get(column)),
            ("the text's header", header.published if header and column == "published" else None),
        ]
        yield column, [(who, value) for who, value in said if value is not None]


def _agreed(document_id: str, column: str, said: list[tuple[str, Any]], account: Account) -> Any:
    if not said:
        return None
    (first, value), *others = said
    for who, other in others:
        if other != value:
            kind = f"different {column}"
            account.note(kind, f"{document_id}: {first} says {column} {value}, which is taken; {who} says {other}")
    return value
