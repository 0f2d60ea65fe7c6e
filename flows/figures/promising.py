"""Numbers and the sentences of many texts in; out which of the numbers have to be read, the others being no figures.

A figure has a unit, or something in its sentence tells what it counts. Where nothing does, which array operations and
one scan of the sentences that hold numbers find out, no number is looked at any closer.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from karabakh.flows.figures.context import CROWDS, HAVE, OWNERS, PLACES
from karabakh.flows.figures.edges import alternatives, openings
from karabakh.flows.figures.kinds import DEMONYM, KINDS, PEOPLE
from karabakh.flows.figures.scan import DIGITS, Numbers, Scan
from karabakh.flows.figures.tokens import MAGNITUDES, PARTS, PLURALS, SMALL, WORDS
from karabakh.flows.figures.told import FEWEST_OF_MASSES
from karabakh.flows.figures.units import LAST_SIGNS, UNITS

NEXT_SENTENCE: Final = 4
"""Characters at most that part a sentence from the next one, which may go on about what it counts."""

_FEWEST: Final = 40
"""Fewer sentences are sooner read than looked over."""

_NEAR: Final = 100
"""Characters at most between two numbers of which the one may bear on where the other begins, or be its other end."""

_FOREIGN: Final = 128
_CODES: Final = np.arange(256)
_FOLD: Final = bytes(ord(chr(code).lower()) if code < _FOREIGN and chr(code).isalnum() else ord(" ") for code in _CODES)
_FOLDED: Final = np.frombuffer(_FOLD, np.uint8).astype(np.int64)
_SPACE: Final = np.array([code < _FOREIGN and chr(code).isspace() for code in _CODES])
_GAP: Final = np.array([code < _FOREIGN and (chr(code).isspace() or chr(code) == "-") for code in _CODES])
_QUOTES: Final = np.isin(_CODES, [char.encode()[2] for char in "–—‘’“”…"])
"""The last bytes of signs beyond ASCII that often stand behind a number, and are neither a unit nor a space."""

# Told on the right of a number, on its left; of people, a demonym perhaps, behind it; of a crowd, a place, "has" or
# "its" before it.
_RIGHT, _LEFT, _PEOPLE, _DEMONYM, _CROWD, _PLACE, _HAS, _ITS = (1 << bit for bit in range(8))
_BEHIND: Final = _RIGHT | _PEOPLE | _DEMONYM
_AHEAD: Final = _LEFT | _CROWD | _PLACE | _HAS | _ITS

_NATION: Final = re.compile(rf"(?<![\w-])(?:{DEMONYM})(?![\w-])")
_LIKE_LATIN: Final = [letter.encode() for letter in "İıſ\u212a"]
"""Letters that match those of a pattern where case does not count."""

_SMALL: Final = np.array([*(word in PARTS or SMALL.get(word, 10) < FEWEST_OF_MASSES for word in WORDS), False])
_LARGE: Final = np.array([*(word in MAGNITUDES or word in PLURALS for word in WORDS), False])
_SEVERAL: Final = np.isin(_CODES, list(b"alwfyALWFY"))
"""What the words end in that make a number of "million": a, several, few, of, many."""


def _keys() -> dict[int, Numbers]:
    """The first letters of the words of units, those of each length as numbers."""
    found = {"m ", "k ", "mln ", "plus ", "odd "}
    for one in (one for unit in UNITS for one in alternatives(unit.words) if one[0].isascii() and one[0] != "%"):
        for opening in (re.sub(r"[^\x00-\x7f].*", " ", opening[1:]) for opening in openings(one)):
            # of what has points, and spaces behind them perhaps, the first word must do
            found |= {opening.partition(" ")[0] + " "} if r"\." in one else {opening, opening.replace(" ", "  ", 1)}
    texts = {text[:_MOST_LETTERS] for text in found}
    return {
        length: np.array([int.from_bytes(text.encode()) for text in texts if len(text) == length])
        for length in {len(text) for text in texts}
    }


_MOST_LETTERS: Final = 7
_UNITS: Final = _keys()
_PUNCTUATION: Final = "–".encode()
_OR, _AND, _OF = (int.from_bytes(word) for word in (b"or ", b"and", b"of "))
_MORE: Final = np.isin(_CODES, list(b"molfsMOLFS"))
"""The first letters of what follows in "or more", "and over", "or less", "or fewer", "or so"."""

_SIGNS_BEHIND: Final = np.isin(_CODES, list(b"%+"))
_SPACES: Final = [chr(code) for code in range(_FOREIGN, 0x3001) if chr(code).isspace()]
_SIGNS_BEFORE: Final = np.isin(_CODES, [sign.encode()[-1] for sign in (*LAST_SIGNS, *_SPACES)])


class Promising(NamedTuple):
    """Which tokens are to be read, and where the sentences begin that may report a figure of themselves."""

    tokens: Numbers
    sentences: Numbers


def promising(scan: Scan, free: Numbers, sentences: Numbers, shares: Numbers) -> Promising:
    """Return which of the tokens ``free`` are to be read: those of sentences that may report a figure, and near them.

    A sentence that follows such a one may count what it does. ``sentences`` and ``shares``, the fractions, are starts
    and ends in two columns.
    """
    starts, ends, words = scan.starts[free], scan.ends[free], scan.words[free]
    held, of_shares = _held(sentences, starts, ends), _held(sentences, *shares.T)
    holders = np.unique(np.concatenate([held, of_shares]))
    holders = holders[holders >= 0]
    if len(holders) < _FEWEST:
        return Promising(np.ones(len(free), bool), sentences[holders, 0])
    inside = held >= 0
    number = np.searchsorted(holders, held[inside])
    first, last = scan.bytes_at(starts), scan.bytes_at(ends)
    hopeful = np.isin(holders, of_shares)
    hopeful[number[_measured(scan, first, last, words)[inside]]] = True
    length = ends - starts
    is_digits = words == DIGITS
    is_ten, is_hundred = is_digits & (length > 1), is_digits & (length > 2)
    sizes = (is_ten | (~is_digits & ~_SMALL[words])).astype(np.int64) + (is_hundred | _LARGE[words])
    size = np.zeros(len(holders), np.int64)
    np.maximum.at(size, number, sizes[inside])
    begin = np.full(len(holders), len(scan.raw))
    np.minimum.at(begin, number, last[inside])
    end = np.zeros(len(holders), np.int64)
    np.maximum.at(end, number, first[inside])
    hopeful |= _told(scan, sentences[holders], begin, end, size)
    read = np.zeros(len(free), bool)
    read[inside] = _going_on(sentences[holders], hopeful)[number]
    return Promising(_with_near(starts, ends, read), sentences[holders[hopeful], 0])


def _held(sentences: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """The numbers of the sentences that hold what is from ``starts`` to ``ends``, -1 for none."""
    at = np.searchsorted(sentences[:, 0], starts, "right") - 1
    return np.where((at >= 0) & (ends <= np.append(sentences[:, 1], 0)[at]), at, -1)


def _measured(scan: Scan, first: Numbers, last: Numbers, words: Numbers) -> Numbers:
    """Whether a unit may be written beside the tokens that stand at these bytes, its sign before or its word behind."""
    raw = np.frombuffer(scan.raw, np.uint8)
    before = np.where(_SPACE[raw[first - 1]], raw[np.maximum(first - 2, 0)], raw[first - 1])
    at = last + _GAP[raw[last]]
    at += _SPACE[raw[at]]
    of = (_letters(raw, at, 3) == _OF) & _SPACE[raw[at + 2]]
    at = np.where(of, at + 3, at)
    at += of & _SPACE[raw[at]]
    letters = _letters(raw, at, _MOST_LETTERS)
    key = letters >> 8 * (_MOST_LETTERS - 3)
    hit: Numbers = _SIGNS_BEFORE[before] | _may_be_sign(raw, last) | _may_be_sign(raw, at)
    for length, keys in _UNITS.items():
        hit |= np.isin(letters >> 8 * (_MOST_LETTERS - length), keys)
    hit |= (key == _OR) & (_MORE[raw[at + 3]] | (raw[at + 2] >= _FOREIGN))
    hit |= (key == _AND) & (_MORE[raw[at + 4]] | (raw[at + 3] >= _FOREIGN))
    hit |= (key == _OF) & (raw[at + 2] >= _FOREIGN)
    apart = np.maximum(first - 2, 0)
    hit |= _LARGE[words] & (_SEVERAL[raw[apart]] | _SPACE[raw[apart]] | (raw[first - 1] >= _FOREIGN))
    return hit


def _letters(raw: Numbers, at: Numbers, count: int) -> Numbers:
    """As many bytes as one number, small letters for capitals and spaces for signs."""
    found = _FOLDED[raw[at]]
    for further in range(1, count):
        found = (found << 8) | _FOLDED[raw[at + further]]
    return found


def _may_be_sign(raw: Numbers, at: Numbers) -> Numbers:
    sign = raw[at]
    quotes = (sign == _PUNCTUATION[0]) & (raw[at + 1] == _PUNCTUATION[1]) & _QUOTES[raw[at + 2]]
    found: Numbers = _SIGNS_BEHIND[sign] | ((sign >= _FOREIGN) & ~quotes)
    return found


class _Search(NamedTuple):
    """The words that tell a kind, what each tells, and whether it has a space before it."""

    words: BytesAhoCorasick
    tells: Numbers
    anchored: Numbers


@cache
def _search() -> _Search:
    told: dict[str, int] = {}
    for kind in KINDS:
        both = (kind.nouns, kind.passives)
        _note(told, _RIGHT, *both, kind.qualifiers, kind.verbs, kind.weak)
        _note(told, _LEFT, *both, kind.before, kind.of_people, kind.subjects)
    _note(told, _RIGHT | _LEFT, "census(?:es)?")
    for sort, words in ((_PEOPLE, PEOPLE), (_CROWD, CROWDS), (_PLACE, PLACES), (_HAS, HAVE), (_ITS, OWNERS)):
        _note(told, sort, words)
    for end in openings(DEMONYM):
        told[f"{end} "] = told.get(f"{end} ", 0) | _DEMONYM
    search = BytesAhoCorasick(
        [word.encode() for word in told], matchkind=MatchKind.Standard, implementation=Implementation.DFA
    )
    return _Search(search, np.array(list(told.values())), np.array([word[0] == " " for word in told], np.int64))


def _note(told: dict[str, int], what: int, *patterns: str) -> None:
    for opening in (one for pattern in patterns if pattern for way in alternatives(pattern) for one in openings(way)):
        told[opening] = told.get(opening, 0) | what


def _told(scan: Scan, sentences: Numbers, begin: Numbers, end: Numbers, size: Numbers) -> Numbers:
    """Whether words in the sentences may tell what their numbers count.

    Of each sentence the first number ends at byte ``begin`` and the last one begins at ``end``; ``size`` is 0 if all
    are less than ten, 2 if one may be a hundred or more.
    """
    first, last = scan.bytes_at(sentences[:, 0]), scan.bytes_at(sentences[:, 1])
    texts = [scan.raw[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    joined = b" ".join([b"", *texts, b""])
    folded = np.frombuffer(joined.translate(_FOLD), np.uint8)
    kept = np.flatnonzero((folded[1:] != ord(" ")) | (folded[:-1] != ord(" ")))
    search = _search()
    hits = search.words.find_matches_as_indexes(b" " + folded[1:][kept].tobytes(), overlapping=True)
    found = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3)
    what, starts = search.tells[found[:, 0]], found[:, 1] + search.anchored[found[:, 0]]
    places = np.append(0, kept + 1)[starts]
    offsets = np.cumsum(last - first + 1) - (last - first)
    number = np.searchsorted(offsets, places, "right") - 1
    at = first[number] + places - offsets[number]
    bits = np.zeros(len(sentences), np.int64)
    np.bitwise_or.at(bits, number, what & ((at >= begin[number]) * _BEHIND | (at < end[number]) * _AHEAD))
    return _tell(texts, bits, size)


def _tell(texts: Sequence[bytes], bits: Numbers, size: Numbers) -> Numbers:
    """Whether the ``bits`` of what is told in each sentence may tell what its numbers count."""
    settled = (bits & (_PLACE | _ITS)) > 0
    hopeful: Numbers = (bits & (_RIGHT | _LEFT)) > 0
    hopeful |= (size > 0) & ((bits & (_PEOPLE | _CROWD)) > 0)
    hopeful |= settled & ((bits & (_PEOPLE | _DEMONYM)) > 0)
    hopeful |= (size > 1) & (((bits & _ITS) > 0) | ((bits & (_PLACE | _HAS)) == _PLACE | _HAS))
    for at in np.flatnonzero(~hopeful & (size > 0) & ((bits & _DEMONYM) > 0)).tolist():
        hopeful[at] = _NATION.search(texts[at].decode("utf-8", "surrogatepass")) is not None
    for at in np.flatnonzero(~hopeful).tolist() if any(letter in b"".join(texts) for letter in _LIKE_LATIN) else ():
        hopeful[at] = any(letter in texts[at] for letter in _LIKE_LATIN)
    return hopeful


def _going_on(sentences: Numbers, hopeful: Numbers) -> Numbers:
    """The hopeful sentences, and those that follow one at once: they may count what it does."""
    every = np.arange(len(sentences))
    apart = np.concatenate([[True], sentences[1:, 0] - sentences[:-1, 1] > NEXT_SENTENCE])
    begun = np.maximum.accumulate(np.where(apart, every, 0))
    found: Numbers = np.maximum.accumulate(np.where(hopeful, every, -1)) >= begun
    return found


def _with_near(starts: Numbers, ends: Numbers, read: Numbers) -> Numbers:
    """The tokens that are read, and those that stand near them, one after the other."""
    group = np.concatenate([[0], np.cumsum(starts[1:] - ends[:-1] > _NEAR)])
    wanted = np.zeros(len(starts) + 1, bool)
    wanted[group[read]] = True
    found: Numbers = wanted[group]
    return found
