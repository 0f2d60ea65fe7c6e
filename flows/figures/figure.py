"""One reported number of something that the conflict's history counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``text[start:end] == surface``; offsets are code points, the end is exclusive.

    ``low`` and ``high`` are in ``unit`` (people, percent, km, km2, m or a currency of ISO 4217); None is an open side.
    ``unit`` is None of a currency that several countries name alike.
    ``group`` is whom the number counts, as the text names them; None where it does not say.
    """

    start: int
    end: int
    surface: str
    kind: str
    low: float | None
    high: float | None
    approximate: bool
    unit: str | None
    group: str | None
