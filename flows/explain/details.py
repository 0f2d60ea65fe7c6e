"""What is found in, lines that tell it and what it rests on out, in parts that can be laid out."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from karabakh.flows.clean import LETTERS
from karabakh.flows.dates import DateMention
from karabakh.flows.explain.explanation import Explanation, Mention, flat, values
from karabakh.flows.figures import Figure
from karabakh.flows.places import Gazetteer, PlaceMention
from karabakh.flows.text.span import Span

SHOWN = 20
"""Marks within words or between them that are shown of each reason; of the others all are."""


class Detail(NamedTuple):
    """A line that tells one thing: what it is (`place`, `mark`, …), where it stands, what it means, and why."""

    what: str
    where: str
    meaning: str = ""
    why: str = ""

    @property
    def told(self) -> str:
        """What it means, and why."""
        return "; ".join(filter(None, (self.meaning, self.why)))


def of_text(explained: Explanation) -> Iterator[Detail]:
    """Yield the marks of a text, and the dates that stand in no sentence."""
    seen: Counter[str] = Counter()
    for start, end, reason, instead in explained.found.marks:
        seen[reason] += 1
        if seen[reason] <= SHOWN or reason not in LETTERS:
            reading = "" if instead is None else f", read as {instead!r}"
            yield Detail("mark", f"{explained.text[start:end]!r} [{start}:{end}] {reason}{reading}")
    for reason in sorted(LETTERS & seen.keys()):
        if seen[reason] > SHOWN:
            yield Detail("marks", f"{reason}: {seen[reason] - SHOWN:,} more")
    for mention in explained.found.dates:
        if mention.role:
            yield _date(mention)


def of_mention(mention: Mention, gazetteer: Gazetteer) -> Detail:
    """Return what is told of a mention."""
    if isinstance(mention, PlaceMention):
        return _place(mention, gazetteer)
    return _date(mention) if isinstance(mention, DateMention) else _figure(mention)


def of_statement(explained: Explanation, sentence: Span) -> Iterator[Detail]:
    """Yield the statement that a sentence makes, if it does."""
    told = values(explained.statements.get(sentence, {}), skip=("figures",))
    if told:
        yield Detail("statement", told)


def _place(mention: PlaceMention, gazetteer: Gazetteer) -> Detail:
    if mention.place_id is None:
        meant = "one of " + ", ".join(f"{place} {gazetteer.labels[place]}" for place in mention.candidates)
    else:
        kind = gazetteer.types[mention.place_id]
        meant = f"{mention.place_id} {gazetteer.labels[mention.place_id]} ({kind})"
    event = ", in an event's name" if mention.in_event_name else ""
    how = f"name {mention.name!r}, {mention.tradition}, {mention.method}, confidence {mention.confidence:.2f}{event}"
    return Detail("place", _surface(mention), meant, "; ".join([how, *mention.evidence]))


def _date(mention: DateMention) -> Detail:
    said = (mention.timex_mod, mention.parts[0].quant, mention.parts[0].freq)
    mod = "".join(f" {word}" for word in said if word)
    bounds = f", {mention.earliest} to {mention.latest}" if mention.earliest or mention.latest else ""
    anchor = f" from {mention.anchor}" if mention.anchor else ""
    role = f", {mention.role}" if mention.role else ""
    why = (
        f"{mention.timex_type} {mention.timex_value}{mod}; {mention.precision}, {mention.qualifier}; "
        f"{mention.basis}{anchor}; rule {mention.rule}{role}"
    )
    return Detail("date", _surface(mention), f"{mention.edtf or 'no EDTF'}{bounds}", why)


def _figure(mention: Figure) -> Detail:
    low, high = (f"{bound:g}" if bound is not None else "open" for bound in (mention.low, mention.high))
    about = ", approximate" if mention.approximate else ""
    group = f" of {mention.group}" if mention.group else ""
    return Detail("figure", _surface(mention), f"{mention.kind}{group} {low} to {high} {mention.unit}{about}")


def _surface(mention: Mention) -> str:
    return f"{flat(mention.surface)!r} [{mention.start}:{mention.end}]"
