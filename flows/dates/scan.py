"""Texts and their sentences come in; the runs worth a look go out: stretches of words of the lexicon around a trigger.

Many texts together are one array of code points. A few passes over it cut it into tokens, look all words up at once and
join what stands together; Python sees only the runs that hold a trigger, nothing else of this package sees the rest.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from karabakh.flows.dates.edges import edges
from karabakh.flows.dates.lookup import COUNTED, NUMERAL, TRIGGER, UNKNOWN, Lookup, look_up
from karabakh.flows.dates.tokenarray import Array, TokenArray, is_capital, token_array
from karabakh.flows.text.span import Span

# how far an expression can reach from its trigger, in tokens
BEFORE, AFTER = 18, 14
# characters that are laid out as arrays at a time; these take up to a hundred bytes a character
PART = 1 << 20
# short texts are read together until they are so long; more than that does not stay in a processor's cache
TOGETHER = 1 << 19
# what stands between texts that are read together: two signs, as no rule of the look-up looks farther
_BETWEEN = "\n\0\0\n"
# a run is read so far, in tokens, and what follows is left alone: in 55 MB of speeches the longest has 43, so that a
# longer one is no language; without an end to it, a file of nothing but dates would cost a hundred times its size
LONGEST = 200


class Run(NamedTuple):
    """A stretch ``text[start:end]`` of words of the lexicon, numbers and signs, with the gaps on both sides.

    ``text`` is the number of the text. Its first word begins at ``first``; ``before`` and ``after`` say what stands
    next to it in its sentence if that can matter: a word (``w``), a name (``N``) or nothing. ``likeness`` is the same
    for runs of the same words, numbers, signs, capitals and gaps between the same neighbours, but that gaps of four
    characters and more are one. ``roomy`` says that some gap is longer than a character.
    """

    text: int
    start: int
    end: int
    first: int
    sentence: int
    before: str
    after: str
    likeness: bytes
    roomy: bool


# a run without its name, of which a text has too many to make a Run of each
Row = tuple[int, int, int, int, int, str, str, bytes, bool]


def scan(text: str, sentences: Sequence[Span]) -> Iterator[Run]:
    """Yield the runs of a text that hold a trigger, in order; they do not overlap and never leave their sentence."""
    return map(Run._make, scan_all([text], [sentences]))


def scan_all(texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> Iterator[Row]:
    """Yield the runs of many texts, in order, each as the fields of a Run.

    A long text is read in parts of whole sentences, a longer sentence in parts of whole words where it has any.
    """
    for first, last in _together(texts):
        if last - first > 1 or len(texts[first]) <= PART:
            yield from _scan(texts[first:last], sentences[first:last], first)
            continue
        for number, spans in _parts(texts[first], sentences[first]):
            begin = spans[0].start
            inner = [Span(span.start - begin, span.end - begin) for span in spans]
            for row in _scan([texts[first][begin : spans[-1].end]], [inner], first):
                yield row[0], row[1] + begin, row[2] + begin, row[3] + begin, row[4] + number, *row[5:]


def _together(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first text, and of the one after the last, of those that are read together."""
    first, size = 0, 0
    for number, text in enumerate(texts):
        if number > first and size + len(text) > TOGETHER:
            yield first, number
            first, size = number, 0
        size += len(text)
    if texts:
        yield first, len(texts)


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


class _Stretches(NamedTuple):
    """A run a row: its sentence, the tokens ``low`` to ``high`` of that, and its own ``first`` to ``last``."""

    sentence: Array
    low: Array
    high: Array
    first: Array
    last: Array


class _Sentences(NamedTuple):
    """The sentences of texts that are read together: their ends in what is read, and of each text its first one."""

    firsts: Array
    lasts: Array
    begins: Array  # where each text begins
    numbers: Array  # the number of the first sentence of each text


