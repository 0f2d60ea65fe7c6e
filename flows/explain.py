"""A text in, what is found in it and why out, for people to read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from karabakh.flows.clean import LETTERS, header_of
from karabakh.flows.figures import Figure
from karabakh.flows.find import Found, find
from karabakh.flows.places import Gazetteer, PlaceMention
from karabakh.flows.span import Span
from karabakh.flows.statements import state

SHOWN = 20
"""Marks within words or between them that are shown of each reason; of the others all are."""


def explain(text: str, gazetteer: Gazetteer, published: date | None = None) -> str:
    """Return the sentences of ``text``, each with its mentions, their values, and what these rest on.

    ``published`` is the day the text was published; a header in the text says it too.
    """
    header = header_of(text)
    published = published or (header.published if header else None)
    found = find(text, gazetteer, published=published)
    lines = list(_head(text, published, found))
    statements = dict(state(text, found.sentences, found.places, found.dates, found.figures, gazetteer.types))
    for sentence in found.sentences:
        lines += ["", f"[{sentence.start}:{sentence.end}] {_flat(sentence.of(text))}"]
        lines += _mentions(found, sentence, gazetteer)
        if sentence in statements:
            lines.append(f"  statement {_values(statements[sentence], skip=('figures',))}")
    return "\n".join(lines)


def _head(text: str, published: date | None, found: Found) -> Iterator[str]:
    order = "out of order" if found.shuffled else "in order"
    dated = f"published {published}" if published else "no date of publication"
    sentences = "1 sentence" if len(found.sentences) == 1 else f"{len(found.sentences):,} sentences"
    yield f"{len(text):,} characters, {sentences} {order}, {dated}"
    seen: Counter[str] = Counter()
    for start, end, reason, instead in found.marks:
        seen[reason] += 1
        if seen[reason] <= SHOWN or reason not in LETTERS:
            reading = "" if instead is None else f", read as {instead!r}"
            yield f"  mark      {text[start:end]!r} [{start}:{end}] {reason}{reading}"
    for reason in sorted(LETTERS & seen.keys()):
        if seen[reason] > SHOWN:
            yield f"  marks     {reason}: {seen[reason] - SHOWN:,} more"
    for mention in found.dates:
        if mention.role:
            yield f"  date      {_date(mention)}"


def _mentions(found: Found, sentence: Span, gazetteer: Gazetteer) -> Iterator[str]:
    rows = [
        *((mention.start, f"  place     {_place(mention, gazetteer)}") for mention in _in(found.places, sentence)),
        *((mention.start, f"  date      {_date(mention)}") for mention in _in(found.dates, sentence)),
        *((mention.start, f"  figure    {_figure(mention)}") for mention in _in(found.figures, sentence)),
    ]
    return (line for _, line in sorted(rows))


def _in(mentions: Sequence[Any], sentence: Span) -> Iterator[Any]:
    return (mention for mention in mentions if sentence.start <= mention.start < sentence.end)


def _place(mention: PlaceMention, gazetteer: Gazetteer) -> str:
    if mention.place_id is None:
        meant = "one of " + ", ".join(f"{place} {gazetteer.labels[place]}" for place in mention.candidates)
    else:
        kind = gazetteer.types[mention.place_id]
        meant = f"{mention.place_id} {gazetteer.labels[mention.place_id]} ({kind})"
    event = ", in an event's name" if mention.in_event_name else ""
    how = f"name {mention.name!r}, {mention.tradition}, {mention.method}, confidence {mention.confidence:.2f}{event}"
    return f"{_surface(mention)} -> {meant}; {how}" + "".join(f"; {reason}" for reason in mention.evidence)


def _date(mention: Any) -> str:
    said = (mention.timex_mod, mention.parts[0].quant, mention.parts[0].freq)
    mod = "".join(f" {word}" for word in said if word)
    bounds = f", {mention.earliest} to {mention.latest}" if mention.earliest or mention.latest else ""
    anchor = f" from {mention.anchor}" if mention.anchor else ""
    role = f", {mention.role}" if mention.role else ""
    return (
        f"{_surface(mention)} -> {mention.edtf or 'no EDTF'}{bounds}; {mention.timex_type} {mention.timex_value}{mod}; "
        f"{mention.precision}, {mention.qualifier}; {mention.basis}{anchor}; rule {mention.rule}{role}"
    )


def _figure(mention: Figure) -> str:
    low, high = (f"{bound:g}" if bound is not None else "open" for bound in (mention.low, mention.high))
    about = ", approximate" if mention.approximate else ""
    group = f" of {mention.group}" if mention.group else ""
    return f"{_surface(mention)} -> {mention.kind}{group} {low} to {high} {mention.unit}{about}"


def _surface(mention: Any) -> str:
    return f"{_flat(mention.surface)!r} [{mention.start}:{mention.end}]"


def _values(columns: dict[str, Any], skip: Sequence[str]) -> str:
    shown = ((name, value) for name, value in columns.items() if name not in skip and value not in (None, []))
    return ", ".join(f"{name} {' '.join(value) if isinstance(value, list) else value}" for name, value in shown)


def _flat(text: str) -> str:
    return " ".join(text.split())
