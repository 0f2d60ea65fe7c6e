"""Texts and places where a sentence may begin in, those where the one before goes on out.

Most are told by the letters around all of them at once. What is left, where the word before a stop may be shortened or
be the number of an item, or brackets are open, is looked at by itself.
"""

import re
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from karabakh.flows.sentences.joined import OTHER, QUOTES, Joined, Places, Truths
from karabakh.flows.sentences.labels import NUMBER

# Abbreviations after which a sentence goes on: before anything, before a capital (a name), before a number.
_GOES_ON: Final = frozenset(["i.e", "e.g", "cf", "viz", "vs", "incl", "approx", "ca", "est", "esp", "resp"])
_BEFORE_NAME: Final = frozenset(
    [
        "Adm",
        "Amb",
        "Asst",
        "Brig",
        "Capt",
        "Cdr",
        "Cmdr",
        "Col",
        "Cpl",
        "Doc",
        "Dr",
        "Ens",
        "Fr",
        "Ft",
        "Gen",
        "Gov",
        "Hon",
        "Lt",
        "Maj",
        "Messrs",
        "Mr",
        "Mrs",
        "Ms",
        "Mt",
        "Pres",
        "Prof",
        "Rep",
        "Rev",
        "Sen",
        "Sgt",
        "Spc",
        "St",
        "Ste",
        "Supt",
    ]
)
_BEFORE_NUMBER: Final = frozenset(
    [
        "no",
        "nos",
        "vol",
        "vols",
        "ch",
        "art",
        "arts",
        "fig",
        "figs",
        "sec",
        "sect",
        "para",
        "paras",
        "p",
        "pp",
        "pt",
        "res",
        "doc",
        "ed",
        "nr",
        "op",
        "n",
        "c",
        "cap",
        "ann",
        "par",
        "pl",
        "tab",
        "pop",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "rs",
    ]
)

_LABELLED: Final = re.compile(rf"[(\[]?{NUMBER}[)\]]\s+[A-Z]")
_LABEL_ONLY: Final = re.compile(
    rf"(?:(?:Annex|Article|Chapter|Clause|Paragraph|Part|Point|Principle|Rule|Section)\s)?{NUMBER}\.\s*"
)
_LAST_WORD: Final = re.compile(r"[\w.]*\Z")
_BLANKS: Final = str.maketrans(dict.fromkeys(QUOTES, " "))
_LONGEST_LABEL: Final = 16
_LONGEST_WORD: Final = 40
_SHORT: Final = 16


def goes_on(text: str, last: int, cut: int) -> bool:
    """Return whether the sentence from ``last`` that seems to end at ``cut`` goes on behind it."""
    following = text[cut : cut + _LONGEST_WORD].translate(_BLANKS).lstrip(" \t\r\n(['‘")
    if not following:
        return False
    if following[0].islower() or following[0] in ",;:":
        return not _LABELLED.match(following)
    before = text[max(last, cut - 2 * _LONGEST_WORD) : cut].translate(_BLANKS).rstrip()
    if not before.endswith("."):
        return False
    label = before.lstrip()
    if len(label) <= _LONGEST_LABEL and _LABEL_ONLY.fullmatch(label):
        return True
    return _abbreviated(before[:-1], following[0]) or _in_brackets(before, following)


def _in_brackets(before: str, following: str) -> bool:
    """Whether a stop stands in brackets that were opened just before it, inside the sentence, and soon close."""
    opened = before.rfind("(")
    return opened > max(before.rfind(")"), len(before) - _SHORT, 0) and ")" in following[:_SHORT].split("(")[0]


def _abbreviated(before: str, following: str) -> bool:
    word = before[before.rfind(" ") + 1 :]
    if not word.isalnum():
        found = _LAST_WORD.search(before[-_LONGEST_WORD:])
        word = found[0] if found else ""
    if word.lower() in _GOES_ON:
        return True
    if following.isdigit():
        return word.lower() in _BEFORE_NUMBER
    return word in _BEFORE_NAME


