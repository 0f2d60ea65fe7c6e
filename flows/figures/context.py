"""A quantity and the sentence around it in, the kind of what it counts out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final

from karabakh.flows.figures.between import NUMBER, REACH, bare, finite
from karabakh.flows.figures.counted import Counted
from karabakh.flows.figures.edges import ANY, END, alternatives, ends
from karabakh.flows.figures.kinds import KINDS
from karabakh.flows.figures.phrases import Part, Phrases, folded

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
    r"[;:]|[.!?…]\s|—|,(?i:\s{1,3}with\s{1,3}(?:all|both|many|most|several|some|the)\b)"
    r"|[bB](?<!\w\w)(?i:ut|efore|ecause)\b|[wW](?<!\w\w)(?i:hile|hereas|hilst|hen|here)\b"
    r"|[aA](?<!\w\w)(?i:lthough|fter)\b|[tT](?<!\w\w)(?i:hough)\b|[uU](?<!\w\w)(?i:ntil)\b|[iIİı](?<!\w\w)(?i:f)\b"
)
"""What ends a clause. The first letters stand by themselves, so that the others are passed over at once."""

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
_FILLERS: Final = (
    "of the a an another further additional total in all between from as many by its their his her our these those"
    " wounding estimated some least at what only also over to nearly around number just combined both record"
)
_FILLER: Final = rf"(?:(?:(?:himself|herself)\s{{1,3}}and|{_FILLERS.replace(' ', '|')})\s{{1,3}}){{0,4}}"
_LINK_WORDS: Final = (
    r"\b(?:was|were|is|are|reached|reaching|stood\sat|stands\sat|rose\sto|risen\sto"
    r"|rising\sto"
    r"|grew\sto|exceeded"
    r"|exceeds|passed|topped|surpassed|hit|climbed\sto|put\sat|who\snumber|as|at|numbered|numbers|numbering|totall?ed|totall?ing|amounted\sto|to)\s{1,3}(?:be\s|at\s|to\s)?"
    r"|(?:rose|risen|grew|grown|increased|jumped|fell|fallen|dropped|declined|decreased|shrank|dwindled|swelled"
    r"|doubled|trebled|tripled"
    r"|halved|reduced|cut|raised|expanded|brought\sup),?\s(?=from\s)|(?:reduced|cut|raised|expanded|brought\sup|swelled|grown|down)\sto\s{1,3}"
    r"|(?:var(?:y|ies|ied)|rang(?:e|es|ed|ing)|differ)\s(?:widely\s)?(?=from\s|between\s)"
)
_LINK: Final = rf"\b[^.;!?]{{0,70}}?(?:{_LINK_WORDS}|:\s{{0,3}})"


_SET_OFF: Final = re.compile(r"(?:\s{1,3}(?:in\s(?:all|total)|altogether|strong))?\s?[,)–—]")
_LOST: Final = re.compile(rf"\b(?:lost|losing|losses\sof)\s{{1,3}}{_FILLER}\Z", re.IGNORECASE)


@cache
def _apposed() -> re.Pattern[str]:
    nouns = "|".join(
        f"(?P<k{n}>{'|'.join(filter(None, (kind.nouns, kind.subjects)))})".replace(" ", r"\s{1,3}")
        for n, kind in enumerate(KINDS)
    )
    return re.compile(
        rf"\b(?:the|its|their|these|this|an?)\s{{1,3}}(?:[\w-]{{1,20}}\s{{1,3}}){{0,3}}?(?:{nouns})"
        rf"(?:\s{{1,3}}(?:at|from|in|of)\s{{1,3}}[^,.;:()\d]{{1,40}})?\s?[,(–—]\s{{0,3}}{_FILLER}\Z",
        re.IGNORECASE,
    )


_GAP: Final = r"\s{1,3}"


def _parts(sort: str, words: Iterable[str]) -> list[Part]:
    """The phrases of each kind as a part that is named for its place among them."""
    return [Part(f"{sort}{n}", each.replace(" ", _GAP)) for n, each in enumerate(words)]


def _looking(sort: str, words: Iterable[str], ahead: bool) -> list[Part]:
    """The phrases that look at what stands behind them, or those that do not."""
    looking = ("|".join(one for one in alternatives(each) if ("(?!" in one or "(?=" in one) == ahead) for each in words)
    return _parts(sort, looking)


_PASSIVES: Final = _parts("p", [kind.passives for kind in KINDS])
_SAID: Final = Phrases(
    [*_PASSIVES, *_parts("v", [kind.verbs for kind in KINDS]), *_parts("w", [kind.weak for kind in KINDS])],
    r"(?<![\w-])(?i:{})(?![\w-])",
)
_BEFORE_WORDS: Final = ["|".join(filter(None, (kind.before, kind.passives))) for kind in KINDS]
_OF_PEOPLE: Final = [kind.of_people for kind in KINDS]
_BEFORE: Final = Phrases(
    [*_looking("b", _BEFORE_WORDS, ahead=False), *_looking("o", _OF_PEOPLE, ahead=False)],
    r"(?<![\w-])(?i:{})\Z",
    backwards=True,
)
_BEFORE_LOOKING: Final = Phrases(
    [*_looking("b", _BEFORE_WORDS, ahead=True), *_looking("o", _OF_PEOPLE, ahead=True)],
    rf"(?<![\w-])(?i:{{}}{_GAP}{_FILLER}\Z)",
    backwards=True,
)
_PARTICIPLE: Final = Phrases(_PASSIVES, r"(?<![\w-])(?i:{})(?![\w-])")
_SUBJECT: Final = Phrases(_parts("s", [kind.subjects for kind in KINDS]), r"(?<![\w-])(?i:{})")
_LINKED: Final = re.compile(rf"{_LINK}{_FILLER}\Z", re.IGNORECASE)
_LINK_ENDS: Final = tuple({end.partition(END)[0][::-1] for end in ends(_LINK_WORDS)})
"""The last words of links; some are found at the end of a longer word, too."""

_FILLER_WORDS: Final = frozenset(_FILLERS.split())
_ONESELF: Final = ("himself", "herself")
_MOST_FILLERS: Final = 4
_OF_REACH: Final = 3
"""Words at most from "of" to the number of the whole of which another is a part: of the town's 300."""

