"""A text as it is read and its marks in, the spans of its sentences out; and whether these stand as they were written.

The boundaries come from sentencex, which is given the text with blanks for quote marks, so that each stays with the
sentence it hangs on. Two short tables below hold what sentencex gets wrong.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sentencex import get_sentence_boundaries

from karabakh.flows.order import shuffled
from karabakh.flows.records import record_starts
from karabakh.flows.span import Mark, Span

__all__ = ["shuffled", "split"]

# Abbreviations after which a sentence goes on: before anything, before a capital (a name), before a number.
_GOES_ON: Final = "i.e e.g cf viz vs incl approx ca est esp resp"
_BEFORE_NAME: Final = (
    "Adm Amb Asst Brig Capt Cdr Cmdr Col Cpl Doc Dr Ens Fr Ft Gen Gov Hon Lt Maj Messrs Mr Mrs Ms Mt Pres Prof Rep Rev"
    " Sen Sgt Spc St Ste Supt"
)
_BEFORE_NUMBER: Final = (
    "No Nos Vol Vols Ch Art Arts Fig Figs Sec Sect Para Paras p pp pt Res Doc ed nr op n c cap ann par pl tab"
    " pop Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Rs"
)

_QUOTES: Final = '"“”„«»‟'
_BREAK: Final = re.compile(r"\n(?:[ \t\r]*+\n)+|\n(?=[ \t]*+[-*•–—][ \t])")
_MISSED: Final = re.compile(
    r"[.!?…](?:[)\]]++\s++(?=[(\[]?[A-Z])|(?<=…)\s++(?=[A-Z])"
    r"|(?<=May\.)\s++(?=[A-Z0-9])|(?<=\sx\.)\s++(?=[A-Z])|(?<=\sno\.)\s++(?=[A-Z][a-z])|\s++(?=[a-z]\)\s[A-Z]))"
)
_CLOSING: Final = ')]}"”»'
_CLOSERS: Final = re.compile(r"[)\]}\"”»]*+(?=\s|\Z)")
_LAST_WORD: Final = re.compile(r"[\w.]*\Z")
# The number or letter of a list's item or a paragraph; in a line only where it is in brackets or has one behind it.
_NUMBER: Final = r"(?:[0-9]{1,3}|[ivx]{1,5}|[IVX]{1,5}|[A-Za-z])"
_ITEM: Final = rf"(?:[•▪‣◦]|[(\[]?{_NUMBER}[.)\]])[ \t]++"
_FIRST_LABEL: Final = re.compile(rf"[ \t]*+{_ITEM}")
_LINE_LABEL: Final = re.compile(rf"\n[ \t]*+{_ITEM}")
_INNER_LABEL: Final = re.compile(rf"[.!?…:;][ \t]++[(\[]?{_NUMBER}[)\]][ \t]++")
_BEFORE_LINE_LABEL: Final = frozenset('.!?…:;"”’)]\n')
_NUMBERED_LINE: Final = re.compile(rf"\n(?=[ \t]*+[(\[]?{_NUMBER}[.)\]][ \t])")
_OPEN: Final = re.compile(r"[(\['](?:(?<=\()(?![^()]{0,300}\))|(?<=\[)(?![^\[\]]{0,300}\])|(?<=\s')(?=\s))")
_LABELLED: Final = re.compile(rf"[(\[]?{_NUMBER}[)\]]\s+[A-Z]")
_LABEL_ONLY: Final = re.compile(
    rf"(?:(?:Annex|Article|Chapter|Clause|Paragraph|Part|Point|Principle|Rule|Section)\s)?{_NUMBER}\.\s*"
)
_LONGEST_LABEL: Final = 16
_LONGEST_WORD: Final = 40
_SHORT: Final = 16


def split(text: str, marks: Sequence[Mark] = ()) -> list[Span]:
    """Return the sentences of ``text`` in order, trimmed of white space; only the header is in none of them.

    ``text`` is a text as it is read, without its noise (see ``View``), and ``marks`` are those on words of it.

    >>> [sentence.of("It fell. The rest fled.") for sentence in split("It fell. The rest fled.")]
    ['It fell.', 'The rest fled.']
    """
    body = max((mark.end for mark in marks if mark.reason == "header"), default=0)
    view = " " * body + text[body:] if body else text
    for quote in _QUOTES:
        view = view.replace(quote, " ")
    hard = {found.end() for found in _BREAK.finditer(text)}
    cuts = hard | {found.end() for found in _MISSED.finditer(view)} | set(record_starts(text))
    cuts.update(_library_cuts(view))
    inner = sorted(cut for cut in cuts if body < cut < len(text))
    kept = _kept(text, view, inner, hard, body)
    return list(_trimmed(text, [body, *kept, len(text)]))


def _library_cuts(view: str) -> Iterator[int]:
    """Sentence starts as sentencex sees them, moved behind brackets that close the sentence before."""
    labels = list(_labels(view))
    starts = {label.end: label.end - len(label.of(view).lstrip()) for label in labels}
    for boundary in get_sentence_boundaries("en", _for_library(view, labels)):
        end: int = boundary["end_index"]
        if view[end : end + 1] in _CLOSING:
            closers = _CLOSERS.match(view, end)
            end = closers.end() if closers else end
        yield starts.get(end, end)


def _labels(view: str) -> Iterator[Span]:
    """The numbers and letters of items, with the white space around them."""
    first = _FIRST_LABEL.match(view)
    found = [Span(*first.span())] if first else []
    found += (Span(label.start() + 1, label.end()) for label in _INNER_LABEL.finditer(view))
    for label in _LINE_LABEL.finditer(view):
        start = label.start()
        while start and view[start - 1] in " \t":
            start -= 1
        if start and view[start - 1] in _BEFORE_LINE_LABEL:
            found.append(Span(start, label.end()))
    end = 0
    for span in sorted(found):
        if span.start >= end:
            yield span
            end = span.end


def _for_library(view: str, labels: Iterable[Span]) -> str:
    """The view without what makes sentencex take all that follows for one sentence: numbers of items, open brackets."""
    pieces: list[str] = []
    at = 0
    for label in labels:
        words = label.of(view)
        pieces += (view[at : label.start], "".join(one if one.isspace() else " " for one in words))
        at = label.end
    return _OPEN.sub(" ", _NUMBERED_LINE.sub(" ", "".join([*pieces, view[at:]])))


def _kept(text: str, view: str, cuts: Iterable[int], hard: set[int], body: int) -> Iterator[int]:
    last = body
    for cut in cuts:
        cut = _behind_quote(text, cut) if cut not in hard else cut
        if cut > last and (cut in hard or not _goes_on(view, last, cut)):
            yield cut
            last = cut


def _behind_quote(text: str, cut: int) -> int:
    """A quote mark before a sentence start opens it where it touches it, and closes the sentence before otherwise."""
    while cut > 1 and (text[cut - 1] in "“„«" or (text[cut - 1] == '"' and text[cut - 2].isspace())):
        cut -= 1
    return cut


def _goes_on(view: str, last: int, cut: int) -> bool:
    """Whether the sentence that sencentex ends at ``cut`` goes on behind it."""
    following = view[cut : cut + _LONGEST_WORD].lstrip(" \t\r\n(['‘")
    if not following:
        return False
    if following[0].islower() or following[0] in ",;:":
        return not _LABELLED.match(following)
    before = view[max(last, cut - 2 * _LONGEST_WORD) : cut].rstrip()
    if not before.endswith("."):
        return False
    label = before.lstrip()
    if len(label) <= _LONGEST_LABEL and _LABEL_ONLY.fullmatch(label):
        return True
    return _abbreviated(before[:-1], following[0]) or _in_brackets(before, following)


def _in_brackets(before: str, following: str) -> bool:
    """Whether a stop stands in brackets that were opened just before it, inside the sentence, and soon close."""
    opened = before.rfind("(")
    return opened > max(before.rfind(")"), len(before) - _SHORT, 0) and ")" in following[:_SHORT].split("(")[0]


def _abbreviated(before: str, following: str) -> bool:
    word = before[before.rfind(" ") + 1 :]
    if not word.isalnum():
        found = _LAST_WORD.search(before[-_LONGEST_WORD:])
        word = found[0] if found else ""
    if word.lower() in _GOES_ON_SET:
        return True
    if following.isdigit():
        return word.lower() in _BEFORE_NUMBER_SET
    return word in _BEFORE_NAME_SET


_GOES_ON_SET: Final = frozenset(_GOES_ON.split())
_BEFORE_NAME_SET: Final = frozenset(_BEFORE_NAME.split())
_BEFORE_NUMBER_SET: Final = frozenset(_BEFORE_NUMBER.lower().split())


def _trimmed(text: str, cuts: Sequence[int]) -> Iterator[Span]:
    for start, end in itertools.pairwise(cuts):
        words = text[start:end]
        left = len(words) - len(words.lstrip())
        if left < len(words):
            yield Span(start + left, start + len(words.rstrip()))
