"""A text in; the block of YAML or TOML before it, which says where the text comes from, out (or none)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from karabakh.flows.text.span import Span

# More than the data of any text; a longer block is read as text.
_LONGEST: Final = 1 << 13
# What nests costs the square of its depth to read, and no data of a text nest deeply.
_NESTING: Final = re.compile(r"(?:[\[{][^\[{]{0,80}){20}|(?:[-?][ ]+){20}")
FENCES: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t\r]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t\r]*$", re.MULTILINE),
}
# Our names, to the keys that say it, the clearest first.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "published": (
        "published",
        "date_published",
        "datepublished",
        "publication_date",
        "publish_date",
        "pubdate",
        "date",
    ),
    "publisher": ("publisher", "source", "site", "site_name", "sitename", "website", "agency"),
    "url": ("url", "link", "permalink", "canonical", "canonical_url", "source_url", "source"),
    "language": ("language", "lang"),
    "licence": ("licence", "license", "rights"),
}
_ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block with its fences.

    ``values`` are strings as they stand there, by our names; ``date_span`` is where the day of publication stands.
    """

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    date_span: Span | None = None


def read_front_matter(text: str) -> FrontMatter | None:
    r"""Return the front matter at the very start of ``text``: between two lines ``---`` (YAML) or ``+++`` (TOML).

    >>> read_front_matter("---\nsource: The Agency\n---\nThe talks went on.").values
    {'publisher': 'The Agency'}
    >>> read_front_matter("---\nThe talks went on.\n---\n") is None
    True
    """
    start = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
    fence = text[start : start + 3]
    if fence not in FENCES:
        return None
    opened = text.find("\n", start, start + _LONGEST)
    if opened < 0 or text[start + 3 : opened].strip():
        return None
    closing = FENCES[fence].search(text, opened + 1, start + _LONGEST)
    block = text[opened + 1 : closing.start()] if closing else ""
    said = None if _NESTING.search(block) else _mapping(fence, block)
    if not closing or not said:
        return None
    values = dict(_known(said))
    where = _where(text, opened, closing.start(), values.get("published"))
    return FrontMatter(Span(start, start + len(text[start : closing.end()].rstrip())), values, where)


def _mapping(fence: str, block: str) -> dict[str, Any] | None:
    """Return the block's keys in lower case; none where it is not well formed, so that it is text."""
    try:
        read = _yaml(block) if fence == "---" else _toml(block)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict):
        return None
    return {str(key).strip().lower().replace("-", "_").replace(" ", "_"): value for key, value in read.items()}


def _yaml(block: str) -> Any:
    """Read YAML with every value as the string that stands there; aliases, which can be made to grow, are refused."""
    import yaml

    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(block, yaml.BaseLoader)):
            return None
        return yaml.load(block, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but strings, lists and dicts
    except (yaml.YAMLError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _toml(block: str) -> Any:
    import tomllib

    return tomllib.loads(block.replace("\r\n", "\n"))


def _known(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, keys in _KEYS.items():
        for key in keys:
            value = said.get(key)
            shown = str(value).strip() if value is not None and not isinstance(value, dict | list | bool) else ""
            if shown and (key != "source" or (name == "url") == bool(_ADDRESS.fullmatch(shown))):
                yield name, shown
                break


def _where(text: str, start: int, end: int, value: str | None) -> Span | None:
    at = text.find(value, start, end) if value else -1
    return Span(at, at + len(value)) if value and at >= 0 else None
