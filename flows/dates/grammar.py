"""The tokens of a run come in; the expressions found in it go out.

The rules stand in levels: each level sees the tokens and what the levels before it have found. At each place the
longest match wins, then the earlier row. Which rules match where depends on the classes alone, so it is remembered by
class string.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.rule import Found, Hit, Nothing, Rule, found_class
from karabakh.flows.dates.rules import LEVELS
from karabakh.flows.dates.tokens import Tokens
from karabakh.flows.dates.when import Date, Pair, Side, Value

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


# a token, or what a level has made of several: class, value, first and last token, and the rule that made it, if any
Item = tuple[str, Any, int, int, str]


# a row of a level: its place there, the rule, and the match of its pattern at a place of a class string
_Row = tuple[int, Rule, Callable[[str, int], re.Match[str] | None]]


class _Index(dict[str, tuple[_Row, ...]]):
    """The rows of a level by the two classes at their beginning, in the order of the table."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self._rows: dict[str, list[_Row]] = {}
        for order, rule in enumerate(rules):
            for beginning in rule.compiled.beginnings:
                self._rows.setdefault(beginning, []).append((order, rule, rule.regex.match))

    def __missing__(self, classes: str) -> tuple[_Row, ...]:
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


# the places of a class string where a rule's span begins, in order, each with the rules, best first
_Table = tuple[tuple[int, list[Candidate]], ...]
# of what is found from left to right, the longest is first, then the earlier row
_RANK = itemgetter(0, 1, 2)


@lru_cache(maxsize=1 << 15)
def _candidates(level: int, classes: str) -> _Table:
    index = _INDEXES[level]
    found: list[tuple[int, int, int, Candidate]] = []
    for place in range(len(classes)):
        for order, rule, matches in index[classes[place : place + 2]]:
            match = matches(classes, place)
            if match is not None:
                candidate = _candidate(rule, match)
                found.append((candidate.start, -candidate.end, order, candidate))
    if len(found) > 1:
        found.sort(key=_RANK)
    table: dict[int, list[Candidate]] = {}
    for start, _, _, candidate in found:
        table.setdefault(start, []).append(candidate)
    return tuple(table.items())


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
            classes = "".join([item[0] for item in items])
    for _, value, first, last, rule in items:
        if rule:
            yield Expression(tokens.starts[first], tokens.ends[last], value, rule, first, last)


def _items_of(tokens: Tokens) -> list[Item]:
    places = range(len(tokens.classes))
    return list(zip(tokens.classes, tokens.values, places, places, repeat("")))


def _reduce(table: _Table, items: list[Item]) -> list[Item]:
    """Replace what the first candidates that apply have found, from left to right."""
    values = [item[1] for item in items]
    out: list[Item] = []
    place = 0
    for begin, candidates in table:
        if begin < place:
            continue
        for candidate in candidates:
            rule, start, end, at = candidate
            built = rule.build(Hit(start, end, at, values))
            if built is not None:
                out += items[place:begin]
                out += _items(candidate, built, items)
                place = end
                break
    out += items[place:]
    return out


def _items(candidate: Candidate, built: Any, items: list[Item]) -> list[Item]:
    """Return the items that replace those of the candidate's span."""
    rule, start, end, _ = candidate
    if isinstance(built, Date):  # as nearly always
        return [(found_class(built), built, items[start][2], items[end - 1][3], rule.name)]
    if isinstance(built, Nothing):
        return [(_SYMBOL, None, first, last, "") for _, _, first, last, _ in items[start:end]]
    found = built if isinstance(built, list) else [Found(start, end, built)]
    out: list[Item] = []
    place = start
    for begin, final, meaning in found:
        out += items[place:begin]
        value = _in_tokens(meaning, items) if isinstance(meaning, Pair) else meaning
        out.append((found_class(meaning), value, items[begin][2], items[final - 1][3], rule.name))
        place = final
    out += items[place:end]
    return out


def _in_tokens(pair: Pair, items: list[Item]) -> Pair:
    """Count the sides of a new pair in tokens; a night over two days keeps the sides of its days."""
    if pair.relation == "-":
        return pair
    left, right = pair.left, pair.right
    return Pair(
        Side(items[left.start][2], items[left.end - 1][3], left.value),
        Side(items[right.start][2], items[right.end - 1][3], right.value),
        pair.relation,
    )
