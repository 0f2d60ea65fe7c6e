"""A folder of downloads: whole versions or none, parts that nobody takes for one, and nothing is ever taken back."""

import json
import os
import shutil
import threading
import time

import pytest
from filelock import FileLock

from karabakh.flows.download import download
from karabakh.flows.download.errors import ChangedError, MismatchError, StorageError
from karabakh.flows.download.load import load, versions
from karabakh.flows.errors import CallError
from karabakh.flows.publish import publish
from karabakh.flows.publish.errors import DamagedError, FolderError
from karabakh.schemas import TABLES
from karabakh.schemas.arrow import table

BIG = "1.0.1/parquet/documents.parquet"


class TestWholeVersions:
    def test_the_folder_is_one_that_everything_reads(self, data, to, listed):
        download("1.0.0", data, to)
        assert listed(to)["latest"] == "1.0.0"
        assert (to / "latest").read_text() == "1.0.0\n"
        assert [release.version for release in versions(to)] == ["1.0.0"]
        assert load("documents", data=to)["published"].isna().all()

    def test_latest_is_the_newest_that_is_there_in_whatever_order_they_came(self, data, to, listed):
        download("1.0.1", data, to)
        download("1.0.0", data, to)
        assert [entry["version"] for entry in listed(to)["versions"]] == ["1.0.0", "1.0.1"]
        assert listed(to)["latest"] == "1.0.1"
        assert (to / "latest").read_text() == "1.0.1\n"
        assert (to / "versions.json").read_bytes() == (data / "versions.json").read_bytes()

    def test_twice_does_nothing_but_verify(self, server, to):
        download(data=server.address, to=to)
        before = {path: path.stat().st_mtime_ns for path in to.rglob("*")}
        server.asked.clear()
        assert not download(data=server.address, to=to).new
        assert [request.path for request in server.asked] == ["versions.json"]
        assert {path: path.stat().st_mtime_ns for path in to.rglob("*")} == before

    def test_what_was_changed_since_is_noticed_and_left_alone(self, data, to):
        download(data=data, to=to)
        (to / "1.0.1" / "csv" / "documents.csv").write_text("my own work")
        with pytest.raises(DamagedError, match=r"documents\.csv is not what was published.*move .*1\.0\.1 away"):
            download(data=data, to=to)
        assert (to / "1.0.1" / "csv" / "documents.csv").read_text() == "my own work"

    def test_a_folder_that_was_deleted_is_downloaded_again(self, data, to, whole):
        download(data=data, to=to)
        shutil.rmtree(to / "1.0.1")
        assert download(data=data, to=to).new
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_files_that_another_version_has_are_not_fetched(self, server, to, data, whole):
        download("1.0.0", server.address, to)
        server.asked.clear()
        download("1.0.1", server.address, to)
        assert whole(to / "1.0.1", data / "1.0.1")
        asked = {request.path for request in server.asked}
        assert "1.0.1/parquet/place_mentions.parquet" not in asked
        assert BIG in asked

    def test_nor_those_in_the_cache(self, server, to, data, whole):
        load("documents", data=server.address)
        server.asked.clear()
        download(data=server.address, to=to)
        assert whole(to / "1.0.1", data / "1.0.1")
        assert not {BIG, "1.0.1/SHA256SUMS"} & {request.path for request in server.asked}

    def test_what_is_at_hand_and_was_changed_is_fetched(self, server, to, data, whole):
        download("1.0.0", server.address, to)
        (to / "1.0.0" / "parquet" / "place_mentions.parquet").write_bytes(b"changed")
        download("1.0.1", server.address, to)
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_where_it_comes_from_is_never_written_to(self, data, to):
        before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
        download(data=data, to=to)
        download(data=data, to=to, tables=["documents"])
        assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before

    def test_from_a_folder_into_itself_only_verifies(self, data):
        done = download(data=data, to=data)
        assert (done.version, done.path, done.new) == ("1.0.1", data / "1.0.1", False)
        (data / "1.0.1" / "README.md").write_text("changed")
        with pytest.raises(DamagedError):
            download(data=data, to=data)

    def test_there_is_a_publisher_after_it(self, data, to):
        download(data=data, to=to)
        rows = {"documents": [], "place_mentions": []}
        made = publish({name: table(TABLES[name], some) for name, some in rows.items()}, to, allow_drop=True)
        assert made.version == "1.1.0"
        assert [release.version for release in versions(to)] == ["1.0.1", "1.1.0"]


