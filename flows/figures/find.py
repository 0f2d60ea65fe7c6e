"""A text, its sentences and the spans of its dates in; the figures that it reports out."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from karabakh.flows.figures.context import REACH, Context, bare, changed, context, finite, joined, part_of, whole
from karabakh.flows.figures.counted import Counted, counted
from karabakh.flows.figures.figure import Figure
from karabakh.flows.figures.kinds import MASSES
from karabakh.flows.figures.quantities import Quantity, quantities
from karabakh.flows.figures.tokens import tokens_of
from karabakh.flows.figures.units import Unit
from karabakh.flows.span import Mark, Span

FEWEST_OF_MASSES: Final = 10
"""A smaller number of people of whom nothing is said (two men, five soldiers) is no figure."""

MOST_NUMBERS: Final = 300
"""A sentence with more number words and digits than this is a table or noise."""

_OVERRIDDEN: Final = frozenset({"troops", "population"})
"""Kinds that say what people are; what happens to them comes first."""

_FIRST_YEAR, _LAST_YEAR = 1700, 2099


_SAYS_ALL: Final = frozenset({"casualties", "killed", "missing", "wounded"})
"""Kinds that say what happened to people, whatever stands before the number."""


class _Number(NamedTuple):
    """A quantity that may count people."""

    quantity: Quantity
    phrase: Counted
    context: Context


class _Kind(NamedTuple):
    """A kind, and whether a verb behind the number told it, which may have a second subject, and if it has;
    ``noun`` says that the kind rests on what the people are."""

    name: str
    verb: bool = False
    shared: bool = False
    noun: bool = False


def find_figures(
    text: str, sentences: Sequence[Span], *, taken: Sequence[Span] = (), marks: Sequence[Mark] = ()
) -> list[Figure]:
    """Return the figures of ``text``, sorted; none meets a mark or a span of ``taken`` (its dates).

    >>> text = "At least 23 soldiers were killed."
    >>> [(f.surface, f.kind, f.low, f.high) for f in find_figures(text, [Span(0, len(text))])]
    [('At least 23', 'killed', 23.0, None)]
    """
    marked = (Span(mark.start, mark.end) for mark in marks if mark.reason != "repeat")
    no_figures = _merged([*taken, *marked, *(span for span in sentences if _is_table(text, span))])
    figures: list[Figure] = []
    for sentence, group in groupby(_inside(text, sentences, no_figures), key=lambda pair: pair[0]):
        figures.extend(_figures(text, sentence, [quantity for _, quantity in group]))
    return figures


def _is_table(text: str, sentence: Span) -> bool:
    if sentence.end - sentence.start < 2 * MOST_NUMBERS:
        return False
    return sum(1 for _ in tokens_of(sentence.of(text))) > MOST_NUMBERS


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that meet made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _inside(text: str, sentences: Sequence[Span], taken: Sequence[Span]) -> Iterator[tuple[Span, Quantity]]:
    starts = [sentence.start for sentence in sentences]
    for quantity in quantities(text, taken):
        at = bisect_right(starts, quantity.start) - 1
        if at >= 0 and quantity.end <= sentences[at].end:
            yield sentences[at], quantity


def _figures(text: str, sentence: Span, found: Sequence[Quantity]) -> Iterator[Figure]:
    people = list(_people(text, sentence, [quantity for quantity in found if quantity.unit is None]))
    kinds = [_own_kind(each) for each in people]
    _take_from_left(text, people, kinds)
    _take_from_right(text, people, kinds)
    kinds = [kind or _masses(each) for each, kind in zip(people, kinds, strict=True)]
    figures = [_of_people(text, each, kind) for each, kind in zip(people, kinds, strict=True) if kind]
    figures += [_measured(text, quantity, quantity.unit) for quantity in found if quantity.unit]
    yield from sorted(figures, key=lambda figure: figure.start)


def _people(text: str, sentence: Span, found: Sequence[Quantity]) -> Iterator[_Number]:
    """The quantities that may count people, each with its noun phrase and the words up to its neighbours."""
    left = sentence.start
    for at, quantity in enumerate(found):
        right, far = (found[at + n].start if at + n < len(found) else sentence.end for n in (1, 2))
        share = at + 1 < len(found) and whole(text[quantity.end : min(right, quantity.end + REACH)])
        if share:  # 12 of the 40 prisoners: the two numbers have one noun
            end, right = found[at + 1].end, far
            far = found[at + 3].start if at + 3 < len(found) else sentence.end
            phrase = counted(text, end, min(right, end + REACH))
        else:
            phrase = counted(text, quantity.end, min(right, quantity.end + REACH))
        if phrase and _may_count(quantity, phrase):
            yield _Number(quantity, phrase, context(text, quantity.start, phrase, left, right, far))
        left = max(quantity.end, phrase.words.end if phrase and not share else 0)


def _may_count(quantity: Quantity, phrase: Counted) -> bool:
    """Whether the number is a whole one, and neither a year nor the pronoun "one" where it stands alone."""
    if not float(quantity.value).is_integer():
        return False
    alone = phrase.words.start == phrase.words.end and phrase.kind is None
    exact = quantity.low == quantity.high and not quantity.approximate
    return not (
        alone and exact and (quantity.value == 1 or (quantity.digits and _FIRST_YEAR <= quantity.value <= _LAST_YEAR))
    )


def _own_kind(number: _Number) -> _Kind | None:
    """The kind that the number's own clause tells; what is done to people says more than what they are."""
    phrase, words = number.phrase, number.context
    named = phrase.words.start < phrase.words.end
    if named and whole(words.left):
        return _Kind(phrase.kind) if phrase.kind else None
    told = words.after() or (None if phrase.kind in _SAYS_ALL else words.before(named))
    if told and not (told == "displaced" and phrase.kind == "troops"):
        return _Kind(told, verb=words.after() is not None)
    if phrase.kind and phrase.kind not in _OVERRIDDEN:
        return _Kind(phrase.kind, verb=phrase.said)
    weak = None if phrase.kind == "troops" else words.weak()
    told = weak or phrase.kind or ("troops" if phrase.masses and words.military() else None)
    if told:
        return _Kind(told, noun=not weak) if weak or number.quantity.value >= FEWEST_OF_MASSES else None
    return _Kind(subject) if not named and (subject := words.subject()) else None


