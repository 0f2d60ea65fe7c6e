"""Documents in, batches out, and what a batch gives."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Final

from karabakh.flows.batches.harvest import Harvest, harvest
from karabakh.flows.extraction.corrections import Correction
from karabakh.flows.ingest.document import Document
from karabakh.flows.ingest.shelf import texts
from karabakh.flows.places import load_gazetteer
from karabakh.flows.places.tables import References
from karabakh.flows.text.portions import portions

BATCH_CHARACTERS: Final = 4_000_000  # less than a second of work: enough to hide what a batch costs by itself
NONE: Final[Mapping[str, Sequence[Correction]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are harvested together, and the corrections of them; what they give goes into ``folder``."""

    documents: Sequence[Document]
    folder: Path
    corrections: Mapping[str, Sequence[Correction]] = field(default_factory=dict)


def batches(documents: Iterable[Document], characters: int | None = None) -> Iterator[list[Document]]:
    """Yield the documents in order, in lists of at least one and otherwise at most so many characters.

    None: of BATCH_CHARACTERS. What is published does not depend on the cuts, but what the cache knows does: see
    `portions`.
    """
    return portions(documents, characters or BATCH_CHARACTERS, attrgetter("n_characters"), attrgetter("text_sha256"))


def harvest_here(
    documents: Sequence[Document],
    folder: Path,
    gazetteer: Path | None = None,
    corrections: Mapping[str, Sequence[Correction]] = NONE,
    shelf: Path | None = None,
) -> Harvest:
    """Harvest a batch, whose texts may stand on a shelf, in this process; the gazetteer is loaded once a process."""
    return harvest(taken(documents, shelf), load_gazetteer(gazetteer), _references(gazetteer), folder, corrections)


def harvested(gazetteer: Path | None, shelf: Path | None, batch: Batch) -> Harvest:
    """Harvest a batch into its folder, in this process."""
    return harvest_here(batch.documents, batch.folder, gazetteer, batch.corrections, shelf)


@cache
def _references(gazetteer: Path | None) -> References:
    return References(gazetteer)


def taken(documents: Sequence[Document], shelf: Path | None) -> list[Document]:
    """Return the documents with their texts, which are taken from the shelf."""
    if shelf is None:
        return list(documents)
    words = texts(shelf, (document.shelved for document in documents if document.shelved))
    return [replace(document, text=next(words)) if document.shelved else document for document in documents]
