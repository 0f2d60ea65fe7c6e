"""Contributed files in; their tables, typed and valid, and their texts out, or every finding on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from karabakh.flows.contribute.accept.errors import RefusedError
from karabakh.flows.contribute.accept.staging import digest
from karabakh.flows.contribute.checking import TEXT, check_files
from karabakh.flows.contribute.known import Known
from karabakh.flows.errors import CallError

# What accept itself tells or mends, so that it is no news.
TOLD: Final = frozenset({"already_there", "changes", "name_elsewhere"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """A contributed file: its tables by name, or none where it is a text; ``number`` is its place among the files."""

    number: int
    path: Path
    sha256: str
    tables: Sequence[tuple[str, pa.Table]]
    is_text: bool


def incoming(files: Sequence[Path], table: str | None, known: Known) -> tuple[list[Incoming], list[str]]:
    """Return the files as they are to be merged, and the warnings on them.

    Raises CallError for a file that is not there or comes twice, RefusedError with the findings where one is not valid.
    """
    sums = {path: _sum(path) for path in files}
    if len({path.resolve() for path in files}) < len(files):
        raise CallError("a file is named twice")
    checking = check_files(files, table, known)
    errors = [str(one) for one in checking.findings if one.severity == "error"]
    if errors:
        raise RefusedError(errors, "nothing is accepted, for what was sent is not valid")
    read = []
    for number, path in enumerate(files):
        parts = [one for one in checking.files if one.path == path]
        tables = [(one.table, one.typed.rows) for one in parts if one.table and one.typed]
        read.append(Incoming(number, path, sums[path], tables, any(one.table == TEXT for one in parts)))
    changed = [path for path in files if digest(path.resolve()) != sums[path]]
    if changed:
        raise CallError(f"{changed[0]} changed while it was read; try again")
    return read, [str(one) for one in checking.findings if one.rule not in TOLD]


def _sum(path: Path) -> str:
    found = digest(path.resolve())
    if found is None:
        raise CallError(f"{path}: there is no such file" if not path.exists() else f"{path} is no file")
    return found
