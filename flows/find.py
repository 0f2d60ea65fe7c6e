"""Texts in, the marks, sentences, places, dates and figures of each out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from karabakh.flows.clean import clean
from karabakh.flows.dates import DateMention, find_dates
from karabakh.flows.figures import Figure, find_figures
from karabakh.flows.places import Gazetteer, Laid, PlaceMention, find_all_places
from karabakh.flows.sentences import shuffled, split
from karabakh.flows.span import Mark, Span


class Found(NamedTuple):
    """What one text holds."""

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
    laid = [Laid(text, one.sentences, one.marks) for _, (text, one) in whole]
    results: list[Found | Exception] = [one if isinstance(one, Exception) else one[1] for one in found]
    for (number, (_, one)), places in zip(whole, _places(laid, gazetteer), strict=True):
        results[number] = places if isinstance(places, Exception) else one._replace(places=places)
    return results


def _without_places(query: Query) -> tuple[str, Found]:
    text = query.text
    marks = clean(text)
    sentences = split(text, marks)
    told = query.sentence_order
    out_of_order = shuffled(text, sentences, marks) if told is None else told == "shuffled"
    dates = find_dates(text, sentences, published=query.published, date_order=query.date_order, shuffled=out_of_order,
                       marks=marks)  # fmt: skip
    taken = [Span(mention.start, mention.end) for mention in dates]
    return text, Found(
        marks, sentences, out_of_order, [], dates, find_figures(text, sentences, taken=taken, marks=marks)
    )


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
