"""An edition and the name of a table in, some of its columns out, many rows at a time; nothing where it has no such."""

from collections.abc import Iterator, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.publish.edition import Edition

BLOCK_ROWS: Final = 1 << 17


def blocks(edition: Edition, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Yield columns of a table in the order of its rows, each block in one piece; none is empty.

    How many rows are in one is a matter of speed and memory alone: small pieces are put together, and large ones cut.
    """
    if name not in edition.content:
        return
    held: list[pa.RecordBatch] = []
    for piece in edition.pieces(name):
        for first in range(0, piece.num_rows, BLOCK_ROWS):
            held.append(piece.slice(first, BLOCK_ROWS).select(columns))
            if sum(part.num_rows for part in held) >= BLOCK_ROWS:
                yield _whole(held)
                held = []
    if held:
        yield _whole(held)


def _whole(parts: Sequence[pa.RecordBatch]) -> pa.Table:
    table = pa.Table.from_batches(parts)
    return table.combine_chunks() if len(parts) > 1 else table


def whole_documents(rows: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield the same rows so that those of a document, which follow one another, come all at once."""
    held: list[pa.Table] = []
    for block in rows:
        first = pc.index(block["document_id"], block["document_id"][-1]).as_py()
        if held and held[-1]["document_id"][-1] != block["document_id"][0]:
            yield pa.concat_tables(held).combine_chunks()
            held = []
        if first:
            yield pa.concat_tables([*held, block.slice(0, first)]).combine_chunks()
            held = []
        held.append(block.slice(first))
    if held:
        yield pa.concat_tables(held).combine_chunks()
