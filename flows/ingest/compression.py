"""A stream of compressed bytes in; a stream of what is in it, decompressed as it is read and never more, out."""

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Final, cast

from karabakh.flows.ingest.errors import UndecodableError

_MAGIC: Final[Mapping[str, bytes]] = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}
COMPRESSIONS: Final = tuple(_MAGIC)
_SKIPPED: Final = b"\x2a\x4d\x18"  # a frame of zstd that holds something else, with which a file may begin
_BUFFER: Final = 1 << 18


def decompressed(stream: BinaryIO, ending: str) -> BinaryIO:
    """Return what is in ``stream``, which is at its start; ``ending`` is one of ``COMPRESSIONS``.

    What comes back can be read and wound back to its start. Reading raises ``UndecodableError`` where the file is cut
    off, broken or not what its name says.
    """
    start = stream.read(4)
    stream.seek(0)
    if not start.startswith(_MAGIC[ending]) and not (ending == ".zst" and start[1:] == _SKIPPED):
        raise UndecodableError(f"it is not what its name says: it does not begin as {ending} files do")
    return io.BufferedReader(_Decompressed(stream, _OPENERS[ending]), _BUFFER)


def decompress(data: bytes, ending: str, limit: int) -> bytes:
    """Return what is in ``data``; ``UndecodableError`` where it is broken or is more than ``limit`` bytes."""
    with decompressed(io.BytesIO(data), ending) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise UndecodableError(f"more than {limit >> 20} MB are in it, too much for a text")
    return content


class _Decompressed(io.RawIOBase):
    """The way back is to begin anew: a table is read once for its encoding and once for its rows."""

    def __init__(self, stream: BinaryIO, opener: Callable[[BinaryIO], Any]) -> None:
        self._stream = stream
        self._opener = opener
        self._content = opener(stream)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self._at
        if offset != self._at:
            if offset or whence == io.SEEK_END:
                raise io.UnsupportedOperation("what is decompressed as it is read can be wound back to its start alone")
            self._stream.seek(0)
            self._content = self._opener(self._stream)
            self._at = 0
        return self._at

    def readinto(self, buffer: Any) -> int:
        try:
            # in small pieces: where it fails, pyarrow keeps for ever what it made room for
            read = self._content.read(min(len(buffer), _BUFFER))
        except (EOFError, OSError, zlib.error) as error:
            raise UndecodableError(f"it cannot be decompressed: {error}") from None
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)

    def close(self) -> None:
        self._content.close()  # at once: what it says it needs may be much
        self._stream.close()
        super().close()


class _Kept(io.RawIOBase):
    """A stream that its reader cannot close, so that it can be begun anew."""

    def __init__(self, stream: BinaryIO) -> None:
        self._kept = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._kept.read(size)


def _gzip(stream: BinaryIO) -> Any:
    return gzip.GzipFile(fileobj=cast("Any", _Kept(stream)), mode="rb")


def _zstd(stream: BinaryIO) -> Any:
    # not the zstandard package: its reader ends without a word where a file is cut off
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(_Kept(stream), mode="r"), "zstd")


_OPENERS: Final[Mapping[str, Callable[[BinaryIO], Any]]] = {".gz": _gzip, ".zst": _zstd}
