"""A word of a text and an index in; the name that the word is an unseen spelling of, and by which method, out.

Called once for every distinct capitalised word of a corpus, so what decides quickly comes first: most words sound like
no name and share neither beginning nor end with a long one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache

from karabakh.flows.places.contexts import SETTLEMENTS, designators, words
from karabakh.flows.places.cues import singular
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.index import Index
from karabakh.flows.places.resolve import default_place
from karabakh.flows.places.romanise import MERGES, MIN_LETTERS, coarsest, heard, keys_of_names, keys_of_word

MAX_LETTERS = 32
# Letters that a word needs to be read as a name in a text that names no place of the region: at all; as a village,
# river or building; where two letters stand for one sound (d and t); with a letter wrong, counted in the name.
ALONE, ALONE_SMALL, ALONE_VOICE, ALONE_FUZZY = 6, 7, 8, 9
LONG = 10  # letters of a name of which two may be wrong in any way
WELL_KNOWN = frozenset({"city", "corridor", "country", "de_facto_state", "district", "province", "region", "town"})
_NO_NAMES = words("given_name") | words("title")
_SURNAMES = tuple(words("surname_ending") - {"li", "lu"})  # in which names of villages end as often
_ENDINGS = words("adjective_ending") | words("surname_ending")
Read = tuple[bytes, str]


@lru_cache(maxsize=1 << 17)
def read_word(word: str, index: Index, near: bool) -> Read | None:
    """Return the form of the name that ``word`` is another spelling of, and by which method.

    ``near``: whether the text names a core place. Where it does not, short words, small places and most wrong letters
    are too often something else.
    """
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS:
        return None
    letters = word.lower() if word.isascii() else fold_name(word).decode("latin-1")
    nearly = index.spelling.nearest(letters, 2 if near else 1)
    sounding = coarsest(heard(word)) in _all_sounds(index)
    if not (nearly or sounding) or _is_other(word, index):
        return None
    form = _heard(word, index, near=near) if sounding else None
    if form:
        return form, "transliterated"
    form = _misspelt(letters, nearly, index, near=near)
    return (form, "fuzzy") if form else None


def _heard(word: str, index: Index, *, near: bool) -> bytes | None:
    """Return the form that sounds as the word does, if the word is long enough for that."""
    found = _sounding(word, index)
    if near or not found:
        return found[0] if found else None
    form, merge = found
    known = form in _well_known(index) or not word.isascii()  # few words elsewhere have these letters
    alone = ALONE_VOICE if MERGES[merge][1] else ALONE if known else ALONE_SMALL
    doubled = _DOUBLED[merge > 0]
    alike = bool(doubled.search(word)) == bool(doubled.search(form.decode("latin-1")))
    return form if len(word) >= alone and alike else None


# Romanisations double r, s, vowels; other letters are doubled where the name has them so (Fusilli is not Fuzuli).
_DOUBLED = re.compile(r"([b-df-hj-np-qtv-xz])\1"), re.compile(r"([b-df-hj-np-qs-tv-xz])\1")


def _misspelt(word: str, nearly: list[str], index: Index, *, near: bool) -> bytes | None:
    names = [name for name in nearly if b" " not in index.by_letters[name] and not _derived(word, name)]
    form = _shared(index, names)
    if not form or singular(word)[0] in designators():
        return None
    name, known = max(names, key=len), form in _well_known(index)
    ending = word.startswith(name[:-1]) and len(name) <= LONG
    if not known and len(name) < ALONE_FUZZY and ending:
        return None  # another ending rather than another letter: Pushkin is not Pushkino
    if not near:
        return form if len(name) >= (ALONE_FUZZY if known else LONG) and not ending else None
    if index.spelling.edits(word, name) == 1:
        return form
    # Two letters replaced make another word of a shorter name, and surnames are too like each other.
    alike = len(name) >= LONG or (known and len(word) != len(name))
    return form if alike and not word.endswith(_SURNAMES) else None


def _shared(index: Index, names: Iterable[str]) -> bytes | None:
    """Return the form that stands for all the names, None where there is none or they are not all of one place."""
    return _one({index.by_letters[name] for name in names}, index)


def _one(forms: Set[bytes], index: Index) -> bytes | None:
    """Return the form to stand for all, if one place bears them all: the one that leaves the least open."""
    places = {form: set(index.by_form[form].places(derived=False)) for form in forms}
    if not places or not set.intersection(*places.values()):
        return None
    return min(forms, key=lambda form: (not default_place(index.by_form[form], index), -len(places[form]), form))


@lru_cache(maxsize=4)
def _well_known(index: Index) -> frozenset[bytes]:
    """Return the forms that name more than a village, river or building, former names of towns left out."""
    return frozenset(
        entry.form
        for entry in index.entries
        for row in entry.rows
        if row.place.type in WELL_KNOWN
        and not row.derived
        and not (row.place.type in SETTLEMENTS and row.name.kind == "historical")
    )


def _derived(word: str, name: str) -> bool:
    """Whether a word is what people or things of the place are called (Karabakhi), not its name misspelt."""
    stems = name, name.rstrip("aeiouy")
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in stems)


def _is_other(word: str, index: Index) -> bool:
    """Whether a word is a name already, a title or given name, or what people are called."""
    form = fold_name(word)
    entry = index.by_form.get(form)
    return (
        (entry is not None and not entry.borrowed)
        or word.lower() in _NO_NAMES
        or word.isupper()
        or not _demonyms(index).isdisjoint((form, form.removesuffix(b"s")))
        or form + b"stan" in index.by_form  # Kazakh, of Kazakhstan
    )


@lru_cache(maxsize=4)
def _demonyms(index: Index) -> frozenset[bytes]:
    return frozenset(fold_name(name.name) for name in index.gazetteer.names if name.kind == "adjective")


@lru_cache(maxsize=4)
def _sounds(index: Index) -> tuple[dict[str, bytes], ...]:
    """Return, for each merge, the sounds of core places' names and the form that has them.

    Where several places sound so, it is the one that is more than a village, river or building; else none.
    """
    forms = _names(index)
    found: tuple[dict[str, set[bytes]], ...] = tuple(defaultdict(set) for _ in MERGES)
    for name, number, key in keys_of_names(forms):
        found[number][key].add(forms[name])
    return tuple(_settled(table, index) for table in found)


def _settled(table: dict[str, set[bytes]], index: Index) -> dict[str, bytes]:
    known, chosen = _well_known(index), {}
    several: dict[frozenset[bytes], bytes | None] = {}  # most of these sound alike in several ways
    for key, forms in table.items():
        if len(forms) == 1:
            (chosen[key],) = forms
            continue
        alike = frozenset(forms)
        if alike not in several:
            several[alike] = _one(forms, index) or _one(forms & known, index)
        form = several[alike]
        if form:
            chosen[key] = form
    return chosen


def _names(index: Index) -> dict[tuple[str, str], bytes]:
    """Return the form of each name of core places in a language."""
    return {
        (row.name.name, row.name.language[:2]): entry.form
        for entry in index.entries
        for row in entry.rows
        if row.place.tier == "core" and not row.derived
    }


@lru_cache(maxsize=4)
def _all_sounds(index: Index) -> frozenset[str]:
    """Return the coarsest keys of all sounds, to tell at once that a word has none of them."""
    return frozenset(coarsest("\n".join(key for table in _sounds(index) for key in table)).split("\n"))


def _sounding(word: str, index: Index) -> tuple[bytes, int] | None:
    """Return the form that sounds as the word does, and by which merge."""
    for (number, key), sounds in zip(keys_of_word(word), _sounds(index), strict=True):
        if key in sounds:
            return sounds[key], number
    return None


@lru_cache(maxsize=1 << 12)
def read_pair(index: Index, form: bytes, whole: str) -> Read | None:
    """Return the form of the two-word name that ``whole`` is another spelling of, and by which method."""
    if len(whole) > 2 * MAX_LETTERS:
        return None
    sounding = _sounding(whole.replace(" ", ""), index)
    if sounding and b" " in sounding[0]:
        return sounding[0], "transliterated"
    letters = form.replace(b" ", b"").decode("latin-1")
    nearly = [name for name in index.spelling.nearest(letters) if b" " in index.by_letters[name]]
    missed = _shared(index, nearly)
    return (missed, "fuzzy") if missed else None
