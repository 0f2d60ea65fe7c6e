"""What accept refuses, whatever it is sent for, is an error of `karabakh validate`, too."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("table", "cells", "rule", "column"),
    [
        ("place_names", {"source": "my grandma"}, "source_form", "source"),
        ("place_names", {"source": "usage: the so-called press"}, "neutral", "source"),
        ("place_names", {"language": "tr", "tradition": "persian"}, "tradition", "tradition"),
        ("place_names", {"language": "tr", "kind": "official"}, "kind", "kind"),
        ("place_names", {"language": "az-Latn", "name": "Xankândiabad"}, "alphabet", "name"),
        ("place_links", {"source": "my grandma"}, "source_form", "source"),
        ("places", {"label_source": "my grandma"}, "source_form", "label_source"),
        ("places", {"note": "an occupied village"}, "neutral", "note"),
        ("places", {"geonames_id": "148619"}, "double", "geonames_id"),
        ("sources", {"document_id": "a "}, "trimmed", "document_id"),
    ],
)
def test_what_breaks_a_convention_is_an_error(
    found: Callable[..., list], table: str, cells: dict[str, str], rule: str, column: str
) -> None:
    (finding,) = [one for one in found(table, cells) if one.severity == "error"]
    assert (finding.rule, finding.column, finding.row) == (rule, column, 2)


def test_a_name_that_the_place_has(found: Callable[..., list], known) -> None:
    old = known["place_names"].to_pylist()[0]
    row = {name: str(old[name] or "") for name in ("place_id", "name", "language", "tradition", "kind")}
    (finding,) = [one for one in found("place_names", {**row, "valid_from": "1901"}) if one.severity == "error"]
    assert finding.rule == "same_name"
    assert "the place has this name already" in finding.detail


def test_numbers_are_given_in_turn(write, check, free: list[str]) -> None:
    places = write("places", {"place_id": free[1]})
    names = write("place_names", {"place_id": free[1], "name": "Newplace"})
    (finding,) = check(places, names).findings
    assert (finding.rule, finding.column, finding.suggestion) == ("number", "place_id", free[0])


def test_a_place_needs_a_name_in_the_files(write, check) -> None:
    (finding,) = check(write("places", {})).findings
    assert (finding.rule, finding.severity) == ("nameless", "error")
    assert "send its names" in finding.detail


def test_a_place_keeps_its_meaning(write, check, known) -> None:
    old = next(row for row in known["places"].to_pylist() if row["place_id"] == "K0041")
    cells = {name: "" if value is None else str(value) for name, value in old.items()}
    errors = [one for one in check(write("places", {**cells, "type": "river"})).findings if one.severity == "error"]
    assert [(one.rule, one.column) for one in errors] == [("identity", "type")]


def test_what_follows_from_another_error_is_not_told(write, check, free: list[str]) -> None:
    """A name that is wrong is one when it is mended, and so is a place that is wrong."""
    places = write("places", {"lat": "x"}, {"place_id": free[1], "label": "Otherplace"})
    names = write(
        "place_names", {"place_id": free[0], "name": "Newplace", "kind": "pres"},
        {"place_id": free[1], "name": "Otherplace"},
    )  # fmt: skip
    assert sorted(one.rule for one in check(places, names).findings) == ["closed_list", "type"]


@pytest.mark.parametrize("name", ["a\xa0b", "a\u3000b", "a\u2028b", "a\ue000b", "a\u0378b", "a ", " a"])
def test_a_text_that_could_not_be_kept(check, tmp_path: Path, name: str) -> None:
    text = tmp_path / f"{name}.txt"
    text.write_text("On 3 May 1992 the road from Goris to Lachin was closed.\n", encoding="utf-8")
    (finding,) = [one for one in check(text).findings if one.severity == "error"]
    assert (finding.rule, finding.column) == ("file_name", "document_id")
    corpus = tmp_path / "corpus.csv"
    corpus.write_text(f'document_id,text\n"{name}",On 3 May 1992 it snowed in Goris.\n', encoding="utf-8")
    assert "file_name" in [one.rule for one in check(corpus).findings if one.severity == "error"]


def test_a_mention_of_another_place_keeps_no_foreign_name(found: Callable[..., list], known) -> None:
    mentions = known.version.rows("place_mentions", ("place_mention_id", "place_id", "name")).to_pylist()
    names = {(row["place_id"], row["name"]) for row in known["place_names"].to_pylist()}
    mention = next(one for one in mentions if one["place_id"] and ("K0041", one["name"]) not in names)
    row = {"key": mention["place_mention_id"], "expected": mention["place_id"], "corrected": "K0041"}
    (finding,) = found("corrections", row)
    assert (finding.rule, finding.severity, finding.row) == ("name_of_another", "warning", 2)
    assert mention["name"] in finding.detail
    own = next(name for place, name in sorted(names) if place == "K0041")
    both = {**row, "correction_id": "c2", "column": "name", "expected": mention["name"], "corrected": own}
    assert found("corrections", row, both) == []
