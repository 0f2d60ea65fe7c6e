"""The name of a text's file in; why it cannot be one on every system, or what it is called is not seen, out."""

import re
from pathlib import PurePosixPath
from typing import Final

from karabakh.schemas.limits import DEVICES

# What Windows cannot have as the name of a file, so that nobody there could check the repository out.
_NOT_A_NAME: Final = re.compile(rf'[<>"\\|?*:/]|[. ]$|^(?i:{DEVICES})(\.|$)')
_BYTES: Final = 255
"""What the common file systems hold of a name, in UTF-8."""


def unfit(name: str) -> str | None:
    r"""Return why a file of a text cannot have this name; None where it can.

    Signs that nobody sees are refused, and all spaces but the common one: two names must not look the same.

    >>> unfit("Report 1994.txt")
    >>> unfit("Report\xa01994.txt")
    'it has U+00A0, which is not seen or is no common blank'
    >>> unfit("con.txt"), unfit("COM\xb9.txt")
    ('not every system can have such a name', 'not every system can have such a name')
    """
    strange = next((sign for sign in name if not sign.isprintable()), None)
    if strange:
        return f"it has U+{ord(strange):04X}, which is not seen or is no common blank"
    if not name or name.startswith(".") or _NOT_A_NAME.search(name):
        return "not every system can have such a name"
    if name != name.strip() or PurePosixPath(name).stem.endswith(" "):
        return "it has a blank at one of its ends"
    if len(name.encode()) > _BYTES:
        return f"it is longer than {_BYTES} bytes"
    return None
