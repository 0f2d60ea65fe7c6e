"""Place mentions of a document in, its name usage out: who calls a place what, and how often."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from karabakh.flows.places import PlaceMention


def usage(mentions: Iterable[PlaceMention]) -> Iterator[dict[str, Any]]:
    """Yield the columns place_id, name, tradition and count of the table ``name_usage``, one row a name of a place.

    A name inside an event's name is not the writer's choice, and a mention without a place says nothing of it: both
    are left out. A misspelt name counts as the name it was read as.
    """
    counts = Counter(
        (mention.place_id, mention.name, mention.tradition)
        for mention in mentions
        if mention.place_id is not None and not mention.in_event_name
    )
    for (place_id, name, tradition), count in sorted(counts.items()):
        yield {"place_id": place_id, "name": name, "tradition": tradition, "count": count}
