"""The rule and the values of an expression come in; what is known of all expressions that mean the same goes out."""

from functools import lru_cache

from karabakh.flows.dates.mention import Alone
from karabakh.flows.dates.when import Date, Simple, Vague


class Meaning:
    """What all expressions have in common that one rule has read in the same way, wherever they stand.

    ``values`` are its one or two dates, lengths or sets, ``relation`` is between two of them, ``head`` the first if it
    is a date. ``hangs`` says that some value needs more than these words, ``deictic`` that it does in a text that has a
    date, and finds nothing in another. ``event`` says that it counts from an event that the words name. ``alone`` keeps
    what the words are by themselves, by the order in which numeric dates are read.
    """

    __slots__ = ("alone", "deictic", "event", "hangs", "head", "relation", "rule", "vague", "values")

    def __init__(self, rule: str, relation: str, values: tuple[Simple, ...]) -> None:
        first = values[0]
        self.rule, self.relation, self.values = rule, relation, values
        self.head = first if isinstance(first, Date) else None
        self.vague = isinstance(first, Vague) and not relation
        self.event = not relation and _counts_from_event(first)
        open_values = [value for value in values if isinstance(value, Date) and _is_open(value)]
        self.hangs = any(not _is_deictic(value) for value in open_values)
        self.deictic = not self.hangs and bool(open_values)
        self.alone: dict[str | None, Alone] = {}


@lru_cache(maxsize=1 << 14)
def meaning(rule: str, relation: str, values: tuple[Simple, ...]) -> Meaning:
    """Return the one meaning of these values by this rule."""
    return Meaning(rule, relation, values)


def _counts_from_event(value: Simple) -> bool:
    return isinstance(value, Date) and value.ref is not None and value.ref.event


def _is_open(value: Date) -> bool:
    """Say whether a date can be known though its words do not say it; what counts from an event, or vaguely, cannot."""
    return value.year is None and (value.ref is None or (value.ref.n is not None and not value.ref.event))


def _is_deictic(value: Date) -> bool:
    """Say whether an open date can be known in a text that has a date only."""
    return (value.weekday is not None and value.day is None) if value.ref is None else value.ref.base == "document"
