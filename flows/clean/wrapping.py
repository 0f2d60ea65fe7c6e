"""Texts in; the ends of lines at which a paragraph goes on, out: what `unwrapped` does, for many texts at once."""

from typing import Final

import numpy as np

from karabakh.flows.clean.characters import BULLETS, EMPTY, ENDS, INDENT, ITEM, LOWER, NUMBER, OTHER, SIGNS, opening
from karabakh.flows.clean.scan import Array, Scan, among, of_bytes, within

_ASK: Final = 9  # the text itself tells
_KINDS: Final = np.array(
    [
        _ASK if chr(code).isdigit() or chr(code) in "-*" else LOWER if chr(code).islower() else OTHER
        for code in range(128)
    ],
    np.int8,
)
_ENDS: Final = among("".join(ENDS))
_LONGEST_NUMBER: Final = 9
_SPACE: Final = ord(" ")
_DIGITS, _OF_ITEM, _DOUBTFUL = (
    of_bytes(signs) for signs in (b"0123456789", b".)", b"/-:|" + bytes(range(0x80, 0x100)))
)
_BULLETS: Final = frozenset(map(ord, BULLETS))
_FARTHEST: Final = 64  # bytes of a line that tell whether it begins with a number or is an item


def going_on(scan: Scan) -> Array:
    """Return the places of the line ends that are read as spaces."""
    lines = scan.lines
    kinds = _kinds(scan)
    before = np.concatenate([[EMPTY], kinds[:-1]])
    before[lines.openings[:-1]] = EMPTY
    both = (before != EMPTY) & (kinds != EMPTY)
    low = kinds == LOWER
    could = np.bincount(lines.texts[both], minlength=len(scan.left))
    wrapped = 5 * np.bincount(lines.texts[both & low], minlength=len(scan.left)) > could
    going = both & (low | (kinds == NUMBER) | wrapped[lines.texts])
    items = np.flatnonzero(kinds == ITEM)
    if len(items):
        going[_listed(scan, kinds, before, items)] = False
    ends: Array = lines.starts[going] - 1
    return ends


def _kinds(scan: Scan) -> Array:
    """Return what each line begins with, as `unwrapped` has it."""
    lines = scan.lines
    points = lines.first_points
    kinds = _KINDS[np.minimum(points, 127)]
    wide = np.flatnonzero(points > 127)
    if len(wide):
        different, which = np.unique(points[wide], return_inverse=True)
        kinds[wide] = np.array([_of_letter(chr(point)) for point in different.tolist()], np.int8)[which]
    kinds[(kinds == LOWER) & (lines.first - lines.starts > INDENT)] = OTHER
    kinds[lines.blank] = EMPTY
    _number(scan, kinds)
    for number in np.flatnonzero(kinds == _ASK).tolist():
        first = int(lines.first[number])
        start, end = max(int(lines.starts[number]), first - INDENT - 1), min(int(lines.ends[number]), first + _FARTHEST)
        kinds[number] = opening(scan.data[start:end].decode("utf-8", "replace"))
    return kinds


def _number(scan: Scan, kinds: Array) -> None:
    """Say which lines begin with a number, but of those behind whose first number there are signs that may tell."""
    lines, data = scan.lines, scan.bytes
    numbers = np.flatnonzero((kinds == _ASK) & _DIGITS[data[lines.first]])
    ends = lines.first[numbers]
    for _ in range(_LONGEST_NUMBER):
        ends = ends + _DIGITS[data[ends]]
    behind, next_to_it = data[ends], data[ends + 1]
    doubtful = _DOUBTFUL[behind] | ((behind == _SPACE) & _DOUBTFUL[next_to_it])
    inside = lines.first[numbers] - lines.starts[numbers] <= INDENT
    found = np.where(inside & ~_DIGITS[behind] & ~_OF_ITEM[behind], NUMBER, OTHER)
    kinds[numbers] = np.where(doubtful & inside, _ASK, found)


def _of_letter(letter: str) -> int:
    if letter in SIGNS:
        return _ASK
    return LOWER if letter.isalpha() and letter.islower() else OTHER


def _listed(scan: Scan, kinds: Array, before: Array, items: Array) -> list[int]:
    """Return which of the lines that may be items of a list are: `characters.items`, without a look at other lines."""
    lines = scan.lines
    blanks = np.cumsum(lines.blank)[items].tolist()
    signs = lines.first_points[items].tolist()
    opened = ((before[items] == EMPTY) | within(_ENDS, lines.last_points[items - 1])).tolist()
    texts, numbers = lines.texts[items].tolist(), items.tolist()
    listed: list[int] = []
    known: set[int] = set()
    for at, (number, sign) in enumerate(zip(numbers, signs, strict=True)):
        if at == 0 or texts[at - 1] != texts[at] or blanks[at - 1] != blanks[at]:
            known = set()
        following = at + 1 < len(numbers) and numbers[at + 1] == number + 1 and texts[at + 1] == texts[at]
        opens = opened[at] or (following and signs[at + 1] == sign)
        if sign in _BULLETS or sign in known or opens or (listed and listed[-1] == number - 1 and known):
            listed.append(number)
            known.add(sign)
    return listed
