"""A file in, the tables in it out."""

from pathlib import Path
from typing import Final

from karabakh.schemas.reading.apart import read_apart
from karabakh.schemas.reading.compressed import COMPRESSIONS, decompressed
from karabakh.schemas.reading.content import read_content
from karabakh.schemas.reading.contribution import Contribution
from karabakh.schemas.reading.delimited import read_delimited
from karabakh.schemas.reading.encoding import in_utf8
from karabakh.schemas.reading.form import form_of
from karabakh.schemas.reading.jsonlines import is_json, read_json
from karabakh.schemas.reading.refusal import Remarks, UnreadableError, warning

_PARQUET: Final = (".parquet", ".pq")


def read_file(path: Path) -> tuple[Contribution, ...]:
    """Return the tables of a file, one or, of a workbook, one a sheet that has something; UnreadableError if none."""
    content, told = read_content(path), Remarks()
    form = form_of(content)
    if form in COMPRESSIONS:
        content = decompressed(content, form)
        told.add(warning("compressed", f"the file is compressed with {form}, which it need not be"))
        form = form_of(content)
        if form != "text":
            raise UnreadableError("not_readable", f"what is compressed is a {form} file; decompress it first")
    if form != "text":
        return read_apart(path, form, content)
    if path.suffix.lower() in _PARQUET:
        raise UnreadableError("not_readable", "the file is called Parquet, but is not; write it again")
    return (_of_text(path, content, told),)


def _of_text(path: Path, content: bytes, remarks: Remarks) -> Contribution:
    text, told = in_utf8(content)
    for remark in told:
        remarks.add(remark)
    return read_json(path, text, remarks) if is_json(text) else read_delimited(path, text, remarks)
