"""A name in any of the gazetteer's scripts in, the sounds that its romanisations share out.

Spellings that the gazetteer does not list (Dzhebrail, Shoushi) are known names romanised by another system. Instead of
listing every combination, a name and a word of a text are both reduced to their sounds and compared. A word of a text
is read in one way only, as English print has it (dzh and dj are one sound, kh and x another). A name is heard as its
own letters sound, and again as English would read what each system writes that English reads otherwise (ş is ch in
French, sch in German). Where a system leaves two readings open (ə is a or e, Armenian t is also read d), the sounds
are merged for names that have such a letter, never for others.

sounds.csv has the letters of all systems and the source of each row: of the systems ``X in Y`` what the letters of X
are written as in Y, of the others what they sound like; ``^`` and ``$`` are where a word begins and ends.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from karabakh.flows.places.fold import APOSTROPHES

MIN_LETTERS, MIN_SOUNDS = 5, 4
# Capitals among the sounds: S and C are sh and ch, the others have two readings.
PLAIN = str.maketrans("AIUOQ", "aiuog")
VOWELS = str.maketrans("AIUOQeuo", "aiiogaio")  # a and e, i and u are one
VOICE = str.maketrans("gdbjzcQ", "ktpCssk")
MERGES = ((False, False), (True, False), (False, True), (True, True))  # (vowels, voice), the finest first
_MERGED = {
    (vowels, voice): {
        ord(sound): sound.translate(VOWELS if vowels else {}).translate(VOICE if voice else {}).translate(PLAIN)
        for sound in "AIUOQSCabcdefghijklmnopqrstuvwxyz"
    }
    for vowels, voice in MERGES
}
UNHEARD = "."
_DOUBLE = re.compile(r"([^\n])\1+")


class Sounds(NamedTuple):
    """A name's sounds, and which pairs of sounds its romanisations confuse."""

    sounds: str
    vowels: bool = False
    voice: bool = False
    least: int = 0  # sounds that a key must have: the more ways to write a name are tried, the more


class _Letters(dict[int, str]):
    """What single letters sound like: one of no rule as without its diacritics, one of another script like no other."""

    def __missing__(self, point: int) -> str:
        base = unicodedata.normalize("NFKD", chr(point))[0]
        found = self.get(ord(base)) or ("" if not base.isalpha() else base if base.isascii() else UNHEARD)
        if point < 0x10000:  # bounded, whatever the text
            self[point] = found
        return found


def _table() -> dict[str, dict[str, str]]:
    systems: dict[str, dict[str, str]] = defaultdict(dict)
    lines = (files("karabakh.flows.places") / "sounds.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        systems[row["system"]][row["letters"]] = row["sound"]
    return systems | {"azerbaijani": systems["english"] | systems["azerbaijani"]}


_LINES = {ord(char): char for char in ("\n", UNHEARD)}  # many names are read at once, one a line


def _reader(table: dict[str, str]) -> Callable[[str], str]:
    """Return what replaces letters as the table says: several that are one sound first, then each by itself."""
    several = {letters: sound for letters, sound in table.items() if len(letters) > 1}
    singles = _Letters({ord(letter): sound for letter, sound in table.items() if len(letter) == 1} | _LINES)
    pattern = "|".join(re.escape(letters) for letters in sorted(several, key=len, reverse=True))
    if not several:
        return lambda word: word.translate(singles)
    replace = re.compile(pattern).sub
    return lambda word: replace(lambda found: several[found.group()], word).translate(singles)


_READERS = {system: _reader(table) for system, table in _table().items()}
_WRITERS = {
    script: [write for system, write in _READERS.items() if system.startswith(f"{script} in ")]
    for script in ("armenian", "azerbaijani", "cyrillic")
}
_LEFT_OUT = str.maketrans("", "", APOSTROPHES)


def heard(word: str) -> str:
    """Return the sounds of a word of a text, read as English print has names of the region.

    >>> heard("Kelbadzhar"), heard("Kəlbəcər"), heard("Hodžavend")
    ('kelbajar', 'kAlbAcAr', 'hojavend')
    """
    return _READERS["english"](_small(word))


def _small(word: str) -> str:
    small = word.lower().translate(_LEFT_OUT)
    return small if small.isascii() else unicodedata.normalize("NFC", small)


def _script(name: str, language: str) -> str:
    first = next((char for char in name if char.isalpha()), "a")
    if "ա" <= first <= "և":
        return "armenian"
    if "\u0400" <= first <= "\u04ff":
        return "cyrillic"
    return "azerbaijani" if language.startswith("az") else "english"


def sounds_of_names(names: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], list[Sounds]]]:
    """Yield each (name, language) and what it may sound like: as written first, then as other systems write it.

    >>> [(_, sounds)] = sounds_of_names([("Cəbrayıl", "az-Latn")])
    >>> [found.sounds for found in sounds][:2]
    ['jAbraiIl', 'jebraiil']
    """
    scripts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, language in names:
        scripts[_script(name.lower(), language)].append((name, language))
    for script, members in scripts.items():
        lines = "\n".join(f"^{_small(name)}$" for name, _ in members)
        own = _READERS[script](lines).split("\n")
        written = [write(lines) for write in _WRITERS.get(script, ())]
        bare = [forms.translate(_BARE) for forms in written if not forms.isascii()]
        read = [_heard_lines(forms) for forms in (*written, *bare)]
        for number, member in enumerate(members):
            others = [forms[number] for forms in read]
            yield member, _distinct(own[number], others, len(written), member[1])


