"""What the sentences of a text hold in; out where each lies by what it is about, near others that use words alike.

Words that stand in the same surroundings (troops, army; harvest, drought) are near each other in a space of 32
dimensions, learnt from the speeches of the UN General Debate Corpus (CC0) by tests/benchmarks/fit_order.py, which says
how. A sentence lies where its words lie on average, seen from the middle of its text.
"""

import base64
import csv
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from karabakh.flows.order.content import Contents

DIMENSIONS: Final = 32
_TABLE: Final = "senses.csv"


def senses(contents: Contents) -> npt.NDArray[np.float64]:
    """Return where each sentence of each text lies, at length 1; the products are cosines, 0 for what is unknown."""
    table, vectors = _space()
    sentence, stem = contents.stems
    rows = contents.vocabulary.rows(table)[stem]
    sentence, rows = sentence[rows >= 0], rows[rows >= 0]
    places = np.zeros((contents.texts * contents.size, DIMENSIONS))
    if len(rows):
        first = np.flatnonzero(np.append(True, np.diff(sentence) > 0))
        # these are whole numbers, and so are their sums
        places[sentence[first]] = np.add.reduceat(vectors[rows], first)
    places = contents.of_texts(_unit(places))
    return _unit(places - places.mean(1, keepdims=True))


def _unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    length = np.sqrt((vectors * vectors).sum(-1, keepdims=True))
    unit: npt.NDArray[np.float64] = vectors / np.maximum(length, 1e-9)
    return unit


@cache
def _space() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """The row of each stem, and the vectors: the longer, the rarer the stem, a signed byte a dimension."""
    with (resources.files(__package__) / _TABLE).open(encoding="utf-8") as lines:
        table = list(csv.DictReader(lines))
    signed = np.frombuffer(b"".join(base64.b64decode(row["vector"]) for row in table), np.int8)
    return {row["stem"]: at for at, row in enumerate(table)}, signed.reshape(-1, DIMENSIONS).astype(np.float32)
