"""A gazetteer in, what a text is searched with out: the forms of all names, and the ways to unseen spellings."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from karabakh.flows.places.contexts import SETTLEMENTS, designators
from karabakh.flows.places.firstwords import FirstWords
from karabakh.flows.places.fold import LETTER, fold_name
from karabakh.flows.places.gazetteer import Gazetteer, Name, Place
from karabakh.flows.places.phrases import Phrases
from karabakh.flows.places.spelling import Spelling

REGIONS = frozenset({"province", "region"})
MIN_PLURAL = 5  # letters of a name that may have a plural s
# places.csv's types; a designator may also say what is none of them (khanate, autonomous, republic).
TYPES = frozenset(
    {
        "city", "continent", "corridor", "country", "de_facto_state", "district",
        "fortress", "historic_state", "lake", "monastery", "mountain", "pass",
        "province", "quarter", "region", "reservoir", "river", "road",
        "sea", "site", "town", "valley", "village",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One reading of a form: a gazetteer name of a place.

    ``sense`` is the place's type, or what the designator cut off the name says; ``derived``: the form is the name
    without its designator (Lachin of "Lachin District"), so that it means this place only beside such a word.
    """

    place: Place
    name: Name
    sense: str
    derived: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """All readings of one folded form."""

    form: bytes
    rows: tuple[Row, ...]
    acronym: bool  # every name is written in capitals: only so is it a name (US, not us)
    core: bool  # of a core place
    regional: bool  # of a place of the core or the tail
    borrowed: bool  # a name only together with a designator

    def places(self, *, derived: bool = True) -> dict[str, Place]:
        """Return the places that bear the form, by id."""
        return {row.place.place_id: row.place for row in self.rows if derived or not row.derived}


class Index:
    """What is derived from one gazetteer, each part when first needed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        rows: dict[bytes, list[Row]] = defaultdict(list)
        for name in gazetteer.names:
            place = gazetteer.places[name.place_id]
            if name.kind != "adjective" and not place.replaced_by:
                for form, row in _rows(name, place):
                    rows[form].append(row)
        self.entries = [_entry(form, found) for form, found in sorted(rows.items())]
        # filled as names are met: what a bare name means, and whether it is written as a name
        self.bare: dict[bytes, Any] = {}
        self.written: dict[tuple[str, int, bool], bool] = {}
        self.names: dict[tuple[str, bytes, tuple[str, ...]], tuple[Sequence[Row], bool]] = {}
        self.by_form = {entry.form: entry for entry in self.entries}

    @cached_property
    def first_words(self) -> FirstWords:
        """The first words of what is searched."""
        return FirstWords([entry.form for entry in self.searched], list(map(_has_plural, self.searched)))

    @cached_property
    def phrases(self) -> Phrases:
        """The names of several words among what is searched."""
        return Phrases(self.first_words)

    @cached_property
    def acronyms(self) -> NDArray[np.bool_]:
        """Which of what is searched are names only in capitals."""
        return np.array([entry.acronym for entry in self.searched], np.bool_)

    @cached_property
    def borrowed(self) -> NDArray[np.bool_]:
        """Which of what is searched are names only together with a designator."""
        return np.array([entry.borrowed for entry in self.searched], np.bool_)

    @cached_property
    def searched(self) -> list[Entry]:
        """The entries looked for in a text: all but "X district", found by the words around X."""
        return [entry for entry in self.entries if not all(map(_found_by_base, entry.rows))]

    @cached_property
    def twofold(self) -> frozenset[bytes]:
        """The forms that are names both of a town and of a region or province."""
        kinds = {entry.form: {row.place.type for row in entry.rows if not row.derived} for entry in self.entries}
        return frozenset(form for form, types in kinds.items() if types & SETTLEMENTS and types & REGIONS)

    @cached_property
    def words(self) -> frozenset[bytes]:
        """The words that names consist of."""
        return frozenset(word for entry in self.entries for word in entry.form.split(b" "))

    @cached_property
    def forms_of(self) -> dict[str, set[bytes]]:
        """The forms of each place."""
        forms: dict[str, set[bytes]] = defaultdict(set)
        for entry in self.entries:
            for place_id in entry.places():
                forms[place_id].add(entry.form)
        return forms

    def kin(self, entry: Entry) -> Iterator[Row]:
        """Yield the readings of all names of the entry's places: what "Şuşa district" may be if only Shusha has one."""
        own = entry.places(derived=False) or entry.places()
        forms = {form for place_id in sorted(own) for form in self.forms_of[place_id]}
        for form in sorted(forms):
            yield from self.by_form[form].rows

    @cached_property
    def spelling(self) -> Spelling:
        """The long Latin names of core places, words written as one."""
        return Spelling(iter(self.by_letters))

    @cached_property
    def by_letters(self) -> dict[str, bytes]:
        """Names of core places as letters alone, to their form."""
        return {
            entry.form.replace(b" ", b"").decode("latin-1"): entry.form
            for entry in self.entries
            if entry.form.replace(b" ", b"").isalpha() and entry.form.isascii()
            and any(row.place.tier == "core" and not row.derived for row in entry.rows)
        }  # fmt: skip


