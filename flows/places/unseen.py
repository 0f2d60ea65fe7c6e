"""Words that no list of names has in; those out that are names spelt otherwise.

Only capitalised words are looked at, only names of core places are read into them, and never into a word that the
text writes small elsewhere or that stands in a name already found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from karabakh.flows.places.fold import APOSTROPHES, HYPHENS, fold_name
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import Index
from karabakh.flows.places.respelt import read_pair, read_word
from karabakh.flows.text.span import Span

FEW = 4
_LETTERS = r"[^\W\d_]"
_LETTER = rf"(?:[^\W\d_{APOSTROPHES}]|[\u0300-\u036f])"  # some apostrophes count as letters
_ANY = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_JOINED = re.compile(rf"({_LETTERS}{{5,24}})(?:[{re.escape(HYPHENS)}]|\s{{1,2}})$")


def unseen(
    text: str, words: Iterable[tuple[int, int, Span]], index: Index, hits: Sequence[Hit], *, near: bool = False
) -> Iterator[Hit]:
    """Yield hits for those ``words`` (start, end, sentence) that ``text`` never writes small.

    ``near``: read words as if a place of the region were named, though no hit is one.
    """
    near = near or any(hit.entry.core for hit in hits)
    read = [(*word, found) for word in words if (found := read_word(text[word[0] : word[1]], index, near))]
    distinct = {text[start:end].lower() for start, end, *_ in read}
    # Most words are nowhere in the text in small letters, which a few searches tell sooner than all its words.
    anywhere = len(distinct) > FEW or any(word in text for word in distinct)
    small = _small_words(text) if anywhere else frozenset[str]()
    for start, end, sentence, (form, spelt) in read:
        if text[start:end].lower() not in small:
            yield Hit(text, start, end, sentence, index.by_form[form], spelt)


@lru_cache(maxsize=1)
def _small_words(text: str) -> frozenset[str]:
    """Return the words that a text writes small, with and without what follows an apostrophe in them."""
    found = {word for word in _ANY.findall(text) if word[0].islower()}
    return frozenset(found | {_APOSTROPHE.split(word, maxsplit=1)[0] for word in found})


def pairs(text: str, index: Index, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield hits for two-word names whose first word is spelt in an unseen way (Nogorno-Karabakh)."""
    for hit in hits:
        before = hit.entry.core and _JOINED.search(text, max(hit.sentence.start, hit.start - 28), hit.start)
        if before and before[1][0].isupper():
            whole = before[1] + " " + text[hit.start : hit.end]
            form = fold_name(whole)
            read = None if form in index.by_form else read_pair(index, form, whole)
            if read:
                yield Hit(text, before.start(1), hit.end, hit.sentence, index.by_form[read[0]], read[1])