ENDS, GOES_ON, ASK = range(3)
"""What is known of where a sentence seems to end: it does, it does not, or that must be asked of ``goes_on``."""

_FAR: Final = 40  # a sentence of so many characters is no label
_LONG: Final = 7  # a word of so many letters is not shortened
_STEPS: Final = 3


def _kind(characters: str) -> npt.NDArray[Any]:
    return np.array([chr(code) in characters for code in range(256)])


_SMALL: Final = "abcdefghijklmnopqrstuvwxyz"
_IS_SMALL: Final = _kind(_SMALL)
_IS_LETTER: Final = _kind(_SMALL + _SMALL.upper())
_IS_DIGIT: Final = _kind("0123456789")
_IS_PART: Final = _kind("0123456789_.") | (np.arange(256) == OTHER)  # of a word, beside letters
_IS_SKIPPED: Final = _kind(" \t\r\n(['")
_IS_JOINING: Final = _kind(",;:")
_IS_ROMAN: Final = _kind("ivxIVX")
_IS_CLOSING: Final = _kind(")]")
_BEGINS: Final = _kind("".join(map(chr, range(33, 127)))) & ~(_IS_SMALL | _IS_JOINING | _IS_SKIPPED)
_SHORTENED: Final = np.array(
    sorted({int.from_bytes(word.lower().encode()) for word in _GOES_ON | _BEFORE_NAME | _BEFORE_NUMBER})
)
"""Words as numbers, a byte a letter."""


def verdicts(joined: Joined, cuts: Places, before: Places) -> npt.NDArray[np.uint8]:
    """Return what is known of each of the cuts, where no sentence begins between it and the place ``before``."""
    view = joined.view
    first = cuts.copy()
    for _ in range(_STEPS):
        first += _IS_SKIPPED[view[first]]
    begins = view[first]
    stop = cuts - 1
    for _ in range(_STEPS):
        stop -= joined.is_gap(stop)
    verdict = np.full(len(cuts), ASK, np.uint8)
    labelled = np.logical_or.reduce([_IS_CLOSING[view[first + ahead]] for ahead in range(1, _LONG)])
    verdict[(_IS_SMALL[begins] & ~labelled) | _IS_JOINING[begins]] = GOES_ON
    ends = np.flatnonzero(_BEGINS[begins] & ~joined.is_gap(stop))
    stop = stop[ends]
    full = (view[stop] != ord(".")) | _is_full_stop(joined, stop, stop - before[ends])
    verdict[ends[full]] = ENDS
    return verdict


def _is_full_stop(joined: Joined, stops: Places, lengths: Places) -> Truths:
    """Whether stops surely end sentences of so many characters at least, by the words before them."""
    view = joined.view
    packed = np.zeros(len(stops), np.int64)
    letters = np.zeros(len(stops), np.int64)
    roman = running = np.ones(len(stops), np.bool_)
    for back in range(1, _LONG + 1):
        letter = view[stops - back]
        running = running & _IS_LETTER[letter]
        letters += running
        packed += running * ((letter | 0x20).astype(np.int64) << (8 * (back - 1)))
        roman = roman & (~running | _IS_ROMAN[letter])
    behind = view[stops - 1 - letters]
    nearest = np.minimum(np.searchsorted(_SHORTENED, packed), len(_SHORTENED) - 1)
    is_number = np.where(letters == 0, _IS_DIGIT[behind], roman | (letters == 1))
    known = (letters == 0) & _IS_DIGIT[behind] | ~_IS_PART[behind] & (_SHORTENED[nearest] != packed)
    said = np.logical_or.reduce([_IS_LETTER[view[stops - _LONGEST_LABEL - back]] for back in range(1, _STEPS + 1)])
    known &= ~is_number | (said & (lengths > _FAR))
    known |= letters == _LONG
    opened = np.append(0, joined.marks_of("("))
    known &= stops - opened[np.searchsorted(opened, stops) - 1] >= _SHORT
    full: Truths = known & (lengths > letters)
    return full
