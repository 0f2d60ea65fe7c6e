"""What a page shows in, its HTML and what it is made with out; nothing of them comes from elsewhere."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from karabakh.flows.page.file import SERVED
from karabakh.flows.size import shown

_PAGE_STYLES: Final = ("10-colours.css", "20-base.css", "30-layout.css")
"""Of the styles of a version's page, those that ours have too, so that they look alike."""
NAVIGATION: Final = (
    '<nav class="served" aria-label="This server"><a href="./" aria-current="page">This version</a> '
    '<a href="/versions">Versions</a> <a href="/validate">Validate a file</a></nav>'
)
"""What leads from a version's page to the others of this server."""
_BODY: Final = re.compile(r"<body[^<>]*>\s*", re.IGNORECASE)
_DARK: Final = re.compile(r':root\[data-theme="dark"\]\s*(\{[^{}]*\})')


@dataclass(frozen=True)
class Made:
    """A file that pages are made with: its type, its bytes and what tells them from others."""

    kind: str
    content: bytes

    @property
    def etag(self) -> str:
        """The entity tag of its bytes."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


def rendered(name: str, **shown: Any) -> str:
    """Return the HTML of a page; every value is escaped."""
    return str(_environment().get_template(f"{name}.html.jinja").render(**shown))


def with_navigation(html: str) -> str:
    """Return the page of a version with the navigation in the place that it keeps for it; one that keeps none as it is.

    The place is at the beginning of the body. What looks like it further down is a text of the page.

    >>> with_navigation("<body>" + SERVED + SERVED) == "<body>" + NAVIGATION + SERVED
    True
    >>> with_navigation("<body><p>" + SERVED) == "<body><p>" + SERVED
    True
    """
    body = _BODY.search(html)
    if not body or not html.startswith(SERVED, body.end()):
        return html
    return html[: body.end()] + NAVIGATION + html[body.end() + len(SERVED) :]


@cache
def statics() -> Mapping[str, Made]:
    """Return the style of all pages and the script of the one that sends, by name."""
    page = files("karabakh.flows.page") / "static" / "css"
    own = files("karabakh.flows.serve") / "static"
    style = "\n".join(
        [*(_by_preference((page / name).read_text(encoding="utf-8")) for name in _PAGE_STYLES),
         (own / "serve.css").read_text(encoding="utf-8")]
    )  # fmt: skip
    return {
        "serve.css": Made("text/css; charset=utf-8", style.encode()),
        "validate.js": Made("text/javascript; charset=utf-8", (own / "validate.js").read_bytes()),
    }


def _by_preference(style: str) -> str:
    """Return a style in which the dark colours hold where the system asks for them: no script chooses here.

    >>> _by_preference(':root[data-theme="dark"] { --ink: #eee; }')
    '@media (prefers-color-scheme: dark) { :root { --ink: #eee; } }'
    """
    return _DARK.sub(r"@media (prefers-color-scheme: dark) { :root \1 }", style)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("karabakh.flows.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(size=shown, number=lambda value: f"{value:,}")
    return made
