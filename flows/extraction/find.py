"""Texts in, the marks, sentences, places, dates and figures of each out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from karabakh.flows.dates import DateMention, DateQuery, Timex, find_all_dates
from karabakh.flows.extraction.layout import Layout, lay_out_all
from karabakh.flows.figures import Figure, FigureQuery, find_all_figures
from karabakh.flows.places import Gazetteer, Laid, PlaceMention, find_all_places
from karabakh.flows.places.mention import CONFIDENCE
from karabakh.flows.text.span import Mark, Span
from karabakh.flows.text.stretches import stretches
from karabakh.flows.text.view import View


class Found(NamedTuple):
    """What one text holds; all positions count in the text as it stands."""

    marks: list[Mark]
    sentences: list[Span]
    shuffled: bool
    places: list[PlaceMention]
    dates: list[DateMention]
    figures: list[Figure]


class Query(NamedTuple):
    """A text and what is known of it.

    ``published`` is the day of publication, ``date_order`` (dmy, mdy, ymd) says how 03/04/1992 is read, and
    ``sentence_order`` (running, shuffled) whether the sentences follow each other; None: the text itself must tell.
    """

    text: str
    published: date | None = None
    date_order: str | None = None
    sentence_order: str | None = None


def find(text: str, gazetteer: Gazetteer, published: date | None = None) -> Found:
    """Clean a text, split it into sentences and find its places, dates and figures."""
    (found,) = find_all([Query(text, published)], gazetteer)
    if isinstance(found, Exception):
        raise found
    return found


def find_all(queries: Iterable[Query], gazetteer: Gazetteer) -> list[Found | Exception]:
    """Return for each text what is found in it, or the exception that its search, and no other's, ended with."""
    laid = _then(_laid_out, list(queries))
    dated = _then(_dated, laid)
    counted = _then(_counted, dated)
    return _then(lambda every: _placed(every, gazetteer), counted)


class _Laid(NamedTuple):
    """A text that is laid out, and what is found in its view so far."""

    query: Query
    layout: Layout
    dates: Sequence[DateMention] = ()
    figures: Sequence[Figure] = ()


def _laid_out(queries: Sequence[Query]) -> list[_Laid]:
    layouts = lay_out_all([query.text for query in queries], [query.sentence_order for query in queries])
    return list(map(_Laid, queries, layouts))


def _dated(texts: Sequence[_Laid]) -> list[_Laid]:
    found = find_all_dates([_date_query(query, layout) for query, layout, *_ in texts])
    return [text._replace(dates=dates) for text, dates in zip(texts, found, strict=True)]


def _date_query(query: Query, layout: Layout) -> DateQuery:
    published = query.published or (layout.header.published if layout.header else None)
    return DateQuery(layout.view.text, layout.read, published, query.date_order, layout.shuffled,
                     layout.kept, layout.publication)  # fmt: skip


def _counted(texts: Sequence[_Laid]) -> list[_Laid]:
    queries = [
        FigureQuery(layout.view.text, layout.read, [Span(date.start, date.end) for date in dates], layout.kept)
        for _, layout, dates, _ in texts
    ]
    found = find_all_figures(queries)
    return [text._replace(figures=figures) for text, figures in zip(texts, found, strict=True)]


def _placed(texts: Sequence[_Laid], gazetteer: Gazetteer) -> list[Found]:
    layouts = [text.layout for text in texts]
    places = find_all_places([Laid(layout.view.text, layout.read) for layout in layouts], gazetteer)
    every = zip(
        layouts,
        _standing(layouts, places, _standing_place),
        _standing(layouts, [text.dates for text in texts], _standing_date),
        _standing(layouts, [text.figures for text in texts], _standing_figure),
        strict=True,
    )
    return [
        Found(layout.marks, layout.sentences, layout.shuffled, where, when, how_many)
        for layout, where, when, how_many in every
    ]


_Some = TypeVar("_Some", PlaceMention, DateMention, Figure)


def _standing(
    layouts: Sequence[Layout],
    lists: Iterable[Sequence[_Some]],
    standing: Callable[[Layout, _Some, int, int], _Some],
) -> list[list[_Some]]:
    """Return what is found in the views of texts with its places in the texts as they stand."""
    given = [list(some) for some in lists]
    moved = [[] if layout.is_as_read else some for layout, some in zip(layouts, given, strict=True)]
    told = View.back_all([layout.view for layout in layouts], stretches(moved))
    places = zip(told.start.tolist(), told.end.tolist(), strict=True)
    for layout, some in zip(layouts, moved, strict=True):
        some[:] = [standing(layout, one, *next(places)) for one in some]
    return given


def _standing_place(layout: Layout, mention: PlaceMention, start: int, end: int) -> PlaceMention:
    """Carry a mention back; a name that is not letter for letter in the text was read by folding."""
    surface = layout.text[start:end]
    if mention.method == "exact" and surface != mention.surface:
        mention = mention._replace(method="folded", confidence=min(mention.confidence, CONFIDENCE["folded"]))
    return PlaceMention._make((start, end, surface, *mention[3:]))


def _standing_date(layout: Layout, mention: DateMention, start: int, end: int) -> DateMention:
    part, *others = mention.parts
    if not others and part[:2] == mention[:2]:  # as nearly always
        parts: tuple[Timex, ...] = (Timex._make((start, end, *part[2:])),)
    else:
        parts = tuple([layout.standing(part) for part in mention.parts])
    return DateMention._make((start, end, layout.text[start:end], *mention[3:-1], parts))


def _standing_figure(layout: Layout, figure: Figure, start: int, end: int) -> Figure:
    return replace(figure, start=start, end=end, surface=layout.text[start:end])


_In = TypeVar("_In")
_Out = TypeVar("_Out")


def _then(work: Callable[[Sequence[_In]], Sequence[_Out]], given: Sequence[_In | Exception]) -> list[_Out | Exception]:
    """Put to ``work`` whatever has not failed before; what has stays the exception that it is."""
    done = iter(each(work, [one for one in given if not isinstance(one, Exception)]))
    return [one if isinstance(one, Exception) else next(done) for one in given]


def each(work: Callable[[Sequence[_In]], Sequence[_Out]], given: Sequence[_In]) -> list[_Out | Exception]:
    """Return what ``work`` makes of all at once; where that fails, of either half, down to the one that it fails on.

    >>> each(lambda some: [12 // one for one in some], [3, 0, 4])
    [4, ZeroDivisionError('integer division or modulo by zero'), 3]
    """
    if not given:
        return []
    try:
        return list(work(given))
    except Exception as error:  # one text must not cost the others theirs
        half = len(given) // 2
        return [*each(work, given[:half]), *each(work, given[half:])] if half else [error]
