"""Sentences and the mentions in them in, statements out: where, when and how many, one row a sentence.

Those of many texts are made at once, a column at a time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from karabakh.flows.dates import DateMention
from karabakh.flows.figures import Figure
from karabakh.flows.places import PlaceMention
from karabakh.flows.text.span import Span
from karabakh.flows.text.stretches import Numbers, Stretches, held_by, stretches

# UCDP GED's where_prec by the type of the place: 1 exact place, 2 near a place (what has an extent of its own, such as
# a lake, is only near its point), 3 district, 4 province, 5 line or wider region, 6 country, 7 international waters.
# A continent says no more than nothing.
WHERE_PREC: Mapping[str, int | None] = {
    "city": 1,
    "town": 1,
    "village": 1,
    "quarter": 1,
    "monastery": 1,
    "fortress": 1,
    "site": 1,
    "pass": 1,
    "lake": 2,
    "reservoir": 2,
    "mountain": 2,
    "valley": 2,
    "district": 3,
    "province": 4,
    "corridor": 5,
    "road": 5,
    "river": 5,
    "region": 5,
    "de_facto_state": 5,
    "country": 6,
    "historic_state": 6,
    "sea": 7,
    "continent": None,
}

# Longest span in days of each of UCDP GED's date_prec: a day, two to six days, a week, a month, a year. Beyond: 6.
DATE_PREC_DAYS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
DATE_PREC_BEYOND = 6
_PREC_DAYS: Final = np.array([days for days, _ in DATE_PREC_DAYS])
_PREC_CODES: Final = np.array([*(code for _, code in DATE_PREC_DAYS), DATE_PREC_BEYOND])

NONE: Final = 1 << 30
"""What stands for null among the numbers of statements: more than any code and any day."""

# Words right before a place that put the event near it and not in it.
NEAR = frozenset({"around", "beside", "near", "nearby", "outside"})
NEAR_OF = frozenset(
    {"east", "km", "kilometers", "kilometres", "miles", "north", "northeast", "northwest", "outskirts", "south"}
    | {"southeast", "southwest", "suburbs", "vicinity", "west"}
)


def date_prec(earliest: date, latest: date) -> int:
    """Return UCDP GED's code for how sharply a date is known.

    >>> date_prec(date(1992, 5, 8), date(1992, 5, 8)), date_prec(date(1992, 5, 1), date(1992, 5, 31))
    (1, 4)
    """
    days = (latest - earliest).days + 1
    return next((code for limit, code in DATE_PREC_DAYS if days <= limit), DATE_PREC_BEYOND)


def is_near(text: str, start: int) -> bool:
    """Say whether the words before ``start`` put something near what follows.

    >>> is_near("shelling near Goris", 14), is_near("on the outskirts of Goris", 20), is_near("shelling of Goris", 12)
    (True, True, False)
    """
    words = text[max(0, start - 60) : start].lower().replace("the town of", "").replace("the city of", "").split()
    return bool(words) and (words[-1] in NEAR or (words[-1] in {"of", "from"} and not NEAR_OF.isdisjoint(words[-4:-1])))


class Lists(NamedTuple):
    """Lists laid end to end: list ``n`` has the values from ``bounds[n]`` to ``bounds[n + 1]``."""

    bounds: Numbers
    values: Any

    def of(self, number: int) -> list[Any]:
        """Return one of the lists."""
        first, last = self.bounds[number : number + 2].tolist()
        return list(self.values[first:last])


class Stated(NamedTuple):
    """Statements as columns: the number of the sentence of each, ascending, and what it says; `NONE` is null.

    Days are counted as Python's ordinals are; ``figures`` are places in the sequence of them.
    """

    sentence: Numbers
    place_ids: Lists
    where_prec: Numbers
    edtf: Lists
    date_start: Numbers
    date_end: Numbers
    date_prec: Numbers
    figures: Lists


class Held(NamedTuple):
    """Mentions, in order, and the number of the sentence that each stands in; -1 where it stands in none."""

    mentions: Sequence[Any]
    sentence: Numbers

    def which(self, holds: Callable[[Any], bool]) -> "Held":
        """Return those for which something holds."""
        kept = np.fromiter(map(holds, self.mentions), bool, len(self.mentions)) & (self.sentence >= 0)
        return Held([self.mentions[at] for at in np.flatnonzero(kept).tolist()], self.sentence[kept])


def stated(
    texts: Sequence[str], sentences: Stretches, places: Held, dates: Held, figures: Held, types: Mapping[str, str]
) -> Stated:
    """Return what each sentence says that holds a place, a date or a figure; ``types`` gives a place's type by its id.

    >>> from karabakh.flows.text.stretches import stretches
    >>> nothing = Held([], np.empty(0, np.int64))
    >>> len(stated(["Snow fell."], stretches([[Span(0, 10)]]), nothing, nothing, nothing, {}).sentence)
    0
    """
    every = np.concatenate([held.sentence for held in (places, dates, figures)])
    sentence = np.unique(every[every >= 0])
    place_ids, where_prec = _where(texts, sentences, places.which(is_meant), types, sentence)
    edtf, first, last, date_prec = _when(dates.which(lambda mention: mention.edtf is not None), sentence)
    counted = np.flatnonzero(figures.sentence >= 0)
    how_many = Lists(_bounds(figures.sentence[counted], sentence), counted)
    return Stated(sentence, place_ids, where_prec, edtf, first, last, date_prec, how_many)


def is_meant(mention: Any) -> bool:
    """Say whether a place mention means one place, and not an event that is called after it."""
    return mention.place_id is not None and not mention.in_event_name


def state(
    text: str,
    sentences: Sequence[tuple[int, int]],
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    figures: Sequence[Figure],
    types: Mapping[str, str],
) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    """Yield each sentence of one text that holds a place, a date or a figure, with the columns that say so.

    The columns are those of the table ``statements`` but for the ids of document and statement and the date of
    publication; ``figures`` holds the mentions themselves.
    """
    spans = stretches([[Span(*sentence) for sentence in sentences]])
    where, when, how_many = (Held(some, held_by(spans, _starts(some))) for some in (places, dates, figures))
    every = stated([text], spans, where, when, how_many, types)
    for number, sentence in enumerate(every.sentence.tolist()):
        first, last = every.date_start[number].item(), every.date_end[number].item()
        yield (
            sentences[sentence],
            {
                "place_ids": every.place_ids.of(number),
                "where_prec": _or_none(every.where_prec[number].item()),
                "edtf": every.edtf.of(number),
                "date_start": None if first == NONE else date.fromordinal(first),
                "date_end": None if last == NONE else date.fromordinal(last),
                "date_prec": _or_none(every.date_prec[number].item()),
                "figures": [figures[at] for at in every.figures.of(number)],
            },
        )


def _or_none(code: int) -> int | None:
    return None if code == NONE else code


def _starts(mentions: Sequence[Any]) -> Stretches:
    """The stretches of the mentions of one text, as far as it matters which sentence each begins in."""
    start = np.fromiter((mention.start for mention in mentions), np.int64, len(mentions))
    return Stretches(np.zeros_like(start), start, start)


def _where(
    texts: Sequence[str], sentences: Stretches, meant: Held, types: Mapping[str, str], statements: Numbers
) -> tuple[Lists, Numbers]:
    """Return the ids of the places of each statement and how sharp the sharpest is."""
    ids, which = numbered([mention.place_id for mention in meant.mentions])
    known = np.array([WHERE_PREC[types[name]] or NONE for name in ids], np.int64)
    codes = known[which]
    for at in np.flatnonzero(codes == 1).tolist():
        if is_near(texts[sentences.text[meant.sentence[at]]], meant.mentions[at].start):
            codes[at] = 2
    groups = np.searchsorted(statements, meant.sentence)
    return _distinct(ids, which, groups, len(statements)), _least(codes, groups, len(statements))


def _when(dated: Held, statements: Numbers) -> tuple[Lists, Numbers, Numbers, Numbers]:
    """Return the dates of each statement, their first and last day, and how sharp the sharpest is."""
    groups, count = np.searchsorted(statements, dated.sentence), len(statements)
    starts = _days([mention.earliest for mention in dated.mentions], -NONE)  # one that is open is before all others
    ends = _days([mention.latest for mention in dated.mentions], NONE)
    closed = (starts > -NONE) & (ends < NONE)
    codes = _PREC_CODES[np.searchsorted(_PREC_DAYS, ends[closed] - starts[closed] + 1)]
    first, last = _least(starts, groups, count), -_least(-ends, groups, count)
    edtf = _distinct(*numbered([mention.edtf for mention in dated.mentions]), groups, count)
    return edtf, np.abs(first), np.abs(last), _least(codes, groups[closed], count)


def _days(days: Sequence[date | None], none: int) -> Numbers:
    return np.fromiter((none if day is None else day.toordinal() for day in days), np.int64, len(days))


def numbered(values: Sequence[str]) -> tuple[list[str], Numbers]:
    """Return the different values in order of appearance, and which of them each is.

    >>> numbered(["b", "a", "b"])[0]
    ['b', 'a']
    """
    numbers: dict[str, int] = {}
    which = np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), np.int64, len(values))
    return list(numbers), which


def _least(values: Numbers, groups: Numbers, count: int) -> Numbers:
    """Return the least value of each of so many groups, `NONE` where there is none."""
    least = np.full(count, NONE)
    np.minimum.at(least, groups, values)
    return least


def _distinct(values: Sequence[str], which: Numbers, groups: Numbers, count: int) -> Lists:
    """Return the values of each of so many groups, each value once, in order of appearance."""
    first = np.sort(np.unique(groups * max(len(values), 1) + which, return_index=True)[1])
    return Lists(_bounds(groups[first], np.arange(count)), [values[at] for at in which[first].tolist()])


def _bounds(groups: Numbers, wanted: Numbers) -> Numbers:
    """Return where each wanted group begins among ascending ones, and where the last ends."""
    return np.append(np.searchsorted(groups, wanted), len(groups))
