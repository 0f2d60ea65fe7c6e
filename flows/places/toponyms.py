"""A text, its sentences and a gazetteer in, the places it names out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from karabakh.flows.places.aliases import agree, share_designator
from karabakh.flows.places.around import WIDE, around, lists, without
from karabakh.flows.places.cues import of_list
from karabakh.flows.places.fold import HYPHENS, fold
from karabakh.flows.places.gazetteer import Gazetteer, Place
from karabakh.flows.places.index import Index, index_of
from karabakh.flows.places.likely import leave_out_persons, leave_out_unlikely
from karabakh.flows.places.look import Found, look
from karabakh.flows.places.match import Hit, broken_words, longest, scan
from karabakh.flows.places.mention import PlaceMention
from karabakh.flows.places.nonplaces import in_event
from karabakh.flows.places.record import record
from karabakh.flows.places.resolve import Reading, as_elsewhere, default_place, read, settle
from karabakh.flows.places.unseen import pairs, unseen
from karabakh.flows.span import Mark, Span


def find_places(
    text: str, sentences: Sequence[Span], gazetteer: Gazetteer, marks: Iterable[Mark] = ()
) -> list[PlaceMention]:
    """Return the places that ``text`` names, sorted, without overlap, each inside one of ``sentences``.

    ``sentences`` are sorted and do not overlap; what ``marks`` cover is read as if it were not there.
    """
    index = index_of(gazetteer)
    holes = [(mark.start, mark.end) for mark in marks]
    shown = without(text, holes) if holes else text
    found = [one for run in _runs(text, shown, sentences, index, holes) for one in _look(shown, run)]
    share_designator(shown, found)
    leave_out_persons(found)
    for one in found:
        if not one.no_place:
            one.reading = read(one.hit.entry, one.own, one.listed, index)
    _recall(found, index)
    leave_out_unlikely(text, found)
    left = [one for one in found if one.reading and not one.no_place]
    agree(shown, left, index)
    _settle(left)
    return _apart(record(text, shown, one, index) for one in left)


def _runs(
    text: str, shown: str, sentences: Sequence[Span], index: Index, holes: list[tuple[int, int]]
) -> list[list[Hit]]:
    """Return the hits of a text, names of one list together."""
    folded = fold(text, [*holes, *broken_words(text, index)])
    hits = scan(folded, index, sentences)
    hits += unseen(shown, index, sentences, hits)
    hits += pairs(shown, index, hits)
    return lists(shown, longest(hits))


def _look(text: str, run: list[Hit]) -> list[Found]:
    """Look at the words around each name of a list, and around the whole list."""
    found = [look(text, hit) for hit in run]
    several = any(row.place.tier != "world" for hit in run for row in hit.entry.rows)
    listed = of_list(around(text, run[0], WIDE), around(text, run[-1], WIDE), len(run)) if several else None
    for one, follows in zip(found, [*found[1:], None], strict=True):
        one.listed, one.in_list = listed, len(run) > 1
        one.event = in_event(one.around)
        if follows and text[one.hit.end : follows.hit.start].strip() in set(HYPHENS):  # the X–Y war
            one.event = one.event or in_event(follows.around)
    return found


def _recall(found: list[Found], index: Index) -> None:
    """Read a bare name as the text does where its words tell, if they tell the same each time.

    Only where the name stood bare there too: who writes "X district" for the one means the other by X.
    """
    told: dict[str, set[tuple[Place, ...]]] = defaultdict(set)
    for one in found:
        usual = default_place(one.hit.entry, index)
        if usual and one.reading and one.reading.cue and one.reading.cue.lasting and not one.reading.cue.beside:
            told[usual].add(one.reading.places)
    for one in found:
        usual = default_place(one.hit.entry, index)
        if usual and one.reading and not one.reading.cue and len(told.get(usual, ())) == 1:
            (places,) = told[usual]
            if places != one.reading.places:
                one.reading = as_elsewhere(one.hit.entry, places, index) or one.reading


def _settle(found: list[Found]) -> None:
    """Choose between homonyms by the places that the sentence, then the document, names beside them."""
    document = _certain(found)
    memory: dict[tuple[Reading, Span], Reading] = {}
    for sentence, group in groupby(found, key=lambda one: one.hit.sentence):
        members = list(group)
        here = _certain(members)
        for one in members:
            if one.reading and len(one.reading.places) > 1:
                key = (one.reading, sentence)
                if key not in memory:
                    memory[key] = settle(one.reading, here, document)
                one.reading = memory[key]


def _certain(found: Iterable[Found]) -> list[Place]:
    readings = (one.reading for one in found)
    places = {r.places[0].place_id: r.places[0] for r in readings if r and len(r.places) == 1}
    return [place for _, place in sorted(places.items())]


def _apart(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """Drop a mention that a designator before it let grow into the one before."""
    kept: list[PlaceMention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
