"""The tokens of a window come in; the expressions found in it go out.

The rules stand in levels: each level sees the tokens and what the levels before it have found. At each place the
longest match wins, then the earlier row. Which rules match where depends on the classes alone, so it is remembered by
class string.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
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


def _index(rules: Sequence[Rule]) -> dict[str, tuple[tuple[int, Rule], ...]]:
    rows = tuple(enumerate(rules))
    return {char: tuple(row for row in rows if char in row[1].first) for rule in rules for char in rule.first}


_INDEXES = tuple(_index(level) for level in LEVELS)


@lru_cache(maxsize=1 << 15)
def _candidates(level: int, classes: str) -> tuple[tuple[Candidate, ...], ...]:
    """Return for each place of a class string the rules whose span begins there, best first."""
    index = _INDEXES[level]
    table: list[list[tuple[int, int, Candidate]]] = [[] for _ in classes]
    for place, char in enumerate(classes):
        for order, rule in index.get(char, ()):
            match = rule.regex.match(classes, place)
            if match is not None:
                candidate = _candidate(rule, match)
                table[candidate.start].append((-candidate.end, order, candidate))
    return tuple(tuple(found[2] for found in sorted(row, key=lambda f: f[:2])) for row in table)


def _candidate(rule: Rule, match: re.Match[str]) -> Candidate:
    at = {label: match.start(label) for label, char in match.groupdict().items() if char is not None}
    start, end = at.pop("_start", match.start()), at.pop("_end", match.end())
    return Candidate(rule, start, end, at)


# a longer class string is parsed piece by piece, so that memory stays bounded; nothing sensible is that long
_PIECE = 200


def parse(tokens: Tokens) -> Iterator[Expression]:
    """Yield the expressions of a window, in order."""
    for start in range(0, len(tokens.classes), _PIECE):
        stop = min(start + _PIECE, len(tokens.classes))
        items = [Item(tokens.classes[n], tokens.values[n], n, n) for n in range(start, stop)]
        for level in range(len(LEVELS)):
            items = _reduce(level, items)
        for item in items:
            if item.rule:
                begin, finish = tokens.starts[item.first], tokens.ends[item.last]
                yield Expression(begin, finish, item.value, item.rule, item.first, item.last)


def _reduce(level: int, items: list[Item]) -> list[Item]:
    table = _candidates(level, "".join([item.code for item in items]))
    if not any(table):
        return items
    values = [item.value for item in items]
    out: list[Item] = []
    place = 0
    while place < len(items):
        for candidate in table[place]:
            built = candidate.rule.build(Hit(candidate.start, candidate.end, candidate.at, values))
            if built is not None:
                made = _items(candidate, built, items)
                out.extend(items[place : candidate.start])
                out.extend(made)
                place = candidate.end
                break
        else:
            out.append(items[place])
            place += 1
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
