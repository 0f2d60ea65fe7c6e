"""Texts in, a short signature of each out; signatures in, which text nearly repeats which older one, out.

Two texts are near where they share at least nine in ten of their sets of five-word shingles (the Jaccard index). Words
are runs of letters and digits whatever their case, so punctuation, white space and invisible characters do not count.
MinHash signatures propose pairs; the shingles themselves, counted whole, decide. All of it is arithmetic on whole
numbers, so that every platform finds the same.
"""

import re
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from rensa import RMinHash  # type: ignore[import-untyped]

from karabakh.flows.ingest.words import FACTOR, Hashes, hashed

SHINGLE: Final = 5
"""Words of a shingle; a text of fewer has none, and is near nothing."""

# A share of 9/10 as whole numbers, because a float's last digit must not decide.
NEAR: Final = (9, 10)
SLOTS: Final = 128
SEED: Final = 1
# Bands of six slots find a pair with a Jaccard index of 0.9 but for one in eight million (1 - 0.9**6) ** 21, and one of
# 0.3, which must then be looked at, in one of seventy.
_BAND: Final = 6
_BANDS: Final = SLOTS // _BAND
# Slots that agree: of a pair at 0.9 fewer than three in four do in one of a hundred million pairs.
_ALIKE: Final = SLOTS * 3 // 4
_BLOCK: Final = 1 << 18  # characters at a time: what is computed of them stays in a processor's cache
_KEPT: Final = 1 << 22  # shingles of texts in comparison that are kept, 32 MB
_BITS: Final = 2048
_SPACE: Final = re.compile(r"\s")
_SLOT: Final = np.dtype("<u2")