_WIDEST: Final = 3
_WORDS: Final = re.compile(r"(?<![\w-])\w+")
_CHUNK: Final = re.compile(r"\S+")
_LAST: Final = re.compile(r"\w+(?=\W*\Z)")
_PASSIVE_BEFORE: Final = re.compile(r"\b(?:were|was|been|being|are|is|be)\s{1,3}(?:\w+ly\s{1,3})?\Z", re.IGNORECASE)


_MILITARY: Final = re.compile(
    r"\b(?:arm(?:y|ies)|armed forces|troops|soldiers|brigades?|battalions?|regiments?|garrison|cavalry|infantry"
    r"|divisions?|offensive|tanks|artillery|guns|cannons?|siege|militia|officers|colonel|commander|regulars)\b",
    re.IGNORECASE,
)


OWNERS: Final = (
    r"its|(?:cit(?:y|ies)|country|enclave|island|nation|region|republic|town|village|Armenia|Azerbaijan|Karabakh)['’]s?"
)
_ITS: Final = re.compile(rf"\b(?:{OWNERS})\s{{1,3}}\Z")
CROWDS: Final = (
    r"(?:(?:crowd|throng|procession|audience|congregation)s?|rall(?:y|ies)|staff|delegation)\s{1,3}(?:of|numbering)"
)
_CROWD: Final = re.compile(rf"\b{CROWDS}\s{{1,3}}\Z", re.IGNORECASE)
_SPARED: Final = re.compile(
    r"\b(?:affect|better|chang|endanger|improv|jeopardi[sz]|protect|rebuild|rescu|risk|sav|spar|threaten|touch"
    r"|transform)[a-z]{0,4}\s{1,3}"
    rf"{_FILLER}\Z",
    re.IGNORECASE,
)
PLACES: Final = (
    r"cit(?:y|ies)|towns?|villages?|settlements?|districts?|regions?|provinces?|republic|enclave|oblast|uyezd|country"
    r"|quarter|suburb|census|hamlets?|parish|guberniya"
)
HAVE: Final = r"had|has|have|held|counted|contained|numbered|registered|recorded|comprised|listed"
_OF_PLACE: Final = re.compile(
    rf"\b(?:{PLACES})\b[^.;!?]{{0,60}}?\b(?:{HAVE})\s{{1,3}}{_FILLER}\Z",
    re.IGNORECASE,
)


