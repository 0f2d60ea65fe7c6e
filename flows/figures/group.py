"""The words around a number that counts people in, whom it counts out, as the text names them.

The rule, for readers who sum what happened to each side. The group is the noun phrase that is counted, without the
words that say what happened to them (40 wounded Ruritanian soldiers: ``Ruritanian soldiers``) and with the place they
come from (``refugees from Rurita``). Where the phrase names no people, state or place, it is the side that the sentence
says lost them (Ruritania lost 40 men; Ruritanian losses were 40; 40 died on the Ruritanian side; Ruritania said that 40
of its soldiers fell: ``Ruritania``, ``Ruritanian``). Failing that it is the noun (``civilians``, ``children``,
``soldiers``); words that tell nothing (people, others, dead) are none. A number that stands alone takes the noun or the
side of the one it is joined to (40 soldiers were killed and 60 wounded), and so does a part of it (12 of them).
"""

import re
from typing import Final

from karabakh.flows.figures.kinds import AGENTS, DEMONYM, KINDS, PEOPLE, PERSONS
from karabakh.flows.text.span import Span

SOLDIERS: Final = next(kind.nouns for kind in KINDS if kind.name == "troops")
_TELLS_NOTHING: Final = (
    r"the|a|an|his|her|its|our|your|their|these|those|other|others|more|another|additional|further|all|such|many"
    r"|some|about"
    r"|people|persons?|individuals?|human|beings?|souls|lives|members|of|more|own"
    r"|fellow|innocent"
    r"|dead|deaths?|fatalit(?:y|ies)|killed|slain|murdered|fallen|corpses|bodies|wounded|injured|injur(?:y|ies)"
    r"|casualt(?:y|ies)|victims?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|missing|displaced|internally|forcibly|homeless|uprooted|deported|expelled|captured|detained|imprisoned|arrested"
    r"|inhabitants?|population|strong|and|or|in|action|remaining|alleged|suspected|reported|additional|new"
    r"|registered|estimated"
)
_FIRST: Final = re.compile(rf"(?:(?:{_TELLS_NOTHING})(?![\w'’-]),?\s{{1,3}})+", re.IGNORECASE)
_ALL: Final = re.compile(rf"(?:(?:{_TELLS_NOTHING})(?![\w'’-]),?\s{{0,3}})+", re.IGNORECASE)
_LAST: Final = re.compile(
    r"(?:\s{1,3}(?:dead|deaths?|fatalities|killed|slain|murdered|wounded|injured|casualties|victims|missing"
    r"|displaced|homeless"
    r"|in|action|and|or|lives|bodies|strong))+\Z"
)
_NAMING: Final = re.compile(r"(?<![\w'’-])[A-Z]|-[A-Z]")
_PEOPLE: Final = re.compile(rf"(?:{PEOPLE}|{PERSONS}|{AGENTS}|{SOLDIERS}|military)\Z", re.IGNORECASE)
_AND: Final = re.compile(
    r"(?<=en|ly|ls|ys|ts)\s{1,3}(?:and|or)\s{1,3}(?:(?:the|old|young)\s)?(?:women|children|men|elderly|girls|boys|infants)(?![\w-])"
)
"""What makes women and children, or girls and boys, one group."""

