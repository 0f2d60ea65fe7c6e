"""A text, the names found in it and an index in; spellings that no list has, read as names they romanise or miss out.

Only capitalised words are looked at, only names of core places are read into them, and never into a word that the
text writes small elsewhere or that stands in a name already found.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from karabakh.flows.places.contexts import designators, words
from karabakh.flows.places.cues import singular
from karabakh.flows.places.fold import APOSTROPHES, HYPHENS, fold_name
from karabakh.flows.places.index import Index
from karabakh.flows.places.match import Hit
from karabakh.flows.places.romanise import MIN_LETTERS, keys_of_word
from karabakh.flows.span import Span

_LETTERS = r"[^\W\d_]"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏƏА-ЯЁ"  # and small letters among them, told apart later
_WORD = re.compile(rf"(?<!\w)[{_CAPITAL}]{_LETTERS}{{2,}}(?:[{APOSTROPHES}]{_LETTERS}{{3,}})*(?!\w)")
_JOINED = re.compile(rf"({_LETTERS}{{5,24}})(?:[{re.escape(HYPHENS)}]|\s{{1,2}})$")
FUZZY_ALONE = 8  # letters from which one wrong letter needs no other place of the region in the text


def unseen(text: str, index: Index, sentences: Sequence[Span], hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield hits for unseen spellings of known names, outside the ``hits`` already found."""
    known = {hit.entry.form for hit in hits}
    near = any(row.place.tier == "core" for hit in hits for row in hit.entry.rows)
    wanted = {}
    for word in set(_WORD.findall(text)):
        read = _read(word, index, near) if len(word) >= MIN_LETTERS and word[0].isupper() else None
        if read and fold_name(word) not in known and not _written_small(text, word):
            wanted[word] = read
    if wanted:
        yield from _places(text, index, sentences, wanted)


def _written_small(text: str, word: str) -> bool:
    small = re.escape(word.lower())
    return re.search(rf"(?<!\w){small}(?!\w)", text) is not None


def _places(text: str, index: Index, sentences: Sequence[Span], wanted: dict[str, tuple[bytes, str]]) -> Iterator[Hit]:
    for sentence in sentences:
        for found in _WORD.finditer(text, sentence.start, sentence.end):
            read = wanted.get(found.group())
            if read:
                yield Hit(found.start(), found.end(), sentence, index.by_form[read[0]], read[1])


@lru_cache(maxsize=1 << 17)
def _read(word: str, index: Index, near: bool) -> tuple[bytes, str] | None:
    """Return the form of the name that ``word`` is another spelling of, and by which method."""
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


_NO_NAMES = words("given_name") | words("title")


def pairs(text: str, index: Index, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield hits for two-word names whose first word is spelt in an unseen way (Nogorno-Karabakh)."""
    for hit in hits:
        before = _JOINED.search(text, max(hit.sentence.start, hit.start - 28), hit.start)
        if before and before[1][0].isupper() and any(row.place.tier == "core" for row in hit.entry.rows):
            whole = before[1] + " " + text[hit.start : hit.end]
            form = fold_name(whole)
            read = None if form in index.by_form else _read_pair(index, form, whole)
            if read:
                yield Hit(before.start(1), hit.end, hit.sentence, index.by_form[read[0]], read[1])


@lru_cache(maxsize=1 << 12)
def _read_pair(index: Index, form: bytes, whole: str) -> tuple[bytes, str] | None:
    letters = form.replace(b" ", b"")
    for number, key in keys_of_word(whole.replace(" ", "")):
        heard = index.sounds[number].get(key)
        if heard and b" " in heard:
            return heard, "transliterated"
    missed = index.spelling.nearest(letters.decode("latin-1")) if letters.isalpha() and letters.isascii() else None
    return (index.by_letters[missed], "fuzzy") if missed and b" " in index.by_letters[missed] else None
