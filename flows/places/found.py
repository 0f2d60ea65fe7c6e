"""The names of a batch of texts, settled as far as they are, in; those of each text in two parts out.

Plain names are mentions already; of the others a ``Hit`` each is looked at in the light of the whole text, to which
plain names contribute no more than the places they name.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import compress, repeat
from operator import add, attrgetter

import numpy as np

from karabakh.flows.places.around import without
from karabakh.flows.places.buffer import Buffer, Laid
from karabakh.flows.places.fold import Array
from karabakh.flows.places.gazetteer import Place
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import Entry
from karabakh.flows.places.match import Matches
from karabakh.flows.places.mention import PlaceMention
from karabakh.flows.places.plain import GROWN, LONE, OPEN, Plain
from karabakh.flows.text.span import Span


class Batch:
    """The names of the texts of a buffer. Those of texts with marks are all open: there the words beside are others."""

    def __init__(self, buffer: Buffer, names: Matches, plain: Plain, searched: Sequence[Entry]) -> None:
        self.buffer, self.names, self.searched = buffer, names, searched
        self.documents = np.searchsorted(buffer.first_sentences, names.sentences, "right") - 1
        settled = plain.of(buffer, names)
        self.plain, self.answers = plain, settled.answers
        self.kinds = np.where(buffer.marked[self.documents], OPEN, settled.kinds)
        self.settled = np.flatnonzero(self.kinds >= GROWN)
        self.known, self.plain_names = settled.known[self.settled], plain.known
        bases = buffer.bases[self.documents[self.settled]]
        self.starts, ends = names.starts[self.settled] - bases, names.ends[self.settled] - bases
        columns = (self.plain_names[number].columns for number in self.known.tolist())
        spans = zip(self.starts.tolist(), ends.tolist(), strict=True)
        # As PlaceMention._make, which takes twice as long.
        self.mentions = list(map(tuple.__new__, repeat(PlaceMention), map(add, spans, columns)))
        self.close = self._grow(bases)

    def _grow(self, bases: Array) -> set[int]:
        """Let mentions have the designators that belong to them; return the texts where they meet another then."""
        mentions, grown = self.mentions, np.flatnonzero(self.kinds[self.settled] == GROWN).tolist()
        for at in grown:
            number, base = int(self.settled[at]), int(bases[at])
            hit = self.plain.hit(self.buffer, self.names, number)
            start, end, columns = self.plain.grown(hit, int(self.known[at]), int(self.answers[number]))
            mentions[at] = PlaceMention(start - base, end - base, *columns)
        documents = self.documents[self.settled]
        return {
            int(documents[one])
            for at in grown
            for one, other in ((at - 1, at), (at, at + 1))
            if one >= 0 and other < len(mentions) and documents[one] == documents[other]
            and mentions[one].end > mentions[other].start
        }  # fmt: skip

    def texts(self, odd: Sequence[tuple[int, int]]) -> Iterator["list[PlaceMention] | Found"]:
        """Yield of each text its mentions, or where there is more to look at than plain names, what is found in it.

        ``odd``: the words that may be names spelt in a way that no list has.
        """
        opened = np.flatnonzero(self.kinds <= LONE)
        last = np.arange(1, len(self.buffer.texts) + 1)
        ends = (
            np.searchsorted(self.documents[opened], last),
            np.searchsorted([start for start, _ in odd], self.buffer.bases[1:]),
            np.searchsorted(self.documents[self.settled], last),
        )
        one = first = start = 0
        for number, (other, after, end) in enumerate(zip(*(column.tolist() for column in ends), strict=True)):
            if one == other and first == after and number not in self.close:
                yield self.mentions[start:end]
            else:
                yield Found(self, number, opened[one:other], slice(start, end), odd[first:after])
            one, first, start = other, after, end


class Found:
    """The names of one text: ``open`` ones, to be looked at, and plain ones; ``odd``: words to be looked at."""

    def __init__(
        self, batch: Batch, number: int, opened: Array, settled: slice, odd: Sequence[tuple[int, int]]
    ) -> None:
        self._batch, self._number, self._open, self._settled = batch, number, opened, settled
        self.laid: Laid = batch.buffer.texts[number]
        self._base, self._sentence = int(batch.buffer.bases[number]), int(batch.buffer.first_sentences[number])
        self._odd, self.close = odd, number in batch.close  # whether mentions of plain names meet
        self._taken = np.zeros(settled.stop - settled.start, np.bool_)  # plain names that are looked at after all
        marks = self.laid.marks
        self.text = without(self.laid.text, ((mark.start, mark.end) for mark in marks)) if marks else self.laid.text

    def hits(self) -> list[Hit]:
        """Return the names to look at."""
        return self._hits(self._open)

    def all_hits(self) -> list[Hit]:
        """Return all names of the text, none of which is plain from then on."""
        batch = self._batch
        first, last = np.searchsorted(batch.documents, (self._number, self._number + 1))
        self._open, self._settled, self._taken = np.arange(first, last), slice(0, 0), self._taken[:0]
        return self.hits()

    def odd(self) -> Iterator[tuple[int, int, Span]]:
        """Yield the start and end of odd words, and the sentences that hold them."""
        sentences = self.laid.sentences
        for start, end in self._odd:
            at = bisect_right(sentences, start - self._base, key=attrgetter("start")) - 1
            if at >= 0 and end - self._base <= sentences[at].end:
                yield start - self._base, end - self._base, sentences[at]

    def mentions(self) -> list[PlaceMention]:
        """Return the plain names."""
        mentions = self._batch.mentions[self._settled]
        return list(compress(mentions, (~self._taken).tolist())) if self._taken.any() else mentions

    def starts(self) -> list[int]:
        """Return where the plain names begin, without the designators that their mentions have."""
        starts: list[int] = self._batch.starts[self._settled][~self._taken].tolist()
        return starts

    def places(self, sentence: Span | None = None) -> dict[str, Place]:
        """Return the places that plain names mean, in the text or in one sentence of it, by id."""
        known, kept = self._batch.known[self._settled], ~self._taken
        if sentence is not None:
            starts = self._batch.starts[self._settled]
            part = slice(*np.searchsorted(starts, (sentence.start, sentence.end)))
            known, kept = known[part], kept[part]
        places = (self._batch.plain_names[number].place for number in set(known[kept].tolist()))
        return {place.place_id: place for place in places}

    def take(self, places: Container[str]) -> list[Hit]:
        """Return as hits the plain names that mean one of ``places`` without a word beside them that says so."""
        every, known = self._batch.plain_names, self._batch.known[self._settled]
        wanted = {one for one in set(known.tolist()) if every[one].place.place_id in places and not every[one].cue}
        self._taken = np.isin(known, list(wanted))
        return self._hits(self._batch.settled[self._settled][self._taken])

    def _hits(self, numbers: Array) -> list[Hit]:
        """Return the hits of names, with what the words beside them say."""
        batch, sentences, text, base = self._batch, self.laid.sentences, self.text, self._base
        columns = zip(*(column[numbers].tolist() for column in (*batch.names, batch.answers)), strict=True)
        hits = []
        for start, end, sentence, form, answer in columns:
            hit = Hit(text, start - base, end - base, sentences[sentence - self._sentence], batch.searched[form])
            if not self.laid.marks:  # else the words beside it are others than here
                hit.answer = batch.plain.answers.numbered[answer]
            hits.append(hit)
        return hits
