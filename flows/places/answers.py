"""A name and the words around it in; what these words say of it, remembered, out.

The rules about a name (``no_place``, ``beside``, ``in_event``) ask for the words around it one by one. What they asked
for is kept as a tree: a node says which word is asked for next, below it stands what that word was, and at the leaves
the answer. So a name among words of a kind met before costs a few look-ups.
"""

from collections.abc import Sequence
from typing import Any, Self

from karabakh.flows.places.around import NARROW, POSSESSIVE, Around, Side, Word, word_of
from karabakh.flows.places.contexts import classes, words
from karabakh.flows.places.cues import Cue, beside
from karabakh.flows.places.hit import Answer, Hit
from karabakh.flows.places.nonplaces import in_event, no_place
from karabakh.flows.places.shapes import AFTER, AFTER_ACRONYM, BEFORE, Shapes

MEMORY = 1 << 18  # nodes kept; then all is forgotten
_FAR, _COUNT = NARROW
_POSSESSIVE_SIGNS = frozenset("'’ʼ‘s")


class _Node:
    __slots__ = ("answer", "ask", "then")

    def __init__(self) -> None:
        self.ask: int = 0  # the number of a word after the name, or -1 - that of one before
        self.answer: Answer | None = None
        self.then: dict[str, _Node] = {}


class _Root(_Node):
    """Where to begin with a name; ``shapes``: as what rules see the words after it."""

    __slots__ = ("shapes",)

    def __init__(self, shapes: Shapes) -> None:
        super().__init__()
        self.shapes = shapes


class Answers:
    """The answers of one gazetteer's names."""

    def __init__(self) -> None:
        self._roots: tuple[dict[tuple[str, str], _Root], dict[tuple[str, str], _Root]] = {}, {}
        self._by_behaviour: dict[Any, _Root] = {}
        self._answers: dict[tuple[tuple[Cue, ...], str | None, str | None], Answer] = {}
        self._nodes = 0
        self.numbered: list[Answer | None] = [None]  # all answers by their number, from 1

    def of(self, hit: Hit) -> Answer:
        """Return what the words around a hit say of it."""
        return self.seen(hit)[0]

    def seen(self, hit: Hit) -> tuple[Answer, int, int]:
        """Return also how many stretches without spaces after and before the hit that depends on, 0 if not known."""
        text, sentence, start, end = hit.text, hit.sentence, hit.start, hit.end
        low, high = max(sentence[0], start - _FAR), min(sentence[1], end + _FAR)
        own = POSSESSIVE.match(text, end, high) if text[end : end + 1] in _POSSESSIVE_SIGNS else None
        root = self._roots[own is not None].get((hit.surface, hit.spelt)) or self._root(hit, own is not None)
        if own:
            end = own.end()
        shapes = root.shapes
        to, after = _next(text, end, high, shapes)
        back, before = _last(text, low, start)
        stretches_after = stretches_before = 1
        node: _Node = root
        while node.answer is None:
            ask = node.ask
            if ask >= 0:
                while len(after) <= ask and to < high:
                    to, more = _next(text, to, high, shapes)
                    after += more
                    stretches_after += 1
                seen = after[ask] if ask < len(after) and ask < _COUNT else ""
            else:
                while len(before) < -ask and back > low:
                    back, more = _last(text, low, back)
                    before = more + before
                    stretches_before += 1
                seen = before[ask] if -ask <= len(before) and -ask <= _COUNT else ""
            follows = node.then.get(seen)
            if follows is None:
                shown = _words(text[low:start], BEFORE)[::-1], _words(text[end:high], shapes)
                return self._learn(hit, root, *shown, possessive=own is not None), 0, 0
            node = follows
        return node.answer, stretches_after, stretches_before

    def _root(self, hit: Hit, possessive: bool) -> _Root:
        """Return where to begin: names that rules cannot tell apart begin at the same node."""
        kinds = frozenset(row.place.type for row in hit.entry.rows)
        behaviour = possessive, hit.surface.isupper(), classes().get(hit.surface.lower()), kinds
        shapes = AFTER_ACRONYM if hit.surface.lower() in words("acronym_attribute") else AFTER
        root = self._by_behaviour.setdefault(behaviour, _Root(shapes))
        self._roots[possessive][hit.surface, hit.spelt] = root
        self._nodes += 1
        return root

    def _learn(self, hit: Hit, root: _Root, before: Sequence[str], after: Sequence[str], *, possessive: bool) -> Answer:
        """Ask the rules, and remember what they asked for."""
        asked: dict[int, str] = {}
        seen = Around(_Asked(before, asked, after=False), _Asked(after, asked, after=True), possessive)
        answer = self._answer(tuple(beside(seen)), no_place(hit, hit.surface, seen), in_event(seen))
        if self._nodes > MEMORY:
            self._roots = {}, {}
            self._by_behaviour.clear()
            self._nodes = 0
            return answer
        node: _Node = root
        for node.ask, what in asked.items():
            node = node.then.setdefault(what, _Node())
            self._nodes += 1
        node.answer = answer
        return answer

    def _answer(self, own: tuple[Cue, ...], no_place: str | None, event: str | None) -> Answer:
        """Return the one object for an answer, so that what follows from it is worked out once."""
        answer = self._answers.get((own, no_place, event))
        if answer is None:
            answer = self._answers[own, no_place, event] = Answer(own, no_place, event, len(self.numbered))
            self.numbered.append(answer)
        return answer


class _Asked(Side):
    """A side, as rules see its words, that writes down which of them it was asked for."""

    asked: dict[int, str]
    after: bool

    def __new__(cls, shown: Sequence[str], asked: dict[int, str], *, after: bool) -> Self:
        """Lay out the nearest words."""
        self = super().__new__(cls, map(word_of, shown[:_COUNT]))
        self.asked, self.after = asked, after
        return self

    def __getitem__(self, number: int) -> Word:  # type: ignore[override]
        """Return the word of that number, and remember that it was asked for."""
        word = super().__getitem__(number)
        self.asked.setdefault(number if self.after else -1 - number, word.text)
        return word


def _next(text: str, start: int, high: int, shapes: Shapes) -> tuple[int, tuple[str, ...]]:
    """Return the words of the next stretch without spaces, and where to look on after it."""
    end = text.find(" ", start, high)
    if end == start:
        start += 1
        end = text.find(" ", start, high)
    if end < 0:
        end = high
    stretch = text[start:end]
    return end + 1, shapes.known.get(stretch) or shapes.of(stretch)


def _last(text: str, low: int, end: int) -> tuple[int, tuple[str, ...]]:
    """Return the words of the last stretch without spaces before ``end``, and where to look on before it."""
    start = text.rfind(" ", low, end) + 1
    if start == end > low:
        end -= 1
        start = text.rfind(" ", low, end) + 1
    stretch = text[start or low : end]
    return start - 1, BEFORE.known.get(stretch) or BEFORE.of(stretch)


def _words(stretch: str, shapes: Shapes) -> list[str]:
    return [word for part in stretch.split(" ") for word in shapes.of(part)]