class Context:
    """The words on either side of a quantity and its noun phrase, within its clause and up to its neighbours."""

    def __init__(self, left: str, right: str) -> None:
        self.left = left
        self.right = right

    @cached_property
    def after(self) -> str | None:
        """The kind by what is said of the counted behind them: 300 people were killed."""
        found: list[tuple[int, int, str]] = []
        for match in self._said:
            if found and match.start() > found[0][0]:
                break
            if (sort := (match.lastgroup or "")[0]) != "w" and _is_predicate(self.right, match, passive=sort == "p"):
                found.append((match.start(), -match.end(), _kind(match)))
        return min(found)[2] if found else None

    def before(self, named: bool) -> str | None:
        """The kind by what stands before the number: killing 300; where people are ``named``, also losing 300 men."""
        first: dict[str, re.Match[str]] = {}
        for match in self._ahead():
            sort = match.lastgroup or ""
            if sort not in first or match.start() < first[sort].start():
                first[sort] = match
        found: list[tuple[int, str]] = []
        for sort, match in first.items():
            of_people = sort[0] == "o"
            if of_people and (not named or f"b{sort[1:]}" in first):
                continue
            if not (_is_participle(match) and _PASSIVE_BEFORE.search(self.left, 0, match.start())):
                found.append((match.start(), _kind(match)))
        return min(found)[1] if found else None

    def weak(self) -> str | None:
        """The kind by a verb that does not always tell it: 300 people crossed into another country."""
        for match in sorted(self._said, key=lambda match: match.lastgroup or ""):
            if (match.lastgroup or "")[0] == "w" and _is_predicate(self.right, match, passive=False):
                return _kind(match)
        return None

    @property
    def may_be_part(self) -> bool:
        """Whether "of" stands shortly before the number."""
        return "of" in [word.lower() for word in self.left.rsplit(None, _OF_REACH)[-_OF_REACH:]]

    @cached_property
    def _said(self) -> list[re.Match[str]]:
        """Where each sort of phrase stands first behind the counted, from left to right."""
        found: dict[str, re.Match[str]] = {}
        for number, word in enumerate(_WORDS.finditer(self.right)):
            for pattern in _SAID.at(word[0]):
                # the phrase may begin with the spaces behind the counted
                match = pattern.match(self.right, word.start()) or (None if number else pattern.match(self.right))
                if match:
                    found.setdefault(match.lastgroup or "", match)
        return sorted(found.values(), key=lambda match: match.start()) if found else []

    @cached_property
    def _tail(self) -> list[tuple[int, str]]:
        """The ends of what may stand before the number and the words that fill up, and what each ends in."""
        ends: list[tuple[int, str]] = []
        end, fillers = len(self.left), 0
        while fillers <= _MOST_FILLERS:
            before = self.left[:end].rstrip()
            if not before or not len(before) < end <= len(before) + _WIDEST:
                break
            *_, chunk = before.rsplit(None, 1)
            ends.append((len(before), chunk))
            word = folded(chunk)
            end, fillers = len(before) - len(chunk), fillers + 1
            if word == "and":
                before = self.left[:end].rstrip()
                *_, chunk = ["", *before.rsplit(None, 1)]
                if not 0 < end - len(before) <= _WIDEST or folded(chunk) not in _ONESELF:
                    break
                end = len(before) - len(chunk)
            elif word not in _FILLER_WORDS:
                break
        return ends

    def _ahead(self) -> Iterator[re.Match[str]]:
        """The phrases that stand before the number, or before what fills up there."""
        for end, chunk in self._tail:
            if not _may_tell(_last_word(chunk)):
                continue
            for pattern in _BEFORE.at(self.left[:end]):
                if match := pattern.search(self.left, 0, end):
                    yield match
            for pattern in _BEFORE_LOOKING.at(self.left[:end]):
                if match := pattern.search(self.left):
                    yield match

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
        found = _apposed().search(self.left)
        return KINDS[int((found.lastgroup or "k0")[1:])].name if found else None

    def lost_in_battle(self) -> bool:
        """Whether a side lost the number, which stands alone, where armies are spoken of: the regiment lost 300."""
        return _LOST.search(self.left) is not None and bare(self.right) and self.military()

    def subject(self) -> str | None:
        """The kind by the subject that the number is said of: the death toll rose to 300."""
        if not self._is_linked():
            return None
        found: dict[str, tuple[int, str]] = {}
        for word in _WORDS.finditer(self.left):
            for pattern in _SUBJECT.at(word[0]):
                match = pattern.match(self.left, word.start())
                if match and match.lastgroup not in found and _LINKED.match(self.left, match.end()):
                    found[match.lastgroup or ""] = (match.start(), _kind(match))
        return max(found.values())[1] if found else None

    def _is_linked(self) -> bool:
        """Whether a verb may stand before the number that says it of its subject."""
        if self.left[-1:] == ":":
            return True
        return any(_may_link(chunk) for _, chunk in self._tail)


