"""The words behind a number in, the people it counts out: the noun phrase, as far as it is one that counts people."""

import re
from typing import Final, NamedTuple

from karabakh.flows.figures.kinds import DEMONYM, KINDS, PEOPLE
from karabakh.flows.span import Span


class Counted(NamedTuple):
    """Whom a number counts: ``words`` is the noun phrase (empty where the number stands alone).

    ``kind`` is what the noun says (500 refugees), None where it says nothing (500 people); ``partitive`` is true of
    "300 of them", which is of the kind of what "them" are.
    """

    words: Span
    kind: str | None = None
    partitive: bool = False
    group: str | None = None


# Words after which no noun of this number follows: it stands alone, and its kind lies in the words around.
_STOP: Final = (
    "after|against|along|also|alone|among|amongst|and|another|are|as|at|be|became|because|been|before|being|but|by|came"
    "|could|did|died|dead|during|each|fell|fled|for|from|had|has|have|he|if|in|including|injured|into|is|it|killed|last"
    "|left|lost|may|might|missing|more|most|near|not|of|on|or|others|over|per|perished|prisoner|reported|reportedly|returned"
    "|she|since|so|such|taken|than|that|the|their|there|these|they|this|those|through|throughout|to|under|until|went|were"
    "|was|when|where|which|while|who|whom|will|with|within|without|would|wounded|displaced|captured|detained|deported"
    "|expelled|arrived|crossed|moved|lived|live|living|still|overall|altogether|respectively|daily|annually|every|between"
)
_STOPS: Final = frozenset(_STOP.split("|"))
_HEADS: Final = "|".join(f"(?P<k{n}>{kind.nouns})" for n, kind in enumerate(KINDS))
_WORD: Final = r"[^\W\d_][\w'’.-]*"
_HEAD: Final = re.compile(
    rf"(?:(?i:{_HEADS}|(?P<people>{PEOPLE}))|(?P<demonym>{DEMONYM}))(?![\w-])(?!['’]s)", re.UNICODE
)
_STRONG: Final = re.compile(r"-strong(?!\w)")
_OF: Final = re.compile(r"\s{1,3}of\s{1,3}(?:(?:the|its|their|our|his|her|those|these|all|some)\s{1,3})?", re.IGNORECASE)
_THEM: Final = re.compile(
    r"\s{1,3}of\s{1,3}(?:them|whom|these|those|which)(?!\w)(?!\s+[a-z]+s\b)", re.IGNORECASE
)
_EACH_WORD: Final = re.compile(rf"\s{{1,3}}({_WORD}),?")
_JOINED: Final = re.compile(r"\s{1,3}(?:and|or|,)\s{1,3}")
_GENERIC: Final = frozenset("people person persons individuals others members men lives souls dead killed wounded".split())
_MOST_QUALIFIERS: Final = 5
_QUALIFIERS: Final = [(kind.name, re.compile(rf"(?i:{kind.qualifiers})(?![\w-])")) for kind in KINDS if kind.qualifiers]


def counted(text: str, end: int, stop: int) -> Counted | None:
    """Return whom the number that ends at ``end`` counts, looking no further than ``stop``; None if not people.

    >>> text = "300 armed men came"
    >>> counted(text, 3, len(text)).words.of(text)
    'armed men'
    >>> counted("300 villages fell", 3, 17) is None
    True
    """
    if _STRONG.match(text, end, stop):
        return Counted(Span(end, end), "troops")
    if them := _THEM.match(text, end, stop):
        return Counted(Span(end, them.end()), partitive=True)
    of = _OF.match(text, end, stop)
    begin = at = of.end() if of else end
    qualifier: str | None = None
    for count in range(_MOST_QUALIFIERS + 1):
        gap = _gap(text, at, stop) if count or not of else at
        if gap is None:
            break
        head = _HEAD.match(text, gap, stop)
        if head and not _goes_on(text, head, stop):
            return _found(text, begin if of else _first(text, end), head, qualifier)
        word = re.compile(_WORD).match(text, gap, stop)
        if not word or word[0].lower().rstrip(".") in _STOPS:
            break
        qualifier = qualifier or _qualifier(text, gap, stop)
        at = word.end()
        if text[at : at + 1] == ",":
            at += 1
    else:
        return None
    return Counted(Span(end, end)) if at == begin and not (of and at != end) else None
