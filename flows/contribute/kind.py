"""A contributed file in; whether it is a raw text or a table, by its name and its first line, out."""

import re
from pathlib import Path
from typing import Final

from karabakh.schemas.contribution import guess_table

_TABLES: Final = frozenset({".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".pq", ".tsv", ".xls", ".xlsx"})
_HEAD: Final = 4_096
_BETWEEN: Final = re.compile(r"[,;\t|]")


def is_text(path: Path) -> bool:
    """Say whether a file is a raw text: its name ends so, and its first line is not the header of a table."""
    if path.suffix.lower() in _TABLES or not path.is_file():  # to open a pipe would wait for ever
        return False
    from karabakh.flows.ingest.format import CORPUS, format_of  # it brings all that reads texts, half a second's import

    kind = format_of(path.name).kind
    if kind is None or kind == CORPUS:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return not _is_header(head)


def _is_header(head: bytes) -> bool:
    """Say whether bytes begin with names of columns, or as a file that is no text does."""
    if head.startswith((b"PAR1", b"PK\x03\x04")):
        return True
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    for line in text.splitlines():
        if not line.lstrip('"').startswith("# "):
            names = [name.strip().strip('"') for name in _BETWEEN.split(line)]
            return len(names) > 1 and guess_table(names) is not None
    return False
