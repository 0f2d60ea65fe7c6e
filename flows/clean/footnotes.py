"""A text in; marks out on the numbers of notes that stood above the line and now touch a word: ``in May 1992.12 Then``.

A number behind a stop may also begin a sentence that lost its space (``They left.30 Armenians stayed``), be a part of
an amount or of an article's number. So a note shows itself by the year before it, by the word that begins the next
sentence, by the end of its line, or by another such number before it that is a little smaller.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.clean.citations import cited
from karabakh.flows.clean.rule import listed, matches
from karabakh.flows.clean.scan import Found, Scan, of_bytes
from karabakh.flows.text.span import Mark

_NOTED: Final = re.compile(
    r"(?:[.!?;:,\"”»)\]])(?<=[0-9a-zß-ÿəğış]{2}.)(?:(?<=[.!?;:,])[\"”’'»)\]]{1,2})?(?P<note>[1-9][0-9]{0,2})"
    r"(?![\w%.,:/–-])"
    r"(?=[ \t]*(?:\n|\Z)|[ \t]+[\"“‘«(\[]?(?P<next>[A-Z][\w’']*)|[ \t]+(?P<goes_on>[a-z]+\b|[0-9]))"
)
_YEAR: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Oo]f|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Tt]o|[Aa]nd|[Dd]uring|[Bb]efore|[Aa]fter|Jan(?:uary)?"
    r"|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?|early|late|mid)[ \n]|[0-9],[ \n]|[0-9]{4}[–-]|mid-|/)(?:1[5-9]|20)[0-9]{2}\Z"
)
_WORD: Final = re.compile(r"[^\W\d_]+\Z")
_ABBREVIATED: Final = listed(
    "no nos art arts vol vols para paras fig figs sec sect chap ch pp pt res doc ed nr ann par pl tab pop jan feb mar"
    " apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun app annex cf approx ca circa est"
    " item rule line note notes ref nn al ibid st rev verse resp incl max min av avg add corr amend"
)
_FIRST_WORDS: Final = listed(
    "The In On At A An After Before But And As By For From He She It They We This That These Those There When While"
    " Although Though However Since During Despite Both Some Many Most One Two Another Such According If With Under His"
    " Her Its Their Our Meanwhile Moreover Nevertheless Thus Therefore Only Not Even Until To Between Among Similarly"
    " Then Following Also Yet Instead Furthermore What Who Because"
)
# Words that no counted thing begins with: "…,14 which" goes on behind a note, "…,14 of them" behind a number.
_GOING_ON: Final = listed(
    "and but or which who whose whom where when while although though as because since the a an this that these those"
    " it he she they we its his her their there was were is are had has have with by for from after before including"
    " into so yet then thus however"
)
_REACH: Final = 24
_FARTHEST_STOP: Final = 3  # characters of a stop and closing signs behind it
_STOPS, _DIGITS, _BEHIND = (of_bytes(signs) for signs in (b".!?;:,\"')]", b"0123456789", b" \t\n"))
_FARTHEST: Final = 12
"""How much greater than the note before it a note may be that nothing else shows."""


def footnotes(scan: Scan) -> Iterator[Found]:
    """Yield the marks of notes' numbers behind a stop or comma.

    >>> scan = Scan(["They met in May 1992.12 It failed.13 They left.30 Armenians stayed."])
    >>> [mark.instead for mark in scan.marks(footnotes)]
    ['', '']
    """
    data, at = scan.bytes, scan.numbers
    before = data[at - 1]
    at = at[(_STOPS[before] | (before >= 0x80)) & (data[at] != ord("0"))]
    two = _DIGITS[data[at + 1]]
    behind = data[at + 1 + two + (two & _DIGITS[data[at + 2]])]
    return scan.marked(at[_BEHIND[behind]], _footnotes)


def _footnotes(text: str, places: Sequence[int]) -> Iterator[Mark]:
    last: int | None = None
    starts = (start for place in places for start in range(max(0, place - _FARTHEST_STOP), place))
    for found in matches(_NOTED, text, starts):
        note = int(found["note"])
        if _is_note(text, found, last is not None and last < note <= last + _FARTHEST):
            last = note
            yield cited(text, *found.span("note"))


def _is_note(text: str, found: re.Match[str], following: bool) -> bool:
    before = text[max(0, found.start() - _REACH) : found.start()]
    comma, goes_on = found[0][0] == ",", found["goes_on"]
    if before[-1:].isdigit():
        return bool(_YEAR.search(before)) and (not goes_on or (comma and goes_on in _GOING_ON))
    word = _WORD.search(before)
    if word is None or word[0].casefold() in _ABBREVIATED:
        return False
    if goes_on:
        return comma and (goes_on in _GOING_ON or (following and goes_on.isdigit()))
    return following or (not comma and (found["next"] is None or found["next"] in _FIRST_WORDS))
