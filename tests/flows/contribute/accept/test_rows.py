"""Rows that are accepted: merged in their order, who and when and why kept."""

import hashlib
from pathlib import Path

import openpyxl
import pytest

import karabakh
from karabakh.flows.contribute.accept.errors import RefusedError
from karabakh.flows.places import load_gazetteer
from karabakh.schemas import model
from karabakh.schemas.arrow import arrow_schema


class TestRows:
    def test_a_name_becomes_a_row_in_its_order(self, accept, sheet, rows, a_name) -> None:
        before = rows("place_names")
        done = accept(sheet("place_names", a_name))
        assert done.exit_code == 0, done.output
        after = rows("place_names")
        added = {column: a_name.get(column, "") for column in after[0]}
        assert [row for row in after if row not in before] == [added]
        keys = [tuple(row[column] for column in ("place_id", "name", "language")) for row in after]
        assert keys == sorted(keys)
        assert len(after) == len(before) + 1
        assert done.stdout.splitlines() == [
            "place_names: 1 added",
            "  + K0038|Hankendi|tr|turkish|press|",
            f"recorded as 2024-06-01-place_names-{sha(Path('my_place_names.csv'))[:8]}",
            "written seeds; next: make refresh, make test, look at git diff, commit",
        ]

    def test_who_when_and_why_are_kept(self, accept, sheet, rows, a_name) -> None:
        file = sheet("place_names", a_name)
        accept(file)
        assert rows("contributions") == [
            {
                "contribution_id": f"2024-06-01-place_names-{sha(file)[:8]}",
                "accepted": "2024-06-01",
                "contributor": "A. Reader",
                "reason": "seen in print",
                "table": "place_names",
                "rows_added": "1",
                "rows_changed": "0",
                "file_sha256": sha(file),
            }
        ]

    def test_rows_that_are_there_are_skipped_and_said(self, accept, sheet, rows, a_name) -> None:
        accept(sheet("place_names", a_name))
        before = rows("place_names"), rows("contributions")
        done = accept(sheet("place_names", a_name))
        assert done.exit_code == 0
        assert "place_names: 1 already there, skipped" in done.stdout
        assert done.stdout.splitlines()[-1] == "unchanged seeds: all of it is there already"
        assert (rows("place_names"), rows("contributions")) == before

    def test_a_row_that_is_there_changes_only_if_asked(self, accept, sheet, rows, a_name) -> None:
        accept(sheet("place_names", a_name))
        other = sheet("place_names", {**a_name, "source": "reference: Another Atlas"})
        refused = accept(other)
        assert refused.exit_code == 1
        assert "rows that are there already would change; --replace allows it" in refused.stderr
        assert "source usage: Turkish-language press -> reference: Another Atlas" in refused.stderr
        done = accept(other, "--replace")
        assert done.exit_code == 0
        assert "source usage: Turkish-language press -> reference: Another Atlas" in done.stdout
        assert [
            row["source"] for row in rows("place_names") if row["name"] == "Hankendi" and row["language"] == "tr"
        ] == ["reference: Another Atlas"]
        assert rows("contributions")[-1]["rows_changed"] == "1"

    def test_the_same_file_twice_on_a_day_has_two_identifiers(self, accept, sheet, rows, a_name) -> None:
        first = {**a_name, "source": "reference: One Atlas"}
        for row in (a_name, first, a_name):
            assert accept(sheet("place_names", row), "--replace").exit_code == 0
        ids = [row["contribution_id"] for row in rows("contributions")]
        assert len(set(ids)) == 3
        assert sum(one.endswith("-2") for one in ids) == 1

    def test_a_place_comes_with_its_names(self, accept, sheet, rows, a_place, name_of_it) -> None:
        done = accept(sheet("places", a_place), sheet("place_names", name_of_it))
        assert done.exit_code == 0, done.output
        assert rows("places")[-1]["place_id"] == "K0061"
        assert "  + K0061 Yeniyer (village)" in done.stdout.splitlines()
        assert [(row["table"], row["rows_added"]) for row in rows("contributions")] == [
            ("place_names", "1"),
            ("places", "1"),
        ]

    def test_sources_and_corrections_are_merged_by_what_they_speak_of(self, accept, sheet, rows, published) -> None:
        figure = published("figures")[0]
        correction = {
            "correction_id": "mine",
            "table": "figures",
            "key": figure["figure_id"],
            "column": "kind",
            "expected": figure["kind"],
            "corrected": "casualties",
            "reason": "print",
            "contributor": "B",
        }
        done = accept(sheet("corrections", correction), sheet("sources", {"document_id": "a", "publisher": "P"}))
        assert done.exit_code == 0, done.output
        assert rows("corrections") == [{**correction, "text_sha256": ""}]
        assert rows("sources")[0]["publisher"] == "P"
        again = accept(sheet("corrections", {**correction, "correction_id": "other"}))
        assert "corrections: 1 already there, skipped" in again.stdout

    def test_a_name_of_two_places_becomes_ambiguous_in_every_row(
        self, accept, sheet, rows, a_place, name_of_it
    ) -> None:
        done = accept(sheet("places", a_place), sheet("place_names", name_of_it, {**name_of_it, "name": "Hankendi"}))
        assert done.exit_code == 0, done.output
        marks = {row["ambiguous"] for row in rows("place_names") if row["name"] == "Hankendi"}
        assert marks == {"true"}
        assert "ambiguous false -> true (another place has the name, too)" in done.stdout
        load_gazetteer(Path("seeds"))

    def test_the_sheets_of_a_workbook_are_a_contribution(self, accept, here, rows, name_of_it, a_place) -> None:
        link = {
            "place_id": "K0061",
            "relation": "part_of",
            "other_id": "K0001",
            "source": "reference: Atlas of Examples",
        }
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, row in (("place_names", name_of_it), ("places", a_place), ("place_links", link)):
            page = book.create_sheet(name)
            columns = arrow_schema(model(name)).names
            page.append(columns)
            page.append([row.get(column) for column in columns])
        book.save(here / "place.xlsx")
        done = accept("place.xlsx")
        assert done.exit_code == 0, done.output
        assert rows("places")[-1]["label"] == "Yeniyer"
        assert {row["table"] for row in rows("contributions")} == {"place_links", "place_names", "places"}
        assert len({row["file_sha256"] for row in rows("contributions")}) == 1

    def test_a_dry_run_shows_and_writes_nothing(self, accept, sheet, unchanged, a_name) -> None:
        done = accept(sheet("place_names", a_name), "--dry-run")
        assert done.exit_code == 0
        assert "place_names: 1 added" in done.stdout
        assert done.stdout.splitlines()[-1] == "not written seeds"

    def test_formulas_are_guarded_and_come_back(self, accept, sheet, here) -> None:
        row = {"document_id": "a", "publisher": "=1+1", "note": "@home"}
        assert accept(sheet("sources", {**row, "publisher": "'=1+1", "note": "'@home"})).exit_code == 0
        assert b"a,'=1+1,,,,,,,,,'@home\n" in (here / "seeds" / "sources.csv").read_bytes()

    def test_a_contributor_is_no_formula(self, run, sheet, here, a_name) -> None:
        done = run("accept", sheet("place_names", a_name), "--contributor", "=1+1", "--reason", "@SUM(1)")
        assert done.exit_code == 0
        assert b",'=1+1,'@SUM(1),place_names,1,0," in (here / "seeds" / "contributions.csv").read_bytes()

    def test_python_has_the_same(self, here, sheet, a_name) -> None:
        done = karabakh.accept([sheet("place_names", a_name)], contributor="A", reason="r")
        assert [change.name for change in done.changes] == ["K0038|Hankendi|tr|turkish|press|"]
        with pytest.raises(RefusedError, match="place_id must be"):
            karabakh.accept([sheet("place_names", {**a_name, "place_id": "K9999"})], contributor="A", reason="r")


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
