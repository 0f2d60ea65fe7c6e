"""A text in; the language it is in, as far as that decides whether our English rules may be put to it, out.

Names flip language models: a paragraph full of Azerbaijani or Armenian toponyms looks like their language. So a text
counts as another language only on evidence beyond its names: letters that are not Latin, or running words, begun in
lower case and without the commonest words of English, that the model is sure about. Anything else is English.

A text in several languages is in the one that most of it is in; where that is English, `foreign_passages` says which
paragraphs are not, so that no rule for English reads a half-understood original beside its translation.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from karabakh.flows.text.span import Span

ENGLISH: Final = "en"
UNDETERMINED: Final = "und"
_NO_LANGUAGE = "zxx"
# Words that are frequent in any running English and rare in the other languages written in Latin letters.
ENGLISH_WORDS: Final = frozenset(
    {
        *("and", "been", "by", "for", "from", "had", "has", "have", "he", "his", "is", "it", "its", "not", "of", "on"),
        *("she", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with", "would"),
    }
)
# Words that are frequent in Azerbaijani and Turkish, German, Italian, French, Portuguese and Spanish, and no English.
OTHER_WORDS: Final = frozenset(
    {
        *("bir", "bu", "daha", "gibi", "için", "ile", "ilə", "ki", "olan", "olaraq", "olarak", "sonra", "üçün", "və"),
        *("auf", "das", "dem", "den", "der", "dass", "ein", "eine", "im", "ist", "mit", "nach", "und", "von", "zu"),
        *("che", "con", "dei", "del", "della", "di", "gli", "il", "nel", "sono"),
        *("au", "aux", "dans", "des", "du", "est", "et", "la", "le", "les", "ont", "pour", "que", "qui", "sur", "une"),
        *("com", "dos", "em", "foi", "não", "os", "pelo", "de", "el", "en", "las", "los", "para", "por", "se", "su"),
    }
)
MIN_ENGLISH_SHARE = 0.12
MIN_WORDS = 6
MIN_LETTERS = 30
MANY_WORDS = 40
# Of a text too short for that: so many of the small words of other languages, among so many others.
_MIN_OTHER_SHARE = 0.2
_MIN_OTHER = 2
_SURE = 0.9
# Letters that are not Latin, or the small words of another language, already say that it is not English; the model only
# has to name the language.
_SURE_ENOUGH = 0.5
# Of a long text: stretches all over it, so that a foreign title page or appendix does not decide.
_STRETCH = 1_000
_STRETCHES = 8
WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]+")
# Scripts that one living language is written in; of the others the model names the language.
_SCRIPTS: Final = {"ARMENIAN": "hy", "GEORGIAN": "ka", "GREEK": "el", "HEBREW": "he"}
_CYRILLIC_AZERBAIJANI: Final = "az-Cyrl"
# Of the languages in Cyrillic letters, only Azerbaijani has ә beside one of these.
_SCHWA: Final = "ә"
_BESIDE_SCHWA: Final = frozenset("јҝҹ")


def detect(text: str) -> str:
    """Return ``en``, or the BCP 47 code of another language where most of the text surely is in one.

    ``und``: not English, but which language is unknown. Short and doubtful texts are ``en``, but for one in which no
    letter is Latin.

    >>> detect("Xankəndi, Şuşa, Ağdam"), detect("Президент посетил город Шуша и сообщил о дорогах")
    ('en', 'ru')
    """
    blocks = [words for stretch in sample(text) for _, words in _blocks(stretch)]
    every = list(itertools.chain(*blocks))
    if every and not any(map(_is_latin, "".join(every))):
        return _of_script("".join(every), " ".join(every))
    strange = [words for words in blocks if _foreign_script(words)]
    unlike = [words for words in blocks if not _foreign_script(words) and _unlike_english(words)]
    if 2 * _letters(strange) > _letters(blocks):
        return _of_script("".join(itertools.chain(*strange)), " ".join(itertools.chain(*strange)))
    if 2 * (_letters(strange) + _letters(unlike)) <= _letters(blocks):
        return ENGLISH
    words = list(itertools.chain(*unlike))
    return _likeliest(" ".join(_running(words)), _SURE_ENOUGH if _reads_foreign(words) else _SURE) or ENGLISH


def foreign_passages(text: str) -> list[Span]:
    """Return the paragraphs, of a text that is English for the most part, which surely are not; without the model.

    >>> text = "The school was opened in May.\\nКәнддә мәктәб ачылды, ушаглар дәрсә башлады."
    >>> [passage.of(text)[:5] for passage in foreign_passages(text)]
    ['Кәндд']
    """
    return [span for span, words in _blocks(text) if _foreign_script(words) or _reads_foreign(words)]


def is_english(tag: str) -> bool:
    """Whether a BCP 47 tag names English of any kind.

    >>> is_english("en-GB"), is_english("az")
    (True, False)
    """
    return tag.split("-")[0].lower() == ENGLISH


def sample(text: str) -> list[str]:
    """Return the stretches of a text by which its language is told: of a short one the whole."""
    if len(text) <= _STRETCHES * _STRETCH:
        return [text]
    step = (len(text) - _STRETCH) // (_STRETCHES - 1)
    return [text[at : at + _STRETCH] for at in range(0, len(text) - _STRETCH + 1, step)]


def _blocks(text: str) -> list[tuple[Span, list[str]]]:
    """Lines and their words; one too short to tell its language goes with the next, the last with the one before."""
    blocks: list[tuple[Span, list[str]]] = []
    held: list[str] = []
    start = 0
    for line in _LINE.finditer(text):
        words = WORD.findall(line[0])
        if held and _foreign_script(words):
            blocks.append((Span(start, line.start()), held))
            held = []
        start = start if held else line.start()
        held = held + words
        if _tells(held) or len(held) >= MANY_WORDS:
            blocks.append((Span(start, line.end()), held))
            held = []
    if held and blocks and not _foreign_script(blocks[-1][1]):
        span, words = blocks[-1]
        return [*blocks[:-1], (Span(span.start, len(text.rstrip())), words + held)]
    return [*blocks, (Span(start, len(text)), held)] if held or not blocks else blocks


def _tells(words: Sequence[str]) -> bool:
    running = _running(words)
    return _foreign_script(words) or (len(running) >= MIN_WORDS and len("".join(running)) >= MIN_LETTERS)


def _letters(blocks: Iterable[Sequence[str]]) -> int:
    return sum(len(word) for words in blocks for word in words)


def _foreign_script(words: Sequence[str]) -> bool:
    """Whether most letters are not Latin, in a text of more than a few names."""
    letters = "".join(words)
    if letters.isascii() or len(letters) < MIN_LETTERS:
        return False
    return sum(map(_is_latin, letters)) < len(letters) / 2


def _is_latin(character: str) -> bool:
    return _script(character) == "LATIN"


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]


def _of_script(letters: str, words: str) -> str:
    """The language of a text in letters that are not Latin."""
    script, _ = Counter(map(_script, letters)).most_common(1)[0]
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    if _SCHWA in letters.lower() and not _BESIDE_SCHWA.isdisjoint(letters.lower()):
        return _CYRILLIC_AZERBAIJANI
    return _likeliest(words, _SURE_ENOUGH) or UNDETERMINED


def _running(words: Sequence[str]) -> list[str]:
    """Return the words that are no names: those in lower case, or all of a text written in capitals."""
    capitals = sum(word.isupper() for word in words)
    if capitals > len(words) / 2:
        return [word.lower() for word in words]
    return [word for word in words if word[0].islower()]


def _unlike_english(words: Sequence[str]) -> bool:
    """Whether running words are without the commonest words of English; few words must have those of others."""
    running = _running(words)
    if len(running) < MIN_WORDS or len("".join(running)) < MIN_LETTERS:
        return _reads_foreign(words)
    return sum(word in ENGLISH_WORDS for word in running) < MIN_ENGLISH_SHARE * len(running)


def _reads_foreign(words: Sequence[str]) -> bool:
    """Whether running words have letters or small words of another language, not just in names, and none of English."""
    running = _running(words)
    small = sum(word in OTHER_WORDS for word in running)
    other = small + sum(not word.isascii() and word not in OTHER_WORDS for word in running)
    english = sum(word in ENGLISH_WORDS for word in running)
    enough = max(_MIN_OTHER, _MIN_OTHER_SHARE * len(running))
    return other >= enough and len(running) - small >= _MIN_OTHER and 10 * english <= other


def _likeliest(text: str, least: float) -> str | None:
    """Return the model's language where its probability is at least ``least``, null where it is not."""
    language, probability = _identifier().classify(text)
    return str(language) if probability >= least and language != _NO_LANGUAGE else None


@cache
def _identifier() -> Any:
    """Load the model (about a second and 100 MB) once, and only where a text gives cause for it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
