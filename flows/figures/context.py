"""A quantity and the sentence around it in, the kind of what it counts out."""

import re
from typing import Final, NamedTuple

from karabakh.flows.figures.counted import Counted
from karabakh.flows.figures.kinds import KINDS

REACH: Final = 140
"""Characters looked at on either side; what bears on a number stands near it."""

_AUXILIARY: Final = (
    "have|has|had|having|were|was|are|is|be|been|being|to|also|still|now|already|later|then|subsequently|either|all|both"
    "|believed|said|known|thought|feared|estimated|reported|considered|officially|allegedly|reportedly|who|that|which|and"
    "|may|might|could|would|must|will|should|were|either|got|get|left|lay|lie|remain|remained|went|go|not|,|or|each|alone"
    "|as|eventually|finally|initially|about|only|again|once|presumed|confirmed|found"
)
_CHAIN: Final = rf"(?:(?:{_AUXILIARY}|[a-z]+ly)\s{{1,3}}){{0,8}}"
_TO_BE: Final = re.compile(r"\b(?:were|was|been|being|are|is|be|got|get)\b", re.IGNORECASE)
_FINITE: Final = re.compile(
    r"\b(?:[a-z]{2,}ed|was|were|is|are|has|have|had|said|went|came|took|made|gave|met|held|began|saw|built|sent|got|ran|won"
    r"|can|will|would|could|should|must)\b"
)
_BREAK: Final = re.compile(
    r"[;:]|[.!?…]\s|—|\b(?:but|while|whereas|whilst|although|though|before|after|when|until|because|if|where)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\([^()]{0,80}\)|\s[-–]\s[^-–]{1,80}\s[-–](?=\s)|,\s[^,]{1,80},"
    r"(?=\s(?:have|has|had|were|was|are|is|fled|died|perished)\b)"
)
_PASSIVE_GOES_ON: Final = re.compile(
    r"\s{0,3}(?:[,.;:!?)\]—–\"”’]|\Z|(?:by|in|on|at|during|and|or|when|after|since|as|near|from|while|under|to|this|last|within"
    r"|throughout|around|along|inside|outside|over|across|with|between|because|through|for|so|yesterday|today|alone|there|while"
    r"|out|away|also|into|daily|every|per|but|of|following|is|are|was|were|overnight|here)\b)",
    re.IGNORECASE,
)
_FILLER: Final = (
    r"(?:(?:of|the|a|an|another|further|additional|total|in|all|between|from|as|many|by|its|their|his|her|our|these|those"
    r"|wounding|estimated|some|least|at|what|only|also|over|to|nearly|around|number|just|combined|both|record)\s{1,3}){0,4}"
)
_LINK: Final = (
    r"\b[^.;!?]{0,70}?(?:\b(?:was|were|is|are|reached|reaching|stood\sat|stands\sat|rose\sto|risen\sto|rising\sto|grew\sto|exceeded"
    r"|exceeds|put\sat|at|numbered|numbers|numbering|totall?ed|totall?ing|amounted\sto|to)\s{1,3}(?:be\s|at\s|to\s)?"
    r"|(?:rose|risen|grew|grown|increased|jumped|fell|fallen|dropped|declined|decreased|shrank|dwindled)\s(?=from\s)"
    r"|:\s{0,3})"
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
_PASSIVE_BEFORE: Final = re.compile(r"\b(?:were|was|been|being|are|is|be)\s{1,3}(?:\w+ly\s{1,3})?\Z", re.IGNORECASE)


_MILITARY: Final = re.compile(
    r"\b(?:arm(?:y|ies)|armed forces|troops|soldiers|brigades?|battalions?|regiments?|garrison|cavalry|infantry"
    r"|divisions?)\b",
    re.IGNORECASE,
)


NUMBER: Final = "#"
"""Stands in the words behind a quantity for the next one."""


class Context(NamedTuple):
    """The words on either side of a quantity and its noun phrase, within its clause and up to its neighbours."""

    left: str
    right: str

    def after(self) -> str | None:
        """The kind by what is said of the counted behind them: 300 people were killed."""
        found = []
        for pattern in _PATTERNS:
            for words, passive in ((pattern.passive, True), (pattern.verb, False)):
                match = words.search(self.right) if words else None
                if match and _is_predicate(self.right, match, passive):
                    found.append((match.start(), -match.end(), pattern.name))
        return min(found)[2] if found else None

    def before(self, named: bool) -> str | None:
        """The kind by what stands before the number: killing 300; where people are ``named``, also losing 300 men."""
        found = []
        for pattern in _PATTERNS:
            match = pattern.before.search(self.left) if pattern.before else None
            if named and not match and pattern.of_people:
                match = pattern.of_people.search(self.left)
            if match and not (_is_participle(pattern, match) and _PASSIVE_BEFORE.search(self.left, 0, match.start())):
                found.append((match.start(), pattern.name))
        return min(found)[1] if found else None

    def weak(self) -> str | None:
        """The kind by a verb that does not always tell it: 300 people crossed into another country."""
        for pattern in _PATTERNS:
            match = pattern.weak.search(self.right) if pattern.weak else None
            if match and _is_predicate(self.right, match, passive=False):
                return pattern.name
        return None

    def military(self) -> bool:
        """Whether armies are spoken of, so that men are soldiers."""
        return _MILITARY.search(self.left) is not None or _MILITARY.search(self.right) is not None

    def subject(self) -> str | None:
        """The kind by the subject that the number is said of: the death toll rose to 300."""
        found = []
        for pattern in _PATTERNS:
            match = pattern.subject.search(self.left) if pattern.subject else None
            if match:
                found.append((match.start(), pattern.name))
        return max(found)[1] if found else None


def context(text: str, start: int, counted: Counted, left: int, right: int, far: int) -> Context:
    """Cut the words around a quantity: from ``left`` to its ``start``, from its noun phrase to ``right``.

    Where the number that stands at ``right`` is said by the way (300 men, 20 of them boys, were shot), on to ``far``.
    """
    end = counted.words.end
    aside = _ASIDE.search(text, end, min(far, end + REACH))
    if not (aside and aside.start() < right < aside.end()):
        far = right
    behind = _ASIDE.sub(" ", text[end : min(far, end + REACH)])
    behind += NUMBER if text[far : far + 1].strip() and far <= end + REACH else ""
    clause = _BREAK.search(behind)
    return Context(text[max(left, start - REACH) : start], behind[: clause.start()] if clause else behind)


_MOST_BETWEEN: Final = 12
"""Words that may part the counted from the verb."""


def _is_participle(pattern: _Patterns, match: re.Match[str]) -> bool:
    return pattern.passive is not None and pattern.passive.match(match.string, match.start()) is not None


def _is_predicate(right: str, match: re.Match[str], passive: bool) -> bool:
    """Whether the verb at ``match`` is said of the noun phrase that ``right`` follows."""
    chain = _CHAIN_END.search(right, 0, match.start())
    aux = chain[0] if chain else ""
    between = right[: match.start() - len(aux)]
    if _FINITE.search(between) or between.count(" ") > _MOST_BETWEEN:
        return False
    if not passive or _TO_BE.search(aux):
        return True
    return _PASSIVE_GOES_ON.match(right, match.end()) is not None and not re.search(r"\w", between)


_CHAIN_END: Final = re.compile(rf"(?<![\w-]){_CHAIN}\Z", re.IGNORECASE)


def joined(between: str, by_comma: bool = True) -> bool:
    """Whether the words between two quantities join them, so that one word tells the kind of both.

    A mere comma joins where ``by_comma`` says so.


    >>> joined(" women and "), joined(" women. The other ")
    (True, False)
    """
    found = _JOINED.search(between)
    if not found or _FULL_STOP.search(between):
        return False
    return by_comma or bool(found["mark"] or found["word"])


_JOINING: Final = (
    r"and|or|including|among\s(?:them|whom)|of\s(?:whom|them|which)|as\swell\sas|plus|with|along\swith|in\saddition\sto"
)
_JOINED: Final = re.compile(
    rf"(?:[,(:–—-]\s{{0,3}}(?P<mark>(?:{_JOINING})(?!\w))?|\s(?P<word>{_JOINING})(?!\w))\s{{0,3}}"
    r"(?:(?:a|an|another|the|some|further|about|also|in)\s{1,3}){0,3}\Z",
    re.IGNORECASE,
)
_FULL_STOP: Final = re.compile(r";|:(?!\s{0,3}\Z)|[.!?…]\s")
_STARTS_OUT: Final = re.compile(
    r"\s{0,3}(?:\Z|[,.;:!?)\]\"”’—–#]|(?:more|others|and|or|in|on|at|from|near|during|by|around|who|of|as|including|with|to|since"
    r"|elsewhere|respectively|inside|outside|between|on|the)\b)",
    re.IGNORECASE,
)


_PART_OF: Final = re.compile(
    r"\b(?:of\s(?:whom|them|which|these)|among\s(?:them|whom|these)|including)\s{1,3}(?:at\sleast\s)?\Z", re.IGNORECASE
)


def part_of(between: str) -> bool:
    """Whether the words before a quantity say that it is a part of the one before."""
    return _PART_OF.search(between) is not None


_WHOLE: Final = re.compile(
    r"(?:\A|%|\b(?:per\s{1,2}cent|percent|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|tenths?))"
    r"\s{1,3}of\s{1,3}(?:the|its|their|those|these)\s{1,3}(?:[a-z]+['’]s\s{1,3})?\Z",
    re.IGNORECASE,
)


def whole(left: str) -> bool:
    """Whether the words before a number say that another one is a part of it, of which alone the verb is said.

    >>> whole(" of the "), whole("Two-thirds of its "), whole("Six of them and ")
    (True, True, False)
    """
    return _WHOLE.search(left) is not None


_CHANGE: Final = re.compile(r"(?<!\w)from\s{1,3}\Z", re.IGNORECASE)
_CHANGED: Final = re.compile(r"\A[^.;!?]{0,50}(?<!\w)to\s{1,3}\Z", re.IGNORECASE)


def changed(before: str, between: str) -> bool:
    """Whether two quantities are of one thing at two times: from 300 in one year to 200 in another."""
    return _CHANGE.search(before) is not None and len(between) < REACH and _CHANGED.search(between) is not None


def bare(right: str) -> bool:
    """Whether nothing is said of the counted behind them, so that they may share what is said of their neighbours."""
    return _STARTS_OUT.match(right) is not None


def finite(between: str) -> bool:
    """Whether a verb of its own stands between two quantities."""
    return _FINITE.search(between) is not None
