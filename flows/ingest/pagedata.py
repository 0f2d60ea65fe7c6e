"""The tree of a web page in; what the page itself says of its day, publisher, address and language out.

Only what is said for machines counts: JSON-LD, meta elements, marked times, the canonical address. No day is guessed
from running text, and none from a form that can be read in two ways.
"""

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

from karabakh.flows.header.fullday import day_in

# The names of meta elements (property, name or itemprop) that hold the day of publication, the clearest first.
_DAYS: Final = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published",
    "date-published", "publication_date", "publication-date", "published_time", "published-date", "publishdate",
    "publish_date", "publish-date", "pubdate", "citation_publication_date", "dc.date.issued", "dcterms.issued",
    "dc.issued", "parsely-pub-date", "sailthru.date", "article.published", "originalpublicationdate", "bt:pubdate",
    "dc.date", "dcterms.date", "dc:date", "date", "article:post_date", "article_date_original", "displaydate",
    "dc.date.created", "dcterms.created",
)  # fmt: skip
_ARTICLE: Final = re.compile(r"(?:.*Article|BlogPosting|Report|LiveBlogPosting|AnalysisNewsArticle)\Z")
_MARKED: Final = (
    './/*[@itemprop="datePublished"]',
    ".//time[@pubdate]",
    './/*[contains(concat(" ", normalize-space(@class), " "), " dt-published ")]',
    './/abbr[contains(concat(" ", normalize-space(@class), " "), " published ")]',
    './/time[contains(@class, "publish")]',
)
_ELSEWHERE: Final = frozenset({"aside", "nav", "footer", "li", "blockquote", "figure", "table", "form"})
_ARTICLES: Final = frozenset({"article", "main", "header"})
_CHANGED: Final = re.compile(r"updat|modif|chang", re.IGNORECASE)
_ADDRESS_DAY: Final = re.compile(r"/(?P<y1>[0-9]{4})[/-](?P<m1>[0-9]{2})[/-](?P<d1>[0-9]{2})(?=[/-]|\Z)")
_LICENCE: Final = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]{2,8})/([0-9]\.[0-9])|publicdomain/(zero)/([0-9]\.[0-9]))"
)
# Before the web was; what a program writes that knows no day.
_FIRST: Final = date(1971, 1, 1)
_BYLINE: Final = 200
_BESIDE: Final = 40
_CONTAINERS: Final = frozenset({"article", "main", "header", "section", "div"})
_NODES: Final = 2_000
_LONGEST_DATA: Final = 1 << 18


def said_of(tree: Any) -> dict[str, str]:
    """Return what a page says, by the names of our columns; ``language`` is what it claims to be in."""
    known = _metadata(tree)
    url = known.url if known.url and known.url.startswith(("http://", "https://")) else None
    day = _published(tree, url)
    said = {
        "published": day.isoformat() if day else None,
        "publisher": known.sitename,
        "url": url,
        "licence": _licence(tree),
        "language": tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }
    return {column: value for column, value in said.items() if value}


def _metadata(tree: Any) -> Any:
    """Let trafilatura read the metadata, of the head alone: of no running text, nor of the parts of a title."""
    from lxml import html  # type: ignore[import-untyped]
    from trafilatura.metadata import extract_metadata

    page = html.document_fromstring("<html><head></head><body></body></html>")
    for element in tree.xpath('.//head/meta | .//head/link[@rel="canonical"] | .//script[@type="application/ld+json"]'):
        name = (element.get("name") or element.get("property") or "").lower()
        if element.tag == "script" and len(element.text or "") > _LONGEST_DATA:
            continue
        if not name.startswith("twitter:") and name not in _DAYS:
            page.head.append(copy.copy(element))
    return extract_metadata(page, date_config={"max_date": "2100-01-01", "extensive_search": False}, extensive=False)


def _published(tree: Any, url: str | None) -> date | None:
    """Return the day of publication; where a kind of mark gives several, that kind says nothing."""
    for days in (_linked_data(tree), _meta(tree), _marks(tree), _times(tree), _address(url)):
        found = {day for day in days if day and day >= _FIRST}
        if len(found) == 1:
            return found.pop()
    return None


def _linked_data(tree: Any) -> Iterator[date | None]:
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        for node in _nodes(script.text or ""):
            kinds = node.get("@type")
            if any(_ARTICLE.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield day_in(str(node.get("datePublished") or ""))


def _nodes(source: str) -> Iterator[Mapping[str, Any]]:
    """Yield the things that JSON-LD describes as such; what they mention is not about this page."""
    if len(source) > _LONGEST_DATA:
        return
    try:
        read = json.loads(source.strip().removeprefix("//<![CDATA[").removesuffix("//]]>"), strict=False)
    except (ValueError, RecursionError):
        return
    for node in _dicts(read):
        yield node
        for part in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _dicts(node.get(part))


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    """Return the things among one value or a list of them."""
    return [part for part in (value if isinstance(value, list) else [value])[:_NODES] if isinstance(part, dict)]


def _meta(tree: Any) -> Iterator[date | None]:
    """Yield the day of the clearest name that has one."""
    days: dict[str, date] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        day = day_in(element.get("content")) if name in _DAYS else None
        if day:
            days.setdefault(name, day)
    yield next((days[name] for name in _DAYS if name in days), None)


def _marks(tree: Any) -> Iterator[date | None]:
    for path in _MARKED:
        for element in tree.xpath(path):
            if not _is_elsewhere(element):
                yield _of(element)


def _times(tree: Any) -> Iterator[date | None]:
    """Yield the days of the times in a page's article that stand in a short line of their own, as bylines do."""
    # no path such as .//article//time, which takes the square of the time where articles lie in each other
    for element in islice(tree.iterfind(".//time[@datetime]"), _NODES):
        if _CHANGED.search(" ".join((element.get("class", ""), element.get("itemprop", "")))):
            continue
        around = {ancestor.tag for ancestor in element.iterancestors()}
        if around & _ARTICLES and not around & _ELSEWHERE and not _is_in_running_text(element):
            yield _of(element)


def _is_in_running_text(element: Any) -> bool:
    """Whether words stand around a time in its line, or it is part of a long paragraph."""
    around, before = element.getparent(), element.getprevious()
    if around.tag in _CONTAINERS:
        words = (around.text if before is None else before.tail, element.tail)
        return sum(len((part or "").strip()) for part in words) > _BESIDE
    return len("".join(around.itertext())) > _BYLINE


def _of(element: Any) -> date | None:
    given = element.get("datetime") or element.get("content") or element.get("title") or "".join(element.itertext())
    return day_in(given)


def _is_elsewhere(element: Any) -> bool:
    return any(around.tag in _ELSEWHERE for around in element.iterancestors())


def _address(url: str | None) -> Iterable[date | None]:
    found = _ADDRESS_DAY.search(url or "")
    return [day_in("-".join(found.group("y1", "m1", "d1")))] if found else []


def _licence(tree: Any) -> str | None:
    """Return the Creative Commons licence that the page names as its own, as SPDX does."""
    for element in tree.xpath('.//a[@href][@rel="license"] | .//link[@href][@rel="license"]'):
        found = _LICENCE.match(element.get("href"))
        if found:
            return f"CC0-{found[4]}" if found[3] else f"CC-{found[1].upper()}-{found[2]}"
    return None
