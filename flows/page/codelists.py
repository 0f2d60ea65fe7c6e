"""The closed lists of codes in, the same as a page lists them out: a code and a title for people."""

from typing import Any, Final

from karabakh.schemas import codes

# where the code itself is no title
TITLES: Final = {"de_facto_state": "De facto state", "russian_soviet": "Russian and Soviet"}


def title(code: str) -> str:
    """Return a code as a title.

    >>> title("historic_state"), title("russian_soviet")
    ('Historic state', 'Russian and Soviet')
    """
    return TITLES.get(code, code.replace("_", " ").capitalize())


def code_list(meanings: codes.Codes) -> list[dict[str, Any]]:
    """Return codes with their titles."""
    return [{"code": code, "title": title(str(code))} for code in meanings]


def traditions() -> list[dict[str, Any]]:
    """Return the naming traditions of mentions in alphabetical order."""
    return sorted(code_list(codes.MENTION_TRADITION), key=lambda each: str(each["code"]))
