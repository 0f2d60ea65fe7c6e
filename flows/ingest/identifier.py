"""A file's stem or the cell of an id column in; the document_id, in NFC, or the reason why it cannot be one, out."""

import unicodedata

from karabakh.schemas.limits import ID_BYTES

RESERVED = ":/|"


def escaped(value: str) -> str:
    r"""Return ``value`` on one line and in valid Unicode: control characters and lone surrogates as escapes.

    >>> escaped("a\nb\udcff")
    'a\\x0ab\\udcff'
    """
    return "".join(_escape(character) if _unprintable(character) else character for character in value)


def document_id(value: object) -> str:
    r"""Return ``value`` as a document_id; raise ``ValueError`` that says what is wrong with it.

    >>> document_id("S\u0327us\u0327a") == "\u015eu\u015fa"
    True
    >>> document_id("../x")
    Traceback (most recent call last):
    ValueError: an id does not begin with a dot
    """
    if value is None or value == "":
        raise ValueError("an id is not empty")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("an id is a string or a whole number")
    identifier = unicodedata.normalize("NFC", str(value))
    _check(identifier)
    return identifier


def _check(identifier: str) -> None:
    if identifier.startswith("."):
        raise ValueError("an id does not begin with a dot")
    if not identifier.strip():
        raise ValueError("an id is not empty")
    if not identifier.isprintable() and any(_unprintable(character) for character in identifier):
        raise ValueError("an id has no control character and is valid Unicode")
    if any(character in RESERVED for character in identifier):
        raise ValueError('an id has no ":", "/" or "|"')
    if len(identifier.encode()) > ID_BYTES:
        raise ValueError(f"an id has at most {ID_BYTES} bytes of UTF-8")


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs")


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