def _scan(texts: Sequence[str], sentences: Sequence[Sequence[Span]], number: int) -> Iterator[Row]:
    laid = _sentences(texts, sentences)
    text = _BETWEEN.join(texts)
    tokens = token_array(text)
    if not len(tokens.starts) or not len(laid.firsts):
        return iter(())
    found = look_up(tokens)
    hits = np.flatnonzero(found.codes == TRIGGER)
    owner = np.minimum(np.searchsorted(laid.lasts, tokens.starts[hits], "right"), len(laid.lasts) - 1)
    inside = (laid.firsts[owner] <= tokens.starts[hits]) & (tokens.ends[hits] <= laid.lasts[owner])
    if not inside.any():
        return iter(())
    stretches = _stretches(tokens, _breaks(found.codes), hits[inside], laid, owner[inside])
    return _runs(text, tokens, found, laid, stretches, number)


def _sentences(texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> _Sentences:
    counts = [len(spans) for spans in sentences]
    ends = np.fromiter(chain.from_iterable(chain.from_iterable(sentences)), np.int64, 2 * sum(counts)).reshape(-1, 2)
    begins = np.array([0, *accumulate(len(text) + len(_BETWEEN) for text in texts[:-1])], np.int64)
    ends += np.repeat(begins, counts)[:, None]
    numbers = np.array([0, *accumulate(counts[:-1])], np.int64)
    return _Sentences(ends[:, 0].copy(), ends[:, 1].copy(), begins, numbers)


def _breaks(codes: Array) -> Array:
    """Return the tokens at which a run ends: unknown words, but for one between a number and what it counts."""
    unknown = codes == UNKNOWN
    between = np.flatnonzero(codes == COUNTED)
    between = between[between > 1] - 1
    before = codes[between - 1]
    unknown[between[(before == NUMERAL) | (before == TRIGGER)]] = False
    return np.flatnonzero(unknown)


def _stretches(tokens: TokenArray, breaks: Array, hits: Array, laid: _Sentences, owner: Array) -> _Stretches:
    """Return the stretches around the hits up to a break, an end of their sentence or of what can be reached."""
    place = np.searchsorted(breaks, hits)
    breaks = np.concatenate(([-1], breaks, [len(tokens.starts)]))
    low = np.searchsorted(tokens.starts, laid.firsts[owner])
    high = np.searchsorted(tokens.ends, laid.lasts[owner], "right")
    first, final = np.maximum(breaks[place] + 1, low), np.minimum(breaks[place + 1], high)
    read = hits - first < LONGEST
    hits, owner, low, high, first, final = (column[read] for column in (hits, owner, low, high, first, final))
    begin, end = np.maximum(first, hits - BEFORE), np.minimum(final, hits + AFTER + 1)
    new = np.flatnonzero(np.concatenate(([True], begin[1:] >= end[:-1]))[: len(hits)])
    last = np.append(new[1:], len(hits))[: len(new)] - 1
    return _Stretches(owner[new], low[new], high[new], begin[new], end[last])


def _runs(
    text: str, tokens: TokenArray, found: Lookup, laid: _Sentences, stretches: _Stretches, number: int
) -> Iterator[Row]:
    """Return the runs of stretches, with the gaps on both sides but nothing of a word that a sentence cuts."""
    (owner, _, _, first, last), before, after = _trimmed(stretches, found.kinds)
    if not len(first):
        return iter(())
    which = np.searchsorted(laid.numbers, owner, "right") - 1
    # of texts without sentences the number of the first is that of the next text; the last of these has the sentence
    begins = laid.begins[which]
    starts = tokens.starts[first]
    left = np.maximum(np.where(first > 0, tokens.ends[first - 1], 0), begins)
    right = np.append(tokens.starts, len(text))[last]
    near, far = _letters(text, tokens, first - 1, before), _letters(text, tokens, last, after)
    likenesses, roomy = _likenesses(tokens, found, first, last, starts - left, 3 * near + far)
    left, right = np.maximum(left, laid.firsts[owner]), np.minimum(right, laid.lasts[owner])
    roomy |= right - tokens.ends[last - 1] > 1
    columns = (which + number, left - begins, right - begins, starts - begins, owner - laid.numbers[which])
    sides = ([_NEIGHBOUR[n] for n in side.tolist()] for side in (near, far))
    return zip(*(column.tolist() for column in columns), *sides, likenesses, roomy.tolist(), strict=True)


def _trimmed(stretches: _Stretches, kinds: Array) -> tuple[_Stretches, Array, Array]:
    """Cut off the edges of stretches what does not matter, and say whether what stands next to them does."""
    _, low, high, first, last = stretches
    edge = edges()
    leads, trails = (np.frombuffer(table, bool) for table in (edge.leads, edge.trails))
    kinds = np.concatenate((kinds, (0, 0))).astype(np.intp)
    before = (first > low) & (kinds[first - 1] == edge.unknown) & leads[edge.unknown << 8 | kinds[first]]
    after = (last < high) & (kinds[last] == edge.unknown) & trails[kinds[last - 1] << 8 | edge.unknown]
    first, last = first.copy(), last.copy()
    moving = np.flatnonzero(~before)
    while len(moving):
        place = first[moving]
        moving = moving[(place < last[moving]) & ~leads[kinds[place] << 8 | kinds[place + 1]]]
        first[moving] += 1
    moving = np.flatnonzero(~after)
    while len(moving):
        place = last[moving]
        moving = moving[(first[moving] < place) & ~trails[kinds[place - 2] << 8 | kinds[place - 1]]]
        last[moving] -= 1
    kept = np.flatnonzero(first < last)
    columns = (column[kept] for column in (stretches.sentence, low, high, first, last))
    return _Stretches(*columns), before[kept], after[kept]


_NEIGHBOUR = ("", "w", "N")


def _letters(text: str, tokens: TokenArray, places: Array, wanted: Array) -> Array:
    """Return for each place where it is wanted 1 for a word and 2 for a name, else 0."""
    letters = np.zeros(len(places), np.int64)
    told = np.flatnonzero(wanted)
    points = tokens.points(places[told])
    letters[told] = 1 + is_capital(points)
    beyond = points > 0x7F
    letters[told[beyond]] = [1 + chr(point).isupper() for point in points[beyond].tolist()]
    return letters


def _likenesses(
    tokens: TokenArray, found: Lookup, first: Array, last: Array, gap: Array, beside: Array
) -> tuple[list[bytes], Array]:
    """Return eight bytes a token which say what it is, whether it is capitalised, and how far the one before is."""
    lengths = last - first + 1  # one more for what stands beside the run
    ends = np.cumsum(lengths)
    starts = ends - lengths
    places = np.repeat(first - starts, lengths) + np.arange(ends[-1])
    places[ends - 1] = 0
    gaps = tokens.starts[places] - tokens.ends[places - 1]
    gaps[starts] = gap
    gaps[ends - 1] = 0
    roomy = np.maximum.reduceat(gaps, starts) > 1
    gaps[starts] = np.minimum(gap, 1)  # offsets count from the first word
    points, kinds = tokens.points(places), found.kinds[places]
    # what stands right after a number can be read by its capital as well (’05 In)
    after_number = np.frombuffer(edges().numbers, bool)[found.kinds[places - 1]]
    cased = np.frombuffer(edges().capitals, bool)[kinds] | after_number
    words = np.where(tokens.signs[places], points, found.hashes[places])
    words = words << np.uint64(4) | np.minimum(gaps, 4).astype(np.uint64) << np.uint64(1) | is_capital(points) & cased
    words[ends - 1] = beside
    raw = words.tobytes()
    cuts = [0, *(8 * ends).tolist()]
    return [raw[a:b] for a, b in pairwise(cuts)], roomy
