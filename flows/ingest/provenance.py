"""A text with its id, and what sources.csv, the corpus and the text itself say about it, in; the document out."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from karabakh.flows.clean.letters import INVISIBLE
from karabakh.flows.header import Header
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.corpus import KNOWN
from karabakh.flows.ingest.document import Document
from karabakh.flows.ingest.identifier import escaped
from karabakh.flows.ingest.shelf import Shelved
from karabakh.flows.ingest.sources import Source
from karabakh.flows.ingest.values import language, parse
from karabakh.flows.text.language import ENGLISH, UNDETERMINED, detect, is_english
from karabakh.flows.text.mojibake import mojibake
from karabakh.schemas.limits import VALUE_CHARACTERS

# What nobody sees, and white space: a text of nothing else is empty.
_UNSEEN: Final = "".join(sorted(INVISIBLE)) + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


@dataclass(frozen=True, slots=True)
class Found:
    """A text with its id.

    ``row`` is its row in its corpus, None for a file of its own. ``values`` are the known columns of that row, or what
    the data of its page say, as they stand there; ``claimed`` is the language that a page says it is in.
    A text that stands on a shelf is at ``shelved``, and whoever works on it takes it from there; before, ``data`` is
    the text in UTF-8, where it was read so.
    """

    document_id: str
    text: str
    source_file: str
    encoding: str
    source_sha256: str | None
    values: Mapping[str, Any] = field(default_factory=dict)
    claimed: str | None = None
    row: int | None = None
    shelved: Shelved | None = None
    data: bytes | None = None


def document(
    found: Found, source: Source | None, header: Header | None, account: Account, english: bool = False
) -> Document:
    """Return the document: sources.csv goes before the corpus, the corpus before the text; differences are noted.

    ``header`` is that of the text. ``english`` says that the text surely is in English; else its language is looked for
    where nobody states it.
    """
    if source:
        account.used.add(source.document_id)
    read = parsed(place(found.source_file, found.row), found.values, account)
    _note_mojibake(found, account)
    values = _values(found, read, source, header, account)
    empty = not found.text.strip().strip(_UNSEEN)
    given = values.pop("language")
    known = given if given not in (None, UNDETERMINED) else None if empty else _detected(found, english)
    return Document(
        document_id=found.document_id,
        text="" if found.shelved else found.text,
        source_file=found.source_file,
        encoding=found.encoding,
        source_sha256=found.source_sha256,
        text_sha256=found.shelved.sha256 if found.shelved else hashlib.sha256(found.text.encode()).hexdigest(),
        status=_status(empty, known),
        redistributable=bool(source and source.redistributable),
        language=known,
        date_order=source.date_order if source else None,
        sentence_order=source.sentence_order if source else None,
        dateline=header.place_span if header else None,
        shelved=found.shelved,
        **values,
    )


def is_stated(found: Found, source: Source | None) -> bool:
    """Say whether somebody states the language of a text."""
    return bool(found.values.get("language") or (source and source.language))


def _note_mojibake(found: Found, account: Account) -> None:
    marks = mojibake(found.text)
    if marks:
        left = sum(mark.instead is None for mark in marks)
        lost = f", {left:,} of them beyond repair" if left else ""
        account.note("mojibake", f"{found.document_id}: {len(marks):,} places in a wrong encoding{lost}")


def _status(empty: bool, language: str | None) -> str:
    if empty:
        return "empty"
    return "ok" if language and is_english(language) else "unsupported_language"


def _detected(found: Found, english: bool) -> str:
    """Return the language of the text; a page's own claim only says which English it is, or names what is not known."""
    detected = ENGLISH if english else detect(found.text)
    try:
        claimed = language(found.claimed) if found.claimed else None
    except ValueError:
        return detected
    if claimed and detected == (ENGLISH if is_english(claimed) else UNDETERMINED):
        return claimed
    return detected


def _values(
    found: Found, read: Mapping[str, Any], source: Source | None, header: Header | None, account: Account
) -> dict[str, Any]:
    """Return what is known of a text by column."""
    if source is None and header is None:  # only one can say anything, so nobody differs
        return {column: read.get(column) for column in KNOWN}
    every = _said(found, read, source, header, account)
    return {column: _agreed(found.document_id, column, said, account) for column, said in every}


def _said(
    found: Found, read: Mapping[str, Any], source: Source | None, header: Header | None, account: Account
) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield each column with what is said about it and by whom, the strongest first."""
    stated = _stated(found, header, account)
    for column in KNOWN:
        told = [("sources.csv", getattr(source, column, None)), (found.source_file, read.get(column))]
        said = [(who, value) for who, value in told if value is not None]
        # that a paper prints a report of an agency is no difference
        if stated.get(column) is not None and not (said and column == "publisher"):
            said.append(("the text's header", stated[column]))
        yield column, said


def _stated(found: Found, header: Header | None, account: Account) -> Mapping[str, Any]:
    """Return what the text itself says: its front matter, the lines before it, its dateline."""
    if header is None:
        return {}
    return parsed(f"{found.document_id}, header", {column: getattr(header, column) for column in KNOWN}, account)


def place(source_file: str, row: int | None) -> str:
    """Return where a document stands, for messages."""
    return source_file if row is None else f"{source_file}, row {row}"


def parsed(where: str, values: Mapping[str, Any], account: Account) -> dict[str, Any]:
    """Return the known columns of ``values``, checked; a value that is not valid is left out, with a note."""
    read: dict[str, Any] = {}
    for column in KNOWN:
        try:
            read[column] = parse(column, values.get(column))
        except ValueError as error:
            account.note(
                f"invalid {column}", f"{where}: {column}{_shown(values[column])} is left out; it should be {error}"
            )
    return read


def _shown(value: object) -> str:
    return f" {escaped(str(value)[:VALUE_CHARACTERS])!r}" if isinstance(value, str | int | float) else ""


def _agreed(document_id: str, column: str, said: list[tuple[str, Any]], account: Account) -> Any:
    if not said:
        return None
    (first, value), *others = said
    for who, other in others:
        if other != value:
            kind = f"different {column}"
            account.note(kind, f"{document_id}: {first} says {column} {value}, which is taken; {who} says {other}")
    return value
