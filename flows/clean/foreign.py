"""A text in; marks out on its paragraphs in another language than English, which are not searched."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from karabakh.flows.clean.characters import unwrapped
from karabakh.flows.language import foreign_passages
from karabakh.flows.span import Mark

_FOREIGN_LETTER: Final = re.compile("[\u00c0-\u024f\u0250-\u02af\u0370-\u1fff\u2c00-\ud7ff]")
_ASCII: Final = bytes(range(128))
_FEWEST: Final = 8
"""Letters outside of English that a text with a paragraph in another language surely has."""


def foreign(text: str) -> Iterator[Mark]:
    """Yield the marks of paragraphs that surely are in another language, in a text that is English for the most part.

    >>> text = "The school was opened in May.\\nКәнддә мәктәб ачылды, ушаглар дәрсә башлады."
    >>> [(mark.start, mark.reason) for mark in foreign(text)]
    [(30, 'foreign')]
    """
    if text.isascii():
        return
    strange = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if len(list(islice(_FOREIGN_LETTER.finditer(strange), _FEWEST))) < _FEWEST:
        return
    for start, end in foreign_passages(unwrapped(text)):
        yield Mark(start, end, "foreign", "\n\n")
