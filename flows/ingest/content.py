"""The bytes of a file that holds one text, and its name, in; the text and what the file says of it out."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from karabakh.flows.ingest.compression import decompress
from karabakh.flows.ingest.encoding import decode
from karabakh.flows.ingest.format import PAGE, format_of

MOST_BYTES: Final = 1 << 26
"""How much a compressed text may hold."""


class Content(NamedTuple):
    """A text, the encoding it was in, what the file says by the names of our columns, and the language it claims."""

    text: str
    encoding: str
    values: Mapping[str, str] = {}
    language: str | None = None


def read_content(name: str, data: bytes) -> Content:
    """Return the text of a file: what a page's main text is, or what stands in the file, decompressed and decoded.

    Raises ``UndecodableError`` or ``UnparsableError`` that says why there is none.
    """
    form = format_of(name)
    if form.compression:
        data = decompress(data, form.compression, MOST_BYTES)
    if form.kind == PAGE:
        from karabakh.flows.ingest.page import read_page

        return Content(*read_page(data))
    return Content(*decode(data))
