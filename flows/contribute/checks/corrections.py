"""Contributed corrections in; those that would not apply to the current version, and why, out.

They are put to the rows of the version with the rules by which a refresh applies them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import make_dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.contribute.checks.subject import Subject
from karabakh.flows.contribute.near.cells import of_value
from karabakh.flows.contribute.near.references import Near
from karabakh.flows.contribute.near.words import nearest
from karabakh.flows.contribute.version import Version
from karabakh.flows.extraction.corrections import ELSEWHERE, FIXED, MENTIONS, Correction, Row, refusal
from karabakh.flows.ingest.document import Rejection
from karabakh.schemas import TABLES, fields, patterns
from karabakh.schemas.arrow import arrow_schema
from karabakh.schemas.findings import Said, Violation
from karabakh.schemas.limits import VALUE_CHARACTERS

_WHOLE = ("correction_id", "table", "key", "column", "reason", "contributor")


def check(subject: Subject) -> Iterator[Violation]:
    """Yield the corrections that no row can have, and those that do not fit the rows of the current version."""
    refused: dict[int, tuple[str, Said]] = {}
    waiting: dict[str, list[tuple[int, Correction]]] = defaultdict(list)
    for row, correction in _corrections(subject):
        why = refusal(correction)
        if why:
            refused[row] = why.rule, _said(correction, why)
        else:
            waiting[correction.table].append((row, correction))
    version = subject.known.version
    if version:
        for table, corrections in waiting.items():
            refused.update(_of_table(version, subject.near, table, corrections))
    yield from _violations(refused)


_MUST = {
    "correction_table": ("table", "table must be one whose cells can be corrected"),
    "correction_column": ("column", "column must be one that can be corrected so"),
    "correction_key": ("key", "key must be that of a row of the current version"),
    "correction_expected": ("expected", "expected must be what the cell holds"),
    "correction_value": ("corrected", "corrected must be a value of the column"),
    "correction_text": ("text_sha256", "text_sha256 must be that of the document's text"),
    "corrected_already": ("corrected", "the cell holds this already; leave the correction out"),
}


def _violations(refused: dict[int, tuple[str, Said]]) -> Iterator[Violation]:
    for rule, (column, must) in _MUST.items():
        rows = sorted(row for row, (broken, _) in refused.items() if broken == rule)
        severity: Any = "warning" if rule == "corrected_already" else "error"
        yield Violation(rule, column, must, np.array(rows, dtype=np.int64), severity, lambda row: refused[row][1])


def _corrections(subject: Subject) -> Iterator[tuple[int, Correction]]:
    """Yield the new corrections that have all their cells, under the number of their row, which tells them apart."""
    rows = np.flatnonzero(subject.new)
    for row, cells in zip(rows.tolist(), subject.rows.take(pa.array(rows)).to_pylist(), strict=True):
        if all(cells[name] for name in _WHOLE):
            yield row, Correction(**{**cells, "correction_id": str(row)})


def _said(correction: Correction, why: Rejection) -> Said:
    message = why.message.removeprefix(f"{correction.table}, {correction.key}, {correction.column}: ")
    if why.rule == "correction_table":
        return Said(message, None if correction.table in ELSEWHERE else nearest(correction.table, MENTIONS))
    if why.rule == "correction_column" and correction.table in MENTIONS and correction.column not in FIXED:
        names = [name for name in arrow_schema(TABLES[correction.table]).names if name not in FIXED]
        return Said(message, nearest(correction.column, names))
    return Said(message)


def _of_table(
    version: Version, near: Near, table: str, corrections: Sequence[tuple[int, Correction]]
) -> Iterator[tuple[int, tuple[str, Said]]]:
    """Yield which corrections of one table the rows of the version do not take, and why."""
    texts = _texts(version, sorted({one.document_id for _, one in corrections}))
    by_key: dict[str, list[tuple[int, Correction]]] = defaultdict(list)
    for row, correction in corrections:
        text = texts.get(correction.document_id)
        if correction.text_sha256 and text and correction.text_sha256 != text:
            why = f"it was made for another text of the document, whose checksum is {text} in the current version"
            yield row, ("correction_text", Said(why, text))
        else:
            by_key[correction.key].append((row, correction))
    mentions = _mentions(version, table, sorted(by_key))
    for key, ones in by_key.items():
        if key not in mentions:
            meant = _near_key(version, table, key) if len(by_key) <= _LOOKED_FOR else None
            yield from ((row, ("correction_key", Said(_no_row(texts, one), meant))) for row, one in ones)
            continue
        applied = Row(table, key, mentions[key])
        applied.corrected([correction for _, correction in ones], near.labels)
        by_row = {str(row): correction for row, correction in ones}
        for why_not in applied.rejected:
            yield int(why_not.key), _told(by_row[why_not.key], why_not, near)


_LOOKED_FOR = 1_000


def _told(correction: Correction, why: Rejection, near: Near) -> tuple[str, Said]:
    said = _said(correction, why)
    if why.rule == "correction_value" and correction.corrected:
        column = fields.column(TABLES[correction.table], correction.column)
        place = near.place(correction.corrected) if column.pattern == patterns.PLACE_ID else None
        return why.rule, Said(said.detail, place or of_value(correction.corrected, column))
    if why.rule != "correction_expected":
        return why.rule, said
    if (why.value or "") == (correction.corrected or "")[:VALUE_CHARACTERS]:
        return "corrected_already", Said()
    return why.rule, Said(said.detail, why.value or "")


def _no_row(texts: dict[str, str], correction: Correction) -> str:
    if correction.document_id not in texts:
        return f"the current version has no document {correction.document_id!r}"
    return "the current version has no such row: nothing is found at that place of the text"


def _texts(version: Version, documents: Sequence[str]) -> dict[str, str]:
    """Return the checksums of the texts of some documents."""
    columns = ("document_id", "text_sha256")
    found = version.rows("documents", columns, pc.field("document_id").isin(pa.array(documents, pa.string())))
    return {} if found is None else dict(zip(*(found[name].to_pylist() for name in columns), strict=True))


def _mentions(version: Version, table: str, keys: Sequence[str]) -> dict[str, Any]:
    """Return rows of the version by their key, as values with a name a column."""
    names = arrow_schema(TABLES[table]).names
    rows = version.rows(table, None, pc.field(names[0]).isin(pa.array(keys, pa.string())))
    mention = make_dataclass("Mention", names)
    return {} if rows is None else {row[names[0]]: mention(**row) for row in rows.to_pylist()}


def _near_key(version: Version, table: str, key: str) -> str | None:
    """Return the key in the same document that is nearest to one that is not there."""
    name = arrow_schema(TABLES[table]).names[0]
    document = key.rpartition(":")[0]
    rows = version.rows(table, (name,), pc.field("document_id") == document)
    return None if rows is None else nearest(key, rows[name].to_pylist(), 0.9)
