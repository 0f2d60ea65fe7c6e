"""An expression and what its dates hang on come in; its timexes and its row of date_mentions go out."""

from collections.abc import Sequence
from datetime import date

from karabakh.flows.dates import edtf
from karabakh.flows.dates.anchor import Resolved, resolve, resolve_after
from karabakh.flows.dates.context import Sides
from karabakh.flows.dates.locate import Located
from karabakh.flows.dates.mention import DateMention, Timex
from karabakh.flows.dates.reading import Choice, Reader
from karabakh.flows.dates.rules.lengths import span_of
from karabakh.flows.dates.value import edtf_of, timex_of
from karabakh.flows.dates.when import Date, Duration, Recurring, Simple, Vague
from karabakh.flows.text.span import Span

# each side of an expression, resolved; None for what is no date
Known = tuple[Resolved | None, ...]


def publication_of(text: str, span: Span, day: date) -> DateMention:
    """Return the mention of the day of publication in a header."""
    (start, end), value = span, day.isoformat()
    part = Timex(start, end, "DATE", value, None)
    return _row(text, start, end, "DATE", value, None, value, "stated", None, "header", "publication", (part,))


def timexes(one: Located, sides: Sides, choice: Choice, reader: Reader) -> tuple[tuple[Timex, ...], Known]:
    """Return the timexes of an expression, and what its sides have been resolved to."""
    values = list(one.meaning.values)
    known: list[Resolved | None] = []
    for number, item in enumerate(sides):
        done = None
        if item is not None:
            first = known[0] if number else None
            done = resolve_after(first, item, reader) if first else resolve(item, choice, reader)
            values[number] = done.value
        known.append(done)
    # a night over two days is one timex, of the first value
    found = zip(one.parts, values, strict=False)
    return tuple([_timex(one.base + start, one.base + end, value) for (start, end), value in found]), tuple(known)


def _timex(start: int, end: int, value: Simple) -> Timex:
    if isinstance(value, Duration):
        return Timex(start, end, "DURATION", value.value, value.mod)
    if isinstance(value, Recurring):
        return Timex(start, end, "SET", value.value, None, value.quant, value.freq)
    if isinstance(value, Vague):
        return Timex(start, end, "DATE", value.value, None)
    kind = "TIME" if value.time and value.time != "WE" else "DATE"
    if value.ref is not None and value.ref.event:
        # ISO-TimeML: "after" is a signal, and what it counts from an event is a length
        number = "X" if value.ref.n is None else abs(value.ref.n)
        return Timex(start, end, "DURATION", span_of(number, value.ref.unit), value.mod)
    if value.ref is not None and value.ref.n is None:
        return Timex(start, end, "DATE", "FUTURE_REF" if value.ref.sign > 0 else "PAST_REF", None)
    return Timex(start, end, kind, timex_of(value), value.mod)


def mention(text: str, one: Located, sides: Sides, choice: Choice, reader: Reader) -> DateMention:
    """Return the row of an expression."""
    parts, resolved = timexes(one, sides, choice, reader)
    relation = one.meaning.relation
    known = [each for each in resolved if each is not None]
    value = _pair_edtf(relation, resolved) if relation else _edtf(known[0]) if known else None
    kind, timex = parts[0].type, _joined_value(relation, parts) if relation not in ("", "-") else parts[0].value
    if one.meaning.event:
        kind, timex = "DATE", None  # not a length for a reader, but a day, though not known which
    if timex in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        timex = None
    basis, anchor = _basis(known)
    return _row(
        text, one.start, one.end, kind, timex, parts[0].mod if len(parts) == 1 else None,
        value, basis, anchor, one.meaning.rule, None, parts, [each.value for each in known],
    )  # fmt: skip


def _edtf(resolved: Resolved) -> str | None:
    if resolved.value.ref is not None:
        return None
    if resolved.value.mod and resolved.value.year is None and resolved.value.mod != "APPROX":
        return edtf_of(resolved.value.but(mod=None))
    return edtf_of(resolved.value)


def _pair_edtf(relation: str, resolved: Known) -> str | None:
    left, right = resolved
    if left is None:
        return None
    first = _edtf(left)
    last = ".." if right is None else _edtf(right)
    if first is None or last is None:
        return None
    if relation == "|":
        return f"[{first},{last}]" if "/" not in first + last else f"{first.split('/')[0]}/{last.split('/')[-1]}"
    return f"{first.split('/')[0].split('T')[0]}/{last.split('/')[-1].split('T')[0]}"


def _joined_value(relation: str, parts: Sequence[Timex]) -> str | None:
    values = [timex.value for timex in parts]
    return None if None in values else relation.join(value for value in values if value)


def _basis(known: Sequence[Resolved]) -> tuple[str, str | None]:
    for basis in ("unresolved", "document_date", "narrative"):
        for resolved in known:
            if resolved.basis == basis:
                return basis, resolved.anchor
    return "stated", None


_NOTHING = edtf.Reading(None, None, None, None, "", "exact")


def _ends_before_it_begins(reading: edtf.Reading) -> bool:
    """Say whether a range of words does not hold once its sides are resolved (from Friday to 1918)."""
    if reading.earliest is not None and reading.latest is not None:
        return reading.latest < reading.earliest
    return reading.year_start is not None and reading.year_end is not None and reading.year_end < reading.year_start


def _row(
    text: str, start: int, end: int, kind: str, timex: str | None, mod: str | None, value: str | None, basis: str,
    anchor: str | None, rule: str, role: str | None, parts: tuple[Timex, ...], dates: Sequence[Date] = (),
) -> DateMention:  # fmt: skip
    reading = _NOTHING
    if value is not None:
        try:
            reading = edtf.read(value)
        except ValueError:
            value = None
    if _ends_before_it_begins(reading):
        value, timex, reading = None, None, _NOTHING
    precision = reading.precision or _precision(kind, dates)
    if value and len(dates) == 1 and dates[0].part and dates[0].unit in ("half", "month", "decade", "century"):
        precision = "half"
    qualifier = "ambiguous" if any(d.ambiguous for d in dates) else reading.qualifier
    return DateMention(
        start, end, text[start:end], kind, timex, mod, value, reading.earliest, reading.latest, reading.year_start,
        reading.year_end, precision, qualifier, basis, anchor, rule, role, parts,
    )  # fmt: skip


def _precision(kind: str, dates: Sequence[Date]) -> str:
    if kind in ("DURATION", "SET"):
        return kind.lower()
    return dates[0].unit if dates else "day"
