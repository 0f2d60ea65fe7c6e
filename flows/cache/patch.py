"""A batch that the cache has not, and one that it has and shares documents with it, in; the harvest of the first out.

What a document gives depends on no other, so of a batch in which one document has changed only that one is harvested.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.batches.batch import Batch
from karabakh.flows.batches.harvest import Harvest, stored
from karabakh.flows.cache.key import batch_key
from karabakh.flows.cache.parcel import unpack
from karabakh.flows.cache.store import Cache
from karabakh.flows.extraction.corrections import Correction
from karabakh.flows.publish.rows import whole
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import sort


class Patch(NamedTuple):
    """What the cache has of a batch: the harvest of another one, of which ``kept`` are the ids of common documents."""

    harvest: Harvest
    kept: frozenset[str]


def note(cache: Cache, batch: Batch, parcel: str, gazetteer: str) -> None:
    """Note of a batch that the cache has under the key ``parcel``, by its first and last document, what it holds."""
    keys = document_keys(batch, gazetteer)
    told = json.dumps([parcel, keys]).encode()
    for end in _ends(keys):
        cache.put(end, told)


def patch(cache: Cache, batch: Batch, gazetteer: str) -> Patch | None:
    """Return what the cache has of a batch, unpacked beside its folder; None where it has no like one."""
    keys = document_keys(batch, gazetteer)
    noted = [found for end in _ends(keys) if (found := _noted(cache, end, keys))]
    for parcel, kept in sorted(noted, key=lambda one: -len(one[1])):
        content = cache.get(parcel) if not batch.corrections.keys() - kept else None
        with suppress(ValueError, KeyError, TypeError):  # another release's form, or somebody's own
            harvest = content and unpack(content, batch.folder.with_name(f"{batch.folder.name}-kept"))
            if harvest and not harvest.rejected.num_rows:  # see `patched`
                return Patch(harvest, kept)
    return None


def _noted(cache: Cache, end: str, keys: Mapping[str, str]) -> tuple[str, frozenset[str]] | None:
    """Return the key of a batch that is noted, and the ids of its documents that are as they were."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        parcel, known = json.loads(cache.get(end) or b"")
        kept = frozenset(name for name, key in keys.items() if known.get(name) == key)
        return (str(parcel), kept) if kept else None
    return None


def document_keys(batch: Batch, gazetteer: str) -> dict[str, str]:
    """Return by the id of each document the key of what it gives by itself."""
    corrections = batch.corrections
    return {one.document_id: batch_key([one], gazetteer, _own(corrections, one.document_id)) for one in batch.documents}


def _own(corrections: Mapping[str, Sequence[Correction]], name: str) -> Mapping[str, Sequence[Correction]]:
    return {name: corrections[name]} if name in corrections else {}


def _ends(keys: Mapping[str, str]) -> Iterator[str]:
    """Yield under which keys a batch is noted: of batches in which little differs one is the same."""
    found = list(keys.values())
    for end in (f"first\n{found[0]}", f"last\n{found[-1]}"):
        yield hashlib.sha256(end.encode()).hexdigest()


def missing(batch: Batch, known: Patch) -> Batch:
    """Return the documents of a batch that are to be harvested."""
    rest = [one for one in batch.documents if one.document_id not in known.kept]
    corrections = {name: some for name, some in batch.corrections.items() if name not in known.kept}
    return Batch(rest, batch.folder.with_name(f"{batch.folder.name}-fresh"), corrections)


def patched(batch: Batch, known: Patch, fresh: Harvest | None) -> Harvest | None:
    """Return the harvest of a batch, of which ``fresh`` are the missing documents, if any.

    None where some of their rows were rejected: what is said of them counts the rows of the batch.
    """
    if fresh and fresh.rejected.num_rows:
        return None
    ids = pa.array(sorted(known.kept), pa.string())
    tables = {}
    for name in known.harvest.known:
        old = whole(known.harvest.rows(name))
        parts = [old.filter(pc.is_in(old["document_id"], ids)), *([whole(fresh.rows(name))] if fresh else [])]
        tables[name] = sort(TABLES[name], pa.concat_tables(parts)).combine_chunks()
    counts = {name: tables[name].num_rows if name in tables else 0 for name in known.harvest.extracted}
    return stored(batch.folder, tables, counts, known.harvest.rejected)
