"""The page of a version in, the same with a way to the other pages of this server out."""

import re
from typing import Final

from karabakh.flows.page.file import SERVED

_BODY: Final = re.compile(r"<body[^<>]*>\s*", re.IGNORECASE)
NAVIGATION: Final = (
    '<nav class="served" aria-label="This server"><a href="./" aria-current="page">This version</a> '
    '<a href="/versions">Versions</a> <a href="/validate">Validate a file</a></nav>'
)


def with_navigation(html: str) -> str:
    """Return the page with the navigation in the place that it keeps for it; a page that keeps none stays as it is.

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
