"""The numbers of a sentence that may count people in; out the kind of each, as its clause or its neighbours tell it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from karabakh.flows.figures.between import (
    REACH,
    a_count,
    among_them,
    bare,
    changed,
    compared,
    elided,
    finite,
    gapped,
    including,
    inverted,
    is_further,
    joined,
    of_these,
    part_of,
    parted,
    whole,
)
from karabakh.flows.figures.kinds import DEMONYM, MASSES
from karabakh.flows.figures.number import Number
from karabakh.flows.text.span import Span

FEWEST_OF_MASSES: Final = 10
"""A smaller number of people of whom nothing is said (two men, five soldiers) is no figure."""

FEWEST_OF_TOWNS: Final = 100
"""A smaller number that stands alone is not what a town has of people."""

_OVERRIDDEN: Final = frozenset({"troops", "population"})
"""Kinds that say what people are; what happens to them comes first."""

_SAYS_ALL: Final = frozenset({"casualties", "killed", "missing", "wounded"})
"""Kinds that say what happened to people, whatever stands before the number."""


class Told(NamedTuple):
    """A kind, and whether a verb behind the number told it, which may have a second subject, and if it has;
    ``noun`` says that the kind rests on what the people are."""

    name: str
    verb: bool = False
    shared: bool = False
    noun: bool = False


def told_of(text: str, sentence: Span, people: Sequence[Number], last: str | None) -> list[Told | None]:
    """What each number's clause or a neighbour tells; ``last`` is the kind of the last one of the sentence before."""
    kinds = [_own_kind(each) for each in people]
    if people and last and (kinds[0] is None or kinds[0].noun):
        left = text[sentence.start : people[0].quantity.start]
        more = people[0].phrase.empty and is_further(people[0].quantity.of(text), left)
        if (
            of_these(left)
            or (people[0].phrase.partitive and people[0].quantity.value > 1 and kinds[0] is None)
            or ((more or _is_count(people[0], left)) and bare(people[0].context.right))
            or (last == "displaced" and _go_on(people[0], left))
        ):
            kinds[0] = Told(last)
    _take_from_left(text, people, kinds)
    _take_from_right(text, people, kinds)
    return kinds


def kinds_of(
    text: str, sentence: Span, people: Sequence[Number], told: Sequence[Told | None], last: str | None
) -> list[Told | None]:
    """The kinds of all, those included of whom nothing is told: people in a census, demonstrators in a square."""
    kinds = [kind or _masses(each) for each, kind in zip(people, told, strict=True)]
    for at in range(1, len(people)):
        if (
            kinds[at] is None
            and (before := kinds[at - 1])
            and before.name == MASSES
            and _is_part(text, *people[at - 1 : at + 1])
        ):
            kinds[at] = before
    if last != "population" and not _in_census(text, sentence):
        return kinds
    return [_counted_in_census(each, kind) for each, kind in zip(people, kinds, strict=True)]


def _is_part(text: str, before: Number, number: Number) -> bool:
    """Whether a number is of those whom the one before it counts: 300 pilgrims, 20 of them women."""
    return number.phrase.partitive or part_of(text[before.phrase.words.end : number.quantity.start])


def _own_kind(number: Number) -> Told | None:
    """The kind that the number's own clause tells; what is done to people says more than what they are."""
    phrase, words = number.phrase, number.context
    named = phrase.words.start < phrase.words.end
    if (named or phrase.kind) and words.may_be_part and whole(words.left):
        return Told(phrase.kind) if phrase.kind else None
    if not named and phrase.kind is None and words.subject() == "population":
        return Told("population")
    told = words.after or (None if phrase.kind in _SAYS_ALL else words.before(named))
    if told in _OVERRIDDEN and phrase.kind and phrase.kind not in _OVERRIDDEN:
        told = None
    if told and not (told == "displaced" and phrase.kind == "troops"):
        return Told(told, verb=words.after is not None)
    if _is_few_bodies(number) or (phrase.lives and words.spared()):
        return None
    if phrase.kind and phrase.kind not in _OVERRIDDEN:
        return Told(phrase.kind, verb=phrase.said)
    weak = words.weak()
    if phrase.kind == "troops" and weak != "captured":
        weak = None
    told = weak or phrase.kind or ("troops" if phrase.men and words.military() else None)
    if told:
        return Told(told, noun=not weak) if weak or number.quantity.value >= FEWEST_OF_MASSES else None
    anybody = phrase.masses and (phrase.group is None or phrase.nation)
    if (anybody or (not named and number.quantity.value >= FEWEST_OF_TOWNS and bare(words.right))) and words.of_place():
        return Told("population")
    if not named and number.quantity.value >= FEWEST_OF_MASSES and words.crowd():
        return Told(MASSES)
    if words.subject() == "troops" and number.quantity.value < FEWEST_OF_MASSES:
        return None
    if (not named or phrase.nation or phrase.anybody) and (told := words.apposed()):
        return Told(told)
    if not named and words.lost_in_battle():
        return Told("killed")
    subject = words.subject() if not named or anybody or phrase.men else None
    return Told(subject, noun=named) if subject else None


