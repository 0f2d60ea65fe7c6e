"""A folded text, its sentences and an index in; the places where a name stands as a word of its own out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from karabakh.flows.places.contexts import designators
from karabakh.flows.places.fold import HYPHENS, WORD, Folded, fold_name
from karabakh.flows.places.index import Entry, Index
from karabakh.flows.span import Span

APOSTROPHE, SMALL_S = 0x27, 0x73
MIN_PLURAL = 5
# A word broken by a hyphen at the end of a line, and its two halves.
_BREAK = re.compile(rf"[{re.escape(HYPHENS)}\u00ad][ \t]{{0,4}}\r?\n[ \t]{{0,8}}(?=[^\W\d_])")
_BEFORE, _AFTER = re.compile(r"[^\W\d_]{1,24}$"), re.compile(r"[^\W\d_]{1,24}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of the text that has a name's form; ``spelt``: how, where not by folding."""

    start: int
    end: int
    sentence: Span
    entry: Entry
    spelt: str = ""


def broken_words(text: str, index: Index) -> list[tuple[int, int]]:
    """Return the hyphens and line ends that break a name's word in two (Stepana-/kert)."""
    return [found.span() for found in _BREAK.finditer(text) if _is_broken(text, found.start(), found.end(), index)]


def _is_broken(text: str, start: int, end: int, index: Index) -> bool:
    before, after = _BEFORE.search(text, max(0, start - 24), start), _AFTER.match(text, end)
    if not before or not after or not text[end].islower():
        return False
    return fold_name(before.group() + after.group()) in index.words


def scan(folded: Folded, index: Index, sentences: Sequence[Span]) -> list[Hit]:
    """Return every name that stands as a word, inside one sentence, written as a name; overlapping ones too."""
    compact, size = folded.compact, len(folded.compact)
    found = []
    for number, first, last in index.automaton.find_matches_as_indexes(compact, overlapping=True):
        if last < size and WORD[compact[last]] and compact[last] != SMALL_S and not _breaks(folded, last):
            continue
        if first and WORD[compact[first - 1]] and not _breaks(folded, first):
            continue
        start, end = folded.start(first), folded.end(last)
        if folded.raw[start].islower() or not _ends_word(folded, start, end, last - first):
            continue
        entry = index.searched[number]
        if _plural_designator(folded.raw, start, end):
            continue
        if _written_as_name(folded.raw[start:end], entry):
            found.append((start, end, entry))
    return list(_in_sentences(found, sentences))


def _breaks(folded: Folded, position: int) -> bool:
    """Whether something was left out just before ``position``: letters that touch in compact did not in the text."""
    return folded.start(position) - folded.start(position - 1) > 1


def _ends_word(folded: Folded, start: int, end: int, length: int) -> bool:
    """Whether the name ends its word there, but for a plural or possessive s."""
    plain = folded.plain
    if start and WORD[plain[start - 1]]:
        return False
    if plain[end - 1] == SMALL_S and plain[end - 2] == APOSTROPHE:
        return False  # the s of "Gori's" is no part of Goris
    at = end + (end < len(plain) and plain[end] == APOSTROPHE)
    if at >= len(plain) or not WORD[plain[at]]:
        return True
    if plain[at] != SMALL_S or (at == end and length < MIN_PLURAL):
        return False
    return at + 1 >= len(plain) or not WORD[plain[at + 1]]


def _plural_designator(raw: str, start: int, end: int) -> bool:
    """Whether the name's designator is in the plural, of several names ("the A and B rivers"), and so not its own."""
    if raw[end : end + 1] != "s":
        return False
    words = raw[start:end].split()
    return len(words) > 1 and (words[-1].islower() or words[-1].lower() in designators())


def _written_as_name(surface: str, entry: Entry) -> bool:
    """Whether the words that a name has with a capital have one here; designators may go without."""
    if surface.isupper():
        return entry.acronym or len(surface) > 1
    if entry.acronym:
        return False
    if not any(char.isspace() for char in surface):
        return True
    return any(_capitals(row.name.name) <= _capitals(surface) for row in entry.rows if not row.derived) or any(
        row.derived for row in entry.rows
    )


_SPACED = re.compile(r"\S+")


def _capitals(name: str) -> set[int]:
    """Return which words of a name (between spaces) have a capital and are no designators."""
    return {
        number
        for number, found in enumerate(_SPACED.finditer(name))
        if not found.group()[0].islower() and found.group().lower() not in designators()
    }


def _in_sentences(found: Iterable[tuple[int, int, Entry]], sentences: Sequence[Span]) -> Iterator[Hit]:
    starts = [sentence.start for sentence in sentences]
    for start, end, entry in found:
        place = bisect_right(starts, start) - 1
        if place >= 0 and end <= sentences[place].end:
            yield Hit(start, end, sentences[place], entry)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits without overlaps, the leftmost first and of these the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, bool(hit.spelt))):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
