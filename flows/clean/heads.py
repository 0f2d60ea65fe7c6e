"""The lines of texts in; the numbers of those out that repeat but for a page number that counts on.

A report prints its title, the day and the number of the page above every page. Its day is no day the text tells of,
so such lines are heads wherever they stand. Headings of a diary (27 September, 28 September) and lines of a table
count on too, but they have their number at a month, or no title, or no text between them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from karabakh.flows.clean.rule import MONTH

_FEWEST: Final = 3
LONGEST: Final = 120
_FARTHEST: Final = 4
"""The largest step from a page with the line to the next one."""
_TEXT: Final = 60
"""Characters of running text that lie between two heads at least."""

_NUMBER: Final = re.compile("[0-9]+")
STOPS: Final = (".", "!", "?", ",", ";", ":", "…", '"', "”")
_MONTH_BEFORE: Final = re.compile(rf"\b{MONTH}\.?\s+\Z", re.IGNORECASE)
_MONTH_AFTER: Final = re.compile(rf"\s+{MONTH}\b", re.IGNORECASE)
_PAGE_BEFORE: Final = re.compile(r"(?:\b(?:page|pg\.?|p\.)|[|–—])\s*\Z", re.IGNORECASE)
_NAME: Final = re.compile(r"\b[^\W\d_a-zß-ÿ][\w’'-]*")
_WIDE: Final = re.compile(r"\s{2}")


def counted(lines: Iterable[tuple[int, int, str]], before: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of lines that are heads of the pages of a text.

    Of each line come its number, that of its text, and its words without the space around them. ``before`` says of
    every line how many characters the lines before it have.

    >>> heads = [(0, 0, "Report on Roads 1"), (2, 0, "Report on Roads 2"), (4, 0, "Report on Roads 3")]
    >>> list(counted(heads, [0, 17, 99, 116, 198]))
    [0, 2, 4]
    """
    alike: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for number, text, words in lines:
        wording = counting(words)
        if wording:
            alike.setdefault((text, wording), []).append((number, words))
    for some in alike.values():
        if len(some) >= _FEWEST and _are_heads(some, before):
            yield from (number for number, _ in some)


def counting(words: str) -> str | None:
    """Return the wording of a line that may be a head, without what its numbers are; None where it has none.

    >>> counting("Report on Roads 12"), counting("They left in 1992.")
    ('Report on Roads 0', None)
    """
    if len(words) > LONGEST or words.endswith(STOPS) or not _NUMBER.search(words):
        return None
    return _NUMBER.sub("0", words)


def _are_heads(some: Sequence[tuple[int, str]], before: Sequence[int]) -> bool:
    values = [tuple(map(int, _NUMBER.findall(words[:LONGEST]))) for _, words in some]
    counting = [at for at, column in enumerate(zip(*values, strict=True)) if len(set(column)) > 1]
    if len(counting) != 1:
        return False
    steps = [after[counting[0]] - last[counting[0]] for last, after in pairwise(values)]
    if not all(0 < step <= _FARTHEST for step in steps) or values[-1][counting[0]] >= 1500:
        return False
    apart = sum(before[second] - before[first + 1] >= _TEXT for (first, _), (second, _) in pairwise(some))
    return 3 * apart >= 2 * (len(some) - 1) and all(_is_titled(words, counting[0]) for _, words in some)


def _is_titled(words: str, counting: int) -> bool:
    """Whether the number of a line can be that of a page and the rest a title."""
    found = [*_NUMBER.finditer(words)][counting]
    before, after = words[: found.start()], words[found.end() :]
    if _PAGE_BEFORE.search(before):
        return True
    wide = bool(_WIDE.search(before[-2:]) and (not after or _WIDE.match(after)))
    if not wide and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)):
        return False
    at_edge = (not before and after[:1].isspace()) or (not after and before[-1:].isspace())
    return (at_edge or wide) and len(_NAME.findall(before + after)) > 1
