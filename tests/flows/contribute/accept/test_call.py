"""How accept is called, what it refuses as a whole, and what becomes of the inbox."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karabakh.flows.places import load_gazetteer


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
    def test_who_and_why_are_one_line_of_plain_text(self, run, sheet, contributor, reason, a_name) -> None:
        done = run("accept", sheet("place_names", a_name), "--contributor", contributor, "--reason", reason)
        assert done.exit_code == 2
        assert "--contributor" in done.stderr or "--reason" in done.stderr
        assert "\x1b" not in done.stderr

    @pytest.mark.usefixtures("unchanged")
    def test_what_is_not_valid_is_refused_with_every_finding(self, accept, sheet, a_name) -> None:
        done = accept(sheet("place_names", {**a_name, "kind": "nickname"}, {**a_name, "place_id": "K9999"}))
        assert done.exit_code == 1
        assert "row 2" in done.stderr
        assert "row 3" in done.stderr
        assert "nickname" in done.stderr

    @pytest.mark.usefixtures("unchanged")
    def test_all_files_or_none(self, accept, sheet, a_name) -> None:
        bad = sheet("place_links", {"place_id": "K0038", "relation": "near", "other_id": "K0001"})
        assert accept(sheet("place_names", a_name), bad).exit_code == 1

    @pytest.mark.usefixtures("unchanged")
    def test_accept_writes_contributions_itself(self, accept, sheet) -> None:
        row = {"contribution_id": "x", "accepted": "2024-01-01", "contributor": "A", "reason": "r", "table": "places"}
        done = accept(sheet("contributions", {**row, "rows_added": 1, "rows_changed": 0, "file_sha256": "0" * 64}))
        assert done.exit_code == 1
        assert "contributions cannot be contributed" in done.stderr

    def test_a_folder_that_is_none_is_refused(self, accept, sheet, tmp_path, a_name) -> None:
        (tmp_path / "empty").mkdir()
        done = accept(sheet("place_names", a_name), "--seeds", tmp_path / "empty")
        assert done.exit_code == 2
        assert "no folder of seeds" in done.stderr

    def test_published_versions_are_looked_for_beside_the_seeds(
        self, accept, sheet, here, tmp_path, monkeypatch, a_place, name_of_it
    ) -> None:
        gone = sheet("places", {**a_place, "place_id": "K0038"})  # another place under a published number
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        path = here / "seeds" / "places.csv"
        names = here / "seeds" / "place_names.csv"
        links = here / "seeds" / "place_links.csv"
        for table in (path, names, links):  # the seeds have it no more; only the version knows the number
            kept = [line for line in table.read_text("utf-8").splitlines(keepends=True) if "K0038" not in line]
            table.write_text("".join(kept), encoding="utf-8")
        own = sheet("place_names", {**name_of_it, "place_id": "K0038"})
        done = accept(gone, own, "--seeds", here / "seeds")
        assert done.exit_code == 1, done.output
        assert "K0038" in done.stderr

    def test_where_nothing_is_published_it_must_be_said(self, accept, sheet, here, a_name) -> None:
        import shutil

        file = sheet("place_names", a_name)
        refused = accept(file, "--data", here / "nothing")
        assert refused.exit_code == 2
        assert "--no-published" in refused.stderr
        shutil.rmtree(here / "data")
        assert accept(file).exit_code == 2
        assert accept(file, "--no-published").exit_code == 0

    def test_seeds_that_are_not_valid_are_not_added_to(self, accept, sheet, here, a_name) -> None:
        path = here / "seeds" / "place_links.csv"
        path.write_text(path.read_text("utf-8") + "K0001,near,K0002,,,,x\n", encoding="utf-8")
        done = accept(sheet("place_names", a_name))
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
    def test_a_file_in_the_inbox_is_removed_when_it_is_accepted(self, accept, sheet, here, a_name) -> None:
        file = sheet("place_names", a_name, file="seeds/contributions/names.csv")
        done = accept("seeds/contributions/names.csv")
        assert done.exit_code == 0, done.output
        assert "removed from the inbox: seeds/contributions/names.csv" in done.stdout
        assert not file.exists()

    def test_any_other_stays(self, accept, sheet, a_name) -> None:
        file = sheet("place_names", a_name)
        assert accept(file).exit_code == 0
        assert file.exists()

    def test_it_stays_where_it_is_refused_or_only_looked_at(self, accept, sheet, a_name) -> None:
        file = sheet("place_names", a_name, file="seeds/contributions/names.csv")
        assert accept(file, "--dry-run").exit_code == 0
        assert file.exists()
        bad = sheet("place_names", {**a_name, "kind": "x"}, file="seeds/contributions/bad.csv")
        assert accept(file, bad).exit_code == 1
        assert file.exists()
        assert bad.exists()

    def test_links_lead_nowhere(self, accept, sheet, here, tmp_path, a_name) -> None:
        outside = sheet("place_names", a_name)
        (here / "seeds" / "contributions").mkdir()
        link = here / "seeds" / "contributions" / "link.csv"
        link.symlink_to(outside)
        assert accept(link).exit_code == 0
        assert outside.exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["", "1993", "'=1", "x"]))
def test_whatever_is_sent_the_seeds_are_valid_or_untouched(
    state, a_name, accept: Callable[..., Any], here: Path, name: str, source: str, since: str
) -> None:
    import csv

    with (here / "any.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*a_name, "valid_from", "valid_to"])
        writer.writerow([*{**a_name, "name": name, "source": f"reference: A{source}"}.values(), since, ""])
    before = state(here / "seeds")
    done = accept("any.csv")
    assert done.exit_code in (0, 1), done.output
    if done.exit_code:
        before.setdefault(".lock", b"")
        assert state(here / "seeds") | {".lock": b""} == before
    load_gazetteer(here / "seeds")
