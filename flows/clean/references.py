"""A text in; marks out on references by author and year: ``(Raffi 1987, 454)``, ``(ibid., p. 4)``.

Parentheses also hold places and years that a text tells of, so a reference must show itself by its page, by "et al." or
"ibid.", or name an author that another reference of the text names in this way.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from karabakh.flows.clean.citations import cited
from karabakh.flows.clean.rule import matches_of_each
from karabakh.flows.clean.scan import Found, Scan
from karabakh.flows.text.span import Mark

_PARENTHESIS: Final = re.compile(r"[(\[]([^()\[\]\n]{3,300}|[^()\[\]\n]{1,150}\n[^()\[\]\n]{1,150})[)\]]")
_NAME: Final = (
    r"(?:(?:de|De|van|Van|von|Von|der|den|la|La|le|Le|al|el|di|ter|Ter)[ -]){0,2}"
    r"[^\W\d_a-zà-ÿ][\w.’'-]{0,30}"
)
_NAMES: Final = rf"{_NAME}(?:,?[ ](?:(?:and|&|of|for|the|on)[ ])?{_NAME}){{0,5}}"
_YEAR: Final = r"(?:1[5-9]|20)[0-9]{2}"
_YEARS: Final = rf"\[?{_YEAR}(?:[/–-][0-9]{{2,4}})?\]?[a-z]?(?:,[ ]{_YEAR}[a-z]?){{0,4}}"
_NUMBERS: Final = (
    r"[0-9ivxlc]{1,5}(?:[ ]?[–-][ ]?[0-9ivxlc]{1,5})?(?:,[ ][0-9]{1,4}(?:[–-][0-9]{1,4})?){0,5}(?:ff?\.?)?"
)
_SIGNED_PAGES: Final = (
    rf"(?:[,:;]?[ ]?(?:pp?\.|pages?|p|pp|vol\.|ch\.|chap\.|n\.|fn\.|no\.)[ ]?{_NUMBERS}|:[ ]?{_NUMBERS})"
)
_PAGES: Final = rf"(?:{_SIGNED_PAGES}|,[ ][0-9]{{1,3}}(?:[–-][0-9]{{1,3}})?)"
_SEE: Final = r"(?:(?:see|See|cf\.?|Cf\.?|e\.g\.,?|see also|See also|quoted in|cited in|qtd\. in|as cited in|in)[ ])?"

_WORK: Final = re.compile(
    rf"{_SEE}(?P<names>{_NAMES})(?P<others>,?[ ]et[ ]al\.?,?)?,?[ ]\(?(?P<years>{_YEARS})\)?(?P<pages>{_PAGES})?"
)
_SAME: Final = re.compile(
    rf"(?:{_SEE}(?:{_NAME},?[ ])?(?:[Ii]bid|[Ii]dem|[Oo]p\.?[ ]?cit|[Ll]oc\.?[ ]?cit|[Pp]assim)\b\.?"
    rf"(?:[,:;]?[ ](?:{_YEAR}[,:]?[ ])?(?:pp?\.[ ]?)?{_NUMBERS})?|(?:pp?\.|pages?)[ ]?{_NUMBERS}"
    rf"|{_YEAR}[a-z]?(?::[ ]?{_NUMBERS}|,[ ]pp?\.[ ]?{_NUMBERS}))"
)
_NOT_AUTHORS: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Spring|Summer|Autumn|Winter"
    r"|Born|Since|Until|From|In|On|By|After|Before|About|Around|War|Treaty|Resolution|Battle)\b"
)
_LETTER: Final = re.compile(r"[0-9][a-z]\b")


def references(scan: Scan) -> Iterator[Found]:
    """Yield the marks of references by author and year.

    >>> [mark.instead for mark in Scan(["They fled (Raffi 1987, 454), it says (Baku, 1991)."]).marks(references)]
    ['']
    """
    return scan.marked(scan.where(b"(["), _references)


def _references(text: str, places: Sequence[int]) -> Iterator[Mark]:
    doubtful: list[tuple[re.Match[str], set[str]]] = []
    authors: set[str] = set()
    for found in matches_of_each(_PARENTHESIS, text, places):
        named = _works(found[1])
        if named is None:
            continue
        sure, names = named
        if sure:
            authors |= names
            yield cited(text, *found.span())
        else:
            doubtful.append((found, names))
    for found, names in doubtful:
        if names <= authors:
            yield cited(text, *found.span())


def _works(inside: str) -> tuple[bool, set[str]] | None:
    """Whether what stands in parentheses is surely a list of works, and their authors; None: it is no such list."""
    if not any(map(str.isdigit, inside)) and "bid" not in inside and "dem" not in inside and "cit" not in inside:
        return None
    sure, names = False, set()
    for part in " ".join(inside.split()).split(";"):
        work = _WORK.fullmatch(part.strip())
        if work and not _NOT_AUTHORS.search(work["names"]):
            sure |= bool(work["pages"] or work["others"] or _LETTER.search(work["years"]))
            names.add(work["names"])
        elif _SAME.fullmatch(part.strip()):
            sure = True
        else:
            return None
    return sure, names
