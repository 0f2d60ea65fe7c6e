"""An edition made from invented texts, its page, and a browser that may reach nothing but it."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.batches.harvest import completed, counted
from karabakh.flows.extraction.extract import extract
from karabakh.flows.ingest import read
from karabakh.flows.page.base_map import base_map
from karabakh.flows.page.content import content
from karabakh.flows.page.page import rendered
from karabakh.flows.places import load_gazetteer
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.flows.publish.edition import Edition, settled

FREE = "CC-BY-4.0"
# publisher, licence, year, and what is said, for each pair of names
TEXTS = (
    (
        "Aras Review",
        FREE,
        1993,
        "Shelling was heard near {a} on 3 March 1993. About 40 people were wounded in {b}.",
    ),
    (
        "Border Notes",
        FREE,
        1995,
        "In the spring of 1994 a column left {a} for {b}. Some 2,000 people were displaced.",
    ),
    ("Caucasus Herald", None, 2001, "Between 1988 and 1994 the road from {a} to {b} was closed. 12 to 15 people died."),
    ("Delta Monitor", FREE, 2012, "On 10 June 2010 observers met in {a}. They left for {b} in July 2010."),
    (
        "East Bulletin",
        FREE,
        2021,
        "The market of {a} opened on 9 May 1921. {b} had 4,500 inhabitants in the 1920s.",
    ),
)
PAIRS = (
    ("Khankendi", "Shusha"),
    ("Stepanakert", "Shushi"),
    ("Agdam", "Lachin"),
    ("Akna", "Berdzor"),
    ("Xankəndi", "Şuşa"),
    ("Yerevan", "Baku"),
    ("Kelbajar", "Fuzuli"),
)


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A version of invented texts, some of which may be passed on, with the packaged gazetteer."""
    corpus = tmp_path_factory.mktemp("corpus") / "texts.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in _rows()), encoding="utf-8")
    documents = read([corpus], None).documents
    made = completed(documents, extract(documents, load_gazetteer()))
    made["documents"] = counted(made["documents"], made)
    return Edition("1.0.0", settled({**gazetteer_tables(None), **made}))


def _rows() -> Iterator[dict[str, Any]]:
    for i, (a, b) in enumerate(PAIRS):
        for publisher, licence, year, text in TEXTS:
            yield {
                "document_id": f"{publisher.split()[0].lower()}-{i}",
                "text": text.format(a=a, b=b),
                "publisher": publisher,
                "published": f"{year + i % 3}-0{i + 1}-15",
                "url": f"https://{publisher.split()[0].lower()}.example.org/{i}",
                "language": "en",
                "licence": licence,
                "redistributable": licence is not None,
            }


@pytest.fixture(scope="session")
def data(edition: Edition) -> dict[str, Any]:
    """What the page of the edition holds."""
    return content(edition, None)


@pytest.fixture(scope="session")
def markup(data: dict[str, Any]) -> str:
    """The page of the edition."""
    return rendered(data, base_map())


@pytest.fixture(scope="session")
def page_file(markup: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the edition, on the disk."""
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(markup, encoding="utf-8")
    return path


class Opened:
    """A page that is open, and what it did that it should not have."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("request", lambda request: self._asked(request.url, address))
        page.on("console", lambda said: said.type in {"error", "warning"} and self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def until(self, holds: str) -> None:
        """Wait until an expression holds; the policy of the page keeps the browser's own way of waiting from it."""
        deadline = time.monotonic() + 15
        while not self.page.evaluate(holds):
            assert time.monotonic() < deadline, f"never was {holds}"
            self.page.wait_for_timeout(50)

    def _asked(self, url: str, address: str) -> None:
        if url.split("#")[0] != address and not url.startswith(("data:", "blob:")):
            self.faults.append(f"request: {url}")


@pytest.fixture
def opening(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a page from the disk: ``opening(path, fragment, width=…, theme=…)``."""
    contexts = []

    def opened(path: Path, fragment: str = "", *, width: int = 1280, theme: str = "light", **more: Any) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce", **more
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        result = Opened(page, path.as_uri())
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]", state="attached")
        return result

    yield opened
    for context in contexts:
        context.close()
