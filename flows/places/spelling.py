"""An index of long names in; for a word that is one or two letters off one of them, those names out.

Symmetric deletion (Garbe's SymSpell) for one letter: a word and a name are one edit apart only if leaving out a letter
of each, or of one, gives the same string, so names are found by set look-ups, whatever their number. Two letters,
which few words are tried for, by comparing the word to the names that have almost the same letters.

Why not a library: measured on the capitalised words of 199 MB, symspellpy takes three times as long to build and for a
word with two edits, rapidfuzz (asked for the names of the same first letter) nearly three times as long with one edit
and as long with two; neither knows what scanning confuses. Every distinct capitalised word of a corpus comes by here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

MIN_LETTERS, MAX_LETTERS = 8, 24  # of a name
TWO_EDITS = 9  # letters of a word from which two may be wrong
HEAD, TAIL = 3, 4  # one edit leaves the one or the other of a name of 8 letters as it is
# What scanning makes of one letter or two; each counts as one wrong letter.
SCANNED = (("rn", "m"), ("m", "rn"), ("lc", "k"), ("k", "lc"), ("ri", "n"), ("n", "ri"), ("li", "h"), ("h", "li"))


def deletions(word: str) -> Iterator[str]:
    """Yield what is left of ``word`` when one letter other than the first goes."""
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


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


def _letters(word: str) -> int:
    """Return which letters a word has, a bit each."""
    bits = 0
    for char in word:
        bits |= 1 << (ord(char) & 31)
    return bits


class Spelling:
    """Long names, found by words that are nearly they. A name begins as it is spelt: its first letter is right."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name: _letters(name) for name in names if MIN_LETTERS <= len(name) <= MAX_LETTERS}
        self._less: dict[str, list[str]] = defaultdict(list)
        self._pieces: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._names):
            for piece in (name[:HEAD], f"{name[0]}-{name[HEAD : HEAD + 2]}", f"{name[0]}--{name[-HEAD:]}"):
                self._pieces[piece].append(name)
            for less in set(deletions(name)):
                self._less[less].append(name)
        self._heads = frozenset(name[:HEAD] for name in self._names)
        self._tails = frozenset(name[-TAIL:] for name in self._names)

    def nearest(self, word: str, edits: int = 2) -> list[str]:
        """Return the names nearest to ``word`` in plain small letters, within ``edits`` wrong ones, 1 or 2."""
        if not MIN_LETTERS - 1 <= len(word) <= MAX_LETTERS + 1:
            return []
        found = self._scanned(word) or self._one_off(word)
        return found or (self._two_off(word) if edits > 1 and len(word) >= TWO_EDITS else [])

    def edits(self, word: str, name: str) -> int:
        """Return how many letters are wrong in a word that ``nearest`` gave ``name`` for."""
        return 1 if name in self._scanned(word) else distance(word, name)

    def _scanned(self, word: str) -> list[str]:
        return [name for seen, meant in SCANNED if seen in word for name in self._put(word, seen, meant)]

    def _put(self, word: str, seen: str, meant: str) -> Iterator[str]:
        place = word.find(seen, 1)
        while place > 0:
            name = word[:place] + meant + word[place + len(seen) :]
            if name in self._names:
                yield name
            place = word.find(seen, place + 1)

    def _one_off(self, word: str) -> list[str]:
        if word[:HEAD] not in self._heads and word[-TAIL:] not in self._tails:
            return []
        found = set(self._less.get(word, ()))
        for less in deletions(word):
            if less in self._less:
                found.update(name for name in self._less[less] if len(name) == len(word) and distance(word, name) == 1)
            if less in self._names:
                found.add(less)
        return sorted(found - {word})

    def _two_off(self, word: str) -> list[str]:
        """Return the names two edits off: of a name's beginning, middle and end two edits leave one as it is."""
        middles = {f"{word[0]}-{word[place : place + 2]}" for place in range(HEAD - 1, HEAD + 2)}
        pieces = {word[:HEAD], *middles, f"{word[0]}--{word[-HEAD:]}"}
        letters = _letters(word)
        near = {
            name
            for piece in pieces
            for name in self._pieces.get(piece, ())
            if abs(len(name) - len(word)) <= 2  # each edit changes the length by one and the set of letters by two
            and (self._names[name] ^ letters).bit_count() <= 4
        }
        return sorted(name for name in near if distance(word, name) == 2)
