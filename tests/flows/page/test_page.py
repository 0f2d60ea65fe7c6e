"""One file, the same bytes each time, that nothing can be loaded into and nothing that it shows can run."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from karabakh.flows.page.base_map import base_map
from karabakh.flows.page.budget import CONTENT_BYTES
from karabakh.flows.page.file import SERVED
from karabakh.flows.page.jsontext import json_text
from karabakh.flows.page.page import matter, page, rendered
from karabakh.flows.publish.edition import Edition

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028\u202e{{ 7*7 }}"
LINKS = {("a", "href")}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside: str | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in self.texts:
            self._inside = tag
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data


@pytest.fixture(scope="module")
def elements(markup: str) -> Elements:
    return Elements(markup)


def hostile(value: Any) -> Any:
    """Return the same data with something nasty at the end of each of its texts."""
    match value:
        case str():
            return value + HOSTILE
        case dict():
            return {key: hostile(each) for key, each in value.items()}
        case list() | tuple():
            return [hostile(each) for each in value]
        case _:
            return value


def test_the_same_edition_gives_the_same_bytes(edition: Edition, markup: str) -> None:
    assert page(edition, None) == markup


@pytest.mark.slow
def test_the_order_of_hashes_does_not_show(root: Path) -> None:
    version = root / "data" / "1.0.0"
    program = """
