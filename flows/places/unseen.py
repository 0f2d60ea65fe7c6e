"""A text, the names found in it and an index in; spellings that no list has, read as names they romanise or miss out.

Only capitalised words are looked at, only names of core places are read into them, and never into a word that the
text writes small elsewhere or that stands in a name already found.
"""

import re
from collections.abc import Iterator, Sequence

from karabakh.flows.places.fold import APOSTROPHES, HYPHENS, fold_name
from karabakh.flows.places.index import Index
from karabakh.flows.places.match import Hit
from karabakh.flows.places.respelt import read_pair, read_word
from karabakh.flows.span import Span

_LETTERS = r"[^\W\d_]"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏƏА-ЯЁ"  # and small letters among them, told apart later
_WORD = re.compile(rf"(?<!\w)[{_CAPITAL}]{_LETTERS}{{2,}}(?:[{APOSTROPHES}]{_LETTERS}{{3,}})*(?!\w)")
_JOINED = re.compile(rf"({_LETTERS}{{5,24}})(?:[{re.escape(HYPHENS)}]|\s{{1,2}})$")


def unseen(text: str, index: Index, sentences: Sequence[Span], hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield hits for unseen spellings of known names, outside the ``hits`` already found."""
    known = {hit.entry.form for hit in hits}
    near = any(row.place.tier == "core" for hit in hits for row in hit.entry.rows)
    wanted = {}
    for word in set(_WORD.findall(text)):
        read = read_word(word, index, near) if word[0].isupper() else None
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


def pairs(text: str, index: Index, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield hits for two-word names whose first word is spelt in an unseen way (Nogorno-Karabakh)."""
    for hit in hits:
        before = _JOINED.search(text, max(hit.sentence.start, hit.start - 28), hit.start)
        if before and before[1][0].isupper() and any(row.place.tier == "core" for row in hit.entry.rows):
            whole = before[1] + " " + text[hit.start : hit.end]
            form = fold_name(whole)
            read = None if form in index.by_form else read_pair(index, form, whole)
            if read:
                yield Hit(before.start(1), hit.end, hit.sentence, index.by_form[read[0]], read[1])
