"""Contributed rows of published tables and the published ones in; the cells that differ out, as rows of the seeds.

What a refresh finds in a text is not written by people, so a cell of it is corrected by a row of corrections.csv, which
names what stands there without it; what is known of a document is written to sources.csv.
"""

import hashlib
from collections import defaultdict, namedtuple
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.contribute.accept.draft import Change, Draft, Row, blank, cell, cell_of
from karabakh.flows.contribute.accept.published import Published
from karabakh.flows.contribute.present import present
from karabakh.flows.extraction.corrections import ELSEWHERE, FIXED, MENTIONS, Correction, apply
from karabakh.flows.extraction.find import Found
from karabakh.schemas import fields, model

# The columns of documents that sources.csv decides.
OF_SOURCES: Final = ("publisher", "url", "licence", "redistributable", "language", "published")


def differing(name: str, rows: pa.Table, known: pa.Table) -> Iterator[tuple[Row, Row, list[str]]]:
    """Yield the rows that are known otherwise, with the known row of their key and the columns in which they differ."""
    there = present(fields.key(model(name)), rows, known)
    other = ~there.same
    pairs = zip(_taken(rows, there.rows[other]), _taken(known, there.known[other]), strict=True)
    for row, old in pairs:
        yield row, old, [column for column in old if row[column] != old[column]]


def _taken(table: pa.Table, at: Any) -> list[Row]:
    rows: list[Row] = table.take(pa.array(at, pa.int64())).to_pylist()
    return rows


def correct(draft: Draft, name: str, row: Row, known: Row, columns: list[str], said: Row, file: int) -> None:
    """Put a correction into the draft for each cell of a mention that differs.

    ``said`` has contributor, reason and text_sha256.
    """
    (key,) = fields.key(model(name))
    for column in columns:
        if column in FIXED:
            draft.problems.append(
                f"{name} {row[key]}: {column} tells which mention it is and cannot be corrected; to take the mention "
                f"out, send a correction of {key} to nothing (karabakh template corrections)"
            )
            continue
        type_ = fields.column(model(name), column).type
        expected, corrected = (cell(one[column], type_) or None for one in (known, row))
        one = {"table": name, "key": row[key], "column": column, "expected": expected, "corrected": corrected}
        put_correction(draft, {"correction_id": _id(name, row[key], column), **one, **said}, file)


def _id(*cell: str) -> str:
    return f"c-{hashlib.sha256(chr(31).join(cell).encode()).hexdigest()[:16]}"


def put_correction(draft: Draft, row: Row, file: int) -> None:
    """Merge one row of corrections: a cell has one, whatever its identifier, which stays as it is."""
    known = draft.corrected.get(cell_of(row))
    if known is None:
        other = draft.rows["corrections"].get((row["correction_id"],))
        if other:
            draft.problems.append(f"correction {row['correction_id']} corrects another cell already; take another id")
        else:
            draft.put("corrections", row, file)
    elif known["corrected"] == row["corrected"]:
        draft.skipped["corrections"] += 1
    elif known["expected"] == row["corrected"]:
        draft.problems.append(
            f"correction {known['correction_id']} made this of {row['key']}, {row['column']}; to have the cell "
            "as it was, take that row out of corrections.csv"
        )
    else:  # what the cell holds without any correction stays expected
        draft.put("corrections", {**row, "correction_id": known["correction_id"], "expected": known["expected"]}, file)


def inapplicable(changes: Iterable[Change], published: Published, places: Collection[str]) -> Iterator[str]:
    """Yield why the published rows could not be corrected so, by the rules of a refresh.

    Where a cell is corrected already, the published value stands for what was found.
    """
    wanted = [(change, Correction(**change.after)) for change in changes if change.after["table"] in MENTIONS]
    rows = {
        name: published.rows(name, [one.key for _, one in wanted if one.table == name]) if wanted else {}
        for name in MENTIONS
    }
    documents = published.rows("documents", [one.document_id for _, one in wanted]) if wanted else {}
    by_document: dict[str, list[Correction]] = defaultdict(list)
    for change, one in wanted:
        by_document[one.document_id].append(_expecting_published(one, change, rows[one.table].get(one.key)))
    for document_id, corrections in by_document.items():
        if document_id not in documents:
            yield from (f"{one.table} {one.key}: no such document is published" for one in corrections)
            continue
        found: dict[str, list[Any]] = {part: [] for part, _ in MENTIONS.values()}
        for name, key in dict.fromkeys((one.table, one.key) for one in corrections):
            if key in rows[name]:
                found[MENTIONS[name][0]].append(_mention(rows[name][key]))
        text = documents[document_id]["text_sha256"]
        _, rejected = apply(document_id, text, Found([], [], False, **found), corrections, places)
        yield from (one.message for one in rejected)


def _expecting_published(correction: Correction, change: Change, row: Row | None) -> Correction:
    if change.before is None or row is None or correction.column not in row:
        return correction
    type_ = fields.column(model(correction.table), correction.column).type
    return Correction(**{**change.after, "expected": cell(row[correction.column], type_) or None})


def _mention(row: Row) -> Any:
    """Return a published row as what `apply` takes: its cells by name, a list as a tuple."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return namedtuple("Mention", values)(**values)


def source(draft: Draft, row: Row, known: Row, columns: list[str], file: int) -> None:
    """Put into the draft what sources.csv must say, so that a document is published as contributed."""
    name = row["document_id"]
    there = draft.rows["sources"].get((name,))
    merged = dict(there or {**blank("sources"), "document_id": name})
    for column in columns:
        if column not in OF_SOURCES:
            draft.problems.append(f"documents {name}: {column} follows from the text and cannot be corrected")
        elif row[column] is None and not (there and there[column] is not None):
            type_ = fields.column(model("documents"), column).type
            draft.problems.append(
                f"documents {name}: {column} {cell(known[column], type_)} is what the text itself says; sources.csv "
                "can say another, but not nothing"
            )
        else:
            merged[column] = row[column]
    if merged != (there or {**blank("sources"), "document_id": name}):
        draft.put("sources", merged, file)


def elsewhere(name: str) -> str:
    """Return where to correct what cannot be contributed as rows of a table."""
    return ELSEWHERE.get(name, "the command accept writes it")