def context(text: str, start: int, counted: Counted, left: int, ends: Sequence[int]) -> Context:
    """Cut the words around a quantity: from ``left`` to its ``start``, from its noun phrase to the first of ``ends``.

    The ``ends`` are where the next numbers begin, and the sentence ends. Those that are said by the way (300 men, 20 of
    them boys, were shot) are passed over.
    """
    end, far = counted.words.end, ends[0]
    window = text[end : min(ends[-1], end + REACH)]
    set_off = "(" in window or window.count(",") > 1 or window.count("-") + window.count("–") > 1
    aside = _ASIDE.search(text, end, min(ends[-1], end + REACH)) if set_off else None
    if aside and aside.start() < far < aside.end():
        far = next((at for at in ends if at >= aside.end()), ends[-1])
    behind = text[end : min(far, end + REACH)]
    if set_off:
        behind = _ASIDE.sub(" ", behind)
    behind += NUMBER if text[far : far + 1].strip() and far <= end + REACH else ""
    clause = _BREAK.search(behind)
    return Context(text[max(left, start - REACH) : start], behind[: clause.start()] if clause else behind)


_MOST_BETWEEN: Final = 12
"""Words that may part the counted from the verb."""


def _last_word(chunk: str) -> str:
    found = _LAST.search(chunk)
    return found[0] if found else ""


@lru_cache(maxsize=10_000)
def _may_tell(word: str) -> bool:
    """Whether a phrase before the number, or before what fills up there, may end in the word."""
    letters = folded(word)[::-1] + END
    words, stems = _edges_before()
    return letters in words or any(letters[:length] in stems for length in range(len(letters) + 1))


@cache
def _edges_before() -> tuple[frozenset[str], frozenset[str]]:
    """The whole words that the ends of phrases before a number begin with, backwards; and those ends."""
    every = [end for phrases in (_BEFORE, _BEFORE_LOOKING) for end in phrases.edges]
    words = frozenset(end[: place + 1] for end in every for place, letter in enumerate(end) if letter == END)
    return words, frozenset(end.rstrip(ANY) for end in every)


@lru_cache(maxsize=10_000)
def _may_link(chunk: str) -> bool:
    """Whether the word may be the last one of what says a number of a subject."""
    return ":" in chunk or folded(_last_word(chunk)).endswith(_LINK_ENDS)


def _kind(match: re.Match[str]) -> str:
    return KINDS[int((match.lastgroup or "")[1:])].name


def _is_participle(match: re.Match[str]) -> bool:
    """Whether a phrase of a kind begins with a participle of which the counted may be the object."""
    word = _WORDS.match(match.string, match.start())
    patterns = _PARTICIPLE.at(word[0]) if word else ()
    found = (pattern.match(match.string, match.start()) for pattern in patterns)
    return any(one and (one.lastgroup or "")[1:] == (match.lastgroup or "")[1:] for one in found)


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
