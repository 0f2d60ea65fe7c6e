"""A word that is none of a list in, the word of the list that is nearest to it out, or nothing."""

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.distance.DamerauLevenshtein import distance as _distance

ALIKE: Final = 0.8
"""How alike two words must be (Jaro and Winkler, 1 being the same) for one to be taken for the other."""
_LONGEST: Final = 200
_FEW: Final = 200
_SHORTEST: Final = 3


def nearest(word: str, words: Iterable[str], alike: float = ALIKE) -> str | None:
    """Return the nearest of some words; None where none is near, or two are equally near.

    Case, and whether a space, a hyphen or an underscore stands between, do not count.

    >>> nearest("vilage", ["town", "village"]), nearest("Russian Soviet", ["russian_soviet"]), nearest("x", ["town"])
    ('village', 'russian_soviet', None)
    """
    return nearest_of(word, forms(words), alike)


def forms(words: Iterable[str]) -> dict[str, str]:
    """Return the words, each with what of it is compared; for `nearest_of`, where there are many."""
    return {known: _folded(known) for known in words}


def nearest_of(word: str, known: Mapping[str, str], alike: float = ALIKE) -> str | None:
    """Return the nearest of words that `forms` has made ready, as `nearest` does."""
    wanted = _folded(word[:_LONGEST])
    if not wanted:
        return None
    scored = process.extract(wanted, known, scorer=JaroWinkler.normalized_similarity, score_cutoff=alike, limit=5)
    if len(known) <= _FEW and len(wanted) >= _SHORTEST:  # in short words one slip is much
        slips = ((form, one) for one, form in known.items() if _distance(wanted, form, score_cutoff=1) <= 1)
        scored += [(form, 1.0, one) for form, one in slips]
    edits = sorted((_distance(wanted, form), form) for form, _, _ in scored)
    others = [edit for edit in edits if edit[1] != edits[0][1]]  # several words may have the same form
    if not edits or (others and others[0][0] == edits[0][0]):
        return None
    same = [one for form, _, one in scored if form == edits[0][1]]
    return min(same, key=lambda one: (_distance(word, one), one))


def _folded(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign not in " -_")
