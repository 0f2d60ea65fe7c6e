"""A text in, all that is found in it with what it means, in the words of the gazetteer, out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from karabakh.flows.clean import header_of
from karabakh.flows.dates import DateMention
from karabakh.flows.extraction.find import Found, find
from karabakh.flows.figures import Figure
from karabakh.flows.places import Gazetteer, PlaceMention
from karabakh.flows.statements import state
from karabakh.flows.text.span import Span

Mention = PlaceMention | DateMention | Figure


@dataclass(frozen=True)
class Explanation:
    """A text, the day it was published as far as that is known, and what is found in it."""

    text: str
    published: date | None
    found: Found
    gazetteer: Gazetteer

    @cached_property
    def statements(self) -> Mapping[Span, dict[str, Any]]:
        """The statement that each sentence with a mention makes."""
        found = self.found
        rows = state(self.text, found.sentences, found.places, found.dates, found.figures, self.gazetteer.types)
        return {Span(*sentence): columns for sentence, columns in rows}

    @cached_property
    def _mentions(self) -> list[tuple[str, Mention]]:
        every: list[tuple[str, Mention]] = [
            *(("place", mention) for mention in self.found.places),
            *(("date", mention) for mention in self.found.dates),
            *(("figure", mention) for mention in self.found.figures),
        ]
        return sorted(every, key=lambda one: one[1].start)

    def sentences(self) -> Iterator[tuple[Span, list[tuple[str, Mention]]]]:
        """Yield the sentences, each with its mentions in their order: `place`, `date` or `figure`, and the mention."""
        waiting = iter([*self._mentions, None])
        current = next(waiting)
        for sentence in self.found.sentences:
            own: list[tuple[str, Mention]] = []
            while current and current[1].start < sentence.end:
                if current[1].start >= sentence.start:
                    own.append(current)
                current = next(waiting)
            yield sentence, own

    def head(self) -> str:
        """Return how long the text is, whether its sentences stand in order, and when it was published."""
        order = "out of order" if self.found.shuffled else "in order"
        dated = f"published {self.published}" if self.published else "no date of publication"
        count = len(self.found.sentences)
        sentences = "1 sentence" if count == 1 else f"{count:,} sentences"
        return f"{len(self.text):,} characters, {sentences} {order}, {dated}"


def explanation(text: str, gazetteer: Gazetteer, published: date | None = None) -> Explanation:
    """Return what is found in ``text``; ``published`` goes before what a header in the text says."""
    header = header_of(text)
    published = published or (header.published if header else None)
    return Explanation(text, published, find(text, gazetteer, published=published), gazetteer)


def flat(text: str) -> str:
    """Return a text with a space for all white space between words, of whatever kind it is."""
    return " ".join(text.split())


def values(columns: Mapping[str, Any], skip: Sequence[str] = ()) -> str:
    """Return the columns that hold something, with what they hold."""
    shown = ((name, value) for name, value in columns.items() if name not in skip and value not in (None, []))
    return ", ".join(f"{name} {' '.join(value) if isinstance(value, list) else value}" for name, value in shown)
