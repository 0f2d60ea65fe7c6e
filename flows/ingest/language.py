"""A text in; the language it is in, as far as that decides whether our English rules may be put to it, out.

Names flip language models: a paragraph full of Azerbaijani or Armenian toponyms looks like their language. So a text
counts as another language only on evidence beyond its names: letters that are not Latin, or running words, begun in
lower case and without the commonest words of English, that the model is sure about. Anything else is English.
"""

import re
import unicodedata
from functools import cache
from typing import Any, Final

ENGLISH: Final = "en"
UNDETERMINED: Final = "und"
_NO_LANGUAGE = "zxx"
# Words that are frequent in any running English and rare in the other languages written in Latin letters.
_ENGLISH_WORDS: Final = frozenset(
    {
        *("and", "been", "by", "for", "from", "had", "has", "have", "he", "his", "is", "it", "its", "not", "of", "on"),
        *("she", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with", "would"),
    }
)
_MIN_ENGLISH_SHARE = 0.12
_MIN_WORDS = 6
_MIN_LETTERS = 30
_SURE = 0.9
# Letters that are not Latin already say that it is not English; the model only has to name the language.
_SURE_ENOUGH = 0.5
# Of a long text: three stretches, so that a foreign title page or appendix does not decide.
_STRETCH = 1_000
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str:
    """Return ``en``, or the BCP 47 code of another language where the text surely is in one, ``und`` if unknown which.

    Short and doubtful texts are ``en``.

    >>> detect("Xankəndi, Şuşa, Ağdam"), detect("Президент посетил город Шуша и сообщил о дорогах")
    ('en', 'ru')
    """
    words = _WORD.findall(_sample(text))
    if _foreign_script(words):
        return _likeliest(" ".join(words), _SURE_ENOUGH) or UNDETERMINED
    running = _running(words)
    if len(running) < _MIN_WORDS or sum(map(len, running)) < _MIN_LETTERS or _reads_english(running):
        return ENGLISH
    return _likeliest(" ".join(running), _SURE) or ENGLISH


def is_english(tag: str) -> bool:
    """Whether a BCP 47 tag names English of any kind.

    >>> is_english("en-GB"), is_english("az")
    (True, False)
    """
    return tag.split("-")[0].lower() == ENGLISH


def _sample(text: str) -> str:
    if len(text) <= 3 * _STRETCH:
        return text
    middle = (len(text) - _STRETCH) // 2
    return " ".join((text[:_STRETCH], text[middle : middle + _STRETCH], text[-_STRETCH:]))


def _foreign_script(words: list[str]) -> bool:
    """Whether most letters are not Latin, in a text of more than a few names."""
    letters = "".join(words)
    if letters.isascii() or len(letters) < _MIN_LETTERS:
        return False
    return sum(map(_is_latin, letters)) < len(letters) / 2


@cache
def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


def _running(words: list[str]) -> list[str]:
    """Return the words that are no names: those in lower case, or all of a text written in capitals."""
    capitals = sum(word.isupper() for word in words)
    if capitals > len(words) / 2:
        return [word.lower() for word in words]
    return [word for word in words if word[0].islower()]


def _reads_english(running: list[str]) -> bool:
    return sum(word in _ENGLISH_WORDS for word in running) >= _MIN_ENGLISH_SHARE * len(running)


def _likeliest(text: str, least: float) -> str | None:
    """Return the model's language where its probability is at least ``least``, null where it is not."""
    language, probability = _identifier().classify(text)
    return str(language) if probability >= least and language != _NO_LANGUAGE else None


@cache
def _identifier() -> Any:
    """Load the model (about a second and 100 MB) once, and only where a text gives cause for it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