_FROM: Final = re.compile(
    r"\s{1,3}(?:from|of)\s{1,3}(?:the\s{1,3})?[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30}){0,3}"
    r"(?!\s?(?:['’]s|and\s[0-9]|(?:Street|District|Division|Brigade)))"
)
_NAME: Final = re.compile(r"(?<![\w'’-])[A-Z][a-z]|-[A-Z]")
_NO_SIDE: Final = (
    r"(?!(?:The|A|An|In|On|At|By|It|He|She|They|We|There|This|That|These|Those|But|And|As|After|Before|When|While"
    r"|During|Both|Each"
    r"|Some|Many|Its|Their|His|Her|All|One|Two|More|Over|About|Of|From|To|For|If|Since|Until|Another|Other|Others"
    r"|Earlier|Later"
    r"|Among|Including|[A-Z][a-z]+ly|Officials?|Sources?|Army|Military|President|Minister|Ministry|Defen[cs]e"
    r"|General|Colonel|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_SIDE: Final = (
    rf"(?P<side>{_NO_SIDE}[A-Z][\w-]{{2,30}}(?:[\s-](?:[A-Z][\w-]{{2,30}}|and(?=\s[A-Z]))){{0,3}}"
    r"(?:\s(?:side|army|armies|armed\sforces|forces|troops|military|units|rebels|separatists|fighters|militias?"
    r"|defenders|attackers"
    r"|civilians|soldiers))?)"
)
_AUX: Final = (
    r"(?:,\s[^,.;\d]{1,40},)?"
    r"(?:\s(?:has|have|had|also|alone|itself|reportedly|officially|(?:is|are)\ssaid\sto\shave|may\shave)){0,3}"
)
_FILLER: Final = (
    r"(?:\s{1,3}(?:the|a|an|of|only|just|some|total|loss|losses|death|deaths|lives|casualties|in|all|at|least|about|by|between"
    r"|from|its|their|own|heavy|another))*\s{0,3}"
)
_LOST: Final = re.compile(
    rf"{_SIDE}{_AUX}\s(?:lost|losing|loses|suffered|sustained|incurred|admitted|acknowledged|conceded|counted"
    rf"|mourned|buried){_FILLER}\Z"
)
_LOSSES: Final = re.compile(
    rf"{_SIDE}(?:['’]s?)?\s(?:own\s)?(?:losses|casualties|dead|deaths|death\stoll|toll|fatalities|victims|wounded"
    rf"|prisoners|missing|population)\b"
    r"[^.;!?,\d]{0,40}?(?:\s|:\s?)\Z"
)
_LABELLED: Final = re.compile(
    rf"(?:[:;(]\s{{0,3}}(?:the\s)?{_SIDE}(?:,|:|\s?[–—-])?|(?:\A|\n"
    rf"|[.!?]\s{{1,3}})(?:the\s)?{_SIDE.replace('<side>', '<name>')}(?::|\s?[–—-]))\s{{1,3}}\Z"
)
_NUMBER_OF: Final = re.compile(
    rf"\b(?:number|total)\sof\s(?:the\s)?(?P<side>{_NO_SIDE}[A-Z][\w-]{{2,30}}(?:\s[\w-]{{2,30}}){{0,3}}?)"
    r"\s(?:captured|dead|injured|killed|missing|taken|wounded)\b[^.;!?,\d]{0,60}\s\Z"
)
_ON_SIDE: Final = re.compile(
    rf"[^.;!?\d]{{0,40}}?\b(?:on"
    rf"|from)\s(?:the\s)?(?P<side>{_NO_SIDE}[A-Z][\w-]{{2,30}}(?:\s[A-Z][\w-]{{2,30}})?)\sside\b"
)
_POLITY: Final = re.compile(
    rf"(?<![\w-])(?:{_NO_SIDE}(?:(?:{DEMONYM})|[A-Z][a-z]+(?:ia|istan|aijan|ael|ey|land|any|tine|iye|abia)"
    rf"|Artsakh|Baku|Iran|Iraq"
    r"|Karabakh|Moscow|Nagorno-Karabakh|Yerevan|Ukraine|France|Britain|Greece|Cyprus))(?![\w-])"
)
_OF_ITS: Final = re.compile(r"\s{1,3}of\s{1,3}(?:its|their|our)\s", re.IGNORECASE)
_REACH: Final = 120


def noun(text: str, words: Span) -> str | None:
    """Return whom the counted phrase ``words`` names; None where it tells nothing.

    >>> text = "40 wounded Ruritanian soldiers"
    >>> noun(text, Span(3, len(text)))
    'Ruritanian soldiers'
    """
    start, end = words
    if (first := _FIRST.match(text, start, end)) and first.end() < end:
        start = first.end()
    last = _LAST.search(text, start, end)
    if last and (_NAMING.search(text, start, last.start()) or _PEOPLE.search(text, start, last.start())):
        end = last.start()
    elif last:
        return None
    elif also := _AND.match(text, end):
        end = also.end()
    if from_place := _FROM.match(text, end):
        return _flat(text[start : from_place.end()])
    return None if start >= end or _ALL.fullmatch(text, start, end) else _flat(text[start:end])


def side(text: str, start: int, words: Span, left: int, right: int) -> str | None:
    """Return the side that lost, as the sentence from ``left`` to ``right`` says, the people counted at ``start``.

    >>> text = "In May Ruritania lost 40 men."
    >>> side(text, 22, Span(25, 28), 0, len(text))
    'Ruritania'
    """
    left = max(left, start - _REACH)
    for pattern in (_LOST, _LOSSES, _NUMBER_OF, _LABELLED):
        found = pattern.search(text, left, start)
        if found and _POLITY.search(found[found.lastgroup or "side"]):
            return _flat(found[found.lastgroup or "side"])
    if found := _ON_SIDE.match(text, words.end, min(right, words.end + _REACH)):
        return _flat(found["side"])
    return None


def owner(text: str, end: int, left: int, start: int) -> str | None:
    """Return the side whose people ``of its`` (behind ``end``) are: the last one named before ``start``."""
    if not _OF_ITS.match(text, end):
        return None
    named = [found[0] for found in _POLITY.finditer(text, max(left, start - _REACH), start)]
    return named[-1] if named else None


def names_people(group: str | None) -> bool:
    """Whether the group names a people, a state or a place.

    >>> names_people("Ruritanian soldiers"), names_people("soldiers"), names_people(None)
    (True, False, False)
    """
    return group is not None and _NAME.search(group) is not None


def _flat(words: str) -> str:
    return " ".join(words.split())
