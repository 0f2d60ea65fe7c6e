"""The bytes of a ZIP archive that should be a workbook in; nothing out, or a refusal before anything trusts them."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final
from xml.parsers import expat

from karabakh.schemas.limits import ENTRIES, EXPANSION, FILE_BYTES
from karabakh.schemas.reading.refusal import UnreadableError

_AS: Final = "save the sheet as CSV (UTF-8)"
_WORKBOOKS: Final = ("xl/workbook.xml", "content.xml")
_BINARY: Final = "xl/workbook.bin"
_LARGE: Final = 1 << 26
_CHUNK: Final = 1 << 20
_ENCRYPTED: Final = 0x1
_XML: Final = (".xml", ".rels", ".vml")
_BEFORE: Final = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, RuntimeError)


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Give the archive, whose listing is as a workbook's; UnreadableError says what is wrong with it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(archive.infolist(), len(content))
            yield archive
    except _FAULTS as error:
        raise _broken(str(error)) from error


def _broken(why: str) -> UnreadableError:
    return UnreadableError("not_readable", f"the file is no whole workbook; {_AS} ({why[:100]})")


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > ENTRIES:
        raise UnreadableError("too_large", f"a workbook must have at most {ENTRIES:,} files in it; {_AS}")
    if _BINARY in names:
        raise UnreadableError("not_readable", "the file is a binary workbook; save it as .xlsx or CSV (UTF-8)")
    if not set(names).intersection(_WORKBOOKS):
        raise UnreadableError("not_readable", f"the file is a ZIP archive, but no workbook; {_AS}")
    if len(set(names)) < len(names) or any(map(_leads_out, names)):
        raise _broken("a name in the archive is there twice or leads out of it")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError("not_readable", f"the workbook has a password; {_AS}")
    total = sum(entry.file_size for entry in entries)
    if total > FILE_BYTES or total > max(_LARGE, EXPANSION * size):
        raise UnreadableError("too_large", f"the workbook holds {total >> 20:,} MB; {_AS}, in parts")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or "\0" in name


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield what is in a file of the archive, a megabyte at a time, no more than its listing says."""
    with archive.open(name) as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def check_contents(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is broken, whose XML is not well formed or has declarations that no workbook needs.

    Who reads XML that is not well formed may read for ever; a declaration names files to read, or texts that grow as
    they are read.
    """
    for entry in archive.infolist():
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declaration
        is_xml = entry.filename.lower().endswith(_XML)
        for number, piece in enumerate(pieces(archive, entry.filename)):
            is_xml |= number == 0 and piece.lstrip(_BEFORE).startswith(b"<")
            if is_xml:
                parser.Parse(piece)
        if is_xml:
            parser.Parse(b"", True)


def _refuse_declaration(*_: object) -> None:
    raise _broken("its XML declares entities")
