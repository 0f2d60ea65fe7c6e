"""What a browser may do with an answer: the headers of every one, and the policy of a version's page from that page."""

import re
from html.parser import HTMLParser
from typing import Final

HEADERS: Final = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""The headers of every answer, but for the policy."""

_ALONE: Final = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
NOTHING: Final = f"default-src 'none'; {_ALONE}; sandbox"
"""The policy of what is no page: a file, a list, a refusal."""
PLAIN: Final = f"default-src 'none'; style-src 'self'; {_ALONE}"
"""The policy of our pages without a script."""
SENDING: Final = (
    f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; {_ALONE}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""The policy of the page that sends a file: our script, and it to us alone."""

_HASH: Final = re.compile(r"'sha(?:256|384|512)-[A-Za-z0-9+/]{40,90}={0,2}'")
_STYLES: Final = ("style-src", "style-src-elem", "style-src-attr")
_WORDS: Final = {"'unsafe-inline'", "'unsafe-hashes'"}


def of_page(html: str) -> str:
    """Return the policy for a version's page: its own hashes of scripts and styles, and nothing beyond them.

    A page that was fetched from elsewhere is not trusted to say what it may do; it can only name its scripts. One
    without a policy of its own runs none.

    >>> of_page("<p>no policy")
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
frame-ancestors 'none'"
    """
    said = _directives(_said(html))
    scripts = [source for source in said.get("script-src", ()) if _HASH.fullmatch(source)]
    parts = ["default-src 'none'"]
    if scripts:
        parts.append(f"script-src {' '.join(scripts)}")
    parts += _styles(said)
    return "; ".join([*parts, "img-src data:", _ALONE])


def _styles(said: dict[str, list[str]]) -> list[str]:
    if not said:
        return ["style-src 'unsafe-inline'"]
    kept = {name: [one for one in said.get(name, ()) if _HASH.fullmatch(one) or one in _WORDS] for name in _STYLES}
    return [f"{name} {' '.join(sources)}" for name, sources in kept.items() if sources]


def _directives(policy: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        found.setdefault(name.lower(), sources)  # of two, a browser takes the first
    found.pop("", None)
    return found


def _said(html: str) -> str:
    reader = _Policy()
    reader.feed(html[:_HEAD])
    return reader.found or ""


_HEAD: Final = 1 << 16


class _Policy(HTMLParser):
    """The first policy that the head of a page has in a meta element."""

    found: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        given = dict(attrs)
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "content-security-policy":
            self.found = self.found or given.get("content")