import hashlib, sys
from pathlib import Path
import pyarrow.parquet as pq
from karabakh.flows.page.budget import CONTENT_BYTES
from karabakh.flows.page.file import SERVED
from karabakh.flows.page.jsontext import json_text
from karabakh.flows.page.page import page
from karabakh.flows.publish.edition import Edition, settled
from karabakh.schemas import TABLES
folder = Path(sys.argv[1])
tables = {name: pq.read_table(path) for name in TABLES if (path := folder / "parquet" / f"{name}.parquet").is_file()}
print(hashlib.sha256(page(Edition("1.0.0", settled(tables)), folder).encode()).hexdigest())
"""
    sums = {
        subprocess.run(
            [sys.executable, "-c", program, str(version)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_the_policy_lets_exactly_these_scripts_and_this_style_run(elements: Elements) -> None:
    [policy] = [each["content"] or "" for tag, each in elements.found if tag == "meta" and "http-equiv" in each]
    directives = {name: rest for name, _, rest in (each.strip().partition(" ") for each in policy.split(";"))}
    scripts = [each for tag, each in elements.found if tag == "script"]
    run = [
        text
        for each, text in zip(scripts, elements.texts["script"], strict=True)
        if each.get("type") != "application/json"
    ]
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    assert directives["script-src"].split() == [_hash(text) for text in run]
    assert directives["style-src"].split() == [_hash(text) for text in elements.texts["style"]]
    assert "unsafe" not in policy


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_is_loaded_from_anywhere(elements: Elements) -> None:
    addresses = [
        (tag, name, value or "")
        for tag, attributes in elements.found
        for name, value in attributes.items()
        if name in {"src", "href", "srcset", "action", "data", "poster", "formaction", "ping", "background"}
    ]
    loaded = [each for each in addresses if each[:2] not in LINKS and not each[2].startswith("data:")]
    assert loaded == []
    assert {"base", "embed", "form", "iframe", "img", "object"}.isdisjoint(tag for tag, _ in elements.found)
    assert not re.search(r"@import|url\(", elements.texts["style"][0])


def test_there_is_room_for_as_much_content_as_there_may_be(markup: str, data: dict[str, Any]) -> None:
    assert len(markup.encode()) - len(json_text(data).encode()) + CONTENT_BYTES < 5_000_000


def test_no_element_has_code_or_style_of_its_own(elements: Elements) -> None:
    named = {name for _, attributes in elements.found for name in attributes}
    assert not {name for name in named if name.startswith("on") or name == "style"}


def test_links_to_elsewhere_do_not_tell_where_they_stand(elements: Elements) -> None:
    away = [each for tag, each in elements.found if tag == "a" and (each["href"] or "").startswith("http")]
    assert away
    assert all("noopener" in (each.get("rel") or "") for each in away)


def test_the_data_stand_in_the_page_as_they_are(elements: Elements, data: dict[str, Any]) -> None:
    scripts = [each for tag, each in elements.found if tag == "script"]
    texts = {each.get("id"): text for each, text in zip(scripts, elements.texts["script"], strict=True)}
    shown = {name: part for name, part in data.items() if name != "about"}  # that is in the markup
    assert json.loads(texts["data"]) == json.loads(json.dumps(shown))
    assert json.loads(texts["base-map"]) == json.loads(json.dumps(base_map()))


def test_a_text_of_the_data_is_never_markup(data: dict[str, Any]) -> None:
    told = hostile(data)
    told["title"] = data["title"]  # ours, and each of its words is an element
    told["about"]["quality"] = data["about"]["quality"]  # ours, and its codes are columns
    elements, before = Elements(rendered(told, base_map())), Elements(rendered(data, base_map()))
    assert [tag for tag, _ in elements.found] == [tag for tag, _ in before.found]
    assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)


def test_only_addresses_of_the_web_are_links(data: dict[str, Any]) -> None:
    about = {
        **data["about"],
        "files": [{"path": "javascript:alert(1)", "bytes": 1, "sha256": "0", "table": None, "form": None}],
    }
    elements = Elements(rendered({**data, "about": about}, base_map()))
    links = [each["href"] or "" for tag, each in elements.found if tag == "a"]
    assert not [each for each in links if each.lower().startswith("javascript")]


def test_where_it_is_served_something_takes_the_place_of_a_comment(markup: str) -> None:
    assert markup.count(SERVED) == 1
    assert re.search(rf"<body[^>]*>\s*{SERVED}", markup)


def test_what_changed_and_what_was_rejected_is_told(data: dict[str, Any]) -> None:
    tables = [
        {"table": "places", "words": "", "added": 1200, "removed": 0, "changed": 3, "whole": None},
        {"table": "figures", "words": "", "added": None, "removed": None, "changed": None, "whole": "added"},
    ]
    changes = {"previous": "1.4.2", "change": "minor", "reason": "rows were added", "tables": tables}
    rejected = [{"table": "documents", "rule": "duplicate_id", "n": 5}]
    text = rendered({**data, "about": {**data["about"], "changes": changes, "rejected": rejected}}, base_map())
    for told in ("Since version 1.4.2, a minor change", "1,200", "the whole table was added", "duplicate_id: 5"):
        assert told in text


def test_every_reference_within_the_page_has_its_target(elements: Elements) -> None:
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    meant = {
        target
        for _, attributes in elements.found
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for target in (attributes.get(name) or "").split()
    }
    jumps = {each["href"][1:] for tag, each in elements.found if tag == "a" and (each["href"] or "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert meant | jumps <= set(ids)


def test_headings_come_in_order(elements: Elements) -> None:
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_of_two_pages_the_libraries_and_checksums_do_not_matter(markup: str, data: dict[str, Any]) -> None:
    def with_sum(sha256: str) -> str:
        file = {"path": "csv/places.csv", "bytes": 7, "sha256": sha256, "table": "places", "form": "csv"}
        return rendered({**data, "about": {**data["about"], "files": [file]}}, base_map())

    other = re.sub(r'(<!-- library --><script type="module">)', r"\1;1;", markup)
    assert matter(with_sum("a" * 64)) == matter(with_sum("b" * 64))
    assert matter(other) == matter(markup) != matter(other.replace("Statements", "Sentences"))
    assert len(matter(markup)) < len(markup) / 2


def test_of_two_pages_it_does_not_matter_whether_the_files_are_there(data: dict[str, Any]) -> None:
    left_out = [{"what": "statements", "shown": 1, "total": 2, "table": "places", "why": "too many"}]
    file = {"path": "csv/places.csv", "bytes": 7, "sha256": "0" * 64, "table": "places", "form": "csv"}
    compared = {**data, "left_out": left_out}
    published = {**compared, "about": {**data["about"], "files": [file], "n_files": 1}}
    assert matter(rendered(published, base_map())) == matter(rendered(compared, base_map()))


def test_each_part_of_a_large_table_is_a_link(data: dict[str, Any]) -> None:
    paths = [f"csv/places/part-{number:05}.csv" for number in (1, 2)]
    files = [{"path": path, "bytes": 7, "sha256": "0" * 64, "table": "places", "form": "csv"} for path in paths]
    found = Elements(rendered({**data, "about": {**data["about"], "files": files}}, base_map())).found
    links = [attributes.get("href") for tag, attributes in found if tag == "a"]
    assert [links.count(path) for path in paths] == [2, 2]  # in the table of tables, and in the list of files
    assert "csv/places/" not in links
