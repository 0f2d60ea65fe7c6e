"""The name that a browser gives a file in; a name under which it can lie on this disk out."""

import re
import unicodedata
from typing import Final

from karabakh.schemas.limits import DEVICES

_NOT_IN_A_NAME: Final = re.compile(r'[<>:"|?*]')
_DEVICE: Final = re.compile(rf"(?i:{DEVICES})(?:\.|$)")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_SUFFIXES: Final = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){1,2}$")
_BYTES: Final = 180
NAMELESS: Final = "file"


def safe_name(given: str) -> str:
    r"""Return a name as near to the given as is harmless on every system: a file's, in no folder, that all can see.

    >>> safe_name("place names.csv"), safe_name("../../x.csv"), safe_name("C:\\CON.csv"), safe_name("a\u202evsc.exe\0")
    ('place names.csv', 'x.csv', '_CON.csv', 'avsc.exe')
    >>> safe_name("..") == safe_name("") == NAMELESS
    True
    """
    name = re.split(r"[/\\]", given)[-1]
    name = "".join(_sign(sign) for sign in name if unicodedata.category(sign) not in _UNSEEN)
    name = _NOT_IN_A_NAME.sub("_", name).strip(" .")
    if _DEVICE.match(name):
        name = f"_{name}"
    return _short(name) or NAMELESS


def _sign(sign: str) -> str:
    return " " if sign.isspace() else sign


def _short(name: str) -> str:
    """Return a name cut to what every file system holds, with its endings."""
    if len(name.encode()) <= _BYTES:
        return name
    found = _SUFFIXES.search(name)
    ending = found[0] if found else ""
    stem = name.removesuffix(ending).encode()[: _BYTES - len(ending)].decode(errors="ignore")
    return stem.rstrip(" .") + ending
