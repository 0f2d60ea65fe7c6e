"""The forms that identifiers and codes of open lists have, as regular expressions of the RE2 kind (linear time).

Each holds for the whole value. They use only what RE2, Python, ECMAScript and XML Schema read alike, so that the same
text stands in the published Table Schema.
"""

from typing import Final

_ID_CHARACTER: Final = r"[^:/|\x00-\x1f\x7f-\x9f]"

DOCUMENT_ID: Final = rf"[^.:/|\x00-\x1f\x7f-\x9f]{_ID_CHARACTER}*"
PLACE_ID: Final = r"(K[0-9]{4,}|G[1-9][0-9]*)"
SHA256: Final = r"[0-9a-f]{64}"
# RFC 5646: language, script, region, variants; extensions and private use are not needed here
LANGUAGE: Final = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*"
COUNTRY: Final = r"[A-Z]{2}"
GEONAMES_ID: Final = r"[1-9][0-9]*"
WIKIDATA_ID: Final = r"Q[1-9][0-9]*"
NAME: Final = r"[a-z][a-z0-9_]*"
UNIT: Final = r"(people|percent|km|km2|m|[A-Z]{3})"
URL: Final = r"(https?|ftp)://[^/ \t\r\n<>][^ \t\r\n<>]*"

_YEAR: Final = r"(Y-?[0-9]{5,}|-?[0-9X]{4})"
_DATE: Final = rf"([~?%]?{_YEAR}[~?%]?(-[~?%]?[0-9X]{{2}}[~?%]?){{0,2}}(T[0-9:Z+\-]{{8,}})?|\.\.)"
# ISO 8601-2, EDTF levels 0 to 2, as far as a form can tell: a date, an interval, one or all of a set
EDTF: Final = rf"[\[{{]?{_DATE}?([/,]{_DATE}?|\.\.{_DATE})*[\]}}]?"


def mention_id(letter: str) -> str:
    """Return the form of the identifiers of mentions that a letter marks: ``p`` places, ``d`` dates, ``f`` figures."""
    return rf"{DOCUMENT_ID}:{letter}[0-9]+-[0-9]+"


# The forms in words, for messages: "must be ..."
FORMS: Final = {
    DOCUMENT_ID: "free of : / | and control characters, without a dot at the beginning",
    PLACE_ID: "K and four or more digits, or G and a GeoNames identifier, such as K0001",
    SHA256: "64 hexadecimal digits in lower case",
    LANGUAGE: "a BCP 47 tag, such as en or az-Latn",
    COUNTRY: "two capital letters of ISO 3166, such as FR",
    GEONAMES_ID: "a GeoNames identifier: digits only",
    WIKIDATA_ID: "a Wikidata identifier: Q and digits",
    NAME: "lower-case letters, digits and underscores",
    UNIT: "people, percent, km, km2, m or a currency's ISO 4217 code",
    URL: "an address that begins with https://, http:// or ftp://, such as https://example.org/page",
    EDTF: "a date in EDTF (ISO 8601-2), such as 1993-05-28, 1993-05, 1990~ or 1988/1994",
    **{mention_id(letter): f"a document_id, :{letter}, the start, a hyphen and the end" for letter in "sdpf"},
}
