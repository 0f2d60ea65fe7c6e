"""One row of the grammar: a name, a pattern over classes, what it builds, and the examples that are its tests."""

from collections.abc import Callable
from typing import Any, NamedTuple

from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.pattern import compile_pattern
from karabakh.flows.dates.when import Date, Pair, Recurring, Vague, Value


class Found(NamedTuple):
    """A value for the items ``start`` to ``end`` (exclusive) of a window."""

    start: int
    end: int
    value: Value


class Hit:
    """A match of a rule's pattern, as its builder sees it: the values of the labelled tokens."""

    __slots__ = ("_at", "_values", "end", "start")

    def __init__(self, start: int, end: int, at: dict[str, int], values: list[Any]) -> None:
        self.start, self.end, self._at, self._values = start, end, at, values

    def __getitem__(self, label: str) -> Any:  # values of tokens are of as many types as there are classes
        """Return the value of the token with this label, or None where the label did not take part."""
        place = self._at.get(label)
        return None if place is None else self._values[place]

    def between(self, first: str, last: str, value: Value) -> Found:
        """Return a value for the tokens from one label to another."""
        return Found(self._at[first], self._at[last] + 1, value)

    def to_end(self, first: str, value: Value) -> Found:
        """Return a value for the tokens from a label to the end of the span."""
        return Found(self._at[first], self.end, value)

    def at(self, label: str) -> int:
        """Return the place of a labelled token in its window."""
        return self._at[label]

    def labels(self) -> tuple[str, ...]:
        """Return the labels that took part, in the order of the tokens."""
        return tuple(sorted(self._at, key=self._at.__getitem__))


class Nothing:
    """What a guard rule builds: these tokens are no date."""


NOTHING = Nothing()
Built = Value | list[Found] | Nothing | None
Builder = Callable[[Hit], Built]


class Example(NamedTuple):
    """A text, published on 2020-10-30, with the expression in brackets; the expression's TIMEX3 value and EDTF."""

    text: str
    timex: str | None
    edtf: str | None = None


class Rule:
    """A row of the grammar.

    ``build`` returns a value for the span, a list of values each with its own span, ``NOTHING`` where the words are no
    date, or None where the row does not apply after all. ``counter`` are texts in which the row must find nothing.
    """

    __slots__ = ("build", "compiled", "counter", "end", "examples", "labels", "name", "pattern", "regex", "start")

    def __init__(
        self, name: str, pattern: str, build: Builder, examples: tuple[Example, ...], counter: tuple[str, ...]
    ) -> None:
        self.name, self.pattern, self.build, self.examples, self.counter = name, pattern, build, examples, counter
        self.compiled = compile_pattern(pattern)
        self.regex = self.compiled.regex
        self.labels = tuple((label, group) for label, group in self.regex.groupindex.items() if label[0] != "_")
        # the groups whose beginning and end are those of the span; 0 is the whole match
        self.start, self.end = (self.regex.groupindex.get(name, 0) for name in ("_start", "_end"))


_LENGTH, _SET, _NOW, _PAIR = CODES["X_LENGTH"], CODES["X_SET"], CODES["X_NOW"], CODES["X_PAIR"]
_BY_UNIT = {
    unit: CODES[f"X_{unit.upper()}"]
    for unit in ("day", "month", "year", "season", "quarter", "decade", "century", "week")
} | {"half": CODES["X_QUARTER"]}
_THAT_YEAR, _THAT, _OFFSET, _WEEKDAY, _PART, _TIME = (
    CODES[name] for name in ("X_THAT_YEAR", "X_THAT", "X_OFFSET", "X_WEEKDAY", "X_PART", "X_TIME")
)


def found_class(value: Value) -> str:
    """Return the class character of a value, as the next level of the grammar sees it."""
    if isinstance(value, Date):
        return _date_class(value)
    if isinstance(value, Pair):
        return _PAIR
    if isinstance(value, Vague):
        return _NOW
    return _SET if isinstance(value, Recurring) else _LENGTH


def _date_class(value: Date) -> str:
    ref = value.ref
    if ref is not None and ref.sign:
        return _OFFSET
    if value.weekday is not None and value.day is None:
        return _WEEKDAY
    if value.unit == "time":
        return _TIME if value.time and value.time[1:2].isdigit() else _PART
    if ref is not None and value.month is None and value.part is None:
        return _THAT_YEAR if value.unit == "year" else _THAT
    return _BY_UNIT[value.unit]