@lru_cache(maxsize=4)
def _index(checksum: str, gazetteer: Gazetteer) -> Index:
    return Index(gazetteer)


def index_of(gazetteer: Gazetteer) -> Index:
    """Return the gazetteer's index, built once a process."""
    return _index(gazetteer.checksum, gazetteer)


def _rows(name: Name, place: Place) -> Iterator[tuple[bytes, Row]]:
    for form in _forms(name.name):
        yield form, Row(place, name, place.type, derived=False)
        for base, sense in _bases(form, place.type):
            yield base, Row(place, name, sense, derived=True)


def _forms(name: str) -> Iterator[bytes]:
    """Yield the ways to write a name: the Armenian letter ev is also written as the two that it is made of."""
    for ev in ("և", "եւ", "եվ") if "և" in name else ("",):
        form = fold_name(name.replace("և", ev) if ev else name)
        if form and (LETTER[form[0]] or any(LETTER[byte] for byte in form)):
            yield form


def _bases(form: bytes, kind: str) -> Iterator[tuple[bytes, str]]:
    """Yield a name without its designator, and what that designator says the place is.

    Not of countries and seas: what is left of United Kingdom or Black Sea names nothing.
    """
    if kind in {"country", "sea"}:
        return
    words = form.split(b" ")
    for cut in range(1, min(len(words), 5)):
        tail = designators().get(b" ".join(words[cut:]).decode("latin-1")) if len(words) - cut <= 4 else None
        if tail:
            sense = kind if kind in tail.senses else tail.senses[0] if tail.senses[0] not in TYPES else None
            if sense:
                yield b" ".join(words[:cut]), sense
            return
    head = designators("designator_before").get(words[0].decode("latin-1")) if len(words) > 1 else None
    if head and kind in head.senses:
        yield b" ".join(words[1:]), kind


def _entry(form: bytes, rows: list[Row]) -> Entry:
    if len(rows) == 1:  # as most have
        tier = rows[0].place.tier
        return Entry(form, tuple(rows), _acronym(rows), tier == "core", tier != "world", rows[0].derived)
    tiers = {row.place.tier for row in rows}
    return Entry(
        form, _distinct(rows), _acronym(rows), "core" in tiers, tiers != {"world"}, all(row.derived for row in rows)
    )


def _has_plural(entry: Entry) -> bool:
    """Whether a form with an s is several of the name ("the two Koreas"); of a city elsewhere it is another's name."""
    rows = entry.rows
    elsewhere = all(row.place.tier == "world" and row.place.type in SETTLEMENTS for row in rows)
    return len(entry.form) >= MIN_PLURAL and not elsewhere


def _found_by_base(row: Row) -> bool:
    if row.derived or row.place.type not in {"district", "province"}:
        return False
    return any(True for _ in _bases(fold_name(row.name.name), row.place.type))


def _distinct(rows: list[Row]) -> tuple[Row, ...]:
    """Drop derived readings that say no more than that of a place which bears the form outright."""
    outright = {(row.place.place_id, row.sense) for row in rows if not row.derived}
    kept = [row for row in rows if not (row.derived and (row.place.place_id, row.sense) in outright)]
    return tuple(sorted(kept, key=lambda row: (row.place.place_id, row.name.name, row.name.tradition)))


def _acronym(rows: list[Row]) -> bool:
    names = [row.name.name for row in rows]
    return all(name.upper() == name and name.lower() != name and len(name) <= 6 for name in names)
