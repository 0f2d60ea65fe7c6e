"""Sentences and the mentions in them in, statements out: where, when and how many, one row a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from karabakh.flows.dates import DateMention
from karabakh.flows.figures import Figure
from karabakh.flows.places import PlaceMention

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


def state(
    text: str,
    sentences: Sequence[tuple[int, int]],
    places: Iterable[PlaceMention],
    dates: Iterable[DateMention],
    figures: Iterable[Figure],
    types: Mapping[str, str],
) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    """Yield each sentence that holds a place, a date or a figure, with the columns that say so.

    ``types`` gives a place's type by its id. The columns are those of the table ``statements`` but for the ids of
    document and statement and the date of publication; ``figures`` holds the mentions themselves.
    """
    held: dict[tuple[int, int], tuple[list[PlaceMention], list[DateMention], list[Figure]]] = {}
    for kind, mentions in enumerate((places, dates, figures)):
        for sentence, mention in located(mentions, sentences):
            held.setdefault(sentence, ([], [], []))[kind].append(mention)
    for sentence in sorted(held):
        where, when, how_many = held[sentence]
        yield sentence, {**_where(text, where, types), **_when(when), "figures": how_many}


def located(mentions: Iterable[Any], sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Any]]:
    """Yield each mention with the sentence it stands in, but none that is outside every sentence (a header's date).

    Both are sorted by start, so one walk over the two is enough.
    """
    at = iter(sentences)
    sentence = next(at, None)
    for mention in mentions:
        while sentence is not None and sentence[1] <= mention.start:
            sentence = next(at, None)
        if sentence is not None and sentence[0] <= mention.start:
            yield sentence, mention


def _where(text: str, mentions: Sequence[PlaceMention], types: Mapping[str, str]) -> dict[str, Any]:
    meant = [mention for mention in mentions if mention.place_id is not None and not mention.in_event_name]
    codes = []
    for mention in meant:
        code = WHERE_PREC[types[str(mention.place_id)]]
        codes.append(2 if code == 1 and is_near(text, mention.start) else code)
    return {
        "place_ids": list(dict.fromkeys(mention.place_id for mention in meant)),
        "where_prec": min((code for code in codes if code is not None), default=None),
    }


def _when(mentions: Sequence[DateMention]) -> dict[str, Any]:
    dated = [mention for mention in mentions if mention.edtf is not None]
    starts = [mention.earliest for mention in dated]
    ends = [mention.latest for mention in dated]
    codes = [date_prec(first, last) for first, last in zip(starts, ends, strict=True) if first and last]
    return {
        "edtf": list(dict.fromkeys(mention.edtf for mention in dated)),
        "date_start": min((day for day in starts if day), default=None) if all(starts) else None,
        "date_end": max((day for day in ends if day), default=None) if all(ends) else None,
        "date_prec": min(codes, default=None),
    }
