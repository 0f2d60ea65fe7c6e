"""Published rows with cells mended become corrections, or rows of sources."""

from pathlib import Path

import pytest

from karabakh.flows.places import load_gazetteer


class TestCells:
    """Cells of what is found in texts become corrections, cells of documents become sources."""

    def test_a_cell_that_differs_becomes_a_correction(self, accept, sheet, rows, published) -> None:
        figures = published("figures")
        old = next(row for row in figures if row["surface"].endswith("12"))
        done = accept(sheet("figures", {**old, "low": "13", "approximate": "true"}))
        assert done.exit_code == 0, done.output
        assert [line.partition(" c-")[0] for line in done.stdout.splitlines()[:-2]] == [
            "corrections: 2 added",
            "  +",
            "  +",
        ]
        text = next(row["text_sha256"] for row in published("documents") if row["document_id"] == "a")
        found = {row["column"]: row for row in rows("corrections")}
        assert {column: (row["expected"], row["corrected"]) for column, row in found.items()} == {
            "low": ("12", "13"),
            "approximate": ("false", "true"),
        }
        for row in found.values():
            assert (row["table"], row["key"], row["text_sha256"]) == ("figures", old["figure_id"], text)
            assert (row["reason"], row["contributor"]) == ("seen in print", "A. Reader")
        assert len({row["correction_id"] for row in found.values()}) == 2

    def test_the_corrections_apply_in_a_refresh(self, accept, sheet, here, published) -> None:
        mention = next(row for row in published("place_mentions") if row["surface"] == "Lachin")
        date = next(row for row in published("date_mentions") if row["surface"] == "June 1993")
        later = {**date, "edtf": "1993-07", "earliest": "1993-07-01", "latest": "1993-07-31", "timex_value": "1993-07"}
        done = accept(sheet("place_mentions", {**mention, "place_id": "K0038"}), sheet("date_mentions", later))
        assert done.exit_code == 0, done.output
        from karabakh.flows.extraction.corrections import read_corrections
        from karabakh.flows.extraction.extract import extract
        from karabakh.flows.ingest import read

        documents = read(["seeds/texts"]).documents
        corrections = read_corrections(Path("seeds/corrections.csv"))
        found = extract(documents, load_gazetteer(Path("seeds")), corrections.of(["a"]))
        assert found["rejected"].num_rows == 0
        assert "K0038" in {row["place_id"] for row in found["place_mentions"].to_pylist() if row["surface"] == "Lachin"}
        assert "1993-07" in {row["edtf"] for row in found["date_mentions"].to_pylist()}

    def test_a_row_that_is_missing_deletes_nothing(self, accept, sheet, rows, published) -> None:
        done = accept(sheet("figures", published("figures")[0]))
        assert done.exit_code == 0
        assert "figures: 1 already there, skipped" in done.stdout
        assert rows("corrections") == []

    def test_a_correction_of_a_correction_needs_to_be_asked_for(self, accept, sheet, rows, published) -> None:
        old = published("figures")[0]
        accept(sheet("figures", {**old, "kind": "casualties"}))
        other = sheet("figures", {**old, "kind": "captured"})
        assert "--replace allows it" in accept(other).stderr
        assert accept(other, "--replace").exit_code == 0
        (row,) = rows("corrections")
        assert (row["expected"], row["corrected"]) == (old["kind"], "captured")

    @pytest.mark.parametrize(
        ("table", "cells", "said"),
        [
            ("figures", {"kind": "area", "unit": "km2", "surface": "at most 12"}, "surface tells which mention it is"),
            ("documents", {"n_figures": "9"}, "documents a: n_figures follows from the text"),
        ],
    )
    def test_what_follows_from_the_text_cannot_be_corrected(self, accept, sheet, published, table, cells, said) -> None:
        old = next(row for row in published(table) if row["document_id"] == "a")
        cells = {
            name: value.ljust(len(old[name]), "x")[: len(old[name])] if name == "surface" else value
            for name, value in cells.items()
        }
        done = accept(sheet(table, {**old, **cells}))
        assert done.exit_code == 1
        assert said in done.stderr

    @pytest.mark.parametrize("table", ["sentences", "statements", "name_usage"])
    def test_what_is_derived_is_refused_with_where_to_correct(self, accept, sheet, published, table) -> None:
        done = accept(sheet(table, published(table)[0]))
        assert done.exit_code == 1
        assert f"{table} cannot be contributed: " in done.stderr

    def test_a_row_that_is_not_published_cannot_be_added(self, accept, sheet, published) -> None:
        old = published("figures")[0]
        start, end = int(old["start"]) + 1, int(old["end"]) + 1
        moved = {**old, "figure_id": f"a:f{start}-{end}", "start": start, "end": end}
        done = accept(sheet("figures", moved))
        assert done.exit_code == 1
        assert "version 1.0.0 has no such row" in done.stderr

    def test_cells_of_documents_go_to_sources(self, accept, sheet, rows, published) -> None:
        old = next(row for row in published("documents") if row["document_id"] == "a")
        new = {
            **old,
            "publisher": "The Daily",
            "licence": "CC-BY-4.0",
            "redistributable": "true",
            "published": "1993-07-01",
        }
        done = accept(sheet("documents", new))
        assert done.exit_code == 0, done.output
        (row,) = rows("sources")
        assert {name: value for name, value in row.items() if value} == {
            "document_id": "a",
            "publisher": "The Daily",
            "licence": "CC-BY-4.0",
            "redistributable": "true",
            "published": "1993-07-01",
        }

    def test_passing_on_needs_a_licence(self, accept, sheet, published) -> None:
        old = next(row for row in published("documents") if row["document_id"] == "a")
        done = accept(sheet("documents", {**old, "redistributable": "true"}))
        assert done.exit_code == 1
        assert "needs the licence that allows it" in done.stderr

    def test_without_a_version_there_is_nothing_to_compare_with(self, accept, sheet, published) -> None:
        done = accept(sheet("figures", published("figures")[0]), "--no-published")
        assert done.exit_code == 2
        assert "--data" in done.stderr
