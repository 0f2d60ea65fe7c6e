"""Words that no list of names has in; those out that are names spelt otherwise.

Only capitalised words are looked at, only names of core places are read into them, and never into a word that the
text writes small elsewhere or that stands in a name already found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from karabakh.flows.places.buffer import Buffer
from karabakh.flows.places.capitals import EIGHT, LONGEST, PAD, Array, Capitals, eights
from karabakh.flows.places.firstwords import NO_NAME
from karabakh.flows.places.fold import APOSTROPHES, HYPHENS, fold_name
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import Index
from karabakh.flows.places.match import Looked
from karabakh.flows.places.respelt import read_pair, read_word
from karabakh.flows.places.romanise import MIN_LETTERS
from karabakh.flows.span import Span

_LETTERS = r"[^\W\d_]"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏƏА-ЯЁ"  # and small letters among them, told apart before
_LETTER = rf"(?:[^\W\d_{APOSTROPHES}]|[\u0300-\u036f])"  # some apostrophes count as letters
_WORD = re.compile(rf"(?<!\w)[{_CAPITAL}](?:{_LETTER}|[{APOSTROPHES}](?={_LETTER}{{2}})){{2,40}}(?!{_LETTER}|[\d_])")
_ANY = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_JOINED = re.compile(rf"({_LETTERS}{{5,24}})(?:[{re.escape(HYPHENS)}]|\s{{1,2}})$")
_SMALL, _FIRST, _NINE = np.uint64(0x2020202020202020), np.uint64(0xFF), np.uint64(ord("9"))
_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(EIGHT + 1)], np.uint64)
_BITS = np.uint64(18)


class Dull:
    """Words that are no name spelt otherwise, remembered by all their letters.

    A table with one place for each hash: a word that finds another there is read once more.
    """

    def __init__(self) -> None:
        self._heads = np.zeros(1 << int(_BITS), np.uint64)
        self._tails = np.zeros(1 << int(_BITS), np.uint64)

    def know(self, heads: Array, tails: Array) -> Array:
        """Say which words are known to be dull."""
        at = _place(heads, tails)
        known: Array = (self._heads[at] == heads) & (self._tails[at] == tails)
        return known

    def add(self, heads: Array, tails: Array) -> None:
        """Remember words."""
        at = _place(heads, tails)
        self._heads[at], self._tails[at] = heads, tails


def _place(heads: Array, tails: Array) -> Array:
    mixed: Array = heads * _FACTORS[0] + tails * _FACTORS[1]
    return (mixed >> (np.uint64(64) - _BITS)).view(np.int64)


def strange(buffer: Buffer, looked: Looked, index: Index, dull: Dull) -> list[tuple[int, int]]:
    """Return (start, end) of the words of a buffer that may be names spelt in a way that no list has."""
    words, found, _, broken = looked
    listed = found != NO_NAME
    alone = index.first_words.alone[found[listed]]
    listed[listed] = (alone != NO_NAME) & ~index.borrowed[alone]
    wanted = ~listed & (words.lengths >= MIN_LETTERS) & ((words.heads & _FIRST) > _NINE)
    at = np.flatnonzero(wanted | broken)
    heads, tails, plain = _spelling(buffer, words, at)
    plain &= ~broken[at] & (words.lengths[at] < LONGEST)
    new = ~(plain & dull.know(heads, tails))
    return list(_read(buffer.text, index, dull, words.starts[at[new]], heads[new], tails[new], plain[new]))


def _spelling(buffer: Buffer, words: Capitals, at: Array) -> tuple[Array, Array, Array]:
    """Return the letters of words as written, and of which words these are all: those of up to 16 ASCII letters."""
    raw, starts, lengths = eights(buffer.raw + PAD), words.starts[at], words.lengths[at]
    masks = _MASKS[np.minimum(lengths, EIGHT)], _MASKS[np.maximum(lengths - EIGHT, 0)]
    heads, tails = raw[starts] & masks[0], raw[starts + EIGHT] & masks[1]
    plain = ((heads | (_SMALL & masks[0])) == words.heads[at]) & ((tails | (_SMALL & masks[1])) == words.tails[at])
    return heads, tails, plain


def _read(
    text: str, index: Index, dull: Dull, starts: Array, heads: Array, tails: Array, plain: Array
) -> Iterator[tuple[int, int]]:
    """Yield the words that are read as a name; the others need not be looked at again."""
    none = np.zeros(len(starts), np.bool_)
    for number, start in enumerate(starts.tolist()):
        found = _WORD.match(text, start)
        if found and read_word(found.group(), index, True):
            yield found.span()
        elif found:
            none[number] = plain[number]
    dull.add(heads[none], tails[none])


def unseen(
    text: str, words: Iterable[tuple[int, int, Span]], index: Index, hits: Sequence[Hit], *, near: bool = False
) -> Iterator[Hit]:
    """Yield hits for those ``words`` (start, end, sentence) that ``text`` never writes small.

    ``near``: read words as if a place of the region were named, though no hit is one.
    """
    near = near or any(hit.entry.core for hit in hits)
    small: frozenset[str] | None = None
    for start, end, sentence in words:
        read = read_word(text[start:end], index, near)
        if read and small is None:
            small = _small_words(text)
        if read and small is not None and text[start:end].lower() not in small:
            yield Hit(text, start, end, sentence, index.by_form[read[0]], read[1])


def _small_words(text: str) -> frozenset[str]:
    """Return the words that a text writes small, with and without what follows an apostrophe in them."""
    found = {word for word in _ANY.findall(text) if word[0].islower()}
    return frozenset(found | {_APOSTROPHE.split(word, maxsplit=1)[0] for word in found})


def pairs(text: str, index: Index, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield hits for two-word names whose first word is spelt in an unseen way (Nogorno-Karabakh)."""
    for hit in hits:
        before = hit.entry.core and _JOINED.search(text, max(hit.sentence.start, hit.start - 28), hit.start)
        if before and before[1][0].isupper():
            whole = before[1] + " " + text[hit.start : hit.end]
            form = fold_name(whole)
            read = None if form in index.by_form else read_pair(index, form, whole)
            if read:
                yield Hit(text, before.start(1), hit.end, hit.sentence, index.by_form[read[0]], read[1])
