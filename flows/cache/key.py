"""A batch and what it is read with in, the key of its harvest out: a checksum of all that decides it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import Final

from karabakh.flows.cache.rules import rules
from karabakh.flows.extraction.corrections import Correction
from karabakh.flows.ingest.document import Document
from karabakh.flows.places.gazetteer import FILES, GazetteerError

# The text is known by its checksum, wherever it stands; everything else of a document may reach its rows.
KNOWN_BY: Final = tuple(field.name for field in fields(Document) if field.name not in {"text", "shelved"})
_known = attrgetter(*KNOWN_BY)


def batch_key(documents: Iterable[Document], gazetteer: str, corrections: Mapping[str, Sequence[Correction]]) -> str:
    """Return the key of what a batch gives: ``gazetteer`` is a checksum, ``corrections`` are those of its documents."""
    digest = hashlib.sha256(f"batch\n{rules()}\n{gazetteer}\n".encode())
    for document in documents:
        digest.update(f"{_known(document)!r}\n".encode())
    digest.update(repr(sorted(corrections.items())).encode())
    return digest.hexdigest()


def gazetteer_checksum(folder: Path | None) -> str:
    """Return a checksum over the files of a gazetteer, or of the packaged one."""
    digest = hashlib.sha256()
    for name in FILES:
        source = files("karabakh.seeds") / name if folder is None else folder / name
        try:
            content = source.read_bytes()
        except OSError as error:
            raise GazetteerError(f"{name}: cannot be read ({error.strerror or error})") from error
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
