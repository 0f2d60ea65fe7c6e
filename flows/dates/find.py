"""A text, its sentences and its own date come in; its date mentions, or its timexes, go out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from karabakh.flows.dates import edtf
from karabakh.flows.dates.anchor import Resolved, choose, resolve, resolve_after
from karabakh.flows.dates.context import Sides, in_context, plain
from karabakh.flows.dates.locate import Located, locate
from karabakh.flows.dates.mention import DateMention, Timex
from karabakh.flows.dates.reading import STATED, UNRESOLVED, Choice, Item, Reader
from karabakh.flows.dates.report import dateline, is_report
from karabakh.flows.dates.rules.lengths import span_of
from karabakh.flows.dates.value import edtf_of, timex_of
from karabakh.flows.dates.when import Date, Duration, Pair, Recurring, Simple, Vague, Value
from karabakh.flows.span import Mark, Span


class Outcome(NamedTuple):
    """An expression after anchoring: its sides as timexes, and each side resolved (None for what is no date)."""

    located: Located
    timexes: tuple[Timex, ...]
    resolved: tuple[Resolved | None, ...]


_NO_DATE = (None,)


def find_dates(
    text: str, sentences: Sequence[Span], *, published: date | None = None, date_order: str | None = None,
    shuffled: bool = False, marks: Sequence[Mark] = (), publication: tuple[Span, date] | None = None,
) -> list[DateMention]:  # fmt: skip
    """Return the date mentions of a text, sorted by start, without overlaps.

    ``published`` is the date the text is known to bear, ``publication`` where a header gives it; ``date_order`` (dmy,
    mdy, ymd) reads numeric dates; ``shuffled`` says that the sentences are out of order. Of a stretch of over 200
    numbers and words of dates, without any other word between them, only the beginning is read. Never raises.
    """
    header = any(mark.reason == "header" for mark in marks)
    own = publication[1] if publication else None
    outcomes = _outcomes(text, sentences, published or own, date_order, shuffled, marks, header=header)
    mentions = [_mention(text, outcome) for outcome in outcomes]
    return sorted([_published(text, *publication), *mentions], key=lambda one: one.start) if publication else mentions


def find_timexes(
    text: str, sentences: Sequence[Span], dct: str | None = None, *, date_order: str | None = None,
    shuffled: bool = False, marks: Sequence[Mark] = (), publication: tuple[Span, date] | None = None,
) -> list[Timex]:  # fmt: skip
    """Return the TIMEX3 expressions of a text, sorted by start, without overlaps; ranges are two, vague adverbs are in.

    ``dct`` is the document's creation time as ISO 8601, or None.
    """
    published = date.fromisoformat(dct[:10]) if dct and _is_date(dct[:10]) else None
    header = any(mark.reason == "header" for mark in marks)
    outcomes = _outcomes(text, sentences, published, date_order, shuffled, marks, header=header, vague=True)
    found = [timex for outcome in outcomes for timex in outcome.timexes]
    return sorted([*_published(text, *publication).parts, *found]) if publication else found


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _published(text: str, span: Span, day: date) -> DateMention:
    """Return the mention of the day of publication in a header."""
    (start, end), value = span, day.isoformat()
    part = Timex(start, end, "DATE", value, None)
    return _row(text, start, end, "DATE", value, None, value, "stated", None, "header", "publication", (part,))


def _outcomes(
    text: str, sentences: Sequence[Span], published: date | None, order: str | None, shuffled: bool,
    marks: Sequence[Mark], *, header: bool, vague: bool = False,
) -> Iterator[Outcome]:  # fmt: skip
    located = list(locate(text, sentences, marks))
    published = published or dateline(text, located)
    reader = Reader(published, header or is_report(text, sentences, located, published))
    sides = [plain(one, order) for one in located]
    if any(_hangs(item, reader) for items in sides for item in items if item is not None):
        sides = in_context(text, sentences, located, sides, reader)
        choices = choose([items[0] for items in sides if items[0] is not None], reader, shuffled=shuffled)
    else:
        heads = [items[0] for items in sides if items[0] is not None]
        choices = [UNRESOLVED if head.value.year is None else STATED for head in heads]
    each = iter(choices)
    for one, items in zip(located, sides, strict=True):
        choice = STATED if items[0] is None else next(each)
        if vague or not isinstance(one.value, Vague):
            yield _outcome(text, one, items, choice, reader)


def _hangs(item: Item, reader: Reader) -> bool:
    """Say whether a date needs more than its words; without a date of the text, deictic words find nothing anyway."""
    value = item.value
    if value.year is not None:
        return False
    return value.ref is None or value.ref.base == "narrative" or reader.published is not None


def _outcome(text: str, one: Located, items: Sides, choice: Choice, reader: Reader) -> Outcome:
    if len(items) == 1 and items[0] is None:
        return Outcome(one, (_timex(*one.sides[0]),), _NO_DATE)
    timexes: list[Timex] = []
    resolved: list[Resolved | None] = []
    for number, ((start, end, value), item) in enumerate(zip(one.sides, items, strict=True)):
        done = None
        if item is not None:
            first = resolved[0] if number else None
            done = resolve_after(first, item, reader) if first else resolve(item, choice, reader)
            value = done.value
        if _from_event(value):
            end = start + len(text[start:end].rsplit(maxsplit=1)[0])  # "after" is no part of the timex
        timexes.append(_timex(start, end, value))
        resolved.append(done)
    if isinstance(one.value, Pair) and one.value.relation == "-":
        timexes = [Timex(one.start, one.end, *timexes[0][2:])]
    return Outcome(one, tuple(timexes), tuple(resolved))


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


def _from_event(value: Value) -> bool:
    return isinstance(value, Date) and value.ref is not None and value.ref.event


def _mention(text: str, outcome: Outcome) -> DateMention:
    expression, timexes = outcome.located, outcome.timexes
    pair = expression.value if isinstance(expression.value, Pair) else None
    known = [r for r in outcome.resolved if r is not None]
    value = _pair_edtf(pair, outcome) if pair else _edtf(known[0]) if known else None
    kind, timex = timexes[0].type, _joined_value(pair, timexes) if pair and pair.relation != "-" else timexes[0].value
    if _from_event(expression.value):
        kind, timex = "DATE", None  # not a length for a reader, but a day, though not known which
    if timex in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        timex = None
    basis, anchor = _basis(known)
    return _row(
        text, expression.start, expression.end, kind, timex, timexes[0].mod if len(timexes) == 1 else None,
        value, basis, anchor, expression.rule, None, timexes, outcome,
    )  # fmt: skip


def _edtf(resolved: Resolved) -> str | None:
    if resolved.value.ref is not None:
        return None
    if resolved.value.mod and resolved.value.year is None and resolved.value.mod != "APPROX":
        return edtf_of(resolved.value.but(mod=None))
    return edtf_of(resolved.value)


def _pair_edtf(pair: Pair, outcome: Outcome) -> str | None:
    left, right = outcome.resolved
    if left is None:
        return None
    first = _edtf(left)
    last = ".." if right is None else _edtf(right)
    if first is None or last is None:
        return None
    if pair.relation == "|":
        return f"[{first},{last}]" if "/" not in first + last else f"{first.split('/')[0]}/{last.split('/')[-1]}"
    return f"{first.split('/')[0].split('T')[0]}/{last.split('/')[-1].split('T')[0]}"


def _joined_value(pair: Pair | None, timexes: Sequence[Timex]) -> str | None:
    values = [timex.value for timex in timexes]
    if pair is None or None in values:
        return None
    return pair.relation.join(value for value in values if value)


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
    anchor: str | None, rule: str, role: str | None, parts: tuple[Timex, ...], outcome: Outcome | None = None,
) -> DateMention:  # fmt: skip
    reading = _NOTHING
    if value is not None:
        try:
            reading = edtf.read(value)
        except ValueError:
            value = None
    if _ends_before_it_begins(reading):
        value, timex, reading = None, None, _NOTHING
    dates = [r.value for r in outcome.resolved if r is not None] if outcome else []
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
