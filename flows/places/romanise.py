"""A name in any of the gazetteer's scripts in, the sounds that its romanisations share out.

Spellings that the gazetteer does not list (Dzhebrail, Shoushi) are known names romanised by another system. Instead of
listing every combination, a name and a word of a text are both reduced to their sounds and compared: dzh, dj and the
Azerbaijani c are one sound, and so on. Where a system leaves two readings open (ə is a or e, Armenian t is also read
d), the sounds are merged for names that have such a letter, never for others.

Sources of the tables: BGN/PCGN agreements for Azerbaijani (2002), Armenian (1981) and Russian (1947), ISO 9985:1996 for
Armenian; Azerbaijani letters to English as its press writes them.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from karabakh.flows.places.fold import APOSTROPHES


def _systems() -> dict[str, dict[str, str]]:
    """Return what each system's letters sound like; Azerbaijani is read as English but for letters of its own."""
    systems: dict[str, dict[str, str]] = defaultdict(dict)
    lines = (files("karabakh.flows.places") / "sounds.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        systems[row["system"]][row["letters"]] = row["sound"]
    return systems | {"azerbaijani": systems["english"] | systems["azerbaijani"]}


# Capital letters among the sounds are those with two readings.
PLAIN = str.maketrans("AIUOQ", "aiuog")
VOWELS = str.maketrans("AIUOQeuo", "aiiogaio")  # a and e, i and u are one
VOICE = str.maketrans("gdbjzQ", "ktpçsk")
MIN_LETTERS, MIN_SOUNDS = 6, 4


class Sounds(NamedTuple):
    """A name's sounds, and which pairs of sounds its romanisations confuse."""

    sounds: str
    vowels: bool = False
    voice: bool = False


def _reader(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))


_READERS = {system: (table, _reader(table)) for system, table in _systems().items()}


def _sound(word: str, system: str) -> str:
    table, reader = _READERS[system]
    small = "".join(char for char in word.lower() if char not in APOSTROPHES)
    read = reader.sub(lambda found: table[found.group()], unicodedata.normalize("NFC", small))
    base = (char if char in "şç" else unicodedata.normalize("NFKD", char)[0] for char in read)
    letters = "".join(char for char in base if (char.isascii() and char.isalpha()) or char in "şç")
    return re.sub(r"(.)\1+", r"\1", letters)


def sounds_of_name(name: str, language: str) -> Sounds:
    """Return the sounds of a gazetteer name, by the script and language it is written in.

    >>> sounds_of_name("Cəbrayıl", "az-Latn").sounds, sounds_of_name("Շուշի", "hy").sounds
    ('jAbraiIl', 'şuşi')
    """
    first = next((char for char in name.lower() if char.isalpha()), "a")
    armenian, cyrillic = "ա" <= first <= "և", "\u0400" <= first <= "\u04ff"
    system = (
        "armenian" if armenian else "cyrillic" if cyrillic else "azerbaijani" if language[:2] == "az" else "english"
    )
    sounds = _sound(name, system)
    return Sounds(sounds, any(char in sounds for char in "AIUO"), language.startswith("hy") or "Q" in sounds)


def _system(name: str, language: str) -> str:
    first = next((char for char in name.lower() if char.isalpha()), "a")
    if "ա" <= first <= "և":
        return "armenian"
    if "\u0400" <= first <= "\u04ff":
        return "cyrillic"
    return "azerbaijani" if language.startswith("az") else "english"


def merged(sounds: str, *, vowels: bool, voice: bool) -> str:
    """Return the key that sounds are compared by, with confused pairs made one."""
    if vowels:
        sounds = sounds.translate(VOWELS)
    if voice:
        sounds = sounds.translate(VOICE)
    return re.sub(r"(.)\1+", r"\1", sounds.translate(PLAIN))


MERGES = ((False, False), (True, False), (False, True), (True, True))


def keys_of_name(name: str, language: str) -> Iterable[tuple[int, str]]:
    """Yield (which merge, key) for each way in which the name's romanisations may be read."""
    sounds = sounds_of_name(name, language)
    for number, (vowels, voice) in enumerate(MERGES):
        if (sounds.vowels or not vowels) and (sounds.voice or not voice):
            yield number, merged(sounds.sounds, vowels=vowels, voice=voice)


def keys_of_word(word: str) -> Iterable[tuple[int, str]]:
    """Yield (which merge, key) for a word of a text; a bare c may be any of its readings.

    >>> set(keys_of_word("Kelbadzhar")) & set(keys_of_name("Kəlbəcər", "az-Latn"))
    {(1, 'kalbajar')}
    """
    readings = [_sound(word, "english")]
    if re.search("[cC](?![hHkK])", word):
        readings.append(_sound(word, "azerbaijani"))
        readings.append(_sound(re.sub("[cC](?![hHkK])", "ch", word), "english"))
    for sounds in readings:
        for number, (vowels, voice) in enumerate(MERGES):
            yield number, merged(sounds, vowels=vowels, voice=voice)
