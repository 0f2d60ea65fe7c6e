"""A sentence and its quantities in; out those that may count people, with their noun phrases and the words around."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from karabakh.flows.figures.between import REACH, whole
from karabakh.flows.figures.context import Context, context
from karabakh.flows.figures.counted import Counted, counted
from karabakh.flows.figures.quantities import Quantity
from karabakh.flows.text.span import Span

_SHARE_REACH: Final = 40
"""Characters at most between a part and the whole that it is of."""

_PASSED_OVER: Final = 6
"""Numbers at most that may stand between people and their verb."""

_FEW: Final = 5
"""A smaller number "of which" is one of things."""

_AND_ALSO: Final = re.compile(r"(?:\s{1,3}[a-z][\w-]{1,20}){1,4}(?:,|,?\s{1,3}(?:and|as\swell\sas))\s{1,3}")
"""What parts a number of things from one of people that stands under the same verb: lost three ships and 300 men."""

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
    things: tuple[int, str] | None = None
    starts = [quantity.start for quantity in found]
    for at, quantity in enumerate(found):
        ends = [*starts[at + 1 : at + 1 + _PASSED_OVER], sentence.end]
        share = (
            len(ends) > 1
            and ends[0] - quantity.end <= _SHARE_REACH
            and whole(text[quantity.end : min(ends[0], quantity.end + REACH)])
        )
        if share:  # 12 of the 40 prisoners: the two numbers have one noun
            ends = ends[1:]
            phrase = counted(text, found[at + 1].end, min(ends[0], found[at + 1].end + REACH))
        else:
            phrase = counted(text, quantity.end, min(ends[0], quantity.end + REACH))
        quantity = _in_thousands(text, quantity)
        also = things[1] if things and _AND_ALSO.fullmatch(text, things[0], quantity.start) else ""
        if phrase and _may_count(quantity, phrase, text, first=at == 0):
            words = context(text, quantity.start, phrase, left, ends)
            yield Number(quantity, phrase, Context(also, words.right) if also else words)
        things = None if phrase else (quantity.end, also or text[max(left, quantity.start - REACH) : quantity.start])
        left = max(quantity.end, phrase.words.end if phrase and not share else 0)


def _in_thousands(text: str, quantity: Quantity) -> Quantity:
    """A number of people that is written as 12.400 is no fraction, whatever the text's other numbers."""
    if float(quantity.value).is_integer() or not _POINT.search(text, quantity.start, quantity.end):
        return quantity
    low, high = (None if side is None else round(1000 * side) for side in (quantity.low, quantity.high))
    return quantity._replace(low=low, high=high)


_ONE_MAN: Final = re.compile(
    r"\s{1,3}(?:(?:had|has|later|also)\s{1,3}){0,2}(?:been|was)\s{1,3}(?:[a-z]+ly\s{1,3})?"
    r"(?:abducted|arrested|captured|executed|hanged|injured|killed|missing|shot|slain|taken\s(?:hostage|prisoner)|wounded)\b"
    r"|\s{1,3}(?:later\s|also\s)?(?:died|perished)\b"
)
"""What makes "one", which stands alone, a person."""

_NO_ONE: Final = re.compile(
    r"(?<!\w)(?:any|each|every|former|last|latter|no|not|other|some|that|the|this|which)[\s-]\Z", re.IGNORECASE
)
_NO_ONE_REACH: Final = 8


def _may_count(quantity: Quantity, phrase: Counted, text: str, first: bool) -> bool:
    """Whether the number is a whole one, and neither a year nor the pronoun "one" where it stands alone."""
    if not float(quantity.value).is_integer():
        return False
    alone = phrase.empty and phrase.kind is None
    if alone and quantity.value == 1 and not first and _ONE_MAN.match(text, quantity.end):
        return not _NO_ONE.search(text, max(0, quantity.start - _NO_ONE_REACH), quantity.start)
    if quantity.value < _FEW and phrase.partitive and phrase.words.of(text).endswith("which"):
        return False
    exact = quantity.low == quantity.high and not quantity.approximate
    return not (
        alone and exact and (quantity.value == 1 or (quantity.digits and _FIRST_YEAR <= quantity.value <= _LAST_YEAR))
    )
