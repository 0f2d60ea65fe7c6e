"""A harvest in, one parcel of bytes out, and back: what is kept of a batch, and what a cluster's machines send.

A parcel holds the rows of a batch as they are published and nothing else, so no more of a text than is published.
"""

import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa

from karabakh.flows.batches.harvest import Harvest
from karabakh.flows.publish.order import Key
from karabakh.flows.publish.runs import Known

_REJECTED = "rejected"


def pack(harvest: Harvest) -> bytes:
    """Return a harvest as bytes: a line that says what follows, the rejected rows, and each file as it is."""
    parts = [(_REJECTED, _stream(harvest.rejected))]
    parts += [(path.name, path.read_bytes()) for path in sorted(harvest.folder.iterdir())]
    about = {
        "extracted": dict(harvest.extracted),
        "known": harvest.known,
        "parts": [[name, len(content)] for name, content in parts],
    }
    return b"".join([json.dumps(about).encode(), b"\n", *(content for _, content in parts)])


def unpack(parcel: bytes, folder: Path) -> Harvest:
    """Put what `pack` packed into ``folder``, which is made, and return the harvest.

    Raises ValueError for bytes that are no parcel.
    """
    line = parcel.index(b"\n") + 1
    about = json.loads(parcel[:line])
    folder.mkdir(parents=True, exist_ok=True)
    view = memoryview(parcel)
    bounds = pairwise(accumulate((size for _, size in about["parts"]), initial=line))
    parts = {name: view[start:end] for (name, _), (start, end) in zip(about["parts"], bounds, strict=True)}
    rejected = pa.ipc.open_stream(parts.pop(_REJECTED)).read_all()
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    return Harvest(folder, about["extracted"], rejected, {name: _known(*each) for name, each in about["known"].items()})


def _known(rows: int, first: list[Any] | None, last: list[Any] | None, sha256: str) -> Known:
    """Return what is known of a file's rows, whose keys JSON has as lists."""
    return Known(rows, _key(first), _key(last), sha256)


def _key(parts: list[Any] | None) -> Key | None:
    return None if parts is None else tuple((is_there, value) for is_there, value in parts)


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())
