"""Lines of JSON in, the TIMEX3 expressions of their texts out: what public scorers of temporal taggers read."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from karabakh.flows.dates import DateQuery, day_of, find_all_timexes
from karabakh.flows.errors import CallError
from karabakh.flows.extraction.layout import lay_out_all
from karabakh.flows.ingest.encoding import well_formed

# characters that are read together
TOGETHER = 1 << 18


class Document(NamedTuple):
    """A text and its name; ``dct`` is None, a date or a date and time as ISO 8601 writes them, or counts as None."""

    name: Any
    text: str
    dct: str | None


def tag_file(source: Path, target: Path) -> int:
    """Tag every line of ``source`` into ``target``, which gets its name when complete; return their number."""
    if target.exists() and source.samefile(target):
        raise CallError(f"{target}: the file that is read cannot be the one that is written")
    if target.exists() and not target.is_file():  # a pipe or a terminal has no name to be given at the end
        return _tag_lines(source, target)
    staged = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        number = _tag_lines(source, staged)
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return number


def _tag_lines(source: Path, target: Path) -> int:
    number = 0
    with source.open("rb") as lines, target.open("w", encoding="utf-8", newline="\n") as out:
        documents = (_document(_decoded(line, n, source), f"{source}, line {n}") for n, line in enumerate(lines, 1))
        for batch in _batches(documents):
            out.writelines(json.dumps(tagged, ensure_ascii=True) + "\n" for tagged in tag_all(batch))
            number += len(batch)
    return number


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents that are read together, of TOGETHER characters and the rest of the last one."""
    batch, size = list[Document](), 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _decoded(line: bytes, number: int, source: Path) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"{source}, line {number}: it is not UTF-8 ({error.reason})") from None


def _document(line: str, place: str) -> Document:
    """Read a line ``{"doc_id", "dct", "text"}``; where it is not of that form CallError names its place."""
    try:
        document = json.loads(line)
        name, text, dct = document["doc_id"], document["text"], document.get("dct")
        if not isinstance(text, str) or not (dct is None or isinstance(dct, str)):
            raise TypeError
        return Document(name, well_formed(text), dct)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CallError(f"{place}: a JSON object with doc_id, text and dct (null or a date) is wanted") from None


def tag_all(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Tag the texts of documents.

    Returns of each ``{"doc_id", "timexes": [{"start", "end", "type", "value", "mod", "quant", "freq"}]}``, with offsets
    in code points.
    """
    layouts = lay_out_all([document.text for document in documents], [None] * len(documents))
    found = find_all_timexes(
        [
            DateQuery(layout.view.text, layout.read, day_of(document.dct), None, layout.shuffled, layout.kept,
                      layout.publication)
            for document, layout in zip(documents, layouts, strict=True)
        ]
    )  # fmt: skip
    return [
        {"doc_id": document.name, "timexes": [layout.standing(timex)._asdict() for timex in timexes]}
        for document, layout, timexes in zip(documents, layouts, found, strict=True)
    ]
