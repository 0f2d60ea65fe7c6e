"""A text and a stretch of it in, the few words before and after it out, and the lists of names it stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

from karabakh.flows.text.span import Span

NARROW, WIDE = (40, 5), (90, 8)  # characters looked at on each side, and words of these
WORDS = re.compile(r"[^\W_]+(?:[-‐‑.'’&][^\W_]+)*\.?|[^\w\s]|_")
POSSESSIVE = re.compile(r"['’ʼ‘]s?(?!\w)|(?<=[a-z])s(?!\w)")
_LISTED = re.compile(
    r"(?:['’]s?)?\s*(?:\[[^\]]{0,8}\]\s*)?(?:[,/–—&-]|,?\s*\b(?:and|or|as well as|and also)\b)"
    r"\s*(?:(?:and|or|as well as|&)\s+)?(?:(?:the|of|in|both)\s+){0,2}"
)
LIST_GAP = 24  # characters between two names of a list
ENDING = re.compile(r"(?:['’ʼ‘][sS]?)?\.?$")


class Stretch(Protocol):
    """A part of a sentence of a text."""

    start: int
    end: int
    sentence: Span


Some = TypeVar("Some", bound=Stretch)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign beside a name; ``small``: in small letters, without a possessive s or a stop after it."""

    text: str
    small: str
    capital: bool


@lru_cache(maxsize=1 << 16)
def word_of(text: str) -> Word:
    """Return a word or sign of a text as a ``Word``."""
    small = text.lower()
    if not small.isalpha():
        small = ENDING.sub("", small) or text
    return Word(text, small, text[0].isupper())


END = Word("", "", False)


class Side(tuple[Word, ...]):
    """The words on one side of a stretch, nearest first, read by number alone; what lies beyond the last is ``END``."""

    __slots__ = ()

    def __getitem__(self, number: int) -> Word:  # type: ignore[override]
        """Return the word of that number, ``END`` where the sentence or the reach has ended."""
        return tuple.__getitem__(self, number) if number < len(self) else END


class Around(NamedTuple):
    """The words around a stretch, none beyond the sentence; ``possessive``: a possessive s stands between.

    A rule asks for the words it needs, ``after[0]``, then perhaps ``after[1]``, and for no more: what was asked for is
    what its answer depends on.
    """

    before: Side
    after: Side
    possessive: bool

    def phrase_after(self, count: int, skip: int = 0) -> str:
        """Return ``count`` words after, in small letters, as one string."""
        return " ".join(self.after[number].small for number in range(skip, skip + count)).rstrip()

    def phrase_before(self, count: int) -> str:
        """Return the ``count`` words just before, in reading order, in small letters."""
        return " ".join(self.before[number].small for number in reversed(range(count))).lstrip()


def around(text: str, hit: Stretch, reach: tuple[int, int] = NARROW) -> Around:
    """Return the words around a hit in its sentence, ``reach`` characters and words of them on each side.

    A possessive s belongs to the name and is no word after it.
    """
    far, count = reach
    low, high = max(hit.sentence.start, hit.start - far), min(hit.sentence.end, hit.end + far)
    own = POSSESSIVE.match(text, hit.end, high)
    after = WORDS.findall(text, own.end() if own else hit.end, high)[:count]
    before = WORDS.findall(text, low, hit.start)[: -count - 1 : -1]
    return Around(Side(map(word_of, before)), Side(map(word_of, after)), bool(own))


def reach_of(text: str, hit: Stretch, count: int) -> tuple[int, int]:
    """Return the span of a hit and the ``count`` words after it, or before it where ``count`` is negative."""
    if count > 0:
        words = islice(WORDS.finditer(text, hit.end, hit.sentence.end), count)
        last = max(words, key=lambda word: word.end())
        return hit.start, last.end() - last.group().endswith(".")
    far = max(hit.sentence.start, hit.start - WIDE[0])
    return list(WORDS.finditer(text, far, hit.start))[count].start(), hit.end


def lists(text: str, hits: Iterable[Some]) -> Iterator[list[Some]]:
    """Yield the hits in runs: names of one enumeration together ("A, B and C"), others alone."""
    run: list[Some] = []
    for hit in hits:
        if run and not _follows(text, run[-1], hit):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


def _follows(text: str, one: Stretch, other: Stretch) -> bool:
    """Whether a name is the next in the list that the one before is in."""
    if other.start - one.end > LIST_GAP or one.sentence != other.sentence:
        return False
    return _LISTED.fullmatch(text, one.end, other.start) is not None


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with the spans blank, every other character where it was."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])