_GO_ON: Final = re.compile(
    r"\s{1,3}(?:(?:had|have|then|later|eventually|soon|also)\s{1,3}){0,3}(?:arrived|came|crossed|found|moved|reached|remain(?:ed)?|returned|settled|stayed"
    r"|went|were\s(?:housed|lodged|resettled|settled|sheltered))\b"
)
_OPENS: Final = re.compile(r"[\s\"“]*(?:(?:In|By|During|Only|The|Just)\b[^.;!?,]{0,40},?\s)?\Z")


def _go_on(number: Number, left: str) -> bool:
    """Whether a sentence goes on to say where the displaced of the last one went: 300 settled in the capital."""
    return number.phrase.empty and _OPENS.match(left) is not None and _GO_ON.match(number.context.right) is not None


def _is_few_bodies(number: Number) -> bool:
    """Whether the two bodies are more likely organs of an organization."""
    return number.phrase.bodies and number.quantity.value < FEWEST_OF_MASSES


def _masses(number: Number) -> Told | None:
    """People of whom nothing is said: demonstrators in a square."""
    return Told(MASSES) if number.phrase.masses and number.quantity.value >= FEWEST_OF_MASSES else None


_CENSUS: Final = re.compile(
    r"\bcensus(?:es)?\b|\bpopulation\s(?:at|by|comprised|consisted|count|figures|grew|in|of|rose|was|were)\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    rf"(?:\A|[\s(,;])(?:(?:{DEMONYM})|(?i:total|others?|men|women|males|females|urban|rural|muslims"
    rf"|christians))(?:\s[a-z]{{1,12}})?"
    r"(?:\s?[:–—-]\s?|\s{1,2})\Z"
)


def _in_census(text: str, sentence: Span) -> bool:
    words = text[sentence.start : sentence.end].lower()
    if words.isascii() and "census" not in words and "population" not in words:
        return False
    return _CENSUS.search(text, sentence.start, sentence.end) is not None


def _counted_in_census(number: Number, kind: Told | None) -> Told | None:
    """People of whom nothing is said where a population is spoken of: 300 Kurds, Kurds: 300."""
    if not number.quantity.digits:
        return kind
    nobody = number.phrase.masses and (number.phrase.nation or number.phrase.group is None)
    if (kind and kind.name == MASSES and nobody) or (kind is None and _LABEL.search(number.context.left)):
        return Told("population")
    return kind


def _take_from_left(text: str, people: Sequence[Number], kinds: list[Told | None]) -> None:
    """A number that is joined to the one before it is of its kind: 300 men were shot in one town and 20 in another."""
    for at in range(1, len(people)):
        before = kinds[at - 1]
        own = kinds[at]
        if before is None or (own and not own.noun):
            continue
        number = people[at]
        between = text[people[at - 1].phrase.words.end : number.quantity.start]
        left = people[at - 1].context.left
        one_thing = (
            changed(left, between)
            or number.phrase.partitive
            or part_of(between)
            or compared(between)
            or inverted(left, between)
            or parted(left, between)
            or among_them(number.context.right)
            or (at and is_further(number.quantity.of(text), between) and number.phrase.empty)
            or (
                bare(number.context.right)
                and (gapped(between) is not None or elided(between) or _is_count(number, between))
            )
        )
        closed = before.verb and _shares_verb_behind(text, people, kinds, at)
        if one_thing or (joined(between) and bare(number.context.right) and not closed):
            kinds[at] = Told(before.name)


def _is_count(number: Number, left: str) -> bool:
    return number.phrase.empty and a_count(left)


def _shares_verb_behind(
    text: str, people: Sequence[Number], kinds: Sequence[Told | None], at: int, *, by_comma: bool = False
) -> bool:
    """Whether the number is joined to the one behind it, which has a verb of its own: 20 women and 5 men wounded."""
    behind = kinds[at + 1] if at + 1 < len(people) else None
    if behind is None or not behind.verb or (by_comma and people[at].quantity.value == 1):
        return False
    between = text[people[at].phrase.words.end : people[at + 1].quantity.start]
    shares = including(between) and kinds[at] is None and not people[at + 1].phrase.empty
    if (part_of(between) and not shares) or len(between) >= REACH or people[at + 1].phrase.partitive:
        return False
    by_comma |= between.strip() == "," and not people[at].phrase.empty and not people[at + 1].phrase.empty
    return joined(between, by_comma) and bare(between) and not finite(between)


def _take_from_right(text: str, people: Sequence[Number], kinds: list[Told | None]) -> None:
    """A number that is joined to the one behind it shares its verb: 300 men and 20 women were shot."""
    for at in range(len(people) - 2, -1, -1):
        behind = kinds[at + 1]
        if behind is None or not behind.verb or ((own := kinds[at]) and not own.noun):
            continue
        if _shares_verb_behind(text, people, kinds, at, by_comma=behind.shared):
            kinds[at] = behind._replace(shared=True)
