"""Documents in, a harvest of each batch of them out: from the cache, or from whoever works on batches."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from karabakh.flows.batches.batch import Batch, batches
from karabakh.flows.batches.harvest import Harvest
from karabakh.flows.cache.key import batch_key, gazetteer_checksum
from karabakh.flows.cache.parcel import pack, unpack
from karabakh.flows.cache.patch import Patch, missing, note, patch, patched
from karabakh.flows.cache.store import Cache
from karabakh.flows.extraction.corrections import Corrections
from karabakh.flows.ingest.document import Document


class Workers(Protocol):
    """Whoever harvests batches: processes of this machine, or a cluster."""

    def harvests(self, batches: Sequence[Batch]) -> Iterator[tuple[int, Harvest]]:
        """Yield the number of each batch with its harvest, as they are done."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The harvests of all batches, in the order of the documents; ``cached`` of them came from the cache."""

    harvests: list[Harvest]
    cached: int

    @property
    def told(self) -> str:
        """What a report says of the cache."""
        return f"{CACHED}: {self.cached:,} of {len(self.harvests):,}"


CACHED: Final = "batches taken from the cache"


def gather(
    documents: Sequence[Document],
    corrections: Corrections,
    gazetteer: Path | None,
    folder: Path,
    workers: Workers,
    cache: Cache | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Gathered:
    """Harvest documents batch by batch into folders below ``folder``; what the cache has is not harvested again.

    ``advance`` is told of every so many documents done.
    """
    todo = [
        Batch(batch, folder / f"batch-{number:06}", corrections.of(one.document_id for one in batch))
        for number, batch in enumerate(batches(documents))
    ]
    known = _Known(cache, gazetteer)
    found: dict[int, Harvest] = {}
    for number, batch in enumerate(todo):
        harvest = known.harvest(batch)
        if harvest:
            found[number] = harvest
            advance(len(batch.documents))
    cached = len(found)
    missing = [number for number in range(len(todo)) if number not in found]
    for at, harvest in _harvested([todo[number] for number in missing], known, workers):
        batch = todo[missing[at]]
        known.keep(batch, harvest)
        found[missing[at]] = harvest
        advance(len(batch.documents))
    return Gathered([found[number] for number in range(len(todo))], cached)


def _harvested(batches: Sequence[Batch], known: "_Known", workers: Workers) -> Iterator[tuple[int, Harvest]]:
    """Yield the number of each batch with its harvest; of one like a known one only what is new is made."""
    patches = [known.patch(batch) for batch in batches]
    parts = [missing(batch, found) if found else batch for batch, found in zip(batches, patches, strict=True)]
    asked = [number for number, part in enumerate(parts) if part.documents]
    again = []
    for number, fresh in _fresh(workers, parts, asked):
        found = patches[number]
        harvest = patched(batches[number], found, fresh) if found else fresh
        if harvest:
            yield number, harvest
        else:
            again.append(number)
    for at, harvest in workers.harvests([batches[number] for number in again]):
        yield again[at], harvest


def _fresh(workers: Workers, parts: Sequence[Batch], asked: Sequence[int]) -> Iterator[tuple[int, Harvest | None]]:
    """Yield the number of each part with its harvest, none of one without a document."""
    yield from ((number, None) for number in sorted(set(range(len(parts))).difference(asked)))
    for at, harvest in workers.harvests([parts[number] for number in asked]):
        yield asked[at], harvest


class _Known:
    """What the cache has of batches that are read with one gazetteer."""

    def __init__(self, cache: Cache | None, gazetteer: Path | None) -> None:
        self.cache = cache
        self.gazetteer = gazetteer_checksum(gazetteer) if cache else ""

    def harvest(self, batch: Batch) -> Harvest | None:
        parcel = self.cache.get(self._key(batch)) if self.cache else None
        if parcel is not None:
            with suppress(ValueError, KeyError, TypeError):  # another release's form, or somebody's own
                return unpack(parcel, batch.folder)
        return None

    def patch(self, batch: Batch) -> Patch | None:
        return patch(self.cache, batch, self.gazetteer) if self.cache else None

    def keep(self, batch: Batch, harvest: Harvest) -> None:
        if self.cache and self.cache.put(self._key(batch), pack(harvest)):
            note(self.cache, batch, self._key(batch), self.gazetteer)

    def _key(self, batch: Batch) -> str:
        return batch_key(batch.documents, self.gazetteer, batch.corrections)
