"""A table that people write (sources, corrections) in; its rows out if every one is valid, else what to mend.

It is valid where ``karabakh validate`` says so: the table's model decides, and nothing else. Only how a spreadsheet
saved it, in a legacy encoding or with semicolons, is no reason to stop a run.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from karabakh.flows.errors import CallError
from karabakh.flows.ingest.encoding import decode
from karabakh.flows.ingest.errors import InputError, SourcesError, UndecodableError

if TYPE_CHECKING:
    import pyarrow as pa


def read_sheet(path: Path, table: str) -> "pa.Table":
    """Return the rows of a file as the input table of that name, sorted by its key.

    Raises ``CallError`` where the file is not there, ``InputError`` where it cannot be read now, and
    ``SourcesError`` that lists every row, column and value at fault and what would be right.
    """
    # not above: commands that read one text import this package, and need no Pandera
    from karabakh.schemas import model
    from karabakh.schemas.arrow import sort
    from karabakh.schemas.contribution import read_lenient, validate_file

    with _in_utf8(path, table) as file:
        wrong = [finding for finding in validate_file(file, table) if finding.severity == "error"]
        if wrong:
            raise SourcesError(str(path), [str(replace(finding, file=None)) for finding in wrong])
        return sort(model(table), read_lenient(file, model(table))[0])


@contextmanager
def _in_utf8(path: Path, table: str) -> Iterator[Path]:
    """Yield the file, or a copy in UTF-8 where it is a text in another encoding."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CallError(f"{path}: there is no such file of {table}") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    text = _legacy(data)
    if text is None:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_text(text, encoding="utf-8", newline="")
        yield copy


def _legacy(data: bytes) -> str | None:
    """Return the text of bytes in another encoding than UTF-8; None where they are UTF-8, or no text at all."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return decode(data).text
        except UndecodableError:
            return None
    return None
