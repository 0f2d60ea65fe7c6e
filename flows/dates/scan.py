"""A text and its sentences come in; the runs worth a look go out: stretches of words of the lexicon around a trigger.

The whole text is one array of code points. A few passes over it cut it into tokens, look all words up at once and join
what stands together; Python sees only the runs that hold a trigger, and nothing else of this package sees the rest.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from karabakh.flows.dates.edges import edges
from karabakh.flows.dates.lookup import COUNTED, NUMERAL, TRIGGER, UNKNOWN, look_up
from karabakh.flows.dates.tokenarray import Array, TokenArray, is_capital, token_array
from karabakh.flows.span import Span

# how far an expression can reach from its trigger, in tokens
BEFORE, AFTER = 18, 14
# characters that are laid out as arrays at a time; these take up to a hundred bytes a character
PART = 1 << 20
# a run is read so far, in tokens, and what follows is left alone: in 55 MB of speeches the longest has 43, so that a
# longer one is no language; without an end to it, a file of nothing but dates would cost a hundred times its size
LONGEST = 200


class Run(NamedTuple):
    """A stretch ``text[start:end]`` of words of the lexicon, numbers and signs, with the gaps on both sides.

    Its first word begins at ``first``; ``before`` and ``after`` say what stands next to it in its sentence if that can
    matter: a word (``w``), a name (``N``) or nothing. ``likeness`` is the same for runs of the same words, numbers,
    signs, capitals and gaps between the same neighbours, but that gaps of four characters and more are one.
    """

    start: int
    end: int
    first: int
    sentence: int
    before: str
    after: str
    likeness: bytes


def scan(text: str, sentences: Sequence[Span]) -> Iterator[Run]:
    """Yield the runs of a text that hold a trigger, in order; they do not overlap and never leave their sentence.

    A longer text is read in parts of whole sentences, a longer sentence in parts of whole words where it has any.
    """
    if len(text) <= PART:
        yield from _scan(text, sentences)
        return
    for number, spans in _parts(text, sentences):
        first = spans[0].start
        inner = [Span(span.start - first, span.end - first) for span in spans]
        for run in _scan(text[first : spans[-1].end], inner):
            start, end, begin, sentence = run[:4]
            yield Run(start + first, end + first, begin + first, sentence + number, *run[4:])


def _parts(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, list[Span]]]:
    """Yield spans of at most PART characters in all, with the number of the sentence of the first of them."""
    number, spans = 0, list[Span]()
    for n, (start, end) in enumerate(sentences):
        if spans and end - spans[0].start > PART:
            yield number, spans
            spans = []
        while end - start > PART:
            cut = text.rfind(" ", start + PART // 2, start + PART)
            cut = start + PART if cut < 0 else cut
            yield n, [Span(start, cut)]
            start = cut
        if not spans:
            number = n
        spans.append(Span(start, end))
    if spans:
        yield number, spans


def _scan(text: str, sentences: Sequence[Span]) -> Iterator[Run]:
    tokens = token_array(text)
    if not len(tokens.starts) or not sentences:
        return
    hashes, codes, kinds = look_up(tokens)
    hits = np.flatnonzero(codes == TRIGGER)
    firsts, lasts = (np.array(column, np.int64) for column in zip(*sentences, strict=True))
    owner = np.minimum(np.searchsorted(lasts, tokens.starts[hits], "right"), len(sentences) - 1)
    inside = (firsts[owner] <= tokens.starts[hits]) & (tokens.ends[hits] <= lasts[owner])
    if not inside.any():
        return
    stretches = _stretches(tokens, _breaks(codes), hits[inside], firsts, lasts, owner[inside])
    rows = list(_trimmed(stretches, kinds.tobytes() + b"\0"))
    if rows:
        yield from _runs(text, tokens, firsts, lasts, _likeness(tokens, hashes), rows)


def _breaks(codes: Array) -> Array:
    """Return the tokens at which a run ends: unknown words, but for one between a number and what it counts."""
    unknown = codes == UNKNOWN
    between = unknown[1:-1] & (codes[2:] == COUNTED) & ((codes[:-2] == NUMERAL) | (codes[:-2] == TRIGGER))
    unknown[1:-1] &= ~between
    return np.flatnonzero(unknown)


def _likeness(tokens: TokenArray, hashes: Array) -> bytes:
    """Return eight bytes a token which say what it is, whether it is capitalised, and how far the one before is."""
    gaps = np.zeros(len(hashes), np.uint64)
    np.minimum(tokens.starts[1:] - tokens.ends[:-1], 4, out=gaps[1:], casting="unsafe")
    return (hashes << np.uint64(4) | gaps << np.uint64(1) | is_capital(tokens.points)).tobytes()


def _trimmed(stretches: Sequence[Array], kind: bytes) -> Iterator[tuple[int, int, int, bool, bool]]:
    """Yield sentence, first token and the one after the last, less what does not matter, and whether neighbours do."""
    leads, trails, unknown = edges().leads, edges().trails, edges().unknown
    for sentence, low, high, first, last in zip(*(column.tolist() for column in stretches), strict=True):
        before = first > low and kind[first - 1] == unknown and leads[unknown << 8 | kind[first]] == 1
        after = last < high and kind[last] == unknown and trails[kind[last - 1] << 8 | unknown] == 1
        while not before and first < last and not leads[kind[first] << 8 | kind[first + 1]]:
            first += 1
        while not after and first < last and not trails[kind[last - 2] << 8 | kind[last - 1]]:
            last -= 1
        if first < last:
            yield sentence, first, last, before, after


_BESIDE = {(near, far): f"{near}/{far}".encode() for near in ("", "w", "N") for far in ("", "w", "N")}


def _runs(
    text: str, tokens: TokenArray, firsts: Array, lasts: Array, likeness: bytes, rows: Sequence[tuple[int, ...]]
) -> Iterator[Run]:
    """Yield the runs of trimmed stretches, with the gaps on both sides but nothing of a word that a sentence cuts."""
    owner, first, last = (np.array(column) for column in list(zip(*rows, strict=True))[:3])
    left = np.maximum(np.where(first > 0, tokens.ends[first - 1], 0), firsts[owner])
    right = np.minimum(np.append(tokens.starts, len(text))[last], lasts[owner])
    places = (left, right, tokens.starts[first], tokens.starts[first - 1])
    for start, end, begin, near, row in zip(*(column.tolist() for column in places), rows, strict=True):
        sentence, one, two, before, after = row
        left_letter = _letter(text, near) if before else ""
        right_letter = _letter(text, end) if after else ""
        same = likeness[8 * one : 8 * two] + _BESIDE[left_letter, right_letter]
        yield Run(start, end, begin, sentence, left_letter, right_letter, same)


def _stretches(
    tokens: TokenArray, breaks: Array, hits: Array, firsts: Array, lasts: Array, owner: Array
) -> tuple[Array, ...]:
    """Return a run a column: its sentence, the tokens of that, and its own first token and the one after its last."""
    place = np.searchsorted(breaks, hits)
    breaks = np.concatenate(([-1], breaks, [len(tokens.starts)]))
    low = np.searchsorted(tokens.starts, firsts[owner])
    high = np.searchsorted(tokens.ends, lasts[owner], "right")
    first, final = np.maximum(breaks[place] + 1, low), np.minimum(breaks[place + 1], high)
    read = hits - first < LONGEST
    hits, owner, low, high, first, final = (column[read] for column in (hits, owner, low, high, first, final))
    begin, end = np.maximum(first, hits - BEFORE), np.minimum(final, hits + AFTER + 1)
    new = np.flatnonzero(np.concatenate(([True], begin[1:] >= end[:-1])))
    last = np.append(new[1:], len(hits)) - 1
    return owner[new], low[new], high[new], begin[new], end[last]


def _letter(text: str, place: int) -> str:
    return "N" if text[place].isupper() else "w"
