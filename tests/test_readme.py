"""What README says is so: its excerpts are rows of the data, its commands exist, its links lead somewhere."""

import re
from pathlib import Path

import click
import pytest

from karabakh.flows.cli import main
from karabakh.flows.download.load import load
from karabakh.flows.publish.facts import SOURCES

EXCERPT = re.compile(r"^`(\w+)`\n\n((?:\|.*\n)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def shown(value: object) -> str:
    text = "" if value is None else f"{value:g}" if isinstance(value, float) and value < 1e5 else str(value)
    return {"True": "true", "False": "false"}.get(text, text.removesuffix(".0"))


def test_the_excerpts_are_rows_of_the_published_tables(readme: str, root: Path) -> None:
    excerpts = EXCERPT.findall(readme)
    assert {name for name, _ in excerpts} == {"place_mentions", "date_mentions", "figures"}
    for name, lines in excerpts:
        header, _, *rows = lines.splitlines()
        table = load(name, data=root / "data")[list(cells(header))]
        published = {tuple(map(shown, row)) for row in table.astype(object).where(table.notna(), None).values.tolist()}
        assert {cells(row) for row in rows} <= published


def test_every_table_is_named(readme: str) -> None:
    from karabakh.schemas import TABLES

    assert all(f"`{name}`" in readme for name in TABLES)


def test_the_commands_are_those_there_are(readme: str) -> None:
    named = set(re.findall(r"^karabakh (\w+)", readme, re.MULTILINE))
    assert named == set(main.list_commands(click.Context(main)))


def test_the_links_lead_to_files_that_are_there(readme: str, root: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", readme)
    assert links
    assert not [link for link in links if not (root / link).exists()]


def test_the_sources_are_credited(readme: str) -> None:
    assert all(title in readme for title, *_ in SOURCES if title != "Unicode CLDR")
    assert "Unicode CLDR" in readme


def test_the_versions_that_are_named_are_published(readme: str, root: Path) -> None:
    named = set(re.findall(r"data/(\d+\.\d+\.\d+)", readme))
    assert named
    assert all((root / "data" / version / "SHA256SUMS").is_file() for version in named)


def test_the_documents_behind_the_labels_are_named(readme: str, root: Path) -> None:
    used = load("places", data=root / "data")["label_source"].drop_duplicates().tolist()
    for source in used:
        if source.startswith("UN "):
            assert source.removeprefix("UN ").split(" (")[0] in readme
