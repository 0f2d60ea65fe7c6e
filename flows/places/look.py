"""A hit in a text in, all that the words around it say about it out."""

from dataclasses import dataclass

from karabakh.flows.places.around import Around, around
from karabakh.flows.places.cues import Cue, beside
from karabakh.flows.places.match import Hit
from karabakh.flows.places.nonplaces import no_place
from karabakh.flows.places.resolve import Reading


@dataclass(slots=True)
class Found:
    """A hit with what is worked out about it, step by step."""

    hit: Hit
    surface: str
    around: Around
    own: list[Cue]
    no_place: str | None
    listed: Cue | None = None
    in_list: bool = False
    event: str | None = None
    reading: Reading | None = None


def look(text: str, hit: Hit) -> Found:
    """Return the hit with the words around it read."""
    surface, words_around = text[hit.start : hit.end], around(text, hit)
    return Found(hit, surface, words_around, beside(words_around), no_place(hit, surface, words_around))
