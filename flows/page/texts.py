"""An edition and some of its statements in, the words of their sentences out as far as they are published."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from karabakh.flows.page.blocks import blocks
from karabakh.flows.publish.edition import Edition


def texts(edition: Edition, statements: Sequence[str]) -> dict[str, str]:
    """Return the text of statements by identifier, where the table of sentences has it."""
    found: dict[str, str] = {}
    if not statements:
        return found
    wanted = pa.array(statements, pa.string())
    for block in blocks(edition, "sentences", ["sentence_id", "text"]):
        if block["text"].null_count < block.num_rows:
            rows = block.filter(pc.and_(block["text"].is_valid(), pc.is_in(block["sentence_id"], value_set=wanted)))
            columns = rows.to_pydict()
            found.update(zip(columns["sentence_id"], columns["text"], strict=True))
    return found
