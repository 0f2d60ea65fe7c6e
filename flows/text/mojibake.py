"""A text in; the characters that were read in a wrong encoding, each with what was written there, out.

UTF-8 that is read as windows-1252, -1254, -1251 or ISO 8859-1 turns Şuşa into ÅžuÅŸa and a quotation mark into â€œ;
read so twice, it is worse. What is beyond doubt is repaired; what only looks broken is marked and stays.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from karabakh.flows.text.codepoints import code_points
from karabakh.flows.text.span import Mark

REASON: Final = "mojibake"
_CODECS: Final = ("cp1252", "latin-1", "cp1254", "cp1251")


def _shown(first: int, last: int) -> str:
    """Return what the bytes from ``first`` to ``last`` look like in the wrong encodings."""
    return "".join(
        sorted({bytes([byte]).decode(codec, "ignore") for codec in _CODECS for byte in range(first, last + 1)})
    )


FIRST: Final = _shown(0xC2, 0xF4)
"""What a broken character begins with."""
NEXT: Final = _shown(0x80, 0xBF)
"""What follows there."""

_FIRST_OF_TWO, _FIRST_OF_THREE, _FIRST_OF_FOUR, _NEXT = (
    f"[{re.escape(letters)}]" for letters in (_shown(0xC2, 0xDF), _shown(0xE0, 0xEF), _shown(0xF0, 0xF4), NEXT)
)
# Two of them at least stand together; nearly all texts are done with after this.
_FOREIGN: Final = re.compile(r"[^\x00-\x7f][^\x00-\x7f]+")
_RUN: Final = re.compile(
    rf"(?:{_FIRST_OF_TWO}{_NEXT}|{_FIRST_OF_THREE}{_NEXT}{{2}}|{_FIRST_OF_FOUR}{_NEXT}{{3}})+"
    r"|(?<=\S)â€"
)
# The closing quotation mark whose third byte is no character in windows-1252, so that programs drop it.
_CUT: Final = "â€"
# What ftfy holds possible and never stands in a text: letters of Azerbaijani and Turkish names, read as windows-1252.
_NEVER: Final = re.compile(r"(?:Å[žŸ\x9e\x9f]|Ä[Ÿ\x9f°±\x9e]|É™|Æ\x8f)+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LONGEST_KEPT: Final = 64
_CERTAIN: Final = 3
_TWO: Final = 2
_LAST_OF_ASCII: Final = 0x7F
_FEW: Final = 2_000  # characters that are looked at one by one as quickly as all at once
_TIMES: Final = 3


def mojibake(text: str) -> list[Mark]:
    """Return a mark for each run of broken characters; ``instead`` is what was written, None where that is not sure.

    >>> mojibake("They met in XankÉ™ndi.")
    [Mark(start=16, end=18, reason='mojibake', instead='ə')]
    >>> mojibake("They met in Xankəndi’s “Café”.")
    []
    """
    return [] if text.isascii() else list(_marks(text))


def _marks(text: str) -> Iterator[Mark]:
    runs = (run for near in _foreign(text) for run in _RUN.finditer(text, *near.span()))
    for found in runs:
        start, end = found.span()
        in_latin = text[max(start - 1, 0) : start].isascii() and text[max(start - 1, 0) : start].isalpha()
        in_latin = in_latin or (text[end : end + 1].isascii() and text[end : end + 1].isalpha())
        bad, repaired = _judged(found[0], in_latin) if end - start <= _LONGEST_KEPT else _judge(found[0], in_latin)
        if bad:
            yield Mark(start, end, REASON, repaired)


def _foreign(text: str) -> Iterator[re.Match[str]]:
    """Yield the stretches of two characters and more beyond ASCII."""
    if len(text) <= _FEW:
        yield from _FOREIGN.finditer(text)
        return
    beyond = code_points(text) > _LAST_OF_ASCII
    places = np.flatnonzero(beyond[:-1] & beyond[1:])
    for place in places[np.diff(places, prepend=-_TWO) > 1].tolist():
        found = _FOREIGN.match(text, place)
        if found:
            yield found


def _judge(run: str, in_latin: bool) -> tuple[bool, str | None]:
    """Return whether a run is broken, and its repair; ``in_latin``: a plain letter stands directly beside it."""
    if run == _CUT:
        return True, "”"
    # imported here: few texts need it
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    repaired = fix_encoding(run)
    for _ in range(_TIMES):
        once = _decoded(repaired, in_latin)
        if once is None:
            break
        repaired = once
    if repaired != run and not is_bad(repaired) and "\ufffd" not in repaired:
        return True, repaired
    return is_bad(run), None


_judged = lru_cache(maxsize=1 << 14)(_judge)


def _decoded(run: str, in_latin: bool) -> str | None:
    """Return the run in UTF-8 where nobody can have meant what stands there, though ftfy does not say so."""
    for codec in _CODECS:
        try:
            decoded = run.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        if _is_certain(run, decoded, in_latin):
            return decoded
    return None


def _is_certain(run: str, decoded: str, in_latin: bool) -> bool:
    if _NEVER.fullmatch(run):
        return True
    if in_latin and _CYRILLIC.search(run):
        return not _CYRILLIC.search(decoded)
    return len(decoded) >= _CERTAIN and decoded.isalpha() and len({ord(letter) >> 8 for letter in decoded}) == 1
