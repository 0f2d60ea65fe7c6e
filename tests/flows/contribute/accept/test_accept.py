"""What accept does with contributions: rows merged in their order, all or none, who and why kept, nothing broken."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

import karabakh
from karabakh.flows.contribute.accept import identity, policy
from karabakh.flows.contribute.accept.draft import Change, Draft
from karabakh.flows.contribute.accept.errors import RefusedError
from karabakh.flows.places import load_gazetteer
from karabakh.flows.places.tables import gazetteer_tables
from karabakh.schemas import model
from karabakh.schemas.arrow import arrow_schema

NAME = {
    "place_id": "K0038",
    "name": "Hankendi",
    "language": "tr",
    "tradition": "turkish",
    "kind": "press",
    "source": "usage: Turkish-language press",
    "ambiguous": "false",
}
PLACE = {
    "place_id": "K0061",
    "label": "Yeniyer",
    "type": "village",
    "tier": "tail",
    "label_source": "reference: Atlas of Examples",
}
PLACE_NAME = {**NAME, "place_id": "K0061", "name": "Yeniyer", "source": "reference: Atlas of Examples"}


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def unchanged(here: Path) -> Any:
    """Whatever the test does, it changes nothing in the seeds."""
    before = state(here / "seeds")
    yield
    after = state(here / "seeds")
    after.pop(".lock", None)
    assert after == before


class TestRows:
    def test_a_name_becomes_a_row_in_its_order(self, accept, sheet, rows) -> None:
        before = rows("place_names")
        done = accept(sheet("place_names", NAME))
        assert done.exit_code == 0, done.output
        after = rows("place_names")
        added = {column: NAME.get(column, "") for column in after[0]}
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

    def test_who_when_and_why_are_kept(self, accept, sheet, rows) -> None:
        file = sheet("place_names", NAME)
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

    def test_rows_that_are_there_are_skipped_and_said(self, accept, sheet, rows) -> None:
        accept(sheet("place_names", NAME))
        before = rows("place_names"), rows("contributions")
        done = accept(sheet("place_names", NAME))
        assert done.exit_code == 0
        assert "place_names: 1 already there, skipped" in done.stdout
        assert done.stdout.splitlines()[-1] == "unchanged seeds: all of it is there already"
        assert (rows("place_names"), rows("contributions")) == before

    def test_a_row_that_is_there_changes_only_if_asked(self, accept, sheet, rows) -> None:
        accept(sheet("place_names", NAME))
        other = sheet("place_names", {**NAME, "source": "reference: Another Atlas"})
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

    def test_the_same_file_twice_on_a_day_has_two_identifiers(self, accept, sheet, rows) -> None:
        first = {**NAME, "source": "reference: One Atlas"}
        for row in (NAME, first, NAME):
            assert accept(sheet("place_names", row), "--replace").exit_code == 0
        ids = [row["contribution_id"] for row in rows("contributions")]
        assert len(set(ids)) == 3
        assert sum(one.endswith("-2") for one in ids) == 1

    def test_a_place_comes_with_its_names(self, accept, sheet, rows) -> None:
        done = accept(sheet("places", PLACE), sheet("place_names", PLACE_NAME))
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

    def test_a_name_of_two_places_becomes_ambiguous_in_every_row(self, accept, sheet, rows) -> None:
        done = accept(sheet("places", PLACE), sheet("place_names", PLACE_NAME, {**PLACE_NAME, "name": "Hankendi"}))
        assert done.exit_code == 0, done.output
        marks = {row["ambiguous"] for row in rows("place_names") if row["name"] == "Hankendi"}
        assert marks == {"true"}
        assert "ambiguous false -> true (another place has the name, too)" in done.stdout
        load_gazetteer(Path("seeds"))

    def test_the_sheets_of_a_workbook_are_a_contribution(self, accept, here, rows) -> None:
        link = {
            "place_id": "K0061",
            "relation": "part_of",
            "other_id": "K0001",
            "source": "reference: Atlas of Examples",
        }
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, row in (("place_names", PLACE_NAME), ("places", PLACE), ("place_links", link)):
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

    def test_a_dry_run_shows_and_writes_nothing(self, accept, sheet, unchanged) -> None:
        done = accept(sheet("place_names", NAME), "--dry-run")
        assert done.exit_code == 0
        assert "place_names: 1 added" in done.stdout
        assert done.stdout.splitlines()[-1] == "not written seeds"

    def test_formulas_are_guarded_and_come_back(self, accept, sheet, here) -> None:
        row = {"document_id": "a", "publisher": "=1+1", "note": "@home"}
        assert accept(sheet("sources", {**row, "publisher": "'=1+1", "note": "'@home"})).exit_code == 0
        assert b"a,'=1+1,,,,,,,,,'@home\n" in (here / "seeds" / "sources.csv").read_bytes()

    def test_a_contributor_is_no_formula(self, run, sheet, here) -> None:
        done = run("accept", sheet("place_names", NAME), "--contributor", "=1+1", "--reason", "@SUM(1)")
        assert done.exit_code == 0
        assert b",'=1+1,'@SUM(1),place_names,1,0," in (here / "seeds" / "contributions.csv").read_bytes()

    def test_python_has_the_same(self, here, sheet) -> None:
        done = karabakh.accept([sheet("place_names", NAME)], contributor="A", reason="r")
        assert [change.name for change in done.changes] == ["K0038|Hankendi|tr|turkish|press|"]
        with pytest.raises(RefusedError, match="place_id must be"):
            karabakh.accept([sheet("place_names", {**NAME, "place_id": "K9999"})], contributor="A", reason="r")


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.usefixtures("unchanged")
class TestIdentity:
    """A place_id is for ever."""

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            ({"place_id": "K0063"}, "K0063 jumps ahead: the first free is K0061"),
            ({"place_id": "K00061"}, "must be written K0061"),
            ({"place_id": "K0001"}, "place_id must be one that no other place has"),
            ({"place_id": "K0001"}, "K0061"),
            ({"geonames_id": "146970"}, "geonames_id 146970 is K0038 already"),
            ({"replaced_by": "K0061"}, "replaced_by must be another place"),
            ({"replaced_by": "K0999"}, "replaced_by must be the place_id of a row of places"),
        ],
    )
    def test_a_new_place_takes_the_first_free_number(self, accept, sheet, place, said) -> None:
        row = {**PLACE, **place}
        done = accept(
            sheet("places", row), sheet("place_names", {**PLACE_NAME, "place_id": row["place_id"]}), "--replace"
        )
        assert done.exit_code == 1
        assert said in done.stderr

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"label": "Khankendj"}, "which never had the name Khankendj"),
            ({"type": "river"}, "is a city and cannot become a river"),
            ({"lat": "48.8", "lon": "2.3"}, "is more than 0.3 degrees off"),
            ({"geonames_id": "1"}, "has geonames_id 146970, not 1"),
            ({"country": "FR"}, "has country AZ, not FR"),
        ],
    )
    def test_a_published_place_keeps_its_meaning(self, accept, sheet, rows, cells, said) -> None:
        old = next(row for row in rows("places") if row["place_id"] == "K0038")
        done = accept(sheet("places", {**old, **cells}), "--replace")
        assert done.exit_code == 1
        assert said in done.stderr
        assert "take a new row with K0061" in done.stderr

    def test_a_new_label_cannot_come_with_its_own_name(self, accept, sheet, rows) -> None:
        old = next(row for row in rows("places") if row["place_id"] == "K0038")
        name = {**NAME, "name": "Khankendj", "language": "en", "tradition": "international"}
        done = accept(sheet("places", {**old, "label": "Khankendj"}), sheet("place_names", name), "--replace")
        assert done.exit_code == 1
        assert "never had the name Khankendj" in done.stderr

    def test_a_place_is_not_given_a_second_identifier(self, accept, sheet, rows) -> None:
        old = next(row for row in rows("places") if row["place_id"] == "K0038")
        new = {**old, "place_id": "K0061", "geonames_id": "", "wikidata_id": "", "location_source": "reference: Atlas"}
        done = accept(sheet("places", new), sheet("place_names", {**PLACE_NAME, "name": new["label"]}))
        assert done.exit_code == 1
        assert "K0061 is K0038 already, by its label, type and location" in done.stderr

    def test_a_place_without_a_name_is_refused(self, accept, sheet) -> None:
        done = accept(sheet("places", PLACE))
        assert done.exit_code == 1
        assert "K0061 has no name; send its names" in done.stderr

    def test_replacements_form_no_chain_and_no_circle(self, accept, sheet, rows) -> None:
        old = {row["place_id"]: row for row in rows("places")}
        chain = accept(
            sheet("places", {**old["K0038"], "replaced_by": "K0039"}, {**old["K0039"], "replaced_by": "K0040"}),
            "--replace",
        )
        assert chain.exit_code == 1
        assert "K0038 is replaced by K0039, which is itself replaced by K0040" in chain.stderr
        circle = accept(
            sheet("places", {**old["K0038"], "replaced_by": "K0039"}, {**old["K0039"], "replaced_by": "K0038"}),
            "--replace",
        )
        assert "K0038 and K0039 are each replaced by the other" in circle.stderr

    def test_a_published_number_is_never_given_to_another(self, root: Path) -> None:
        draft = Draft.of(gazetteer_tables(root / "seeds"))
        gone = draft.rows["places"].pop(("K0038",))
        before = {row["place_id"]: row for row in draft.rows["places"].values()}
        draft.put("places", {**gone, "type": "river"}, 0)
        assert "K0038 is a city and cannot become a river" in "".join(
            map(str, identity.problems(draft, before, {"K0038": gone}))
        )
        draft.changes.clear()
        draft.rows["places"].pop(("K0038",))
        draft.put("places", gone, 0)  # put back as it was published
        assert list(identity.problems(draft, before, {"K0038": gone})) == []


def test_retiring_a_place_is_allowed(accept, sheet, rows) -> None:
    old = next(row for row in rows("places") if row["place_id"] == "K0038")
    done = accept(sheet("places", {**old, "replaced_by": "K0039", "type": "town"}), "--replace")
    assert done.exit_code == 0, done.output
    assert "type city -> town; replaced_by nothing -> K0039" in done.stdout


@pytest.mark.usefixtures("unchanged")
class TestPolicy:
    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"language": "hy", "tradition": "armenian"}, "hy is written in Armenian letters"),
            ({"tradition": "persian"}, "the tradition of a name in tr must be one of turkish"),
            ({"kind": "official"}, "the kind of a name in tr must be one of press"),
            ({"source": "I know it"}, "source 'I know it' must have one of the forms geonames:NUMBER"),
            ({"source": "usage: the so-called press"}, "must take no side"),
            (
                {"language": "az-Latn", "tradition": "azerbaijani", "name": "Xankândi"},
                "no letter of the Azerbaijani alphabet",
            ),
            (
                {"name": "Stepanakert", "language": "en", "tradition": "armenian", "valid_from": "1992"},
                "has this name already",
            ),
        ],
    )
    def test_names_keep_the_conventions(self, accept, sheet, cells, said) -> None:
        done = accept(sheet("place_names", {**NAME, **cells}))
        assert done.exit_code == 1
        assert said in done.stderr

    def test_a_label_is_one_of_the_names(self, accept, sheet) -> None:
        done = accept(sheet("places", {**PLACE, "label": "Other"}), sheet("place_names", PLACE_NAME))
        assert "the label Other must be one of the place's names" in done.stderr

    def test_the_seeds_of_the_repository_keep_them(self, root: Path) -> None:
        draft = Draft.of(gazetteer_tables(root / "seeds"))
        for name, found in draft.rows.items():
            draft.changes.update({(name, key): Change(name, key, None, row, 0) for key, row in found.items()})
        assert list(policy.problems(draft)) == []


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


class TestTexts:
    ENGLISH = "The road to the town was closed for the day, the ministry said, and the talks went on in the evening."

    def test_a_text_with_a_licence_becomes_a_file_and_a_source(self, accept, here, rows) -> None:
        Path("report.txt").write_text(f" date 1994-05-12 {self.ENGLISH}", encoding="utf-8")
        done = accept("report.txt", "--licence", "CC-BY-4.0")
        assert done.exit_code == 0, done.output
        assert (here / "seeds" / "texts" / "report.txt").read_bytes() == Path("report.txt").read_bytes()
        (row,) = rows("sources")
        assert (row["document_id"], row["licence"], row["published"]) == ("report", "CC-BY-4.0", "1994-05-12")
        assert {one["table"] for one in rows("contributions")} == {"sources", "texts"}
        assert "texts: 1 already there, skipped" in accept("report.txt").stdout

    def test_a_text_without_one_needs_to_be_asked_for(self, accept, here) -> None:
        Path("report.txt").write_text(self.ENGLISH, encoding="utf-8")
        refused = accept("report.txt")
        assert refused.exit_code == 1
        assert "--licence-unknown" in refused.stderr
        assert not (here / "seeds" / "texts" / "report.txt").exists()
        assert accept("report.txt", "--licence-unknown").exit_code == 0

    def test_its_source_may_come_with_it(self, accept, sheet, rows) -> None:
        Path("report.txt").write_text(self.ENGLISH, encoding="utf-8")
        done = accept("report.txt", sheet("sources", {"document_id": "report", "licence": "CC0-1.0", "publisher": "P"}))
        assert done.exit_code == 0, done.output
        assert [(row["licence"], row["publisher"], row["language"]) for row in rows("sources")] == [
            ("CC0-1.0", "P", "en")
        ]

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "A.txt"])
    def test_a_text_is_never_written_over(self, accept, here, name, unchanged) -> None:
        Path(name).write_text(self.ENGLISH, encoding="utf-8")
        done = accept(name, "--licence", "CC0-1.0")
        assert done.exit_code == 1

    def test_a_published_document_keeps_its_text(self, accept, here) -> None:
        (here / "seeds" / "texts" / "a.txt").unlink()
        Path("a.txt").write_text(self.ENGLISH, encoding="utf-8")
        done = accept("a.txt", "--licence", "CC0-1.0")
        assert done.exit_code == 1
        assert "document a is published with another text" in done.stderr

    def test_rows_of_a_corpus_become_files(self, accept, sheet, here, rows) -> None:
        texts = {"x": f"{self.ENGLISH}\r\nIt rained.", "Şuşa": "On 9 May 1992 it snowed."}
        file = sheet(
            "corpus", *({"document_id": name, "text": text, "licence": "CC0-1.0"} for name, text in texts.items())
        )
        done = accept(file)
        assert done.exit_code == 0, done.output
        for name, text in texts.items():
            assert (here / "seeds" / "texts" / f"{name}.txt").read_bytes() == text.encode()
        assert {row["document_id"] for row in rows("sources")} == set(texts)

    ODD = ("a\xa0b", "a\u3000b", "a\u2028b", "a\ue000b", "a\u0378b", "a ", " a")

    @pytest.mark.parametrize("name", ["con", "a?b", "x*", 'q"', "й" * 200, *ODD])
    @pytest.mark.parametrize("option", [(), ("--dry-run",)])
    def test_names_that_not_every_system_has_are_refused(self, accept, sheet, name, option, unchanged) -> None:
        done = accept(sheet("corpus", {"document_id": name, "text": "It rained.", "licence": "CC0-1.0"}), *option)
        assert done.exit_code == 1
        assert "document_id" in done.stderr

    @pytest.mark.parametrize("name", ODD)
    @pytest.mark.parametrize("option", [(), ("--dry-run",)])
    def test_a_text_of_such_a_name_is_refused(self, accept, here, name, option, unchanged) -> None:
        Path(f"{name}.txt").write_text(self.ENGLISH, encoding="utf-8")
        done = accept(f"{name}.txt", "--licence", "CC0-1.0", *option)
        assert done.exit_code == 1
        assert "the file's name is the document's id" in done.stderr


class TestCall:
    @pytest.mark.usefixtures("unchanged")
    @pytest.mark.parametrize(
        ("contributor", "reason"),
        [
            ("", "r"),
            (" A", "r"),
            ("A\x1b[31m", "r"),
            ("A", "two\nlines"),
            ("A", "\u202egnp"),
            ("A" * 201, "r"),
            ("A", ""),
        ],
    )
    def test_who_and_why_are_one_line_of_plain_text(self, run, sheet, contributor, reason) -> None:
        done = run("accept", sheet("place_names", NAME), "--contributor", contributor, "--reason", reason)
        assert done.exit_code == 2
        assert "--contributor" in done.stderr or "--reason" in done.stderr
        assert "\x1b" not in done.stderr

    @pytest.mark.usefixtures("unchanged")
    def test_what_is_not_valid_is_refused_with_every_finding(self, accept, sheet) -> None:
        done = accept(sheet("place_names", {**NAME, "kind": "nickname"}, {**NAME, "place_id": "K9999"}))
        assert done.exit_code == 1
        assert "row 2" in done.stderr
        assert "row 3" in done.stderr
        assert "nickname" in done.stderr

    @pytest.mark.usefixtures("unchanged")
    def test_all_files_or_none(self, accept, sheet) -> None:
        bad = sheet("place_links", {"place_id": "K0038", "relation": "near", "other_id": "K0001"})
        assert accept(sheet("place_names", NAME), bad).exit_code == 1

    @pytest.mark.usefixtures("unchanged")
    def test_accept_writes_contributions_itself(self, accept, sheet) -> None:
        row = {"contribution_id": "x", "accepted": "2024-01-01", "contributor": "A", "reason": "r", "table": "places"}
        done = accept(sheet("contributions", {**row, "rows_added": 1, "rows_changed": 0, "file_sha256": "0" * 64}))
        assert done.exit_code == 1
        assert "contributions cannot be contributed" in done.stderr

    def test_a_folder_that_is_none_is_refused(self, accept, sheet, tmp_path) -> None:
        (tmp_path / "empty").mkdir()
        done = accept(sheet("place_names", NAME), "--seeds", tmp_path / "empty")
        assert done.exit_code == 2
        assert "no folder of seeds" in done.stderr

    def test_published_versions_are_looked_for_beside_the_seeds(
        self, accept, sheet, here, tmp_path, monkeypatch
    ) -> None:
        gone = sheet("places", {**PLACE, "place_id": "K0038"})  # another place under a published number
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        path = here / "seeds" / "places.csv"
        names = here / "seeds" / "place_names.csv"
        links = here / "seeds" / "place_links.csv"
        for table in (path, names, links):  # the seeds have it no more; only the version knows the number
            kept = [line for line in table.read_text("utf-8").splitlines(keepends=True) if "K0038" not in line]
            table.write_text("".join(kept), encoding="utf-8")
        own = sheet("place_names", {**PLACE_NAME, "place_id": "K0038"})
        done = accept(gone, own, "--seeds", here / "seeds")
        assert done.exit_code == 1, done.output
        assert "K0038" in done.stderr

    def test_where_nothing_is_published_it_must_be_said(self, accept, sheet, here) -> None:
        import shutil

        file = sheet("place_names", NAME)
        refused = accept(file, "--data", here / "nothing")
        assert refused.exit_code == 2
        assert "--no-published" in refused.stderr
        shutil.rmtree(here / "data")
        assert accept(file).exit_code == 2
        assert accept(file, "--no-published").exit_code == 0

    def test_seeds_that_are_not_valid_are_not_added_to(self, accept, sheet, here) -> None:
        path = here / "seeds" / "place_links.csv"
        path.write_text(path.read_text("utf-8") + "K0001,near,K0002,,,,x\n", encoding="utf-8")
        done = accept(sheet("place_names", NAME))
        assert done.exit_code == 1
        assert "near" in done.stderr

    def test_help_teaches_and_imports_no_table_library(self) -> None:
        code = (
            "import sys\nfrom karabakh.flows.cli import main\nmain(['accept', '--help'], standalone_mode=False)\n"
            "print(sorted({'pandas', 'pyarrow', 'pandera', 'prefect'} & sys.modules.keys()))"
        )
        run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        assert run.stdout.splitlines()[-1] == "[]"
        assert "Exit codes" in run.stdout
        assert "--dry-run" in run.stdout


class TestInbox:
    def test_a_file_in_the_inbox_is_removed_when_it_is_accepted(self, accept, sheet, here) -> None:
        file = sheet("place_names", NAME, file="seeds/contributions/names.csv")
        done = accept("seeds/contributions/names.csv")
        assert done.exit_code == 0, done.output
        assert "removed from the inbox: seeds/contributions/names.csv" in done.stdout
        assert not file.exists()

    def test_any_other_stays(self, accept, sheet) -> None:
        file = sheet("place_names", NAME)
        assert accept(file).exit_code == 0
        assert file.exists()

    def test_it_stays_where_it_is_refused_or_only_looked_at(self, accept, sheet) -> None:
        file = sheet("place_names", NAME, file="seeds/contributions/names.csv")
        assert accept(file, "--dry-run").exit_code == 0
        assert file.exists()
        bad = sheet("place_names", {**NAME, "kind": "x"}, file="seeds/contributions/bad.csv")
        assert accept(file, bad).exit_code == 1
        assert file.exists()
        assert bad.exists()

    def test_links_lead_nowhere(self, accept, sheet, here, tmp_path) -> None:
        outside = sheet("place_names", NAME)
        (here / "seeds" / "contributions").mkdir()
        link = here / "seeds" / "contributions" / "link.csv"
        link.symlink_to(outside)
        assert accept(link).exit_code == 0
        assert outside.exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["", "1993", "'=1", "x"]))
def test_whatever_is_sent_the_seeds_are_valid_or_untouched(
    accept: Callable[..., Any], here: Path, name: str, source: str, since: str
) -> None:
    import csv

    with (here / "any.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*NAME, "valid_from", "valid_to"])
        writer.writerow([*{**NAME, "name": name, "source": f"reference: A{source}"}.values(), since, ""])
    before = state(here / "seeds")
    done = accept("any.csv")
    assert done.exit_code in (0, 1), done.output
    if done.exit_code:
        before.setdefault(".lock", b"")
        assert state(here / "seeds") | {".lock": b""} == before
    load_gazetteer(here / "seeds")


CELLS = {
    "place_id": st.sampled_from(["K0001", "K0038", "K0039", "K0060", "K0061", "K0062", "K9999", "G1", "k1", ""]),
    "label": st.sampled_from(["Khankendi", "Stepanakert", "Shusha", "Yeniyer", "=1", "x" * 300]),
    "type": st.sampled_from(["city", "town", "river", "country", "nothing"]),
    "lat": st.sampled_from(["", "0", "39.8", "39.9", "91", "nan"]),
    "lon": st.sampled_from(["", "0", "46.7", "46.8", "inf"]),
    "country": st.sampled_from(["", "AZ", "AM", "FR", "az"]),
    "geonames_id": st.sampled_from(["", "146970", "1", "x"]),
    "tier": st.sampled_from(["core", "tail", "world"]),
    "replaced_by": st.sampled_from(["", "K0001", "K0038", "K0039", "K0061", "K9999"]),
}


@pytest.mark.slow
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a run of the command is too slow to shrink
)
@given(
    st.lists(
        st.tuples(st.integers(0, 59), st.dictionaries(st.sampled_from(list(CELLS)), st.integers(0, 9))), max_size=3
    ),
    st.booleans(),
    st.data(),
)
def test_whatever_is_replaced_no_identifier_means_another_place(accept, here, sheet, rows, edits, named, data) -> None:
    """Rows of places with random cells, accepted or not: every place_id that was there means what it meant."""
    old = rows("places")
    before = {row["place_id"]: row for row in old}
    names = {
        row["place_id"]: {one["name"] for one in rows("place_names") if one["place_id"] == row["place_id"]}
        for row in old
    }
    changed = [{**old[at % len(old)], **{name: data.draw(CELLS[name]) for name in cells}} for at, cells in edits]
    files = [sheet("places", *changed)]
    files += [
        sheet("place_names", {**PLACE_NAME, "place_id": row["place_id"], "name": "Yeniyer"})
        for row in changed[:1]
        if named
    ]
    state_before = state(here / "seeds")
    done = accept(*files, "--replace")
    assert done.exit_code in (0, 1), done.output
    event("refused" if done.exit_code else "accepted" if "changed" in done.output else "nothing new")
    if done.exit_code:
        assert state(here / "seeds") | {".lock": b""} == state_before | {".lock": b""}
        return
    after = {row["place_id"]: row for row in rows("places")}
    assert before.keys() <= after.keys()
    numbers = sorted(int(name[1:]) for name in after if name.startswith("K"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert {row["place_id"] for row in rows("place_names")} == after.keys()
    for name, row in before.items():
        now = after[name]
        assert now["label"] in {row["label"], *names[name]}
        assert now["country"] in (row["country"], "") or not row["country"]
        assert not (row["lat"] and now["lat"]) or abs(float(row["lat"]) - float(now["lat"])) <= 0.3
        assert not now["replaced_by"] or not after[now["replaced_by"]]["replaced_by"]
    gazetteer_tables(here / "seeds")
