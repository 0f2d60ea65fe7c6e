"""A name and the words around it in; what these words say of it, remembered, out.

The rules about a name ask for the words around it one by one. What they asked for is kept as a tree: a node says which
word is asked for next, below it stands what that word was, and at the leaves the answer. So a name among words of a
kind met before costs a few look-ups. What the words before a name say and what those after it say are two trees: else
each of the ones had to be met with each of the others.
"""

from collections.abc import Callable
from typing import Any, Self

from karabakh.flows.places.around import END, NARROW, POSSESSIVE, Around, Side, Word, word_of
from karabakh.flows.places.contexts import SETTLEMENTS, classes, words
from karabakh.flows.places.cues import Cue, cues_before, joined_after, together
from karabakh.flows.places.hit import Answer, Hit
from karabakh.flows.places.index import Entry
from karabakh.flows.places.nonplaces import (
    WIDE,
    event_after,
    event_before,
    no_place_after,
    no_place_before,
    why_not,
)
from karabakh.flows.places.persons import STATES
from karabakh.flows.places.shapes import AFTER, AFTER_ACRONYM, BEFORE, Shapes

MEMORY = 1 << 18  # nodes kept; then all is forgotten
_FAR, _COUNT = NARROW
_POSSESSIVE_SIGNS = frozenset("'’ʼ‘s")
_ASKED_OF_NAMES = frozenset({"acronym_attribute", "forename", "given_name", "guarded", "language", "see", "surname"})
UNKNOWN = -1
Rule = Callable[[Hit, str, Around], Any]


def _after(hit: Hit, surface: str, seen: Around) -> Any:
    return no_place_after(hit, surface, seen), joined_after(seen), event_after(seen)


def _before(hit: Hit, surface: str, seen: Around) -> Any:
    return no_place_before(hit, surface, seen), cues_before(seen), event_before(seen)


RULES: tuple[Rule, ...] = (_after, _before)
Values = tuple[int, ...]  # the number of what each rule says


Behaviour = tuple[frozenset[str], bool, bool, bool, bool]


def behaviour(surface: str, entry: Entry) -> Behaviour:
    """Return what rules see of a name: those of one behaviour are the same to them."""
    types = {row.place.type for row in entry.rows}
    classes_of = classes().get(surface.lower(), frozenset()) & _ASKED_OF_NAMES
    return classes_of, not types.isdisjoint(SETTLEMENTS), not types.isdisjoint(STATES), not types.isdisjoint(WIDE), (
        types != {"continent"}
    )  # fmt: skip


class _Node:
    __slots__ = ("ask", "then", "value")

    def __init__(self) -> None:
        self.ask: int = 0  # the number of a word after the name, or -1 - that of one before
        self.value: int = UNKNOWN  # the number of what the rule says
        self.then: dict[str, _Node] = {}


class _Root:
    """Where to begin with a name, a node for each rule; ``shapes``: as what rules see the words after it."""

    __slots__ = ("nodes", "shapes")

    def __init__(self, shapes: Shapes) -> None:
        self.nodes, self.shapes = tuple(_Node() for _ in RULES), shapes


class Nearby:
    """The words around a hit as rules see them, laid out as far as they are asked for.

    ``after`` and ``before``: how many stretches without spaces were looked at on each side.
    """

    def __init__(self, hit: Hit) -> None:
        start, end = hit.start, hit.end
        self.hit, self.after, self.before = hit, 0, 0
        self._low, self._high = max(hit.sentence[0], start - _FAR), min(hit.sentence[1], end + _FAR)
        signs = hit.text[end : end + 1] in _POSSESSIVE_SIGNS
        own = POSSESSIVE.match(hit.text, end, self._high) if signs else None
        self.possessive = own is not None
        self._to, self._back = own.end() if own else end, start
        self._words_after: tuple[str, ...] = ()
        self._words_before: tuple[str, ...] = ()  # in the order of the text

    def word(self, ask: int, shapes: Shapes) -> str:
        """Return the word of that number after the hit, or of number -1 - ``ask`` before it, empty if there is none."""
        if ask >= 0:
            while len(self._words_after) <= ask and (self._to < self._high or not self.after):
                self._to, more = _next(self.hit.text, self._to, self._high, shapes)
                self._words_after += more
                self.after += 1
            return self._words_after[ask] if ask < len(self._words_after) and ask < _COUNT else ""
        while len(self._words_before) < -ask and (self._back > self._low or not self.before):
            self._back, more = _last(self.hit.text, self._low, self._back)
            self._words_before = more + self._words_before
            self.before += 1
        return self._words_before[ask] if -ask <= len(self._words_before) and -ask <= _COUNT else ""


