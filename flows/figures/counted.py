"""The words behind a number in, the people it counts out: the noun phrase, as far as it is one that counts people."""

import re
from typing import Final, NamedTuple

from karabakh.flows.figures.group import noun
from karabakh.flows.figures.kinds import AGENTS, DEMONYM, KINDS, PEOPLE, PERSONS
from karabakh.flows.figures.phrases import Part, Phrases
from karabakh.flows.text.span import Span


class Counted(NamedTuple):
    """Whom a number counts: ``words`` is the noun phrase (empty where the number stands alone).

    ``kind`` is what the noun says (500 refugees), None where it says nothing (500 people); ``partitive`` is true of
    "300 of them", which is of the kind of what "them" are; ``masses`` of nouns that are a figure without further words;
    ``said`` where the last word says what happened to them (300 men missing); ``nation`` where it names a people;
    ``men``, ``bodies``, ``lives`` and ``anybody`` (people, persons) where these are what is counted.
    """

    words: Span
    kind: str | None = None
    partitive: bool = False
    masses: bool = False
    group: str | None = None
    said: bool = False
    nation: bool = False
    men: bool = False
    bodies: bool = False
    lives: bool = False
    anybody: bool = False

    @property
    def empty(self) -> bool:
        """Whether the number stands alone."""
        return self.words.start == self.words.end


# Words after which no noun of the number follows: it stands alone, and its kind lies in the words around.
_STOP_WORDS: Final = (
    "after against alone along also altogether among amongst and annually another are arrived as at be became "
    "because become becoming been before being between but by came captured continue continued could crossed "
    "daily dead deported detained did died displaced during each every expelled fell fled for from had has have "
    "he hurt if in including injured into is it killed last left live lived living lost made make may might missing "
    "more most moved near not of on or others over overall per perished prisoner remain remained remains "
    "reported reportedly respectively returned she since so stand still stood such taken than that the their "
    "there these they this those through throughout to under until was went were when where which while who "
    "whom will with within without would wounded"
    " bearing bringing carrying containing transporting why how what whether"
    " out total mostly mainly according compared apiece amid despite via back too off"
)
_STOPS: Final = frozenset(_STOP_WORDS.split())
_GAP: Final = r"\s{1,3}"
_ENDS: Final = r"(?![\w-])(?!['’]s(?!\w))"
_AGENT: Final = re.compile(r"[a-z]{3,16}(?:ers|ists|ors|ees|ants|eers)")
_HEADS: Final = Phrases(
    [
        *(Part(f"k{n}", kind.nouns.replace(" ", r"\s")) for n, kind in enumerate(KINDS)),
        Part("people", PEOPLE.replace(" ", r"\s")),
        Part("single", PERSONS.replace(" ", r"\s")),
        Part("single", AGENTS, lambda word: _AGENT.fullmatch(word) is not None),
    ],
    rf"(?i:{{}}){_ENDS}",
)
_DEMONYM: Final = re.compile(rf"(?P<demonym>{DEMONYM}){_ENDS}")
_RUN: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_STRONG: Final = re.compile(r"[-\s]strong(?!\w)")
_STRONG_CIVIL: Final = tuple(
    (name, re.compile(rf"[-\s]strong,?(?:\s{{1,3}}[\w-]{{1,20}}){{0,2}}\s{{1,3}}(?:{nouns})(?!\w)"))
    for name, nouns in {
        "population": "communit(?:y|ies)|congregation|diaspora|minorit(?:y|ies)|population",
        "other_people": "crowd|delegation|demonstration|march|mission|procession|rally|staff|team|workforce",
    }.items()
)
_OF: Final = re.compile(
    r"\s{1,3}of\s{1,3}(?:(?:the|its|their|our|his|her|those|these|all|some)\s{1,3})?", re.IGNORECASE
)
_THEM: Final = re.compile(
    r"\s{1,3}of\s{1,3}(?:(?:them|whom|these|those|which)(?!\w)(?!\s+[a-z]+s\b)|(?:their|its|his|her|our"
    r"|your)\s{1,3}own(?!\s+\w+s\b))",
    re.IGNORECASE,
)
_VERBS: Final = "|".join(words for kind in KINDS for words in (kind.passives, kind.verbs) if words)
_TELLS: Final = Phrases([Part("verb", _VERBS.replace(" ", _GAP))], r"(?i:{})(?![\w-])")
"""A verb that tells a kind: the number before it stands alone."""

