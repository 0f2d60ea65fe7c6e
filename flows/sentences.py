"""A text and its marks in, the spans of its sentences out; and whether these stand in the order they were written in.

The boundaries come from sentencex, which is given a view of the text as long as the text in which citation marks,
stray commas after them and quote marks are blank, so that each stays with the sentence it hangs on. Two short tables
below hold what sentencex gets wrong.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sentencex import get_sentence_boundaries

from karabakh.flows.order import shuffled
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
    r"[.!?…](?:[)\]]++\s++(?=[(\[]?[A-Z])|(?<=…)\s++(?=[A-Z])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z ])"
    r"|(?<=May\.)\s++(?=[A-Z0-9])|(?<=\sx\.)\s++(?=[A-Z])|(?<=\sno\.)\s++(?=[A-Z][a-z])|\s++(?=[a-z]\)\s[A-Z]))"
)
_CLOSERS: Final = re.compile(r"[)\]}\"”»]*+(?=\s|\Z)")
_STRAY: Final = re.compile(r"[ \t]?[,;](?=\s++[\"“‘']?[A-Z])")
_HANGERS: Final = re.compile(r"(?:\[[^\[\]]{0,20}\]|[\s\"”’')])+\Z")
_LAST_WORD: Final = re.compile(r"[\w.]*\Z")
# The number or letter of a list's item or a paragraph; in a line only where it is in brackets or has one behind it.
_NUMBER: Final = r"(?:[0-9]{1,3}|[ivx]{1,5}|[IVX]{1,5}|[A-Za-z])"
_LABEL: Final = re.compile(
    rf"(?:\A[ \t]*+|(?<=[.!?…:;\"”’)\]\n])[ \t]*+\n[ \t]*+)(?:[•▪‣◦]|[(\[]?{_NUMBER}[.)\]])[ \t]++"
    rf"|(?<=[.!?…:;])[ \t]++[(\[]?{_NUMBER}[)\]][ \t]++"
)
_NUMBERED_LINE: Final = re.compile(rf"\n(?=[ \t]*+[(\[]?{_NUMBER}[.)\]][ \t])")
_OPEN: Final = re.compile(r"\((?![^()]{0,300}\))|\[(?![^\[\]]{0,300}\])|(?<=\s)'(?=\s)")
_LABELLED: Final = re.compile(rf"[(\[]?{_NUMBER}[)\]]\s+[A-Z]")
_LABEL_ONLY: Final = re.compile(
    rf"(?:(?:Annex|Article|Chapter|Clause|Paragraph|Part|Point|Principle|Rule|Section)\s)?{_NUMBER}\.\s*"
)
_LONGEST_WORD: Final = 40
_SHORT: Final = 16
_ENDS: Final = ".!?…"


def split(text: str, marks: Sequence[Mark] = ()) -> list[Span]:
    """Return the sentences of ``text`` in order, trimmed of white space; only the header is in none of them.

    >>> [s.of("It fell. [4], The rest fled.") for s in split("It fell. [4], The rest fled.", [Mark(9, 12, "citation")])]
    ['It fell. [4],', 'The rest fled.']
    """
    body = max((mark.end for mark in marks if mark.reason == "header"), default=0)
    view = _view(text, marks)
    hard = {found.end() for found in _BREAK.finditer(text)} | set(_stub_edges(text, marks))
    cuts = hard | {found.end() for found in _MISSED.finditer(view)}
    cuts.update(cut for cut in _library_cuts(view) if cut not in hard)
    inner = sorted(cut for cut in cuts if body < cut < len(text))
    kept = _kept(text, view, inner, hard, body)
    return list(_trimmed(text, [body, *kept, len(text)]))


def _view(text: str, marks: Sequence[Mark]) -> str:
    """The text, of the same length, with blanks for what hangs on a sentence and letters for addresses."""
    pieces, at = [], 0
    for mark in marks:
        if mark.reason == "repeat":
            continue
        pieces.append(text[at : mark.start])
        pieces.append(("x" if mark.reason == "boilerplate" else " ") * (mark.end - mark.start))
        at = mark.end
        stray = _STRAY.match(text, at) if mark.reason == "citation" else None
        if stray and _closes_sentence(text, mark.start):
            pieces.append(" " * len(stray[0]))
            at = stray.end()
    pieces.append(text[at:])
    view = "".join(pieces)
    for quote in _QUOTES:
        view = view.replace(quote, " ")
    return view


def _closes_sentence(text: str, start: int) -> bool:
    """Whether the words before a citation mark, other marks and quotes aside, end like a sentence."""
    before = text[max(0, start - _LONGEST_WORD) : start]
    return _HANGERS.sub("", before).endswith(tuple(_ENDS))


def _library_cuts(view: str) -> Iterator[int]:
    """Sentence starts as sentencex sees them, moved behind brackets that close the sentence before."""
    labels = {found.end(): _label_start(found) for found in _LABEL.finditer(view)}
    for boundary in get_sentence_boundaries("en", _for_library(view)):
        end: int = boundary["end_index"]
        closers = _CLOSERS.match(view, end)
        end = closers.end() if closers else end
        yield labels.get(end, end)


def _for_library(view: str) -> str:
    """The view without what makes sentencex take all that follows for one sentence: numbers of items, open brackets."""
    return _OPEN.sub(" ", _NUMBERED_LINE.sub(" ", _LABEL.sub(_blank, view)))


def _label_start(found: re.Match[str]) -> int:
    return found.end() - len(found[0].lstrip())


def _blank(found: re.Match[str]) -> str:
    return "".join(character if character.isspace() else " " for character in found[0])


def _stub_edges(text: str, marks: Sequence[Mark]) -> Iterator[int]:
    """Both ends of boilerplate that stands where a sentence could, not of an address inside a sentence."""
    for mark in marks:
        if mark.reason == "boilerplate":
            before = text[max(0, mark.start - _LONGEST_WORD) : mark.start].rstrip(" \"”’'")
            if not before or before[-1] in _ENDS + "\n":
                yield from (mark.start, mark.end)


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
    if _LABEL_ONLY.fullmatch(before.strip()):
        return True
    return before.endswith(".") and (_abbreviated(before[:-1], following[0]) or _in_brackets(before, following))


def _in_brackets(before: str, following: str) -> bool:
    """Whether a stop stands in brackets that were opened just before it, inside the sentence, and soon close."""
    opened = before.rfind("(")
    return opened > max(before.rfind(")"), len(before) - _SHORT, 0) and ")" in following[:_SHORT].split("(")[0]


def _abbreviated(before: str, following: str) -> bool:
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
