"""Names of a buffer in; those whose place follows from the name and the words beside it alone settled as arrays, out.

Most names of most texts are such: a country in a plain sentence. What the rest of a text can change is left to be
looked at name by name: names of the region, doubtful and ambiguous ones, and all in a list with one.
"""

import re
from typing import Any, NamedTuple

import numpy as np

from karabakh.flows.places.aliases import REACH
from karabakh.flows.places.answers import Answers, Behaviour, behaviour
from karabakh.flows.places.around import NARROW, POSSESSIVE, reach_of
from karabakh.flows.places.beside import Beside, Names
from karabakh.flows.places.buffer import PAD, Buffer
from karabakh.flows.places.capitals import LONGEST, has_byte, written
from karabakh.flows.places.contexts import words
from karabakh.flows.places.cues import Cue
from karabakh.flows.places.fold import HYPHENS, SMALL_S, UNKNOWN, Array
from karabakh.flows.places.gazetteer import Place
from karabakh.flows.places.hit import Hit
from karabakh.flows.places.index import Index
from karabakh.flows.places.match import Matches
from karabakh.flows.places.memory import MISSING, Memory, Rows
from karabakh.flows.places.record import Recorder
from karabakh.flows.text.span import Span

# What is settled of a name: nothing, nor of any in a list with it; nothing; that it names no place; all but how far its
# designator reaches; everything; everything if it is in no list.
OPEN, LONE, NOTHING, GROWN, PLAIN, _EVENT = range(6)
_KIND_BITS = 3
MEMORY = 1 << 16  # written forms remembered, and names that are plain among certain words
NAME_PART = re.compile(rf"[^\s{re.escape(HYPHENS)}]+")
_BITS = 16
_FORM = 0
_FAR = NARROW[0]
_QUOTE, _BRACKET = ord("'"), ord("(")


class Settled(NamedTuple):
    """Of each name: what is settled (``OPEN`` to ``PLAIN``), the numbers of what is known of it and of its answer."""

    kinds: Array
    known: Array
    answers: Array


class PlainName(NamedTuple):
    """What follows from a plain name and its answer: ``columns`` are those of its mention from the surface on.

    ``grown``: the same for each surface with the designator, where one belongs to the mention.
    """

    place: Place
    cue: Cue | None
    columns: tuple[Any, ...]
    grown: dict[str, tuple[Any, ...]]