_ASIDE: Final = re.compile(r"\s{0,2}\([^()]{1,40}\)")
_SPACE: Final = re.compile(_GAP)
_QUALIFIERS: Final = Phrases(
    [Part(f"k{n}", kind.qualifiers.replace(" ", r"\s")) for n, kind in enumerate(KINDS)], r"(?i:{})(?![\w-])"
)
_PLURAL_WITHOUT_S_WORDS: Final = (
    "people men women children elderly youths infantry cavalry personnel dead wounded injured killed missing "
    "displaced police french british talysh policemen servicemen gunmen militiamen infantrymen cavalrymen "
    "horsemen riflemen townsmen townsfolk schoolchildren strong population"
)
_PLURAL_WITHOUT_S: Final = frozenset(_PLURAL_WITHOUT_S_WORDS.split())
_PARTICIPLES: Final = frozenset({"dead", "displaced", "homeless", "injured", "killed", "missing", "wounded"})
"""Nouns that behind another one are said of it: 300 men missing."""

_PLURAL_ENDS: Final = ("s", "men", "people", "folk", "children")
_THINGS: Final = re.compile(
    r"(?!(?:across|always|as|besides|does|has|his|is|its|less|minus|nowadays|perhaps|plus|sometimes|this|thus|towards"
    r"|unless|us|various|versus|was)\Z)[a-z]{3,20}s\Z"
)
"""The plural of a noun of no people; what is dead or missing is of them: dead trees."""

_NEVER_WORDS: Final = (
    "ago year years month months week weeks day days night nights hour hours minute minutes second seconds "
    "century centuries decade decades time times"
)
_NEVER: Final = frozenset(_NEVER_WORDS.split())
"""Nouns that settle that no people are counted, whatever follows."""

_MOST_WORDS: Final = 6
_SHORTEST_VERB: Final = 4
_ANYBODY: Final = frozenset({"people", "persons", "individuals"})
_OF_BODIES: Final = re.compile(
    r"(?:(?:more|other|further|charred|frozen|burnt|burned|headless|mutilated|unidentified|decomposed|dead"
    r"|bullet-riddled|recovered)\s{1,3})*\Z",
    re.IGNORECASE,
)
"""What may stand before bodies that are not those of an organization."""


def counted(text: str, end: int, stop: int) -> Counted | None:
    """Return whom the number that ends at ``end`` counts, looking no further than ``stop``; None if not people.

    >>> text = "300 armed men came"
    >>> counted(text, 3, len(text)).words.of(text)
    'armed men'
    >>> counted("300 villages fell", 3, 17) is None
    True
    """
    if "(" in text[end : end + 3] and (aside := _ASIDE.match(text, end, stop)):
        end = aside.end()
    if text[end + 1 : end + 7] == "strong" and _STRONG.match(text, end, stop):
        kind = next((name for name, noun in _STRONG_CIVIL if noun.match(text, end, stop)), "troops")
        return Counted(Span(end, end), kind)
    of = _SPACE.match(text, end, stop)
    if not of:
        return Counted(Span(end, end))
    if text[of.end() : of.end() + 2].lower() == "of":
        if them := _THEM.match(text, end, stop):
            return Counted(
                Span(end, them.end()), partitive=True, group=who_they_are(text, them.end(), stop, partitive=True)
            )
        of = _OF.match(text, end, stop) or of
    begin = at = of.end()
    qualifier: str | None = None
    for _ in range(_MOST_WORDS):
        head = _head(text, at, stop)
        if head and not _qualifies(text, head, stop):
            return _found(text, begin, head, qualifier)
        word = head or _WORD.match(text, at, stop)
        if not word or (not head and _is_no_noun(text, word, at == begin, stop)):
            return Counted(Span(end, end)) if at == begin and of[0].isspace() else None
        if word[0].lower() in _NEVER:
            return None
        qualifier = qualifier or _qualifier(text, at, stop)
        comma = word[0].islower() and text[word.end() : word.end() + 1] == ","
        gap = _SPACE.match(text, word.end() + comma, stop)
        if not gap:
            return None
        at = gap.end()
    return None


