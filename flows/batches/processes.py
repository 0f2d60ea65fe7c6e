"""Work in pieces in, what each piece gives out, in their order, by the processes of this machine."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from karabakh.flows.errors import KarabakhError
from karabakh.flows.process.freed import keep_freed

if TYPE_CHECKING:
    from karabakh.flows.batches.batch import Batch
    from karabakh.flows.batches.harvest import Harvest

FEW: Final = 4  # portions of texts that are read here sooner than processes start
_AHEAD: Final = 4  # pieces that are on their way for each process
_TRIES: Final = 3  # times that a process may be killed before another piece is done

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class KilledError(KarabakhError):
    """Processes are killed again and again."""


class Processes:
    """Up to ``count`` processes, which are started when there is work for them; with one, it is done in this process.

    ``gazetteer`` is a folder, None the packaged one; ``shelf`` is where the texts stand.
    """

    def __init__(self, count: int, gazetteer: Path | None = None, shelf: Path | None = None) -> None:
        self.count, self.gazetteer, self.shelf = count, gazetteer, shelf
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Processes":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()

    def harvests(self, batches: "Sequence[Batch]") -> "Iterator[tuple[int, Harvest]]":
        """Yield the number of each batch with its harvest. Raises KilledError as `spread` does."""
        from karabakh.flows.batches.batch import harvested  # not above: processes that do other work need no rules

        yield from enumerate(self.spread(partial(harvested, self.gazetteer, self.shelf), batches, few=2))

    def spread(self, work: Callable[[_In], _Out], pieces: Iterable[_In], few: int = FEW) -> Iterator[_Out]:
        """Yield what ``work`` gives of each piece, in their order; fewer than ``few`` pieces are done in this process.

        Where a process is killed, what it was doing is done again; KilledError where that does not help.
        """
        rest = iter(pieces)
        first = list(islice(rest, few))
        if self.count == 1 or len(first) < few:
            yield from map(work, chain(first, rest))
        else:
            yield from self._spread(work, chain(first, rest))

    def _spread(self, work: Callable[[_In], _Out], pieces: Iterator[_In]) -> Iterator[_Out]:
        running: deque[_Piece] = deque()
        killed = 0
        while True:
            running.extend(map(_Piece, islice(pieces, _AHEAD * self.count - len(running))))
            if not running:
                return
            try:
                for piece in running:
                    piece.future = piece.future or self._opened().submit(work, piece.given)
                done: _Out = running[0].future.result()  # type: ignore[union-attr]
            except BrokenProcessPool as error:
                killed += 1
                if killed == _TRIES:
                    raise KilledError(_KILLED) from error
                self._drop()
                for piece in running:
                    piece.future = None
                continue
            killed = 0
            running.popleft()
            yield done

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:  # spawned, because a fork of a process with threads can deadlock
            self._pool = ProcessPoolExecutor(self.count, mp_context=get_context("spawn"), initializer=_begin)
        return self._pool

    def _drop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _begin() -> None:
    keep_freed()
    _end_with_parent()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, which cannot tell if it was killed."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_await, args=(parent,), name="parent", daemon=True).start()


def _await(parent: Any) -> None:
    parent.join()
    os._exit(1)


class _Piece:
    """A piece of work, and what it is to give; None until it is given to a process."""

    def __init__(self, given: Any) -> None:
        self.given = given
        self.future: Future[Any] | None = None


_KILLED: Final = (
    f"processes were killed {_TRIES} times in a row: most likely there is not enough memory for them; try with fewer "
    "(--workers 1)"
)
