"""A text and its expressions, as located in it, come in; what anchoring needs to know of each of them goes out."""

import re
from collections.abc import Sequence

from karabakh.flows.dates.counting import count
from karabakh.flows.dates.locate import Located
from karabakh.flows.dates.passing import ASIDE, hold
from karabakh.flows.dates.reading import Item, Reader
from karabakh.flows.dates.tense import looks_ahead, looks_back, quoted
from karabakh.flows.dates.when import Date
from karabakh.flows.text.span import Span

Sides = list[Item | None]

# characters between a time of day and the day it is on
_NEAR = 30
# a line by itself that is no sentence
_HEADING = re.compile(r"\n[ \t\r]*\n[^\n]{2,80}[^\n.!?:;,\"”]\n")


def plain(one: Located, order: str | None) -> Sides:
    """Return the sides of an expression without a look at the text around; None for what is no date."""
    return [
        Item(ordered(value, order), one.sentence) if isinstance(value, Date) else None for value in one.meaning.values
    ]


def in_context(
    text: str, sentences: Sequence[Span], located: Sequence[Located], reader: Reader, order: str | None
) -> list[Sides]:
    """Return the sides of the expressions with what the text around says of them."""
    seen: list[Sides] = []
    for one in located:
        sentence = sentences[one.sentence]
        items: Sides = [
            _seen(text, sentence, one, ordered(value, order), reader) if isinstance(value, Date) else None
            for value in one.meaning.values
        ]
        if len(items) == 2 and items[0] is not None and items[1] is not None and one.meaning.relation != "-":
            items[0] = items[0]._replace(last=items[1].value)
        seen.append(items)
    _look_around(text, located, seen)
    return seen


def ordered(value: Date, order: str | None) -> Date:
    """Read an ambiguous numeric date month first where the source does."""
    if not value.ambiguous:
        return value
    if order == "mdy" and value.day is not None:
        return value.but(month=value.day, day=value.month, ambiguous=False)
    return value.but(ambiguous=order is None)


def _seen(text: str, sentence: Span, one: Located, value: Date, reader: Reader) -> Item:
    start, end, number, ref = one.start, one.end, one.sentence, value.ref
    if value.year is not None:
        return Item(value, number, hold(text, sentence, start, end, value))
    dated = reader.published is not None
    then = dated and not reader.report and _may_be_then(text, sentence, one, value)
    if ref is None:
        return Item(value, number, ahead=dated and looks_ahead(text, sentence, start, end), then=then)
    if ref.base == "narrative" and ref.n is not None and ref.n < 0:
        # what is counted back is told to explain what the narrative has come to
        return Item(value, number, ASIDE)
    found = count(value, ref, reader.day) if dated and ref.base == "document" else None
    if ref.unit in ("day", "week"):
        return Item(value, number, found=found, then=then)
    return Item(value, number, hold(text, sentence, start, end, value), found=found, then=then)


def _may_be_then(text: str, sentence: Span, one: Located, value: Date) -> bool:
    """Say whether a word may be of the time told of: a weekday, a deictic one that is quoted or has a past verb."""
    ref = value.ref
    if ref is None:
        # the day a history was retrieved on is of no week that it tells of
        return value.weekday is not None
    if ref.base != "document":
        return False
    if quoted(text, sentence, one.start):
        return True
    return ref.unit != "day" and looks_back(text, sentence, one.start, one.end)


def _look_around(text: str, located: Sequence[Located], seen: Sequence[Sides]) -> None:
    """Give a time of day the day stated after it (5 p.m. local time on 3 May 1994), and note what follows a heading."""
    fresh = False
    for place in range(1, len(seen)):
        start, end = located[place - 1].end, located[place].start
        fresh = fresh or (text.find("\n", start, end) >= 0 and _HEADING.search(text, start, end) is not None)
        item, before = seen[place][0], seen[place - 1][0]
        if item is None:
            continue
        value = item.value
        if fresh:
            seen[place][0] = item._replace(fresh=True)
            fresh = value.year is None
        elif before is not None and before.value.unit == "time" and value.unit == "day" and value.year is not None:
            near = before.sentence == item.sentence and end - start <= _NEAR and " on " in text[start:end]
            if near:
                seen[place - 1][0] = before._replace(last=value)
