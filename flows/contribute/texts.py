"""Raw texts and corpora that somebody contributes in; what a refresh would make of them, and what is wrong, out."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.letters import INVISIBLE
from karabakh.flows.contribute.filename import unfit
from karabakh.flows.contribute.known import Known
from karabakh.flows.contribute.near.cells import of_pattern, printable
from karabakh.flows.contribute.told import TextTold, Told
from karabakh.flows.errors import KarabakhError
from karabakh.flows.extraction.find import Query, find_all
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.content import MOST_BYTES
from karabakh.flows.ingest.document import Document, Rejection
from karabakh.flows.ingest.format import format_of
from karabakh.flows.ingest.reading import stream
from karabakh.flows.ingest.repeats import Known as Signature
from karabakh.flows.ingest.repeats import duplicates, signed
from karabakh.flows.ingest.sources import COLUMNS, Source
from karabakh.flows.places import load_gazetteer
from karabakh.flows.settings.model import TEXTS
from karabakh.flows.text.language import detect, is_english
from karabakh.schemas import INPUTS, fields
from karabakh.schemas.contribution import Typed
from karabakh.schemas.findings import Finding, Said, Severity, Violation

DETECTED: Final = 2_000
"""So many rows of a corpus are looked at for their language, from its beginning."""
COMPARED: Final = 1 << 24
"""Characters of the texts in seeds/texts that new texts are compared with for being nearly the same."""
_UTF8: Final = frozenset({"utf-8", "ascii", "us-ascii"})
_TABLE: Final = "text"


@dataclass
class _Text:
    """A raw text on its way: what it is, if it could be read, and what was said of it."""

    path: Path
    document: Document | None = None
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def say(self, rule: str, message: str, severity: Severity = "error", **more: Any) -> None:
        """Add a finding."""
        key = self.document.document_id if self.document else None
        column = more.pop("column", None)
        value = more.pop("value", None)
        told = Finding(_TABLE, key, column, value, rule, message, file=str(self.path), severity=severity, **more)
        self.findings.append(told)


@dataclass
class _Said(Account):
    """An account that keeps what was noted with its kind, such as "different published"."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def note(self, kind: str, message: str) -> None:
        """Keep a message."""
        self.said.append((kind, message))


def tell(paths: Sequence[Path], corpora: Sequence[Typed], sources: Sequence[pa.Table], known: Known) -> Told:
    """Return what is to be said of raw texts, and of the rows of corpora.

    ``sources`` are the contributed tables of sources; what they say of a text goes before seeds/sources.csv.
    """
    rows = _sources([*filter(None, [known.whole("sources")]), *sources])
    texts = [_read(path, rows) for path in paths]
    read = [text for text in texts if text.document]
    _tell_repeats(read, known)
    _tell_found(read, rows, known)
    of_corpora = {id(typed): list(_of_corpus(typed, known)) for typed in corpora}
    long = f"the language of the first {DETECTED:,} texts was looked at"
    notes = {id(typed): [long] for typed in corpora if typed.rows.num_rows > DETECTED}
    ids = frozenset(text.document.document_id for text in read if text.document)
    return Told([TextTold(text.path, text.findings, text.notes) for text in texts], of_corpora, notes, ids)


def _sources(tables: Iterable[pa.Table]) -> dict[str, Source]:
    rows = (row for table in tables for row in table.select(COLUMNS).to_pylist())
    return {row["document_id"]: Source(**row) for row in rows if row["document_id"]}


def _read(path: Path, sources: Mapping[str, Source]) -> _Text:
    """Read one text as a refresh does, and say what it would say."""
    text = _Text(path)
    account = _Said()
    try:
        if path.stat().st_size > MOST_BYTES:
            text.say("too_large", f"a text must have at most {MOST_BYTES:,} bytes; a corpus may have many texts")
            return text
        (item,) = stream([path], sources, account)
    except (KarabakhError, OSError, ValueError) as error:
        text.say("not_readable", f"the file cannot be read: {error}")
        return text
    if isinstance(item, Rejection):
        _tell_rejection(text, item)
        return text
    text.document = item.document
    _tell_document(text, account)
    return text


def _tell_rejection(text: _Text, why: Rejection) -> None:
    message = why.message.removeprefix(f"{text.path.name}: ")
    near = None
    if why.rule == "invalid_document_id":
        near = of_pattern(format_of(text.path.name).stem, fields.column(INPUTS["sources"], "document_id"))
        message = f"the file's name is the document's id, and {message}; give the file another name"
    text.say(why.rule, message, column=why.column, value=why.value, suggestion=near)


