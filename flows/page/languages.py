"""The names of places in, what stands for each place in each language out, and what the languages call themselves.

What stands for a place is a mechanical rule, the same for every tradition. Of the names in a language those count that
are official or of the press; historical names, misspellings, adjectives and romanisations do not. Each tradition that
has such names there gives its official ones, else one of the press: the gazetteer's label if it is one of them, else
the one that the version's texts use most, then the one that is most like all others. A foreign spelling
stands only where these texts use it or no other tradition has a name. What all of them give is joined in alphabetical
order. A name that holds another of them as whole words is left out, as its longer form; of a state one name stands, the
label or the shortest.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from karabakh.flows.page.budget import NAMES
from karabakh.schemas.codes import NAME_LANGUAGE

RULE: Final = (
    "Of each tradition that has names of a place in a language its official ones, else one press form: the gazetteer's "
    "label, else the one that these texts use most, else the one most like the others; a foreign spelling only where "
    "these texts use it or there is no other; of a state one name; joined in alphabetical order."
)
JOINED: Final = " / "
FOREIGN: Final = "international"
# what each language calls itself, as Unicode CLDR 47 has it
AUTONYMS: Final = {
    "az-Cyrl": "азәрбајҹан (Кирил)",
    "az-Latn": "azərbaycan (latın)",
    "en": "English",
    "fa": "فارسی",
    "hy": "հայերեն",
    "ru": "русский",
    "tr": "Türkçe",
}
_KINDS: Final = ("official", "press")
_RIGHT_TO_LEFT: Final = frozenset({"AL", "R"})

Name = Mapping[str, Any]
Uses = Mapping[str, int]
"""How often the texts use each name for the place."""


def labels(names: Iterable[Name], label: str, uses: Uses, *, one: bool = False) -> dict[str, str]:
    """Return what stands for a place in each language, given the rows of its names and its label in the gazetteer.

    ``one`` says that a single name is to stand for it.

    >>> row = {"language": "en", "kind": "press"}
    >>> labels([{**row, "tradition": "b", "name": "X"}, {**row, "tradition": "a", "name": "Y"}], "Z", {})
    {'en': 'X / Y'}
    """
    order = itemgetter("language", "tradition")
    chosen: dict[str, dict[str, list[str]]] = {}
    for (language, tradition), rows in groupby(sorted(filter(_stands, names), key=order), order):
        chosen.setdefault(language, {})[tradition] = _of_tradition(list(rows), label, uses)
    return {language: _joined(_heard(found, label, uses), label, one) for language, found in chosen.items()}


def _heard(found: Mapping[str, Sequence[str]], label: str, uses: Uses) -> set[str]:
    """Return the names of all traditions; foreign spellings that nobody uses here only where there is nothing else."""
    own = {name for tradition, names in found.items() if tradition != FOREIGN for name in names}
    foreign = found.get(FOREIGN, ())
    return own | {name for name in foreign if not own or name == label or uses.get(name, 0)}


def _joined(names: set[str], label: str, one: bool) -> str:
    short = sorted(_short(names), key=alphabetical)
    if one:
        return label if label in short else min(short, key=len)
    return JOINED.join(short)


def _stands(name: Name) -> bool:
    return name["kind"] in _KINDS


def _of_tradition(rows: Sequence[Name], label: str, uses: Uses) -> list[str]:
    official = [row["name"] for row in rows if row["kind"] == "official"]
    return official or [_of_press(rows, label, uses)]


def _of_press(rows: Sequence[Name], label: str, uses: Uses) -> str:
    names = sorted({row["name"] for row in rows})
    if label in names:
        return label
    most = max(uses.get(name, 0) for name in names)
    return _central([name for name in names if uses.get(name, 0) == most][:NAMES], names[:NAMES])


def _central(names: Sequence[str], all_names: Sequence[str]) -> str:
    """Return the one that is most like all, by the letters to change; of several the one with fewest other signs.

    >>> _central(["Gorris", "Goris", "Ghoris"], ["Gorris", "Goris", "Ghoris"])
    'Goris'
    """
    if len(names) == 1:
        return names[0]
    far = cdist(names, all_names, scorer=Levenshtein.distance).sum(axis=1).tolist()
    signs = [sum(not sign.isalpha() for sign in name) for name in names]
    return min(zip(far, signs, names, strict=True))[2]


def _short(names: set[str]) -> Iterator[str]:
    """Yield the names that hold no other one as whole words."""
    for name in names:
        if not any(f" {other} " in f" {name} " for other in names if other != name):
            yield name


def alphabetical(name: str) -> tuple[str, str]:
    """Return what sorts names as people expect: letters with and without marks side by side."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return bare.casefold(), name


def listed(labelled: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the languages in which places are labelled, by their English names."""
    found: dict[str, list[str]] = {}
    for each in labelled:
        for language, label in each.items():
            found.setdefault(language, []).append(label)
    order = sorted(found, key=lambda language: (NAME_LANGUAGE.get(language, language), language))
    return [
        {
            "code": language,
            "name": AUTONYMS.get(language, language),
            "english": NAME_LANGUAGE.get(language, language).rstrip("."),
            "direction": direction(found[language]),
            "places": len(found[language]),
        }
        for language in order
    ]


def direction(names: Iterable[str]) -> str:
    """Return in which direction most of these names are written: ``ltr`` or ``rtl``.

    >>> direction(["قره‌باغ"]), direction(["Şuşa"])
    ('rtl', 'ltr')
    """
    signs = [unicodedata.bidirectional(sign) for name in names for sign in name if sign.isalpha()]
    return "rtl" if 2 * sum(sign in _RIGHT_TO_LEFT for sign in signs) > len(signs) else "ltr"
