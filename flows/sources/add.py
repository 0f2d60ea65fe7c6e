"""Files of texts, what is said of them and a table of sources in; the table with a row for each of them out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from karabakh.flows.errors import CallError, DataError
from karabakh.flows.ingest import Account, Document, Rejection, Source, read_sources, stream
from karabakh.flows.ingest.errors import SHOWN
from karabakh.flows.ingest.identifier import escaped
from karabakh.flows.ingest.values import parse
from karabakh.flows.publish.durable import replace_text
from karabakh.schemas import model
from karabakh.schemas.arrow import table
from karabakh.schemas.csv import csv_bytes
from karabakh.schemas.validation import check_table

COLUMNS: Final = tuple(column.name for column in fields(Source))
# What a text can say of itself, in a header or in the metadata of its page, or a corpus in its columns.
OF_ITS_OWN: Final = ("publisher", "url", "licence", "language", "published")


@dataclass(frozen=True, slots=True)
class Added:
    """One row as it will stand, the row before it if there was one, and which columns the text itself filled."""

    row: Source
    before: Source | None
    from_text: Sequence[str]

    def __str__(self) -> str:
        done = "unchanged" if self.row == self.before else "replaced" if self.before else "added"
        said = [(name, getattr(self.row, name)) for name in COLUMNS[1:]]
        cells = [f"{name} {_cell(value)}{self._by(name)}" for name, value in said if value is not None]
        return f"{done} {self.row.document_id}: {', '.join(cells) or 'nothing known'}"

    def _by(self, name: str) -> str:
        return " (from the text)" if name in self.from_text else ""


def add(files: Sequence[Path], said: Mapping[str, str | bool | None], path: Path, *, anew: bool = False) -> list[Added]:
    """Return the row of each document of ``files``, with what is ``said`` of them by column; nothing is written yet.

    A column of which nothing is said is taken from the text itself where it tells. ``anew`` allows a row that is there
    to be changed: what is said goes before it, it before the text, and an empty value empties a cell. Raises
    ``CallError`` where a value is of no use or a row is there already, ``DataError`` where a file is no document, and
    ``SourcesError`` where the table itself is not valid.
    """
    known = read_sources(path) if path.exists() else {}
    given = _parsed(said)
    documents = list(_documents(files))
    if len(documents) > 1 and given.get("url"):
        raise CallError(f"--url is the address of one document, and there are {len(documents)}; add them one by one")
    _refuse_repeats(documents)
    there = [one.document_id for one in documents if one.document_id in known]
    if there and not anew:
        listed = ", ".join(there[:SHOWN])
        raise CallError(f"{path} has a row already for {listed}; --replace changes it")
    added = [_row(document, given, known.get(document.document_id)) for document in documents]
    wrong = check_table("sources", _table(one.row for one in added))
    if wrong:
        raise CallError("\n".join(map(str, wrong)))
    return added


def write(added: Sequence[Added], path: Path) -> int:
    """Put the rows into the table, all at once, and return how many rows it has now; it is made if not there."""
    known = read_sources(path) if path.exists() else {}
    rows = {**known, **{one.row.document_id: one.row for one in added}}
    whole = path.resolve()  # a link stays a link
    whole.parent.mkdir(parents=True, exist_ok=True)
    text = b"".join(csv_bytes(_table(rows.values()))).decode()
    if not whole.exists() or whole.read_bytes() != text.encode():
        replace_text(whole, text)
    return len(rows)


def _table(rows: Iterable[Source]) -> pa.Table:
    return table(model("sources"), map(asdict, rows))


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parsed(said: Mapping[str, str | bool | None]) -> dict[str, Any]:
    """Return the values that are said, None for an empty one; CallError lists those that are of no use."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in said.items():
        if value is None:
            continue
        try:
            values[name] = parse(name, str(value))
        except ValueError as error:
            wrong.append(f"--{name.replace('_', '-')} {escaped(str(value))!r}: it should be {error}")
    if wrong:
        raise CallError("\n".join(wrong))
    return values


def _documents(files: Sequence[Path]) -> Iterator[Document]:
    """Yield the documents of the files as a refresh reads them; DataError lists what is none."""
    items = list(stream([str(file) for file in files], {}, Account()))
    rejected = [f"{item.message} [{item.rule}]" for item in items if isinstance(item, Rejection)]
    if rejected:
        more = [f"... and {len(rejected) - SHOWN:,} more"] if len(rejected) > SHOWN else []
        raise DataError("\n".join(["nothing is added, because this is no document:", *rejected[:SHOWN], *more]))
    yield from (item[0] for item in items if not isinstance(item, Rejection))


def _refuse_repeats(documents: Sequence[Document]) -> None:
    repeated = [name for name, count in Counter(one.document_id for one in documents).items() if count > 1]
    if repeated:
        raise CallError(f"two of the files have the id {', '.join(repeated[:SHOWN])}; each document needs its own")


def _row(document: Document, given: Mapping[str, Any], before: Source | None) -> Added:
    row = replace(before or Source(document.document_id), **given)
    own = {name: getattr(document, name) for name in OF_ITS_OWN if name not in given and getattr(row, name) is None}
    own = {name: value for name, value in own.items() if value is not None}
    return Added(replace(row, **own), before, tuple(own))
