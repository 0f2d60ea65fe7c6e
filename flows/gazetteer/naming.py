"""A name of a dump that does not say its language in; its language and tradition, or why it is left out, out.

Only what the letters tell is said; a name that could be of several languages is left out rather than guessed at. What
is also an English word, a person or a generic word ("new", "village") costs precision and is left out too.
"""

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from karabakh.flows.places.contexts import designators, words
from karabakh.flows.places.fold import APOSTROPHES, fold_name

MIN_LETTERS = {"LATIN": 5, "CYRILLIC": 5, "ARMENIAN": 4, "ARABIC": 4}  # Arabic letters leave out the vowels
MAX_LETTERS = 40
MAX_WORDS = 4
AZERBAIJANI = frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyz")
# Of these letters, in the name of a place in Azerbaijan, one at least is in no romanisation of Russian or Armenian.
_TELLING = frozenset("əğışçöüqx")
RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
AZERBAIJANI_CYRILLIC = frozenset("абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшйэюя")
_AZERBAIJANI_CYRILLIC_ONLY = frozenset("ҝҹ")
PERSIAN = frozenset("آئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
# What a main name is written in, by country; elsewhere it is the name that GeoNames goes by in English.
MAIN = {"AM": ("hy-Latn", "armenian", "romanisation"), "RU": ("ru-Latn", "russian_soviet", "romanisation"),
        "TR": ("tr", "turkish", "press")}  # fmt: skip
ELSEWHERE = ("en", "international", "press")
_ADJECTIVE = re.compile(r"\w+(skiy|skaya|skoye|skiye|ский|ская|ское|ские)", re.IGNORECASE)
_SURNAME_ENDINGS = ("ov", "ova", "ev", "eva", "yev", "yeva", "yan", "ants", "zade", "zadə", "shvili", "dze", "enko")


class Language(NamedTuple):
    """What the letters of a name tell."""

    language: str
    tradition: str
    kind: str


def plain(name: str) -> str:
    """Return a name with one space between words, composed, with the Azerbaijani schwa for the look-alike.

    >>> plain(" K\u01ddlb\u01ddc\u01ddr ")
    'Kəlbəcər'
    """
    one = unicodedata.normalize("NFC", " ".join(name.split()))
    return one.replace("\N{LATIN SMALL LETTER TURNED E}", "ə").replace("\N{LATIN CAPITAL LETTER REVERSED E}", "Ə")


def language(name: str, country: str, *, main: bool) -> Language | None:
    """Return what is known of a name in a dump of ``country``; ``main``: the one GeoNames goes by.

    >>> language("Ճարտար", "AZ", main=False), language("Kyurdamir", "AZ", main=False)
    (Language(language='hy', tradition='armenian', kind='press'), None)
    """
    letters = {char for char in unicodedata.normalize("NFC", name.replace("İ", "i").lower()) if char.isalpha()}
    script = script_of(name)
    if script == "ARMENIAN":
        return Language("hy", "armenian", "press")
    if script == "CYRILLIC":
        return _cyrillic(letters)
    if script == "ARABIC":
        return Language("fa", "persian", "press") if letters <= PERSIAN else None
    if script != "LATIN":
        return None
    if letters <= AZERBAIJANI and ("ə" in letters or (main and country == "AZ" and letters & _TELLING)):
        return Language("az-Latn", "azerbaijani", "press")
    if not main:
        return None
    return Language(*MAIN.get(country, ELSEWHERE))


def _cyrillic(letters: set[str]) -> Language | None:
    if letters <= RUSSIAN:
        return Language("ru", "russian_soviet", "press")
    if letters <= AZERBAIJANI_CYRILLIC and letters & _AZERBAIJANI_CYRILLIC_ONLY:
        return Language("az-Cyrl", "azerbaijani", "historical")
    return None


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "NONE").split()[0]


def script_of(name: str) -> str | None:
    """Return the script of all letters, None where there are several or none."""
    scripts = {_script(char) for char in name if char.isalpha() and char not in APOSTROPHES}
    return scripts.pop() if len(scripts) == 1 else None


def against(name: str) -> str | None:
    """Return why a name is left out whatever place has it, or None.

    >>> against("Yeni Qala"), against("Hurricane"), against("BAK"), against("Xocavənd")
    ('generic words only', 'an English word', 'a code or an abbreviation', None)
    """
    script = script_of(name)
    if script is None:
        return "letters of several scripts, or none"
    if script not in MIN_LETTERS:
        return "a script that the gazetteer does not use"
    if not name[0].isalpha() or not all(_allowed(char, script) for char in name):
        return "digits or signs that no name has"
    if name.isupper() and name.lower() != name:
        return "a code or an abbreviation"
    if script in {"LATIN", "CYRILLIC"} and not name[0].isupper():
        return "written small, so no name as people write it"
    return _by_length(name, script) or _by_words(name)


def _allowed(char: str, script: str) -> bool:
    joiner = char == "\N{ZERO WIDTH NON-JOINER}" and script == "ARABIC"
    return joiner or char.isalpha() or char in " -" or char in APOSTROPHES or unicodedata.category(char) == "Mn"


def _by_length(name: str, script: str) -> str | None:
    letters = sum(char.isalpha() for char in name)
    if letters < MIN_LETTERS[script]:
        return "too short to tell a place by"
    return "too long for a name" if letters > MAX_LETTERS or len(name.split()) > MAX_WORDS else None


def _by_words(name: str) -> str | None:
    parts = [fold_name(word) for word in re.split(r"[ \-]+", name) if word]
    if all(word in _generic() for word in parts):
        return "generic words only"
    if all(word in _english() or word in _generic() for word in parts):
        return "an English word"
    if all(word in _persons() or word in _generic() for word in parts) or _surname(name):
        return "a person's name"
    return "an adjective" if len(parts) == 1 and _ADJECTIVE.fullmatch(name) else None


def _surname(name: str) -> bool:
    last = name.split()[-1].lower()
    return len(last) > 5 and last.endswith(_SURNAME_ENDINGS)


@cache
def _generic() -> frozenset[bytes]:
    rows = csv.DictReader((files("karabakh.flows.gazetteer") / "generic.csv").read_text("utf-8").splitlines())
    table = {word for row in rows for word in row["words"].split()}
    return frozenset(map(fold_name, table | set(designators()) | set(designators("designator_before"))))


@cache
def _english() -> frozenset[bytes]:
    """Words that the UN General Debate's speeches (CC0) write small and GeoNames has as some place's name."""
    listed = (files("karabakh.flows.gazetteer") / "english.txt").read_text("utf-8").split()
    return frozenset(map(fold_name, {*listed, *words("guarded"), *words("organisation"), *words("event")}))


@cache
def _persons() -> frozenset[bytes]:
    return frozenset(map(fold_name, words("given_name") | words("title")))
