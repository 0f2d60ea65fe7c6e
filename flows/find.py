"""A text in, its marks, sentences, places, dates and figures out."""

from datetime import date
from typing import NamedTuple

from karabakh.flows.clean import clean
from karabakh.flows.dates import DateMention, find_dates
from karabakh.flows.figures import Figure, find_figures
from karabakh.flows.places import Gazetteer, PlaceMention, find_places
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


def find(
    text: str,
    gazetteer: Gazetteer,
    *,
    published: date | None = None,
    date_order: str | None = None,
    sentence_order: str | None = None,
) -> Found:
    """Clean a text, split it into sentences and find its places, dates and figures.

    ``published`` is the day of publication, ``date_order`` (dmy, mdy, ymd) says how 03/04/1992 is read, and
    ``sentence_order`` (running, shuffled) whether the sentences follow each other; None: the text itself must tell.
    """
    marks = clean(text)
    sentences = split(text, marks)
    out_of_order = shuffled(text, sentences, marks) if sentence_order is None else sentence_order == "shuffled"
    dates = find_dates(text, sentences, published=published, date_order=date_order, shuffled=out_of_order, marks=marks)
    return Found(
        marks,
        sentences,
        out_of_order,
        places=find_places(text, sentences, gazetteer, marks),
        dates=dates,
        figures=find_figures(
            text, sentences, taken=[Span(mention.start, mention.end) for mention in dates], marks=marks
        ),
    )
