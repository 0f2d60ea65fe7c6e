"""A mention in, what it was normalised to out: the label and id of a place, the EDTF of a date, a figure's bounds."""

from dataclasses import asdict

from karabakh.flows.dates import DateMention
from karabakh.flows.explain.explanation import Mention
from karabakh.flows.figures.words import in_words
from karabakh.flows.places import Gazetteer, PlaceMention


def meaning(mention: Mention, gazetteer: Gazetteer) -> str:
    """Return what stands under a mention in the text."""
    if isinstance(mention, PlaceMention):
        return of_place(mention, gazetteer)
    return of_date(mention) if isinstance(mention, DateMention) else in_words(asdict(mention))


def of_place(mention: PlaceMention, gazetteer: Gazetteer) -> str:
    """Return the neutral label and the identifier; where several places remain, those of each."""
    places = mention.candidates if mention.place_id is None else (mention.place_id,)
    event = " (in an event's name)" if mention.in_event_name else ""
    return " or ".join(f"{gazetteer.labels[place]} {place}" for place in places) + event


def of_date(mention: DateMention) -> str:
    """Return the EDTF value; of what is no date, or of one that is not known, the type and the value of TIMEX3."""
    return mention.edtf or f"{mention.timex_type.lower()} {mention.timex_value}"
