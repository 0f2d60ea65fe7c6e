"""A text in; marks out on its paragraphs in another language than English, which are not searched."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from karabakh.flows.clean.characters import members, unwrapped
from karabakh.flows.clean.scan import Array, Found, Scan, among, of_bytes, within
from karabakh.flows.text.language import ENGLISH_WORDS, OTHER_WORDS, WORD, foreign_passages
from karabakh.flows.text.span import Mark

_FOREIGN_LETTERS: Final = among(members("\u00c0-\u02af\u0370-\u1fff\u2c00-\ud7ff"))
_LATIN: Final = among(members("\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u2010-\u2027"))  # and what is no letter at all
_LETTERS: Final = of_bytes(bytes(byte for byte in range(256) if byte >= 0x80 or chr(byte).isalpha()))
_LONGEST_WORD: Final = 8
_FIRST: Final = np.array([(1 << 8 * size) - 1 for size in range(_LONGEST_WORD + 1)], np.uint64)
_ENGLISH: Final = np.array([int.from_bytes(word.encode(), "little") for word in ENGLISH_WORDS], np.uint64)
_FEWEST: Final = 8
"""Letters outside of English that a text with a paragraph in another language surely has."""


def foreign(scan: Scan) -> Iterator[Found]:
    """Yield the marks of paragraphs that surely are in another language, in a text that is English for the most part.

    >>> text = "The school was opened in May.\\nКәнддә мәктәб ачылды, ушаглар дәрсә башлады."
    >>> [(mark.start, mark.reason) for mark in Scan([text]).marks(foreign)]
    [(30, 'foreign')]
    """
    letters = scan.letters(_FOREIGN_LETTERS)
    some = np.flatnonzero((np.bincount(scan.of(letters), minlength=len(scan.left)) >= _FEWEST) & ~scan.left)
    if len(some):
        unlike = _unlike_english(Scan([scan.plain(number) for number in some.tolist()]))
        yield from scan.marked(scan.starts[some[unlike]], lambda text, _: _foreign(text))


def _unlike_english(scan: Scan) -> list[int]:
    """Which texts have a line that may be in another script or language.

    A line with a commonest word of English among ten is in none, nor one without a word that may be of another
    language; nor are several such lines together.
    """
    data, ends = scan.bytes, scan.lines.ends
    edges = np.flatnonzero(np.diff(_LETTERS[data], prepend=False, append=False))
    starts, sizes = edges[::2], edges[1::2] - edges[::2]
    short = sizes <= _LONGEST_WORD
    words = scan.eights[starts[short]] & _FIRST[sizes[short]]

    def count(places: Array, weights: Array | None = None) -> Array:
        return np.bincount(np.searchsorted(ends, places), weights, minlength=len(ends))

    english = count(starts[short][np.isin(words, _ENGLISH)])
    every = count(starts) + count(scan.leads)  # what is beyond ASCII may part words
    plain = count(starts, sizes) - count(scan.leads, scan.lengths)
    strange = count(scan.leads[~within(_LATIN, scan.points)]) > plain
    texts = scan.lines.texts
    found = set(texts[strange].tolist())
    for line in np.flatnonzero((every >= 10 * english) & (every > 0)).tolist():
        if texts[line] not in found:
            start, end = scan.lines.starts[line], ends[line]
            if _may_be_foreign(data[start:end].tobytes().decode("utf-8", "surrogatepass")):
                found.add(int(texts[line]))
    return sorted(found)


def _foreign(text: str) -> Iterator[Mark]:
    for start, end in foreign_passages(unwrapped(text)):
        yield Mark(start, end, "foreign", "\n\n")


def _may_be_foreign(line: str) -> bool:
    """Whether a line may be, or be a part of, a paragraph in another language: in small letters or in capitals."""
    words = WORD.findall(line)
    running = [word for word in words if word[0].islower()]
    return _has_few_english(running) or _has_few_english([word.lower() for word in words])


def _has_few_english(words: Sequence[str]) -> bool:
    others = sum(not word.isascii() or word in OTHER_WORDS for word in words)
    return others > 0 and 10 * sum(word in ENGLISH_WORDS for word in words) <= others