def _tell_document(text: _Text, account: "_Said") -> None:
    document = _document(text)
    name = document.document_id
    if pc.match_substring_regex(pa.array([name]), INVISIBLE)[0].as_py():
        message = "the file's name is the document's id, and must have no signs that nobody sees"
        text.say("printable", message, column="document_id", value=name, suggestion=printable(name) or None)
    elif why := unfit(text.path.name):
        message = f"the file's name is the document's id, and cannot be kept: {why}; give the file another name"
        text.say("file_name", message, column="document_id", value=name, suggestion=_mended(name))
    if document.encoding and document.encoding.lower() not in _UTF8 and document.encoding.lower() != "utf-8-sig":
        text.say(
            "encoding", f"the text was read as {document.encoding}, which may be a guess; save it as UTF-8", "warning"
        )
    if document.status == "empty":
        text.say("empty", "the file has no text: a refresh would list it as empty and find nothing in it")
    if document.status == "unsupported_language":
        told = f"the text is in a language that is not searched ({document.language}): nothing would be found in it"
        text.say("unsupported_language", told, "warning", column="language", value=document.language)
    for kind, note in account.said:
        column = kind.rpartition(" ")[2] if " " in kind else None
        text.say(kind.partition(" ")[0], note.removeprefix(f"{name}: "), "warning", column=column)


def _mended(name: str) -> str | None:
    near = printable(name).strip()
    return near if near and near != name and unfit(f"{near}.txt") is None else None


def _tell_repeats(texts: Sequence[_Text], known: Known) -> None:
    """Say of each text whose id or words the current version, or another of the texts, has."""
    by_id: dict[str, list[_Text]] = defaultdict(list)
    for text in texts:
        by_id[_document(text).document_id].append(text)
    for name, ones in by_id.items():
        for text in ones[1:]:
            text.say(
                "duplicate_id", f"its id, {name}, is that of {ones[0].path}, too; give each text a name of its own"
            )
    published = _published(known, [_document(text) for text in texts])
    shown = {row["document_id"]: row["text_sha256"] for row in published}
    owner = {row["text_sha256"]: row["document_id"] for row in published}
    for text in texts:
        one = _document(text)
        if one.status == "empty":
            continue
        if shown.get(one.document_id) == one.text_sha256:
            text.notes.append("the current version has this text under this id")
        elif one.document_id in shown:
            told = "the current version has another text under this id, which this one would replace"
            text.say("replaces", told, "warning", column="document_id", value=one.document_id)
        elif one.text_sha256 in owner:
            original = owner[one.text_sha256]
            text.say("duplicate", f"the current version has the same text as {original}", "warning", value=original)
    _tell_near([text for text in texts if _document(text).status == "ok"], known)


def _document(text: _Text) -> Document:
    """Return the document of a text that could be read."""
    if text.document is None:
        raise ValueError(f"{text.path} was not read")
    return text.document


