"""Texts in; where sentencex sees sentences begin, out.

sentencex is given each text with blanks for what makes it take all that follows for one sentence: quote marks, numbers
of items, brackets left open. It takes six times as long over a text with apostrophes or with characters beyond ASCII,
so those that are to it like any other letter or sign are given to it as such.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sentencex import get_sentence_boundaries, segment

from karabakh.flows.sentences.joined import OTHER, QUOTES, Joined, Places, Truths
from karabakh.flows.sentences.labels import IS_BLANK, Labels

Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[Any]

_CLOSERS: Final = re.compile(rf"[)\]}}]*+(?=[\s{QUOTES}]|\Z)")
_STOPS: Final = ".!?"
_DASHES: Final = "–—"
_SYMBOLS: Final = "¡¢£¥§©®±·¶¿×€™−"
_SPACE, _LETTER, _SIGN, _SYMBOL, _OPENING, _CLOSING = b" _;#{}"
_WITHIN: Final = 300
_LONGEST: Final = 2_000
_PARAGRAPH_END: Final = "\n\n"

_IS_LETTER: Final = np.array([code < OTHER and chr(code).isalpha() for code in range(256)])
_IS_ALPHANUMERIC: Final = np.array([code < OTHER and chr(code).isalnum() for code in range(256)])
_IS_CLOSING: Final = np.array([chr(code) in ")]}" for code in range(256)])
_IS_OF_NO_NUMBER: Final = np.array([chr(code) in "abefghjknopqrstuwyz" for code in range(256)])
_LAST_SMALL: Final = 0x17F
_IS_SMALL: Final = np.array(
    [*(code > 0xDE and chr(code).isalpha() and chr(code).islower() for code in range(_LAST_SMALL + 1)), False]
)
"""Small letters of Latin-1 and Latin Extended-A, by their codes."""


def boundaries(joined: Joined, found: Labels) -> Places:
    """Return where sentences begin: behind brackets that close the one before, and before the label of an item."""
    given = _given(joined, found)
    _simplify(joined, given)
    ends = _ends(joined, _texts(joined, given))
    closing = np.flatnonzero(_IS_CLOSING[joined.view[ends]])
    for place, (_, text, offset, at) in zip(closing.tolist(), joined.seen(ends[closing]), strict=True):
        closers = _CLOSERS.match(text, at)
        if closers:
            ends[place] = offset + closers.end()
    if len(found.ends):
        label = np.minimum(np.searchsorted(found.ends, ends), len(found.ends) - 1)
        ends = np.where(found.ends[label] == ends, found.words[label], ends)
    return ends


def _given(joined: Joined, found: Labels) -> Bytes:
    """The characters that sentencex is given, blanks for some of them."""
    given: Bytes = joined.view.copy()
    lengths = found.ends - found.words
    before = np.cumsum(lengths) - lengths
    words = np.repeat(found.words - before, lengths) + np.arange(lengths.sum())
    given[words[~IS_BLANK[given[words]]]] = _SPACE
    given[found.line_ends] = _SPACE
    others = joined.marks[joined.view[joined.marks] == OTHER]
    given[others[joined.is_space(others)]] = _SPACE  # behind an initial sentencex panics at any but ours
    for pair in ("()", "[]"):
        given[_left_open(joined, given, pair)] = _SPACE
    alone = joined.marks_of("'")
    given[alone[joined.is_gap(alone - 1) & joined.is_gap(alone + 1)]] = _SPACE
    marks, codes = joined.marks, joined.codes
    marks = marks[(codes[marks - 1] == codes[marks]) & (codes[marks + 1] == codes[marks])]
    given[marks[joined.is_one_of(codes[marks], "'‘`")]] = _SPACE  # rows of them take sentencex quadratic time
    return given


def _left_open(joined: Joined, given: Bytes, pair: str) -> Places:
    """Brackets that no other closes soon."""
    opening, _ = map(ord, pair)
    brackets = joined.marks_of(pair)
    brackets = brackets[given[brackets] != _SPACE]
    opens = given[brackets] == opening
    following = np.append(brackets[1:], np.iinfo(np.int64).max)
    closed = np.append(~opens[1:], False) & (following - brackets <= _WITHIN + 1)
    closed &= following < joined.ends[joined.numbers(brackets)]
    left: Places = brackets[opens & ~closed]
    return left


def _simplify(joined: Joined, given: Bytes) -> None:
    """Write what is like any letter or sign to sentencex as such; addresses of mail it finds by their letters."""
    marks = joined.marks[given[joined.marks] != _SPACE]
    numbers = joined.numbers(marks)
    codes = joined.codes[marks]
    marks = marks[_of_others(numbers, codes == ord("@"))]
    numbers, codes = joined.numbers(marks), joined.codes[marks]
    given[marks[joined.is_one_of(codes, _DASHES)]] = _SIGN
    given[marks[joined.is_one_of(codes, _SYMBOLS)]] = _SYMBOL
    _simplify_letters(joined, given, marks, codes)
    _simplify_brackets(joined, given, marks)
    before = joined.view[marks - 1]
    # an apostrophe behind a letter opens no quotation, and closes none where none was opened
    apart = ~_IS_ALPHANUMERIC[before]
    straight = (codes == ord("'")) & ~_is_known(joined, marks)
    plain = _of_others(numbers, (codes == ord("`")) | ((codes == ord("'")) & apart))
    given[marks[plain & straight]] = _LETTER
    curly = (codes == ord("’")) & ~apart & ~joined.is_one_of(joined.codes[marks + 1], "'`") & ~_is_known(joined, marks)
    given[marks[_of_others(numbers, codes == ord("‘")) & curly]] = _LETTER


def _of_others(numbers: Places, bad: Truths) -> Truths:
    """Whether the text of each mark holds none that is bad."""
    if not bad.any():
        return np.ones(len(numbers), np.bool_)
    others: Truths = ~np.isin(numbers, np.unique(numbers[bad]))
    return others


def _simplify_letters(joined: Joined, given: Bytes, marks: Places, codes: Codes) -> None:
    """A small letter behind another begins no word; beside an apostrophe it must be seen to be one."""
    is_small = _IS_SMALL[np.minimum(codes.astype(np.int32), _LAST_SMALL + 1)] & _IS_LETTER[joined.view[marks - 1]]
    given[marks[is_small & ~joined.is_one_of(joined.codes[marks + 1], "'’‘`")]] = _LETTER


def _simplify_brackets(joined: Joined, given: Bytes, marks: Places) -> None:
    """Brackets that end no number of an item, but a word, are like all others; lines with round ones take longer."""
    brackets = marks[joined.is_one_of(given[marks], "()")]
    closes = given[brackets] == ord(")")
    closes &= _IS_OF_NO_NUMBER[given[brackets - 1]] & _IS_OF_NO_NUMBER[given[brackets - 2]]
    given[brackets[closes]] = _CLOSING
    opens = brackets[np.append(closes[1:], False) & (given[brackets] == ord("("))]
    given[opens] = _OPENING


def _is_known(joined: Joined, apostrophes: Places) -> Truths:
    """Whether by an apostrophe sentencex knows how a sentence begins: that of ``Don't``, and of ``I'm`` behind dots."""
    is_of_dont = np.ones(len(apostrophes), np.bool_)
    for offset, letter in zip((-3, -2, -1, 0, 1), b"Don't", strict=True):
        is_of_dont &= joined.codes[apostrophes + offset] == letter
    is_of_i = (joined.view[apostrophes - 1] == ord("I")) & joined.is_gap(apostrophes - 2)
    before = joined.codes[apostrophes - 3]
    known: Truths = is_of_dont | (
        is_of_i & ((before >= OTHER) | joined.is_one_of(before, _STOPS) | joined.is_gap(apostrophes - 3))
    )
    return known


def _texts(joined: Joined, given: Bytes) -> Iterator[str]:
    """The texts that sentencex is given."""
    others = joined.marks[given[joined.marks] == OTHER]
    beyond = set(joined.numbers(others).tolist())
    words = given.tobytes()
    for number, (start, end) in enumerate(zip(joined.starts.tolist(), joined.ends.tolist(), strict=True)):
        if number in beyond:
            stretch = given[start:end]
            codes: npt.NDArray[Any] = np.where(stretch == OTHER, joined.codes[start:end], stretch).astype("<u4")
            yield codes.tobytes().decode("utf-32-le")
        else:
            yield words[start:end].decode("ascii")


def _ends(joined: Joined, texts: Iterator[str]) -> Places:
    """Where the sentences end that sentencex sees."""
    pieces = [_lengths(text) for text in texts]
    count = sum(map(len, pieces))
    counts = np.fromiter(map(len, pieces), np.int64, len(pieces))
    within = np.cumsum(np.fromiter(chain.from_iterable(pieces), np.int64, count))
    sizes = joined.ends - joined.starts
    ends: Places = within + np.repeat(joined.starts - (np.cumsum(sizes) - sizes), counts)
    return ends


def _lengths(text: str) -> list[int]:
    """The lengths of the sentences of a text, with what stands between them."""
    lengths = list(map(len, _pieces(text)))
    if sum(lengths) == len(text):
        return lengths
    # it leaves out what stands between some paragraphs
    with _panics():
        ends = [0, *(boundary["end_index"] for boundary in get_sentence_boundaries("en", text)), len(text)]
    return [end - start for start, end in pairwise(ends)]


def _pieces(text: str) -> list[str]:
    # paragraph by paragraph, since in a long text it leaves out what stands between some
    with _panics():
        if len(text) < _LONGEST or _PARAGRAPH_END not in text:
            return list(segment("en", text))
        pieces: list[str] = []
        for paragraph in text.split(_PARAGRAPH_END):
            pieces += segment("en", paragraph)
            pieces.append(_PARAGRAPH_END)
        return pieces[:-1]


@contextmanager
def _panics() -> Iterator[None]:
    """Raise a RuntimeError where Rust panics, which is no Exception and would end the run for the sake of one text."""
    try:
        yield
    except Exception:
        raise
    except BaseException as panic:
        if type(panic).__name__ == "PanicException":  # of a module that cannot be imported
            raise RuntimeError(f"sentencex: {panic}") from panic
        raise
