"""The words around a name, or around a list of names, in; what kind of place they say it is out."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from karabakh.flows.places.around import Around, Word
from karabakh.flows.places.contexts import Designator, designators, words

DETERMINERS, NAMELY = words("determiner"), words("namely")
TAKEN_UP = frozenset({"city", "district", "town", "village"})
LONGEST = 5  # words in the longest designator (autonomous soviet socialist republic), and one


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


def beside(words_around: Around) -> list[Cue]:
    """Return the cues of one name: "X district", "Lake X", "the town of X", "X, another district"."""
    return [cue for cue in (_joined_after(words_around), _joined_before(words_around), _of(words_around)) if cue]


def _joined_after(words_around: Around) -> Cue | None:
    after = words_around.after
    if not after or after[0].small not in _first_words():
        return None
    for count in range(min(LONGEST, len(after)), 0, -1):
        phrase = words_around.phrase_after(count)
        found = designators().get(phrase)
        if found and not words_around.possessive:
            return Cue(found.senses, found.joins, f"“{phrase}” after it", phrase, count)
        if found and count == 1 and len(after) > 1:
            return None
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in designators())


def _joined_before(words_around: Around) -> Cue | None:
    if not words_around.before:
        return None
    word = words_around.before[0]
    for count in (3, 2) if word.small in {"of", "the"} else ():
        state = designators("state_of").get(words_around.phrase_before(count).removesuffix(" the"))
        if state and len(words_around.before) >= count:
            return Cue(state.senses, True, f"“{words_around.phrase_before(count)}” before it", beside=-count)
    found = designators("designator_before").get(word.small)
    if not found or not word.capital:
        return None
    return Cue(found.senses, found.joins, f"“{word.text}” before it", beside=-1)


def _of(words_around: Around) -> Cue | None:
    before = [word for word in words_around.before if word.small not in {"the", "“", '"', "‘", "'"}]
    kinds = designators("designator_of")
    if before and before[0].small == "of":
        before = before[1:]
    elif not before or before[0].capital or before[0].text.endswith("."):
        return None
    else:
        kinds = kinds | designators("designator_beside")  # the capital X, but not the capital of X
    for count in (2, 1):
        phrase = " ".join(word.small for word in reversed(before[:count]))
        found = kinds.get(phrase)
        if found and len(before) >= count:
            return Cue(found.senses, False, f"“{phrase}” before it")
    return None


def of_list(first: Around, last: Around, count: int) -> Cue | None:
    """Return what the words around a whole list of names say: "the towns of A and B", "A and B, two regions"."""
    return _list_before(first) or _list_after(last, count) or (_taken_up(last) if count == 1 else None)


def _list_before(first: Around) -> Cue | None:
    before = first.before
    if not before:
        return None
    reach = 2 if before[0].small in {"of", "the"} else 1
    if before[0].small in NAMELY or (before[0].text == "," and len(before) > 1):
        reach = len(before) if before[0].small in NAMELY else 2
    for word in before[:reach]:
        single, plural = singular(word.small)
        found = _known(single)
        if found and plural:
            return Cue(found.senses, False, f"“{word.small}” before the list")
        if word.text in {".", ";", "!", "?"}:
            return None
    return None


def _list_after(last: Around, count: int) -> Cue | None:
    after: Sequence[Word] = last.after
    if not after:
        return None
    if count > 1 and not last.possessive:
        single, plural = singular(after[0].small)
        found = _known(single)
        if found and plural:
            return Cue(found.senses, False, f"“{after[0].small}” after the list")
    if after[0].text in {",", "–", "—", "-", "("}:
        after = after[1:]
    elif after[0].small != "and":
        return None
    return _apposition(after, count)


def _taken_up(last: Around) -> Cue | None:
    """Read "X …, parts of the town": a designator with the article takes the name up again."""
    words_after = [word.small for word in last.after]
    for article, word, follows in zip(words_after, words_after[1:], [*words_after[2:], ""], strict=False):
        if article == "the" and word in TAKEN_UP and follows != "of":
            return Cue(designators("designator_of")[word].senses, False, f"“the {word}” after it")
    return None


def _apposition(after: Sequence[Word], count: int) -> Cue | None:
    """Read "two remaining districts", "another district", "and other cities": a determiner, few words, a designator."""
    if after and after[0].small == "and":
        after = after[1:]
        if not after or after[0].small != "other":
            return None
    if not after or (after[0].small not in DETERMINERS and not after[0].text.isdigit()):
        return None
    for word in after[:5]:
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