class TestAllOrNothing:
    def test_a_failure_in_the_middle_leaves_what_was_there(self, server, answers, to, data, whole, listed, names):
        download("1.0.0", server.address, to)
        before = listed(to)
        server.answers[BIG], server.always = [answers.changed(5)], True
        with pytest.raises(MismatchError):
            download(data=server.address, to=to)
        assert listed(to) == before
        assert names(to) == [".download-1.0.1", ".lock", "1.0.0", "latest", "versions.json"]
        assert whole(to / "1.0.0", data / "1.0.0")

    def test_any_write_may_fail(self, data, to, monkeypatch, whole, names):
        """Each time the disk is full at another place; then there is room, and the same call succeeds."""
        replace, rename, fsync = os.replace, os.rename, os.fsync
        count = [0, 0]

        def failing(call):
            def fail(*arguments):
                count[0] += 1
                if count[0] == count[1]:
                    raise OSError(28, "No space left on device")
                return call(*arguments)

            return fail

        for name, call in (("replace", replace), ("rename", rename), ("fsync", fsync)):
            monkeypatch.setattr(os, name, failing(call))
        for stop_at in range(1, 500, 7):
            shutil.rmtree(to, ignore_errors=True)
            count[:] = [0, stop_at]
            try:
                download(data=data, to=to)
            except StorageError as error:
                assert "No space left on device" in str(error)  # noqa: PT017 - the last turn has no error
                assert "try again: what came is kept" in str(error)  # noqa: PT017
            if count[0] < stop_at:
                break
            if (to / "versions.json").exists():
                assert [release.version for release in versions(to)] == ["1.0.1"]
            count[:] = [0, 0]
            download(data=data, to=to)
            assert whole(to / "1.0.1", data / "1.0.1")
            assert names(to) == [".lock", "1.0.1", "latest", "versions.json"]
        assert stop_at > 20

    def test_what_got_its_name_and_was_not_listed_is_listed(self, server, to, data, listed):
        download(data=server.address, to=to)
        (to / "versions.json").unlink()
        (to / "latest").unlink()
        (to / ".staging-pending").write_text("1.0.1\n")
        server.asked.clear()
        assert not download(data=server.address, to=to).new
        assert listed(to)["latest"] == "1.0.1"
        assert [request.path for request in server.asked] == ["versions.json"]

    def test_a_folder_of_that_name_with_other_content_is_refused(self, data, to):
        download("1.0.0", data, to)
        (to / "1.0.1").mkdir()
        (to / "1.0.1" / "thesis.docx").write_text("years of work")
        with pytest.raises(FolderError, match=r"1\.0\.1 is there, but versions\.json does not list it.*move it away"):
            download(data=data, to=to)
        assert (to / "1.0.1" / "thesis.docx").read_text() == "years of work"

    @pytest.mark.parametrize("name", ["thesis.docx", "1.0.0", "my-partial"])
    def test_a_folder_with_other_content_is_refused(self, data, to, name, names):
        (to / name).mkdir(parents=True)
        with pytest.raises(FolderError, match="is not a data folder") as failed:
            download(data=data, to=to)
        assert failed.value.exit_code == 2
        assert names(to) == [name]

    def test_a_link_is_refused(self, data, to, tmp_path, names):
        (tmp_path / "other").mkdir()
        to.symlink_to(tmp_path / "other")
        with pytest.raises(FolderError, match="symbolic link"):
            download(data=data, to=to)
        assert names(tmp_path / "other") == []

    def test_a_folder_below_the_one_it_comes_from_is_refused(self, data):
        with pytest.raises(CallError, match="lies in"):
            download(data=data, to=data / "1.0.1" / "mine")
        assert not (data / "1.0.1" / "mine").exists()

    def test_no_room_is_told_before_anything_is_fetched(self, server, to, monkeypatch, nothing_left):
        monkeypatch.setattr(shutil, "disk_usage", lambda _: type("", (), {"free": 1_000})())
        with pytest.raises(StorageError, match=r"bytes, and .* has room for 1,000; make room"):
            download(data=server.address, to=to)
        assert [request.path for request in server.asked] == ["versions.json"]

    def test_two_at_once_make_one(self, server, answers, to, data, whole):
        server.answers[BIG] = [answers.cut(1_000)] * 3
        done = []

        def run():
            done.append(download(data=server.address, to=to).new)

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == [False, False, False, True]
        assert whole(to / "1.0.1", data / "1.0.1")

    def test_who_waits_is_told_so(self, data, to, caplog):
        to.mkdir()
        held = threading.Event()

        def hold():
            with FileLock(to / ".lock"):
                held.set()
                time.sleep(0.2)

        other = threading.Thread(target=hold)
        other.start()
        held.wait()
        assert download(data=data, to=to).new
        other.join()
        assert "another run is writing into" in caplog.text


class TestOldAndOtherLists:
    def old(self, data):
        content = json.loads((data / "versions.json").read_text())
        del content["versions"][1:]
        return json.dumps(content | {"latest": "1.0.0"}).encode()

    def test_an_old_list_takes_nothing_back(self, server, answers, to, data, caplog, listed):
        download(data=server.address, to=to)
        server.answers["versions.json"] = [answers.instead(self.old(data))]
        done = download(data=server.address, to=to)
        assert done.version == "1.0.0"
        assert listed(to)["latest"] == "1.0.1"
        assert (to / "latest").read_text() == "1.0.1\n"
        assert "lists nothing newer than version 1.0.0" in caplog.text
        assert "its latest" in caplog.text

    def test_nobody_is_warned_where_the_list_is_right(self, server, to, caplog):
        download("1.0.0", server.address, to)
        download("1.0.1", server.address, to)
        download("1.0.0", server.address, to)
        assert not caplog.records

    @pytest.mark.parametrize("version", ["1.0.0", "1.0.1"])
    @pytest.mark.parametrize("wanted", [{}, {"tables": ["documents"]}])
    def test_a_number_that_stands_for_something_else_is_refused(self, data, to, tmp_path, version, wanted):
        download("1.0.0", data, to, **wanted)
        before = (to / "versions.json").read_bytes()
        publish({name: table(TABLES[name], []) for name in ("documents", "place_mentions")}, tmp_path / "other")
        content = json.loads((tmp_path / "other" / "versions.json").read_text())
        content["versions"].append(json.loads((data / "versions.json").read_text())["versions"][1])
        (tmp_path / "other" / "versions.json").write_text(json.dumps(content | {"latest": "1.0.1"}))
        with pytest.raises(ChangedError, match=r"version 1\.0\.0 at .* is not the version 1\.0\.0 in") as failed:
            download(version, tmp_path / "other", to)
        assert failed.value.exit_code == 3
        assert (to / "versions.json").read_bytes() == before
