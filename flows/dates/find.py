"""A text, its sentences and its own date come in; its date mentions, or its timexes, go out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from karabakh.flows.dates import edtf
from karabakh.flows.dates.anchor import Anchors, Place, Resolved
from karabakh.flows.dates.classes import CODES
from karabakh.flows.dates.locate import Located, locate
from karabakh.flows.dates.mention import DateMention, Timex
from karabakh.flows.dates.passing import in_passing
from karabakh.flows.dates.rules.calendar import on
from karabakh.flows.dates.tense import looks_ahead
from karabakh.flows.dates.tokens import lex
from karabakh.flows.dates.value import edtf_of, timex_of
from karabakh.flows.dates.when import Date, Duration, Pair, Recurring, Simple, Vague
from karabakh.flows.span import Mark, Span


class Outcome(NamedTuple):
    """An expression after anchoring: its sides as timexes, and each side resolved (None for what is no date)."""

    located: Located
    timexes: tuple[Timex, ...]
    resolved: tuple[Resolved | None, ...]


def find_dates(
    text: str, sentences: Sequence[Span], *, published: date | None = None, date_order: str | None = None,
    shuffled: bool = False, marks: Sequence[Mark] = (),
) -> list[DateMention]:  # fmt: skip
    """Return the date mentions of a text, sorted by start, without overlaps.

    ``published`` is the date the text is known to bear (a header in ``marks`` gives its own); ``date_order`` (dmy, mdy,
    ymd) reads numeric dates; ``shuffled`` says that the sentences are out of order. Never raises on any text.
    """
    headers = [mention for mark in marks if mark.reason == "header" for mention in _header(text, mark)]
    own = next((mention.earliest for mention in headers), None)
    outcomes = _outcomes(text, sentences, published or own, date_order, shuffled, marks, header=bool(headers))
    mentions = [mention for outcome in outcomes if (mention := _mention(text, outcome)) is not None]
    return sorted(headers + mentions, key=lambda mention: mention.start)


def find_timexes(
    text: str, sentences: Sequence[Span], dct: str | None = None, *, date_order: str | None = None,
    shuffled: bool = False, marks: Sequence[Mark] = (),
) -> list[Timex]:  # fmt: skip
    """Return the TIMEX3 expressions of a text, sorted by start, without overlaps; ranges are two, vague adverbs are in.

    ``dct`` is the document's creation time as ISO 8601, or None.
    """
    published = date.fromisoformat(dct[:10]) if dct and _is_date(dct[:10]) else None
    headers = [mention for mark in marks if mark.reason == "header" for mention in _header(text, mark)]
    outcomes = _outcomes(text, sentences, published, date_order, shuffled, marks, header=bool(headers))
    found = [timex for outcome in outcomes for timex in outcome.timexes]
    return sorted([part for mention in headers for part in mention.parts] + found)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _header(text: str, mark: Mark) -> Iterator[DateMention]:
    tokens = lex(text, mark.start, mark.end)
    for code, start, end, surface in zip(tokens.classes, tokens.starts, tokens.ends, tokens.values, strict=True):
        if code != CODES["ISO"]:
            continue
        day = on(int(surface[8:10]), int(surface[5:7]), int(surface[:4]))
        value = edtf_of(day) if day else None
        if value is not None:
            part = Timex(start, end, "DATE", value, None)
            yield _row(text, start, end, "DATE", value, None, value, "stated", None, "header", "publication", (part,))
            return


def _outcomes(
    text: str, sentences: Sequence[Span], published: date | None, order: str | None, shuffled: bool,
    marks: Sequence[Mark], *, header: bool,
) -> list[Outcome]:  # fmt: skip
    located = list(locate(text, sentences, marks))
    anchors = Anchors(published, header or _is_report(located, published), shuffled)
    return [_outcome(one, _place(text, sentences, one), anchors, order) for one in located]


def _place(text: str, sentences: Sequence[Span], one: Located) -> Place:
    dates = [value for _, _, value in one.sides if isinstance(value, Date) and value.ref is None]
    ahead = any(value.year is None for value in dates) and looks_ahead(
        text, sentences[one.sentence], one.start, one.end
    )
    return Place(one.sentence, ahead, any(value.year for value in dates) and in_passing(text, one.start, one.end))


def _is_report(located: Sequence[Located], published: date | None) -> bool:
    """Say whether a text with a supplied date reads as a report of that day.

    Either the date stands at its head, or it has deictic words or weekdays and gives no year itself.
    """
    if published is None:
        return False
    dates = [value for one in located for _, _, value in one.sides if isinstance(value, Date)]
    today = (published.year, published.month, published.day)
    if any(value.unit == "day" and (value.year, value.month, value.day) == today for value in dates[:2]):
        return True
    if any(value.year is not None for value in dates):
        return False
    return any(value.weekday is not None or (value.ref and value.ref.base == "document") for value in dates)


def _outcome(one: Located, place: Place, anchors: Anchors, order: str | None) -> Outcome:
    timexes: list[Timex] = []
    resolved: list[Resolved | None] = []
    first: dict[str, Date] = {}
    for number, (start, end, value) in enumerate(one.sides):
        done = None
        if isinstance(value, Date):
            done = anchors.resolve(_ordered(value, order), place)
            if number and value.year is None and resolved[0] and _is_range(one):
                done = _after(resolved[0], done)
            value = done.value
        if number == 0:
            first = dict(anchors.last)
        timexes.append(_timex(start, end, value))
        resolved.append(done)
    if _is_range(one) and "year" in first:
        # of a range the first year counts for what follows
        anchors.last["year"] = first["year"]
    if isinstance(one.value, Pair) and one.value.relation == "-":
        timexes = [Timex(one.start, one.end, *timexes[0][2:])]
        if "day" in first:  # the day after a night of two days is the second of them
            anchors.last["day"] = first["day"]
    return Outcome(one, tuple(timexes), tuple(resolved))


def _is_range(one: Located) -> bool:
    return len(one.sides) == 2 and isinstance(one.value, Pair) and one.value.relation != "-"


def _after(first: Resolved, second: Resolved) -> Resolved:
    """Put the second side of a range into the next year where it would end before it began (October to March)."""
    begin, end = first.value, second.value
    if begin.year is None or begin.year != end.year or begin.month is None or end.month is None:
        return second
    if (end.month, end.day or 31) >= (begin.month, begin.day or 1):
        return second
    return Resolved(end.but(year=begin.year + 1), second.basis, second.anchor)


def _ordered(value: Date, order: str | None) -> Date:
    """Read an ambiguous numeric date month first where the source does."""
    if not value.ambiguous:
        return value
    if order == "mdy" and value.day is not None:
        return value.but(month=value.day, day=value.month, ambiguous=False)
    return value.but(ambiguous=order is None)


def _timex(start: int, end: int, value: Simple) -> Timex:
    if isinstance(value, Duration):
        return Timex(start, end, "DURATION", value.value, value.mod)
    if isinstance(value, Recurring):
        return Timex(start, end, "SET", value.value, None)
    if isinstance(value, Vague):
        return Timex(start, end, "DATE", value.value, None)
    kind = "TIME" if value.time and value.time != "WE" else "DATE"
    if value.ref is not None and (value.ref.n is None or value.ref.event):
        return Timex(start, end, "DATE", "FUTURE_REF" if value.ref.sign > 0 else "PAST_REF", None)
    return Timex(start, end, kind, timex_of(value), value.mod)


def _mention(text: str, outcome: Outcome) -> DateMention | None:
    expression, timexes = outcome.located, outcome.timexes
    if isinstance(expression.value, Vague):
        return None
    pair = expression.value if isinstance(expression.value, Pair) else None
    known = [r for r in outcome.resolved if r is not None]
    value = _pair_edtf(pair, outcome) if pair else _edtf(known[0]) if known else None
    timex = _joined_value(pair, timexes) if pair and pair.relation != "-" else timexes[0].value
    if timex in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        timex = None
    basis, anchor = _basis(known)
    return _row(
        text, expression.start, expression.end, timexes[0].type, timex, timexes[0].mod if len(timexes) == 1 else None,
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


def _row(
    text: str, start: int, end: int, kind: str, timex: str | None, mod: str | None, value: str | None, basis: str,
    anchor: str | None, rule: str, role: str | None, parts: tuple[Timex, ...], outcome: Outcome | None = None,
) -> DateMention:  # fmt: skip
    reading = edtf.Reading(None, None, None, None, "", "exact")
    if value is not None:
        try:
            reading = edtf.read(value)
        except ValueError:
            value = None
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
