"""A sentence and a place in it come in; whether its verb looks ahead or back goes out."""

import re

_AHEAD = (
    "will|shall|would|going to|set to|due to|scheduled|expected|plans? to|planned to|is to|are to|to be held|upcoming"
)
_BACK = (
    "was|were|had|has|have|did|said|told|fell|began|took|met|held|came|went|broke|made|became|left|saw|led|"
    "[a-z]{2,20}ed"
)
_CUE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b")
# the verb stands near its date; a longer look would cost more than linear time in one huge sentence
_REACH = 120


def looks_ahead(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Say whether the verb nearest before a date, else after it, is in the future.

    >>> looks_ahead("They will meet on Friday.", (0, 25), 18, 24)
    True
    """
    before = list(_CUE.finditer(text, max(sentence[0], start - _REACH), start))
    cue = before[-1] if before else _CUE.search(text, end, min(sentence[1], end + _REACH))
    return cue is not None and cue["ahead"] is not None
