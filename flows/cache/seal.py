"""Bytes in, the same behind their checksum out, and back: what is cut off or damaged is told from the rest."""

import hashlib
from typing import Final

_MAGIC: Final = b"karabakh 1\n"
_HEAD: Final = len(_MAGIC) + hashlib.sha256().digest_size


def seal(content: bytes) -> tuple[bytes, bytes]:
    """Return what is to be written, in two parts: the head, which is short, and the content.

    >>> unseal(b"".join(seal(b"rows"))), unseal(b"".join(seal(b"rows"))[:-1])
    (b'rows', None)
    """
    return _MAGIC + hashlib.sha256(content).digest(), content


def unseal(sealed: bytes) -> bytes | None:
    """Return the content; None where it is not what was sealed."""
    content = sealed[_HEAD:]
    whole = sealed.startswith(_MAGIC) and sealed[len(_MAGIC) : _HEAD] == hashlib.sha256(content).digest()
    return content if whole else None
