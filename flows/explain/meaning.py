"""A mention in, what it was normalised to out: the label and id of a place, the EDTF of a date, a figure's bounds."""

from karabakh.flows.dates import DateMention
from karabakh.flows.explain.explanation import Mention
from karabakh.flows.figures import Figure
from karabakh.flows.places import Gazetteer, PlaceMention


def meaning(mention: Mention, gazetteer: Gazetteer) -> str:
    """Return what stands under a mention in the text."""
    if isinstance(mention, PlaceMention):
        return of_place(mention, gazetteer)
    return of_date(mention) if isinstance(mention, DateMention) else of_figure(mention)


def of_place(mention: PlaceMention, gazetteer: Gazetteer) -> str:
    """Return the neutral label and the identifier; where several places remain, those of each."""
    places = mention.candidates if mention.place_id is None else (mention.place_id,)
    event = " (in an event's name)" if mention.in_event_name else ""
    return " or ".join(f"{gazetteer.labels[place]} {place}" for place in places) + event


def of_date(mention: DateMention) -> str:
    """Return the EDTF value; of what is no date, or of one that is not known, the type and the value of TIMEX3."""
    return mention.edtf or f"{mention.timex_type.lower()} {mention.timex_value}"


def of_figure(figure: Figure) -> str:
    """Return kind, bounds, unit and, as the text names it, group.

    >>> of_figure(Figure(0, 11, "some 30 men", "killed", 30, 30, True, "people", "men"))
    'killed about 30 people (men)'
    """
    about = "about " if figure.approximate else ""
    group = f" ({figure.group})" if figure.group else ""
    kind = figure.kind.replace("_", " ")
    unit = "" if figure.unit in {None, figure.kind} else f" {figure.unit}"
    return f"{kind} {about}{bounds(figure.low, figure.high)}{unit}{group}"


def bounds(low: float | None, high: float | None) -> str:
    """Return two bounds as people say them; None is open.

    >>> bounds(12, None), bounds(None, 0.5), bounds(23, 30), bounds(4400, 4400)
    ('at least 12', 'at most 0.5', '23–30', '4,400')
    """
    if low is None or high is None:
        return f"at most {_number(high)}" if low is None else f"at least {_number(low)}"
    return _number(low) if low == high else f"{_number(low)}–{_number(high)}"


def _number(value: float | None) -> str:
    if value is None:
        return "unknown"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
