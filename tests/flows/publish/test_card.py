"""README.md of a version: what it is, how much of it, under which licence, and what every column means."""

import re

import pytest
import yaml

from karabakh.flows.publish.card import card as card_of
from karabakh.flows.publish.edition import Edition, settled
from karabakh.flows.publish.facts import TITLE
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
    assert "Version 1.0.0. Dataset, CC BY 4.0." in card.split("## How to cite")[1]


def test_it_explains_offsets_and_names(card):
    assert "text[start:end] == surface" in card.split("## Offsets")[1]
    assert "GeoNames" in card.split("## Names of places")[1].split("\n## ")[0]


@pytest.fixture
def front(card):
    return yaml.safe_load(card.split("---\n")[1])


def test_front_matter_names_every_table_with_rows_and_its_file(front, tables, data):
    files = {config["config_name"]: config["data_files"] for config in front["configs"]}
    assert list(files) == [name for name in TABLES if tables[name].num_rows]
    assert all((data / "1.0.0" / path).is_file() for path in files.values())


def test_a_table_in_parts_is_named_with_all_of_them(filled, tmp_path):
    text = card_of(Edition("1.0.0", settled(filled), part_rows=2))
    [places] = [config for config in yaml.safe_load(text.split("---\n")[1])["configs"] if "places" in config.values()]
    assert places["data_files"] == [f"parquet/places/part-{part:05}.parquet" for part in (1, 2, 3)]


def test_one_table_is_read_where_none_is_named(front, tables):
    assert [config["config_name"] for config in front["configs"] if config.get("default")] == ["place_mentions"]
    other = yaml.safe_load(card_of(Edition("1.0.0", settled({"places": tables["places"]}))).split("---\n")[1])
    assert other["configs"] == [{"config_name": "places", "data_files": "parquet/places.parquet", "default": True}]


def test_a_version_without_rows_has_no_table_to_name(build):
    front = yaml.safe_load(card_of(Edition("1.0.0", settled(build(dict.fromkeys(TABLES, ()))))).split("---\n")[1])
    assert "configs" not in front
    assert front["size_categories"] == ["n<1K"]


def test_front_matter_says_what_the_dataset_is(front):
    assert front["license"] == "cc-by-4.0"
    assert front["language"] == sorted(front["language"]) == ["az", "en", "fa", "hy", "ru", "tr"]
    assert front["size_categories"] == ["n<1K"]
    assert front["pretty_name"] == TITLE


def test_every_descriptor_is_named(card, data):
    files = card.split("## Files")[1].split("\n## ")[0]
    names = re.findall(r"^- `([\w.]+)`: ", files, re.MULTILINE)
    assert {"datapackage.json", "croissant.json", "dataset.jsonld", "CITATION.cff"} <= set(names)
    assert all((data / "1.0.0" / name).is_file() for name in names)
