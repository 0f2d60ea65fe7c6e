"""A word of a text and an index in; the name that the word is an unseen spelling of, and by which method, out."""

from functools import lru_cache

from karabakh.flows.places.contexts import designators, words
from karabakh.flows.places.cues import singular
from karabakh.flows.places.fold import fold_name
from karabakh.flows.places.index import Index
from karabakh.flows.places.romanise import MIN_LETTERS, keys_of_word

FUZZY_ALONE = 8  # letters from which one wrong letter needs no other place of the region in the text
_NO_NAMES = words("given_name") | words("title")


@lru_cache(maxsize=1 << 17)
def read_word(word: str, index: Index, near: bool) -> tuple[bytes, str] | None:
    """Return the form of the name that ``word`` is another spelling of, and by which method."""
    if len(word) < MIN_LETTERS:
        return None
    form = fold_name(word)
    if form in index.by_form or word.lower() in _NO_NAMES or word.isupper():
        return None
    heard = _heard(index, word)
    if heard:
        return heard, "transliterated"
    if not form.isascii() or not form.isalpha():
        return None
    if singular(word.lower())[0] in designators():
        return None
    missed = index.spelling.nearest(form.decode("ascii"), 2 if near else 1 if len(form) >= FUZZY_ALONE else 0)
    return (index.by_letters[missed], "fuzzy") if missed and not _adjective(form.decode("ascii"), missed) else None


def _adjective(word: str, name: str) -> bool:
    """Whether a word is what people or things of the place are called (Karabakhi), not its name misspelt."""
    return word.startswith(name[:-1]) and word.endswith(tuple(words("adjective_ending")))


def _heard(index: Index, word: str) -> bytes | None:
    for number, key in keys_of_word(word):
        if form := index.sounds[number].get(key):
            return form
    return None


@lru_cache(maxsize=1 << 12)
def read_pair(index: Index, form: bytes, whole: str) -> tuple[bytes, str] | None:
    """Return the form of the two-word name that ``whole`` is another spelling of, and by which method."""
    letters = form.replace(b" ", b"")
    for number, key in keys_of_word(whole.replace(" ", "")):
        heard = index.sounds[number].get(key)
        if heard and b" " in heard:
            return heard, "transliterated"
    missed = index.spelling.nearest(letters.decode("latin-1")) if letters.isalpha() and letters.isascii() else None
    return (index.by_letters[missed], "fuzzy") if missed and b" " in index.by_letters[missed] else None
