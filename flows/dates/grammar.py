"""The tokens of a run come in; the expressions found in it go out.

The rules stand in levels: each level sees the tokens and what the levels before it have found. At each place the
longest match wins, then the earlier row. Which rules match where depends on the classes alone, so it is remembered by
class string.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.rule import Found, Hit, Nothing, Rule, found_class
from karabakh.flows.dates.rules import LEVELS
from karabakh.flows.dates.tokens import Tokens
from karabakh.flows.dates.when import Pair, Side, Value

_SYMBOL = CODES["SYMBOL"]


class Candidate(NamedTuple):
    """A rule that matches somewhere: the rule, the span, how far the match goes, and the places of its labels."""

    rule: Rule
    start: int
    end: int
    at: dict[str, int]


class Expression(NamedTuple):
    """What was found: offsets into the text, the value, the rule's name, and its first and last token in the window."""

    start: int
    end: int
    value: Value
    rule: str
    first: int
    last: int


class Item:
    """A token, or what a level has made of several."""

    __slots__ = ("code", "first", "last", "rule", "value")

    def __init__(self, code: str, value: Any, first: int, last: int, rule: str = "") -> None:
        self.code, self.value, self.first, self.last, self.rule = code, value, first, last, rule


class _Index(dict[str, tuple[tuple[int, Rule], ...]]):
    """The rows of a level by the two classes at their beginning, in the order of the table."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self._rows: dict[str, list[tuple[int, Rule]]] = {}
        for row in enumerate(rules):
            for beginning in row[1].compiled.beginnings:
                self._rows.setdefault(beginning, []).append(row)

    def __missing__(self, classes: str) -> tuple[tuple[int, Rule], ...]:
        """Work out the rows for two classes, or for the last of a string, when they are first met."""
        longer = self._rows.get(classes, []) if classes[1:] else []
        rows = self[classes] = tuple(sorted(longer + self._rows.get(classes[0], []), key=itemgetter(0)))
        return rows


# classes that stand in most runs, whatever these are about
_EVERYDAY = """
    THE A OF IN ON AT TO FROM AND OR COMMA DOT LEFT RIGHT DAY UNITS YEAR YEAR_WORD
"""
_EVERYWHERE = frozenset(CODES[name] for name in _EVERYDAY.split())


def _needed(rules: Sequence[Rule]) -> frozenset[str]:
    """Return classes without all of which no row of a level matches: of each row those that are the rarest."""
    return frozenset(
        char
        for rule in rules
        for sets in rule.compiled.needs
        for char in min(sets, key=lambda s: (bool(s & _EVERYWHERE), len(s)))
    )


_INDEXES = tuple(_Index(level) for level in LEVELS)
_NEEDED = tuple(_needed(level) for level in LEVELS)


@lru_cache(maxsize=1 << 15)
def _candidates(level: int, classes: str) -> dict[int, list[Candidate]]:
    """Return for the places of a class string where a rule's span begins those rules, best first."""
    index = _INDEXES[level]
    table: dict[int, list[tuple[int, int, Candidate]]] = {}
    for place in range(len(classes)):
        for order, rule in index[classes[place : place + 2]]:
            match = rule.regex.match(classes, place)
            if match is not None:
                candidate = _candidate(rule, match)
                table.setdefault(candidate.start, []).append((-candidate.end, order, candidate))
    return {place: [found[2] for found in sorted(row, key=itemgetter(0, 1))] for place, row in table.items()}


def _candidate(rule: Rule, match: re.Match[str]) -> Candidate:
    spans = match.regs
    at = {label: spans[group][0] for label, group in rule.labels if spans[group][0] >= 0}
    return Candidate(rule, spans[rule.start][0], spans[rule.end][1], at)


def parse(tokens: Tokens) -> Iterator[Expression]:
    """Yield the expressions of a run, in order."""
    classes = "".join(tokens.classes)
    items: list[Item] = []
    for level, needed in enumerate(_NEEDED):
        if needed.isdisjoint(classes):
            continue
        table = _candidates(level, classes)
        if table:
            items = _reduce(table, items or _items_of(tokens))
            classes = "".join([item.code for item in items])
    for item in items:
        if item.rule:
            begin, finish = tokens.starts[item.first], tokens.ends[item.last]
            yield Expression(begin, finish, item.value, item.rule, item.first, item.last)


def _items_of(tokens: Tokens) -> list[Item]:
    columns = zip(tokens.classes, tokens.values, strict=True)
    return [Item(code, value, place, place) for place, (code, value) in enumerate(columns)]


def _reduce(table: dict[int, list[Candidate]], items: list[Item]) -> list[Item]:
    """Replace what the first candidates that apply have found, from left to right."""
    values = [item.value for item in items]
    out: list[Item] = []
    place = 0
    for begin in sorted(table):
        if begin < place:
            continue
        for candidate in table[begin]:
            built = candidate.rule.build(Hit(candidate.start, candidate.end, candidate.at, values))
            if built is not None:
                out.extend(items[place:begin])
                out.extend(_items(candidate, built, items))
                place = candidate.end
                break
    out.extend(items[place:])
    return out


def _items(candidate: Candidate, built: Any, items: list[Item]) -> list[Item]:
    """Return the items that replace those of the candidate's span."""
    if isinstance(built, Nothing):
        return [Item(_SYMBOL, None, i.first, i.last) for i in items[candidate.start : candidate.end]]
    found = built if isinstance(built, list) else [Found(candidate.start, candidate.end, built)]
    out: list[Item] = []
    place = candidate.start
    for one in found:
        out.extend(items[place : one.start])
        code = found_class(one.value)
        value = _in_tokens(one.value, items) if isinstance(one.value, Pair) else one.value
        out.append(Item(code, value, items[one.start].first, items[one.end - 1].last, candidate.rule.name))
        place = one.end
    out.extend(items[place : candidate.end])
    return out


def _in_tokens(pair: Pair, items: list[Item]) -> Pair:
    """Count the sides of a new pair in tokens; a night over two days keeps the sides of its days."""
    if pair.relation == "-":
        return pair
    left, right = pair.left, pair.right
    return Pair(
        Side(items[left.start].first, items[left.end - 1].last, left.value),
        Side(items[right.start].first, items[right.end - 1].last, right.value),
        pair.relation,
    )
