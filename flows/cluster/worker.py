"""What runs on a cluster's machines: an order in, the harvest of a batch put where all see it, how large it is out."""

import pickle
import socket
import tempfile
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from karabakh.flows.batches.batch import harvest_here
from karabakh.flows.cache.key import gazetteer_checksum
from karabakh.flows.cache.parcel import pack
from karabakh.flows.cache.rules import rules, versions
from karabakh.flows.cluster.errors import WorkerError
from karabakh.flows.cluster.shared import Shared
from karabakh.flows.ingest.inputs import masked

# Python runs one thread at a time, so a worker's threads gain nothing; one batch needs less memory than several.
_ALONE: Final = Lock()


class Order(NamedTuple):
    """Which batch is to be harvested, where it lies, and what must be the same there as here."""

    place: Shared
    number: int
    rules: str
    gazetteer: str  # a checksum

    @property
    def partition(self) -> str:
        """The name under which the batch is shared."""
        return f"in-{self.number:06}"

    @property
    def parcel(self) -> str:
        """The name under which its harvest is shared."""
        return f"out-{self.number:06}"


class Greeting(NamedTuple):
    """What a worker is, and whether it sees what is shared; ``fault`` says why not."""

    host: str
    rules: str
    versions: tuple[str, ...]
    fault: str | None


def greet(place: Shared) -> Greeting:
    """Say what this worker is."""
    fault = None
    try:
        place.look()
    except Exception as error:  # each file system has errors of its own
        fault = f"{type(error).__name__}: {error}"
    return Greeting(socket.gethostname(), rules(), tuple(versions()), fault)


def harvest_there(order: Order) -> int:
    """Harvest a batch that is shared, share the harvest, and return how many bytes it has.

    The harvest is there wholly or not at all, under the batch's own name: a batch that is harvested twice, because a
    worker was lost, is there once. Raises WorkerError where this worker has other rules or does not see the batch.
    """
    host = socket.gethostname()
    if rules() != order.rules:
        raise WorkerError(f"the worker on {host} has another karabakh-open-data, or other libraries, than this machine")
    try:
        documents, corrections = pickle.loads(order.place.get(order.partition))  # noqa: S301 - by our own client
    except FileNotFoundError as error:
        where = masked(order.place.where)
        raise WorkerError(f"the worker on {host} does not see {order.partition} in {where}") from error
    with _ALONE, tempfile.TemporaryDirectory(prefix="karabakh-worker-") as folder:
        parcel = pack(harvest_here(documents, Path(folder, "batch"), _gazetteer(order), corrections))
    order.place.put(order.parcel, parcel)
    return len(parcel)


def _gazetteer(order: Order) -> Path | None:
    """Return the folder of the gazetteer that is asked for; None where it is the one that is installed here."""
    if gazetteer_checksum(None) == order.gazetteer:
        return None
    folder = _FETCHED.get(order.gazetteer)
    if folder is None:
        folder = _FETCHED[order.gazetteer] = _fetched(order)
    return Path(folder.name)


_FETCHED: Final[dict[str, "tempfile.TemporaryDirectory[str]"]] = {}  # as long as the process lives


def _fetched(order: Order) -> "tempfile.TemporaryDirectory[str]":
    files: dict[str, bytes] = pickle.loads(order.place.get(f"gazetteer-{order.gazetteer}"))  # noqa: S301
    folder = tempfile.TemporaryDirectory(prefix="karabakh-gazetteer-")
    for name, content in files.items():
        Path(folder.name, name).write_bytes(content)
    return folder
