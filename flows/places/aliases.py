"""The names found in a text in, those out that stand in brackets after another as its other name: "Shushi (Shusha)"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from karabakh.flows.places.contexts import designators
from karabakh.flows.places.cues import Cue
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import Index
from karabakh.flows.places.resolve import as_elsewhere

REACH = 34  # characters between the two names at most
_OPENS = re.compile(r"\s{1,3}\([^()]{0,30}")
_CLOSES = re.compile(r"[”\"’']?\)")


def aliases(text: str, found: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """Yield the pairs of a name and the one in brackets right after it, both in one sentence."""
    for one, other in pairwise(found):
        if (
            other.start - one.end <= REACH
            and one.sentence == other.sentence
            and _OPENS.fullmatch(text, one.end, other.start)
            and _CLOSES.match(text, other.end, other.sentence.end)
        ):
            yield one, other


def share_designator(text: str, found: Sequence[Hit]) -> None:
    """Let the designator behind the brackets say of both names what they are: "Shushi (Shusha) district"."""
    for one, other in aliases(text, found):
        words = [word.small for word in other.around.after]
        if ")" not in words[:2]:
            continue
        word = next(iter(words[words.index(")") + 1 :]), "")
        designator = designators().get(word)
        if designator:
            cue = Cue(designator.senses, False, f"“{word}” after the brackets", lasting=False)
            one.listed, other.listed = one.listed or cue, other.listed or cue


def agree(text: str, found: Sequence[Hit], index: Index) -> None:
    """Read a name that several places bear as the one place that its other name means."""
    for pair in aliases(text, found):
        for one, other in (pair, pair[::-1]):
            told, open_ = one.reading, other.reading
            if told and open_ and len(told.places) == 1 and len(open_.places) > 1 and told.places[0] in open_.places:
                other.reading = as_elsewhere(other.entry, told.places, index) or open_
