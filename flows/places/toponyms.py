"""Texts, their sentences and a gazetteer in, the places they name out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from karabakh.flows.places.aliases import agree, share_designator
from karabakh.flows.places.answers import Answers
from karabakh.flows.places.around import WIDE, around, lists
from karabakh.flows.places.buffer import Buffer, Laid
from karabakh.flows.places.contexts import designators
from karabakh.flows.places.cues import of_list
from karabakh.flows.places.fold import HYPHENS, fold_name
from karabakh.flows.places.found import Batch, Found
from karabakh.flows.places.gazetteer import Gazetteer, Place
from karabakh.flows.places.hit import UNASKED, Hit
from karabakh.flows.places.index import Index, index_of
from karabakh.flows.places.likely import leave_out_persons, leave_out_unlikely
from karabakh.flows.places.lookup import Lookup
from karabakh.flows.places.match import matches
from karabakh.flows.places.mention import PlaceMention
from karabakh.flows.places.nonplaces import several
from karabakh.flows.places.plain import NAME_PART, Plain
from karabakh.flows.places.record import Recorder
from karabakh.flows.places.resolve import Reading, as_elsewhere, beside_regions, default_place, settle
from karabakh.flows.places.unseen import pairs, unseen
from karabakh.flows.text.portions import portions
from karabakh.flows.text.span import Mark, Span

BATCH_CHARACTERS = 1 << 19  # laid in one buffer: enough to hide what arrays cost, little enough to use memory again
ALWAYS = frozenset({"continent", "country"})  # what a bare name of such a place means, whatever else the text names
_JOINING, _AND = frozenset(HYPHENS), frozenset({"and", ",", ", and", "or"})


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
        self.index, self.lookup = index, Lookup(index)
        self.answers, self.recorder = Answers(), Recorder(index)
        self.plain = Plain(index, self.answers, self.recorder)

    def find(self, texts: Sequence[Laid]) -> Iterator[list[PlaceMention]]:
        """Yield the mentions of each text."""
        buffer = Buffer(texts, self.index.words)
        looked = self.lookup.of(buffer)
        batch = Batch(buffer, matches(buffer, looked, self.index), self.plain, self.index.searched)
        for found in batch.texts(looked.strange):
            yield self._mentions(found) if isinstance(found, Found) else found

    def _mentions(self, found: Found) -> list[PlaceMention]:
        text, hits = found.text, self._hits(found)
        self._look(text, hits)
        leave_out_persons(hits)
        for hit in hits:
            if not hit.no_place:
                self.recorder.read(hit)
        hits = _recall(hits, found, self.recorder)
        if any(hit.entry.form in self.index.twofold for hit in hits):
            _as_in_list(text, [hit for hit in hits if hit.reading and not hit.no_place], self.index)
        leave_out_unlikely(text, hits)
        left = [hit for hit in hits if hit.reading and not hit.no_place]
        _settle(text, left, found, self.index)
        looked_at = [self.recorder.record(found.laid.text, hit) for hit in left]
        grown = any(hit.end - hit.start != len(one.surface) for hit, one in zip(left, looked_at, strict=True))
        if not grown and not found.close:
            return sorted([*looked_at, *found.mentions()], key=itemgetter(0))
        starts = [hit.start for hit in left]
        return _apart([*zip(starts, looked_at, strict=True), *zip(found.starts(), found.mentions(), strict=True)])

    def _hits(self, found: Found) -> list[Hit]:
        """Return the hits of a text."""
        hits, words = found.hits(), list(found.odd())
        more = list(unseen(found.text, words, self.index, hits))
        more += pairs(found.text, self.index, [*hits, *unseen(found.text, words, self.index, hits, near=True)])
        if more:
            hits = _longest([*found.all_hits(), *more])
        if any(hit.entry.borrowed for hit in hits):
            hits = [part for hit in hits for part in self._parts(hit)]
        return hits

    def _parts(self, hit: Hit) -> Iterator[Hit]:
        """Yield the hit, or the names inside it where it only names something together with a word that is not there.

        "Horadiz-Aghband" is a name of the highway before that word, else of two places.
        """
        words, free = list(NAME_PART.finditer(hit.text, hit.start, hit.end)), hit.start
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
            hit.answer = answer = self.answers.of(hit) if hit.answer is UNASKED else hit.answer
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


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits without overlaps, the leftmost first and of these the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, bool(hit.spelt))):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _recall(hits: list[Hit], found: Found, recorder: Recorder) -> list[Hit]:
    """Read a bare name as the text does where its words tell, if they tell the same each time; return all hits.

    Only where the name stood bare there too: who writes "X district" for the one means the other by X.
    """
    told: dict[str, set[tuple[Place, ...]]] = defaultdict(set)
    for hit in hits:
        if hit.reading and hit.reading.cue and hit.reading.cue.lasting and not hit.reading.cue.beside:
            usual = default_place(hit.entry, recorder.index)
            if usual:
                told[usual].add(hit.reading.places)
    if not told:
        return hits
    taken = found.take(told)
    for hit in taken:
        hit.event = hit.answer.event
        recorder.read(hit)
    hits = sorted([*hits, *taken], key=attrgetter("start"))
    for hit in hits:
        if hit.reading and not hit.reading.cue and len(hit.reading.places) == 1 and not _says_what(hit):
            usual_place = hit.reading.places[0]
            meant = () if usual_place.type in ALWAYS else told.get(usual_place.place_id, ())
            if len(meant) == 1:
                (places,) = meant
                if places != hit.reading.places:
                    hit.reading = as_elsewhere(hit.entry, places, recorder.index) or hit.reading
    return hits


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


def _settle(text: str, hits: Sequence[Hit], found: Found, index: Index) -> None:
    """Choose between homonyms: by another name in brackets, by the places that the sentence, then the text, names."""
    if not any(_open(hit) for hit in hits):
        return
    agree(text, hits, index)
    document = _certain(hits, found.places())
    memory: dict[tuple[Reading, Span], Reading] = {}
    for sentence, group in groupby(hits, key=lambda hit: hit.sentence):
        members = list(group)
        opened = [hit for hit in members if _open(hit)]
        here = _certain(members, found.places(sentence)) if opened else []
        for hit in opened:
            if hit.reading:
                key = (hit.reading, sentence)
                if key not in memory:
                    memory[key] = settle(hit.reading, here, document)
                hit.reading = memory[key]


def _open(hit: Hit) -> bool:
    return hit.reading is not None and len(hit.reading.places) > 1


def _certain(hits: Iterable[Hit], others: dict[str, Place]) -> list[Place]:
    readings = (hit.reading for hit in hits)
    places = {r.places[0].place_id: r.places[0] for r in readings if r and len(r.places) == 1}
    return [place for _, place in sorted((places | others).items())]


def _apart(mentions: Iterable[tuple[int, PlaceMention]]) -> list[PlaceMention]:
    """Drop a mention that a designator before it let grow into the one before; each comes with its name's start."""
    kept: list[PlaceMention] = []
    last = 0
    for _, mention in sorted(mentions, key=itemgetter(0)):
        if mention.start >= last:
            kept.append(mention)
            last = mention.end
    return kept