_WERE_SAID: Final = re.compile(r"\s{1,3}(?:were|are|was|being)\s{1,3}(?:(?:all|only|just|still|the)\s{1,3})?")
_WERE: Final = re.compile(r"\s{1,3}(?:(?:were|are|was|being)\s{1,3})?(?:(?:all|only|just|still|the)\s{1,3})?")


def who_they_are(text: str, end: int, stop: int, partitive: bool = False) -> str | None:
    """Whom a number or "of them" that ends at ``end`` is said to be: 40 of them children, 40 were children."""
    gap = (_WERE if partitive else _WERE_SAID).match(text, end, stop)
    phrase = counted(text, gap.end() - 1, stop) if gap else None
    return phrase.group if phrase and not phrase.partitive else None


def _is_no_noun(text: str, word: re.Match[str], first: bool, stop: int) -> bool:
    """Whether no noun of the number follows: a stop word, or a verb of which the number is the subject stands there.

    Such are 40 drowned and 40 stormed the hill, not 40 drowned sailors, nor 40 burned houses.
    """
    if word[0].lower().rstrip(".") in _STOPS:
        return True
    past = first and word[0].islower() and word[0].endswith("ed") and len(word[0]) > _SHORTEST_VERB
    verb = _first(_TELLS, text, word.start(), stop) or (word if past else None)
    if not verb:
        return False
    gap = _SPACE.match(text, verb.end(), stop)
    following = _WORD.match(text, gap.end(), stop) if gap else None
    return following is None or following[0].lower().rstrip(".") in _STOPS


def _qualifies(text: str, head: re.Match[str], stop: int) -> bool:
    """Whether the noun only qualifies the one behind it: wounded soldiers, civilian houses."""
    gap = _SPACE.match(text, head.end(), stop)
    following = _WORD.match(text, gap.end(), stop) if gap else None
    if not gap or not following or following[0].lower().rstrip(".") in _STOPS:
        return False
    behind = _head(text, gap.end(), stop)
    if behind and following[0].lower() not in _PARTICIPLES:
        return True
    if head[0].lower() in _PARTICIPLES and _THINGS.match(following[0].rstrip(".")):
        return True
    return head[0].lower() not in _PLURAL_WITHOUT_S and not head[0].endswith(_PLURAL_ENDS) and following[0].islower()


def _qualifier(text: str, at: int, stop: int) -> str | None:
    found = _first(_QUALIFIERS, text, at, stop)
    return KINDS[int((found.lastgroup or "k0")[1:])].name if found else None


def _head(text: str, at: int, stop: int) -> re.Match[str] | None:
    """The noun of people that begins at ``at``."""
    found = _first(_HEADS, text, at, stop)
    return found or (_DEMONYM.match(text, at, stop) if "A" <= text[at : at + 1] <= "Z" else None)


def _first(phrases: Phrases, text: str, at: int, stop: int) -> re.Match[str] | None:
    """The first of the phrases that stands at ``at``, where a word begins."""
    run = _RUN.match(text, at, stop)
    for pattern in phrases.at(run[0]) if run else ():
        if found := pattern.match(text, at, stop):
            return found
    return None


def _found(text: str, begin: int, head: re.Match[str], qualifier: str | None) -> Counted | None:
    form = head.lastgroup or ""
    if head[0].lower() == "bodies" and not _OF_BODIES.match(text, begin, head.start()):
        return None
    kind = KINDS[int(form[1:])].name if form[0] == "k" else None
    words = Span(begin, head.end())
    said = begin < head.start() and head[0].lower() in _PARTICIPLES
    masses, nation = form in ("people", "demonym"), form == "demonym"
    return Counted(
        words,
        qualifier or kind,
        masses=masses,
        group=noun(text, words),
        said=said,
        nation=nation,
        bodies=head[0].lower() == "bodies",
        lives=head[0].lower() == "lives",
        men=head[0].lower() == "men",
        anybody=words.of(text).lower() in _ANYBODY,
    )
