"""The archive of a workbook in, remarks on the cells that hold formulas or errors out.

Who reads the cells is given what a formula came to when it was last computed, and nothing for an error; that there was
one is told by the XML of the sheets alone.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Final

from karabakh.schemas.reading.archive import pieces
from karabakh.schemas.reading.refusal import UnreadableError, warning

_FORMULA: Final = re.compile(rb"<(?:\w{1,20}:)?f[ />]|:formula=")
_ERROR: Final = re.compile(rb'<c [^<>]{0,300}\bt="e"')
_NAMED: Final = re.compile(rb'<c [^<>]{0,200}?r="([A-Z]{1,3}[0-9]{1,7})"[^<>]{0,200}>\s{0,9}<f[ />]')
_LONGEST_TAG: Final = 1 << 12


def remarks_on_cells(archive: zipfile.ZipFile) -> Iterator[UnreadableError]:
    """Yield what is to be said of formulas and errors in the sheets, how many there are of each."""
    formulas = errors = 0
    first = b""
    for text in _texts(archive):
        formulas += len(_FORMULA.findall(text))
        errors += len(_ERROR.findall(text))
        named = None if first else _NAMED.search(text)
        first = named[1] if named else first
    where = f", the first in {first.decode()}" if first else ""
    if formulas:
        what = f"{formulas:,} cell{'s hold formulas' if formulas > 1 else ' holds a formula'}{where}"
        yield warning("formula", f"{what}; what was last computed was read; write the values")
    if errors:
        what = (
            f"{errors:,} cell{'s hold errors' if errors > 1 else ' holds an error'} of the spreadsheet, such as #REF!"
        )
        yield UnreadableError("formula", f"{what}, and were read as empty; write the values")


def _texts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Yield the XML of the sheets in pieces that end with an element's end, where that is not far."""
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/") and name != "content.xml":
            continue
        rest = b""
        for piece in pieces(archive, name):
            whole = rest + piece
            end = max(whole.rfind(b"<c "), len(whole) - _LONGEST_TAG)
            yield whole[:end]
            rest = whole[end:]
        yield rest
