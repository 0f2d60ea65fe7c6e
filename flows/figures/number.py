"""A sentence and its quantities in; out those that may count people, with their noun phrases and the words around."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from karabakh.flows.figures.between import REACH, whole
from karabakh.flows.figures.context import Context, context
from karabakh.flows.figures.counted import Counted, counted
from karabakh.flows.figures.quantities import Quantity
from karabakh.flows.span import Span

_PASSED_OVER: Final = 6
"""Numbers at most that may stand between people and their verb."""

_FIRST_YEAR, _LAST_YEAR = 1700, 2099
_POINT: Final = re.compile(r"(?<![\d.,])[0-9]{1,3}\.[0-9]{3}\Z")


class Number(NamedTuple):
    """A quantity that may count people."""

    quantity: Quantity
    phrase: Counted
    context: Context


def people_of(text: str, sentence: Span, found: Sequence[Quantity]) -> Iterator[Number]:
    """The quantities that may count people, each with its noun phrase and the words up to its neighbours."""
    left = sentence.start
    starts = [quantity.start for quantity in found]
    for at, quantity in enumerate(found):
        ends = [*starts[at + 1 : at + 1 + _PASSED_OVER], sentence.end]
        share = len(ends) > 1 and whole(text[quantity.end : min(ends[0], quantity.end + REACH)])
        if share:  # 12 of the 40 prisoners: the two numbers have one noun
            ends = ends[1:]
            phrase = counted(text, found[at + 1].end, min(ends[0], found[at + 1].end + REACH))
        else:
            phrase = counted(text, quantity.end, min(ends[0], quantity.end + REACH))
        quantity = _in_thousands(text, quantity)
        if phrase and _may_count(quantity, phrase):
            yield Number(quantity, phrase, context(text, quantity.start, phrase, left, ends))
        left = max(quantity.end, phrase.words.end if phrase and not share else 0)


def _in_thousands(text: str, quantity: Quantity) -> Quantity:
    """A number of people that is written as 12.400 is no fraction, whatever the text's other numbers."""
    if float(quantity.value).is_integer() or not _POINT.search(text, quantity.start, quantity.end):
        return quantity
    low, high = (None if side is None else round(1000 * side) for side in (quantity.low, quantity.high))
    return quantity._replace(low=low, high=high)


def _may_count(quantity: Quantity, phrase: Counted) -> bool:
    """Whether the number is a whole one, and neither a year nor the pronoun "one" where it stands alone."""
    if not float(quantity.value).is_integer():
        return False
    alone = phrase.empty and phrase.kind is None
    exact = quantity.low == quantity.high and not quantity.approximate
    return not (
        alone and exact and (quantity.value == 1 or (quantity.digits and _FIRST_YEAR <= quantity.value <= _LAST_YEAR))
    )
