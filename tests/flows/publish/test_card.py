"""README.md of a version: what it is, how much of it, under which licence, and what every column means."""

import re

import pytest

from karabakh.schemas import TABLES
from karabakh.schemas.fields import columns


@pytest.fixture
def card(put, tables):
    return (put(tables).path / "README.md").read_text(encoding="utf-8")


def test_it_counts_the_rows_of_every_table(card, tables):
    for name, table in tables.items():
        assert f"| `{name}` | {table.num_rows} | " in card


def test_it_explains_every_column(card):
    for name, model in TABLES.items():
        section = card.split(f"\n### `{name}`")[1].split("\n### ")[0]
        for column in columns(model):
            assert f"`{column.name}`" in section
            assert column.description.replace("|", "\\|") in section


def test_it_lists_the_forms_of_the_gazetteer(card):
    files = card.split("## Files")[1].split("\n## ")[0]
    assert re.findall(r"^- `(gazetteer/[^`]+)`: .{40}", files, re.MULTILINE) == [
        "gazetteer/gazetteer.geojson",
        "gazetteer/gazetteer.parquet",
    ]


def test_it_credits_the_sources_under_their_licences(card):
    licences = card.split("## Licences and credits")[1].split("\n## ")[0]
    assert "CC BY 4.0" in licences
    assert re.findall(r"- \[(.*?)\]\(.*?\): (.*)", licences) == [
        ("GeoNames", "CC BY 4.0"),
        ("Unicode CLDR", "Unicode-3.0"),
        ("Who's On First", "CC BY 4.0, mostly"),
    ]
    assert "not ours to license" in licences


def test_it_says_how_to_cite_this_version(card):
    assert "version 1.0.0. Dataset, CC BY 4.0." in card.split("## How to cite")[1]


def test_it_explains_offsets_and_names(card):
    assert "text[start:end] == surface" in card.split("## Offsets")[1]
    assert "GeoNames" in card.split("## Names of places")[1].split("\n## ")[0]


def test_front_matter_names_every_table_and_its_file(card, put, tables, data):
    front = card.split("---\n")[1]
    files = re.findall(r"- config_name: (\w+)\n  data_files: (\S+)", front)
    assert [name for name, _ in files] == list(TABLES)
    assert all((data / "1.0.0" / path).is_file() for _, path in files)