def _published(known: Known, documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return id and checksum of the current version's documents that have an id or a text of these."""
    if known.version is None or not documents:
        return []
    same_id = pc.field("document_id").isin([one.document_id for one in documents])
    same_text = pc.field("text_sha256").isin([one.text_sha256 for one in documents])
    rows = known.version.rows("documents", ("document_id", "text_sha256"), same_id | same_text)
    return rows.to_pylist() if rows is not None else []


def _tell_near(texts: Sequence[_Text], known: Known) -> None:
    """Say of each text that is nearly another: one of these, or one in seeds/texts that is published."""
    words = {f"\0{number}": _document(text).text for number, text in enumerate(texts)}
    named = {f"\0{number}": text for number, text in enumerate(texts)}
    own = {_document(text).document_id for text in texts}
    words.update({name: text for name, text in _seeds(known) if name not in own})
    days = {name: _document(text).published for name, text in named.items()}
    some = [
        Signature(name, days.get(name), hashlib.sha256(text.encode()).hexdigest(), signature)
        for (name, text), signature in zip(words.items(), signed(words.values()), strict=True)
    ]
    for name, original in duplicates(some, words.__getitem__).items():
        for one, other in ((name, original), (original, name)):
            if one in named and (one == name or other not in named):
                where = str(named[other].path) if other in named else f"{other} of the current version"
                if not any(finding.rule == "duplicate" for finding in named[one].findings):
                    told = f"the text is, but for a few words, that of {where}"
                    named[one].say("duplicate", told, "warning")


def _seeds(known: Known) -> Iterator[tuple[str, str]]:
    """Yield the published texts that stand in seeds/texts, no more than can be compared in a second or two."""
    if known.version is None or not TEXTS.is_dir():
        return
    rows = known.version.rows("documents", ("document_id", "source_file", "n_characters", "status"))
    total = 0
    for row in [] if rows is None else rows.to_pylist():
        path = TEXTS / row["source_file"]
        total += row["n_characters"]
        if total > COMPARED:
            return
        if row["status"] == "ok" and path.is_file():
            try:
                (item,) = stream([path], {}, Account())
            except (KarabakhError, OSError, ValueError):
                continue
            if not isinstance(item, Rejection):
                yield row["document_id"], item.document.text


def _tell_found(texts: Sequence[_Text], sources: Mapping[str, Source], known: Known) -> None:
    """Say of each text what is known of it and how much would be found in it."""
    searched = [text for text in texts if _document(text).status == "ok"]
    if not searched:
        return
    gazetteer = load_gazetteer(known.folder)
    queries = [Query(one.text, one.published, one.date_order, one.sentence_order) for one in map(_document, searched)]
    for text, found in zip(searched, find_all(queries, gazetteer), strict=True):
        one = _document(text)
        if isinstance(found, Exception):
            text.say("extraction_failed", f"a defect of karabakh-open-data, please report it: {type(found).__name__}")
            continue
        counts = (
            ("sentence", found.sentences),
            ("place", found.places),
            ("date", found.dates),
            ("figure", found.figures),
        )
        told = ", ".join(f"{len(some):,} {what}{'' if len(some) == 1 else 's'}" for what, some in counts)
        text.notes.append(f"document {one.document_id}, language {one.language}: {told}")
        by = "sources.csv" if _said(sources, one, "published") else "the text itself"
        text.notes.append(
            f"published {one.published} (from {by})" if one.published else "no day of publication is known"
        )
        unsaid = [what for what in ("publisher", "licence") if getattr(one, what) is None]
        if unsaid:
            text.notes.append(
                f"{' and '.join(unsaid)} unknown: karabakh sources add {text.path} --publisher … --licence …"
            )
        if not found.places and not found.dates:
            text.say("nothing_found", "neither a place nor a date is found in the text", "warning")


def _said(sources: Mapping[str, Source], document: Document, column: str) -> bool:
    source = sources.get(document.document_id)
    return source is not None and getattr(source, column) is not None


def _of_corpus(typed: Typed, known: Known) -> Iterator[Violation]:
    """Yield the rows of a corpus that a refresh could make little of."""
    ids, texts = typed.rows["document_id"].combine_chunks(), typed.rows["text"].combine_chunks()
    blank = pc.equal(pc.binary_length(pc.utf8_trim_whitespace(pc.fill_null(texts, ""))), 0)
    yield _warning("empty", "text", "text should not be empty: nothing is found in it", np.flatnonzero(blank))
    yield _unfit(typed)
    sums = pa.array(
        [None if text is None else hashlib.sha256(text.encode()).hexdigest() for text in texts.to_pylist()], pa.string()
    )
    sums = pc.if_else(blank, pa.scalar(None, pa.string()), sums)
    yield from _repeated(typed, ids, sums, known)
    languages = typed.rows["language"].combine_chunks().to_pylist()
    strange = {row: tag for row, tag in _tags(texts, languages, blank) if not is_english(tag)}
    must = "language should be one that is searched (English)"

    def say(row: int) -> Said:
        return Said(f"the text is in {strange[row]}, so nothing would be found in it")

    yield _warning("unsupported_language", "language", must, sorted(strange), say)


def _unfit(typed: Typed) -> Violation:
    """Return the rows whose text cannot be kept, for their id cannot be a file's name."""
    ids = typed.rows["document_id"].to_pylist()
    strange = {row: why for row, name in enumerate(ids) if name and (why := unfit(f"{name}.txt"))}
    rows = np.array(sorted(strange), dtype=np.int64)
    must = "document_id must be what a file can be called on every system"
    return Violation("file_name", "document_id", must, rows, say=lambda row: Said(strange[row], _mended(ids[row])))


def _tags(texts: pa.Array, languages: Sequence[str | None], blank: pa.Array) -> Iterator[tuple[int, str]]:
    for row in range(min(len(texts), DETECTED)):
        if not blank[row].as_py():
            yield row, languages[row] or detect(texts[row].as_py())


def _repeated(typed: Typed, ids: pa.Array, sums: pa.Array, known: Known) -> Iterator[Violation]:
    encoded = sums.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    _, first, inverse = np.unique(encoded, return_index=True, return_inverse=True)
    original = first[inverse]
    rows = np.flatnonzero((original != np.arange(len(encoded))) & (encoded >= 0))
    must = "text should be that of no other row"

    def say(row: int) -> Said:
        return Said(f"it is that of row {typed.given.numbers[int(original[row])]:,}")

    yield _warning("duplicate", "text", must, rows, say)
    published = known.version.rows("documents", ("document_id", "text_sha256")) if known.version else None
    if published is None:
        return
    by_sum = dict(zip(published["text_sha256"].to_pylist(), published["document_id"].to_pylist(), strict=True))
    there = pc.index_in(ids, value_set=published["document_id"].combine_chunks())
    other = pc.not_equal(published["text_sha256"].combine_chunks().take(there), sums)
    must = "the current version has another text under this document_id, which this one would replace"
    yield _warning("replaces", "document_id", must, np.flatnonzero(pc.fill_null(other, False)))
    same = pc.and_(pc.is_in(sums, value_set=published["text_sha256"].combine_chunks()), there.is_null())
    same = pc.and_(same, sums.is_valid())
    must = "the current version has the same text under another id"
    yield _warning("duplicate", "text", must, np.flatnonzero(pc.fill_null(same, False)),
                   lambda row: Said(f"it is that of {by_sum[sums[row].as_py()]}"))  # fmt: skip


def _warning(rule: str, column: str, must: str, rows: Any, say: Any = None) -> Violation:
    return Violation(rule, column, must, np.asarray(rows, dtype=np.int64), "warning", say)
