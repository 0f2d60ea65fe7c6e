"""The numbers of a sentence that count people in; out whom each counts, by the rule that `group` gives."""

import re
from collections.abc import Sequence
from typing import Final

from karabakh.flows.figures.between import compared, gapped, joined, part_of
from karabakh.flows.figures.counted import who_they_are
from karabakh.flows.figures.group import names_people, owner, side
from karabakh.flows.figures.number import Number
from karabakh.flows.figures.told import Told
from karabakh.flows.text.span import Span

_SAME_REACH: Final = 60
_AUXILIARY: Final = re.compile(r"\s{1,3}(?:was|were|are|is|had|have|has)\b")

_HAPPENED: Final = frozenset({"captured", "casualties", "killed", "missing", "wounded"})
"""Kinds of people whom a side loses."""


def groups_of(text: str, sentence: Span, people: Sequence[Number], kinds: Sequence[Told | None]) -> list[str | None]:
    """Whom each number counts, by the rule that `karabakh.flows.figures.group` gives."""
    groups: list[str | None] = []
    sides: list[str | None] = []
    for at, number in enumerate(people):
        phrase, group = number.phrase, number.phrase.group
        lost_by = None if names_people(group) else _side(text, sentence, number, kinds[at])
        group = lost_by or group
        if group is None and kinds[at]:
            group = who_they_are(text, phrase.words.end, sentence.end)
        if group is None and kinds[at] and at and not phrase.anybody:
            between = text[people[at - 1].phrase.words.end : number.quantity.start]
            if name := gapped(between):
                group = lost_by = name
            elif _is_joined(between):
                lost_by = None if _AUXILIARY.match(number.context.right) else sides[-1]
                group = lost_by or _noun_before(people[:at], number, between)
        groups.append(group)
        sides.append(lost_by)
    return groups


def _side(text: str, sentence: Span, number: Number, kind: Told | None) -> str | None:
    start, words = number.quantity.start, number.phrase.words
    if kind is None or kind.name not in _HAPPENED or number.phrase.partitive:
        return None
    return side(text, start, words, sentence.start, sentence.end) or owner(
        text, number.quantity.end, sentence.start, start
    )


def _is_joined(between: str) -> bool:
    if len(between) > _SAME_REACH or between.count(")") != between.count("("):
        return False
    return joined(between) or compared(between)


def _noun_before(before: Sequence[Number], number: Number, between: str) -> str | None:
    """The noun of the number before one that has none: 40 soldiers fell and 60 were hurt.

    Of two peoples in a row it is not known which is meant: 40 Greeks and 30 Turks dead, 60 wounded.
    """
    nations = {each.phrase.group for each in before if names_people(each.phrase.group)}
    if len(nations) > 1 and not number.phrase.partitive and not part_of(between):
        return None
    return before[-1].phrase.group
