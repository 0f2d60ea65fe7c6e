"""Texts, their sentences and a gazetteer in, the places they name out."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from karabakh.flows.places.aliases import agree, share_designator
from karabakh.flows.places.answers import Answers
from karabakh.flows.places.around import WIDE, around, lists, without
from karabakh.flows.places.buffer import Buffer, Laid
from karabakh.flows.places.contexts import designators
from karabakh.flows.places.cues import of_list
from karabakh.flows.places.fold import HYPHENS, fold_name
from karabakh.flows.places.gazetteer import Gazetteer, Place
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import Index, index_of
from karabakh.flows.places.likely import leave_out_persons, leave_out_unlikely
from karabakh.flows.places.match import Match, look_up, matches
from karabakh.flows.places.mention import PlaceMention
from karabakh.flows.places.nonplaces import several
from karabakh.flows.places.record import Recorder
from karabakh.flows.places.resolve import Reading, as_elsewhere, beside_regions, default_place, settle
from karabakh.flows.places.unseen import Dull, pairs, strange, unseen
from karabakh.flows.portions import portions
from karabakh.flows.span import Mark, Span

BATCH_CHARACTERS = 1 << 20  # laid in one buffer: enough to hide what arrays cost, little enough for a processor's cache
ALWAYS = frozenset({"continent", "country"})  # what a bare name of such a place means, whatever else the text names
_JOINING, _AND = frozenset(HYPHENS), frozenset({"and", ",", ", and", "or"})
_PART = re.compile(rf"[^\s{re.escape(HYPHENS)}]+")


def find_places(
    text: str, sentences: Sequence[Span], gazetteer: Gazetteer, marks: Iterable[Mark] = ()
) -> list[PlaceMention]:
    """Return the places that ``text`` names, sorted, without overlap, each inside one of ``sentences``.

    ``sentences`` are sorted and do not overlap; what ``marks`` cover is read as if it were not there.
    """
    (found,) = find_all_places([Laid(text, sentences, tuple(marks))], gazetteer)
    return found


def find_all_places(texts: Iterable[Laid], gazetteer: Gazetteer) -> Iterator[list[PlaceMention]]:
    """Yield for each text what ``find_places`` returns; many small texts at once are found faster than one by one."""
    finder = _finder(gazetteer)
    for batch in portions(texts, BATCH_CHARACTERS):
        yield from finder.find(batch)


@lru_cache(maxsize=4)
def _finder(gazetteer: Gazetteer) -> "_Finder":
    return _Finder(index_of(gazetteer))


class _Finder:
    """One gazetteer's index, and what was learnt with it from the texts so far: only how to be faster."""

    def __init__(self, index: Index) -> None:
        self.index, self.dull = index, Dull()
        self.answers, self.recorder = Answers(), Recorder(index)

    def find(self, texts: Sequence[Laid]) -> Iterator[list[PlaceMention]]:
        """Yield the mentions of each text."""
        buffer = Buffer(texts, self.index.words)
        looked = look_up(buffer, self.index)
        names = matches(buffer, looked, self.index)
        odd = strange(buffer, looked, self.index, self.dull)
        name = word = 0
        for number, (base, after) in enumerate(pairwise(buffer.bases.tolist())):
            first, last = name, word
            while name < len(names) and names[name][0] < after:
                name += 1
            while word < len(odd) and odd[word][0] < after:
                word += 1
            found = names[first:name]
            yield self._mentions(texts[number], base, int(buffer.first_sentences[number]), found, odd[last:word])

    def _mentions(
        self, laid: Laid, base: int, sentence: int, names: Sequence[Match], odd: Sequence[tuple[int, int]]
    ) -> list[PlaceMention]:
        shown = without(laid.text, ((mark.start, mark.end) for mark in laid.marks)) if laid.marks else laid.text
        hits = self._hits(shown, laid.sentences, base, sentence, names, odd)
        if not hits:
            return []
        self._look(shown, hits)
        leave_out_persons(hits)
        for hit in hits:
            if not hit.no_place:
                self.recorder.read(hit)
        _recall(hits, self.index)
        if any(hit.entry.form in self.index.twofold for hit in hits):
            _as_in_list(shown, [hit for hit in hits if hit.reading and not hit.no_place], self.index)
        leave_out_unlikely(shown, hits)
        left = [hit for hit in hits if hit.reading and not hit.no_place]
        _settle(shown, left, self.index)
        return _apart(self.recorder.record(laid.text, hit) for hit in left)

    def _hits(
        self,
        text: str,
        sentences: Sequence[Span],
        base: int,
        first: int,
        names: Sequence[Match],
        odd: Sequence[tuple[int, int]],
    ) -> list[Hit]:
        """Return the hits of a text, which begins at ``base`` of the buffer, its sentences at number ``first``."""
        searched, hits, free = self.index.searched, list[Hit](), base
        for start, end, sentence, form in names:
            if start >= free:
                hits.append(Hit(text, start - base, end - base, sentences[sentence - first], searched[form]))
                free = end
        words = list(_in_sentences(odd, base, sentences))
        more = list(unseen(text, words, self.index, hits))
        more += pairs(text, self.index, [*hits, *unseen(text, words, self.index, hits, near=True)])
        if more:
            hits = _longest([*hits, *more])
        if any(hit.entry.borrowed for hit in hits):
            hits = [part for hit in hits for part in self._parts(hit)]
        return hits

    def _parts(self, hit: Hit) -> Iterator[Hit]:
        """Yield the hit, or the names inside it where it only names something together with a word that is not there.

        "Horadiz-Aghband" is a name of the highway before that word, else of two places.
        """
        words, free = list(_PART.finditer(hit.text, hit.start, hit.end)), hit.start
        if not hit.entry.borrowed or len(words) < 2 or self.answers.of(hit).own:
            yield hit
            return
        for first, last in ((one, other) for one in words for other in reversed(words)):
            if first.start() >= free and (first.start(), last.end()) != (hit.start, hit.end):
                entry = self.index.by_form.get(fold_name(hit.text[first.start() : last.end()]))
                if entry and not entry.borrowed:
                    yield Hit(hit.text, first.start(), last.end(), hit.sentence, entry)
                    free = last.end()

    def _look(self, text: str, hits: Sequence[Hit]) -> None:
        """Look at the words around each name, and around the lists of names."""
        for hit in hits:
            hit.answer = answer = self.answers.of(hit)
            hit.no_place, hit.event = answer.no_place, answer.event
        for run in lists(text, hits):
            if any(hit.entry.regional for hit in run):
                listed = of_list(around(text, run[0], WIDE), around(text, run[-1], WIDE), len(run))
                for hit in run:
                    hit.listed = listed
            for follows, hit in pairwise(reversed(run)):
                hit.in_list = follows.in_list = True
                between = text[hit.end : follows.start].strip()
                if between in _JOINING or (between in _AND and several(follows.event)):  # the X–Y war, X and Y clashes
                    hit.event = hit.event or follows.event
        share_designator(text, hits)