def _masses(number: _Number) -> _Kind | None:
    """People of whom nothing is said: demonstrators in a square."""
    return _Kind(MASSES) if number.phrase.masses and number.quantity.value >= FEWEST_OF_MASSES else None


def _take_from_left(text: str, people: Sequence[_Number], kinds: list[_Kind | None]) -> None:
    """A number that is joined to the one before it is of its kind: 300 men were shot in one town and 20 in another."""
    for at in range(1, len(people)):
        before = kinds[at - 1]
        own = kinds[at]
        if before is None or (own and not own.noun):
            continue
        number = people[at]
        between = text[people[at - 1].phrase.words.end : number.quantity.start]
        one_thing = changed(people[at - 1].context.left, between) or number.phrase.partitive or part_of(between)
        closed = before.verb and _shares_verb_behind(text, people, kinds, at)
        if one_thing or (joined(between) and bare(number.context.right) and not closed):
            kinds[at] = _Kind(before.name)


def _shares_verb_behind(
    text: str, people: Sequence[_Number], kinds: Sequence[_Kind | None], at: int, *, by_comma: bool = False
) -> bool:
    """Whether the number is joined to the one behind it, which has a verb of its own: 20 women and 5 men wounded."""
    behind = kinds[at + 1] if at + 1 < len(people) else None
    if behind is None or not behind.verb:
        return False
    between = text[people[at].phrase.words.end : people[at + 1].quantity.start]
    return len(between) < REACH and joined(between, by_comma) and bare(between) and not finite(between)


def _take_from_right(text: str, people: Sequence[_Number], kinds: list[_Kind | None]) -> None:
    """A number that is joined to the one behind it shares its verb: 300 men and 20 women were shot."""
    for at in range(len(people) - 2, -1, -1):
        behind = kinds[at + 1]
        if behind is None or not behind.verb or ((own := kinds[at]) and not own.noun):
            continue
        if _shares_verb_behind(text, people, kinds, at, by_comma=behind.shared):
            kinds[at] = behind._replace(shared=True)


def _of_people(text: str, number: _Number, kind: _Kind) -> Figure:
    quantity = number.quantity
    return Figure(
        quantity.start,
        quantity.end,
        text[quantity.start : quantity.end],
        kind.name,
        quantity.low,
        quantity.high,
        quantity.approximate,
        "people",
        number.phrase.group,
    )


def _measured(text: str, quantity: Quantity, unit: Unit) -> Figure:
    low, high = (None if side is None else round(side * unit.factor, 6) for side in (quantity.low, quantity.high))
    surface = text[quantity.start : quantity.end]
    return Figure(quantity.start, quantity.end, surface, unit.kind, low, high, quantity.approximate, unit.unit, None)
