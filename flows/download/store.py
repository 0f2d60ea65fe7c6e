"""An fsspec URL in (s3://, gs://, memory://, zip:// …), the published versions below it out."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

from karabakh.flows.download.errors import MissingError, RefusedError, UnreachableError
from karabakh.flows.download.fetch import content
from karabakh.flows.download.folder import CHUNK
from karabakh.flows.download.origins import Origin, Stream
from karabakh.flows.errors import CallError, KarabakhError
from karabakh.flows.ingest.inputs import masked, said
from karabakh.flows.publish.index import MAX_BYTES, NAME, Index, decoded
from karabakh.flows.publish.store import will_last


class Store(Origin):
    """Published versions in a file system of fsspec."""

    def __init__(self, address: str, system: Any, path: str) -> None:
        self.shown = masked(address).rstrip("/")
        self._system = system
        self._path = path.rstrip("/")

    def index(self) -> Index:
        """Return the versions that versions.json lists."""
        with self._failing(NAME):
            self._system.invalidate_cache()
        try:
            return decoded(content(self, NAME, MAX_BYTES), self.where(NAME))
        except MissingError:
            raise self._unlisted() from None
        except RefusedError as error:
            raise CallError(str(error)) from None

    @contextmanager
    def stream(self, name: str, start: int = 0) -> Iterator[Stream]:
        """Open a file; where the file system cannot begin in the middle, the stream begins at 0."""
        with ExitStack() as stack:
            with self._failing(name):
                file = stack.enter_context(self._system.open(f"{self._path}/{name}", "rb"))
                start = start if start and file.seekable() else 0
                file.seek(start) if start else None
            size = getattr(file, "size", None)
            yield Stream(start, size if isinstance(size, int) else None, self._chunks(name, file))

    def _chunks(self, name: str, file: BinaryIO) -> Iterator[bytes]:
        with self._failing(name):
            yield from iter(lambda: file.read(CHUNK), b"")

    @contextmanager
    def _failing(self, name: str) -> Iterator[None]:
        where = self.where(name)
        try:
            yield
        except KarabakhError:
            raise
        except FileNotFoundError:
            raise MissingError(f"{where} is not there") from None
        except Exception as error:  # each file system has errors of its own
            kind = RefusedError if will_last(error) else UnreachableError
            raise kind(f"{where} cannot be read: {said(error)}") from None