def signatures(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield the signature of each text, 256 bytes, or none of a text of fewer than five words; see `near`.

    >>> one, other, short = signatures(["It was a quiet day.", "it was  a (quiet) DAY", "A quiet day."])
    >>> one == other, len(one), short
    (True, 256, b'')
    """
    for batch in _batches(texts):
        hashes, bounds = _shingles(batch)
        rows = RMinHash.digest_matrix_from_flat_token_hashes(hashes, bounds, SLOTS, SEED).to_rows()
        # the lower half of each slot: two that differ agree in it once in 65,536 times, and the shingles decide
        slots = np.array(rows, dtype=np.uint32).astype(_SLOT)
        for row, (first, last) in zip(slots, pairwise(bounds), strict=True):
            yield row.tobytes() if last > first else b""


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 1
    for text in texts:
        if batch and size + len(text) >= _BLOCK:
            yield batch
            batch, size = [], 1
        batch.append(text)
        size += len(text) + 1
    if batch:
        yield batch


def near(signed: Sequence[tuple[str, bytes]], text_of: Callable[[str], str]) -> dict[str, str]:
    """Return for each document that nearly repeats an older one the id of the oldest such that repeats none itself.

    ``signed`` holds ids and signatures, the oldest first. ``text_of`` gives the text of an id, and is asked for those
    alone that are compared. An original is near each of its duplicates, so chains of small changes end where the
    changes add up.
    """
    shared = _shared(signed)
    slots = np.frombuffer(b"".join(signed[at][1] for at in shared), _SLOT).reshape(-1, SLOTS)
    compared = _Compared([signed[at][0] for at in shared], text_of)
    originals: dict[int, array[int]] = defaultdict(lambda: array("q"))
    found: dict[str, str] = {}
    for place, (at, bands) in enumerate(shared.items()):
        alike = _places([originals[band] for band in bands if band in originals], place)
        alike = alike[(slots[alike] == slots[place]).sum(axis=1) >= _ALIKE]
        original = compared.first_near(place, alike)
        if original is None:
            for band in bands:
                originals[band].append(place)
        else:
            found[signed[at][0]] = original
    return found


def _places(lists: "Sequence[array[int]]", count: int) -> Any:
    """Return the numbers below ``count`` that stand in the lists, ascending."""
    marked = np.zeros(count, dtype=bool)
    for numbers in lists:
        marked[np.frombuffer(numbers, dtype=np.int64)] = True
    return np.flatnonzero(marked)


def shingles(text: str) -> Hashes:
    """Return the hashes of the five-word shingles of a text, ascending, each once.

    >>> len(shingles("one two three four five six")), len(shingles("one two three four"))
    (2, 0)
    """
    return np.unique(_shingles([text])[0])


def are_near(one: Hashes, other: Hashes) -> bool:
    """Say whether two sets of shingles share enough: nine tenths of all there are in the two."""
    part, whole = NEAR
    few, many = sorted((one, other), key=len)
    if not len(few) or len(few) * whole < len(many) * part:
        return False
    places = np.searchsorted(many, few)
    common = int((many[np.minimum(places, len(many) - 1)] == few).sum())
    return common * whole >= (len(few) + len(many) - common) * part


class _Compared:
    """The shingles of texts in comparison, by the text's place: as sets so many as fit, and of each a short print.

    The print has a bit for each remainder of a shingle's hash. A bit in which two differ is a shingle that one text has
    and the other lacks, so that nearly all of thousands of bulletins from one template are told apart by prints alone.
    """

    def __init__(self, names: Sequence[str], text_of: Callable[[str], str]) -> None:
        self._names, self._text_of = names, text_of
        self._sets: OrderedDict[int, Hashes] = OrderedDict()
        self._kept = 0
        self._sizes = np.zeros(len(names), dtype=np.int64)
        self._prints = np.zeros((len(names), _BITS // 64), dtype=np.uint64)

    def first_near(self, place: int, others: Any) -> str | None:
        """Return the name of the first of ``others`` that is near the text at ``place``."""
        if not len(others):
            return None
        own = self._set(place)
        for other in others[~self._sizes[others].astype(bool)].tolist():
            self._set(other)
        differing = np.bitwise_count(self._prints[others] ^ self._prints[place]).sum(axis=1, dtype=np.int64)
        # of sizes a and b with d shingles in only one, the common share is (a + b - d) / (a + b + d)
        part, whole = NEAR
        possible = differing * (whole + part) <= (self._sizes[others] + self._sizes[place]) * (whole - part)
        original = next((other for other in others[possible].tolist() if are_near(own, self._set(other))), None)
        return None if original is None else self._names[original]

    def _set(self, place: int) -> Hashes:
        if place not in self._sets:
            hashes = shingles(self._text_of(self._names[place]))
            bits = np.zeros(_BITS, dtype=bool)
            bits[(hashes % np.uint64(_BITS)).astype(np.int64)] = True
            self._sizes[place], self._prints[place] = len(hashes), np.packbits(bits).view(np.uint64)
            self._sets[place] = hashes
            self._kept += len(hashes)
            while self._kept > _KEPT and len(self._sets) > 1:
                self._kept -= len(self._sets.popitem(last=False)[1])
        self._sets.move_to_end(place)
        return self._sets[place]


def _shared(signed: Sequence[tuple[str, bytes]]) -> dict[int, list[int]]:
    """Return the positions of signatures that share a band with another, ascending, each with numbers of such bands."""
    places = [at for at, (_, signature) in enumerate(signed) if signature]
    slots = np.frombuffer(b"".join(signature for _, signature in signed), _SLOT).reshape(-1, SLOTS)
    shared: dict[int, list[int]] = defaultdict(list)
    for number in range(_BANDS):
        band = np.ascontiguousarray(slots[:, number * _BAND : (number + 1) * _BAND])
        keys = band.view(np.dtype((np.void, band.itemsize * _BAND))).ravel()
        _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
        for row in np.flatnonzero(counts[inverse] > 1).tolist():
            shared[places[row]].append(int(inverse[row]) * _BANDS + number)
    return dict(sorted(shared.items()))


def _shingles(texts: Sequence[str]) -> tuple[Hashes, list[int]]:
    """Return the hashes of the shingles of all texts one after the other, and where each text's begin, and the end."""
    words, firsts = _long(texts[0]) if len(texts) == 1 else hashed(texts)
    if len(words) < SHINGLE:
        return words[:0], [0] * len(firsts)
    hashes = words[: 1 - SHINGLE].copy()
    for later in range(1, SHINGLE):
        hashes *= FACTOR
        hashes += words[later : len(words) - SHINGLE + 1 + later]
    counts = np.maximum(np.diff(firsts) - SHINGLE + 1, 0)
    kept = np.ones(len(hashes), dtype=bool)
    for first, last in pairwise(firsts.tolist()):
        kept[max(first, last - SHINGLE + 1) : last] = False  # those would go on in the next text
    return hashes[kept], [0, *np.cumsum(counts).tolist()]


def _long(text: str) -> tuple[Hashes, Any]:
    """Return the same of one text, taken in pieces: it may be as long as memory, and what is computed of it longer."""
    words = np.concatenate([hashed([piece])[0] for piece in _pieces(text)])
    return words, np.array([0, len(words)])


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces of about half a block, each but the first beginning with white space."""
    start = 0
    while start < len(text) or not start:
        found = _SPACE.search(text, start + _BLOCK // 2 + 1)
        end = found.start() if found else len(text)
        yield text[start:end]
        start = max(end, 1)
