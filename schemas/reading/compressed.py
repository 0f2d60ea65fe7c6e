"""The bytes of a gzip or zstd file in, what is in it out, as far as that is no more than a file may hold."""

import io
import zlib
from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from karabakh.schemas.limits import FILE_BYTES
from karabakh.schemas.reading.content import TOO_LARGE
from karabakh.schemas.reading.refusal import UnreadableError

COMPRESSIONS: Final = ("gzip", "zstd")
_CHUNK: Final = 1 << 18  # where reading fails, pyarrow keeps for ever what it made room for
_MEMBERS: Final = 10_000
_GZIP: Final = 31  # the window of zlib, with the header of gzip


def decompressed(content: bytes, form: str) -> bytes:
    """Return what is in a file of the form gzip or zstd; UnreadableError where it is broken, cut off or too much."""
    parts: list[bytes] = []
    size = 0
    try:
        for part in _gunzipped(content) if form == "gzip" else _unzstd(content):
            parts.append(part)
            size += len(part)
            if size > FILE_BYTES:
                raise UnreadableError("too_large", TOO_LARGE)
    except (zlib.error, EOFError, OSError, pa.ArrowException) as error:
        message = f"the file is no whole {form} file; compress it again ({str(error)[:100]})"
        raise UnreadableError("not_readable", message) from error
    return b"".join(parts)


def _gunzipped(content: bytes) -> Iterator[bytes]:
    """Yield what is in the members of a gzip file; zero bytes behind the last are padding."""
    source, rest = io.BytesIO(content), b""
    for _ in range(_MEMBERS):
        rest = rest.lstrip(b"\0") or source.read(_CHUNK).lstrip(b"\0")
        if not rest and source.tell() >= len(content):
            return
        member = zlib.decompressobj(_GZIP)
        while not member.eof:
            yield member.decompress(rest, _CHUNK)
            rest = member.unconsumed_tail or (source.read(_CHUNK) if not member.eof else b"")
            if not rest and not member.eof:
                raise EOFError("it is cut off")
        rest = member.unused_data
    raise EOFError(f"it has more than {_MEMBERS:,} members")


def _unzstd(content: bytes) -> Iterator[bytes]:
    with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
        while part := stream.read(_CHUNK):
            yield part
