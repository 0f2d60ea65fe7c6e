"""An edition in, its page out: one HTML file with its data, its code and that of its libraries, and no way out."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from karabakh.flows.page import libraries
from karabakh.flows.page.base_map import base_map
from karabakh.flows.page.content import content
from karabakh.flows.page.downloads import downloads
from karabakh.flows.page.jsontext import json_text
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.quality import scores
from karabakh.flows.size import shown

TITLE: Final = "Page"
ABOUT: Final = "The version to look at: a map, a timeline and tables in one file that needs no network."

# each adds one member to K, and may use those before it
SCRIPTS: Final = (
    "k",
    "dom",
    "dates",
    "fold",
    "store",
    "labels",
    "names",
    "filter",
    "theme",
    "told",
    "place",
    "places",
    "evidence",
    "export",
    "statements",
    "window",
    "copy",
    "alternatives",
    "charts",
    "main",
)
TOTALS: Final = (
    ("documents", "documents"),
    ("publishers", "publishers"),
    ("statements", "statements"),
    ("dated", "of them with a date"),
    ("places", "places named"),
    ("names", "names of places"),
    ("figures", "figures"),
)
_STATIC: Final = files("karabakh.flows.page") / "static"


def page(edition: Edition, folder: Path | None) -> str:
    """Return the page of an edition; ``folder`` holds its other files, whose sizes and checksums the page gives."""
    return rendered(content(edition, folder), base_map())


def rendered(data: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    """Return the page that shows the data, with the borders and rivers under its map."""
    style = "\n".join(_texts("css", "css"))
    first = libraries.inline((_STATIC / "js" / "first.js").read_text(encoding="utf-8"))
    code = {**libraries.scripts(), "own": libraries.inline("\n".join(_code()))}
    shown = {name: part for name, part in data.items() if name != "about"}  # that is in the markup
    tables, others = downloads(data["about"]["files"], data["about"]["tables"])
    return _template().render(
        data=data,
        about=data["about"],
        downloads=tables,
        others=others,
        form_names={"parquet": "Parquet", "csv": "CSV"},
        scores=scores(data["about"]["quality"]),
        totals=TOTALS,
        withheld=data["documents"]["redistributable"].count(False),
        json=Markup(json_text(shown)),  # noqa: S704 - which leaves no character that could end the element
        map=Markup(json_text(base)),  # noqa: S704
        base=base,
        style=Markup(style),  # noqa: S704 - our own
        scripts={name: Markup(text) for name, text in code.items()},  # noqa: S704 - ours, and the libraries'
        first=Markup(first),  # noqa: S704 - our own
        policy=policy(style, (first, *code.values())),
        libraries=libraries.credits(),
        licences=libraries.LICENCES,
    )


def policy(style: str, scripts: Iterable[str]) -> str:
    """Return the content security policy: nothing may run or be fetched but what the page itself holds."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(_hash(script) for script in scripts)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    """Return how a policy names the text of an element.

    >>> _hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _code() -> Iterator[str]:
    yield '"use strict";'
    for name in SCRIPTS:
        if name == "charts":
            yield from _texts("js/charts", "js")
        else:
            yield (_STATIC / "js" / f"{name}.js").read_text(encoding="utf-8")


def _texts(folder: str, ending: str) -> list[str]:
    """Return the texts of the files of a folder, by name."""
    found: list[Traversable] = [each for each in (_STATIC / folder).iterdir() if each.name.endswith(f".{ending}")]
    return [each.read_text(encoding="utf-8") for each in sorted(found, key=lambda each: each.name)]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(lambda name: (_STATIC / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number, size=shown, linkable=linkable, relative=relative, ticks=ticks)
    return environment.get_template("page.html.jinja")


def number(value: float) -> str:
    """Return a number as people read it.

    >>> number(10952)
    '10,952'
    """
    return f"{value:,}"


def linkable(address: str | None) -> bool:
    """Return whether an address may be a link: the web's, and nothing that runs.

    >>> linkable("https://example.org"), linkable("javascript:alert(1)"), linkable(None)
    (True, False, False)
    """
    return bool(address and re.match(r"https?://", address, re.IGNORECASE))


def relative(path: str) -> str:
    """Return the address of a file of the version, seen from its page.

    >>> relative("csv/places.csv"), relative("javascript:alert(1)")
    ('csv/places.csv', './javascript%3Aalert%281%29')
    """
    quoted = quote(path)
    return quoted if quoted == path else f"./{quoted}"


def ticks(text: str) -> Markup:
    """Return a text with what stands between backticks set as code.

    >>> ticks("the `<b>` column")
    Markup('the <code>&lt;b&gt;</code> column')
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:  # one that is not closed is no mark
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def matter(text: str) -> str:
    """Return what counts of a page when two are compared: what is the same whatever the step, files and libraries are.

    The page of an edition that is only compared has none of these.
    """
    for part in ("files", "library", "step"):
        text = re.sub(f"<!-- {part} -->.*?<!-- /{part} -->", "", text, flags=re.DOTALL)
    return re.sub(r"'sha256-[A-Za-z0-9+/=]+'", "", text)
