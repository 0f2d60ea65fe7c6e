"""Texts in, the marks, sentences, places, dates and figures of each out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from karabakh.flows.dates import DateMention, find_dates
from karabakh.flows.figures import Figure, find_figures
from karabakh.flows.layout import Layout, lay_out
from karabakh.flows.places import Gazetteer, Laid, PlaceMention, find_all_places
from karabakh.flows.places.mention import CONFIDENCE
from karabakh.flows.span import Mark, Span


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
    found = [_tried(_without_places, query) for query in queries]
    whole = [(number, one) for number, one in enumerate(found) if not isinstance(one, Exception)]
    laid = [Laid(layout.view.text, layout.read) for _, (layout, _) in whole]
    results: list[Found | Exception] = [one if isinstance(one, Exception) else one[1] for one in found]
    for (number, (layout, one)), places in zip(whole, _places(laid, gazetteer), strict=True):
        if isinstance(places, Exception):
            results[number] = places
        else:
            results[number] = one._replace(places=[_standing_place(layout, place) for place in places])
    return results


def _without_places(query: Query) -> tuple[Layout, Found]:
    layout = lay_out(query.text, query.sentence_order)
    read = layout.view.text
    published = query.published or (layout.header.published if layout.header else None)
    dates = find_dates(read, layout.read, published=published, date_order=query.date_order, shuffled=layout.shuffled,
                       marks=layout.kept, publication=layout.publication)  # fmt: skip
    taken = [Span(mention.start, mention.end) for mention in dates]
    figures = find_figures(read, layout.read, taken=taken, marks=layout.kept)
    return layout, Found(
        layout.marks,
        layout.sentences,
        layout.shuffled,
        [],
        [_standing_date(layout, mention) for mention in dates],
        [_standing_figure(layout, figure) for figure in figures],
    )


def _standing_place(layout: Layout, mention: PlaceMention) -> PlaceMention:
    """Carry a mention back; a name that is not letter for letter in the text was read by folding."""
    if layout.is_as_read:
        return mention
    start, end = layout.view.back(mention.start, mention.end)
    surface = layout.text[start:end]
    if mention.method == "exact" and surface != mention.surface:
        sure = min(mention.confidence, CONFIDENCE["folded"])
        return mention._replace(start=start, end=end, surface=surface, method="folded", confidence=sure)
    return mention._replace(start=start, end=end, surface=surface)


def _standing_date(layout: Layout, mention: DateMention) -> DateMention:
    if layout.is_as_read:
        return mention
    start, end = layout.view.back(mention.start, mention.end)
    parts = tuple(layout.standing(part) for part in mention.parts)
    return mention._replace(start=start, end=end, surface=layout.text[start:end], parts=parts)


def _standing_figure(layout: Layout, figure: Figure) -> Figure:
    if layout.is_as_read:
        return figure
    start, end = layout.view.back(figure.start, figure.end)
    return replace(figure, start=start, end=end, surface=layout.text[start:end])


def _places(texts: Sequence[Laid], gazetteer: Gazetteer) -> Sequence[list[PlaceMention] | Exception]:
    """Find the places of all texts at once, or of each by itself where that fails."""
    found = _tried(lambda every: list(find_all_places(every, gazetteer)), texts)
    if not isinstance(found, Exception):
        return found
    return [_tried(lambda one: next(find_all_places([one], gazetteer)), laid) for laid in texts]


_In = TypeVar("_In")
_Out = TypeVar("_Out")


def _tried(work: Callable[[_In], _Out], given: _In) -> _Out | Exception:
    try:
        return work(given)
    except Exception as error:  # one text must not cost the others theirs
        return error
