"""Batches in, their harvests out, by the workers of a Dask scheduler.

One client maps batches, and not Prefect's own runner for Dask: that costs a task of Prefect's a batch, which was
measured to take twelve times as long.
"""

import asyncio
import pickle
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from karabakh.flows.batches.batch import Batch, taken
from karabakh.flows.batches.harvest import Harvest
from karabakh.flows.cache.key import gazetteer_checksum
from karabakh.flows.cache.parcel import unpack
from karabakh.flows.cache.rules import rules, versions
from karabakh.flows.cluster.address import check
from karabakh.flows.cluster.errors import LostError, SchedulerError, WorkerError
from karabakh.flows.cluster.shared import Shared, shared
from karabakh.flows.cluster.worker import Greeting, Order, greet, harvest_there
from karabakh.flows.errors import KarabakhError
from karabakh.flows.ingest.inputs import masked, said
from karabakh.flows.places.gazetteer import FILES
from karabakh.flows.settings.model import Settings

CONNECT: Final = 10.0  # seconds in which a scheduler answers
PATIENCE = 300.0  # seconds for which there may be no worker: a cluster may have to start some
_LOOK: Final = 5.0  # seconds after which it is looked whether there still are workers
_GREET: Final = 600.0  # seconds after which a place for what is shared is greeted again
_AHEAD: Final = 2  # batches in flight for each thread of the workers
_TRIES: Final = 3


@contextmanager
def cluster(settings: Settings, shelf: Path, tell: Callable[[str], None]) -> Iterator["Cluster"]:
    """Connect to the scheduler that the settings name, and see that its workers can do the work.

    ``tell`` is told what people should know meanwhile. Raises SchedulerError and WorkerError, which say what to do.
    """
    address = str(settings.scheduler)
    check(address)
    from distributed import Client

    try:
        asyncio.run(_answered(address))
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=CONNECT, set_as_default=False, name="karabakh"
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise SchedulerError(f"--scheduler {address}: no scheduler answers there ({_said(error)})") from None
    with client, shared(settings.scratch, shelf.parent) as place:
        connected = Cluster(client, address, place, shelf, settings.gazetteer, tell)
        connected.check()
        yield connected


async def _answered(address: str) -> None:
    """Raise TimeoutError where what listens does not speak as Dask does, for which a client would wait for ever."""
    from distributed.comm.core import connect

    speaking = connect(address, timeout=CONNECT)  # type: ignore[no-untyped-call]
    spoken = await asyncio.wait_for(speaking, CONNECT)
    await spoken.close()


