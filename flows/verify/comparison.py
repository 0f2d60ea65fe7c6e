"""A published version and the same made again in; what differs between their inputs, tables and files out."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from karabakh.flows.publish import checksums, files
from karabakh.flows.publish.changes import changes, tables_of
from karabakh.flows.publish.difference import difference
from karabakh.flows.publish.version import Version
from karabakh.flows.publish.writers import WRITERS, Page
from karabakh.schemas import TABLES
from karabakh.schemas.csv import read_csv

_SHOWN: Final = 5
_TEXTS: Final = ("document_id", "source_sha256", "text_sha256")
_MATTER: Final[Mapping[str, Callable[[str], Any]]] = {
    writer.name: writer.matter for writer in WRITERS if isinstance(writer, Page)
}


def inputs(published: Version, again: Version) -> Iterator[str]:
    """Say which documents are missing now, are new, or have another file or text, as their checksums tell."""
    if not {"documents"}.issubset(published.tables) or "documents" not in again.tables:
        return
    before, now = _texts(published), _texts(again)
    told = {
        "not among the inputs now": sorted(before.keys() - now.keys()),
        "only among the inputs now": sorted(now.keys() - before.keys()),
        "with another file or text now": sorted(name for name in before.keys() & now if before[name] != now[name]),
    }
    for what, names in told.items():
        if names:
            yield f"inputs: {len(names):,} {'document' if len(names) == 1 else 'documents'} {what}: {_some(names)}"


def _texts(version: Version) -> dict[str, tuple[str | None, ...]]:
    return {
        row[0]: row[1:]
        for batch in version.batches("documents")
        for row in zip(*(batch[name].to_pylist() for name in _TEXTS), strict=True)
    }


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def tables(published: Version, again: Version) -> dict[str, str]:
    """Return by table what differs in it, compared as values by key, with the key of the first row of each kind."""
    found = {name: _difference(published, again, name) for name in tables_of(published, again)}
    return {name: said for name, said in found.items() if said}


def _difference(published: Version, again: Version, name: str) -> str:
    if name not in published.tables or name not in again.tables:
        return "table added" if name in again.tables else "table removed"
    one, other = published.stream(name), again.stream(name)
    found = difference(one, other, published.key(name), again.key(name))
    return f"{found} ({_examples(published, again, name)})" if found.change else ""


def _examples(published: Version, again: Version, name: str) -> str:
    """Return the first change of each kind, by key."""
    first: dict[str, str] = {}
    for batch in changes(published, again, name):
        for row in batch.select(["key", "change", "column"]).to_pylist():
            kind = f"{row['column'] or 'row'} {row['change']}"
            first.setdefault(kind, f"{kind}: {row['key']}" if row["key"] is not None else kind)
    return "; ".join([*first.values()][:_SHOWN])


def other_files(published: Version, again: Version, differing: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return what is said of files with other values, and of files with the same values in other bytes.

    Files of a table in ``differing`` are left out: what is said of the table is said of them.
    """
    before, now = checksums.read(published.path), checksums.read(again.path)
    others = [f"{name} is not made any more" for name in sorted(before.keys() - now.keys())]
    others += [f"{name} is made now, and was not published" for name in sorted(now.keys() - before.keys())]
    same = []
    for name in sorted(name for name in before.keys() & now if before[name] != now[name]):
        table = files.table_of(name)
        if table and table[0] in differing:
            continue
        if _equal(published.path / name, again.path / name, name):
            same.append(f"{name} has the same values in other bytes{_makers(published.path / name, again.path / name)}")
        else:
            others.append(f"{name} says something else")
    return others, same


def _equal(one: Path, other: Path, name: str) -> bool:
    """Whether two files say the same, though their bytes differ."""
    table = files.table_of(name)
    if table and table[1] == "csv" and table[0] in TABLES:
        return bool(read_csv(one, TABLES[table[0]]).equals(read_csv(other, TABLES[table[0]])))
    if name.endswith(".parquet"):
        before, now = (pq.read_table(path, partitioning=None) for path in (one, other))
        return bool(before.equals(now) and before.schema.equals(now.schema, check_metadata=True))
    if name in _MATTER:
        matter = _MATTER[name]
        return bool(matter(one.read_text(encoding="utf-8")) == matter(other.read_text(encoding="utf-8")))
    return False


def _makers(one: Path, other: Path) -> str:
    """Say which libraries wrote two Parquet files, where they are not the same."""
    if one.suffix != ".parquet":
        return ""
    before, now = (pq.read_metadata(path).created_by for path in (one, other))
    return f" (written by {before}, and now by {now})" if before != now else ""