class Plain:
    """What was learnt of names by their written form and the words beside them.

    ``known``: the plain ones by number.
    """

    def __init__(self, index: Index, answers: Answers, recorder: Recorder) -> None:
        self.index, self.answers, self._recorder = index, answers, recorder
        self._beside, self._behaviours = Beside(answers), dict[Behaviour, int]()
        self._forget()

    def _forget(self) -> None:
        self._settled, self.known = Memory(_BITS), list[PlainName]()
        self._forms: dict[tuple[str, int], int] = {}  # the number of each written form
        self._rows = Rows(4)  # of each: its form, what rules see of it, whether it is an acronym, whether it is open
        self._spelt = Memory(_BITS)

    def of(self, buffer: Buffer, names: Matches) -> Settled:
        """Settle what can be settled of the names of a buffer."""
        if max(len(self._forms), len(self.known)) > MEMORY:
            self._forget()
        starts, ends, sentences, _ = names
        forms_written = self._written(buffer, names)
        _, behaviours, acronyms, opened = self._rows.columns(forms_written)
        low = np.maximum(buffer.sentence_starts[sentences], starts - _FAR)
        high = np.minimum(buffer.sentence_ends[sentences], ends + _FAR)
        signs = _possessives(buffer, ends, high)
        kinds = 2 * behaviours + (signs > 0)

        def hit(number: int) -> Hit:
            return self.hit(buffer, names, number)

        beside = Names(starts, ends + signs, low, high, kinds, acronyms > 0)
        answers = self._beside.of(buffer, beside, hit)
        heads, tails = forms_written.astype(np.uint64), answers.astype(np.uint64)
        settled = self._settled.learn(heads, tails, lambda number: self._settle(hit(number), int(answers[number])))
        kinds = settled & (1 << _KIND_BITS) - 1
        kinds[(opened > 0) | (buffer.raw[ends + PAD] == SMALL_S)] = OPEN
        return Settled(_with_lists(buffer, names, kinds), settled >> _KIND_BITS, answers)

    def hit(self, buffer: Buffer, names: Matches, number: int) -> Hit:
        """Return the hit of one of the names, in the text of the buffer."""
        start, end, sentence, form = (int(column[number]) for column in names)
        within = Span(int(buffer.sentence_starts[sentence]), int(buffer.sentence_ends[sentence]))
        return Hit(buffer.text, start, end, within, self.index.searched[form])

    def grown(self, hit: Hit, known: int, answer: int) -> tuple[int, int, tuple[Any, ...]]:
        """Return where the mention of a ``GROWN`` name begins and ends, and its columns from the surface on."""
        name = self.known[known]
        start, end = reach_of(hit.text, hit, name.cue.beside if name.cue else 0)
        surface = hit.text[start:end]
        if surface not in name.grown:
            hit.answer = self.answers.numbered[answer]
            self._recorder.read(hit)
            name.grown[surface] = self._recorder.record(hit.text, hit)[2:]
        return start, end, name.grown[surface]

    def _written(self, buffer: Buffer, names: Matches) -> Array:
        """Return the numbers of written forms; short ones are known by their bytes."""
        starts, ends, _, forms = names
        short = ends - starts <= LONGEST
        heads, tails, _ = written(buffer.raw, starts + PAD, np.minimum(ends - starts, LONGEST))
        short &= ~(has_byte(heads, UNKNOWN) | has_byte(tails, UNKNOWN))
        found = self._spelt.find(heads, tails)
        new = np.flatnonzero(~short | (found == MISSING) | (self._rows.columns(found)[_FORM] != forms))
        for number in new.tolist():
            form = buffer.text[starts[number] : ends[number]], int(forms[number])
            known = self._forms.get(form)
            found[number] = self._form(*form) if known is None else known
        new = new[short[new]]
        self._spelt.add(heads[new], tails[new], found[new])
        return found

    def _form(self, surface: str, form: int) -> int:
        """Return the number of a written form that is new."""
        number = self._forms[surface, form] = len(self._forms)
        entry = self.index.searched[form]
        several = entry.borrowed and len(NAME_PART.findall(surface)) > 1
        self._rows.add(
            form,
            self._behaviours.setdefault(behaviour(surface, entry), len(self._behaviours)),
            surface.lower() in words("acronym_attribute"),
            entry.regional or entry.core or entry.form in self.index.twofold or several,
        )
        return number

    def _settle(self, hit: Hit, number: int) -> int:
        """Return what is settled of a name by its answer, with the number of what is known of it."""
        answer = hit.answer = self.answers.numbered[number]
        if answer.no_place:
            return OPEN if answer.event else NOTHING
        hit.event = answer.event
        self._recorder.read(hit)
        known = hit.known
        if known is None or hit.reading is None:
            return OPEN if answer.event else NOTHING
        cue = hit.reading.cue
        if hit.doubtful or len(hit.reading.places) > 1:
            return OPEN
        if (answer.own and cue not in answer.own) or (cue and cue.lasting and not cue.beside):
            return OPEN if answer.event else LONE
        if answer.event and not known.mention:
            return OPEN
        self.known.append(PlainName(hit.reading.places[0], cue, (hit.surface, *(known.mention or ())), {}))
        return (len(self.known) - 1 << _KIND_BITS) + (_EVENT if answer.event else PLAIN if known.mention else GROWN)


def _possessives(buffer: Buffer, ends: Array, high: Array) -> Array:
    """Return how long a possessive s and its apostrophe are after each name."""
    signs, after = np.zeros(len(ends), np.int64), buffer.raw[ends + PAD]
    for number in np.flatnonzero((after == _QUOTE) | (after == SMALL_S) | (after == UNKNOWN)).tolist():
        own = POSSESSIVE.match(buffer.text, int(ends[number]), int(high[number]))
        signs[number] = own.end() - own.start() if own else 0
    return signs


def _with_lists(buffer: Buffer, names: Matches, kinds: Array) -> Array:
    """Leave open what may be in a list with an open name, or is another name in brackets of the one before."""
    starts, ends, sentences, _ = names
    near = (starts[1:] - ends[:-1] <= REACH) & (sentences[1:] == sentences[:-1])
    after = buffer.raw[ends[:-1] + PAD + 1], buffer.raw[ends[:-1] + PAD + 2], buffer.raw[ends[:-1] + PAD + 3]
    bracket = np.flatnonzero(near & np.logical_or.reduce([signs == _BRACKET for signs in after]))
    kinds[bracket] = OPEN
    groups = np.concatenate(([0], np.cumsum(~near)))[: len(kinds)]
    event = np.flatnonzero(kinds == _EVENT)
    kinds[event] = np.where(np.bincount(groups, minlength=1)[groups[event]] > 1, OPEN, PLAIN)
    opened = np.zeros(len(kinds), np.bool_)
    opened[groups[kinds == OPEN]] = True
    return np.where(opened[groups], OPEN, kinds)
