"""Files of unknown making come in, rows of text go out, or a finding that says what to do about the file.

Whoever sends a table may send a spreadsheet, a legacy encoding, semicolons, half a file or no table at all. Whatever it
is, `UnreadableError` is the one error that comes of it, and says what would be right.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import charset_normalizer
import pyarrow as pa
import pyarrow.parquet as pq

MAX_BYTES: Final = 4 << 30
MAX_CELL: Final = 1 << 24  # characters; a lost quote makes a cell of all that follows
_SAMPLE: Final = 1 << 20
_MAGIC: Final = {
    b"PK\x03\x04": "a spreadsheet or another ZIP archive; save the sheet as CSV (UTF-8)",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet; save the sheet as CSV (UTF-8)",
    b"\x1f\x8b": "compressed with gzip; decompress it first",
    b"\x28\xb5\x2f\xfd": "compressed with zstd; decompress it first",
    b"%PDF": "a PDF; save its table as CSV (UTF-8)",
}
_DELIMITERS: Final = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class UnreadableError(Exception):
    """A file, or a row of it, that cannot be read as a table: the rule that it breaks and what would be right."""

    def __init__(self, rule: str, message: str, row: int | None = None) -> None:
        self.rule, self.message, self.row = rule, message, row
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Rows:
    """A CSV file's header and records, each with its row as a spreadsheet counts it, and what was wrong on the way."""

    header: list[str]
    records: list[list[str]]
    numbers: list[int]
    remarks: list[UnreadableError]


def is_parquet(path: Path) -> bool:
    """Say whether a file begins as Parquet does or is called so."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1" or path.suffix.lower() in {".parquet", ".pq"}


def read_parquet(path: Path) -> pa.Table:
    """Return a Parquet file as a table whose every value was looked at; UnreadableError where that is not possible."""
    try:
        file = pq.ParquetFile(path)
        size = sum(file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups))
        if size > MAX_BYTES:
            raise UnreadableError("too_large", f"the file must hold at most {MAX_BYTES:,} bytes; split it")
        table = file.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableError(
            "not_readable", f"the file is not a whole Parquet file; write it again ({first})"
        ) from error
    return table


def read_rows(path: Path) -> Rows:
    """Return the rows of a CSV file, whatever its encoding and delimiter; UnreadableError where it is no such file."""
    content = _content(path)
    text, remarks = _decoded(content)
    head = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = _delimiter(head)
    if delimiter != ",":
        remarks.append(
            UnreadableError("delimiter", f"columns must be parted by commas, not {_DELIMITERS[delimiter]}", row=1)
        )
    return _records(text, delimiter, remarks)


def _content(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableError("too_large", f"the file must have at most {MAX_BYTES:,} bytes; split it")
    content = path.read_bytes()
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise UnreadableError("not_readable", f"the file is {what}")
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableError("not_readable", "the file is empty; its first row must name the columns")
    return content


def _decoded(content: bytes) -> tuple[str, list[UnreadableError]]:
    """Return the text, with a remark where it is not in UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        try:
            return content.decode("utf-8-sig"), []
        except UnicodeDecodeError as error:
            encoding = _guessed(content, error.start)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("encoding", f"byte {error.start} is not {encoding}; save the file as UTF-8") from error
    return text, [UnreadableError("encoding", f"the encoding must be UTF-8; read as {encoding}, which is a guess")]


def _guessed(content: bytes, bad: int) -> str:
    around = max(0, bad - _SAMPLE // 2)
    best = None
    if b"\0" not in content[:_SAMPLE]:
        best = charset_normalizer.from_bytes(content[around : around + _SAMPLE]).best()
    if best is None:
        raise UnreadableError(
            "encoding", f"the file is not text in a known encoding (byte {bad}); save the table as CSV (UTF-8)"
        )
    return best.encoding


def _delimiter(head: str) -> str:
    return "," if "," in head else max(_DELIMITERS, key=head.count) if any(map(head.count, _DELIMITERS)) else ","


def _records(text: str, delimiter: str, remarks: list[UnreadableError]) -> Rows:
    rows = Rows([], [], [], remarks)
    numbered = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1)
    number = 0
    usual = csv.field_size_limit(MAX_CELL)
    try:
        for number, cells in numbered:
            _take(rows, number, cells)
    except csv.Error as error:
        message = f"the file cannot be read beyond row {number}: {error}; is a double quote missing or left over?"
        remarks.append(UnreadableError("not_csv", message, row=number + 1))
    finally:
        csv.field_size_limit(usual)
    return rows


def _take(rows: Rows, number: int, cells: list[str]) -> None:
    """Add a record; a line without cells is none, one with more or fewer than the header is remarked and left out."""
    if number == 1:
        rows.header.extend(cell.strip() for cell in cells)
    elif cells and len(cells) != len(rows.header):
        message = f"the row must have {len(rows.header)} cells, as the header has; it has {len(cells)}"
        rows.remarks.append(UnreadableError("cells", message, row=number))
    elif any(cells):
        rows.records.append(cells)
        rows.numbers.append(number)


def columns(rows: Rows) -> Iterator[tuple[str, list[str | None]]]:
    """Yield each column of a CSV file with its cells, None where one is empty."""
    for place, name in enumerate(rows.header):
        yield name, [cells[place] or None for cells in rows.records]
