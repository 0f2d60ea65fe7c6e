"""Documents in, batches out, and the processes that harvest them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from types import MappingProxyType, TracebackType

from karabakh.flows.corrections import Correction, Corrections
from karabakh.flows.harvest import Harvest, harvest
from karabakh.flows.ingest.document import Document
from karabakh.flows.ingest.shelf import texts
from karabakh.flows.places import load_gazetteer
from karabakh.flows.places.tables import References
from karabakh.flows.portions import portions

NONE = Corrections()
BATCH_CHARACTERS = 4_000_000  # about a second of work: enough to hide a task's cost, little enough to keep in memory


def batches(documents: Iterable[Document], characters: int = BATCH_CHARACTERS) -> Iterator[list[Document]]:
    """Yield the documents in order, in lists of at least one and otherwise at most so many characters."""
    return portions(documents, characters, lambda document: document.n_characters)


def harvest_here(
    batch: list[Document],
    folder: Path,
    gazetteer: Path | None = None,
    corrections: Mapping[str, Sequence[Correction]] = MappingProxyType({}),
    shelf: Path | None = None,
) -> Harvest:
    """Harvest a batch, whose texts may stand on a shelf, in this process; the gazetteer is loaded once a process."""
    return harvest(taken(batch, shelf), load_gazetteer(gazetteer), _references(gazetteer), folder, corrections)


@cache
def _references(gazetteer: Path | None) -> References:
    return References(gazetteer)


def taken(batch: list[Document], shelf: Path | None) -> list[Document]:
    """Return the documents with their texts, which are taken from the shelf."""
    if shelf is None:
        return batch
    words = texts(shelf, (document.shelved for document in batch if document.shelved))
    return [replace(document, text=next(words)) if document.shelved else document for document in batch]


class Processes:
    """Up to ``count`` processes that harvest batches; with one, the work is done in this process.

    A pool that broke, because a process was killed, is made anew at the next batch.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def __enter__(self) -> "Processes":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def harvest(
        self,
        batch: list[Document],
        folder: Path,
        gazetteer: Path | None = None,
        corrections: Corrections = NONE,
        shelf: Path | None = None,
    ) -> Harvest:
        """Harvest a batch, in whichever process is free; raises BrokenProcessPool where that process was killed."""
        own = corrections.of(document.document_id for document in batch)
        if self.count == 1:
            return harvest_here(batch, folder, gazetteer, own, shelf)
        pool = self._open()
        try:
            return pool.submit(harvest_here, batch, folder, gazetteer, own, shelf).result()
        except BrokenProcessPool:
            self._drop(pool)
            raise

    def _open(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:  # spawned, because a fork of a process with threads can deadlock
                self._pool = ProcessPoolExecutor(self.count, mp_context=get_context("spawn"))
            return self._pool

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                broken.shutdown(wait=False, cancel_futures=True)
                self._pool = None
