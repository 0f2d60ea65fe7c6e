"""Place mentions of documents in, their name usage out: who calls a place what, and how often."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from karabakh.flows.places import PlaceMention
from karabakh.flows.statements import is_meant
from karabakh.flows.text.stretches import Numbers


class Usage(NamedTuple):
    """Rows of the table ``name_usage`` as columns, in order: the number of a text, what it calls a place, how often."""

    text: Numbers
    place_id: list[str]
    name: list[str]
    tradition: list[str]
    times: Numbers


def usage(mentions: Sequence[PlaceMention], texts: Numbers) -> Usage:
    """Return how often each text uses each name of a place; ``texts`` says in which each mention stands.

    A name inside an event's name is not the writer's choice, and a mention without a place says nothing of it: both
    are left out. A misspelt name counts as the name it was read as.
    """
    meant = np.fromiter(map(is_meant, mentions), bool, len(mentions))
    names = [(one.place_id, one.name, one.tradition) for one in mentions if is_meant(one)]
    known = sorted(set(names))
    ranks = {name: rank for rank, name in enumerate(known)}
    which = np.fromiter(map(ranks.__getitem__, names), np.int64, len(names))
    used, counts = np.unique(texts[meant] * max(len(known), 1) + which, return_counts=True)
    text, rank = np.divmod(used, max(len(known), 1))
    places, forms, traditions = ([known[at][part] for at in rank.tolist()] for part in range(3))
    return Usage(text, places, forms, traditions, counts)
