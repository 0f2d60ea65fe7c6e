"""Bytes in, the same behind their checksum out, and back: what is cut off or damaged is told from the rest."""

import hashlib
from typing import Final

_MAGIC: Final = b"karabakh 1\n"
_HEAD: Final = len(_MAGIC) + hashlib.sha256().digest_size


def seal(content: bytes, name: str) -> tuple[bytes, bytes]:
    """Return what is to be written under a name, in two parts: the head, which is short, and the content.

    >>> sealed = b"".join(seal(b"rows", "batch-1"))
    >>> unseal(sealed, "batch-1"), unseal(sealed[:-1], "batch-1"), unseal(sealed, "batch-2")
    (b'rows', None, None)
    """
    return _MAGIC + _digest(content, name), content


def unseal(sealed: bytes, name: str) -> bytes | None:
    """Return the content; None where it is not what was sealed, or was sealed under another name."""
    content = sealed[_HEAD:]
    whole = sealed.startswith(_MAGIC) and sealed[len(_MAGIC) : _HEAD] == _digest(content, name)
    return content if whole else None


def _digest(content: bytes, name: str) -> bytes:
    digest = hashlib.sha256(f"{name}\n".encode())
    digest.update(content)
    return digest.digest()