def _heard_lines(forms: str) -> list[str]:
    """Return the sounds of written forms, one a line; nothing of those with letters that the system lacks."""
    lines = zip(forms.split("\n"), _READERS["english"](forms).split("\n"), strict=True)
    return [sounds if UNHEARD not in form else "" for form, sounds in lines]


def _distinct(own: str, others: Sequence[str], written: int, language: str) -> list[Sounds]:
    vowels, voice = not _OPEN.isdisjoint(own), language.startswith("hy") or "Q" in own
    found = {own: Sounds(own, vowels, voice, MIN_SOUNDS)}
    for number, sounds in enumerate(others):
        if sounds not in found:
            found[sounds] = Sounds(sounds, vowels, least=MIN_SOUNDS + (1 if number < written else 2))
    return list(found.values())


_OPEN = frozenset("AIUO")
_BARE = _Letters({ord("ə"): "a", ord("ı"): "i", ord("ł"): "l"} | _LINES)


def merged(sounds: str, *, vowels: bool, voice: bool) -> str:
    """Return the key that sounds are compared by, with confused pairs made one."""
    return _DOUBLE.sub(r"\1", sounds.translate(_MERGED[vowels, voice]))


def coarsest(sounds: str) -> str:
    """Return the key with all pairs made one: where two of these differ, so do all finer keys."""
    return _DOUBLE.sub(r"\1", sounds.translate(_MERGED[True, True]))


def keys_of_names(names: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int, str]]:
    """Yield ((name, language), which merge, key) for each way in which a name's romanisations may be read."""
    # Letters of other scripts take more than one of ours.
    long_enough = [name for name in names if len(name[0]) >= MIN_LETTERS - (not name[0].isascii())]
    found = [(name, sounds) for name, several in sounds_of_names(long_enough) for sounds in several]
    for number, (vowels, voice) in enumerate(MERGES):
        open_ = [one for one in found if (one[1].vowels or not vowels) and (one[1].voice or not voice)]
        lines = merged("\n".join(sounds.sounds for _, sounds in open_), vowels=vowels, voice=voice)
        for (name, sounds), key in zip(open_, lines.split("\n") if open_ else (), strict=True):
            if len(key) >= sounds.least + vowels + voice:
                yield name, number, key


def keys_of_word(word: str) -> Iterator[tuple[int, str]]:
    """Yield (which merge, key) for a word of a text, the finest first.

    >>> name = {(number, key) for _, number, key in keys_of_names([("Kəlbəcər", "az-Latn")])}
    >>> name & set(keys_of_word("Kelbadzhar"))
    {(1, 'kalbajar')}
    """
    sounds = heard(word)
    for number, (vowels, voice) in enumerate(MERGES):
        yield number, merged(sounds, vowels=vowels, voice=voice)
