"""A sentence and a place in it come in; whether its verb looks ahead or back goes out."""

import re

_AHEAD = (
    "will|shall|would|should|could|may|might|going to|set to|due to|scheduled|expected|plans? to|planned to|is to"
    "|are to|to be|upcoming"
)
_BACK = (
    "was|were|had|has|have|did|said|told|fell|began|took|met|held|came|went|broke|made|became|left|saw|led|"
    "[a-z]{2,20}ed"
)
# the participle that follows a verb in the future is part of it (will have been completed)
_PARTICIPLE = r"(?:\s+(?:to|be|not|have|been)){0,3}(?:\s+[a-z]{2,20}ed)?"
_CUE = re.compile(rf"\b(?:(?P<ahead>(?:{_AHEAD}){_PARTICIPLE})|(?P<back>{_BACK}))\b")
_UNTIL = re.compile(r"\b(?:until|till)\s+$")
_NEAR = 12
# the verb stands near its date; a longer look would cost more than linear time in one huge sentence
_REACH = 120


def looks_back(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Say whether the verb nearest before a date, else after it, is in the past.

    >>> looks_back("They met this year.", (0, 19), 10, 18)
    True
    """
    cue = _cue(text, sentence, start, end)
    return cue is not None and cue["back"] is not None


def looks_ahead(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Say whether the verb nearest before a date, else after it, is in the future.

    What has been so until a day goes on until then.

    >>> looks_ahead("They will meet on Friday.", (0, 25), 18, 24)
    True
    >>> looks_ahead("It has been closed until Friday.", (0, 32), 25, 31)
    True
    """
    if _UNTIL.search(text, max(sentence[0], start - _NEAR), start):
        cues = _CUE.finditer(text, max(sentence[0], start - _REACH), start)
        return any(cue["ahead"] or cue[0] in ("has", "have") for cue in cues)
    cue = _cue(text, sentence, start, end)
    return cue is not None and cue["ahead"] is not None


def quoted(text: str, sentence: tuple[int, int], start: int) -> bool:
    """Say whether a quotation is open at a place, by the quotation marks of its sentence within 120 characters.

    >>> quoted('He said: "We meet today."', (0, 25), 18)
    True
    """
    before = text[max(sentence[0], start - _REACH) : start]
    after = text[start : min(sentence[1] + 1, start + _REACH)]
    if '"' in before:
        return before.count('"') % 2 == 1
    return after.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”") or "”" in after.split("“")[0]


def _cue(text: str, sentence: tuple[int, int], start: int, end: int) -> re.Match[str] | None:
    before = list(_CUE.finditer(text, max(sentence[0], start - _REACH), start))
    return before[-1] if before else _CUE.search(text, end, min(sentence[1], end + _REACH))
