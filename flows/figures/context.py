"""A quantity and the sentence around it in, the kind of what it counts out."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from karabakh.flows.figures.between import NUMBER, REACH, bare, finite
from karabakh.flows.figures.counted import Counted
from karabakh.flows.figures.kinds import KINDS
from karabakh.flows.figures.literals import hints

_AUXILIARY: Final = (
    "have|has|had|having|were|was|are|is|be|been|being|to|also|still|now|already|later|then|subsequently|either"
    "|all|both"
    "|believed|said|known|thought|feared|estimated|reported|considered|officially|allegedly|reportedly|who|that"
    "|which|and"
    "|may|might|could|would|must|will|should|were|either|got|get|left|lay|lie|remain|remained|went|go|not|,|or"
    "|each|alone"
    "|as|since|eventually|finally|initially|about|only|again|once|presumed|confirmed|found|themselves|himself|herself"
)
_CHAIN: Final = rf"(?:(?:{_AUXILIARY}|[a-z]+ly)\s{{1,3}}){{0,8}}"
_TO_BE: Final = re.compile(r"\b(?:were|was|been|being|are|is|be|got|get)\b", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"[;:]|[.!?…]\s|—|,\s{1,3}with\s{1,3}(?:all|both|many|most|several|some|the)\b|\b(?:but|while|whereas|whilst|although|though|before|after|when|until|because|if|where)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\([^()]{0,80}\)|\s[-–]\s[^-–]{1,80}\s[-–](?=\s)|,\s(?:all|among\sthem|chiefly|including|largely|mainly|many\sof\sthem|most\sof\sthem|mostly)\s[^,#]{1,50},|,\s[^,]{1,80},"
    r"(?=\s(?:have|has|had|were|was|are|is|fled|died|perished)\b)"
)
_PASSIVE_GOES_ON: Final = re.compile(
    r"\s{0,3}(?:[,.;:!?)\]—–\"”’]|\Z|(?:by|in|on|at|during|and|or|when|after|since|as|near|from|while|under|to"
    r"|this|last|within"
    r"|throughout|around|along|inside|outside|over|across|with|between|because|through|for|so|yesterday|today"
    r"|alone|there|while"
    r"|out|away|also|into|daily|every|per|but|of|following|is|are|was|were|overnight|here|[a-z]{2,12}ing)\b)",
    re.IGNORECASE,
)
_FILLER: Final = (
    r"(?:(?:of|(?:himself|herself)\s{1,3}and|the|a|an|another|further|additional|total|in|all|between|from|as|many|by|its|their|his|her|our"
    r"|these|those"
    r"|wounding|estimated|some|least|at|what|only|also|over|to|nearly|around|number|just|combined|both"
    r"|record)\s{1,3}){0,4}"
)
_LINK: Final = (
    r"\b[^.;!?]{0,70}?(?:\b(?:was|were|is|are|reached|reaching|stood\sat|stands\sat|rose\sto|risen\sto|rising\sto"
    r"|grew\sto|exceeded"
    r"|exceeds|passed|topped|surpassed|hit|climbed\sto|put\sat|who\snumber|as|at|numbered|numbers|numbering|totall?ed|totall?ing|amounted\sto|to)\s{1,3}(?:be\s|at\s|to\s)?"
    r"|(?:rose|risen|grew|grown|increased|jumped|fell|fallen|dropped|declined|decreased|shrank|dwindled|swelled"
    r"|doubled|trebled|tripled"
    r"|halved|reduced|cut|raised|expanded|brought\sup),?\s(?=from\s)|(?:reduced|cut|raised|expanded|brought\sup|swelled|grown|down)\sto\s{1,3}"
    r"|(?:var(?:y|ies|ied)|rang(?:e|es|ed|ing)|differ)\s(?:widely\s)?(?=from\s|between\s)|:\s{0,3})"
)


_SET_OFF: Final = re.compile(r"(?:\s{1,3}(?:in\s(?:all|total)|altogether|strong))?\s?[,)–—]")
_LOST: Final = re.compile(rf"\b(?:lost|losing|losses\sof)\s{{1,3}}{_FILLER}\Z", re.IGNORECASE)
_APPOSED: Final = re.compile(
    r"\b(?:the|its|their|these|this|an?)\s{1,3}(?:[\w-]{1,20}\s{1,3}){0,3}?(?:"
    + "|".join(
        f"(?P<k{n}>{'|'.join(filter(None, (kind.nouns, kind.subjects)))})".replace(" ", r"\s{1,3}")
        for n, kind in enumerate(KINDS)
    )
    + rf")(?:\s{{1,3}}(?:at|from|in|of)\s{{1,3}}[^,.;:()\d]{{1,40}})?\s?[,(–—]\s{{0,3}}{_FILLER}\Z",
    re.IGNORECASE,
)


def _any(words: str) -> str:
    return f"(?:{words})".replace(" ", r"\s{1,3}")


class _Patterns(NamedTuple):
    name: str
    passive: re.Pattern[str] | None
    verb: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    before: re.Pattern[str] | None
    of_people: re.Pattern[str] | None
    subject: re.Pattern[str] | None


def _after(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![\w-]){_any(words)}(?![\w-])", re.IGNORECASE) if words else None


def _ahead(words: str, link: str = r"\s{1,3}") -> re.Pattern[str] | None:
    return re.compile(rf"(?<![\w-]){_any(words)}{link}{_FILLER}\Z", re.IGNORECASE) if words else None


_PATTERNS: Final = tuple(
    _Patterns(
        kind.name,
        _after(kind.passives),
        _after(kind.verbs),
        _after(kind.weak),
        _ahead("|".join(filter(None, (kind.before, kind.passives)))),
        _ahead(kind.of_people),
        _ahead(kind.subjects, _LINK),
    )
    for kind in KINDS
)
_AFTER: Final = hints(*(words for kind in KINDS for words in (kind.passives, kind.verbs)))
_BEFORE: Final = hints(*(words for kind in KINDS for words in (kind.before, kind.passives, kind.of_people)))
_WEAK: Final = hints(*(kind.weak for kind in KINDS))
_SUBJECT: Final = hints(*(kind.subjects for kind in KINDS))
_PASSIVE_BEFORE: Final = re.compile(r"\b(?:were|was|been|being|are|is|be)\s{1,3}(?:\w+ly\s{1,3})?\Z", re.IGNORECASE)


_MILITARY: Final = re.compile(
    r"\b(?:arm(?:y|ies)|armed forces|troops|soldiers|brigades?|battalions?|regiments?|garrison|cavalry|infantry"
    r"|divisions?|offensive|tanks|artillery|guns|cannons?|siege|militia|officers|colonel|commander|regulars)\b",
    re.IGNORECASE,
)


_ITS: Final = re.compile(
    r"\b(?:its|(?:cit(?:y|ies)|country|enclave|island|nation|region|republic|town|village|Armenia|Azerbaijan|Karabakh)['’]s?)\s{1,3}\Z"
)
_CROWD: Final = re.compile(
    r"\b(?:(?:crowd|throng|procession|audience|congregation)s?|rall(?:y|ies)|staff|delegation)\s{1,3}(?:of"
    r"|numbering)\s{1,3}\Z",
    re.IGNORECASE,
)
_SPARED: Final = re.compile(
    r"\b(?:affect|better|chang|endanger|improv|jeopardi[sz]|protect|rebuild|rescu|risk|sav|spar|threaten|touch"
    r"|transform)[a-z]{0,4}\s{1,3}"
    rf"{_FILLER}\Z",
    re.IGNORECASE,
)
_OF_PLACE: Final = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|settlements?|districts?|regions?|provinces?|republic|enclave|oblast"
    r"|uyezd|country|quarter"
    rf"|suburb|census|hamlets?|parish|guberniya)\b[^.;!?]{{0,60}}?\b(?:had|has|have|held|counted|contained"
    rf"|numbered|registered"
    rf"|recorded|comprised|listed)\s{{1,3}}{_FILLER}\Z",
    re.IGNORECASE,
)


class Context(NamedTuple):
    """The words on either side of a quantity and its noun phrase, within its clause and up to its neighbours."""

    left: str
    right: str

    def after(self) -> str | None:
        """The kind by what is said of the counted behind them: 300 people were killed."""
        found: list[tuple[int, int, str]] = []
        for pattern in _PATTERNS if _may_match(_AFTER, self.right) else ():
            for words, passive in ((pattern.passive, True), (pattern.verb, False)):
                match = words.search(self.right) if words else None
                if match and _is_predicate(self.right, match, passive):
                    found.append((match.start(), -match.end(), pattern.name))
        return min(found)[2] if found else None

    def before(self, named: bool) -> str | None:
        """The kind by what stands before the number: killing 300; where people are ``named``, also losing 300 men."""
        found: list[tuple[int, str]] = []
        for pattern in _PATTERNS if _may_match(_BEFORE, self.left) else ():
            match = pattern.before.search(self.left) if pattern.before else None
            if named and not match and pattern.of_people:
                match = pattern.of_people.search(self.left)
            if match and not (_is_participle(pattern, match) and _PASSIVE_BEFORE.search(self.left, 0, match.start())):
                found.append((match.start(), pattern.name))
        return min(found)[1] if found else None

    def weak(self) -> str | None:
        """The kind by a verb that does not always tell it: 300 people crossed into another country."""
        for pattern in _PATTERNS if _may_match(_WEAK, self.right) else ():
            match = pattern.weak.search(self.right) if pattern.weak else None
            if match and _is_predicate(self.right, match, passive=False):
                return pattern.name
        return None

    def military(self) -> bool:
        """Whether armies are spoken of, so that men are soldiers."""
        return _MILITARY.search(self.left) is not None or _MILITARY.search(self.right) is not None

    def of_place(self) -> bool:
        """Whether the number is what a town or a land has: the village had 300 people."""
        return _OF_PLACE.search(self.left) is not None or _ITS.search(self.left) is not None

    def crowd(self) -> bool:
        """Whether the number is of a crowd: a crowd of 300."""
        return _CROWD.search(self.left) is not None

    def spared(self) -> bool:
        """Whether the lives that are counted are not lost: it saved 300 lives."""
        return _SPARED.search(self.left) is not None

    def apposed(self) -> str | None:
        """The kind by the noun that the number is set beside: the refugees, 300 in all, went on."""
        if not _SET_OFF.match(self.right):
            return None
        found = _APPOSED.search(self.left)
        return KINDS[int((found.lastgroup or "k0")[1:])].name if found else None

    def lost_in_battle(self) -> bool:
        """Whether a side lost the number, which stands alone, where armies are spoken of: the regiment lost 300."""
        return _LOST.search(self.left) is not None and bare(self.right) and self.military()

    def subject(self) -> str | None:
        """The kind by the subject that the number is said of: the death toll rose to 300."""
        found: list[tuple[int, str]] = []
        for pattern in _PATTERNS if _may_match(_SUBJECT, self.left) else ():
            match = pattern.subject.search(self.left) if pattern.subject else None
            if match:
                found.append((match.start(), pattern.name))
        return max(found)[1] if found else None


def context(text: str, start: int, counted: Counted, left: int, ends: Sequence[int]) -> Context:
    """Cut the words around a quantity: from ``left`` to its ``start``, from its noun phrase to the first of ``ends``.

    The ``ends`` are where the next numbers begin, and the sentence ends. Those that are said by the way (300 men, 20 of
    them boys, were shot) are passed over.
    """
    end, far = counted.words.end, ends[0]
    aside = _ASIDE.search(text, end, min(ends[-1], end + REACH))
    if aside and aside.start() < far < aside.end():
        far = next((at for at in ends if at >= aside.end()), ends[-1])
    behind = _ASIDE.sub(" ", text[end : min(far, end + REACH)])
    behind += NUMBER if text[far : far + 1].strip() and far <= end + REACH else ""
    clause = _BREAK.search(behind)
    return Context(text[max(left, start - REACH) : start], behind[: clause.start()] if clause else behind)


_MOST_BETWEEN: Final = 12
"""Words that may part the counted from the verb."""


def _may_match(hints: AhoCorasick, words: str) -> bool:
    return bool(words) and bool(hints.find_matches_as_indexes(words.lower()))


def _is_participle(pattern: _Patterns, match: re.Match[str]) -> bool:
    return pattern.passive is not None and pattern.passive.match(match.string, match.start()) is not None


def _is_predicate(right: str, match: re.Match[str], passive: bool) -> bool:
    """Whether the verb at ``match`` is said of the noun phrase that ``right`` follows."""
    chain = _CHAIN_END.search(right, 0, match.start())
    aux = chain[0] if chain else ""
    between = right[: match.start() - len(aux)]
    if finite(between) or between.count(" ") > _MOST_BETWEEN:
        return False
    if not passive or _TO_BE.search(aux):
        return True
    return _PASSIVE_GOES_ON.match(right, match.end()) is not None and not re.search(r"\w", between)


_CHAIN_END: Final = re.compile(rf"(?<![\w-]){_CHAIN}\Z", re.IGNORECASE)
