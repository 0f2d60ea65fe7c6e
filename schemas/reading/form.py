"""The first bytes of a file in, what form of file it is out."""

from typing import Final

from karabakh.schemas.reading.refusal import UnreadableError

_READ: Final = {
    b"PAR1": "parquet",
    b"PK\x03\x04": "workbook",
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_AS: Final = "save the table as CSV (UTF-8)"
_REFUSED: Final = {
    b"PARE": "a Parquet file with an encrypted footer; write it without encryption",
    b"PK\x05\x06": f"an empty ZIP archive; {_AS}",
    b"PK\x07\x08": f"a ZIP archive in several parts; {_AS}",
    b"\xd0\xcf\x11\xe0": "an old or an encrypted spreadsheet; save it as .xlsx without a password, or the sheet as CSV",
    b"%PDF": "a PDF; save its table as CSV",
    b"{\\rtf": f"a document of rich text; {_AS}",
    b"SQLite format 3\0": f"an SQLite database; {_AS}",
    b"\x89HDF": f"an HDF5 file; {_AS}",
    b"ARROW1": "an Arrow or Feather file; write it as Parquet or CSV",
    b"Obj\x01": "an Avro file; write it as Parquet or CSV",
    b"\xfd7zXZ": "compressed with xz; decompress it first",
    b"BZh91AY": "compressed with bzip2; decompress it first",
    b"7z\xbc\xaf": f"a 7-Zip archive; {_AS}",
    b"Rar!": f"a RAR archive; {_AS}",
    b"\x89PNG": f"an image; {_AS}",
    b"\xff\xd8\xff": f"an image; {_AS}",
    b"GIF8": f"an image; {_AS}",
    b"\x7fELF": f"a program; {_AS}",
    b"MZ\x90": f"a program; {_AS}",
}
# Protocols 2 to 5 begin with their number; loading one runs whatever it says.
_PICKLES: Final = tuple(bytes([0x80, protocol]) for protocol in range(2, 6))
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"


def form_of(content: bytes) -> str:
    """Return parquet, workbook, gzip, zstd or text; UnreadableError says what else it is, or that it is nothing.

    >>> form_of(b"place_id,name"), form_of(b"PAR1")
    ('text', 'parquet')
    """
    for magic, form in _READ.items():
        if content.startswith(magic):
            return form
    for magic, what in _REFUSED.items():
        if content.startswith(magic):
            raise UnreadableError("not_readable", f"the file is {what}")
    if content.startswith(_PICKLES):
        raise UnreadableError("not_readable", "the file is a pickle, which is never opened; write it as Parquet or CSV")
    if not content[:4096].strip(_BLANK) and not content.strip(_BLANK):
        raise UnreadableError("not_readable", "the file is empty; its first row must name the columns")
    return "text"