def _in_sentences(
    words: Iterable[tuple[int, int]], base: int, sentences: Sequence[Span]
) -> Iterator[tuple[int, int, Span]]:
    for start, end in words:
        at = bisect_right(sentences, start - base, key=attrgetter("start")) - 1
        if at >= 0 and end - base <= sentences[at].end:
            yield start - base, end - base, sentences[at]


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits without overlaps, the leftmost first and of these the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, bool(hit.spelt))):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _recall(hits: Sequence[Hit], index: Index) -> None:
    """Read a bare name as the text does where its words tell, if they tell the same each time.

    Only where the name stood bare there too: who writes "X district" for the one means the other by X.
    """
    told: dict[str, set[tuple[Place, ...]]] = defaultdict(set)
    for hit in hits:
        if hit.reading and hit.reading.cue and hit.reading.cue.lasting and not hit.reading.cue.beside:
            usual = default_place(hit.entry, index)
            if usual:
                told[usual].add(hit.reading.places)
    for hit in hits if told else ():
        if hit.reading and not hit.reading.cue and len(hit.reading.places) == 1 and not _says_what(hit):
            usual_place = hit.reading.places[0]
            meant = () if usual_place.type in ALWAYS else told.get(usual_place.place_id, ())
            if len(meant) == 1:
                (places,) = meant
                if places != hit.reading.places:
                    hit.reading = as_elsewhere(hit.entry, places, index) or hit.reading


def _says_what(hit: Hit) -> bool:
    """Whether the name itself says what it names: "Nakhchivan City"."""
    _, _, last = hit.surface.rpartition(" ")
    return last.lower() in designators() and last != hit.surface


def _as_in_list(text: str, hits: Sequence[Hit], index: Index) -> None:
    """Read the bare name of a town and a region as the region's in a list of regions."""
    for run in lists(text, hits):
        for hit in run:
            if hit.entry.form in index.twofold and hit.reading and not hit.reading.cue:
                others = [other.reading for other in run if other is not hit and other.reading]
                hit.reading = beside_regions(hit.entry, others, index) or hit.reading


def _settle(text: str, hits: Sequence[Hit], index: Index) -> None:
    """Choose between homonyms: by another name in brackets, by the places that the sentence, then the text, names."""
    if not any(_open(hit) for hit in hits):
        return
    agree(text, hits, index)
    document = _certain(hits)
    memory: dict[tuple[Reading, Span], Reading] = {}
    for sentence, group in groupby(hits, key=lambda hit: hit.sentence):
        members = list(group)
        here = _certain(members)
        for hit in members:
            if hit.reading and _open(hit):
                key = (hit.reading, sentence)
                if key not in memory:
                    memory[key] = settle(hit.reading, here, document)
                hit.reading = memory[key]


def _open(hit: Hit) -> bool:
    return hit.reading is not None and len(hit.reading.places) > 1


def _certain(hits: Iterable[Hit]) -> list[Place]:
    readings = (hit.reading for hit in hits)
    places = {r.places[0].place_id: r.places[0] for r in readings if r and len(r.places) == 1}
    return [place for _, place in sorted(places.items())]


def _apart(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """Drop a mention that a designator before it let grow into the one before."""
    kept: list[PlaceMention] = []
    last = 0
    for mention in mentions:
        if mention.start >= last:
            kept.append(mention)
            last = mention.end
    return kept
