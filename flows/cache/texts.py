"""Portions of texts in, their documents out: from the cache, or from whoever reads texts.

What is kept of a text are its columns of the table of documents, the sketch by which repeats are told, and notes.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, Final

from karabakh.flows.batches.processes import Processes
from karabakh.flows.cache.key import KNOWN_BY
from karabakh.flows.cache.rules import rules
from karabakh.flows.cache.store import Cache
from karabakh.flows.ingest.account import Account
from karabakh.flows.ingest.document import Document
from karabakh.flows.ingest.portion import Documented, Portion
from karabakh.flows.ingest.provenance import Found
from karabakh.flows.ingest.reading import Spread
from karabakh.flows.ingest.repeats import Signed
from karabakh.flows.text.span import Span

# A text is known by its checksum wherever it stands, on the shelf and in its corpus.
_FOUND: Final = attrgetter(
    *(field.name for field in fields(Found) if field.name not in {"text", "row", "shelved", "data"}),
    "shelved.sha256",
)
_DOCUMENT: Final = attrgetter(*KNOWN_BY)


def spread(readers: Processes, cache: Cache | None) -> Spread | None:
    """Return how portions are read: those that the cache has not, by ``readers``; None: one after the other, here."""
    if cache is None:
        return readers.spread if readers.count > 1 else None
    return partial(_spread, readers, cache)


def _spread(
    readers: Processes, cache: Cache, work: Callable[[Portion], Documented], portions: Iterable[Portion]
) -> Iterator[Documented]:
    """Yield the documents of each portion, in their order."""
    passed: deque[tuple[Portion, Documented | None]] = deque()

    def unknown() -> Iterator[Portion]:
        for portion in portions:
            known = _recalled(cache, portion)
            passed.append((portion, known))
            if known is None:
                yield portion

    for read in readers.spread(work, unknown()):
        portion, known = passed.popleft()
        while known is not None:
            yield known
            portion, known = passed.popleft()
        if not any(kind.startswith("invalid") for kind in read.account.kinds):  # they name rows, which may move
            cache.put(_key(portion), _packed(read))
        yield read
    yield from (known for _, known in passed if known is not None)


def _key(portion: Portion) -> str:
    digest = hashlib.sha256(f"texts\n{rules()}\n".encode())
    for found in portion.found:
        digest.update(f"{_FOUND(found)!r}\n".encode())
        digest.update(f"{portion.sources.get(found.document_id)!r}\n".encode())
    return digest.hexdigest()


def _recalled(cache: Cache, portion: Portion) -> Documented | None:
    kept = cache.get(_key(portion))
    if kept is not None:
        with suppress(ValueError, KeyError, TypeError):  # another release's form, or somebody's own
            return _unpacked(kept, portion)
    return None


def _packed(read: Documented) -> bytes:
    documents = [[*_DOCUMENT(one), _text(signature)] for one, _, signature in read.documents]
    told = {"documents": documents, "account": read.account.told()}
    return json.dumps(told, default=date.isoformat, ensure_ascii=False).encode()


def _unpacked(kept: bytes, portion: Portion) -> Documented:
    told = json.loads(kept)
    documents = [
        Signed(_document(cells, found), found.row, b64decode(signature) if signature is not None else None)
        for (*cells, signature), found in zip(told["documents"], portion.found, strict=True)
    ]
    return Documented(documents, Account.of(told["account"]))


def _text(signature: bytes | None) -> str | None:
    return None if signature is None else b64encode(signature).decode("ascii")


def _document(cells: list[Any], found: Found) -> Document:
    known = dict(zip(KNOWN_BY, cells, strict=True))
    published, dateline = known.pop("published"), known.pop("dateline")
    return Document(
        **known,
        text="",
        published=date.fromisoformat(published) if published else None,
        dateline=Span(*dateline) if dateline else None,
        shelved=found.shelved,
    )
