"""Texts, their sentences and their own dates come in; their date mentions, or their timexes, go out."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from karabakh.flows.dates.anchor import choose
from karabakh.flows.dates.context import Sides, in_context, plain
from karabakh.flows.dates.locate import Located, locate_all
from karabakh.flows.dates.mention import Alone, DateMention, Timex, standing, standing_parts
from karabakh.flows.dates.reading import STATED, UNRESOLVED, Choice, Reader
from karabakh.flows.dates.report import dateline, is_report
from karabakh.flows.dates.rows import mention, publication_of, timexes
from karabakh.flows.text.span import Mark, Span


class DateQuery(NamedTuple):
    """A text and its sentences, and what is known of it.

    ``published`` is the date the text is known to bear, ``publication`` where a header gives it; ``date_order`` (dmy,
    mdy, ymd) reads numeric dates; ``shuffled`` says that the sentences are out of order.
    """

    text: str
    sentences: Sequence[Span]
    published: date | None = None
    date_order: str | None = None
    shuffled: bool = False
    marks: Sequence[Mark] = ()
    publication: tuple[Span, date] | None = None


class Anchored(NamedTuple):
    """What an expression comes to that hangs on others: its sides, what its first side hangs on, who reads the text."""

    sides: Sides
    choice: Choice
    reader: Reader


def find_dates(
    text: str, sentences: Sequence[Span], *, published: date | None = None, date_order: str | None = None,
    shuffled: bool = False, marks: Sequence[Mark] = (), publication: tuple[Span, date] | None = None,
) -> list[DateMention]:  # fmt: skip
    """Return the date mentions of a text, sorted by start, without overlaps; the parameters are those of a DateQuery.

    Of a stretch of over 200 numbers and words of dates, without any other word between them, only the beginning is
    read. Never raises.
    """
    return find_all_dates([DateQuery(text, sentences, published, date_order, shuffled, marks, publication)])[0]


def find_all_dates(queries: Sequence[DateQuery]) -> list[list[DateMention]]:
    """Return the date mentions of each of many texts, as ``find_dates`` does those of one."""
    return [_dates(query, located) for query, located in zip(queries, _located(queries), strict=True)]


def find_timexes(
    text: str, sentences: Sequence[Span], dct: str | None = None, *, date_order: str | None = None,
    shuffled: bool = False, marks: Sequence[Mark] = (), publication: tuple[Span, date] | None = None,
) -> list[Timex]:  # fmt: skip
    """Return the TIMEX3 expressions of a text, sorted by start, without overlaps; ranges are two, vague adverbs are in.

    ``dct`` is the document's creation time as ISO 8601, or None.
    """
    published = day_of(dct)
    return find_all_timexes([DateQuery(text, sentences, published, date_order, shuffled, marks, publication)])[0]


def find_all_timexes(queries: Sequence[DateQuery]) -> list[list[Timex]]:
    """Return the TIMEX3 expressions of each of many texts, as ``find_timexes`` does those of one."""
    return [_timexes(query, located) for query, located in zip(queries, _located(queries), strict=True)]


def day_of(dct: str | None) -> date | None:
    """Return the day of a document's creation time, None where it is no date.

    >>> day_of("1994-05-12T10:00")
    datetime.date(1994, 5, 12)
    """
    return date.fromisoformat(dct[:10]) if dct and _is_date(dct[:10]) else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _located(queries: Sequence[DateQuery]) -> list[list[Located]]:
    return locate_all(
        [query.text for query in queries], [query.sentences for query in queries], [query.marks for query in queries]
    )


def _timexes(query: DateQuery, located: Sequence[Located]) -> list[Timex]:
    text, publication = query.text, query.publication
    anchored = _anchored(query, located)
    found: list[Timex] = []
    for number, one in enumerate(located):
        if number in anchored:
            found.extend(timexes(one, *anchored[number])[0])
        else:
            found.extend(standing_parts(_alone(text, one, query.date_order), one.parts, one.base))
    return sorted([*publication_of(text, *publication).parts, *found]) if publication else found


def _dates(query: DateQuery, located: Sequence[Located]) -> list[DateMention]:
    text, publication = query.text, query.publication
    if publication and not query.published:
        query = query._replace(published=publication[1])
    anchored, order = _anchored(query, located), query.date_order
    found: list[DateMention] = []
    for number, one in enumerate(located):
        start, end, means, base, _, parts = one
        if number in anchored:
            found.append(mention(text, one, *anchored[number]))
        elif not means.vague:
            alone = means.alone.get(order) or _alone(text, one, order)
            found.append(standing(alone, text, start, end, parts, base))
    if publication:
        found.append(publication_of(text, *publication))
        found.sort(key=lambda one: one.start)
    return found


def _anchored(query: DateQuery, located: Sequence[Located]) -> dict[int, Anchored]:
    """Return what the expressions come to that hang on others, by their number; the rest mean what their words say."""
    text, sentences, published, order, shuffled, marks, _ = query
    published = published or dateline(text, located)
    # without a date of the text deictic words find nothing
    hanging = [n for n, one in enumerate(located) if one[2].hangs or (published and one[2].deictic)]
    if not hanging:
        return {}
    header = any(mark.reason == "header" for mark in marks)
    reader = Reader(published, header or is_report(text, sentences, located, published))
    sides = in_context(text, sentences, located, reader, order)
    heads = {n: head for n, items in enumerate(sides) if (head := items[0]) is not None}
    choices = dict(zip(heads, choose(list(heads.values()), reader, shuffled=shuffled), strict=True))
    return {n: Anchored(sides[n], choices.get(n, STATED), reader) for n in hanging}


def _alone(text: str, one: Located, order: str | None) -> Alone:
    """Return what an expression is by itself."""
    known = one.meaning.alone.get(order)
    if known is None:
        choice = UNRESOLVED if one.meaning.head is not None and one.meaning.head.year is None else STATED
        full = mention(text, one, plain(one, order), choice, Reader())
        known = Alone(full[3:17], tuple([part[2:] for part in full.parts]))
        one.meaning.alone[order] = known
    return known
