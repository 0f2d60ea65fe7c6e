"""A stretch of a text that has a name's form, and what is worked out about it, step by step."""

from typing import Any, NamedTuple

from karabakh.flows.places.around import Around, around
from karabakh.flows.places.cues import Cue
from karabakh.flows.places.index import Entry
from karabakh.flows.places.resolve import Reading
from karabakh.flows.text.span import Span


class Answer:
    """What the words beside a name say: cues of what kind of place it is, why it is none, the event it is in.

    ``memory``: what follows from the answer, by name. ``number``: of the answer among those of one gazetteer.
    """

    __slots__ = ("event", "memory", "no_place", "number", "own")

    def __init__(self, own: tuple[Cue, ...], no_place: str | None, event: str | None, number: int) -> None:
        self.own, self.no_place, self.event, self.number = own, no_place, event, number
        self.memory: dict[Any, Any] = {}


UNASKED = Answer((), None, None, -1)


class Known(NamedTuple):
    """What follows from a name and its answer alone: its reading, whether it is doubtful, its mention's columns."""

    reading: Reading | None
    doubtful: bool
    mention: tuple[Any, ...] | None


class Hit:
    """A name in ``text``, which is without what marks cover; ``spelt``: how, where not by folding.

    ``answer`` is what the words beside it say, ``listed`` what those of its list do; ``no_place`` says why it names
    none here, ``event`` the event that it stands in the name of. ``doubtful``: such names need more to be places.
    """

    answer: Answer = UNASKED
    listed: Cue | None = None
    in_list: bool = False
    no_place: str | None = None
    event: str | None = None
    reading: Reading | None = None
    doubtful: bool = True
    known: Known | None = None

    def __init__(self, text: str, start: int, end: int, sentence: Span, entry: Entry, spelt: str = "") -> None:
        self.text, self.start, self.end, self.sentence, self.entry = text, start, end, sentence, entry
        self.spelt, self.surface = spelt, text[start:end]

    @property
    def own(self) -> tuple[Cue, ...]:
        """The cues of the words beside it."""
        return self.answer.own

    @property
    def around(self) -> Around:
        """The words around it."""
        return around(self.text, self)