@dataclass
class Cluster:
    """The workers of a scheduler, and the place that they share with this machine."""

    client: Any
    address: str
    place: Shared
    shelf: Path
    gazetteer: Path | None
    tell: Callable[[str], None]
    _run: str = field(default_factory=lambda: secrets.token_hex(8))
    _finished: "SimpleQueue[Any]" = field(default_factory=SimpleQueue)
    _alone: float | None = None  # since when there has been no worker
    _greeted: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Wait for a worker; raise WorkerError where one has other versions or does not see what is shared."""
        while not self._threads():
            self._wait_for_workers()
            time.sleep(min(1.0, _LOOK))
        for worker, greeting in self.client.run(greet, self.place, on_error="return").items():
            if not isinstance(greeting, OSError):  # that one has gone meanwhile
                _demand(worker, greeting, self.place)

    def harvests(self, batches: Sequence[Batch]) -> Iterator[tuple[int, Harvest]]:
        """Yield the number of each batch with its harvest, as they are done; a lost worker's are done again."""
        order = Order(self.place, 0, rules(), self._shared_gazetteer())
        waiting = deque(order._replace(number=number) for number in range(len(batches)))
        running: dict[Any, Order] = {}
        tries: Counter[int] = Counter()
        while waiting or running:
            while waiting and len(running) < max(1, _AHEAD * self._threads()):
                one = waiting.popleft()
                running[self._submitted(one, batches[one.number], tries[one.number])] = one
            for future in self._done():
                one = running.pop(future)
                try:
                    yield one.number, self._received(future, one, batches[one.number].folder)
                except _AGAIN as error:
                    tries[one.number] += 1
                    if tries[one.number] == _TRIES:
                        raise WorkerError(f"a batch failed {_TRIES} times on {self.address}: {_said(error)}") from error
                    waiting.appendleft(one)

    def _shared_gazetteer(self) -> str:
        """Share the gazetteer once, for the workers that have not installed the same, and return its checksum."""
        checksum = gazetteer_checksum(self.gazetteer)
        if self.gazetteer is not None:
            content = {name: (self.gazetteer / name).read_bytes() for name in FILES}
            self.place.put(f"gazetteer-{checksum}", pickle.dumps(content))
        return checksum

    def _submitted(self, order: Order, batch: Batch, tried: int) -> Any:
        """Share a batch and order its harvest."""
        documents = taken(batch.documents, self.shelf)
        self.place.put(order.partition, pickle.dumps((documents, dict(batch.corrections)), pickle.HIGHEST_PROTOCOL))
        key = f"karabakh-{self._run}-{order.number}-{tried}"
        future = self.client.submit(harvest_there, order, key=key, pure=False)
        future.add_done_callback(self._finished.put)
        return future

    def _done(self) -> list[Any]:
        """Wait until something is done, or for a while; raise SchedulerError where nobody is there to do anything."""
        done = []
        with suppress(Empty):
            done.append(self._finished.get(timeout=_LOOK))
            while True:
                done.append(self._finished.get_nowait())
        if done or self._threads():
            self._alone = None
        else:
            self._wait_for_workers()
        if time.monotonic() - self._greeted > _GREET:
            self._greeted = time.monotonic()
            self.place.greet()
        return done

    def _received(self, future: Any, order: Order, folder: Path) -> Harvest:
        """Return the harvest of a batch that is done, and remove what was shared of it."""
        if future.status in {"cancelled", "lost"}:
            raise self._lost(None)
        error = future.exception()
        if isinstance(error, KarabakhError) and not error.passing:
            raise error
        if error is not None:
            raise RuntimeError(_said(error)) from error
        harvest = unpack(self.place.get(order.parcel), folder)
        for name in (order.partition, order.parcel):
            self.place.remove(name)
        return harvest

    def _threads(self) -> int:
        """Return how many threads the workers have that are there now."""
        try:
            return sum(self.client.nthreads().values())
        except _LOST as error:
            raise self._lost(error) from None

    def _wait_for_workers(self) -> None:
        """Say that there is no worker; raise SchedulerError where there has been none for too long."""
        now = time.monotonic()
        if self._alone is None:
            self._alone = now
            self.tell(f"{self.address} has no workers; waiting {PATIENCE:.0f} s for one")
        elif now - self._alone > PATIENCE:
            raise SchedulerError(f"--scheduler {self.address}: there was no worker for {PATIENCE:.0f} s; start some")

    def _lost(self, error: BaseException | None) -> LostError:
        return LostError(f"--scheduler {self.address}: the scheduler was lost{f' ({_said(error)})' if error else ''}")


_AGAIN: Final = (RuntimeError, OSError, ValueError)
_LOST: Final = (OSError, CancelledError, asyncio.CancelledError)


def _demand(worker: str, greeting: Any, place: Shared) -> None:
    """Raise WorkerError, which says what to do, where a worker cannot do the work."""
    if not isinstance(greeting, Greeting):
        raise WorkerError(
            f"the worker {worker} cannot run karabakh-open-data ({_said(greeting)}); install the same version of it "
            "there, with its libraries, and start the worker again"
        )
    where = f"the worker {worker} on {greeting.host}"
    differing = sorted(set(greeting.versions) - set(versions()))
    if differing:
        raise WorkerError(f"{where} has {', '.join(differing)}, and this machine has not; install the same versions")
    if greeting.rules != rules():
        raise WorkerError(
            f"{where} has another karabakh-open-data than this machine; install the same there and start it again"
        )
    if greeting.fault:
        raise WorkerError(
            f"{where} does not see {masked(place.where)} ({greeting.fault}); name with --scratch a folder or an "
            "address that all machines see, under the same name (a network folder, s3://BUCKET/PREFIX)"
        )


def _said(error: object) -> str:
    return said(error) if isinstance(error, Exception) else str(error)
