"""An index of long names in; for a word that is one or two letters off one of them, that name out.

Symmetric deletion (Garbe's SymSpell): two words are within k edits only if deleting up to k letters from each can give
the same string, so a name is found by set look-ups, whatever the number of names.
"""

from collections.abc import Iterator
from itertools import combinations

MIN_LETTERS, TWO_EDITS, MAX_LETTERS = 8, 9, 16


def deletions(word: str, edits: int) -> Iterator[str]:
    """Yield ``word`` and all that is left of it when up to ``edits`` letters go."""
    for count in range(edits + 1):
        for gone in combinations(range(len(word)), count):
            yield "".join(char for place, char in enumerate(word) if place not in gone)


def distance(left: str, right: str) -> int:
    """Return the optimal string alignment distance: letters put in, left out, replaced or swapped with the next.

    >>> distance("zangzegur", "zangezur"), distance("nogorno", "nagorno"), distance("lahcin", "lachin")
    (2, 1, 1)
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def edits_allowed(word: str) -> int:
    """Return how many letters a word of this length may be off."""
    return 0 if not MIN_LETTERS <= len(word) <= MAX_LETTERS else 1 if len(word) < TWO_EDITS else 2


class Spelling:
    """Long names, found by words that are nearly they."""

    def __init__(self, names: Iterator[str]) -> None:
        self._near: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            for left in set(deletions(name, 2 if edits_allowed(name) else 0)):
                self._near.setdefault(left, []).append(name)

    def nearest(self, word: str, edits: int = 2) -> str | None:
        """Return the one name nearest to ``word`` within the edits allowed, None where there is none or a tie.

        A name begins as it is spelt: the first letter must be right.
        """
        allowed = min(edits, edits_allowed(word))
        if not allowed:
            return None
        names = {name for left in set(deletions(word, allowed)) for name in self._near.get(left, ())}
        found = sorted((distance(word, name), name) for name in names if name[0] == word[0])
        found = [(edit, name) for edit, name in found if 0 < edit <= allowed and edits_allowed(name)]
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return found[0][1]
