"""The words around a name, or around a list of names, in; what kind of place they say it is out."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from karabakh.flows.places.around import Around, Side, Word
from karabakh.flows.places.contexts import Designator, designators, words
from karabakh.flows.places.fold import HYPHENS

DASHES = frozenset(HYPHENS)
DETERMINERS, NAMELY = words("determiner"), words("namely")
FAR = 8  # words looked at before a list
TAKEN_UP = frozenset({"city", "district", "town", "village"})
SKIPPED = frozenset({"the", "“", '"', "‘", "'"})
INDEFINITE = frozenset({"a", "an"})
LINKS = frozenset({",", "is", "was"})  # between what a place is and its name: "its capital was X", "its centre, X"


class Cue(NamedTuple):
    """A designator near a name: what kind of place it says, and why.

    ``beside``: how many words after the name it is, negative before it, 0 where it cannot join the name.
    ``lasting``: whether the bare name elsewhere in the text means so too.
    """

    senses: tuple[str, ...]
    joins: bool
    why: str
    word: str = ""
    beside: int = 0
    lasting: bool = True


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> tuple[str, bool]:
    """Return a designator's singular and whether the word was a plural.

    >>> singular("cities"), singular("pass"), singular("districts")
    (('city', True), ('pass', False), ('district', True))
    """
    if _known(word):
        return word, False
    for ending, single in (("ies", "y"), ("es", ""), ("s", "")):
        base = word.removesuffix(ending) + single
        if word.endswith(ending) and _known(base):
            return base, True
    return word, False


def beside(words_around: Around) -> tuple[Cue, ...]:
    """Return the cues of one name: "X district", "Lake X", "the town of X", "X, another district"."""
    return together(joined_after(words_around), cues_before(words_around))


class Before(NamedTuple):
    """What the words before a name say: "Lake X", "the town of X".

    ``lies_in``: what is named before lies in the place; ``chain``: a dash joins the name to one before it.
    """

    joined: Cue | None
    of: Cue | None
    lies_in: bool
    chain: bool


def cues_before(words_around: Around) -> Before:
    """Return what the words before a name say."""
    lies_in, chain = _lies_in(words_around), _in_chain(words_around)
    return Before(_joined_before(words_around), _of(words_around), lies_in, chain)


def together(after: Cue | None, before: Before) -> tuple[Cue, ...]:
    """Return the cues of one name, of what the words after it say, and those before.

    The road "Abc–X road" is not X's alone.
    """
    if after and after.senses[0] == "road" and before.chain:
        after = None
    return tuple(cue for cue in (after, before.joined, None if after and before.lies_in else before.of) if cue)


def _lies_in(words_around: Around) -> bool:
    """Whether what is named before lies in the place: "a village of the X district", "Abc village of X district"."""
    before = words_around.before
    if before[0].small != "of":
        return before[0].small == "the"
    named = before[2]
    return bool(named.small in INDEFINITE or (named.capital and named.small != "the"))


def joined_after(words_around: Around) -> Cue | None:
    """Return what the words right after a name say: "X district"."""
    after = words_around.after
    if words_around.possessive or after[0].small not in _first_words():
        return None
    for count in range(_first_words()[after[0].small], 0, -1):
        phrase = words_around.phrase_after(count)
        found = designators().get(phrase) if after[count - 1].text else None
        if found:
            return Cue(found.senses, found.joins, f"“{phrase}” after it", phrase, count)
    return None


def _in_chain(words_around: Around) -> bool:
    """Whether a dash joins the name to one before it."""
    return words_around.before[0].text in DASHES and words_around.before[1].capital


@cache
def _first_words() -> dict[str, int]:
    """Return the first words of designators, and how many words the longest has that begins so."""
    phrases = [form.split() for form in sorted(designators(), key=lambda form: len(form.split()))]
    return {phrase[0]: len(phrase) for phrase in phrases}


def _joined_before(words_around: Around) -> Cue | None:
    word = words_around.before[0]
    of = int(word.small == "the")
    state_of = words_around.before[of].small == "of" and words_around.before[of + 1].small in _states()
    for count in (3, 2) if state_of else ():
        phrase = words_around.phrase_before(count)
        state = designators("state_of").get(phrase.removesuffix(" the"))
        if state and words_around.before[count - 1].text and not _no_state(words_around, count):
            return Cue(state.senses, True, f"“{phrase}” before it", beside=-count)
    found = designators("designator_before").get(word.small)
    if not found or not word.capital:
        return None
    return Cue(found.senses, found.joins, f"“{word.text}” before it", beside=-1)


def _no_state(words_around: Around, count: int) -> bool:
    """Whether the state is that of an office ("the Secretary of State of X") or a union is of people, not states."""
    word = words_around.before[count - 1]
    if word.small in words("union"):
        return not word.capital
    return word.small == "state" and words_around.before[count].small == "of"


@cache
def _states() -> frozenset[str]:
    return frozenset(form.split()[-2] for form in designators("state_of"))


def _of(words_around: Around) -> Cue | None:
    before = _unmarked(words_around.before)
    near, kinds = next(before), designators("designator_of")
    if near.small == "of":
        near = next(before)
    elif near.small in LINKS:
        near, kinds = next(before), _seats()
    elif not near.text or near.capital or near.text.endswith("."):
        return None
    else:
        kinds = _named_or_beside()
    if near.small not in _last_words():
        return None
    for phrase in (f"{next(before).small} {near.small}", near.small):
        found = kinds.get(phrase)
        if found:
            return Cue(found.senses, False, f"“{phrase}” before it")
    return None


def _unmarked(side: Side) -> Iterator[Word]:
    """Yield the words of a side without articles and quotation marks, the empty word when there are no more."""
    number = 0
    while True:
        if side[number].small not in SKIPPED:
            yield side[number]
        number += 1


@cache
def _named_or_beside() -> dict[str, Designator]:
    """Return what "the capital X" says, which "the capital of X" does not."""
    return designators("designator_of") | designators("designator_beside")


@cache
def _seats() -> dict[str, Designator]:
    """Return what "its centre was X" says, which "the centres of X" does not."""
    return designators("designator_beside") | designators("designator_seat")


@cache
def _last_words() -> frozenset[str]:
    return frozenset(form.split()[-1] for form in _named_or_beside() | _seats())


def of_list(first: Around, last: Around, count: int) -> Cue | None:
    """Return what the words around a whole list of names say: "the towns of A and B", "A and B, two regions"."""
    return _list_before(first) or _list_after(last, count) or (_taken_up(last) if count == 1 else None)


def _list_before(first: Around) -> Cue | None:
    before = first.before
    reach = 2 if before[0].small in {"of", "the", ","} else FAR if before[0].small in NAMELY else 1
    for word in islice(before, reach):
        single, plural = singular(word.small)
        found = _known(single)
        if found and plural:
            return Cue(found.senses, False, f"“{word.small}” before the list")
        if word.text in {".", ";", "!", "?"}:
            return None
    return None


def _list_after(last: Around, count: int) -> Cue | None:
    after = last.after
    if count > 1 and not last.possessive:
        single, plural = singular(after[0].small)
        found = _known(single)
        if found and plural:
            return Cue(found.senses, False, f"“{after[0].small}” after the list")
    if after[0].text in {",", "–", "—", "-", "("}:
        return _apposition(after, 1, count)
    return _apposition(after, 0, count) if after[0].small == "and" else None


def _taken_up(last: Around) -> Cue | None:
    """Read "X …, parts of the town": a designator with the article takes the name up again."""
    words_after = [word.small for word in last.after]
    for article, word, follows in zip(words_after, words_after[1:], [*words_after[2:], ""], strict=False):
        if article == "the" and word in TAKEN_UP and follows != "of":
            return Cue(designators("designator_of")[word].senses, False, f"“the {word}” after it")
    return None


def _apposition(after: Side, first: int, count: int) -> Cue | None:
    """Read "two remaining districts", "another district", "and other cities": a determiner, few words, a designator."""
    if after[first].small == "and":
        first += 1
        if after[first].small != "other":
            return None
    if after[first].small not in DETERMINERS and not after[first].text.isdigit():
        return None
    for word in islice(after, first, first + 5):
        single, plural = singular(word.small)
        found = _known(single)
        if found:
            return Cue(found.senses, False, f"“{word.small}” in apposition") if plural or count == 1 else None
        if word.capital or not word.text[0].isalnum() or word.small == "of":
            return None
    return None


@lru_cache(maxsize=1 << 14)
def _known(single: str) -> Designator | None:
    kinds = (designators(kind) for kind in ("designator_of", "designator", "designator_beside"))
    return next((kind[single] for kind in kinds if single in kind), None)
