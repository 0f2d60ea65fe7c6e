"""Some tables of a version alone: kept apart from whole versions, completed later, never taken for one."""

import pandas as pd
import pytest

from karabakh.flows.api import diff
from karabakh.flows.download import delivery, download, fetched
from karabakh.flows.download.errors import UnfetchedError, UnreachableError
from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import CallError
from karabakh.flows.publish import descriptor, publish
from karabakh.flows.publish.errors import FolderError
from karabakh.flows.verify import verify
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

BIG = "1.0.1/parquet/documents.parquet"


class TestParts:
    def test_a_part_is_no_version(self, data, to, names, listed):
        done = download("1.0.0", data, to, tables=["documents"])
        assert done.path == to / "1.0.0-partial"
        assert names(to) == [".lock", "1.0.0-partial", "versions.json"]
        assert listed(to)["versions"] == []
        assert listed(to)["latest"] is None
        there = {path.name for path in done.path.rglob("*") if path.is_file()} - {"CITATION.cff"}
        assert there == {"README.md", "SHA256SUMS", "datapackage.json", "documents.csv", "documents.parquet"}

    @pytest.mark.parametrize("form", ["csv", "parquet"])
    def test_a_format_alone_is_all_tables_in_it(self, data, to, form, names):
        done = download("1.0.0", data, to, format=form)
        assert [path.name for path in done.path.iterdir() if path.is_dir()] == [form]
        assert names(done.path / form) == [f"documents.{form}", f"place_mentions.{form}"]

    def test_what_is_there_is_loaded_and_what_is_not_is_told(self, data, to):
        download("1.0.0", data, to, tables=["documents"], format="parquet")
        assert load("documents", "1.0.0", to).equals(load("documents", "1.0.0", data))
        assert load("documents", data=to).equals(load("documents", "1.0.0", data))
        with pytest.raises(
            UnfetchedError, match=r"karabakh download 1\.0\.0 --from ADDRESS --to .* --table place_mentions"
        ):
            load("place_mentions", data=to)

    def test_parts_are_added_to_each_other(self, server, to, listed):
        download(data=server.address, to=to, tables=["documents"], format="csv")
        download(data=server.address, to=to, tables=["place_mentions"], format="parquet")
        assert {"csv/documents.csv", "parquet/place_mentions.parquet"} < set(listed(to)["partial"][0]["files"])
        assert len(listed(to)["partial"]) == 1
        server.asked.clear()
        assert not download(data=server.address, to=to, tables=["documents"], format="csv").new
        assert [request.path for request in server.asked] == ["versions.json"]

    def test_what_is_on_its_way_to_another_table_is_kept(self, server, answers, to, data, names):
        server.answers[BIG] = [answers.cut(20_000)] + [answers.status(503)] * 4
        with pytest.raises(UnreachableError):
            download(data=server.address, to=to, tables=["documents"], format="parquet")
        download(data=server.address, to=to, tables=["place_mentions"], format="parquet")
        download(data=server.address, to=to, tables=["documents"], format="parquet")
        assert server.sent(BIG)[-1][0] == 20_000
        assert names(to) == [".lock", "1.0.1-partial", "versions.json"]

    def test_a_part_that_was_changed_is_fetched_again(self, data, to):
        done = download("1.0.0", data, to, tables=["documents"], format="csv")
        (done.path / "csv" / "documents.csv").write_text("changed")
        assert download("1.0.0", data, to, tables=["documents"], format="csv").new
        assert not download("1.0.0", data, to, tables=["documents"], format="csv").new

    def test_a_whole_download_completes_it(self, server, to, data, whole, names, listed):
        download(data=server.address, to=to, tables=["documents"])
        server.asked.clear()
        done = download(data=server.address, to=to)
        assert done.path == to / "1.0.1"
        assert whole(to / "1.0.1", data / "1.0.1")
        assert names(to) == [".lock", "1.0.1", "latest", "versions.json"]
        assert "partial" not in listed(to)
        assert BIG not in {request.path for request in server.asked}

    def test_what_is_completed_while_it_is_read_is_read(self, data, to, monkeypatch):
        download(data=data, to=to, tables=["documents"])
        turns = []

        def late(*arguments):
            if not turns:
                turns.append(download(data=data, to=to).new)
            return fetched(*arguments)

        monkeypatch.setattr("karabakh.flows.download.load.fetched", late)
        assert load("documents", data=to).equals(load("documents", data=data))
        assert turns == [True]

    def test_of_a_whole_version_nothing_is_fetched(self, server, to, names):
        download(data=server.address, to=to)
        server.asked.clear()
        done = download(data=server.address, to=to, tables=["documents"])
        assert (done.path, done.new) == (to / "1.0.1", False)
        assert names(to) == [".lock", "1.0.1", "latest", "versions.json"]

    def test_latest_of_a_mixed_folder_is_the_newest_whole_version(self, data, to, listed):
        download("1.0.0", data, to)
        download("1.0.1", data, to, tables=["documents"])
        assert listed(to)["latest"] == "1.0.0"
        assert load("documents", data=to)["published"].isna().all()
        assert load("documents", "1.0.1", to)["published"].notna().all()
        assert isinstance(load("place_mentions", data=to), pd.DataFrame)

    def test_without_a_whole_version_it_is_the_newest_part_and_another_is_named(self, data, to):
        download("1.0.0", data, to, tables=["place_mentions"])
        download("1.0.1", data, to, tables=["documents"])
        assert load("documents", data=to)["published"].notna().all()
        with pytest.raises(UnfetchedError, match=r"version 1\.0\.0, which was downloaded in part, has it"):
            load("place_mentions", data=to)
        with pytest.raises(CallError, match=r"it has 1\.0\.0 \(in part\), 1\.0\.1 \(in part\), and latest"):
            load("documents", "7.0.0", to)

    def test_a_table_that_only_a_newer_part_has_is_named(self, data, to):
        publish({name: table(TABLES[name], []) for name in ("documents", "place_mentions", "places")}, data,
                allow_drop=True)  # fmt: skip
        newest = versions(data)[-1].version
        download("1.0.0", data, to)
        download(data=data, to=to, tables=["places"])
        with pytest.raises(CallError, match=rf"1\.0\.0 has no table 'places'.*version {newest}, .* has it: name"):
            load("places", data=to)
        assert load("places", newest, to).empty

    @pytest.mark.parametrize("version", ["latest", "1.0.0"])
    def test_a_part_cannot_be_verified_and_it_is_said_how_it_can(self, data, to, version):
        download("1.0.0", data, to, tables=["documents"])
        with pytest.raises(CallError, match=r"only a part of version 1\.0\.0.*`karabakh download 1\.0\.0 --from"):
            verify(version, to, files_only=True)

    def test_tables_that_were_downloaded_alone_can_be_compared(self, data, to):
        for version in ("1.0.0", "1.0.1"):
            download(version, data, to, tables=["documents"], format="parquet")
        assert len(diff("1.0.0", "1.0.1", to, ["documents"])) == 2_000
        assert descriptor.NAME in delivery.BESIDE

    def test_from_a_part_only_what_is_there(self, data, to, tmp_path):
        download("1.0.0", data, to, tables=["documents"], format="csv")
        assert download("1.0.0", to, tmp_path / "third", tables=["documents"], format="csv").new
        with pytest.raises(UnfetchedError):
            download("1.0.0", to, tmp_path / "third")

    def test_a_publisher_does_not_publish_beside_parts(self, data, to):
        download("1.0.0", data, to, tables=["documents"])
        with pytest.raises(FolderError, match="downloaded in part"):
            publish({"documents": table(TABLES["documents"], [])}, to)

    @pytest.mark.parametrize("call", [{"tables": "towns"}, {"format": "xlsx"}, {"version": "3.0.0"}, {"version": "v1"}])
    def test_a_wrong_call_names_what_there_is(self, data, to, call):
        with pytest.raises(CallError, match=r"documents, place_mentions|parquet, csv|1\.0\.0, 1\.0\.1, and latest"):
            download(data=data, to=to, **call)
        assert not to.exists()

    def test_the_readme_comes_along(self):
        assert "README.md" in delivery.BESIDE
