"""A stretch of text without spaces in, its words out as rules see them: known words as written, others by their shape.

What a rule can see of a word that is in no list of contexts.csv is whether it begins with a capital, is all capitals, a
number, an initial, ends with a stop, or has one of the listed endings. So words of one shape are one word here, and
what is remembered of one holds for all. Words of the same lists that no evidence shows are one word as well. Which
lists count depends on the side of the name: no rule asks for a title after it.
"""

from functools import cached_property

from karabakh.flows.places.around import ENDING, WORDS, word_of
from karabakh.flows.places.contexts import classes, words

MEMORY = 1 << 17  # stretches remembered
_DESIGNATORS = frozenset(
    {"designator", "designator_before", "designator_beside", "designator_of", "designator_seat", "state_of"}
)
_SHOWN = _DESIGNATORS | {"event", "event_before"}  # evidence shows their words
_ENDINGS = ("adjective_ending", "person_ending", "surname_ending")


class Shapes:
    """The shapes of words on one side of a name, where the lists ``kinds`` count, and ``asked``, which rules name."""

    def __init__(self, kinds: str, asked: str) -> None:
        self._kinds, self._asked = frozenset(kinds.split()), frozenset(asked.split())
        self.known: dict[str, tuple[str, ...]] = {}  # the stretches met so far

    def of(self, stretch: str) -> tuple[str, ...]:
        """Return the words of a stretch as rules see them.

        >>> AFTER.of("Baghramyan,"), AFTER.of("district"), AFTER.of("1,200"), AFTER.of("J."), AFTER.of("whereupon")
        (('Xxxxyan', ','), ('district',), ('0', ',', '0'), ('X.',), ('xxxx',))
        """
        found = self.known.get(stretch)
        if found is None:
            found = tuple(map(self._shape, WORDS.findall(stretch)))
            if len(self.known) < MEMORY:
                self.known[stretch] = found
        return found

    def _shape(self, text: str) -> str:
        """Return the word, or the one that stands for all that no rule tells from it, written as it is."""
        small, bare = word_of(text).small, ENDING.sub("", text) or text
        if not text[0].isalnum() or small in self._shown:
            return text
        if small in self._classes and len(bare) > 1:
            shape = _cased(self._alike[self._classes[small], self._ending(small)], bare)
        elif bare.isdigit():
            shape = "0"
        elif len(bare) == 1:
            shape = bare if small in self._classes else _cased("x", bare)
        else:
            shape = _cased("xxxx" + (self._ending(bare) if bare[0].isupper() else ""), bare)
            shape = shape if bare.isalpha() else f"{shape[:2]}-{shape[2:]}"
        return shape + text[len(bare) :]

    def _ending(self, text: str) -> str:
        small = text.lower()
        if not small.endswith(self._endings):
            return ""
        return next((ending for ending in self._endings if small.endswith(ending)), "")

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        endings = {"o"} | words(_ENDINGS[0]) | words(_ENDINGS[1]) | words(_ENDINGS[2])
        return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))

    @cached_property
    def _classes(self) -> dict[str, frozenset[str]]:
        """The forms that count on this side, and which of its lists they are in."""
        return {form: kinds & self._kinds for form, kinds in classes().items() if kinds & self._kinds}

    @cached_property
    def _shown(self) -> frozenset[str]:
        """The words that evidence shows, or that rules look for in phrases."""
        shown = {form for form, kinds in self._classes.items() if kinds & _SHOWN}
        phrases = {form for form in self._classes if not form.isalpha()}
        return frozenset(part for form in shown | phrases for part in (form, *WORDS.findall(form))) | self._asked

    @cached_property
    def _alike(self) -> dict[tuple[frozenset[str], str], str]:
        """One word for all words that are in the same lists and end alike."""
        found: dict[tuple[frozenset[str], str], str] = {}
        for form, kinds in sorted(self._classes.items(), key=lambda item: (len(item[0]), item[0])):
            if form.isalpha() and len(form) > 1 and form not in self._shown:
                found.setdefault((kinds, self._ending(form)), form)
        return found


def _cased(shape: str, text: str) -> str:
    if text.isupper() and (len(text) > 1 or len(shape) == 1):
        return shape.upper()
    return shape.capitalize() if text[0].isupper() else shape


BEFORE = Shapes(
    "article another bearer club club_noun designator_before designator_beside designator_of designator_seat direction "
    "document_at document_of event_before given_name naming no_forename occupation office organisation organisation_of "
    "orient place_preposition security_in state_of title treaty_of union waters work",
    "a an for is of on the was",
)
_AFTER = (
    "belonging building club_after club_noun cup designator document document_gap event event_gap minister no_forename "
    "office organisation organisation_late portfolio product sequence sport thoroughfare title"
)
AFTER = Shapes(_AFTER, "and for league of on the")
AFTER_ACRONYM = Shapes(f"{_AFTER} after_acronym", "and for league of on the")
