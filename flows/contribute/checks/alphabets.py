"""The known names and a language in; the letters of its alphabet, as far as names of places use them, out."""

import string
from collections.abc import Iterable
from functools import cache
from typing import Final

from karabakh.flows.contribute.near.references import Near

_ARMENIAN: Final = frozenset(map(chr, [*range(0x561, 0x588), 0x531, *range(0x532, 0x557)]))
_LATIN: Final = (None, "az-Latn", "en", "hy-Latn", "ru-Latn", "tr")
_TURKISH: Final = frozenset("abcçdefgğhıijklmnoöprsştuüvyzâîû")


def alphabet(near: Near, language: str | None) -> frozenset[str]:
    """Return the letters, small and capital, of a language of names; of None, those that labels are in.

    They are those that its known names use and, where its alphabet is known here, all of that.
    """
    return letters_used(near, language) | _own(language)


def letters_used(near: Near, language: str | None) -> frozenset[str]:
    """Return those of the letters that known names use."""
    found = near.alphabets.get(language)
    if found is None:
        usual = string.ascii_letters if language in _LATIN else ""
        found = near.alphabets[language] = _both([*(sign for name in near.names_in(language) for sign in name), *usual])
    return found


@cache
def _own(language: str | None) -> frozenset[str]:
    from karabakh.flows.gazetteer import naming  # not above: it reads the lists of the places' finder

    own = {
        "az-Cyrl": naming.AZERBAIJANI_CYRILLIC,
        "az-Latn": naming.AZERBAIJANI,
        "fa": naming.PERSIAN,
        "hy": _ARMENIAN,
        "ru": naming.RUSSIAN,
        "tr": _TURKISH,
    }
    return _both(own.get(language or "", ()))


def _both(letters: Iterable[str]) -> frozenset[str]:
    every = {letter for letter in letters if letter.isalpha()}
    forms = {form for letter in every for form in (letter, letter.lower(), letter.upper()) if len(form) == 1}
    return frozenset(forms | ({"\u0130", "\u0131"} & every) | ({"\u0130"} if "\u0131" in every else set()))