class Answers:
    """The answers of one gazetteer's names."""

    def __init__(self) -> None:
        self._answers: dict[tuple[tuple[Cue, ...], str | None, str | None], Answer] = {}
        self._by_values: dict[Values, Answer] = {}
        self._values: list[dict[Any, int]] = [{} for _ in RULES]
        self._said: list[list[Any]] = [[] for _ in RULES]  # what the rules say, by number
        self.numbered: list[Answer] = []  # all answers by their number
        self._forget()

    def _forget(self) -> None:
        self._roots: tuple[dict[tuple[str, str], _Root], dict[tuple[str, str], _Root]] = {}, {}
        self._by_behaviour: dict[Any, _Root] = {}
        self._nodes = 0

    def of(self, hit: Hit) -> Answer:
        """Return what the words around a hit say of it."""
        nearby = Nearby(hit)
        return self.together(tuple(self.value(nearby, rule) for rule in range(len(RULES))))

    def value(self, nearby: Nearby, rule: int) -> int:
        """Return the number of what a rule says of a hit."""
        hit = nearby.hit
        root = self._roots[nearby.possessive].get((hit.surface, hit.spelt)) or self._root(hit, nearby.possessive)
        node = root.nodes[rule]
        while node.value == UNKNOWN:
            follows = node.then.get(nearby.word(node.ask, root.shapes))
            if follows is None:
                return self._learn(nearby, rule, root)
            node = follows
        return node.value

    def together(self, values: Values) -> Answer:
        """Return the answer that what all rules say makes, one object, so that what follows is worked out once."""
        answer = self._by_values.get(values)
        if answer is None:
            after, before = (says[value] for says, value in zip(self._said, values, strict=True))
            own, event = together(after[1], before[1]), after[2] or before[2]
            reason = why_not(after[0], before[0], event)
            key = own, reason, event
            answer = self._answers.get(key)
            if answer is None:
                answer = self._answers[key] = Answer(own, reason, event, len(self.numbered))
                self.numbered.append(answer)
            self._by_values[values] = answer
        return answer

    def _root(self, hit: Hit, possessive: bool) -> _Root:
        """Return where to begin: names that rules cannot tell apart begin at the same node."""
        shapes = AFTER_ACRONYM if hit.surface.lower() in words("acronym_attribute") else AFTER
        key = possessive, behaviour(hit.surface, hit.entry)
        root = self._by_behaviour.setdefault(key, _Root(shapes))
        self._roots[possessive][hit.surface, hit.spelt] = root
        self._nodes += 1
        return root

    def _learn(self, nearby: Nearby, rule: int, root: _Root) -> int:
        """Ask a rule, and remember what it asked for."""
        asked: dict[int, str] = {}
        before, after = (_Asked(nearby, root.shapes, asked, after=after) for after in (False, True))
        says = RULES[rule](nearby.hit, nearby.hit.surface, Around(before, after, nearby.possessive))
        value = self._values[rule].setdefault(says, len(self._said[rule]))
        if value == len(self._said[rule]):
            self._said[rule].append(says)
        if self._nodes > MEMORY:
            self._forget()
            return value
        node = root.nodes[rule]
        for node.ask, what in asked.items():
            node = node.then.setdefault(what, _Node())
            self._nodes += 1
        node.value = value
        return value


class _Asked(Side):
    """A side, as rules see its words, that writes down which of them it was asked for."""

    nearby: Nearby
    shapes: Shapes
    asked: dict[int, str]
    after: bool

    def __new__(cls, nearby: Nearby, shapes: Shapes, asked: dict[int, str], *, after: bool) -> Self:
        """Lay out no word yet."""
        self = super().__new__(cls)
        self.nearby, self.shapes, self.asked, self.after = nearby, shapes, asked, after
        return self

    def __getitem__(self, number: int) -> Word:  # type: ignore[override]
        """Return the word of that number, and remember that it was asked for."""
        ask = number if self.after else -1 - number
        text = self.nearby.word(ask, self.shapes)
        self.asked.setdefault(ask, text)
        return word_of(text) if text else END


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
